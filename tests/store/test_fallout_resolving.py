"""Resolving a fallout moves its task in the same step; closing and cancelling follow the life cycle."""

from __future__ import annotations

import pytest

from builders_fallout import (
    AGENT,
    FULFILLER,
    MANAGER,
    exhausted,
    kinds,
    plant_order,
    plant_order_with_catalog,
    task_rows,
)
from builders_orchestration import T0
from trunkline.access.errors import NotPermitted
from trunkline.fallout.commands import (
    cancel_fallout,
    close_fallout,
    raise_fallout,
    raise_for_exhausted,
)
from trunkline.fallout.errors import FalloutIncomplete, ResolutionIncomplete, TaskNotHeld
from trunkline.fallout.model import Fallout
from trunkline.fallout.queries import get_fallout, group_drift, list_groups, list_history, list_remedies
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.state import FalloutState, Resolution
from trunkline.fallout.verifying import confirm_tasks
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId
from trunkline.kit.lifecycle import MoveRefused
from trunkline.orchestration.commands import retry_task
from trunkline.orchestration.errors import DataMissing
from trunkline.orchestration.progress import apply
from trunkline.orchestration.progress_store import TaskMove
from trunkline.orchestration.queries import counter_drift, get_domain_order
from trunkline.orchestration.state import TaskState
from trunkline.reactions import react


async def failed(tx: Tx, order: ServiceOrderId, n: int = 1) -> Fallout:
    """The fallout of a task that no executor could do."""
    (fallout,) = await raise_for_exhausted(tx, [exhausted(TaskId(order, n))], now=T0)
    return fallout


async def resolve(tx: Tx, fallout: Fallout, resolution: Resolution, **more: object) -> Fallout:
    """Resolves as the fallout manager."""
    return await resolve_fallout(tx, fallout.id, resolution=resolution, by=MANAGER, now=T0, **more)  # type: ignore[arg-type]


async def value_of(tx: Tx, order: ServiceOrderId, name: str) -> object:
    """A characteristic of the domain order."""
    held = (await get_domain_order(tx, DomainOrderId(order, 1))).characteristics.get(name)
    return None if held is None else held.value


async def test_retry_puts_the_task_back_to_the_executor_in_one_step(db: Database) -> None:
    """FAL-07, FAL-08."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        fallout = await failed(tx, order)
        mended = await resolve(tx, fallout, Resolution.RETRY)
        assert (mended.state, mended.resolution, mended.resolved_by) == (
            FalloutState.RESOLVING, Resolution.RETRY, "maria"
        )  # fmt: skip
        assert (await get_fallout(tx, fallout.id)).fallout == mended
        assert await task_rows(tx, order, [1]) == [("ready", None)]
        due = await tx.fetch("SELECT n FROM work WHERE service_order_id = $1 ORDER BY n", order)
        assert [row["n"] for row in due] == [1, 4]
        assert await counter_drift(tx) == []
        assert {"TaskRetried", "FalloutRemedied"} <= set(await kinds(tx, order))


async def test_correct_and_retry_writes_the_values_first(db: Database) -> None:
    """FAL-07, TSK-08."""
    order = await plant_order_with_catalog(db)
    async with db.transaction() as tx:
        fallout = await failed(tx, order)
        await resolve(tx, fallout, Resolution.CORRECT_AND_RETRY, values={"speed": 100})
        assert await value_of(tx, order, "speed") == 100
        assert await task_rows(tx, order, [1]) == [("ready", None)]
        entry = (await list_history(tx, fallout.id))[-1]
        assert (entry.kind, entry.data["values"], entry.data["task_moved"]) == ("FalloutRemedied", {"speed": 100}, True)


async def test_a_wrong_value_leaves_everything_as_it_was(db: Database) -> None:
    """FAL-07: resolving and moving are one step, so neither happens alone."""
    order = await plant_order_with_catalog(db)
    async with db.transaction() as tx:
        fallout = await failed(tx, order)
    with pytest.raises(DataMissing):
        async with db.transaction() as tx:
            await resolve(tx, fallout, Resolution.CORRECT_AND_RETRY, values={"speed": 5000})
    with pytest.raises(DataMissing):  # the task asks for a port
        async with db.transaction() as tx:
            await resolve(tx, fallout, Resolution.COMPLETE_BY_HAND, values={"speed": 10}, note="on site")
    async with db.reading() as tx:
        assert (await get_fallout(tx, fallout.id)).fallout == fallout
        assert (await task_rows(tx, order, [1]))[0][0] == "held"
        assert await value_of(tx, order, "speed") is None


@pytest.mark.parametrize(
    ("resolution", "state"), [(Resolution.COMPLETE_BY_HAND, "completed"), (Resolution.SKIP, "skipped")]
)
async def test_done_outside_or_skipped_the_next_task_gets_its_turn_and_its_values(
    db: Database, resolution: Resolution, state: str
) -> None:
    """FAL-07."""
    order = await plant_order_with_catalog(db)
    async with db.transaction() as tx:
        fallout = await failed(tx, order)
        await resolve(tx, fallout, resolution, values={"port": "ge-0/0/2"}, note="patched on site")
        assert [row[0] for row in await task_rows(tx, order, [1, 2])] == [state, "ready"]
        assert await value_of(tx, order, "port") == "ge-0/0/2"
        assert await counter_drift(tx) == []


async def test_giving_up_ends_what_depends_on_the_task_and_nothing_else(db: Database) -> None:
    """FAL-07."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        fallout = await failed(tx, order)
        with pytest.raises(ResolutionIncomplete):
            await resolve(tx, fallout, Resolution.GIVE_UP)
        await resolve(tx, fallout, Resolution.GIVE_UP, note="no duct at this address")
        states = [row[0] for row in await task_rows(tx, order, [1, 2, 3, 4])]
        assert states == ["failed", "cancelled", "cancelled", "ready"]
        assert await counter_drift(tx) == []


