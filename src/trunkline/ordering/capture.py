"""What is checked at the door: each rule gives its faults, and a strict order with any fault is refused with all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from trunkline.catalog.characteristics import check_values, coerce, with_defaults
from trunkline.catalog.model import Catalog, Specification
from trunkline.inventory.model import InventoryItem
from trunkline.inventory.state import InventoryState
from trunkline.kit.errors import Problem
from trunkline.kit.ids import InventoryItemId, service_order_number
from trunkline.ordering.model import NewServiceOrder, NewServiceOrderItem, ServiceOrder, ServiceOrderItem
from trunkline.ordering.priority import read_priority
from trunkline.ordering.state import ItemAction

# Something there, or there and just being changed by another order: the latter passes the door and blocks approval.
MODIFIABLE = frozenset({InventoryState.ACTIVE, InventoryState.CHANGE_PENDING, InventoryState.TERMINATION_PENDING})
CEASABLE = MODIFIABLE | {InventoryState.SUSPENDED}


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules need to know of the world.

    `inventory` is by reference as the order writes it (also for the external ids that adds announce).
    """

    catalog: Catalog
    inventory: Mapping[str, InventoryItem] = {}


class Captured(msgspec.Struct, frozen=True, kw_only=True):
    """The order with all that was found out about its items, and what is wrong with it.

    `problems` refuse the order in any case; the items' `issues` (wrong characteristics) only when it is strict.
    """

    order: NewServiceOrder
    problems: tuple[Problem, ...]

    def refusal(self) -> list[Problem]:
        """The faults for which the order is refused; empty when it is not."""
        if self.order.lenient:
            return list(self.problems)
        return [*self.problems, *(issue for item in self.order.items for issue in item.issues)]


def capture(order: NewServiceOrder, around: Surroundings, *, now: datetime) -> Captured:
    """Looks at everything once and reports every fault."""
    items = tuple(_captured(item, around) for item in order.items)
    captured = replace(order, items=items)
    problems = [
        *header_problems(captured),
        *date_problems(captured),
        *past_due_problems(captured, now=now),
        *specification_problems(items, around),
        *location_problems(items, around),
        *inventory_problems(items, around, customer_id=order.customer_id),
        *external_id_problems(items, around),
    ]
    return Captured(order=captured, problems=tuple(problems))


def _captured(item: NewServiceOrderItem, around: Surroundings) -> NewServiceOrderItem:
    found = _inventory_of(item, around)
    specification = specification_of(item, around)
    characteristics = {name: value for name, value in item.characteristics.items() if value.origin != "default"}
    issues: tuple[Problem, ...] = ()
    if specification is not None:
        meant = coerce(specification, {name: held.value for name, held in characteristics.items()})
        characteristics = {name: replace(held, value=meant[name]) for name, held in characteristics.items()}
        if item.action is ItemAction.ADD:
            characteristics = with_defaults(specification, characteristics)
        issues = tuple(characteristic_problems(replace(item, characteristics=characteristics), specification))
    return replace(
        item,
        specification_id=specification.id if specification is not None else item.specification_id,
        inventory_item_id=None if found is None else found.id,
        characteristics=characteristics,
        issues=issues,
    )


def specification_of(item: NewServiceOrderItem, around: Surroundings) -> Specification | None:
    """By id, else by name when that is unique, else (not for add) what the inventory item was made from."""
    if item.specification_id is not None:
        return around.catalog.find_specification(item.specification_id)
    if item.specification_name is not None:
        named = [s for s in around.catalog.specifications.values() if s.name == item.specification_name]
        return named[0] if len(named) == 1 else None
    found = _inventory_of(item, around)
    return None if found is None else around.catalog.find_specification(found.specification_id)


def _inventory_of(item: NewServiceOrderItem, around: Surroundings) -> InventoryItem | None:
    if item.inventory_reference is None or item.action is ItemAction.ADD:
        return None
    return around.inventory.get(item.inventory_reference)


def _at(item: NewServiceOrderItem, attribute: str) -> dict[str, Any]:
    return {"item": item.item_id, "field": f"{item.path}.{attribute}"}


def header_problems(order: NewServiceOrder) -> list[Problem]:
    """The customer must be known (CAP-09), and there must be something to do."""
    problems = []
    if order.customer_id is None:
        what = "the customer has no id" if order.customer_name else "the order has no customer"
        action = "send a related party with id and the role customer (or consumer)"
        problems.append(Problem(field="relatedParty", what=what, action=action))
    if not order.items:
        problems.append(
            Problem(
                field="serviceOrderItem", what="the order has no item", action="add at least one service order item"
            )
        )
    return problems


