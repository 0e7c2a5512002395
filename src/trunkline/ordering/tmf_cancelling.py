"""Requests to cancel as TMF641 v4.1 has them, for answers and notifications."""

from __future__ import annotations

from typing import Any

import msgspec

from trunkline.kit.ids import CancellationId, service_order_number
from trunkline.ordering.cancellation import Cancellation
from trunkline.ordering.state import CancellationState
from trunkline.ordering.tmf_parts import href_of

BASE_PATH = "/tmf-api/serviceOrdering/v4/cancelServiceOrder"


def cancel_href(number: str) -> str:
    """Where the request can be read."""
    return f"{BASE_PATH}/{number}"


def render_cancel_service_order(request: Cancellation) -> dict[str, Any]:
    """The request as TMF641 v4.1 has it; what is not known is left out."""
    order = service_order_number(request.service_order_id)
    number = CancellationId(request.service_order_id, request.n).number
    ended = request.ended_at if request.state is CancellationState.DONE else None
    failed = request.state is CancellationState.TERMINATED_WITH_ERROR
    said = request.note or ("something could not be undone" if failed else None)
    found: dict[str, Any] = {
        "id": number,
        "href": cancel_href(number),
        "cancellationReason": request.reason,
        "completionMessage": request.note,
        "effectiveCancellationDate": msgspec.to_builtins(ended),
        "requestedCancellationDate": msgspec.to_builtins(request.wanted_at),
        "errorMessage": {"code": "declined" if request.decided_at == request.ended_at else "notUndone",
                         "reason": said} if failed else None,
        "serviceOrder": {"id": order, "href": href_of(order), "@referredType": "ServiceOrder"},
        "state": request.state.value,
        "@type": "CancelServiceOrder",
    }  # fmt: skip
    return {name: value for name, value in found.items() if value is not None}
