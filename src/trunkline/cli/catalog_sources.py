"""Where a catalog on the command line comes from: a folder of YAML files, or a revision in the database."""

from __future__ import annotations

from pathlib import Path

import msgspec

from trunkline.catalog.documents import read_catalog_folder
from trunkline.catalog.model import Catalog, PlanSpecification, Specification
from trunkline.catalog.parts import Part, parts_of
from trunkline.catalog.queries import load_catalog
from trunkline.cli.session import open_database, run
from trunkline.kit.errors import NotFound


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Everything in a catalog, and its name for people."""

    name: str
    specifications: list[Specification]
    plans: list[PlanSpecification]
    parts: list[Part]


def from_folder(folder: Path) -> Source:
    """The catalog in a folder; raises NotFound or CatalogInvalid."""
    if not folder.is_dir():
        raise NotFound(f"there is no folder {folder}")
    documents = read_catalog_folder(folder)
    return Source(
        name=str(folder),
        specifications=[spec for document in documents for spec in document.specifications],
        plans=[plan for document in documents for plan in document.plans],
        parts=[part for document in documents for part in parts_of(document)],
    )


def stored_catalog(revision: int | None = None) -> Catalog:
    """The catalog in the database as of a revision (None: the newest)."""

    async def read() -> Catalog:
        async with open_database() as database, database.reading() as tx:
            return await load_catalog(tx, revision)

    return run(read())


def from_database(revision: int | None = None) -> Source:
    """The same with everything in lists."""
    catalog = stored_catalog(revision)
    return Source(
        name=f"revision {catalog.revision}",
        specifications=list(catalog.specifications.values()),
        plans=list(catalog.plans.values()),
        parts=parts_of(catalog),
    )


def find_source(word: str) -> Source:
    """A revision when it is a number, the database when it is `-`, else a folder."""
    if word == "-":
        return from_database()
    return from_database(int(word)) if word.isascii() and word.isdigit() else from_folder(Path(word))
