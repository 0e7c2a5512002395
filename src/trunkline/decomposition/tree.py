"""The tree that decomposition works on: grown item by item, settled from the leaves up, numbered from the root down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from trunkline.catalog.characteristics import same
from trunkline.catalog.conditions import show
from trunkline.catalog.model import Characteristic
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.mapping import carry, carry_changes, plain
from trunkline.decomposition.model import Decomposition, DomainOrderDraft, Reason, ReasonCode, SkippedTarget
from trunkline.decomposition.outline import Link, Outlines
from trunkline.inventory.model import InventoryTree
from trunkline.ordering.model import ServiceOrderItem
from trunkline.ordering.state import ItemAction

MOST_DOMAIN_ORDERS = 500_000  # more than any order needs; a catalog that asks for more has a fault
DEEPEST = 100  # levels of a tree


class Node(msgspec.Struct, kw_only=True, eq=False):
    """A domain order in the making. `action` None: it exists in inventory, and nothing is known to change yet."""

    item_n: int
    kind: str
    action: str | None
    name: str
    specification_id: str
    specification_version: int
    values: dict[str, Characteristic]
    reason: Reason
    before: dict[str, Characteristic] | None = None  # inventory's values, for what exists
    link: Link | None = None  # from the node above to this one
    inventory_item_id: int | None = None
    parent_inventory_item_id: int | None = None
    place: object = None
    composed_of: list[str] = []
    children: list[Node] = []
    skipped: list[SkippedTarget] = []  # their `parent_n` is filled in when the tree is numbered

    def skip(self, specification_id: str, reason: Reason, *, item_n: int | None = None) -> None:
        """Notes a target that is not made under this node."""
        self.skipped.append(
            SkippedTarget(
                item_n=self.item_n if item_n is None else item_n,
                parent_n=None,
                specification_id=specification_id,
                reason=reason,
            )
        )


class ItemContext(msgspec.Struct, frozen=True, kw_only=True):
    """What the tree of one item needs to know of its item."""

    n: int
    item_id: str
    place: object
    chosen: frozenset[str]  # specification ids of optional targets that the order asks for
    nested: frozenset[str]  # specification ids that nested items add


class Work:
    """What one run of decomposition keeps in mind; made new for each, shared with nobody.

    `owners` tells which item modifies or deletes an inventory item, so that no other item's tree touches it; `met` is
    where another item's tree came across it; `untouched` are the inventory items that noChange items name.
    """

    def __init__(self, outlines: Outlines, items: Sequence[ServiceOrderItem]) -> None:
        self.outlines = outlines
        named = [item for item in items if item.inventory_item_id is not None]
        self.owners: dict[int, ServiceOrderItem] = {
            int(item.inventory_item_id or 0): item
            for item in named
            if item.action in (ItemAction.MODIFY, ItemAction.DELETE)
        }
        self.untouched = {
            int(item.inventory_item_id or 0): item for item in named if item.action is ItemAction.NO_CHANGE
        }
        self.met: dict[int, tuple[Node, Link | None]] = {}
        self._left = MOST_DOMAIN_ORDERS

    def count(self, path: Sequence[str]) -> None:
        """One more node, below `path`; raises DecompositionInvalid when there are too many, or they go too deep."""
        self._left -= 1
        if self._left < 0:
            raise DecompositionInvalid(
                f"the order comes to more than {MOST_DOMAIN_ORDERS} domain orders: split it, or lower the quantities"
            )
        if len(path) > DEEPEST:
            raise DecompositionInvalid(
                f"the tree below '{path[0]}' is deeper than {DEEPEST} levels: flatten the catalog's relationships"
            )


def existing_node(tree: InventoryTree, context: ItemContext, *, action: str | None, reason: Reason) -> Node:
    """The node of something that is in inventory, with the values it has there."""
    item = tree.item
    return Node(
        item_n=context.n,
        kind=item.kind.value,
        action=action,
        name=item.name,
        specification_id=item.specification_id,
        specification_version=item.specification_version,
        values=dict(item.characteristics),
        before=item.characteristics,
        reason=reason,
        inventory_item_id=item.id,
        place=item.place,
    )


def _post_order(roots: Sequence[Node]) -> list[Node]:
    listed: list[Node] = []
    stack = list(roots)
    while stack:
        node = stack.pop()
        listed.append(node)
        stack += node.children
    listed.reverse()
    return listed


def settle(roots: Sequence[Node]) -> None:
    """Carries values from children to parents, the deepest first, and finds out what of that which exists changes."""
    for node in _post_order(roots):
        for child in node.children:
            if child.link is not None and child.link.ups and child.action != "delete":
                _carry_up(node, child, child.link)
        if node.before is None or node.action == "delete":
            continue
        changed = _changed(node.before, node.values)
        if changed:
            name, value = changed[0], node.values[changed[0]].value
            text = _tell_changes(node.before, node.values, changed)
            if node.action is None:
                node.reason = Reason(code=ReasonCode.CHANGED, text=text, characteristic=name, value=value)
            else:
                node.reason = msgspec.structs.replace(
                    node.reason, text=f"{node.reason.text}: {text}", characteristic=name, value=value
                )
            node.action = "modify"
        elif node.action is None:
            part = next((child for child in node.children if child.action is not None), None)
            if part is not None:
                node.action = "modify"
                node.reason = Reason(
                    code=ReasonCode.CHANGED, text=f"its own values stay; its part '{part.name}' is {_DONE[part.action]}"
                )


_DONE = {"add": "added", "modify": "changed", "delete": "ceased", None: "kept"}


def _carry_up(node: Node, child: Node, link: Link) -> None:
    if child.before is None:
        carried = carry(link.ups, plain(child.values))
    else:
        carried = carry_changes(link.ups, plain(child.before), plain(child.values), node.values)
    for name, found in carried.items():
        held = node.values.get(name)
        if held is None or held.value is None or held.origin == "default" or _is_old(node, name, held):
            node.values[name] = found


def _is_old(node: Node, name: str, held: Characteristic) -> bool:
    """Whether the value is what inventory had, and neither this order nor an earlier child has set it since."""
    return node.before is not None and node.before.get(name) is held


def _changed(before: Mapping[str, Characteristic], after: Mapping[str, Characteristic]) -> list[str]:
    return [
        name
        for name, held in after.items()
        if not same(held.value, before[name].value if name in before else None)
    ]  # fmt: skip


def _tell_changes(
    before: Mapping[str, Characteristic], after: Mapping[str, Characteristic], changed: Sequence[str]
) -> str:
    told = []
    for name in changed:
        was = before[name].value if name in before else None
        told.append(f"'{name}' from {_told(was)} to {_told(after[name].value)}")
    return ", ".join(told)


def _told(value: object) -> str:
    return "nothing" if value is None else show(value)


def number(roots: Sequence[Node], loose: Sequence[SkippedTarget]) -> Decomposition:
    """The answer: what is made, parents before children, and what is not.

    What exists and does not change stands among the skipped, under the nearest domain order above it. `loose` is what
    was skipped with no tree around it.
    """
    drafts: list[DomainOrderDraft] = []
    skipped = list(loose)
    stack: list[tuple[Node, int | None]] = [(root, None) for root in reversed(roots)]
    while stack:
        node, above = stack.pop()
        if node.action is None:
            skipped.append(
                SkippedTarget(
                    item_n=node.item_n, parent_n=above, specification_id=node.specification_id, reason=node.reason
                )
            )
            here = above
        else:
            here = len(drafts) + 1
            drafts.append(_draft(node, here, above))
        skipped += [msgspec.structs.replace(target, parent_n=here) for target in node.skipped]
        stack += [(child, here) for child in reversed(node.children)]
    return Decomposition(domain_orders=tuple(drafts), skipped=tuple(skipped))


def _draft(node: Node, n: int, parent_n: int | None) -> DomainOrderDraft:
    return DomainOrderDraft(
        n=n,
        parent_n=parent_n,
        item_n=node.item_n,
        kind=node.kind,
        action=node.action or "",
        name=node.name,
        specification_id=node.specification_id,
        specification_version=node.specification_version,
        characteristics=node.values,
        reason=node.reason,
        inventory_item_id=node.inventory_item_id,
        parent_inventory_item_id=node.parent_inventory_item_id,
        place=node.place,
        composed_of=tuple(node.composed_of),
    )
