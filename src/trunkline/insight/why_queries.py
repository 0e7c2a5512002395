"""Reads what holds up an order, a domain order or a task: at the frontier of the plan only, never the whole plan."""

from __future__ import annotations

from datetime import datetime

import msgspec

from trunkline.insight.why import Blocker, BlockerKind, FrontierTask, explain_task, most_telling_first
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import (
    DomainOrderId,
    EnrichmentTaskId,
    FalloutId,
    HoldId,
    OrderTaskId,
    ServiceOrderId,
    TaskId,
    domain_order_number,
    service_order_number,
)
from trunkline.orchestration.errors import UnknownDomainOrder
from trunkline.orchestration.queries import find_domain_order, get_task
from trunkline.orchestration.state import ENDED as TASK_ENDED
from trunkline.orchestration.state import DomainOrderState, TaskKind, TaskState
from trunkline.ordering.queries import unknown
from trunkline.ordering.state import ENDED, ServiceOrderState

LIMIT = 50  # blockers in an answer
_WALK = 20_000  # dependencies followed upwards at most
_DOMAIN_ORDER_ENDED = (DomainOrderState.CANCELLED, DomainOrderState.FAILED, DomainOrderState.COMPLETED)

_FACTS = """
    SELECT t.service_order_id, t.n, t.name, t.kind, t.state, t.state_reason, t.assignee, t.assignment_group, t.ready_at,
           t.started_at, t.not_before, w.due_at, w.worker, w.attempt, w.last_error, e.state AS effect_state, e.asked_at,
           e.until, e.system, e.reference, e.far_state, coalesce(s.held OR s.opened_until > $3, false) AS system_held,
           coalesce(s.held_reason, 'its circuit is open') AS system_reason,
           CASE WHEN s.held THEN s.held_until ELSE s.opened_until END AS system_until,
           f.n AS fallout_n, f.assignment_group AS fallout_group, f.assignee AS fallout_assignee,
           f.message AS fallout_message, f.raised_at AS fallout_at, h.n AS hold_n, h.reason_code AS hold_code,
           h.note AS hold_note, h.owner AS hold_owner, h.placed_at AS hold_since, h.expires_at AS hold_until
      FROM unnest($2::integer[]) AS frontier (n)
      JOIN task AS t ON t.service_order_id = $1 AND t.n = frontier.n
      LEFT JOIN LATERAL (
        SELECT due_at, worker, attempt, last_error
          FROM work
         WHERE service_order_id = $1 AND work.n = t.n AND kind IN ('executeTask', 'followUpTask', 'releaseTask')
         ORDER BY due_at
         LIMIT 1
      ) AS w ON true
      LEFT JOIN effect AS e
        ON e.service_order_id = $1 AND e.n = t.n AND e.purpose = 'do' AND e.state IN ('deferred', 'waiting', 'unknown')
      LEFT JOIN domain_system AS s ON s.name = e.system
      LEFT JOIN LATERAL (
        SELECT n, assignment_group, assignee, message, raised_at
          FROM fallout
         WHERE service_order_id = $1 AND task_n = t.n AND state IN ('open', 'inProgress', 'awaitingInformation')
         ORDER BY priority, raised_at
         LIMIT 1
      ) AS f ON true
      LEFT JOIN LATERAL (
        SELECT hold.*
          FROM held_task AS c
          JOIN hold ON hold.service_order_id = $1 AND hold.n = c.hold_n
         WHERE c.service_order_id = $1 AND c.n = t.n
         ORDER BY hold.expires_at DESC NULLS FIRST
         LIMIT 1
      ) AS h ON true
     WHERE t.ended_at IS NULL
"""

# tasks above the given ones that are open and wait for no other task; the given ones themselves when they do not wait
_ABOVE = """
    WITH RECURSIVE above (n, open_predecessors) AS (
        SELECT t.n, t.open_predecessors
          FROM task AS t
         WHERE t.service_order_id = $1 AND t.n = ANY ($2) AND t.ended_at IS NULL
         UNION
        SELECT p.n, p.open_predecessors
          FROM above AS a
          JOIN task_dependency AS d ON d.service_order_id = $1 AND d.successor_n = a.n
          JOIN task AS p ON p.service_order_id = $1 AND p.n = d.predecessor_n
          LEFT JOIN task_lag AS l
            ON d.lagged AND l.service_order_id = $1 AND l.predecessor_n = d.predecessor_n AND l.successor_n = d.successor_n
         WHERE a.open_predecessors > 0 AND p.ended_at IS NULL AND l.met IS NOT TRUE
    )
    SELECT n
      FROM (SELECT n, open_predecessors FROM above LIMIT $3) AS walked
     WHERE open_predecessors = 0
"""

