"""The plan as its page reads it: columns, changes since a place in the history, and the history of its states."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

import pytest

from builders_api import ApiClient, api
from builders_catalog import document, rfs
from builders_fallout import AGENT, FULFILLER, plant_order
from builders_orchestration import T0, Shape
from trunkline.access.model import SYSTEM
from trunkline.catalog.commands import load_documents
from trunkline.events.model import Event
from trunkline.fallout.commands import raise_fallout
from trunkline.insight.plan import STATE_AFTER
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration import events
from trunkline.orchestration.commands import complete_task, start_task

BRANCHES = Shape(
    items=(None, None, 1),
    domain_orders=((1, None), (1, 1), (2, None), (3, None)),
    tasks=((1, "manual"), (2, "automated"), (2, "manual"), (3, "wait"), (4, "milestone"), (4, "manual")),
    edges=((1, 2), (1, 3), (2, 3), (4, 5), (5, 6)),
)


def spell(words: dict[str, Any]) -> list[Any]:
    """A column of words, row by row."""
    return [words["words"][at] for at in words["at"]]


def chained(begin: datetime, columns: list[list[int | None]]) -> list[list[datetime | None]]:
    """Instants from seconds that count from the last known one of their row."""
    rows: list[list[datetime | None]] = []
    for row in zip(*columns, strict=True):
        last = begin
        rows.append([])
        for seconds in row:
            rows[-1].append(None if seconds is None else (last := last + timedelta(seconds=seconds)))
    return rows


def tasks_of(plan: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The tasks of columns as the row form spells them, by number."""
    columns, order = plan["tasks"], plan["serviceOrder"].removeprefix("ORD-")
    found = {}
    begin = datetime.fromisoformat(plan["createdAt"]).replace(microsecond=0)
    times = chained(begin, [columns["ready"], columns["started"], columns["ended"]])
    for i, n in enumerate(accumulate(columns["n"])):
        key, name, kind, executor, _, priority = spell(columns["what"])[i]
        found[f"TASK-{order}-{n}"] = {
            "key": key, "name": name, "kind": kind, "executor": executor, "priority": priority,
            "state": spell(columns["state"])[i], "stateReason": spell(columns["reason"])[i],
            "assignmentGroup": spell(columns["assignmentGroup"])[i], "assignee": spell(columns["assignee"])[i],
            "version": columns["version"][i], "openPredecessors": columns["openPredecessors"][i],
            "attempts": columns["attempts"][i],
            **dict(zip(("readyAt", "startedAt", "endedAt"), times[i], strict=True)),
        }  # fmt: skip
    return found


