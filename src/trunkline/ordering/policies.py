"""Which policies speak about an order: how many people must approve it, and what must be found out before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from trunkline.catalog import conditions
from trunkline.catalog.errors import ExpressionFailed
from trunkline.catalog.model import (
    ApprovalPolicy,
    Catalog,
    Condition,
    EnrichmentPolicy,
    MilestonePolicy,
    OrderTaskPolicy,
    Specification,
)
from trunkline.catalog.scope import Scope
from trunkline.ordering.model import NewServiceOrder, NewServiceOrderItem

ItemPolicy = EnrichmentPolicy | MilestonePolicy | OrderTaskPolicy
P = TypeVar("P", EnrichmentPolicy, MilestonePolicy, OrderTaskPolicy)


class Demand(msgspec.Struct, frozen=True, kw_only=True):
    """How many people must approve an order, and by which policy (id@version; None: no policy holds, one person)."""

    approvals: int
    policy: str | None


ONE_PERSON = Demand(approvals=1, policy=None)


def holds(condition: Condition, scope: Scope, catalog: Catalog, *, failing: bool = False) -> bool:
    """Whether a condition surely holds: one that needs a value nobody gave does not.

    `failing` is the answer for an expression that cannot be evaluated: a policy must not keep orders from coming in.
    Terms without an expression may name everything that expressions may: `order.risk`, `items.specification`.
    """
    wide = replace(scope, values=names_of(scope))
    try:
        return conditions.holds(condition, wide, catalog.tables).outcome == "true"
    except ExpressionFailed:
        return failing


def names_of(scope: Scope) -> dict[str, object]:
    """The scope as structured conditions name it: characteristics by their names, all else by the scope's attribute."""
    named: dict[str, object] = {
        name: value for name in scope.__struct_fields__ if (value := getattr(scope, name)) and name != "values"
    }
    named["items"] = list(scope.items)
    return {**named, **scope.values}


def demanded(order: NewServiceOrder, catalog: Catalog) -> Demand:
    """What the approval policies ask for: of several that hold, the one with the most approvals, then by id (APR-14)."""
    if not catalog.approval_policies:
        return ONE_PERSON
    scope = order_scope(order, catalog)
    asking = [
        policy
        for policy in catalog.approval_policies.values()
        if holds(policy.when, scope, catalog, failing=policy.approvals > 0)
    ]
    if not asking:
        return ONE_PERSON
    chosen = min(asking, key=lambda policy: (-policy.approvals, policy.id))
    return Demand(approvals=chosen.approvals, policy=policy_name(chosen))


def policy_name(policy: ApprovalPolicy | ItemPolicy) -> str:
    """As it is written into approvals and tasks: `id@version`."""
    return f"{policy.id}@{policy.version}"


def enriching(order: NewServiceOrder, catalog: Catalog) -> list[tuple[NewServiceOrderItem, EnrichmentPolicy]]:
    """Every item with every policy that matches it, in the order of the items and of the policies' ids (ENR-01)."""
    return matching_items(order, catalog, catalog.enrichment_policies.values(), failing=True)


def matching_items(
    order: NewServiceOrder, catalog: Catalog, policies: Iterable[P], *, failing: bool = False
) -> list[tuple[NewServiceOrderItem, P]]:
    """Every item with every policy that matches it by specification, category, action and condition.

    In the order of the items and of the policies' ids. `failing` is what a condition counts for that gives no answer.
    """
    ordered = sorted(policies, key=lambda policy: policy.id)
    if not ordered:
        return []
    header = _header(order, catalog)
    root = _roots(order.items)
    return [
        (item, policy)
        for item in order.items
        for policy in ordered
        if concerns(policy, item, catalog)
        and (
            policy.when is None or holds(policy.when, item_scope(item, root[item.n], header), catalog, failing=failing)
        )
    ]


def concerns(policy: ItemPolicy, item: NewServiceOrderItem, catalog: Catalog) -> bool:
    """Whether the policy is meant for items of this specification, category and action."""
    if policy.specification is not None and policy.specification != item.specification_id:
        return False
    if not isinstance(policy, EnrichmentPolicy) and policy.actions and item.action not in policy.actions:
        return False
    if policy.category is None:
        return True
    specification = catalog.find_specification(item.specification_id or "")
    return specification is not None and specification.category == policy.category


def _roots(items: Sequence[NewServiceOrderItem]) -> dict[int, NewServiceOrderItem]:
    """For each item number the top of its tree; a parent comes before what is nested in it."""
    top: dict[int, NewServiceOrderItem] = {}
    for item in items:
        top[item.n] = item if item.parent_n is None else top[item.parent_n]
    return top


def order_scope(order: NewServiceOrder, catalog: Catalog) -> Scope:
    """The whole order as approval policies see it: `order` with its risk, and `items`."""
    return Scope(
        order=_header(order, catalog),
        items=tuple(_facts(item, catalog.find_specification(item.specification_id or "")) for item in order.items),
    )


def _header(order: NewServiceOrder, catalog: Catalog) -> dict[str, object]:
    found = {item.specification_id for item in order.items}
    risks = [s.risk for name in found if name is not None and (s := catalog.find_specification(name)) is not None]
    header = {
        "category": order.category,
        "priority": order.priority,
        "customer": order.customer_id,
        "customerName": order.customer_name,
        "externalId": order.external_id,
        "description": order.description,
        "requestedStartDate": msgspec.to_builtins(order.requested_start_date),
        "requestedCompletionDate": msgspec.to_builtins(order.requested_completion_date),
        "committedDueDate": msgspec.to_builtins(order.committed_due_date),
        "risk": max(risks, default=0),
        "itemCount": len(order.items),
    }
    return {name: value for name, value in header.items() if value is not None}


def _facts(item: NewServiceOrderItem, specification: Specification | None) -> dict[str, object]:
    facts: dict[str, object] = {
        "id": item.item_id,
        "action": item.action.value,
        "quantity": item.quantity,
        "specification": item.specification_id,
        "category": None if specification is None else specification.category,
        "risk": 0 if specification is None else specification.risk,
        "priority": item.priority,
        "values": _values(item),
        "place": place_of(item.place),
    }
    return {name: value for name, value in facts.items() if value not in (None, {})}


def item_scope(item: NewServiceOrderItem, root: NewServiceOrderItem, header: Mapping[str, object]) -> Scope:
    """One item as enrichment policies and the weighing of urgency see it; `header` as in `order_scope`."""
    return Scope(
        values=_values(item),
        root=_values(root),
        action=item.action.value,
        place=place_of(item.place) or place_of(root.place),
        parties=_parties(item.body),
        order=header,
        item={"id": item.item_id, "quantity": item.quantity, "specification": item.specification_id or ""},
    )


def header_facts(order: NewServiceOrder, catalog: Catalog) -> dict[str, object]:
    """What `order` holds in the scope of its items."""
    return _header(order, catalog)


def _values(item: NewServiceOrderItem) -> dict[str, object]:
    return {name: held.value for name, held in item.characteristics.items() if held.value is not None}


def place_of(place: object) -> Mapping[str, object]:
    """The place of an item as conditions see it: the first one, when the item has several."""
    found = place[0] if isinstance(place, list) and place else place
    return found if isinstance(found, Mapping) else {}


def _parties(body: Mapping[str, object]) -> dict[str, object]:
    listed = body.get("relatedParty")
    parties = [party for party in listed if isinstance(party, Mapping)] if isinstance(listed, list) else []
    return {
        str(party["role"]): {name: party[name] for name in ("id", "name") if name in party}
        for party in parties
        if party.get("role")
    }