def date_problems(order: NewServiceOrder) -> list[Problem]:
    """Dates must not contradict each other: an order is not done before it starts, nor before its items are."""
    problems = []
    start, end = order.requested_start_date, order.requested_completion_date
    if start is not None and end is not None and end < start:
        problems.append(
            Problem(
                field="requestedCompletionDate",
                what="the requested completion lies before the requested start",
                action="send a later completion or an earlier start",
            )
        )
    due = order.committed_due_date
    for item in order.items:
        if due is not None and item.committed_due_date is not None and due < item.committed_due_date:
            problems.append(
                Problem(
                    **_at(item, "committedDueDate"),
                    what="the order is due before this item is",
                    action="send a later committedDueDate of the order or an earlier one of the item",
                )
            )
    return problems


def past_due_problems(order: NewServiceOrder, *, now: datetime) -> list[Problem]:
    """Nothing can be promised for the past."""
    what, action = "the committed due date has passed", "send a date in the future"
    problems = []
    if order.committed_due_date is not None and order.committed_due_date < now:
        problems.append(Problem(field="committedDueDate", what=what, action=action))
    for item in order.items:
        if item.committed_due_date is not None and item.committed_due_date < now:
            problems.append(Problem(**_at(item, "committedDueDate"), what=what, action=action))
    return problems


def specification_problems(items: Iterable[NewServiceOrderItem], around: Surroundings) -> list[Problem]:
    """Every item needs a published specification; an add one that may be ordered."""
    problems = []
    for item in items:
        where = _at(item, "service.serviceSpecification")
        specification = specification_of(item, around)
        if specification is not None:
            if item.action is ItemAction.ADD and not specification.orderable:
                what = f"'{specification.id}' cannot be ordered by itself"
                problems.append(Problem(**where, what=what, action="order the service that contains it"))
            continue
        if item.specification_id is not None:
            what = f"the catalog has no published specification '{item.specification_id}'"
            problems.append(Problem(**where, what=what, action="name a published specification by its id"))
        elif item.specification_name is not None:
            what = f"the name '{item.specification_name}' does not stand for exactly one published specification"
            problems.append(Problem(**where, what=what, action="name the specification by its id"))
        elif item.action is ItemAction.ADD:
            what = "the item names no service specification"
            problems.append(Problem(**where, what=what, action="send service.serviceSpecification.id"))
        else:
            found = _inventory_of(item, around)
            if found is not None:
                what = f"the specification '{found.specification_id}' of {found.number} is not published any more"
                problems.append(Problem(**where, what=what, action="name the specification that replaces it"))
    return problems


def characteristic_problems(item: NewServiceOrderItem, specification: Specification) -> list[Problem]:
    """Unknown names, wrong types, options, bounds and sizes; for an add also what is mandatory and missing."""
    if item.action is ItemAction.DELETE:
        return []
    values = {name: characteristic.value for name, characteristic in item.characteristics.items()}
    found = check_values(specification, values, item=item.item_id, complete=item.action is ItemAction.ADD)
    return [replace(problem, field=f"{item.path}.service.{problem.field}") for problem in found]


def location_problems(items: Iterable[NewServiceOrderItem], around: Surroundings) -> list[Problem]:
    """An add whose specification needs a location must say where (CAP-04)."""
    problems = []
    for item in items:
        specification = specification_of(item, around)
        if (
            specification is not None
            and specification.location_required
            and item.action is ItemAction.ADD
            and not item.place
        ):
            what = f"item '{item.item_id}' does not say where: '{specification.id}' needs a location"
            problems.append(Problem(**_at(item, "service.place"), what=what, action="send service.place"))
    return problems


def inventory_problems(
    items: Sequence[NewServiceOrderItem], around: Surroundings, *, customer_id: str | None
) -> list[Problem]:
    """A modify, delete or noChange is about something the customer has and that is there (CAP-13, CAP-14)."""
    problems = []
    users: dict[InventoryItemId, str] = {}
    for item in items:
        if item.action is ItemAction.ADD:
            continue
        where = _at(item, "service.id")
        if item.inventory_reference is None:
            what = f"a {item.action} item must say which service it is about"
            problems.append(Problem(**where, what=what, action="send service.id, our number or your external id"))
            continue
        found = around.inventory.get(item.inventory_reference)
        if found is None:
            what = f"inventory has nothing with the number or external id '{item.inventory_reference}'"
            problems.append(Problem(**where, what=what, action="name a service that the customer has"))
            continue
        if found.customer_id is not None and customer_id is not None and found.customer_id != customer_id:
            what = f"{found.number} belongs to another customer"
            problems.append(Problem(**where, what=what, action="name a service of the order's customer"))
        allowed = MODIFIABLE if item.action is ItemAction.MODIFY else CEASABLE
        if found.state not in allowed and not _resumes(item, found):
            what = f"{found.number} is {found.state}; a {item.action} needs it active"
            problems.append(Problem(**where, what=what, action="name an active service"))
        if item.specification_id is not None and item.specification_id != found.specification_id:
            what = f"{found.number} is a '{found.specification_id}', not a '{item.specification_id}'"
            problems.append(Problem(**where, what=what, action="leave serviceSpecification out, or name the right one"))
        if item.quantity != 1:
            what = "the quantity of an item about one existing service is 1"
            problems.append(Problem(**_at(item, "quantity"), what=what, action="send one item for each service"))
        if users.setdefault(found.id, item.item_id) != item.item_id:
            what = f"item '{users[found.id]}' is about {found.number} too"
            problems.append(Problem(**where, what=what, action="put both changes into one item"))
    return problems