# people's list, machine work and open fallouts of an order: every open task that waits for no other is in one of them
_FRONTIER = """
    SELECT task_n AS n
      FROM worklist
     WHERE service_order_id = $1
     UNION
    SELECT n
      FROM work
     WHERE service_order_id = $1 AND kind IN ('executeTask', 'followUpTask', 'releaseTask')
     UNION
    SELECT task_n
      FROM fallout
     WHERE service_order_id = $1 AND state IN ('open', 'inProgress', 'awaitingInformation')
     UNION
    (SELECT c.n
      FROM held_task AS c
      JOIN task AS t ON t.service_order_id = $1 AND t.n = c.n AND t.open_predecessors = 0
     WHERE c.service_order_id = $1 AND c.task_state = 'waiting')
     LIMIT $2
"""


class Standstill(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What must happen before `number` goes on; nothing when it has ended. `more`: there are others beside these."""

    number: str
    state: str
    ended: bool
    blockers: list[Blocker]
    more: bool


def _standstill(number: str, state: str, ended: bool, found: list[Blocker]) -> Standstill:
    told = [] if ended else most_telling_first(found)
    if not told and not ended:
        told = [
            Blocker(kind=BlockerKind.NOTHING, subject=number, name="", what="nothing holds it and nothing moves it",
                    action="this is a defect: please report it")
        ]  # fmt: skip
    return Standstill(number=number, state=state, ended=ended, blockers=told[:LIMIT], more=len(told) > LIMIT)


def _frontier_task(row: Row) -> FrontierTask:
    order_id = ServiceOrderId(row["service_order_id"])
    return FrontierTask(
        number=TaskId(order_id, row["n"]).number,
        name=row["name"],
        kind=TaskKind(row["kind"]),
        state=TaskState(row["state"]),
        reason=row["state_reason"],
        assignee=row["assignee"],
        group=row["assignment_group"],
        work_due_at=row["due_at"],
        answer_until=row["until"],
        hold=None if row["hold_n"] is None else HoldId(order_id, row["hold_n"]).number,
        fallout=None if row["fallout_n"] is None else FalloutId(order_id, row["fallout_n"]).number,
        **{name: row[name] for name in (
            "ready_at", "started_at", "not_before", "worker", "attempt", "last_error", "effect_state", "asked_at",
            "reference", "far_state", "system", "system_held", "system_reason", "system_until", "fallout_group", "fallout_assignee",
            "fallout_message", "fallout_at", "hold_code", "hold_note", "hold_owner", "hold_since", "hold_until")},
    )  # fmt: skip


async def _explain(tx: Tx, order_id: ServiceOrderId, ns: list[int], now: datetime) -> list[Blocker]:
    rows = await tx.fetch(_FACTS, order_id, ns, now)
    return [explain_task(_frontier_task(row), now=now) for row in rows]


async def _above(tx: Tx, order_id: ServiceOrderId, ns: list[int], now: datetime) -> list[Blocker]:
    rows = await tx.fetch(_ABOVE, order_id, ns, _WALK)
    return await _explain(tx, order_id, [row["n"] for row in rows], now)


async def why_task(tx: Tx, task_id: TaskId, *, now: datetime) -> Standstill:
    """Why a task does not go on: itself when it waits for no other, else the open tasks at the beginning of its chain.

    Raises UnknownTask.
    """
    task = await get_task(tx, task_id)
    ended = task.state in TASK_ENDED
    found = [] if ended else await _above(tx, task_id.service_order_id, [task_id.n], now)
    return _standstill(task_id.number, task.state, ended, found)


async def why_domain_order(tx: Tx, domain_order_id: DomainOrderId, *, now: datetime) -> Standstill:
    """Why a domain order does not go on. Its open tasks are found among those of its order. Raises UnknownDomainOrder."""
    order = await find_domain_order(tx, domain_order_id)
    if order is None:
        raise UnknownDomainOrder(f"there is no domain order {domain_order_id.number}")
    ended = order.state in _DOMAIN_ORDER_ENDED
    found: list[Blocker] = []
    if not ended:
        order_id = domain_order_id.service_order_id
        rows = await tx.fetch(
            """
            SELECT t.n
              FROM domain_order AS o
              JOIN task AS t ON t.service_order_id = $1 AND t.domain_order_n = o.n AND t.ended_at IS NULL
             WHERE o.service_order_id = $1 AND o.ancestors @> ARRAY[$2::integer]
             ORDER BY t.open_predecessors, t.n
             LIMIT $3
            """,
            order_id, domain_order_id.n, LIMIT * 4,
        )  # fmt: skip
        found = await _above(tx, order_id, [row["n"] for row in rows], now)
        if not found:
            found = await _values(tx, order_id, domain_order_id.n)
    return _standstill(order.number, order.state, ended, found)


async def why_service_order(tx: Tx, order_id: ServiceOrderId, *, now: datetime) -> Standstill:
    """Why a service order does not go on. Raises UnknownServiceOrder."""
    row = await tx.fetchrow(
        """
        SELECT o.state, o.state_reason, o.state_before, o.created_by, o.changed_at, o.customer_name,
               p.service_order_id IS NOT NULL AS planned
          FROM service_order AS o
          LEFT JOIN orchestration_plan AS p ON p.service_order_id = o.id
         WHERE o.id = $1
        """,
        order_id,
    )
    if row is None:
        raise unknown(order_id)
    state = ServiceOrderState(row["state"])
    number = service_order_number(order_id)
    if state in ENDED:
        return _standstill(number, state, True, [])
    found = await _before_the_plan(tx, order_id, row, state)
    if row["planned"]:
        frontier = await tx.fetch(_FRONTIER, order_id, LIMIT * 4)
        tasks = await _explain(tx, order_id, [each["n"] for each in frontier], now)
        if state is ServiceOrderState.HELD and not any(
            b.kind in (BlockerKind.FALLOUT, BlockerKind.HOLD) for b in tasks
        ):
            found.append(_whole(number, row, BlockerKind.HOLD, f"held: {row['state_reason']}", "release the order"))
        found += tasks or await _values(tx, order_id, None)
    return _standstill(number, state, False, found)


def _whole(number: str, row: Row, kind: BlockerKind, what: str, action: str) -> Blocker:
    return Blocker(
        kind=kind, subject=number, name=row["customer_name"] or "", what=what, action=action, since=row["changed_at"]
    )


async def _before_the_plan(tx: Tx, order_id: ServiceOrderId, order: Row, state: ServiceOrderState) -> list[Blocker]:
    """What holds an order that is not being carried out, or the part of one that is not approved yet."""
    number = service_order_number(order_id)
    if state is ServiceOrderState.DRAFT:
        draft = _whole(number, order, BlockerKind.SUBMISSION, "is a draft", "submit the order")
        return [msgspec.structs.replace(draft, owner=order["created_by"])]
    if state is ServiceOrderState.ASSESSING_CANCELLATION:
        return [_whole(number, order, BlockerKind.CANCELLATION, "somebody asked to cancel it",
                       "accept or decline the cancellation")]  # fmt: skip
    if state is ServiceOrderState.PENDING_CANCELLATION and not order["planned"]:
        return [_whole(number, order, BlockerKind.CANCELLATION, "is being cancelled", "")]
    rows = await tx.fetch(
        """
        SELECT 'approval' AS kind, n, coalesce(policy, '') AS name, NULL AS owner, NULL AS assignment_group,
               NULL::timestamptz AS since, NULL::timestamptz AS until,
               needed - (SELECT count(*) FROM approval_signature AS g
                          WHERE g.service_order_id = $1 AND g.approval_n = approval.n)::integer AS lacking, '' AS text
          FROM approval
         WHERE service_order_id = $1 AND state = 'pending'
        UNION ALL
        SELECT 'investigation', n, reason_code, assignee, NULL, opened_at, due_at, 0, note
          FROM investigation
         WHERE service_order_id = $1 AND closed_at IS NULL
        UNION ALL
        SELECT 'enrichment', n, name, assignee, assignment_group, created_at, NULL, 0, coalesce(state_reason, '')
          FROM enrichment_task
         WHERE service_order_id = $1 AND ended_at IS NULL AND state <> 'waiting'
        UNION ALL
        SELECT 'orderTask', n, name, assignee, assignment_group, created_at, due_at, 0, coalesce(state_reason, '')
          FROM order_task
         WHERE service_order_id = $1 AND state IN ('ready', 'inProgress', 'held')
        UNION ALL
        SELECT 'planning', n, kind, worker, NULL, NULL, due_at, attempt, coalesce(last_error, '')
          FROM work
         WHERE service_order_id = $1 AND kind IN ('planServiceOrder', 'extendPlan')
        """,
        order_id,
    )
    found = [_early_blocker(order_id, row) for row in rows]
    enriched = any(b.kind is BlockerKind.ENRICHMENT for b in found)
    if enriched:  # approval comes after it
        found = [b for b in found if b.kind is not BlockerKind.APPROVAL]
    if state is ServiceOrderState.HELD and not order["planned"] and not enriched:
        reason = order["state_reason"] or ""
        failed = reason.startswith("decomposition:")
        kind = BlockerKind.PLANNING_FAILURE if failed else BlockerKind.HOLD
        action = "mend the cause, then make the plan again" if failed else "release the order"
        found.append(_whole(number, order, kind, f"held: {reason}", action))
    return found


def _early_blocker(order_id: ServiceOrderId, row: Row) -> Blocker:
    number = service_order_number(order_id)
    kind = BlockerKind(row["kind"])
    if kind is BlockerKind.APPROVAL:
        what, action = f"waits for approval; {row['lacking']} more must say yes", "approve or reject the order"
        return Blocker(kind=kind, subject=number, name=row["name"], what=what, action=action)
    if kind is BlockerKind.INVESTIGATION:
        return Blocker(
            kind=kind, subject=number, name=row["name"], what=f"was rejected: {row['text']}", owner=row["owner"],
            action="correct and submit it, or give it up", since=row["since"], until=row["until"],
        )  # fmt: skip
    if kind is BlockerKind.ENRICHMENT:
        return Blocker(
            kind=kind, subject=EnrichmentTaskId(order_id, row["n"]).number, name=row["name"], owner=row["owner"],
            what=f"must be found out first{': ' + row['text'] if row['text'] else ''}", action="complete the enrichment",
            group=row["assignment_group"], since=row["since"],
        )  # fmt: skip
    if kind is BlockerKind.ORDER_TASK:
        whom = row["owner"] or f"somebody of {row['assignment_group']}"
        return Blocker(
            kind=kind, subject=OrderTaskId(order_id, row["n"]).number, name=row["name"], owner=row["owner"],
            what=f"waits for {whom}{': ' + row['text'] if row['text'] else ''}", action="complete the task of the order",
            group=row["assignment_group"], since=row["since"], until=row["until"],
        )  # fmt: skip
    return Blocker(
        kind=kind, subject=number, name="", what=f"a worker plans it{': ' + row['text'] if row['text'] else ''}",
        action="start a worker when none runs", owner=row["owner"], until=row["until"], attempt=row["lacking"],
    )  # fmt: skip


async def _values(tx: Tx, order_id: ServiceOrderId, domain_order_n: int | None) -> list[Blocker]:
    """Branches of the decomposition that lack a value."""
    rows = await tx.fetch(
        """
        SELECT w.domain_order_n, w.specification_id, w.characteristics, o.kind, o.name
          FROM waiting_branch AS w
          JOIN domain_order AS o ON o.service_order_id = w.service_order_id AND o.n = w.domain_order_n
         WHERE w.service_order_id = $1 AND ($2::integer IS NULL OR o.ancestors @> ARRAY[$2::integer])
         ORDER BY w.domain_order_n
         LIMIT $3
        """,
        order_id, domain_order_n, LIMIT + 1,
    )  # fmt: skip
    return [
        Blocker(
            kind=BlockerKind.VALUE,
            subject=domain_order_number(
                DomainOrderId(order_id, row["domain_order_n"]), resource=row["kind"] == "resource"
            ),
            name=row["name"],
            what=f"'{row['specification_id']}' waits for a value of {', '.join(row['characteristics'])}",
            action="set the value on the domain order's task",
        )
        for row in rows
    ]
