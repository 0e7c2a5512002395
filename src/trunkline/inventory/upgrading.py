"""When what a customer has may go over to a newer version of its specification."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from trunkline.catalog.characteristics import check_values
from trunkline.catalog.model import Specification
from trunkline.inventory.model import InventoryItem
from trunkline.kit.errors import Problem

_SWITCH: Final = "inventory upgrades by orders"


def upgrade_choice(allowed: bool) -> dict[str, object]:
    """What `Database.connect` is told, so that every transaction knows whether orders may upgrade inventory."""
    return {_SWITCH: allowed}


def upgrades_allowed(memory: Mapping[Any, Any]) -> bool:
    """Whether a change made with a newer version of a specification upgrades inventory; yes unless said otherwise."""
    return bool(memory.get(_SWITCH, True))


def misfits(item: InventoryItem, specification: Specification) -> list[Problem]:
    """Why the item's values do not fit that version of its specification; nothing when they do.

    Every declared value is checked and every mandatory one must be there. What the version no longer declares stays
    with the item and hinders nothing.
    """
    declared = {characteristic.name for characteristic in specification.characteristics}
    held = {name: one.value for name, one in item.characteristics.items() if name in declared}
    return check_values(specification, held, item=item.number, complete=True)
