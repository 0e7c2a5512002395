"""One action on many tasks does to each what the single command does, and refuses each by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from builders_catalog import characteristic, document, plan, rfs, task
from builders_ordering import AGENT, MANAGER, NOW, VIEWER, actor, submit
from trunkline.access.errors import NotPermitted
from trunkline.access.model import SYSTEM, Actor, Role
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import DataField
from trunkline.kit.db import Database, Tx
from trunkline.kit.errors import TrunklineError
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration import commands
from trunkline.orchestration.bulk import BulkAction, BulkVerb, ChosenTask, act_on_tasks
from trunkline.orchestration.errors import ActionIncomplete, UnknownAssignee
from trunkline.orchestration.planning import plan_service_orders
from trunkline.orchestration.queries import counter_drift
from trunkline.ordering.commands import approve_service_order
from trunkline.reactions import react

FRED = actor(Role.FULFILLMENT_AGENT, "fred")
MONA = actor(Role.FULFILLMENT_MANAGER, "mona")
CATALOG = document(
    rfs("line", characteristic("Serial"), characteristic("Colour")),
    plan(
        "line-add",
        task("survey", assignment_group="Field"),
        task("install", "survey", assignment_group="Field", data=(DataField(characteristic="Serial", mandatory=True),)),
        task("paint", assignment_group="Field"),
        task("label", assignment_group="Desk", data=(DataField(characteristic="Colour", mandatory=True),)),
        specification="line",
    ),
)
SURVEY, INSTALL, PAINT, LABEL = 1, 2, 3, 4


@pytest.fixture
async def database(database_url: str) -> Any:
    """A database with reactions, the catalog, two groups and two people."""
    opened = await Database.connect(database_url, react=react)
    async with opened.transaction() as tx:
        await load_documents(tx, [CATALOG], by=SYSTEM, now=NOW)
        await tx.execute("INSERT INTO assignment_group (name) VALUES ('Field'), ('Desk')")
        await tx.execute(
            "INSERT INTO user_account (user_name, full_name, created_at) VALUES ('fred', 'Fred', $1), ('gil', 'Gil', $1)",
            NOW,
        )
    yield opened
    await opened.close()


async def planned(tx: Tx) -> ServiceOrderId:
    """An approved order with its plan of four tasks, of which one waits."""
    item = {"id": "1", "action": "add", "service": {"serviceSpecification": {"id": "line"}}}
    order = await submit(tx, item)
    await approve_service_order(tx, order.id, by=MANAGER, now=NOW)
    await plan_service_orders(tx, [order.id], now=NOW)
    return order.id


async def alone(tx: Tx, action: BulkAction, task_id: TaskId, *, by: Actor) -> None:
    """The single command for the same thing."""
    match action.verb:
        case BulkVerb.ASSIGN:
            to = {"assignment_group": action.assignment_group, "assignee": action.assignee}
            await commands.assign_task(tx, task_id, **to, by=by, now=NOW)
        case BulkVerb.UNASSIGN:
            await commands.assign_task(tx, task_id, assignee="", by=by, now=NOW)
        case BulkVerb.START:
            await commands.start_task(tx, task_id, by=by, now=NOW)
        case BulkVerb.RELEASE:
            await commands.release_task(tx, task_id, by=by, now=NOW)
        case BulkVerb.COMPLETE:
            await commands.complete_task(tx, task_id, values=action.values, by=by, now=NOW)
        case BulkVerb.ASK_INFORMATION:
            await commands.ask_information(tx, task_id, question=action.question, by=by, now=NOW)
        case BulkVerb.RESUME:
            await commands.resume_task(tx, task_id, by=by, now=NOW)


async def picture(tx: Tx, order: ServiceOrderId) -> list[Any]:
    """Everything that an action on tasks can touch, without the order's own number."""
    hidden = f"{order:06d}"
    found: list[Any] = []
    for sql in (
        "SELECT n, state, state_reason, version, assignment_group, assignee, open_predecessors, started_at, ended_at"
        "  FROM task WHERE service_order_id = $1 ORDER BY n",
        "SELECT task_n, assignment_group, assignee FROM worklist WHERE service_order_id = $1 ORDER BY task_n",
        "SELECT n, state, characteristics, open_tasks, active_tasks, held_tasks FROM domain_order"
        " WHERE service_order_id = $1 ORDER BY n",
        "SELECT n, kind, made_by, data::text FROM event WHERE service_order_id = $1"
        "   AND kind LIKE 'Task%' ORDER BY n, kind, made_by, data::text",
        "SELECT kind, n FROM work WHERE service_order_id = $1 ORDER BY kind, n",
    ):
        found.append([repr(tuple(row)).replace(hidden, "ORDER") for row in await tx.fetch(sql, order)])
    return found


