"""What the end of a domain order makes of its inventory item, and of the product that was sold with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec
from msgspec.structs import replace

from trunkline.catalog.model import Characteristic, Specification
from trunkline.inventory.model import FinishedDomainOrder, InventoryItem
from trunkline.inventory.state import INVENTORY_LIFECYCLE, InventoryState
from trunkline.inventory.upgrading import misfits

# what a domain order's action and outcome mean for its item; a failed or cancelled one leaves things as they were
_VERBS = {
    ("add", "completed"): "activate",
    ("modify", "completed"): "activate",
    ("delete", "completed"): "terminate",
    ("add", "failed"): "cancel",
    ("add", "cancelled"): "cancel",
    ("modify", "failed"): "restore",
    ("modify", "cancelled"): "restore",
    ("delete", "failed"): "restore",
    ("delete", "cancelled"): "restore",
    ("suspend", "completed"): "suspend",
    ("suspend", "failed"): "restore",
    ("suspend", "cancelled"): "restore",
    ("suspend", "postponed"): "restore",  # takes effect at its date
    ("resume", "postponed"): "restore",
    ("resume", "completed"): "resume",
    ("resume", "failed"): "restore",
    ("resume", "cancelled"): "restore",
}
_LEAVING = ("beginTermination", "terminate")


def move(item: InventoryItem, verb: str, *, now: datetime) -> InventoryItem:
    """The item after the verb of its life cycle, with the instants that go with its new state.

    What an order begins to work on remembers its state; `restore` gives it that state again.
    """
    if verb == "restore" and item.state_before is InventoryState.SUSPENDED:
        verb = "restoreSuspended"
    state = INVENTORY_LIFECYCLE.after(verb, item.state)
    started = item.started_at
    if started is None and state is InventoryState.ACTIVE:
        started = now
    ended = now if state in INVENTORY_LIFECYCLE.finals else None
    before = item.state if verb.startswith("begin") else None
    return replace(
        item, state=state, state_before=before, version_wanted=None, started_at=started, ended_at=ended
    )  # fmt: skip


def with_values(item: InventoryItem, values: Mapping[str, object]) -> InventoryItem:
    """The item with these final values; what is null is taken away, what is not named stays."""
    read = msgspec.convert(msgspec.to_builtins(values), dict[str, Characteristic])
    merged = {**item.characteristics, **read}
    return replace(item, characteristics={name: held for name, held in merged.items() if held.value is not None})


def finish(
    item: InventoryItem,
    finished: FinishedDomainOrder,
    *,
    transient: bool,
    now: datetime,
    wanted: Specification | None = None,
) -> InventoryItem | None:
    """The item after its domain order ended; None when there is nothing to do, because it was done before.

    What is added completed gets its final values and is active; a `transient` one is at once terminated. What is
    changed gets its new values. A failed or cancelled change leaves the old ones, since the new ones are written here
    and nowhere earlier. A change made with a newer version of the specification, `wanted`, upgrades the item when its
    values fit that.
    """
    verb = _VERBS.get((finished.action, finished.outcome))
    if verb is None or not INVENTORY_LIFECYCLE.allows(verb, item.state):
        return None
    if item.service_order_id is not None and item.service_order_id != finished.service_order_id:
        return None  # another order holds it now: this end was told twice
    moved = move(item, verb, now=now)
    if verb == "activate":
        moved = with_values(moved, finished.characteristics)
        if wanted is not None and not misfits(moved, wanted):
            moved = replace(moved, specification_version=wanted.version)
        if finished.action == "add" and transient:
            for leaving in _LEAVING:
                moved = move(moved, leaving, now=now)
    return moved


def finish_product(
    product: InventoryItem, root: InventoryItem, verb_of: FinishedDomainOrder, *, alone: bool, now: datetime
) -> InventoryItem | None:
    """The product after the root service that realises it went to `root`; None when it stays as it is.

    It follows its service; but it ends only when that was `alone`, the last one below it.
    """
    if root.state in INVENTORY_LIFECYCLE.finals and not alone:
        return None
    verb = _VERBS.get((verb_of.action, verb_of.outcome))
    if verb is None or not INVENTORY_LIFECYCLE.allows(verb, product.state):
        return None
    moved = move(product, verb, now=now)
    if verb == "activate":
        moved = replace(moved, characteristics=root.characteristics)
        if product.specification_id == root.specification_id:
            moved = replace(moved, specification_version=root.specification_version)
        if root.state is InventoryState.TERMINATED:
            for leaving in _LEAVING:
                moved = move(moved, leaving, now=now)
    return moved
