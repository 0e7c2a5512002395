"""Parts of TMF641 documents of service orders that answers and notifications have in common."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from trunkline.kit.ids import ServiceOrderId, service_order_number
from trunkline.ordering.alert_queries import OrderAlert
from trunkline.ordering.model import Milestone

BASE_PATH = "/tmf-api/serviceOrdering/v4/serviceOrder"


def moment(value: datetime | None) -> str | None:
    """An instant as JSON has it; None stays None."""
    encoded: str | None = msgspec.to_builtins(value)
    return encoded


def href_of(number: str) -> str:
    """Where the order can be read."""
    return f"{BASE_PATH}/{number}"


def render_alert(alert: OrderAlert) -> dict[str, Any]:
    """An open jeopardy alert as TMF641 has it: the type is its level, the exception its cause (JEO-11)."""
    document: dict[str, Any] = {
        "id": alert.number,
        "name": alert.subject,
        "alertDate": moment(alert.changed_at),
        "exception": alert.cause,
        "jeopardyType": alert.level,
        "message": alert.message,
        "@type": "JeopardyAlert",
    }
    if alert.item_id is not None:
        document["serviceOrderItem"] = [item_reference(alert.service_order_id, alert.item_id)]
    return document


def item_reference(service_order_id: ServiceOrderId, item_id: str) -> dict[str, Any]:
    """A reference to an item of an order; `id` is left out, which TMF641 v4.1 requires and does not define."""
    number = service_order_number(service_order_id)
    return {
        "serviceOrderHref": href_of(number),
        "serviceOrderId": number,
        "itemId": item_id,
        "@referredType": "ServiceOrderItem",
        "@type": "ServiceOrderItemRef",
    }


def render_milestone(milestone: Milestone) -> dict[str, Any]:
    """A milestone as TMF641 has it: `milestoneDate` is when it was reached, else when it is expected or due."""
    date = milestone.reached_at or milestone.expected_at or milestone.due_at
    document = {
        "id": milestone.number,
        "name": milestone.name,
        "description": milestone.description or None,
        "message": milestone.note,
        "milestoneDate": moment(date),
        "status": milestone.state.value,
        "serviceOrderItem": [item_reference(milestone.service_order_id, milestone.item_id)],
        "@type": "ServiceOrderMilestone",
    }  # fmt: skip
    return {name: value for name, value in document.items() if value is not None}
