"""Decomposition and plan of an order in memory: the dry run and the real run both come through here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from trunkline.catalog.model import Catalog, SharedScope
from trunkline.decomposition.decompose import decompose
from trunkline.decomposition.invariants import require_invariants
from trunkline.decomposition.model import Decomposition, SharedUse
from trunkline.inventory.model import InventoryItem, InventoryTree
from trunkline.kit.ids import InventoryItemId
from trunkline.orchestration.durations import DurationPolicies, with_durations
from trunkline.orchestration.growth import StandingDomainOrder
from trunkline.orchestration.model import PlanDraft
from trunkline.orchestration.plan import SEQUENCING_RELATIONS, build
from trunkline.orchestration.schedule import Schedule
from trunkline.ordering.model import ServiceOrder, ServiceOrderItem
from trunkline.ordering.state import ItemAction


def top_items(order: ServiceOrder) -> tuple[dict[int, int], dict[int, list[int]]]:
    """For each item number the top-level item above it, and the chain from the item itself up to that."""
    parent = {item.id.n: item.parent_n for item in order.items}
    chains: dict[int, list[int]] = {}
    for item in order.items:  # a parent comes before its children
        n = item.id.n
        above = parent[n]
        chains[n] = [n] if above is None else [n, *chains[above]]
    return {n: chain[-1] for n, chain in chains.items()}, chains


def item_needs(order: ServiceOrder) -> list[tuple[int, int]]:
    """`(item, needed item)` from the relations that mean a sequence."""
    number = {item.item_id: item.id.n for item in order.items}
    return [
        (item.id.n, number[related.item_id])
        for item in order.items
        for related in item.related_items
        if related.relationship_type in SEQUENCING_RELATIONS and related.item_id in number
    ]


def touched_inventory(order: ServiceOrder) -> list[InventoryItemId]:
    """What exists already and the order changes or ceases."""
    return [
        item.inventory_item_id
        for item in order.items
        if item.inventory_item_id is not None and item.action in (ItemAction.MODIFY, ItemAction.DELETE)
    ]


def draft_plan(
    order: ServiceOrder,
    catalog: Catalog,
    inventory_trees: Mapping[int, InventoryTree],
    *,
    in_use: Mapping[str, Sequence[InventoryItem]] | None = None,
    uses: Mapping[int, SharedUse] | None = None,
    trace: bool = False,
    durations: DurationPolicies | None = None,
) -> tuple[Decomposition, PlanDraft]:
    """Decomposition and plan of an order, in memory, with the durations that policies say. The dry run and the real run both come through here."""
    decomposition = decompose(order, catalog, inventory_trees, in_use=in_use, uses=uses, trace=trace)
    require_invariants(order, decomposition, catalog)
    top, _ = top_items(order)
    plan = build(
        decomposition.domain_orders, catalog, top_item=top, item_needs=item_needs(order), waiting=decomposition.waiting
    )
    return decomposition, with_durations(plan, decomposition.domain_orders, durations or {}, customer=order.customer_id)


def shared_with_customer(catalog: Catalog) -> frozenset[str]:
    """Specifications of which a customer's inventory may serve another order."""
    return frozenset(
        relationship.target
        for specification in catalog.specifications.values()
        for relationship in specification.relationships
        if relationship.sharing is not None and relationship.sharing.scope is SharedScope.CUSTOMER
    )


def patterns_of(catalog: Catalog, plan: PlanDraft) -> dict[str, tuple[str, ...]]:
    """For each plan specification (`id@version`) that a plan applies, the keys of its task patterns."""
    applied = set(plan.plan_specifications.values())
    return {
        name: tuple(task.key for task in each.tasks)
        for each in catalog.plans.values()
        if (name := f"{each.id}@{each.version}") in applied
    }


class PlannedOrder(msgspec.Struct, frozen=True, kw_only=True):
    """One order of a batch with everything that is to be written for it."""

    order: ServiceOrder
    decomposition: Decomposition
    plan: PlanDraft
    schedule: Schedule
    revision: int
    patterns: Mapping[
        str, tuple[str, ...]
    ] = {}  # keys of the task patterns of each plan specification that was applied
    items: dict[int, ServiceOrderItem]

    standing: Mapping[int, StandingDomainOrder] = {}  # what the plan has already, when this joins it

    def item_of(self, domain_order_n: int) -> int:
        """The number of the item that the domain order was made for."""
        drafts = self.decomposition.domain_orders
        first = drafts[0].n if drafts else 1
        if domain_order_n < first:
            return self.standing[domain_order_n].item_n
        return drafts[domain_order_n - first].item_n
