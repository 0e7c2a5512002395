"""The checklist that stands before approval: every line with what it found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trunkline.kit.errors import Problem
from trunkline.ordering import capture as rules
from trunkline.ordering.contacts import contacts_of
from trunkline.ordering.errors import ReviewNotPassed
from trunkline.ordering.model import Check, NewServiceOrder, ServiceOrder


def review(order: ServiceOrder, captured: NewServiceOrder, around: rules.Surroundings, *, now: datetime) -> list[Check]:
    """All checks of an order; `captured` is the same order, looked at again with the catalog and inventory of now."""
    items = captured.items
    live = [problem for item in items for problem in item.issues]
    stored = [problem for item in order.items for problem in item.issues]
    return [
        _check("header", "The header is complete", rules.header_problems(captured)),
        _check("locations", "Every item has a location where one is needed", rules.location_problems(items, around)),
        _check("contacts", "Every item has a contact that can be reached", _contact_problems(order), blocking=False),
        _check("specifications", "Every specification is published", rules.specification_problems(items, around)),
        _check("characteristics", "Every characteristic fits its specification", live),
        _check("issues", "No item has an open issue from capture", stored),
        _check(
            "inventory",
            "What is changed or ceased is there, and no other order is changing it",
            [
                *rules.inventory_problems(items, around, customer_id=captured.customer_id),
                *rules.busy_problems(items, around),
                *rules.external_id_problems(items, around),
            ],
        ),
        _check("relatedItems", "Every related item is part of the order", _related_problems(captured)),
        _check("dates", "The dates do not contradict each other", rules.date_problems(captured)),
        _check("due", "What was promised is not already late", _late_problems(captured, now=now), blocking=False),
    ]


def refuse_unless_passed(order: ServiceOrder, checks: Sequence[Check]) -> None:
    """Raises ReviewNotPassed, with every fault, when a blocking check fails."""
    failed = [check for check in checks if check.blocking and not check.passed]
    if failed:
        names = "; ".join(check.name.lower() for check in failed)
        # a wrong value shows as an issue of capture and as a wrong value of now: once is enough
        faults = {(problem.item, problem.what): problem for check in failed for problem in check.problems}
        raise ReviewNotPassed(
            f"{order.number} cannot be approved, these checks fail: {names}",
            problems=list(faults.values()),
        )


def _check(key: str, name: str, problems: Sequence[Problem], *, blocking: bool = True) -> Check:
    return Check(key=key, name=name, passed=not problems, blocking=blocking, problems=tuple(problems))


def _contact_problems(order: ServiceOrder) -> list[Problem]:
    problems = []
    for item in order.items:
        contacts = contacts_of(item.body)
        if not contacts:
            what, action = "the item has no contact", "add one with name and phone or email"
        elif not any((c.first_name or c.last_name) and (c.phone or c.email) for c in contacts):
            what, action = "no contact of the item has a name and a phone or email", "complete one"
        else:
            continue
        problems.append(Problem(item=item.item_id, field="relatedParty", what=what, action=action))
    return problems


def _related_problems(order: NewServiceOrder) -> list[Problem]:
    known = {item.item_id for item in order.items}
    return [
        Problem(
            item=item.item_id,
            field="serviceOrderItemRelationship",
            what=f"'{related.relationship_type}' names '{related.item_id}', which the order does not have",
            action="add that item or take the relation away",
        )
        for item in order.items
        for related in item.related_items
        if related.item_id not in known
    ]


def _late_problems(order: NewServiceOrder, *, now: datetime) -> list[Problem]:
    problems = rules.past_due_problems(order, now=now)
    if order.requested_completion_date is not None and order.requested_completion_date < now:
        what, action = "the requested completion date has passed", "agree a new date with the customer"
        problems.append(Problem(field="requestedCompletionDate", what=what, action=action))
    return problems
