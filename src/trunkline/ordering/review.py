"""The checklist that stands before approval: every line with what it found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from trunkline.kit.errors import Problem
from trunkline.kit.ids import ServiceOrderId, service_order_number
from trunkline.ordering import capture as rules
from trunkline.ordering.contacts import contacts_of
from trunkline.ordering.contract import contract_problems
from trunkline.ordering.enrichment import is_open
from trunkline.ordering.errors import ReviewNotPassed
from trunkline.ordering.model import Check, EnrichmentItemTask, NewServiceOrder, ServiceOrder
from trunkline.ordering.order_task_model import OrderTask


def review(
    order: ServiceOrder,
    captured: NewServiceOrder,
    around: rules.Surroundings,
    *,
    now: datetime,
    tasks: Sequence[EnrichmentItemTask] = (),
    duplicates: Sequence[tuple[int, ServiceOrderId, str]] = (),
    siblings: Collection[str] = (),
    more: Sequence[Check] = (),
    gates: Sequence[OrderTask] = (),
) -> list[Check]:
    """All checks of an order; `captured` is the same order, looked at again with the catalog and inventory of now.

    `tasks` are its enrichment tasks, `duplicates` what `queries.find_likely_duplicates` found, `siblings` the items of
    the same order that are approved already (when only some of the items are looked at), `more` the checks of a dry run, `gates` open tasks of the order that must
    be done first.
    """
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
        _check("relatedItems", "Every related item is part of the order", _related_problems(captured, siblings)),
        _check(
            "contract", "What recurs has a contract, and what is paid once has none", contract_problems(items, around)
        ),
        _check("enrichment", "Everything that had to be found out is found out", _open_problems(tasks)),
        _check(
            "orderTasks",
            "Every task that comes before approval is done",
            [
                Problem(
                    item=task.item_id,
                    field="orderTask",
                    what=f"{task.number} '{task.name}' is {task.state}",
                    action="complete it",
                )
                for task in gates
            ],
        ),
        _check("dates", "The dates do not contradict each other", rules.date_problems(captured)),
        _check("wanted", "The order says for when it is wanted", _unwanted_problems(captured), blocking=False),
        _check("due", "What was promised is not already late", _late_problems(captured, now=now), blocking=False),
        _check(
            "duplicates",
            "No other open order asks for the same",
            _duplicate_problems(order, duplicates),
            blocking=False,
        ),
        *more,
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


def _related_problems(order: NewServiceOrder, siblings: Collection[str]) -> list[Problem]:
    known = {item.item_id for item in order.items} | set(siblings)
    return [
        Problem(
            item=item.item_id,
            field="serviceOrderItemRelationship",
            what=f"'{related.relationship_type}' names '{related.item_id}', which is not there, or not approved with it",
            action="add or approve that item too, or take the relation away",
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


def _open_problems(tasks: Sequence[EnrichmentItemTask]) -> list[Problem]:
    return [
        Problem(
            item=task.item_id,
            field="enrichment",
            what=f"{task.number} '{task.name}' is {task.state}",
            action="complete it" if task.assignee is None else f"ask {task.assignee} to complete it",
        )
        for task in tasks
        if is_open(task)
    ]


def _unwanted_problems(order: NewServiceOrder) -> list[Problem]:
    if order.requested_completion_date is not None or order.committed_due_date is not None:
        return []
    what, action = "neither a requested completion nor a committed due date is given", "ask the customer for a date"
    return [Problem(field="requestedCompletionDate", what=what, action=action)]


def _duplicate_problems(order: ServiceOrder, duplicates: Sequence[tuple[int, ServiceOrderId, str]]) -> list[Problem]:
    names = {item.id.n: item.item_id for item in order.items}
    return [
        Problem(
            item=names[n],
            field="service",
            what=f"item '{item_id}' of {service_order_number(other)} asks for the same at the same place",
            action="ask whether both are wanted, or reject one as a duplicate",
        )
        for n, other, item_id in duplicates
        if n in names
    ]
