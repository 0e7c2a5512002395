"""Agreements on every level: their clocks follow what happens, warn, are breached or met; holds and calendars count."""

from __future__ import annotations

from datetime import time, timedelta

import msgspec
import pytest

from builders_catalog import cfs, document, plan, task
from builders_fallout import ADMINISTRATOR
from builders_orchestration import T0, Shape, plant
from builders_ordering import MANAGER, NOW, actor, submit
from trunkline.access.model import SYSTEM, Role
from trunkline.agreements.commands import delete_agreement, save_agreements
from trunkline.agreements.errors import AgreementInvalid
from trunkline.agreements.following import follow_agreements
from trunkline.agreements.model import USUAL, Agreement, AgreementKind, Applies, Occasion, OnHold, state_after
from trunkline.agreements.queries import outcomes
from trunkline.agreements.store import read_clock
from trunkline.catalog.commands import load_documents
from trunkline.events import history
from trunkline.fallout.commands import ask_information, raise_fallout, resume_fallout
from trunkline.jeopardy.model import JeopardyLevel, JeopardySubject
from trunkline.kit.calendar import CalendarSpecification, WorkingHours
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import HoldId, ServiceOrderId, TaskId
from trunkline.orchestration import store
from trunkline.orchestration.calendars import save_calendar
from trunkline.orchestration.duration_policies import save_durations
from trunkline.orchestration.durations import DurationPolicy
from trunkline.orchestration.errors import DurationPolicyInvalid
from trunkline.orchestration.events import PlanMade, TaskReady
from trunkline.orchestration.holding import place_hold, release_hold
from trunkline.orchestration.planning import plan_service_orders
from trunkline.orchestration.progress import apply, step
from trunkline.orchestration.state import HoldReason
from trunkline.ordering.commands import approve_service_order
from trunkline.ordering.events import ServiceOrderItemStateChanged, ServiceOrderStateChanged
from trunkline.ordering.state import ServiceOrderState
from trunkline.reactions import react

HOUR = timedelta(hours=1)
DESIGNER, BOSS = actor(Role.CATALOG_DESIGNER, "dora"), actor(Role.FULFILLMENT_MANAGER, "mona")
HALF = {JeopardyLevel.MINOR: 50}
S = JeopardySubject


async def _agree(db: Database, **wanted: Agreement) -> None:
    async with db.transaction() as tx:
        await save_agreements(tx, wanted, by=DESIGNER, now=T0 - 24 * HOUR)
        await follow_agreements(tx, T0 - 24 * HOUR)


async def _move(db: Database, order_id: ServiceOrderId, n: int, verb: str, hours: float) -> None:
    async with db.transaction() as tx:
        await store.lock_orders(tx, [order_id])
        await apply(tx, [step(await store.get_task(tx, TaskId(order_id, n)), verb)], by="test", now=T0 + hours * HOUR)


async def _stand(db: Database, hours: float, *, level: S = S.TASK) -> list[tuple[int, str, float, str | None]]:
    """Follows until then: number, state, elapsed hours, warning of each clock."""
    at = T0 + hours * HOUR
    async with db.transaction() as tx:
        await follow_agreements(tx, at)
    async with db.transaction() as tx:
        assert await follow_agreements(tx, at) == 0
        rows = await tx.fetch("SELECT * FROM agreement_clock WHERE level = $1 ORDER BY n, agreement_id", level.value)
        clocks = [read_clock(row) for row in rows]
    return [
        (c.n, c.state, (c.elapsed + ((at - c.running_since) if c.running_since else timedelta())) / HOUR, c.jeopardy)
        for c in clocks
    ]  # fmt: skip


async def _alerts(tx: Tx) -> list[tuple[str, int, str, str]]:
    rows = await tx.fetch("SELECT * FROM jeopardy_alert WHERE cleared_at IS NULL AND cause = 'agreement' ORDER BY n")
    return [(row["subject"], row["subject_n"], row["agreement"], row["level"]) for row in rows]


