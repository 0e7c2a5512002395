"""By what words a list of service orders can be asked, as people type it."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from trunkline.kit.ids import read_service_order_number
from trunkline.kit.tmf import Column, ListQuery
from trunkline.kit.typed_query import QueryField, query_sql
from trunkline.ordering.priority import read_priority
from trunkline.ordering.state import ItemAction, ServiceOrderState

_ITEM = "EXISTS (SELECT 1 FROM service_order_item AS i WHERE i.service_order_id = o.id AND {})"

QUERY_FIELDS = (
    QueryField(column=Column("number", "o.id", "number", read=read_service_order_number), about="Number of the order"),
    QueryField(column=Column("state", "o.state"), about="State of the order", values=tuple(ServiceOrderState)),
    QueryField(
        column=Column("customer", "concat_ws(' ', o.customer_name, o.customer_id)"),
        about="Name or id of the customer", contains=True,
    ),
    QueryField(column=Column("externalId", "o.external_id"), about="Number at the sender", contains=True, nullable=True),
    QueryField(column=Column("priority", "o.priority", "number", read=read_priority), about="1 critical to 5 planning",
               values=("1", "2", "3", "4", "5"), open_values=True),
    QueryField(column=Column("due", "o.requested_completion_date", "instant"), about="Requested completion", nullable=True),
    QueryField(column=Column("committed", "o.committed_due_date", "instant"), about="Committed date", nullable=True),
    QueryField(column=Column("expected", "o.expected_completion_date", "instant"), about="Expected completion",
               nullable=True),
    QueryField(column=Column("ordered", "o.order_date", "instant"), about="Order date"),
    QueryField(column=Column("completed", "o.completion_date", "instant"), about="Completion date", nullable=True),
    QueryField(column=Column("category", "o.category"), about="Category", contains=True, nullable=True),
    QueryField(column=Column("description", "o.description"), about="Description", contains=True, nullable=True),
    QueryField(column=Column("site", "leaves_of(i.place)", within=_ITEM), about="Place of an item", contains=True),
    QueryField(column=Column("action", "i.action", within=_ITEM), about="Action of an item", values=tuple(ItemAction)),
    QueryField(column=Column("specification", "i.specification_id", within=_ITEM), about="Specification of an item",
               contains=True),
)  # fmt: skip


def narrow(query: ListQuery, text: str, *, now: datetime) -> ListQuery:
    """A list query with a typed one added to it; raises QueryInvalid that names the word and its place."""
    typed = query_sql(text, QUERY_FIELDS, anywhere=(), first=query.first + len(query.args), now=now)
    return replace(query, where=f"({query.where}) AND {typed.where}", args=(*query.args, *typed.args))