def rows_of(plan: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The tasks of the row form, with whole seconds."""
    found = {}
    for task in plan["tasks"]:
        row = {
            name: value
            for name, value in task.items()
            if name not in ("number", "serviceOrder", "domainOrder", "duration")
        }
        for name in ("readyAt", "startedAt", "endedAt"):
            row[name] = None if row[name] is None else datetime.fromisoformat(row[name]).replace(microsecond=0)
        found[task["number"]] = row
    return found


async def shown(client: ApiClient, order: ServiceOrderId, form: str = "/columns") -> dict[str, Any]:
    answer = await client.get(f"/api/serviceOrders/ORD-{order:06d}/plan{form}")
    assert answer.status_code == 200, answer.text
    plan: dict[str, Any] = answer.json()
    return plan


async def move_on(client: ApiClient, order: ServiceOrderId) -> None:
    """Task 1 is done, task 2 becomes ready."""
    async with client.database.transaction() as tx:
        await load_documents(tx, [document(rfs("spec"))], by=SYSTEM, now=T0)
        await start_task(tx, TaskId(order, 1), by=FULFILLER, now=T0 + timedelta(minutes=5))
        await complete_task(tx, TaskId(order, 1), values={}, by=FULFILLER, now=T0 + timedelta(minutes=65))


async def test_columns_tell_what_the_rows_tell(database_url: str) -> None:
    """UIF-33: numbers equal the API."""
    async with api(database_url, react=False) as client:
        order = await plant_order(client.database, BRANCHES)
        await move_on(client, order)
        plan, rows = await shown(client, order), await shown(client, order, "")
        assert tasks_of(plan) == rows_of(rows)
        orders = plan["domainOrders"]
        assert list(accumulate(orders["n"])) == [1, 2, 3, 4]
        assert list(accumulate(orders["item"])) == [1, 1, 2, 3]
        assert orders["parent"] == [None, 1, None, None]
        assert orders["total"] == [3, 2, 1, 2]
        assert orders["done"] == [1, 0, 0, 0]
        assert spell(orders["state"]) == [one["state"] for one in rows["domainOrders"]]
        before = list(accumulate(plan["successors"]))
        pairs = {(after - back, after) for after, back in zip(before, plan["predecessors"], strict=True)}
        assert pairs == set(BRANCHES.edges)
        assert plan["whole"] is True


async def test_a_plan_is_sent_again_only_when_something_happened(database_url: str) -> None:
    """UIF-47"""
    async with api(database_url, react=False) as client:
        order = await plant_order(client.database, BRANCHES)
        address = f"/api/serviceOrders/ORD-{order:06d}/plan/columns"
        tag = (await client.get(address)).headers["ETag"]
        assert (await client.get(address, headers={"If-None-Match": tag})).status_code == 304
        await move_on(client, order)
        again = await client.get(address, headers={"If-None-Match": tag})
        assert again.status_code == 200
        assert again.headers["ETag"] != tag


async def test_changes_are_the_tasks_that_something_happened_to_and_the_domain_orders_above(database_url: str) -> None:
    """UIF-47, ORC-09"""
    async with api(database_url, react=False) as client:
        order = await plant_order(client.database, BRANCHES)
        first = await shown(client, order)
        nothing = await shown(client, order, f"/changes?after={first['cursor']}&version=1")
        assert nothing["tasks"]["n"] == []
        await move_on(client, order)
        changes = await shown(client, order, f"/changes?after={first['cursor']}&version=1")
        assert changes["whole"] is False
        # the one that was done, and those that wait for one task less
        assert list(tasks_of(changes)) == [f"TASK-{order:06d}-{n}" for n in (1, 2, 3)]
        rows = rows_of(await shown(client, order, ""))
        assert tasks_of(first) | tasks_of(changes) == rows
        assert list(accumulate(changes["domainOrders"]["n"])) == [1, 2]
        # the next question begins after the answer
        later = await shown(client, order, f"/changes?after={changes['cursor']}&version=1")
        assert later["tasks"]["n"] == []


async def test_a_plan_of_another_version_is_answered_whole(database_url: str) -> None:
    """UIF-47"""
    async with api(database_url, react=False) as client:
        order = await plant_order(client.database, BRANCHES)
        cursor = (await shown(client, order))["cursor"]
        async with client.database.transaction() as tx:
            await tx.execute("UPDATE orchestration_plan SET version = 2 WHERE service_order_id = $1", order)
        changes = await shown(client, order, f"/changes?after={cursor}&version=1")
        assert changes["whole"] is True
        assert len(changes["tasks"]["n"]) == len(BRANCHES.tasks)


async def test_a_wrong_place_in_the_history_is_refused(database_url: str) -> None:
    """UIF-09"""
    async with api(database_url, react=False) as client:
        order = await plant_order(client.database, BRANCHES)
        for after in ("nonsense", "9000000000000-1"):
            answer = await client.get(f"/api/serviceOrders/ORD-{order:06d}/plan/changes?after={after}&version=1")
            assert answer.status_code == 400, answer.text


async def test_an_order_without_a_plan_has_no_columns(database_url: str) -> None:
    """UIF-09"""
    async with api(database_url, react=False) as client:
        for form in ("columns", "changes?after=0-0&version=1", "history"):
            assert (await client.get(f"/api/serviceOrders/ORD-000404/plan/{form}")).status_code == 404


async def test_open_fallouts_are_badges_of_their_tasks(database_url: str) -> None:
    """ORC-07"""
    async with api(database_url, react=False) as client:
        order = await plant_order(client.database, BRANCHES)
        async with client.database.transaction() as tx:
            await raise_fallout(
                tx, TaskId(order, 1), fallout_type="provisioningFailure", message="no answer", by=AGENT, now=T0
            )
        plan = await shown(client, order)
        assert plan["fallouts"]["task"] == [1]
        assert spell(plan["fallouts"]["type"]) == ["provisioningFailure"]
        assert tasks_of(plan)[f"TASK-{order:06d}-1"]["state"] == "held"


async def test_the_history_of_states_folded_to_now_is_the_plan_of_now(database_url: str) -> None:
    """UIF-45: the state at an instant equals the event log folded to it."""
    async with api(database_url, react=False) as client:
        order = await plant_order(client.database, BRANCHES)
        await move_on(client, order)
        async with client.database.transaction() as tx:
            await raise_fallout(
                tx, TaskId(order, 2), fallout_type="provisioningFailure", message="no answer", by=AGENT,
                now=T0 + timedelta(minutes=80),
            )  # fmt: skip
        history = await shown(client, order, "/history")
        instants = list(accumulate(history["seconds"]))
        states = dict(zip(history["task"], spell(history["state"]), strict=True))
        rows = rows_of(await shown(client, order, ""))
        assert {n: rows[f"TASK-{order:06d}-{n}"]["state"] for n in states} == states
        told = list(zip(instants, history["task"], spell(history["state"]), strict=True))
        assert told == [
            (300, 1, "inProgress"), (3900, 1, "completed"), (3900, 2, "ready"), (4800, 2, "held"),
        ]  # fmt: skip


def kinds_of_tasks() -> list[str]:
    """Every event about a task."""
    return sorted(
        name
        for name, kind in vars(events).items()
        if isinstance(kind, type) and issubclass(kind, Event) and kind.about == "task" and not name.startswith("_")
    )


# what happens to a task without moving it
SILENT = {
    "TaskTestPassed",
    "TaskRerouted",
    "TaskTestFailed",  # TaskCompleted follows
    "TaskTestExhausted",  # TaskHeld follows
    "TaskEdited",
    "TaskAssigned",
    "TaskUrgencySet",
    "TaskValuesSet",
    "TaskNoted",
    "WatchedTaskEnded",
    "TaskRequestRevised",
    "TaskAttemptFailed",
    "AutomatedTaskExhausted",
    "EffectCompensated",
    "EffectNotUndone",
    "TaskTakenBack",
}


@pytest.mark.parametrize("kind", kinds_of_tasks())
def test_every_event_of_a_task_says_whether_it_moves_it(kind: str) -> None:
    """UIF-45: a new event belongs into STATE_AFTER of insight/plan.py, or here among the silent ones."""
    assert (kind in STATE_AFTER) != (kind in SILENT)
