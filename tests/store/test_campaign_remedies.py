"""A remedy for many fallouts does, and refuses, exactly what it does for each of them alone, in a few statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from builders_fallout import ADMINISTRATOR, MANAGER, SPECIFICATION, exhausted, plant_order
from builders_orchestration import T0, Shape
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import (
    Alternative,
    CatalogDocument,
    Condition,
    DataField,
    PlanSpecification,
    TaskSpecification,
)
from trunkline.catalog.model_plans import TaskTest, UndoSpecification
from trunkline.fallout.campaign_commands import draft_campaign, start_campaign
from trunkline.fallout.campaign_model import CampaignPlan, Selection
from trunkline.fallout.campaign_queries import get_campaign, list_records
from trunkline.fallout.campaign_remedies import SameRemedy, resolve_fallouts
from trunkline.fallout.campaign_running import advance_campaigns
from trunkline.fallout.commands import raise_fallout, raise_for_exhausted
from trunkline.fallout.errors import CampaignIncomplete
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.state import CampaignState, Resolution
from trunkline.kit.db import Database, Tx
from trunkline.kit.errors import TrunklineError
from trunkline.kit.ids import FalloutId, ServiceOrderId, TaskId
from trunkline.orchestration.commands import retry_task
from trunkline.orchestration.executor import Answer, Completed, ExecutionCall, Refused
from trunkline.orchestration.queries import counter_drift
from trunkline.reactions import react
from trunkline.worker import Worker

# the second task needs what the first brings; a test, a person's task and one that a person tests stand beside them
SHAPE = Shape(
    tasks=((1, "automated"), (1, "manual"), (1, "automated"), (1, "manual"), (1, "automated")),
    edges=((1, 2), (2, 5)),
)
_PORT = DataField(characteristic="port", mandatory=True)
PLAN = PlanSpecification(
    id="plan", specification="spec",
    tasks=(
        TaskSpecification(
            key="t1", name="Activate", kind="automated", executor="far", system="north", data=(_PORT,),
            undo=UndoSpecification(name="Free", executor="far"),
            alternatives=(Alternative(name="south", executor="other", system="south"),)),
        TaskSpecification(key="t2", name="Hand over", assignment_group="desk", data=(DataField(characteristic="port", read_only=True),)),
        TaskSpecification(
            key="t3", name="Measure", kind="automated", executor="far",
            test=TaskTest(passed=Condition(characteristic="speed", present=True))),
        TaskSpecification(key="t4", name="Label", assignment_group="desk", data=(DataField(characteristic="speed"),)),
        TaskSpecification(key="t5", name="Bill", kind="automated", executor="far"),
    ),
)  # fmt: skip
REMEDIES = (
    SameRemedy(resolution=Resolution.RETRY),
    SameRemedy(resolution=Resolution.RETRY, note="freed", resolution_code="freed"),
    SameRemedy(resolution=Resolution.CORRECT_AND_RETRY, values={"speed": 10}),
    SameRemedy(resolution=Resolution.CORRECT_AND_RETRY, values={"speed": 5000}),
    SameRemedy(resolution=Resolution.COMPLETE_BY_HAND, values={"port": "p1"}, note="done outside"),
    SameRemedy(resolution=Resolution.COMPLETE_BY_HAND, values={"port": "p1", "speed": 9}, note="done outside"),
    SameRemedy(resolution=Resolution.SKIP, note="not needed"),
    SameRemedy(resolution=Resolution.SKIP, values={"port": "p1"}, note="not needed"),
    SameRemedy(resolution=Resolution.SKIP),
    SameRemedy(resolution=Resolution.GIVE_UP, note="lost"),
    SameRemedy(resolution=Resolution.REROUTE, route="south", note="north is down"),
    SameRemedy(resolution=Resolution.REROUTE, route="west", note="north is down"),
    SameRemedy(resolution=Resolution.ROLL_BACK, note="again from there"),
)


async def _fail(tx: Tx, order: ServiceOrderId, n: int, message: str = "no") -> FalloutId:
    (fallout,) = await raise_for_exhausted(tx, [exhausted(TaskId(order, n), message=message)], now=T0)
    return fallout.id


async def _report(tx: Tx, order: ServiceOrderId, n: int) -> FalloutId:
    fallout = await raise_fallout(tx, TaskId(order, n), fallout_type="billingIssue", message="no", by=MANAGER, now=T0)
    return fallout.id


async def _plant(database: Database, plain: int) -> list[FalloutId]:
    """Fallouts of every sort: `plain` alike, then one of each that is different."""
    orders = [await plant_order(database, SHAPE) for _ in range(plain + 8)]
    async with database.transaction() as tx:
        await load_documents(
            tx, [CatalogDocument(catalog="test", specifications=(SPECIFICATION,), plans=(PLAN,))],
            by=ADMINISTRATOR, now=T0,
        )  # fmt: skip
        await tx.execute("UPDATE domain_order SET plan_specification = 'plan@1'")
        await tx.execute("UPDATE task SET executor = 'far' WHERE kind = 'automated'")
        await tx.execute("DELETE FROM work")
        asked = "INSERT INTO effect (service_order_id, n, purpose, state, executor, attempt, asked_at, answer)"
        for order in orders[:plain]:
            refused = {"error_class": "refused"}
            await tx.execute(f"{asked} VALUES ($1, 1, 'do', 'refused', 'far', 1, $2, $3)", order, T0, refused)
        alike = [await _fail(tx, order, 1, f"port {order} is in use") for order in orders[:plain]]
        known, twice, test, label, doubt, gone, bare, held = orders[plain:]
        port = {"port": {"value": "p0", "origin": "given"}}
        await tx.execute("UPDATE domain_order SET characteristics = $2 WHERE service_order_id = $1", known, port)
        await tx.execute(f"{asked} VALUES ($1, 1, 'do', 'unknown', 'far', 1, $2, NULL)", doubt, T0)
        await tx.execute("UPDATE domain_order SET plan_specification = NULL WHERE service_order_id = $1", bare)
        others = [
            await _fail(tx, known, 1), await _fail(tx, twice, 1), await _report(tx, twice, 1), await _fail(tx, test, 3),
            await _report(tx, label, 4), await _fail(tx, doubt, 1), await _fail(tx, gone, 1), await _fail(tx, bare, 1),
            await _fail(tx, held, 1),
        ]  # fmt: skip
        # one that somebody mended, and one whose task went on without it
        await resolve_fallout(tx, others[6], resolution=Resolution.GIVE_UP, note="lost", by=MANAGER, now=T0)
        await retry_task(tx, TaskId(held, 1), by="maria", now=T0)
    return [*alike, *others]


async def _alone(tx: Tx, fallout: FalloutId, remedy: SameRemedy) -> str | None:
    try:
        async with tx.savepoint():
            await resolve_fallout(
                tx, fallout, resolution=remedy.resolution, values=remedy.values, note=remedy.note,
                resolution_code=remedy.resolution_code, route=remedy.route, by=MANAGER, now=T0,
            )  # fmt: skip
    except TrunklineError as error:
        return _said(error)
    return None


def _said(error: TrunklineError | None) -> str | None:
    return None if error is None else f"{type(error).__name__}: {error.message}: {error.problems}"


async def _everything(tx: Tx) -> dict[str, list[str]]:
    """All rows of all tables that belong to orders, and of the groups, without the numbers that the server gives."""
    rows = await tx.fetch(
        """
        SELECT DISTINCT table_name
          FROM information_schema.columns
         WHERE table_schema = 'public' AND (column_name = 'service_order_id' OR table_name = 'fallout_group')
        """
    )
    return {
        row[0]: [
            each[0]
            for each in await tx.fetch(f"SELECT (to_jsonb(x) - 'id' - 'tx')::text FROM {row[0]} AS x ORDER BY 1")
        ]
        for row in rows
    }


class _Undone(Exception):
    """Ends a savepoint."""


async def _outcome(
    database: Database, fallouts: Sequence[FalloutId], remedy: SameRemedy, *, together: bool
) -> tuple[int, dict[FalloutId, str | None], dict[str, list[str]]]:
    """How many the set decided, what was said of each, and every row then; all of it is undone."""
    by_set: dict[FalloutId, str | None] = {}
    try:
        async with database.transaction() as tx:
            if together:  # one of each order, as a campaign does
                once = list({fallout.service_order_id: fallout for fallout in reversed(fallouts)}.values())
                done = await resolve_fallouts(tx, once, remedy, by=MANAGER, now=T0)
                by_set = {fallout: _said(error) for fallout, error in done.items()}
            alone = {fallout: await _alone(tx, fallout, remedy) for fallout in fallouts if fallout not in by_set}
            rows = await _everything(tx)
            assert await counter_drift(tx) == []
            raise _Undone
    except _Undone:
        return len(by_set), alone | by_set, rows


async def test_a_set_comes_to_what_the_single_commands_come_to(database_url: str) -> None:
    """NEW-21, FAL-07: for every remedy the same refusals in the same words, and the same rows in every table."""
    database = await Database.connect(database_url, react=react)
    fallouts = await _plant(database, 3)
    decided = {}
    for remedy in REMEDIES:
        _, said_alone, rows_alone = await _outcome(database, fallouts, remedy, together=False)
        by_set, said, rows = await _outcome(database, fallouts, remedy, together=True)
        assert said == said_alone, remedy
        for table, before in rows_alone.items():
            assert rows[table] == before, (remedy, table)
        decided[remedy.resolution] = by_set
    # what is not left to the single command: all that is alone on its held task and has nothing to be undone
    assert decided == {
        Resolution.RETRY: 8, Resolution.CORRECT_AND_RETRY: 8, Resolution.COMPLETE_BY_HAND: 8, Resolution.SKIP: 8,
        Resolution.GIVE_UP: 8, Resolution.REROUTE: 7, Resolution.ROLL_BACK: 0,
    }  # fmt: skip
    await database.close()


async def _count(database: Database, fallouts: Sequence[FalloutId], remedy: SameRemedy) -> int:
    statements: list[str] = []
    try:
        async with database.transaction() as tx:
            with tx.connection.query_logger(lambda record: statements.append(record.query)):
                done = await resolve_fallouts(tx, fallouts, remedy, by=MANAGER, now=T0)
            assert len(done) == len(fallouts)
            assert all(error is None for error in done.values())
            raise _Undone
    except _Undone:
        return len(statements)


async def test_twenty_cost_as_few_statements_as_one(database_url: str) -> None:
    """NEW-21: every remedy, whatever the number of fallouts."""
    database = await Database.connect(database_url, react=react)
    fallouts = (await _plant(database, 20))[:20]
    for remedy in (
        SameRemedy(resolution=Resolution.RETRY), SameRemedy(resolution=Resolution.CORRECT_AND_RETRY, values={"speed": 1}),
        SameRemedy(resolution=Resolution.COMPLETE_BY_HAND, values={"port": "p"}, note="x"),
        SameRemedy(resolution=Resolution.SKIP, values={"port": "p"}, note="x"),
        SameRemedy(resolution=Resolution.GIVE_UP, note="x"),
        SameRemedy(resolution=Resolution.REROUTE, route="south", note="x"),
    ):  # fmt: skip
        one = max([await _count(database, fallouts[:1], remedy) for _ in range(2)])  # the first prepares statements
        assert await _count(database, fallouts, remedy) <= one + 1, remedy.resolution
    await database.close()


class _Far:
    """The domain systems: only the southern one does it, and each undoes what it did."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, str]] = []

    async def execute(self, call: ExecutionCall) -> Answer:
        """Done in the south."""
        self.asked.append((call.task_id.service_order_id, f"{call.key} {call.system}"))
        if call.key.startswith("undo:") or call.system == "south":
            return Completed(values={} if call.key.startswith("undo:") else {"port": "p"})
        return Refused(error_class="refused", message="no")


