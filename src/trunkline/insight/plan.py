"""An orchestration plan as its page reads it: whole, what changed since, and how it came to be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from trunkline.events.queries import EventCursor, find_present, require_reachable
from trunkline.fallout.state import OPEN_STATES
from trunkline.insight.columns import Words, differences, words
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import ServiceOrderId, service_order_number
from trunkline.orchestration.errors import NoPlanYet
from trunkline.orchestration.model import OrchestrationPlan
from trunkline.orchestration.queries import find_plan
from trunkline.orchestration.state import STATE_AFTER as STATE_AFTER


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class TaskColumns(_Wire, frozen=True, kw_only=True):
    """Tasks, column by column. `what` holds (key, name, kind, executor, seconds, priority); times are whole seconds:
    ready after the plan was made, started after ready, ended after started (or the last of these that is known)."""

    n: list[int]
    domain_order: list[int]
    what: Words
    state: Words
    reason: Words
    assignment_group: Words
    assignee: Words
    version: list[int]
    open_predecessors: list[int]
    attempts: list[int]
    ready: list[int | None]
    started: list[int | None]
    ended: list[int | None]


class DomainOrderColumns(_Wire, frozen=True, kw_only=True):
    """Domain orders, column by column. `what` holds (kind, name, specification, version, action, plan specification);
    times are seconds: started after the plan was made, ended after started."""

    n: list[int]
    item: list[int]
    parent: list[int | None]
    what: Words
    state: Words
    reason: Words
    place: Words
    started: list[int | None]
    ended: list[int | None]
    total: list[int]
    done: list[int]


class FalloutColumns(_Wire, frozen=True, kw_only=True):
    """The open fallouts of a plan."""

    n: list[int]
    task: list[int]
    type: Words
    state: Words
    priority: list[int]


class PlanColumns(_Wire, frozen=True, kw_only=True):
    """A plan, or of `changes` only the tasks and domain orders that changed; the fallouts are always all open ones.

    Numbers `n` and the successors of dependencies are differences to the row before. A dependency says how far its
    predecessor lies before its successor. `cursor` is what the next question for changes begins after.
    """

    service_order: str
    version: int
    catalog_revision: int
    created_at: datetime
    cursor: str
    whole: bool
    domain_orders: DomainOrderColumns
    tasks: TaskColumns
    successors: list[int]
    predecessors: list[int]
    fallouts: FalloutColumns


class StateHistory(_Wire, frozen=True, kw_only=True):
    """Every change of a task's state, oldest first: seconds after the change before (the first: after the plan was
    made), the task, and the state after it. Before its first change a task is `waiting`."""

    created_at: datetime
    seconds: list[int]
    task: list[int]
    state: Words


def _whole_seconds(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp())


def _chain(rows: Sequence[Row], begin: int, names: Sequence[str]) -> list[list[int | None]]:
    # each instant counts from the last one that is known in its row: most differences are small
    columns: list[list[int | None]] = [[] for _ in names]
    for row in rows:
        last = begin
        for name, column in zip(names, columns, strict=True):
            at = _whole_seconds(row[name])
            column.append(None if at is None else at - last)
            last = last if at is None else at
    return columns


def _task_columns(rows: Sequence[Row], begin: int) -> TaskColumns:
    ready, started, ended = _chain(rows, begin, ("ready_at", "started_at", "ended_at"))
    return TaskColumns(
        n=differences(row["n"] for row in rows),
        domain_order=differences(row["domain_order_n"] for row in rows),
        what=words(
            (row["key"], row["name"], row["kind"], row["executor"], row["seconds"], row["priority"]) for row in rows
        ),
        state=words(row["state"] for row in rows),
        reason=words(row["state_reason"] for row in rows),
        assignment_group=words(row["assignment_group"] for row in rows),
        assignee=words(row["assignee"] for row in rows),
        version=[row["version"] for row in rows],
        open_predecessors=[row["open_predecessors"] for row in rows],
        attempts=[row["attempts"] for row in rows],
        ready=ready,
        started=started,
        ended=ended,
    )


def _domain_order_columns(rows: Sequence[Row], begin: int) -> DomainOrderColumns:
    started, ended = _chain(rows, begin, ("started_at", "ended_at"))
    return DomainOrderColumns(
        n=differences(row["n"] for row in rows),
        item=differences(row["item_n"] for row in rows),
        parent=[None if row["parent_n"] is None else row["n"] - row["parent_n"] for row in rows],
        what=words(
            (
                row["kind"],
                row["name"],
                row["specification_id"],
                row["specification_version"],
                row["action"],
                row["plan_specification"],
            )
            for row in rows
        ),
        state=words(row["state"] for row in rows),
        reason=words(row["state_reason"] for row in rows),
        place=_places(row["place"] for row in rows),
        started=started,
        ended=ended,
        total=[row["total_tasks"] for row in rows],
        done=[row["total_tasks"] - row["open_tasks"] for row in rows],
    )


def _places(texts: Any) -> Words:
    found = words(texts)
    return Words(words=[None if text is None else msgspec.Raw(text.encode()) for text in found.words], at=found.at)


_TASKS = """
    SELECT t.n, t.domain_order_n, t.key, t.name, t.kind, t.executor, t.priority, t.state, t.state_reason,
           t.assignment_group, t.assignee, t.version, t.open_predecessors, t.attempts,
           extract(epoch FROM t.duration)::bigint AS seconds, t.ready_at, t.started_at, t.ended_at
      FROM task AS t
     WHERE t.service_order_id = $1
