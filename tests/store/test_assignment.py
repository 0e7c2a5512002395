"""Tasks get their group, their rank and their person: by rule, pulled, pushed, handed over; nobody gets another's."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from builders_notifications import plant_people
from builders_orchestration import T0, Shape, plant
from trunkline.access.model import ROLE_PERMISSIONS, SYSTEM, Actor, Role
from trunkline.assignment.commands import (
    find_next_task,
    save_absence,
    save_assignment_rule,
    save_work_profile,
    set_push_routing,
    take_next_task,
)
from trunkline.assignment.errors import NoCapacityLeft, WorkProfileInvalid
from trunkline.assignment.model import AssignmentRule, RuleCondition
from trunkline.assignment.routing import hand_over_absent, push_tasks, route_tasks
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration import commands as tasks

HOUR = timedelta(hours=1)


def _agent(name: str) -> Actor:
    return Actor(
        name=name,
        permissions=ROLE_PERMISSIONS[Role.FULFILLMENT_AGENT],
        roles=(Role.FULFILLMENT_AGENT,),
        groups=("desk",),
    )


ANN, BEN = _agent("ann"), _agent("ben")


async def _people(tx: Tx) -> None:
    await plant_people(tx)
    await tx.execute(
        "INSERT INTO user_role (user_id, role) SELECT id, 'fulfillmentAgent' FROM user_account WHERE user_name IN ('ann', 'ben')"
    )


async def _orders(tx: Tx, count: int, *, each: int = 1, group: str | None = "desk") -> list[ServiceOrderId]:
    """Orders with so many manual tasks of a group; the later an order, the less slack it has."""
    made = [await plant(tx, Shape(tasks=((1, "manual"),) * each)) for _ in range(count)]
    await tx.execute("UPDATE task SET assignment_group = $1", group)
    await tx.execute("UPDATE worklist SET assignment_group = $1", group)
    for i, order in enumerate(made):
        await tx.execute(
            "UPDATE task SET latest_start_at = $2 WHERE service_order_id = $1", order, T0 + (count - i) * HOUR
        )
    return made


async def _who(tx: Tx) -> list[str | None]:
    """Who has which task, by order and number; the same on the task and on the list."""
    rows = await tx.fetch(
        """
        SELECT t.assignee, w.assignee AS listed FROM task AS t
          LEFT JOIN worklist AS w ON w.service_order_id = t.service_order_id AND w.task_n = t.n
         ORDER BY t.service_order_id, t.n
        """
    )
    assert all(row["assignee"] == row["listed"] for row in rows)
    return [row["assignee"] for row in rows]


async def test_a_rule_moves_new_tasks_to_its_group_and_says_so_and_a_manager_moves_them_on(db: Database) -> None:
    """TSK-03: those that are on the list already stay, and what a manager did is not undone."""
    async with db.transaction() as tx:
        await _people(tx)
        (first,) = await _orders(tx, 1)
        await route_tasks(tx, T0)
        rule = AssignmentRule(
            name="all-to-core", version=0, position=1, active=True, condition=RuleCondition(specifications=("spec",)),
            assignment_group="core", changed_by="", changed_at=T0,
        )  # fmt: skip
        await save_assignment_rule(tx, rule, by=SYSTEM, now=T0, version=0)
        second = await plant(tx, Shape(tasks=((1, "manual"),)))
        await route_tasks(tx, T0)
        rows = await tx.fetch(
            "SELECT service_order_id, t.assignment_group, reason FROM task AS t JOIN worklist USING (service_order_id)"
        )
        assert {row["service_order_id"]: (row["assignment_group"], row["reason"]) for row in rows} == {
            first: ("desk", "the task specification 't1' says so"),
            second: ("core", "rule 'all-to-core': specification spec"),
        }
        (data,) = [row["data"] for row in await tx.fetch("SELECT data FROM event WHERE kind = 'TaskAssigned'")]
        assert (data["group_before"], data["group_after"], data["reason"]) == (
            None, "core", "rule 'all-to-core': specification spec",
        )  # fmt: skip
        await tasks.assign_task(tx, TaskId(second, 1), assignment_group="desk", by=SYSTEM, now=T0)
        await route_tasks(tx, T0 + HOUR)
        assert (await tasks.store.get_task(tx, TaskId(second, 1))).assignment_group == "desk"


async def test_the_next_task_is_that_with_the_least_slack_whose_skills_one_has(db: Database) -> None:
    """NEW-11, TSK-04: what is held, of another group, or beyond one's skills is not offered; nothing is lost meanwhile."""
    async with db.transaction() as tx:
        await _people(tx)
        orders = await _orders(tx, 5)
        await route_tasks(tx, T0)
        await tx.execute("UPDATE worklist SET skill_set = 'splicing' WHERE service_order_id = $1", orders[4])
        await tx.execute("UPDATE service_order SET state = 'held' WHERE id = $1", orders[3])
        await tx.execute("UPDATE worklist SET assignment_group = 'core' WHERE service_order_id = $1", orders[2])
        offered = await find_next_task(tx, by=ANN, now=T0)
        assert offered is not None and offered.candidate.id == TaskId(orders[1], 1)
        assert offered.reason == "4 h of slack left"
        await save_work_profile(
            tx, "ann", skills=frozenset({"splicing"}), parallel_tasks=2, calendar=None, by=SYSTEM, now=T0
        )
        taken = [await take_next_task(tx, by=ANN, now=T0), await take_next_task(tx, by=ANN, now=T0)]
        assert [each and each.candidate.id.service_order_id for each in taken] == [orders[4], orders[1]]
        with pytest.raises(NoCapacityLeft):
            await take_next_task(tx, by=ANN, now=T0)
        assert await _who(tx) == [None, "ann", None, None, "ann"]


