"""The tree that decomposition works on: grown item by item, settled from the leaves up, numbered from the root down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

import msgspec

from trunkline.catalog.model import Characteristic
from trunkline.catalog.scope import NOTHING, Scope
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.mapping import plain
from trunkline.decomposition.model import Attention, Reason, SharedUse, SkippedTarget
from trunkline.decomposition.outline import Link, Outlines
from trunkline.decomposition.targets import Decision
from trunkline.decomposition.view import NO_FACTS, View
from trunkline.inventory.model import InventoryItem, InventoryTree
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
    waiting: list[Waiting] = []
    also: list[Node] = []  # other users of this shared one
    served_by: list[int] = []  # shared inventory items that it uses
    moved_from_id: int | None = None
    element: object = msgspec.UNSET  # of the list that its relationship makes one target for each of
    facts: Scope = NO_FACTS
    root: Mapping[str, object] = NOTHING  # values of the top of the item's tree
    n: int = 0  # its number, once the tree is numbered; of a standing one from the start
    standing: bool = False  # it is in the plan already

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


class Waiting(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A relationship of a node that lacks a value, and what is needed to decide it again."""

    link: Link
    reason: Reason
    context: ItemContext
    path: tuple[str, ...]


class ItemContext(msgspec.Struct, frozen=True, kw_only=True):
    """What the tree of one item needs to know of its item."""

    n: int
    item_id: str
    place: object
    chosen: frozenset[str]  # specification ids of optional targets that the order asks for
    nested: frozenset[str]  # specification ids that nested items add
    facts: Scope = NO_FACTS  # what rules may look at besides values
    top: int = 0  # number of the top-level item around it
    services_only: bool = False  # the order only asks whether it could be done: no resources


class Work:
    """What one run of decomposition keeps in mind; made new for each, shared with nobody.

    `owners` tells which item modifies or deletes an inventory item, so that no other item's tree touches it; `met` is
    where another item's tree came across it; `untouched` are the inventory items that noChange items name. `shared`
    are the shared targets made so far, `flows` whether any value may travel other than from a parent to a new child.
    """

    def __init__(
        self,
        outlines: Outlines,
        items: Sequence[ServiceOrderItem],
        *,
        in_use: Mapping[str, Sequence[InventoryItem]] | None = None,
        uses: Mapping[int, SharedUse] | None = None,
        trace: bool = False,
    ) -> None:
        self.outlines = outlines
        self.tables = outlines.catalog.tables
        self.in_use = in_use or {}
        self.uses = uses or {}
        self.used_by: dict[int, list[SharedUse]] = defaultdict(list)
        for use in self.uses.values():
            for user in use.users:
                self.used_by[user].append(use)
        self.gone: dict[int, set[int]] = defaultdict(set)  # shared inventory item -> users that have let go of it
        self.shared: dict[Hashable, Node] = {}
        self.attention: list[Attention] = []
        self.considered: list[tuple[Node, Link, Decision]] | None = [] if trace else None
        self.flows = False
        named = [item for item in items if item.inventory_item_id is not None]
        self._names = {item.id.n: item.item_id for item in items}
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

    def name_of(self, item_n: int) -> str:
        """What the customer calls the item."""
        return self._names.get(item_n, str(item_n))

    def view(self, node: Node, values: Mapping[str, object] | None = None) -> View:
        """What rules and mappings of the node look at; with `values` instead of its own."""
        return View(
            plain(node.values) if values is None else values, facts=node.facts, root=node.root, tables=self.tables
        )

    def consider(self, node: Node, link: Link, decision: Decision) -> None:
        """Keeps a decision for the trace, when one is wanted."""
        if self.considered is not None:
            self.considered.append((node, link, decision))

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
        facts=context.facts,
    )