STORY: list[tuple[Actor, BulkAction]] = [
    (FRED, BulkAction(verb=BulkVerb.START)),  # one of the four waits
    (FRED, BulkAction(verb=BulkVerb.ASSIGN, assignee="gil")),  # not his to give
    (MONA, BulkAction(verb=BulkVerb.ASSIGN, assignee="gil", assignment_group="Desk")),
    (FRED, BulkAction(verb=BulkVerb.ASK_INFORMATION, question="which colour?")),
    (FRED, BulkAction(verb=BulkVerb.RESUME)),
    (MONA, BulkAction(verb=BulkVerb.UNASSIGN)),
    (FRED, BulkAction(verb=BulkVerb.RELEASE)),
    (FRED, BulkAction(verb=BulkVerb.COMPLETE)),  # the label lacks its colour
    (FRED, BulkAction(verb=BulkVerb.COMPLETE, values={"Colour": "red", "Serial": "S1"})),  # both write, one after the other
    (MONA, BulkAction(verb=BulkVerb.ASSIGN, assignee="gil")),  # all have ended
]  # fmt: skip


async def test_an_action_on_many_does_to_each_what_the_single_command_does(database: Database) -> None:
    """TSK-12, UIF-18: rows, versions, history and counters; refusals have the same names and words."""
    async with database.transaction() as tx:
        together, apart = await planned(tx), await planned(tx)
    for by, action in STORY:
        expected: Mapping[int, str] = {}
        for n in (SURVEY, INSTALL, PAINT, LABEL):
            try:
                async with database.transaction() as tx:
                    await alone(tx, action, TaskId(apart, n), by=by)
            except TrunklineError as error:
                expected = {**expected, n: f"{error.code} {error.message}".replace(f"{apart:06d}", "ORDER")}
        try:
            async with database.transaction() as tx:
                chosen = [ChosenTask(TaskId(together, n)) for n in (SURVEY, INSTALL, PAINT, LABEL, SURVEY)]
                outcomes = await act_on_tasks(tx, action, chosen, by=by, now=NOW)
            assert [outcome.id.n for outcome in outcomes] == [SURVEY, INSTALL, PAINT, LABEL]
            refused = {
                one.id.n: f"{one.refusal.code} {one.refusal.message}".replace(f"{together:06d}", "ORDER")
                for one in outcomes
                if one.refusal is not None
            }
        except NotPermitted as error:
            refused = dict.fromkeys((SURVEY, INSTALL, PAINT, LABEL), f"{error.code} {error.message}")
        if action.verb is BulkVerb.COMPLETE and INSTALL in expected:
            # alone, the survey was completed before the installation was tried; together both are judged as they stood
            assert refused.pop(INSTALL).startswith("TaskBlocked")
            expected = {n: why for n, why in expected.items() if n != INSTALL}
        assert refused == expected, action
        async with database.transaction() as tx:
            assert await picture(tx, together) == await picture(tx, apart), action
            assert await counter_drift(tx) == []


async def test_a_stale_version_and_a_task_that_is_not_there_refuse_only_themselves(database: Database) -> None:
    """TSK-12, TSK-13: the others are done, and each result says what is true now."""
    async with database.transaction() as tx:
        order = await planned(tx)
        await commands.start_task(tx, TaskId(order, PAINT), by=FRED, now=NOW)
        chosen = [
            ChosenTask(TaskId(order, PAINT), 1),
            ChosenTask(TaskId(order, 99)),
            ChosenTask(TaskId(order, LABEL), 1),
        ]
        outcomes = await act_on_tasks(
            tx, BulkAction(verb=BulkVerb.ASSIGN, assignment_group="Desk"), chosen, by=MONA, now=NOW
        )
        codes = [outcome.refusal and outcome.refusal.code for outcome in outcomes]
        assert codes == ["TaskChanged", "UnknownTask", None]
        assert [outcome.task and outcome.task.assignment_group for outcome in outcomes] == ["Field", None, "Desk"]


@pytest.mark.parametrize(
    ("by", "action", "error"),
    [
        (VIEWER, BulkAction(verb=BulkVerb.COMPLETE), NotPermitted),
        (FRED, BulkAction(verb=BulkVerb.UNASSIGN), NotPermitted),
        (MONA, BulkAction(verb=BulkVerb.ASSIGN, assignee="nobody.here"), UnknownAssignee),
        (MONA, BulkAction(verb=BulkVerb.ASSIGN), ActionIncomplete),
        (AGENT, BulkAction(verb=BulkVerb.ASK_INFORMATION, question="  "), ActionIncomplete),
    ],
)
async def test_what_is_wrong_for_every_task_is_said_once(
    database: Database, by: Actor, action: BulkAction, error: type[TrunklineError]
) -> None:
    """TSK-12, UIF-06."""
    async with database.transaction() as tx:
        with pytest.raises(error):
            await act_on_tasks(tx, action, [ChosenTask(TaskId(ServiceOrderId(1), 1))], by=by, now=NOW)
