"""By what a list of service orders may be filtered and sorted: TMF641 attributes and the columns behind them."""

from __future__ import annotations

from collections.abc import Iterable

from trunkline.kit.errors import NotFound
from trunkline.kit.ids import read_inventory_number, read_service_order_number
from trunkline.kit.tmf import Column, ListQuery, read_query
from trunkline.ordering.priority import read_priority
from trunkline.ordering.state import ItemAction, ServiceOrderState

_STATES = {state.lower(): state.value for state in ServiceOrderState}
_ACTIONS = {action.lower(): action.value for action in ItemAction}
_ITEM = "EXISTS (SELECT 1 FROM service_order_item AS i WHERE i.service_order_id = o.id AND {})"


def _state(text: str) -> str:
    try:
        return _STATES[text.strip().lower()]
    except KeyError:
        raise NotFound(f"no order is ever {text}") from None


def _action(text: str) -> str:
    try:
        return _ACTIONS[text.strip().lower()]
    except KeyError:
        raise NotFound(f"no item has the action {text}") from None


def _href(text: str) -> int:
    return read_service_order_number(text.rpartition("/")[2])


def _inventory(text: str) -> int:
    found = read_inventory_number(text)
    if found is None:
        raise NotFound(f"'{text}' is no inventory number")
    return found


COLUMNS = (
    Column("id", "o.id", "number", read=read_service_order_number),
    Column("href", "o.id", "number", read=_href),
    Column("externalId", "o.external_id"),
    Column("state", "o.state", read=_state),
    Column("category", "o.category"),
    Column("description", "o.description"),
    Column("priority", "o.priority", "number", read=read_priority),
    Column("version", "o.version", "number"),
    Column("orderDate", "o.order_date", "instant"),
    Column("requestedStartDate", "o.requested_start_date", "instant"),
    Column("requestedCompletionDate", "o.requested_completion_date", "instant"),
    Column("committedDueDate", "o.committed_due_date", "instant"),
    Column("expectedCompletionDate", "o.expected_completion_date", "instant"),
    Column("startDate", "o.start_date", "instant"),
    Column("completionDate", "o.completion_date", "instant"),
    Column("notificationContact", "o.body ->> 'notificationContact'"),
    Column("cancellationReason", "o.body ->> 'cancellationReason'"),
    Column("cancellationDate", "(o.body ->> 'cancellationDate')::timestamptz", "instant"),
    Column("customer", "o.customer_id"),
    Column("customerName", "o.customer_name"),
    Column("relatedParty.id", "party ->> 'id'", within="EXISTS (SELECT 1 FROM jsonb_array_elements(CASE jsonb_typeof("
           "o.body -> 'relatedParty') WHEN 'array' THEN o.body -> 'relatedParty' END) AS party WHERE {})"),
    Column("serviceOrderItem.id", "i.item_id", within=_ITEM),
    Column("serviceOrderItem.action", "i.action", read=_action, within=_ITEM),
    Column("serviceOrderItem.state", "i.state", read=_state, within=_ITEM),
    Column("serviceOrderItem.service.id", "i.inventory_item_id", "number", read=_inventory, within=_ITEM),
    Column("serviceOrderItem.service.serviceSpecification.id", "i.specification_id", within=_ITEM),
)  # fmt: skip


def read_list_query(pairs: Iterable[tuple[str, str]], *, first: int = 1) -> ListQuery:
    """A list query of service orders, newest first unless it says else, parameters from `first`; raises QueryInvalid."""
    return read_query(pairs, COLUMNS, default_sort="-orderDate", tie="o.id DESC", first=first)
