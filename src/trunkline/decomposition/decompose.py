"""Breaks a service order down: which domain orders it takes, with the reason for each, and for each that it does not.

The rules, each in its own file: `targets` whether a relationship applies, `quantity` how often, `mapping` which values
travel, `adding`, `change` and `ceasing` what the three actions make of it. Nothing here reads a clock or a database.

Nested items: the domain orders of a nested item stand under the domain order of the item around it (for something that
inventory has, where inventory has it). They take the place of the targets that the outer specification would have made
by itself. When the outer item adds several, each of them gets all its nested items: two packages with three phones
each are six phones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from trunkline.catalog.errors import ExpressionFailed
from trunkline.catalog.model import Catalog
from trunkline.decomposition.adding import grow
from trunkline.decomposition.ceasing import LIVING_PARTS, cease
from trunkline.decomposition.change import follow
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.facts import item_facts, order_facts
from trunkline.decomposition.mapping import Values, carry, carry_changes, plain
from trunkline.decomposition.model import Decomposition, Reason, ReasonCode, SharedUse, SkippedTarget
from trunkline.decomposition.moving import is_elsewhere, move
from trunkline.decomposition.numbering import number
from trunkline.decomposition.outline import Link, Outline, Outlines
from trunkline.decomposition.settling import settle
from trunkline.decomposition.switching import switch, wanted_switch
from trunkline.decomposition.tree import ItemContext, Node, Work
from trunkline.decomposition.view import View
from trunkline.inventory.model import InventoryItem, InventoryTree
from trunkline.kit.errors import Problem
from trunkline.ordering.model import ServiceOrder, ServiceOrderItem
from trunkline.ordering.state import ItemAction

_MOST_PROBLEMS = 100  # the first ones tell enough


class _Place(msgspec.Struct, frozen=True, eq=False):
    """Where an item's domain orders go: under which node (None: they are roots), and the values and links there.

    `inventory_item_id` is set when the item around only names something for context.
    """

    node: Node | None
    outline: Outline | None = None
    values: Values = {}
    inventory_item_id: int | None = None


def decompose(
    order: ServiceOrder,
    catalog: Catalog,
    inventory: Mapping[int, InventoryTree],
    *,
    in_use: Mapping[str, Sequence[InventoryItem]] | None = None,
    uses: Mapping[int, SharedUse] | None = None,
    trace: bool = False,
) -> Decomposition:
    """The domain orders of a service order, numbered from 1, parents first; and every target that is not made.

    `inventory` holds, by inventory item id, the tree of what each modify and delete item is about; `in_use`, by
    specification, what of shared targets the customer has already; `uses`, by inventory item id, who uses what is shared
    among what the order may cease, so that it ends with its last user. With `trace` the answer tells everything that
    was considered; it is the same otherwise. The same input gives the same answer, number for number. Raises
    DecompositionInvalid with every item that cannot be broken down; then there is no answer at all, never half of one.
    """
    run = Run(order, catalog, inventory, in_use=in_use, uses=uses, trace=trace)
    for item in order.items:
        run.take(item)
    if run.problems:
        first = run.problems[0]
        more = f" (and {len(run.problems) - 1} more)" if len(run.problems) > 1 else ""
        about = "" if first.item is None else f"item '{first.item}': "
        raise DecompositionInvalid(
            f"{order.number} cannot be broken down: {about}{first.what}{more}; {first.action}",
            problems=run.problems[:_MOST_PROBLEMS],
        )
    try:
        settle(run.work, run.roots)
    except (DecompositionInvalid, ExpressionFailed) as error:
        raise DecompositionInvalid(
            f"{order.number} cannot be broken down: {error.message}", problems=error.problems
        ) from error
    return number(run.work, run.roots, run.loose)


class Run:
    """One decomposition under way."""

    def __init__(
        self,
        order: ServiceOrder,
        catalog: Catalog,
        inventory: Mapping[int, InventoryTree],
        *,
        in_use: Mapping[str, Sequence[InventoryItem]] | None = None,
        uses: Mapping[int, SharedUse] | None = None,
        trace: bool = False,
    ) -> None:
        self.outlines = Outlines(catalog)
        self.work = Work(self.outlines, order.items, in_use=in_use, uses=uses, trace=trace)
        self.facts = order_facts(order)
        self.services_only = (order.category or "").lower() == "qualify"
        self.inventory = inventory
        self.roots: list[Node] = []
        self.loose: list[SkippedTarget] = []
        self.problems: list[Problem] = []
        self.places: dict[int, list[_Place]] = {}
        self.items = {item.id.n: item for item in order.items}
        self.nested: dict[int, set[str]] = defaultdict(set)
        for item in order.items:
            if item.parent_n is not None and item.action is ItemAction.ADD and item.specification_id is not None:
                self.nested[item.parent_n].add(item.specification_id)

    def take(self, item: ServiceOrderItem) -> None:
        """Puts one item's trees in their place; what is wrong with it is kept as a problem."""
        around = [_Place(None)] if item.parent_n is None else self.places.get(item.parent_n)
        if around is None:  # the item around has a problem; that is told already
            return
        try:
            self.places[item.id.n] = self._place(item, around)
        except (DecompositionInvalid, ExpressionFailed) as error:
            told = Problem(
                item=item.item_id, what=error.message, action="correct the item or the catalog, then approve again"
            )
            self.problems += error.problems or [told]

    def _place(self, item: ServiceOrderItem, around: list[_Place]) -> list[_Place]:
        context = self.context(item)
        match item.action:
            case ItemAction.ADD:
                return self._add(item, context, around)
            case ItemAction.MODIFY:
                return [self._modify(item, context, around[0])]
            case ItemAction.DELETE:
                return [self._delete(item, context, around[0])]
            case ItemAction.NO_CHANGE:
                return self._pass_by(item, around)

    def context(self, item: ServiceOrderItem) -> ItemContext:
        """What the tree of the item needs to know of it."""
        place = self._site(item)
        existing = None if item.inventory_item_id is None else self.inventory.get(item.inventory_item_id)
        top = item
        while top.parent_n is not None and top.parent_n in self.items:
            top = self.items[top.parent_n]
        return ItemContext(
            n=item.id.n,
            item_id=item.item_id,
            place=place,
            chosen=_chosen(item),
            nested=frozenset(self.nested.get(item.id.n, ())),
            facts=item_facts(self.facts, item, place, existing),
            top=top.id.n,
            services_only=self.services_only,
        )

    def _site(self, item: ServiceOrderItem) -> object:
        # a nested item without a place of its own is where the item around it is
        place = item.place
        while place is None and item.parent_n is not None:
            item = self.items[item.parent_n]
            place = item.place
        return place

    def _add(self, item: ServiceOrderItem, context: ItemContext, around: list[_Place]) -> list[_Place]:
        outline = None if item.specification_id is None else self.outlines.find(item.specification_id)
        if outline is None:
            raise _refused(
                item,
                "serviceSpecification",
                f"the catalog has no published specification '{item.specification_id}'",
                "name a published one",
            )
        said = {name: held for name, held in item.characteristics.items() if held.origin != "default"}
        places = []
        for place in around:
            if place.node is not None and place.node.action == "delete":
                raise _refused(
                    item,
                    "action",
                    "it adds to something that the item around it ceases",
                    "order it as an item of its own",
                )
            link = None if place.outline is None else place.outline.link_to(outline.specification.id)
            given = said if link is None else {**carry(link.downs, self._around(place)), **said}
            for copy in range(1, item.quantity + 1):
                reason = self._ordered(item, link, outline.specification.name, copy)
                node = grow(self.work, context, outline, given, reason)
                node.link = link if place.inventory_item_id is None else None
                node.parent_inventory_item_id = place.inventory_item_id
                self._attach(node, place.node)
                places.append(_Place(node, outline, node.values))
        return places

    def _around(self, place: _Place) -> View:
        """What the mappings from the item around look at."""
        if place.node is not None and place.inventory_item_id is None:
            return self.work.view(place.node, plain(place.values))
        return View(plain(place.values), facts=self.facts, tables=self.work.tables)

    def _ordered(self, item: ServiceOrderItem, link: Link | None, name: str, copy: int) -> Reason:
        text = f"item '{item.item_id}' orders '{name}'"
        if item.parent_n is not None:
            text += f" inside item '{self.items[item.parent_n].item_id}'"
        if item.quantity > 1:
            text += f", number {copy} of {item.quantity}"
        return Reason(code=ReasonCode.ITEM, text=text, relationship=None if link is None else link.label)

    def _attach(self, node: Node, above: Node | None) -> None:
        (self.roots if above is None else above.children).append(node)

    def _existing(self, item: ServiceOrderItem) -> InventoryTree:
        tree = None if item.inventory_item_id is None else self.inventory.get(item.inventory_item_id)
        if tree is None:
            raise _refused(item, "service.id", "inventory does not have what it is about", "name a service that exists")
        if tree.item.state not in LIVING_PARTS:
            raise _refused(
                item, "service.id", f"{tree.item.number} is {tree.item.state}", "name a service that has not ended"
            )
        return tree

    def _above(self, item: ServiceOrderItem, tree: InventoryTree, around: _Place) -> tuple[Node | None, Link | None]:
        """Where inventory has it, when that is inside the tree of an item around this one; else under that item."""
        met = self.work.met.get(tree.item.id)
        if met is not None and met[0].item_n in self._outer(item):
            return met
        if around.node is None or around.outline is None or around.inventory_item_id is not None:
            return around.node, None
        return around.node, around.outline.link_to(tree.item.specification_id)

    def _outer(self, item: ServiceOrderItem) -> Iterator[int]:
        while item.parent_n is not None:
            yield item.parent_n
            item = self.items[item.parent_n]

    def _modify(self, item: ServiceOrderItem, context: ItemContext, around: _Place) -> _Place:
        tree = self._existing(item)
        above, link = self._above(item, tree, around)
        outline = self.outlines.find(tree.item.specification_id)
        if outline is None:
            raise _refused(
                item,
                "serviceSpecification",
                f"'{tree.item.specification_id}' is not published any more, so {tree.item.number} cannot be changed",
                "publish a version of it, or order a delete and an add",
            )
        switched = wanted_switch(item, tree)
        if switched is not None:
            text = f"item '{item.item_id}' asks to {switched} {tree.item.number}"
            node = switch(self.work, context, tree, switched, Reason(code=ReasonCode.ITEM, text=text))
            self._attach(node, above)
            return _Place(node, outline, node.values)
        given = {name: held for name, held in item.characteristics.items() if held.origin != "default"}
        if above is not None and link is not None and above.before is not None:
            before = self.work.view(above, plain(above.before))
            carried = carry_changes(link.downs, before, self.work.view(above), tree.item.characteristics)
            given = {**carried, **given}
        if is_elsewhere(item.place, tree.item.place):
            self._refuse_other_places(item)
            provided, ceased = move(self.work, context, outline, tree, given, link=link)
            self._attach(provided, above)
            self._attach(ceased, above)
            return _Place(provided, outline, provided.values)
        reason = Reason(
            code=ReasonCode.ITEM, text=f"item '{item.item_id}' changes {tree.item.number}", value=tree.item.number
        )
        node = follow(self.work, context, tree, given, link=link, reason=reason)
        node.place = item.place if item.place is not None else tree.item.place
        self._attach(node, above)
        return _Place(node, outline, node.values)

    def _refuse_other_places(self, moved: ServiceOrderItem) -> None:
        """What is nested in something that moves goes where that goes."""
        for item in self.items.values():
            if item.parent_n == moved.id.n and is_elsewhere(item.place, moved.place):
                raise _refused(
                    item,
                    "service.place",
                    f"it is to be at another place than item '{moved.item_id}', in which it is nested and which moves",
                    "give both the same place, or order it as an item of its own",
                )

    def _delete(self, item: ServiceOrderItem, context: ItemContext, around: _Place) -> _Place:
        tree = self._existing(item)
        above, link = self._above(item, tree, around)
        reason = Reason(
            code=ReasonCode.ITEM, text=f"item '{item.item_id}' ceases {tree.item.number}", value=tree.item.number
        )
        node = cease(self.work, context, tree, reason, link=link)
        self._attach(node, above)
        return _Place(node)

    def _pass_by(self, item: ServiceOrderItem, around: list[_Place]) -> list[_Place]:
        existing = item.inventory_item_id
        tree = None if existing is None else self.inventory.get(existing)
        met = None if existing is None else self.work.met.get(existing)
        above = met[0] if met is not None and met[0].item_n in self._outer(item) else around[0].node
        specification_id = item.specification_id or ("" if tree is None else tree.item.specification_id)
        text = f"item '{item.item_id}' is there for context only; nothing is done for it"
        reason = Reason(code=ReasonCode.NO_CHANGE_ITEM, text=text, value=existing)
        if above is None:
            self.loose.append(
                SkippedTarget(item_n=item.id.n, parent_n=None, specification_id=specification_id, reason=reason)
            )
        else:
            above.skip(specification_id, reason, item_n=item.id.n)
        values = item.characteristics if tree is None else tree.item.characteristics
        return [_Place(above, self.outlines.find(specification_id), values, existing)]


