"""By what words a list of fallouts can be asked, as people type it."""

from __future__ import annotations

from datetime import datetime

from trunkline.fallout.state import FalloutState
from trunkline.kit.ids import read_service_order_number
from trunkline.kit.tmf import Column
from trunkline.kit.typed_query import Narrowing, QueryField, narrowing_of
from trunkline.ordering.priority import read_priority

QUERY_FIELDS = (
    QueryField(column=Column("state", "f.state"), about="State of the fallout", values=tuple(FalloutState)),
    QueryField(column=Column("type", "concat_ws(' ', f.fallout_type, y.name)"), about="Fallout type", contains=True,
               source="falloutTypes"),
    QueryField(column=Column("category", "concat_ws(' ', f.category, c.name, cp.name)"), about="Category, or one below it",
               contains=True, source="falloutCategories"),
    QueryField(column=Column("message", "f.message"), about="What went wrong", contains=True),
    QueryField(column=Column("task", "t.name"), about="Name of the task", contains=True),
    QueryField(column=Column("customer", "concat_ws(' ', so.customer_name, so.customer_id)"),
               about="Name or id of the customer", contains=True),
    QueryField(column=Column("order", "f.service_order_id", "number", read=read_service_order_number),
               about="Number of the service order"),
    QueryField(column=Column("domainOrder", "o.name"), about="Name of the domain order", contains=True),
    QueryField(column=Column("specification", "o.specification_id"), about="Specification of the domain order",
               contains=True),
    QueryField(column=Column("site", "leaves_of(o.place)"), about="Place of the domain order", contains=True),
    QueryField(column=Column("raised", "f.raised_at", "instant"), about="Raised"),
    QueryField(column=Column("resolved", "f.resolved_at", "instant"), about="Resolved", nullable=True),
    QueryField(column=Column("priority", "f.priority", "number", read=read_priority), about="1 critical to 5 planning",
               values=("1", "2", "3", "4", "5"), open_values=True),
    QueryField(column=Column("group", "f.assignment_group"), about="Assignment group", nullable=True, source="groups"),
    QueryField(column=Column("assignee", "f.assignee"), about="Who has it", values=("me",), open_values=True,
               nullable=True, source="people"),
)  # fmt: skip
_ANYWHERE = ("f.message", "t.name", "so.customer_name")


def narrowing(text: str, *, me: str, now: datetime) -> Narrowing | None:
    """A typed query of fallouts, None when it says nothing; raises QueryInvalid that names the word and its place."""
    return narrowing_of(text, QUERY_FIELDS, anywhere=_ANYWHERE, me=me, now=now)
