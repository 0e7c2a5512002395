"""The demo that comes with the product: where its catalogs and orders lie."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import msgspec

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import NotFound


class DemoMissing(NotFound):
    """The installed package lacks the demo catalogs."""

    contract = Contract(
        "The demo catalogs are not installed.",
        "Install the product with its data files.",
        field="catalogs",
        cause_class=CauseClass.PLATFORM,
        owner=Owner.PLATFORM_OPERATOR,
    )


class DemoCatalog(msgspec.Struct, frozen=True, kw_only=True):
    """One demo catalog: its folder, and its order files in the order in which they make sense."""

    name: str
    folder: Path
    orders: tuple[Path, ...]


def catalogs_folder() -> Path:
    """The folder with the demo catalogs: in the installed package, else in the checkout.

    Raises DemoMissing when there is none.
    """
    package = Path(str(files("trunkline")))
    for folder in (package / "catalogs", package.parents[1] / "catalogs"):
        if folder.is_dir():
            return folder
    raise DemoMissing("the demo catalogs are not installed: install Trunkline again, or run it from a checkout")


def demo_catalogs() -> list[DemoCatalog]:
    """All demo catalogs, by name."""
    return [
        DemoCatalog(name=folder.name, folder=folder, orders=tuple(sorted((folder / "orders").glob("*.json"))))
        for folder in sorted(catalogs_folder().iterdir())
        if folder.is_dir() and any(folder.glob("*.yaml"))
    ]