async def _order(db: Database, tasks: int = 2) -> ServiceOrderId:
    """An order in progress, with what its making records."""
    async with db.transaction() as tx:
        order_id = await plant(
            tx, Shape(tasks=((1, "manual"),) * tasks, edges=tuple((n, n + 1) for n in range(1, tasks)))
        )
        await tx.execute("UPDATE task SET duration = '2 hours', assignment_group = 'desk', calendar = 'office'")
        await tx.execute("UPDATE domain_order SET started_at = $1", T0)
        about = {"service_order_id": order_id, "by": "test", "at": T0}
        before, after = ServiceOrderState.PENDING, ServiceOrderState.IN_PROGRESS
        await history.record(
            tx,
            ServiceOrderStateChanged(before=before, after=after, **about),
            ServiceOrderItemStateChanged(before=before, after=after, n=1, **about),
            PlanMade(domain_orders=1, tasks=tasks, skipped_targets=0, catalog_revision=1, **about),
            TaskReady(n=1, **about),
        )
    return order_id


async def test_clocks_of_every_level_stand_under_a_hold_warn_once_and_end_met_or_breached(db: Database) -> None:
    """JEO-13, JEO-07, JEO-09, JEO-11: an order of two tasks, held as a whole from the first hour to the fifth."""
    await _agree(
        db,
        quick=Agreement(level=S.TASK, duration=4 * HOUR, levels=HALF, applies=Applies(tasks=("t1",), groups=("desk",))),
        inner=Agreement(level=S.TASK, kind=AgreementKind.OLA, duration=20 * HOUR, on_hold=OnHold.RUN),
        later=Agreement(level=S.TASK, duration=9 * HOUR, position=200),  # another one counts for task 1
        other=Agreement(level=S.TASK, duration=HOUR, applies=Applies(customers=("nobody",))),
        branch=Agreement(level=S.DOMAIN_ORDER, duration=5 * HOUR),
        line=Agreement(level=S.ITEM, duration=20 * HOUR, applies=Applies(request_types=("add",), priorities=(4,))),
        whole=Agreement(level=S.SERVICE_ORDER, duration=3 * HOUR, owner="mona"),
    )
    order_id = await _order(db)
    async with db.transaction() as tx:
        hold = await place_hold(tx, order_id, reason_code=HoldReason.OTHER, note="x", by=BOSS, now=T0 + HOUR)
    assert await _stand(db, 4) == [(1, "paused", 1, None), (1, "running", 4, None)]
    assert [each[:3] for each in await _stand(db, 4, level=S.SERVICE_ORDER)] == [(0, "paused", 1)]
    async with db.transaction() as tx:
        await release_hold(tx, HoldId(order_id, hold.n), by=BOSS, now=T0 + 5 * HOUR)
    assert await _stand(db, 6) == [(1, "running", 2, "minor"), (1, "running", 6, None)]
    async with db.transaction() as tx:
        assert await _alerts(tx) == [("task", 1, "quick", "minor")]
        assert await tx.fetchval("SELECT owner FROM jeopardy_alert") == "desk"
    await _move(db, order_id, 1, "complete", 8)  # the fourth hour, to the minute: met
    assert (await _stand(db, 10))[:2] == [(1, "met", 4, "minor"), (1, "met", 8, None)]
    assert (await _stand(db, 10))[2:] == [(2, "running", 2, None), (2, "running", 2, None)]
    async with db.transaction() as tx:
        assert await _alerts(tx) == [("domainOrder", 1, "branch", "critical"), ("serviceOrder", 0, "whole", "critical")]
        breached = await tx.fetch("SELECT data FROM event WHERE kind = 'AgreementBreached' ORDER BY id")
    assert {(row["data"]["agreement"], row["data"]["due_at"]) for row in breached} == {
        ("whole", "2026-11-23T15:00:00Z"), ("branch", "2026-11-23T17:00:00Z"),
    }  # fmt: skip
    await _move(db, order_id, 2, "complete", 12)
    assert [each[1] for each in await _stand(db, 13)] == ["met"] * 4
    ended = {level: (await _stand(db, 13, level=level))[0][1] for level in (S.DOMAIN_ORDER, S.ITEM, S.SERVICE_ORDER)}
    assert ended == {S.DOMAIN_ORDER: "breached", S.ITEM: "met", S.SERVICE_ORDER: "breached"}
    async with db.transaction() as tx:
        assert await _alerts(tx) == []
        counted = await outcomes(tx)
        assert (counted["quick"].met, counted["later"].met, counted["whole"].breached) == (1, 1, 1)
        assert await tx.fetchval("SELECT count(*) FROM event WHERE kind = 'AgreementBreached'") == 2


