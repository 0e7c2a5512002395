"""Copying a configured item, with all that is nested in it, to other places (CAP-11, CAP-12)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from trunkline.access.model import Actor, Permission
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import ServiceOrderId
from trunkline.ordering import approval as approvals
from trunkline.ordering import capture as rules
from trunkline.ordering import item_choice, policies, revision, serviceability, store
from trunkline.ordering.capturing import refuse, surroundings
from trunkline.ordering.editing import find_item, save_change
from trunkline.ordering.errors import NotCopyable, NotEditable
from trunkline.ordering.events import ItemCopied
from trunkline.ordering.locking import lock_service_order
from trunkline.ordering.model import NewServiceOrder, NewServiceOrderItem, ServiceOrder
from trunkline.ordering.state import ItemAction, ServiceOrderState

MOST_PLACES = 2000  # in one copy
_RELATIONS = ("serviceOrderItemRelationship", "orderItemRelationship")


class CopyOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one place: the item made for it, or why none was. `place` counts from 0 as asked."""

    place: int
    item_id: str | None
    reason: str | None


async def copy_item_to_places(
    tx: Tx,
    service_order_id: ServiceOrderId,
    n: int,
    places: Sequence[object],
    *,
    eligible_only: bool,
    by: Actor,
    now: datetime,
    version: int | None = None,
    refused: Mapping[int, str] | None = None,
) -> tuple[ServiceOrder, list[CopyOutcome]]:
    """Adds one copy of a top-level add item for each place, with the same characteristics, contacts and nested items.

    Where the specification's rule, or `refused` (place -> reason, what another system said before), says that a place
    cannot be served, the place is skipped and reported when `eligible_only`, else all is refused.

    Needs `service_order:edit`. Raises NotEditable after approval, NotCopyable with every fault, OrderChanged when
    `version` is not the order's, ServiceOrderInvalid when the copies cannot be accepted.
    """
    by.require(Permission.ORDER_EDIT)
    order = await lock_service_order(tx, service_order_id)
    approvals.refuse_other_version(order, version)
    if order.state not in revision.EDITABLE:
        raise NotEditable(f"{order.number} is {order.state}; items are copied before approval only")
    _check(order, n, places)
    new = rules.as_captured(order)
    numbers = item_choice.with_nested(order, [n])
    tree = [item for item in new.items if item.n in numbers]
    around = await surroundings(tx, tree)
    header = policies.header_facts(new, around.catalog)
    copies: list[NewServiceOrderItem] = []
    outcomes: list[CopyOutcome] = []
    taken = {item.item_id for item in new.items}
    following = max(item.n for item in new.items) + 1
    for index, place in enumerate(places):
        made = _copy(tree, place, taken, following)
        reason = (refused or {}).get(index) or serviceability.refusal(made, around.catalog, header)
        outcomes.append(CopyOutcome(place=index, item_id=None if reason else made[0].item_id, reason=reason))
        if reason is None:
            copies += made
            following += len(made)
            taken |= {item.item_id for item in made}
    _refuse_unserviceable(outcomes, eligible_only=eligible_only)
    whole = replace(new, items=(*new.items, *copies))
    captured = rules.capture(whole, await surroundings(tx, whole.items), now=now)
    if order.state is not ServiceOrderState.DRAFT:
        refuse(captured.refusal())
    await store.insert_items(tx, order.id, captured.order.items[len(new.items) :], state=order.state)
    changed = await save_change(
        tx, order, order, revision.item_changes(new.items, captured.order.items), by=by, now=now
    )
    await history.record(tx, _event(order, n, outcomes, by=by.name, now=now))
    return changed, outcomes


