"""Suspend and resume: what inventory has is switched off or on, with all its parts, and no value changes."""

from __future__ import annotations

from trunkline.decomposition.ceasing import left_to_item
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.model import Reason, ReasonCode
from trunkline.decomposition.tree import ItemContext, Node, Work, existing_node
from trunkline.inventory.model import InventoryTree
from trunkline.inventory.state import InventoryState
from trunkline.kit.errors import Problem
from trunkline.ordering.model import ServiceOrderItem
from trunkline.ordering.state import ItemAction

_WANTED = {"suspended": "suspend", "inactive": "suspend", "active": "resume"}  # TMF638 service states


def wanted_switch(item: ServiceOrderItem, tree: InventoryTree) -> str | None:
    """`suspend` or `resume` when the item's service state asks for another than inventory has; else None.

    Raises DecompositionInvalid when it asks for a suspension of something suspended.
    """
    action = _asked(item)
    if action is None or (action == "resume" and not _can_resume(tree)):
        return None
    if action == "suspend" and tree.item.state is not InventoryState.ACTIVE:
        what = f"{tree.item.number} is {tree.item.state.value}: only what is active can be suspended"
        raise DecompositionInvalid(
            f"item '{item.item_id}': {what}",
            problems=[
                Problem(item=item.item_id, field="service.state", what=what, action="leave the item out, or resume it")
            ],
        )
    given = [name for name, held in item.characteristics.items() if held.origin != "default"]
    if given:
        what = f"it asks to {action} {tree.item.number} and to change '{given[0]}' at once"
        raise DecompositionInvalid(
            f"item '{item.item_id}': {what}",
            problems=[
                Problem(item=item.item_id, field="service.serviceCharacteristic", what=what,
                        action=f"order the change and the {action} one after the other")
            ],
        )  # fmt: skip
    return action


def _asked(item: ServiceOrderItem) -> str | None:
    service = item.body.get("service")
    state = service.get("state") if isinstance(service, dict) else None
    return _WANTED.get(state) if isinstance(state, str) else None


def asks_to_suspend(item: ServiceOrderItem) -> bool:
    """Whether the item asks for something that is there to be switched off."""
    return item.action is ItemAction.MODIFY and _asked(item) == "suspend"


def _can_resume(tree: InventoryTree) -> bool:
    """What is suspended, and what is active with a suspension whose date is still to come."""
    return tree.item.state is InventoryState.SUSPENDED or (
        tree.item.state is InventoryState.ACTIVE and tree.item.suspension_waits
    )


def switch(
    work: Work, context: ItemContext, tree: InventoryTree, action: str, reason: Reason, *, path: tuple[str, ...] = ()
) -> Node:
    """The domain orders that suspend or resume a tree of inventory: one for each item that is in the other state."""
    node = existing_node(tree, context, action=action, reason=reason)
    below = (*path, tree.item.specification_id)
    work.count(below)
    for part in tree.children:
        able = _can_resume(part) if action == "resume" else part.item.state is InventoryState.ACTIVE
        if able and not left_to_item(work, context, node, part, link=None):
            text = f"'{part.item.name}' ({part.item.number}) belongs to '{tree.item.name}'"
            why = Reason(code=ReasonCode.SWITCHED, text=text, value=part.item.number)
            node.children.append(switch(work, context, part, action, why, path=below))
    return node