def _refused(item: ServiceOrderItem, field: str, what: str, action: str) -> DecompositionInvalid:
    return DecompositionInvalid(
        f"item '{item.item_id}': {what}", problems=[Problem(item=item.item_id, field=field, what=what, action=action)]
    )


_CHOOSERS = ("supportingService", "supportingResource", "serviceRelationship")
_NAMERS = ("serviceSpecification", "resourceSpecification")


def _chosen(item: ServiceOrderItem) -> frozenset[str]:
    """The optional targets that the item asks for: specification ids that it names among what supports its service."""
    service = item.body.get("service")
    if not isinstance(service, dict):
        return frozenset()
    return frozenset(named for chooser in _CHOOSERS for named in _named(service.get(chooser), 0))


def _named(value: Any, depth: int) -> Iterator[str]:
    if depth > 4:  # a reference, what it refers to, and the specification of that
        return
    for entry in value if isinstance(value, list) else []:
        yield from _named(entry, depth + 1)
    if isinstance(value, dict):
        for name, member in value.items():
            if name in _NAMERS and isinstance(member, dict) and isinstance(member.get("id"), str):
                yield member["id"]
            elif name in ("service", "resource"):
                yield from _named(member, depth + 1)
        if depth == 1 and isinstance(value.get("id"), str):
            yield value["id"]