async def test_people_who_ask_at_once_never_get_the_same_task(db: Database) -> None:
    """TSK-04, NEW-11: twelve asks at a time by two people, for ten tasks of two orders; all are given out, each once."""
    async with db.transaction() as tx:
        await _people(tx)
        await _orders(tx, 2, each=5)
        await route_tasks(tx, T0)

    async def ask(by: Actor) -> TaskId | None:
        async with db.transaction() as tx:
            found = await take_next_task(tx, by=by, now=T0)
            return None if found is None else found.candidate.id

    got = [each for each in await asyncio.gather(*(ask(by) for by in (ANN, BEN) * 6)) if each is not None]
    assert len(got) == len(set(got))
    while len(got) < 10:  # who was passed over asks again
        more = await ask(BEN)
        assert more is not None
        got.append(more)
    async with db.reading() as tx:
        assert len(set(got)) == 10 and None not in await _who(tx)
        assert await tx.fetchval("SELECT count(*) FROM event WHERE kind = 'TaskAssigned'") == 10


async def test_push_gives_the_most_urgent_to_who_is_free_and_stops_at_capacity(db: Database) -> None:
    """TSK-04: off, nothing is given; maria may not work tasks; ben is at work in his hours only."""
    async with db.transaction() as tx:
        await _people(tx)
        orders = await _orders(tx, 4)
        await tx.execute("UPDATE worklist SET priority = 1 WHERE service_order_id = $1", orders[0])
        await tx.execute(
            "INSERT INTO assignment_group_member SELECT 'desk', id FROM user_account WHERE user_name = 'maria'"
        )
        await route_tasks(tx, T0)
        assert await push_tasks(tx, T0) == 0
        await set_push_routing(tx, "desk", push=True, by=SYSTEM, now=T0)
        for name, calendar in (("ann", None), ("ben", "business")):
            await save_work_profile(
                tx, name, skills=frozenset(), parallel_tasks=1, calendar=calendar, by=SYSTEM, now=T0
            )
        await save_work_profile(tx, "maria", skills=frozenset(), parallel_tasks=0, calendar=None, by=SYSTEM, now=T0)
        night = T0.replace(hour=2)
        assert await push_tasks(tx, night) == 1
        assert await _who(tx) == ["ann", None, None, None]
        assert await push_tasks(tx, T0) == 1
        assert await _who(tx) == ["ann", None, None, "ben"]
        assert await push_tasks(tx, T0) == 0
        reason = await tx.fetchval("SELECT reason FROM worklist WHERE assignee = 'ben'")
        assert reason == "given to ben: 1 h of slack left"


async def test_the_work_of_who_is_away_goes_to_the_deputy_or_back_to_the_group(db: Database) -> None:
    """TSK-03: also what is given to them while they are away; nobody takes work while away."""
    async with db.transaction() as tx:
        await _people(tx)
        orders = await _orders(tx, 2)
        await route_tasks(tx, T0)
        for _ in orders:
            await take_next_task(tx, by=ANN, now=T0)
        await tasks.start_task(tx, TaskId(orders[0], 1), by=ANN, now=T0)
        with pytest.raises(WorkProfileInvalid):
            await save_absence(tx, "ann", absent_from=T0, absent_until=T0 + HOUR, deputy="gone", by=ANN, now=T0)
        away = {"absent_from": T0 + HOUR, "absent_until": T0 + 9 * HOUR}
        await save_absence(tx, "ann", **away, deputy="ben", by=ANN, now=T0)
        await hand_over_absent(tx, T0)
        assert await _who(tx) == ["ann", "ann"]
        await hand_over_absent(tx, T0 + HOUR)
        assert await _who(tx) == ["ben", "ben"]
        with pytest.raises(NoCapacityLeft):
            await take_next_task(tx, by=ANN, now=T0 + HOUR)
        await save_absence(tx, "ben", **away, deputy="ann", by=BEN, now=T0)
        await hand_over_absent(tx, T0 + HOUR)  # they stand in for each other: nobody is there
        assert await _who(tx) == [None, None]
        states = {row["state"] for row in await tx.fetch("SELECT state FROM task")}
        assert states == {"ready"}
        reasons = [
            r["data"].get("reason") for r in await tx.fetch("SELECT data FROM event WHERE kind = 'TaskAssigned'")
        ]
        assert "ann is absent: ben stands in" in reasons and "ben is absent: back to the group" in reasons


async def test_what_a_look_costs_does_not_follow_the_number_of_open_tasks(db: Database) -> None:
    """NEW-11: with forty times as many tasks waiting, the search for the next one reads about as many rows."""

    async def rows_read(tx: Tx) -> int:
        await tx.execute("ANALYZE worklist")
        await tx.execute("ANALYZE task")
        counted = """
            SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) AS read
              FROM pg_stat_xact_user_tables
             WHERE relname = 'worklist'
        """
        before = await tx.fetchval(counted)
        assert await find_next_task(tx, by=ANN, now=T0) is not None
        return int(await tx.fetchval(counted) - before)

    async with db.transaction() as tx:
        await _people(tx)
        await _orders(tx, 1, each=50)
        await route_tasks(tx, T0)
        few = await rows_read(tx)
        for _ in range(4):
            await plant(tx, Shape(tasks=((1, "manual"),) * 500))
        await tx.execute("UPDATE worklist SET assignment_group = 'desk', routed = true, rank_at = $1", T0)
        await tx.execute("UPDATE task SET assignment_group = 'desk'")
        assert await rows_read(tx) <= few + 20