def _check(order: ServiceOrder, n: int, places: Sequence[object]) -> None:
    item = find_item(order, n)
    problems = []
    if item.parent_n is not None:
        what, action = "the item is nested in another one", "copy the item at the top of its tree"
        problems.append(Problem(item=item.item_id, field="item", what=what, action=action))
    if item.action is not ItemAction.ADD:
        what, action = f"the item is a {item.action} of one existing service", "copy items that add"
        problems.append(Problem(item=item.item_id, field="item", what=what, action=action))
    if not 0 < len(places) <= MOST_PLACES:
        what, action = f"{len(places)} places are given", f"give 1 to {MOST_PLACES}"
        problems.append(Problem(item=item.item_id, field="places", what=what, action=action))
    problems += [
        Problem(
            item=item.item_id,
            field=f"places[{index}]",
            what="this is no place",
            action="send an object with id, or with the parts of an address",
        )
        for index, place in enumerate(places)
        if not policies.place_of(place)
    ]
    if problems:
        raise NotCopyable("the item cannot be copied", problems=problems)


def _refuse_unserviceable(outcomes: Sequence[CopyOutcome], *, eligible_only: bool) -> None:
    failed = [outcome for outcome in outcomes if outcome.reason is not None]
    if failed and (not eligible_only or len(failed) == len(outcomes)):
        raise NotCopyable(
            "not every place can be served" if len(failed) < len(outcomes) else "none of the places can be served",
            problems=[
                Problem(
                    field=f"places[{outcome.place}]",
                    what=outcome.reason or "",
                    action="leave this place out, or copy to eligible places only",
                )
                for outcome in failed
            ],
        )


def _copy(
    tree: Sequence[NewServiceOrderItem], place: object, taken: Collection[str], first: int
) -> list[NewServiceOrderItem]:
    """The tree once more, under new ids and numbers, at the place; relations inside the tree lead inside the copy."""
    suffix = next(
        count for count in range(2, len(taken) + 3) if not any(f"{item.item_id}-{count}" in taken for item in tree)
    )
    ids = {item.item_id: f"{item.item_id}-{suffix}" for item in tree}
    numbers = {item.n: first + offset for offset, item in enumerate(tree)}
    top = tree[0]
    return [
        replace(
            item,
            item_id=ids[item.item_id],
            n=numbers[item.n],
            parent_n=None if item.parent_n is None else numbers[item.parent_n],
            place=_placed(item.place, place) if item is top or item.place else None,
            external_id=None,
            related_items=tuple(
                replace(related, item_id=ids.get(related.item_id, related.item_id)) for related in item.related_items
            ),
            body=_body(item.body, ids),
        )
        for item in tree
    ]


def _placed(before: object, place: object) -> object:
    """The new place in the form of the old one, with the role and types that the new one does not say."""
    old = policies.place_of(before)
    kept = {name: old[name] for name in ("role", "@type", "@referredType") if name in old}
    given: object = place
    if isinstance(place, Mapping):
        given = {**kept, **place}
        return [given] if isinstance(before, list) or before is None else given
    return given


def _body(body: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, object]:
    """The item's other attributes: relations renamed, and no id of a service that only one item can have."""
    copied: dict[str, object] = dict(body)
    for name in _RELATIONS:
        relations = body.get(name)
        if isinstance(relations, list):
            copied[name] = [{**one, "orderItem": _renamed(one["orderItem"], ids)} for one in relations]
    service = body.get("service")
    if isinstance(service, Mapping):
        copied["service"] = {name: value for name, value in service.items() if name not in ("id", "externalId", "href")}
    return copied


def _renamed(reference: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: ids.get(value, value) if name in ("id", "itemId") and isinstance(value, str) else value
        for name, value in reference.items()
    }


def _event(order: ServiceOrder, n: int, outcomes: Sequence[CopyOutcome], *, by: str, now: datetime) -> ItemCopied:
    return ItemCopied(
        service_order_id=order.id,
        n=n,
        made=tuple(outcome.item_id for outcome in outcomes if outcome.item_id is not None),
        skipped=tuple(f"place {outcome.place}: {outcome.reason}" for outcome in outcomes if outcome.reason is not None),
        by=by,
        at=now,
    )


def asked_about(order: ServiceOrder, n: int, places: Sequence[object]) -> list[serviceability.PlaceQuestion]:
    """What another system is asked before the copy: for each place whether the item can be delivered there."""
    new: NewServiceOrder = rules.as_captured(replace(order, items=(find_item(order, n),)))
    return [serviceability.question_of(new.items[0], place) for place in places]