def _resumes(item: NewServiceOrderItem, found: InventoryItem) -> bool:
    """Whether the item asks for a suspended service to work again: TMF638's state active."""
    service = item.body.get("service")
    wanted = service.get("state") if isinstance(service, dict) else None
    return found.state is InventoryState.SUSPENDED and item.action is ItemAction.MODIFY and wanted == "active"


def busy_problems(items: Iterable[NewServiceOrderItem], around: Surroundings) -> list[Problem]:
    """What another open order is changing cannot be changed now: passes the door, blocks approval (APR-06)."""
    problems = []
    for item in items:
        found = _inventory_of(item, around)
        if found is None or item.action is ItemAction.NO_CHANGE:
            continue
        if found.state not in (InventoryState.CHANGE_PENDING, InventoryState.TERMINATION_PENDING):
            continue
        other = found.service_order_id
        by = "another order" if other is None else service_order_number(other)
        what = f"{by} is changing {found.number}"
        problems.append(Problem(**_at(item, "service.id"), what=what, action="wait until that order has ended"))
    return problems


def external_id_problems(items: Iterable[NewServiceOrderItem], around: Surroundings) -> list[Problem]:
    """The external id that an add announces for its service must be free, and stands for one service."""
    problems = []
    announced = [item for item in items if item.external_id is not None and item.action is ItemAction.ADD]
    times = Counter(item.external_id for item in announced)
    for item in announced:
        where = _at(item, "service.externalId")
        taken = around.inventory.get(item.external_id or "")
        if taken is not None:
            what = f"{taken.number} has the external id '{item.external_id}'"
            problems.append(Problem(**where, what=what, action="send another external id"))
        if times[item.external_id] > 1:
            what = f"{times[item.external_id]} items announce the external id '{item.external_id}'"
            problems.append(Problem(**where, what=what, action="send a different one for each item"))
        if item.quantity > 1:
            what = "one external id cannot stand for several services"
            problems.append(Problem(**where, what=what, action="send one item for each service"))
    return problems


def references(items: Iterable[NewServiceOrderItem]) -> list[str]:
    """Everything to look up in inventory for these items."""
    named = (item.external_id if item.action is ItemAction.ADD else item.inventory_reference for item in items)
    return sorted({reference for reference in named if reference is not None})


def as_captured(order: ServiceOrder) -> NewServiceOrder:
    """A stored order in the form that capture looks at."""
    return NewServiceOrder(
        external_id=order.external_id,
        priority=_own_priority(order.body),
        category=order.category,
        description=order.description,
        customer_id=order.customer_id,
        customer_name=order.customer_name,
        requested_start_date=order.requested_start_date,
        requested_completion_date=order.requested_completion_date,
        committed_due_date=order.committed_due_date,
        expected_completion_date=order.expected_completion_date,
        lenient=order.body.get("validationMode") == "lenient",
        body=order.body,
        items=tuple(_item_as_captured(item) for item in order.items),
    )


def _own_priority(body: Mapping[str, object]) -> int | None:
    # the column holds the highest of the order's and its items' priorities; the body what the client said
    said = body.get("priority")
    return read_priority(said) if isinstance(said, str | int) else None


def _item_as_captured(item: ServiceOrderItem) -> NewServiceOrderItem:
    service = item.body.get("service")
    service = service if isinstance(service, dict) else {}
    specification = service.get("serviceSpecification")
    adds = item.action is ItemAction.ADD
    due = item.body.get("committedDueDate")
    return NewServiceOrderItem(
        item_id=item.item_id,
        n=item.id.n,
        path="serviceOrderItem",
        parent_n=item.parent_n,
        action=item.action,
        quantity=item.quantity,
        priority=item.priority,
        specification_id=item.specification_id,
        specification_name=specification.get("name") if isinstance(specification, dict) else None,
        inventory_reference=None if adds else service.get("id") or service.get("externalId"),
        inventory_item_id=item.inventory_item_id,
        external_id=service.get("externalId") if adds else None,
        committed_due_date=msgspec.convert(due, datetime) if isinstance(due, str) else None,
        characteristics=item.characteristics,
        place=item.place,
        related_items=item.related_items,
        issues=item.issues,
        body=item.body,
    )