"""

_DOMAIN_ORDERS = """
    SELECT o.n, o.item_n, o.parent_n, o.kind, o.name, o.specification_id, o.specification_version, o.action,
           o.plan_specification, o.state, o.state_reason, o.place::text AS place, o.started_at, o.ended_at,
           o.total_tasks, o.open_tasks
      FROM domain_order AS o
     WHERE o.service_order_id = $1
"""


async def _fallouts(tx: Tx, service_order_id: ServiceOrderId) -> FalloutColumns:
    rows = await tx.fetch(
        """
        SELECT n, task_n, fallout_type, state, priority
          FROM fallout
         WHERE service_order_id = $1 AND state = ANY ($2)
         ORDER BY n
        """,
        service_order_id,
        sorted(state.value for state in OPEN_STATES),
    )
    return FalloutColumns(
        n=[row["n"] for row in rows],
        task=[row["task_n"] for row in rows],
        type=words(row["fallout_type"] for row in rows),
        state=words(row["state"] for row in rows),
        priority=[row["priority"] for row in rows],
    )


async def read_plan(tx: Tx, service_order_id: ServiceOrderId) -> PlanColumns:
    """The whole plan in five queries whatever its size; raises NoPlanYet. `tx` reads from one snapshot."""
    cursor = await find_present(tx)
    plan = await _find_plan(tx, service_order_id)
    begin = int(plan.created_at.timestamp())
    domain_orders = await tx.fetch(f"{_DOMAIN_ORDERS} ORDER BY o.n", service_order_id)
    tasks = await tx.fetch(f"{_TASKS} ORDER BY t.n", service_order_id)
    edges = await tx.fetch(
        """
        SELECT successor_n, successor_n - predecessor_n AS back
          FROM task_dependency
         WHERE service_order_id = $1
         ORDER BY successor_n, predecessor_n
        """,
        service_order_id,
    )
    return PlanColumns(
        service_order=service_order_number(service_order_id),
        version=plan.version,
        catalog_revision=plan.catalog_revision,
        created_at=plan.created_at,
        cursor=str(cursor),
        whole=True,
        domain_orders=_domain_order_columns(domain_orders, begin),
        tasks=_task_columns(tasks, begin),
        successors=differences(row["successor_n"] for row in edges),
        predecessors=[row["back"] for row in edges],
        fallouts=await _fallouts(tx, service_order_id),
    )


async def read_changes(tx: Tx, service_order_id: ServiceOrderId, after: EventCursor, *, version: int) -> PlanColumns:
    """The tasks and domain orders that something happened to after a place in the history.

    A change may come twice, none is left out. When the plan is not the `version` that the reader has (tasks added,
    dependencies moved), the whole plan is answered. Raises NoPlanYet, EventCursorInvalid.
    """
    await require_reachable(tx, after)
    cursor = await find_present(tx)
    plan = await _find_plan(tx, service_order_id)
    if plan.version != version:
        return await read_plan(tx, service_order_id)
    begin = int(plan.created_at.timestamp())
    kinds = await tx.fetch(
        """
        SELECT DISTINCT kind, n
          FROM event
         WHERE service_order_id = $2 AND (event.tx, id) > ($1::text::xid8, $3::bigint)
        """,
        str(after.tx),
        service_order_id,
        after.id,
    )
    if any(row["kind"] == "PlanMade" for row in kinds):
        return await read_plan(tx, service_order_id)
    changed = sorted({row["n"] for row in kinds if row["kind"] not in _NOT_OF_TASKS and row["n"] is not None})
    # what a task's event is about is not asked of its kind: a number too many costs a row, one too few a wrong page
    # their successors wait for fewer now, which no event tells
    tasks = await tx.fetch(
        f"""
        {_TASKS}
           AND t.n IN (SELECT unnest($2::integer[])
                        UNION
                       SELECT d.successor_n
                         FROM task_dependency AS d
                        WHERE d.service_order_id = $1 AND d.predecessor_n = ANY ($2))
         ORDER BY t.n
        """,
        service_order_id,
        changed,
    )
    owners = sorted({row["domain_order_n"] for row in tasks} | {
        row["n"] for row in kinds if row["kind"] in _NOT_OF_TASKS and row["n"] is not None
    })  # fmt: skip
    domain_orders = await tx.fetch(
        f"""
        {_DOMAIN_ORDERS}
           AND o.n IN (SELECT unnest(c.ancestors)
                         FROM domain_order AS c
                        WHERE c.service_order_id = $1 AND c.n = ANY ($2))
         ORDER BY o.n
        """,
        service_order_id,
        owners,
    )
    return PlanColumns(
        service_order=service_order_number(service_order_id),
        version=plan.version,
        catalog_revision=plan.catalog_revision,
        created_at=plan.created_at,
        cursor=str(cursor),
        whole=False,
        domain_orders=_domain_order_columns(domain_orders, begin),
        tasks=_task_columns(tasks, begin),
        successors=[],
        predecessors=[],
        fallouts=await _fallouts(tx, service_order_id),
    )


_NOT_OF_TASKS: Final = frozenset({"DomainOrderStateChanged"})


async def read_state_history(tx: Tx, service_order_id: ServiceOrderId) -> StateHistory:
    """Every change of state of every task, in one query; raises NoPlanYet."""
    plan = await _find_plan(tx, service_order_id)
    rows = await tx.fetch(
        """
        SELECT floor(extract(epoch FROM at))::bigint AS at, n, kind
          FROM event
         WHERE service_order_id = $1 AND kind = ANY ($2)
         ORDER BY id
        """,
        service_order_id,
        sorted(STATE_AFTER),
    )
    begin = int(plan.created_at.timestamp())
    # in the order of their numbers; a clock that was set back does not turn the story round
    latest = begin
    instants = []
    for row in rows:
        latest = max(latest, row["at"])
        instants.append(latest)
    return StateHistory(
        created_at=plan.created_at,
        seconds=[after - before for before, after in zip([begin, *instants], instants, strict=False)],
        task=[row["n"] for row in rows],
        state=words(STATE_AFTER[row["kind"]].value for row in rows),
    )


async def find_plan_tag(tx: Tx, service_order_id: ServiceOrderId) -> str | None:
    """What tells one answer of `read_plan` from another: the version of the plan and the order's last event.

    Events of an order are written under the lock of its row, so their numbers grow as they become visible.
    """
    row = await tx.fetchrow(
        """
        SELECT p.version, (SELECT max(e.id) FROM event AS e WHERE e.service_order_id = p.service_order_id) AS last
          FROM orchestration_plan AS p
         WHERE p.service_order_id = $1
        """,
        service_order_id,
    )
    return None if row is None else f'"{service_order_id}-{row["version"]}-{row["last"] or 0}"'


async def _find_plan(tx: Tx, service_order_id: ServiceOrderId) -> OrchestrationPlan:
    plan = await find_plan(tx, service_order_id)
    if plan is None:
        raise NoPlanYet("this order has no orchestration plan: it is not approved, or the plan is still being made")
    return plan