async def test_with_two_open_the_task_moves_when_the_last_is_resolved(db: Database) -> None:
    """FAL-06."""
    order = await plant_order_with_catalog(db)
    async with db.transaction() as tx:
        first = await failed(tx, order)
        second = await raise_fallout(
            tx, TaskId(order, 1), fallout_type="billingIssue", message="no account", by=FULFILLER, now=T0
        )
        mended = await resolve(tx, first, Resolution.CORRECT_AND_RETRY, values={"speed": 10})
        assert mended.state is FalloutState.RESOLVING
        assert (await task_rows(tx, order, [1]))[0][0] == "held"
        assert await value_of(tx, order, "speed") == 10
        data = (await list_history(tx, first.id))[-1].data
        assert (data["task_moved"], data["others_open"]) == (False, 1)
        assert (await get_fallout(tx, first.id)).others_open == 1
        await resolve(tx, second, Resolution.RETRY)
        assert await task_rows(tx, order, [1]) == [("ready", None)]


async def test_a_task_that_went_on_without_it_cannot_be_moved_by_a_remedy(db: Database) -> None:
    """FAL-07: never say resolved when nothing was."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        fallout = await failed(tx, order)
        await retry_task(tx, fallout.task_id, by="somebody", now=T0)
        with pytest.raises(TaskNotHeld, match="cancel"):
            await resolve(tx, fallout, Resolution.RETRY)
        dropped = await cancel_fallout(tx, fallout.id, reason="went on by itself", by=MANAGER, now=T0)
        assert dropped.state is FalloutState.CANCELLED
        assert (await get_fallout(tx, fallout.id)).task_state is TaskState.READY


async def test_a_fallout_is_resolved_once_and_closed_with_a_code(db: Database) -> None:
    """FAL-05."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        fallout = await failed(tx, order)
        with pytest.raises(MoveRefused):
            await close_fallout(tx, fallout.id, resolution_code="cable", by=MANAGER, now=T0)
        await resolve(tx, fallout, Resolution.RETRY)
        with pytest.raises(MoveRefused):
            await resolve(tx, fallout, Resolution.RETRY)
        with pytest.raises(MoveRefused):  # what is being verified is not resolved
            await close_fallout(tx, fallout.id, resolution_code="cable", by=MANAGER, now=T0)
        await confirm_tasks(tx, {fallout.task_id: TaskState.COMPLETED}, by="system", now=T0)
        with pytest.raises(ResolutionIncomplete):
            await close_fallout(tx, fallout.id, by=MANAGER, now=T0)
        filed = await close_fallout(tx, fallout.id, resolution_code="cable", by=MANAGER, now=T0)
        assert (filed.state, filed.resolution_code, filed.closed_at) == (FalloutState.CLOSED, "cable", T0)
        with pytest.raises(MoveRefused):
            await cancel_fallout(tx, fallout.id, reason="no", by=MANAGER, now=T0)