async def test_what_happened_before_the_reader_came_is_told_as_it_was_and_a_late_stop_takes_a_breach_back(
    db: Database,
) -> None:
    """JEO-13: nobody follows for a day; the clock has run for as long as it took, and no breach is told of it."""
    await _agree(db, quick=Agreement(level=S.TASK, duration=4 * HOUR))
    order_id = await _order(db, tasks=1)
    await _move(db, order_id, 1, "complete", 3)
    assert await _stand(db, 24) == [(1, "met", 3, None)]
    async with db.transaction() as tx:
        assert await tx.fetchval("SELECT count(*) FROM event WHERE kind = 'AgreementBreached'") == 0
        await delete_agreement(tx, "quick", by=DESIGNER, now=T0 + 25 * HOUR)


async def test_the_time_of_a_task_is_said_once_and_a_fallout_stands_while_it_waits(db: Database) -> None:
    """JEO-13, JEO-01, JEO-06: without a time of its own an agreement has the task's, in the task's calendar."""
    async with db.transaction() as tx:
        hours = tuple(WorkingHours(weekday=day, start=time(8), end=time(17)) for day in range(5))
        await save_calendar(tx, CalendarSpecification(name="office", hours=hours), by=DESIGNER, now=T0)
    await _agree(
        db,
        own=Agreement(level=S.TASK),
        mend=Agreement(level=S.FALLOUT, duration=4 * HOUR, applies=Applies(fallout_types=("provisioningFailure",))),
    )
    order_id = await _order(db, tasks=1)
    await _move(db, order_id, 1, "start", 8.5)
    async with db.transaction() as tx:
        task, clock = await tx.fetchrow("SELECT * FROM task"), None
        fallout = await raise_fallout(tx, TaskId(order_id, 1), fallout_type="provisioningFailure", message="no light",
                                      by=ADMINISTRATOR, now=T0 + 9.5 * HOUR)  # fmt: skip
        await ask_information(tx, fallout.id, question="where?", by=ADMINISTRATOR, now=T0 + 10 * HOUR)
    assert (await _stand(db, 11))[0][1:] == ("paused", 9, "critical")  # 17:00 ends the day: nine hours of two
    assert await _stand(db, 12, level=S.FALLOUT) == [(1, "paused", 0.5, None)]
    async with db.transaction() as tx:
        clock = await tx.fetchrow("SELECT * FROM agreement_clock WHERE level = 'task'")
        assert task is not None and clock is not None
        assert (clock["duration"], clock["calendar"]) == (task["duration"], task["calendar"])
        assert clock["breached_at"] == T0 + 2 * HOUR
        await resume_fallout(tx, fallout.id, by=ADMINISTRATOR, now=T0 + 13 * HOUR)
    assert await _stand(db, 14, level=S.FALLOUT) == [(1, "running", 1.5, None)]


