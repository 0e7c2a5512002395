"""A failed task is done by another system: what the first did is undone before, and the other is asked under a new key."""

from __future__ import annotations

import pytest

from builders_fallout import ADMINISTRATOR, MANAGER, SPECIFICATION, plant_order
from builders_orchestration import T0, Shape
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import Alternative, CatalogDocument, Condition, PlanSpecification, TaskSpecification
from trunkline.catalog.model_plans import UndoSpecification
from trunkline.fallout.errors import ResolutionIncomplete
from trunkline.fallout.model import Fallout
from trunkline.fallout.queries import OPEN, get_fallout, list_fallouts
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.state import Resolution
from trunkline.kit.db import Database
from trunkline.kit.ids import TaskId
from trunkline.orchestration.errors import RerouteRefused
from trunkline.orchestration.executor import Answer, Completed, ExecutionCall, Refused
from trunkline.orchestration.queries import counter_drift
from trunkline.orchestration.rerouting import preview_reroute
from trunkline.reactions import react
from trunkline.worker import Worker

ROW = Shape(tasks=((1, "automated"),) * 3, edges=((1, 2), (2, 3)))


def _catalog(*, undo: bool, proves: bool) -> CatalogDocument:
    """The second task goes to `north`, or to `south`; with `proves` it is done only when there is a port."""

    def task(n: int, **more: object) -> TaskSpecification:
        return TaskSpecification(
            key=f"t{n}", name=f"Task {n}", kind="automated", executor="far", system="north", **more
        )  # type: ignore[arg-type]

    second = task(
        2, alternatives=(Alternative(name="south", executor="other", system="south"),),
        undo=UndoSpecification(name="Undo 2", executor="far") if undo else None,
        post_condition=Condition(characteristic="port", present=True) if proves else None,
    )  # fmt: skip
    plan = PlanSpecification(id="plan", specification="spec", tasks=(task(1), second, task(3)))
    return CatalogDocument(catalog="test", specifications=(SPECIFICATION,), plans=(plan,))


class Far:
    """Every domain system: `north` refuses the second task, or says that it is done without doing it."""

    def __init__(self, *, lies: bool) -> None:
        self.lies, self.log = lies, list[str]()

    async def execute(self, call: ExecutionCall) -> Answer:
        """Notes who was asked for what under which key."""
        self.log.append(f"{call.executor}/{call.system} {call.key} {call.idempotency_key.partition('-')[2][7:]}")
        if call.key == "t2" and call.system == "north":
            return Completed(reference="N1") if self.lies else Refused(error_class="refused", message="no port")
        return Completed(values={"port": "p1"} if call.key == "t2" else {})


async def _failed(database: Database, far: Far, *, undo: bool) -> tuple[Worker, Fallout]:
    order = await plant_order(database, ROW)
    async with database.transaction() as tx:
        await load_documents(tx, [_catalog(undo=undo, proves=far.lies)], by=ADMINISTRATOR, now=T0)
        await tx.execute("UPDATE domain_order SET plan_specification = 'plan@1'")
        await tx.execute("UPDATE task SET executor = 'far'")
    worker = Worker(database, far, clock=lambda: T0)
    for _ in range(4):
        async with database.transaction() as tx:
            await tx.execute("UPDATE work SET due_at = $1 WHERE service_order_id = $2", T0, order)
        await worker.drain()
    async with database.reading() as tx:
        (view,) = await list_fallouts(tx, OPEN)
    return worker, view.fallout


@pytest.mark.parametrize("lies", [False, True])
async def test_another_system_does_it_after_what_the_first_did_is_undone(database_url: str, lies: bool) -> None:
    """FAL-07, NEW-07: the ledger says who was asked last and under which key; nothing is done twice."""
    database = await Database.connect(database_url, react=react)
    try:
        far = Far(lies=lies)
        worker, fallout = await _failed(database, far, undo=True)
        with pytest.raises(RerouteRefused, match="use one of: south"):
            async with database.transaction() as tx:
                await resolve_fallout(
                    tx, fallout.id, resolution=Resolution.REROUTE, route="usual", note="x", by=MANAGER, now=T0
                )  # fmt: skip
        with pytest.raises(ResolutionIncomplete):
            async with database.transaction() as tx:
                await resolve_fallout(tx, fallout.id, resolution=Resolution.REROUTE, route="south", by=MANAGER, now=T0)
        far.log.clear()
        async with database.transaction() as tx:
            seen = await preview_reroute(tx, fallout.task_id, to="south")
            assert [way.name for way in seen.ways if not way.current] == ["south"] and not seen.obstacles
            assert [step.task.id.n for step in seen.undoing.steps] == ([2] if lies else [])
            mended = await resolve_fallout(
                tx, fallout.id, resolution=Resolution.REROUTE, route="south", note="north is full", by=MANAGER, now=T0
            )
            assert mended.state == "resolving"
        await worker.drain()
        undone = ["far/north undo:t2 4"] if lies else []
        assert far.log == [*undone, "other/south t2 2.again1", "far/north t3 3"]
        async with database.reading() as tx:
            after = (await get_fallout(tx, fallout.id)).fallout
            assert (after.state, after.resolution) == ("resolved", Resolution.REROUTE)
            entry = await tx.fetchrow("SELECT executor, system, state, reference FROM effect WHERE n = 2")
            assert entry is not None and tuple(entry) == ("other", "south", "answered", None)
            assert await counter_drift(tx) == []
    finally:
        await database.close()


async def test_what_the_first_did_and_cannot_be_undone_keeps_it_from_another_system(database_url: str) -> None:
    """FAL-07: nothing is written."""
    database = await Database.connect(database_url, react=react)
    try:
        _, fallout = await _failed(database, Far(lies=True), undo=False)
        with pytest.raises(RerouteRefused, match="does not say how it is taken back"):
            async with database.transaction() as tx:
                await resolve_fallout(
                    tx, fallout.id, resolution=Resolution.REROUTE, route="south", note="x", by=MANAGER, now=T0
                )
        async with database.reading() as tx:
            assert (await get_fallout(tx, fallout.id)).task_state == "held"
            assert not (await preview_reroute(tx, TaskId(fallout.id.service_order_id, 1), to=None)).ways
    finally:
        await database.close()
