"""All tasks, whoever or whatever does them and whether they are over or not: the list, and how it can be asked."""

from __future__ import annotations

from datetime import datetime

from trunkline.kit.db import Tx
from trunkline.kit.ids import read_service_order_number
from trunkline.kit.tmf import Column
from trunkline.kit.typed_query import Narrowing, QueryField, QuerySql, narrowing_of
from trunkline.orchestration.model import Task
from trunkline.orchestration.state import TaskKind, TaskState
from trunkline.orchestration.store import TASK_COLUMNS, read_task
from trunkline.ordering.priority import read_priority

_EVERYTHING = QuerySql(where="TRUE", args=())
_JOINED = """JOIN domain_order AS d ON d.service_order_id = t.service_order_id AND d.n = t.domain_order_n
          JOIN service_order AS so ON so.id = t.service_order_id"""

QUERY_FIELDS = (
    QueryField(column=Column("state", "t.state"), about="State of the task", values=tuple(TaskState)),
    QueryField(column=Column("kind", "t.kind"), about="Who or what does it", values=tuple(TaskKind)),
    QueryField(column=Column("task", "t.name"), about="Name of the task", contains=True),
    QueryField(column=Column("customer", "concat_ws(' ', so.customer_name, so.customer_id)"),
               about="Name or id of the customer", contains=True),
    QueryField(column=Column("order", "t.service_order_id", "number", read=read_service_order_number),
               about="Number of the service order"),
    QueryField(column=Column("domainOrder", "d.name"), about="Name of the domain order", contains=True),
    QueryField(column=Column("specification", "d.specification_id"), about="Specification of the domain order",
               contains=True),
    QueryField(column=Column("executor", "t.executor"), about="What carries it out", contains=True),
    QueryField(column=Column("ready", "t.ready_at", "instant"), about="Since when it can be done", nullable=True),
    QueryField(column=Column("started", "t.started_at", "instant"), about="When it began", nullable=True),
    QueryField(column=Column("ended", "t.ended_at", "instant"), about="When it was over", nullable=True),
    QueryField(column=Column("attempts", "t.attempts", "number"), about="How often it was tried"),
    QueryField(column=Column("priority", "t.priority", "number", read=read_priority), about="1 critical to 5 planning",
               values=("1", "2", "3", "4", "5"), open_values=True),
    QueryField(column=Column("group", "t.assignment_group"), about="Assignment group", nullable=True, source="groups"),
    QueryField(column=Column("assignee", "t.assignee"), about="Who has it", values=("me",), open_values=True,
               nullable=True, source="people"),
)  # fmt: skip
_ANYWHERE = ("t.name", "d.name", "so.customer_name")


def narrowing(text: str, *, me: str, now: datetime) -> Narrowing | None:
    """A typed query of tasks, None when it says nothing; raises QueryInvalid that names the word and its place."""
    return narrowing_of(text, QUERY_FIELDS, anywhere=_ANYWHERE, me=me, now=now)


async def list_all_tasks(
    tx: Tx,
    *,
    open_only: bool = False,
    limit: int = 50,
    after: tuple[int, int] | None = None,
    narrowing: Narrowing | None = None,
) -> list[tuple[Task, str, str | None]]:
    """Tasks with their domain order's and customer's names, those of the newest orders first, from the one behind
    `after`."""
    typed = narrowing(5) if narrowing else _EVERYTHING
    rows = await tx.fetch(
        f"""
        SELECT {TASK_COLUMNS}, d.name AS domain_order_name, so.customer_name
          FROM task AS t
          {_JOINED}
         WHERE (NOT $1 OR so.open_tasks > 0 AND t.ended_at IS NULL)
           AND ($2::bigint IS NULL OR (t.service_order_id, t.n) < ($2, $3::integer))
           AND {typed.where}
         ORDER BY t.service_order_id DESC, t.n DESC
         LIMIT $4
        """,
        open_only,
        *(after or (None, None)),
        limit,
        *typed.args,
    )
    return [(read_task(row), row["domain_order_name"], row["customer_name"]) for row in rows]


async def count_all_tasks(tx: Tx, *, open_only: bool = False, narrowing: Narrowing | None = None) -> int:
    """How many tasks `list_all_tasks` has in all."""
    typed = narrowing(2) if narrowing else _EVERYTHING
    counted: int = await tx.fetchval(
        f"""
        SELECT count(*)
          FROM task AS t
          {_JOINED}
         WHERE (NOT $1 OR so.open_tasks > 0 AND t.ended_at IS NULL)
           AND {typed.where}
        """,
        open_only,
        *typed.args,
    )
    return counted