async def test_a_policy_says_how_long_a_task_takes_and_plan_and_agreement_use_that_one_value(database_url: str) -> None:
    """JEO-01: by request type, customer and specification; an order planned before the policy keeps what it has."""
    database = await Database.connect(database_url, react=react)
    named = document(
        cfs("line"), plan("line-add", task("splice", duration=2 * HOUR), task("test"), specification="line")
    )
    async with database.transaction() as tx:
        await load_documents(tx, [named], by=SYSTEM, now=NOW)
        await save_agreements(tx, {"own": Agreement(level=S.TASK)}, by=DESIGNER, now=NOW)
        await follow_agreements(tx, NOW)

    async def order() -> ServiceOrderId:
        async with database.transaction() as tx:
            item = {"id": "1", "action": "add", "service": {"serviceSpecification": {"id": "line"}}}
            made = await submit(tx, item)
            await approve_service_order(tx, made.id, by=MANAGER, now=NOW)
            await plan_service_orders(tx, [made.id], now=NOW)
        return made.id

    mine = DurationPolicy(duration=6 * HOUR, customers=("cust-1",), request_types=("add",), specifications=("line",))
    before = await order()
    async with database.transaction() as tx:
        other = msgspec.structs.replace(mine, duration=HOUR, position=1, customers=("cust-2",))
        late = msgspec.structs.replace(mine, duration=HOUR, position=1, request_types=("delete",))
        wanted = {"mine": msgspec.structs.replace(mine, tasks=("splice",)), "other": other, "late": late}
        assert await save_durations(tx, wanted, by=DESIGNER, now=NOW) == ["late", "mine", "other"]
        with pytest.raises(DurationPolicyInvalid) as refused:
            wrong = DurationPolicy(duration=timedelta(0), calendar="nowhere")
            await save_durations(tx, {"wrong": wrong}, by=DESIGNER, now=NOW)
        assert [problem.field for problem in refused.value.problems] == ["duration", "calendar"]
    after = await order()
    async with database.transaction() as tx:
        await follow_agreements(tx, NOW)
        rows = await tx.fetch(
            """
            SELECT t.service_order_id, t.key, t.duration, t.planned_end_at - t.planned_start_at AS planned, c.duration AS agreed
              FROM task AS t
              LEFT JOIN agreement_clock AS c ON c.level = 'task' AND c.service_order_id = t.service_order_id AND c.n = t.n
             ORDER BY t.service_order_id, t.n
            """
        )
    assert {(row["service_order_id"], row["duration"], row["planned"], row["agreed"]) for row in rows if row["key"] == "splice"} == {
        (before, 2 * HOUR, 2 * HOUR, 2 * HOUR), (after, 6 * HOUR, 6 * HOUR, 6 * HOUR),
    }  # fmt: skip
    assert {row["duration"] for row in rows if row["key"] == "test"} != {6 * HOUR}
    await database.close()


async def test_agreements_are_loaded_all_or_none_and_a_clock_keeps_what_was_agreed_when_it_began(db: Database) -> None:
    """JEO-13: a file with one fault changes nothing; every fault is named; an unchanged agreement has no new revision."""
    good = Agreement(level=S.TASK, duration=4 * HOUR)
    bad = Agreement(
        level=S.FALLOUT, calendar="nowhere", levels={JeopardyLevel.MAJOR: 120, JeopardyLevel.CRITICAL: 90},
        applies=Applies(priorities=(7,)), start=Occasion(states=("ready",), events=("TaskReady",)), stop=Occasion(),
    )  # fmt: skip
    async with db.transaction() as tx:
        with pytest.raises(AgreementInvalid) as refused:
            await save_agreements(tx, {"good": good, "bad": bad}, by=DESIGNER, now=T0)
        assert [problem.field for problem in refused.value.problems] == [
            "duration", "calendar", "levels", "levels.critical", "applies.priorities", "start.states", "start.events", "stop",
        ]  # fmt: skip
        assert await tx.fetchval("SELECT count(*) FROM agreement") == 0
    await _agree(db, good=good)
    await _order(db)
    await _stand(db, 1)
    async with db.transaction() as tx:
        assert await save_agreements(tx, {"good": good}, by=DESIGNER, now=T0 + HOUR) == []
        wider = Agreement(level=S.TASK, duration=8 * HOUR)
        assert await save_agreements(tx, {"good": wider}, by=DESIGNER, now=T0 + HOUR) == ["good"]
    await _order(db)  # it began before the change
    await _stand(db, 2)
    async with db.reading() as tx:
        rows = await tx.fetch("SELECT duration FROM agreement_clock ORDER BY service_order_id")
    assert [row["duration"] for row in rows] == [4 * HOUR, 4 * HOUR]


def test_every_event_that_changes_a_state_is_known_and_every_usual_occasion_is_one() -> None:
    """JEO-13: each level has a start and a stop, no state is in two of pause, stop and cancel; events tell their states."""
    for usual in USUAL.values():
        named = [state for name in ("pause", "stop", "cancel") for state in usual[name].states]
        assert len(named) == len(set(named)) and usual["start"].states
    assert state_after("FalloutAssigned", {"assignee_after": "ann"}) == "inProgress"
    assert state_after("TaskNoted", {}) is None
