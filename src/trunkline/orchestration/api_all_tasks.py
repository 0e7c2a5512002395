"""HTTP: all tasks, open and over, of people and of machines."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import get
from litestar.params import QueryParameter

from trunkline.access.model import Actor, Permission
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.tmf import decode_cursor, encode_cursor
from trunkline.kit.typed_query import QueryFieldsBody, fields_body
from trunkline.orchestration import all_tasks
from trunkline.orchestration.wire import TaskBody, render_task


class TaskLine(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A task, for whom and for what it is."""

    task: TaskBody
    domain_order_name: str
    customer_name: str | None


class AllTasksBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A stretch of the list of all tasks."""

    items: list[TaskLine]
    total: int
    next: str | None


@get("/api/allTasks", tags=["Tasks"])
async def list_all_tasks(
    database: Database,
    actor: Actor,
    open_only: Annotated[bool, QueryParameter(name="open")] = False,
    q: str = "",
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> AllTasksBody:
    """All tasks, of people and machines, open and over; those of the newest orders first.

    `q` is a typed query: `state:completed ended>=2026-11-01 kind:automated`; `ready:none` is what waits for others.
    """
    actor.require(Permission.TASK_READ)
    typed = all_tasks.narrowing(q, me=actor.name, now=clock.now())
    key = decode_cursor(after, tuple[int, int]) if after else None
    async with database.reading() as tx:
        lines = await all_tasks.list_all_tasks(tx, open_only=open_only, limit=limit + 1, after=key, narrowing=typed)
        total = await all_tasks.count_all_tasks(tx, open_only=open_only, narrowing=typed)
    more, lines = len(lines) > limit, lines[:limit]
    return AllTasksBody(
        items=[
            TaskLine(task=render_task(task), domain_order_name=name, customer_name=customer)
            for task, name, customer in lines
        ],
        total=total,
        next=encode_cursor(tuple(lines[-1][0].id)) if more else None,
    )


@get("/api/allTasks/queryFields", tags=["Tasks"])
async def list_all_task_query_fields(actor: Actor) -> QueryFieldsBody:
    """The words of `q` in the list of all tasks."""
    actor.require(Permission.TASK_READ)
    return fields_body(all_tasks.QUERY_FIELDS)


routes = [list_all_tasks, list_all_task_query_fields]
