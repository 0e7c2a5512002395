"""HTTP: what was asked of domain systems for a task, and how their own records of it stand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from litestar import get

from trunkline.access.model import Actor, Permission
from trunkline.kit.db import Database, Row
from trunkline.kit.ids import TaskId
from trunkline.orchestration import queries


class RequestBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """An entry of the effects ledger. `reference` and `farState` are the domain system's own id and state word."""

    purpose: str
    state: str
    executor: str
    system: str | None
    operation: str | None
    reference: str | None
    far_state: str | None
    updates_available: bool
    revision: int
    attempt: int
    asked: int
    looked: int
    asked_at: datetime
    answered_at: datetime | None
    until: datetime | None
    message: str | None


class RequestsBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The work before its undoing; empty for a task that asks nothing of the outside."""

    items: list[RequestBody]


def _render(row: Row) -> RequestBody:
    answer: dict[str, Any] = row["answer"] or {}
    return RequestBody(
        message=answer.get("message") or answer.get("reason"),
        **{name: row[name] for name in RequestBody.__struct_fields__ if name != "message"},
    )


@get("/api/tasks/{number:str}/requests", tags=["Tasks"])
async def list_requests(number: str, database: Database, actor: Actor) -> RequestsBody:
    """What was asked of domain systems for a task: their ids and states, changes that they do not know of yet."""
    actor.require(Permission.TASK_READ)
    task_id = TaskId.read(number)
    async with database.reading() as tx:
        await queries.get_task(tx, task_id)
        rows = await queries.list_requests(tx, *task_id)
    return RequestsBody(items=[_render(row) for row in rows])


routes = [list_requests]