async def test_a_campaign_reroutes_in_waves_and_lists_first_whom_it_cannot(database_url: str) -> None:
    """NEW-06, NEW-21, FAL-07: what has no such way is left out before anything is touched, and says why."""
    database = await Database.connect(database_url, react=react)
    fallouts = await _plant(database, 14)
    far, now = _Far(), T0
    worker = Worker(database, far, clock=lambda: now)
    plan = CampaignPlan(resolution=Resolution.REROUTE, route="south", note="north is down", rate=60_000)
    async with database.transaction() as tx:
        with pytest.raises(CampaignIncomplete):
            nowhere = CampaignPlan(resolution=Resolution.REROUTE, note="north is down")
            await draft_campaign(tx, Selection(fallouts=tuple(fallouts)), nowhere, by=MANAGER, now=T0)
        campaign = await draft_campaign(tx, Selection(fallouts=tuple(fallouts)), plan, by=MANAGER, now=T0)
        await start_campaign(tx, campaign.id, by=MANAGER, now=T0)
    assert campaign.waves == (1, 10, 5)
    for _ in range(8):
        now += timedelta(seconds=1)
        async with database.transaction() as tx:
            await advance_campaigns(tx, now)
        await worker.drain()
    async with database.reading() as tx:
        records = await list_records(tx, campaign.id, limit=100)
        assert (await get_campaign(tx, campaign.id)).campaign.state is CampaignState.COMPLETED
    became = {record.fallout_id: (record.state.value, record.reason) for record in records}
    known, twice, _, test, label, doubt, gone, bare, _ = fallouts[14:]
    assert {f for f, (state, _) in became.items() if state == "succeeded"} == {*fallouts[:14], known, doubt}
    for without in (test, label, bare):
        assert became[without] == ("conflict", "it has no other way 'south'")
    assert became[twice][0] == became[gone][0] == "conflict"
    asked = [each for each in far.asked if each[0] == doubt.service_order_id]
    assert [key for _, key in asked] == ["undo:t1 north", "t1 south"]  # its answer was lost: undone first
    others = {fallout.service_order_id for fallout in fallouts[:14]}
    assert sorted(each for each in far.asked if each[0] in others) == [(order, "t1 south") for order in sorted(others)]
    await database.close()
