"""What is ceased: exactly what inventory has, whatever the catalog says today."""

from __future__ import annotations

from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.model import Reason, ReasonCode
from trunkline.decomposition.outline import Link
from trunkline.decomposition.tree import ItemContext, Node, Work, existing_node
from trunkline.inventory.model import InventoryTree
from trunkline.inventory.state import INVENTORY_LIFECYCLE
from trunkline.kit.errors import Problem
from trunkline.ordering.state import ItemAction

LIVING_PARTS = frozenset(INVENTORY_LIFECYCLE.states) - INVENTORY_LIFECYCLE.finals


def living(tree: InventoryTree) -> list[InventoryTree]:
    """The parts directly below that have not ended, the oldest first."""
    parts = [part for part in tree.children if part.item.state in LIVING_PARTS]
    return sorted(parts, key=lambda part: part.item.id)


def cease(
    work: Work,
    context: ItemContext,
    tree: InventoryTree,
    reason: Reason,
    *,
    path: tuple[str, ...] = (),
    link: Link | None = None,
) -> Node:
    """The domain orders that cease a tree of inventory: one for each item in it, rules and quantities ignored.

    What another item of the order ceases is left to that item; what others use too stays until the last of them goes,
    and goes with it, wherever it stands. Raises DecompositionInvalid when another item of the
    order changes a part of what is ceased here.
    """
    node = existing_node(tree, context, action="delete", reason=reason)
    node.link = link
    below = (*path, tree.item.specification_id)
    work.count(below)
    for part in living(tree):
        if not left_to_item(work, context, node, part, link=None) and let_go(work, node, part):
            text = f"'{part.item.name}' ({part.item.number}) is in inventory under '{tree.item.name}' and is ceased with it"
            why = Reason(code=ReasonCode.IN_INVENTORY, text=text, value=part.item.number)
            node.children.append(cease(work, context, part, why, path=below))
    parts = {part.item.id for part in tree.children}
    for use in work.used_by.get(tree.item.id, ()):
        part = use.tree
        if part.item.id in parts or part.item.state not in LIVING_PARTS:
            continue
        if not left_to_item(work, context, node, part, link=None) and let_go(work, node, part):
            text = f"'{part.item.name}' ({part.item.number}) is shared, and '{tree.item.name}' is the last that uses it"
            why = Reason(code=ReasonCode.IN_INVENTORY, text=text, value=part.item.number)
            node.children.append(cease(work, context, part, why, path=below))
    return node


def let_go(work: Work, node: Node, part: InventoryTree) -> bool:
    """Whether a part ends when the node needs it no more: not while others use it, and that is noted."""
    use = work.uses.get(part.item.id)
    if use is None:
        return True
    gone = work.gone[part.item.id]
    if node.inventory_item_id is not None:
        gone.add(node.inventory_item_id)
    others = len(use.users - gone)
    if others:
        told = "another one uses" if others == 1 else f"{others} others use"
        text = f"'{part.item.name}' ({part.item.number}) stays: {told} it too"
        node.skip(part.item.specification_id, Reason(code=ReasonCode.SHARED, text=text, value=part.item.number))
    return not others


def left_to_item(work: Work, context: ItemContext, node: Node, part: InventoryTree, *, link: Link | None) -> bool:
    """Whether another item of the order is about this part of inventory; that is noted and met again there."""
    owner = work.owners.get(part.item.id)
    if owner is None or owner.id.n == context.n:
        return False
    if node.action == "delete" and owner.action is ItemAction.MODIFY:
        what = f"item '{owner.item_id}' changes {part.item.number}, which item '{context.item_id}' ceases"
        action = "remove one of the two items"
        raise DecompositionInvalid(
            what, problems=[Problem(item=owner.item_id, field="action", what=what, action=action)]
        )
    work.met[part.item.id] = (node, link)
    text = f"item '{owner.item_id}' is about {part.item.number}"
    node.skip(
        part.item.specification_id,
        Reason(
            code=ReasonCode.ORDERED_AS_ITEM,
            text=text,
            relationship=None if link is None else link.label,
            value=part.item.number,
        ),
    )
    return True