async def test_a_cancelled_fallout_lets_the_task_go_on_when_it_was_the_last(db: Database) -> None:
    """FAL-05, FAL-06, STM-02."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        first = await failed(tx, order)
        second = await raise_fallout(
            tx, TaskId(order, 1), fallout_type="billingIssue", message="no account", by=FULFILLER, now=T0
        )
        with pytest.raises(FalloutIncomplete):
            await cancel_fallout(tx, first.id, reason="", by=MANAGER, now=T0)
        await cancel_fallout(tx, first.id, reason="raised twice", by=MANAGER, now=T0)
        assert (await task_rows(tx, order, [1]))[0][0] == "held"
        await cancel_fallout(tx, second.id, reason="wrong task", by=MANAGER, now=T0)
        assert await task_rows(tx, order, [1]) == [("ready", None)]
        assert (await get_fallout(tx, second.id)).fallout.closed_at == T0


async def test_who_may_not_resolve_is_told_who_may(db: Database) -> None:
    """FAL-07: choosing the remedy is the manager's."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        fallout = await failed(tx, order)
        for verb in (
            resolve_fallout(tx, fallout.id, resolution=Resolution.RETRY, by=AGENT, now=T0),
            close_fallout(tx, fallout.id, resolution_code="x", by=AGENT, now=T0),
            cancel_fallout(tx, fallout.id, reason="x", by=AGENT, now=T0),
        ):
            with pytest.raises(NotPermitted, match="falloutManager"):
                await verb


async def test_a_retry_with_nothing_fixed_opens_the_same_fallout_again(db: Database) -> None:
    """NEW-07, FAL-02, FAL-13: still failing is said of the record itself, and another failure keeps the old in its
    history; counts of the groups follow."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        first = await failed(tx, order)
        await resolve(tx, first, Resolution.RETRY, note="rebooted")
        assert await raise_for_exhausted(tx, [exhausted(TaskId(order, 1))], now=T0) == []
        again = (await get_fallout(tx, first.id)).fallout
        assert (again.state, again.outcome, again.failed_again, again.resolution) == ("open", "stillFailing", 1, None)
        assert (await task_rows(tx, order, [1]))[0][0] == "held"
        await resolve(tx, again, Resolution.RETRY)
        other = exhausted(TaskId(order, 1), error_class="unreachable", message="no route")
        assert await raise_for_exhausted(tx, [other], now=T0) == []
        after = (await get_fallout(tx, first.id)).fallout
        assert (after.outcome, after.failed_again, after.cause) == ("failingDifferently", 2, "unreachable")
        assert after.signature != first.signature
        told = (await list_history(tx, first.id))[-1].data
        assert (told["signature_before"], told["message_before"]) == (first.signature, first.message)
        assert [(r.attempt, r.outcome, r.signature) for r in await list_remedies(tx, first.id)] == [
            (1, "stillFailing", first.signature), (2, "failingDifferently", first.signature)
        ]  # fmt: skip
        assert await group_drift(tx) == []
        assert [(group.signature, group.open) for group in await list_groups(tx) if group.total] == [
            (after.signature, 1)
        ]


async def test_what_is_being_verified_ends_with_the_task(database_url: str) -> None:
    """NEW-07: skipped through another fallout it is resolved, cancelled with the order it goes too."""
    database = await Database.connect(database_url, react=react)
    order = await plant_order_with_catalog(database)
    async with database.transaction() as tx:
        first = await failed(tx, order)
        second = await raise_fallout(
            tx, TaskId(order, 1), fallout_type="billingIssue", message="no account", by=FULFILLER, now=T0
        )
        await resolve(tx, first, Resolution.RETRY)
        await resolve(tx, second, Resolution.SKIP, values={"port": "a"}, note="not needed")
        beside = await failed(tx, order, 4)
        await resolve(tx, beside, Resolution.RETRY)
        await apply(
            tx, [TaskMove(service_order_id=order, n=4, was=TaskState.READY, state=TaskState.CANCELLED)], by="x", now=T0
        )
    async with database.reading() as tx:
        states = [(await get_fallout(tx, f.id)).fallout.state for f in (first, second, beside)]
        assert states == ["resolved", "resolved", "cancelled"]
        assert await group_drift(tx) == []
        assert [r.outcome for r in await list_remedies(tx, beside.id)] == ["overtaken"]
    await database.close()
