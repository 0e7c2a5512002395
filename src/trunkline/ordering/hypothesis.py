"""An order that is not there: what a document would become, checked as a submission is and stored nowhere (CAP-19)."""

from __future__ import annotations

from datetime import datetime

from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import ServiceOrderId, ServiceOrderItemId
from trunkline.ordering import capture as rules
from trunkline.ordering.capturing import surroundings
from trunkline.ordering.model import Check, NewServiceOrder, NewServiceOrderItem, ServiceOrder, ServiceOrderItem
from trunkline.ordering.priority import order_priority
from trunkline.ordering.review import review
from trunkline.ordering.state import ServiceOrderState
from trunkline.ordering.urgency import with_urgency

NOWHERE = ServiceOrderId(0)  # the id of an order that is not stored


async def hypothetical(
    tx: Tx, draft: NewServiceOrder, *, by: str, now: datetime
) -> tuple[ServiceOrder, list[Problem], list[Check]]:
    """The order as submitting it now would make it, what a submission would refuse it for, and its review.

    Reads the catalog and the inventory, writes nothing.
    """
    around = await surroundings(tx, draft.items)
    captured = rules.capture(await with_urgency(tx, draft, around.catalog), around, now=now)
    order = as_ordered(captured.order, by=by, now=now)
    return order, captured.refusal(), review(order, captured.order, around, now=now)


def as_ordered(new: NewServiceOrder, *, by: str, now: datetime) -> ServiceOrder:
    """A captured order in the form that all else looks at, acknowledged, under an id that no stored order has."""
    return ServiceOrder(
        id=NOWHERE,
        external_id=new.external_id,
        state=ServiceOrderState.ACKNOWLEDGED,
        state_reason=None,
        state_before=None,
        version=1,
        priority=order_priority(new.priority, (item.priority for item in new.items)),
        category=new.category,
        description=new.description,
        customer_id=new.customer_id,
        customer_name=new.customer_name,
        order_date=now,
        requested_start_date=new.requested_start_date,
        requested_completion_date=new.requested_completion_date,
        committed_due_date=new.committed_due_date,
        expected_completion_date=new.expected_completion_date,
        start_date=None,
        completion_date=None,
        catalog_revision=None,
        created_by=by,
        body=new.body,
        items=tuple(map(_item, new.items)),
    )


def _item(item: NewServiceOrderItem) -> ServiceOrderItem:
    return ServiceOrderItem(
        id=ServiceOrderItemId(NOWHERE, item.n),
        item_id=item.item_id,
        parent_n=item.parent_n,
        state=ServiceOrderState.ACKNOWLEDGED,
        state_reason=None,
        action=item.action,
        quantity=item.quantity,
        priority=item.priority,
        specification_id=item.specification_id,
        specification_version=None,
        inventory_item_id=item.inventory_item_id,
        characteristics=item.characteristics,
        place=item.place,
        related_items=item.related_items,
        issues=item.issues,
        body=item.body,
    )
