"""By what words the people's to-do list can be asked, as people type it."""

from __future__ import annotations

from datetime import datetime

from trunkline.kit.ids import read_service_order_number
from trunkline.kit.tmf import Column
from trunkline.kit.typed_query import Narrowing, QueryField, narrowing_of
from trunkline.orchestration.state import TaskState
from trunkline.ordering.priority import read_priority

# only what a person could act on now is on the list
_STATES = (TaskState.READY, TaskState.IN_PROGRESS, TaskState.AWAITING_INFORMATION, TaskState.HELD)

QUERY_FIELDS = (
    QueryField(column=Column("state", "t.state"), about="State of the task", values=_STATES),
    QueryField(column=Column("task", "t.name"), about="Name of the task", contains=True),
    QueryField(column=Column("customer", "concat_ws(' ', so.customer_name, so.customer_id)"),
               about="Name or id of the customer", contains=True),
    QueryField(column=Column("order", "w.service_order_id", "number", read=read_service_order_number),
               about="Number of the service order"),
    QueryField(column=Column("domainOrder", "d.name"), about="Name of the domain order", contains=True),
    QueryField(column=Column("specification", "d.specification_id"), about="Specification of the domain order",
               contains=True),
    QueryField(column=Column("site", "leaves_of(d.place)"), about="Place of the domain order", contains=True),
    QueryField(column=Column("due", "w.due_at", "instant"), about="Due"),
    QueryField(column=Column("ready", "t.ready_at", "instant"), about="Ready since"),
    QueryField(column=Column("priority", "w.priority", "number", read=read_priority), about="1 critical to 5 planning",
               values=("1", "2", "3", "4", "5"), open_values=True),
    QueryField(column=Column("group", "w.assignment_group"), about="Assignment group", nullable=True, source="groups"),
    QueryField(column=Column("assignee", "w.assignee"), about="Who has it", values=("me",), open_values=True,
               nullable=True, source="people"),
)  # fmt: skip
_ANYWHERE = ("t.name", "d.name", "so.customer_name")


def narrowing(text: str, *, me: str, now: datetime) -> Narrowing | None:
    """A typed query of tasks, None when it says nothing; raises QueryInvalid that names the word and its place."""
    return narrowing_of(text, QUERY_FIELDS, anywhere=_ANYWHERE, me=me, now=now)
