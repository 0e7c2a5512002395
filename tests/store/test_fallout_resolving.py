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
    resolve_fallout,
)
from trunkline.fallout.errors import FalloutIncomplete, ResolutionIncomplete, TaskNotHeld
from trunkline.fallout.model import Fallout
from trunkline.fallout.queries import get_fallout, list_history
from trunkline.fallout.state import FalloutState, Resolution
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId
from trunkline.kit.lifecycle import MoveRefused
from trunkline.orchestration.commands import retry_task
from trunkline.orchestration.errors import DataMissing
from trunkline.orchestration.queries import counter_drift, get_domain_order
from trunkline.orchestration.state import TaskState


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
            FalloutState.RESOLVED, Resolution.RETRY, "maria"
        )  # fmt: skip
        assert (await get_fallout(tx, fallout.id)).fallout == mended
        assert await task_rows(tx, order, [1]) == [("ready", None)]
        due = await tx.fetch("SELECT n FROM work WHERE service_order_id = $1 ORDER BY n", order)
        assert [row["n"] for row in due] == [1, 4]
        assert await counter_drift(tx) == []
        assert {"TaskRetried", "FalloutResolved"} <= set(await kinds(tx, order))


async def test_correct_and_retry_writes_the_values_first(db: Database) -> None:
    """FAL-07, TSK-08."""
    order = await plant_order_with_catalog(db)
    async with db.transaction() as tx:
        fallout = await failed(tx, order)
        await resolve(tx, fallout, Resolution.CORRECT_AND_RETRY, values={"speed": 100})
        assert await value_of(tx, order, "speed") == 100
        assert await task_rows(tx, order, [1]) == [("ready", None)]
        entry = (await list_history(tx, fallout.id))[-1]
        assert (entry.kind, entry.data["values"], entry.data["task_moved"]) == ("FalloutResolved", {"speed": 100}, True)


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
            await resolve(tx, fallout, Resolution.COMPLETE_BY_HAND, values={"speed": 10})
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


async def test_rolling_back_is_refused_with_what_to_use_instead(db: Database) -> None:
    """FAL-07."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        fallout = await failed(tx, order)
        with pytest.raises(ResolutionIncomplete, match="giveUp"):
            await resolve(tx, fallout, Resolution.ROLL_BACK, note="no")


async def test_with_two_open_the_task_moves_when_the_last_is_resolved(db: Database) -> None:
    """FAL-06."""
    order = await plant_order_with_catalog(db)
    async with db.transaction() as tx:
        first = await failed(tx, order)
        second = await raise_fallout(
            tx, TaskId(order, 1), fallout_type="billingIssue", message="no account", by=FULFILLER, now=T0
        )
        mended = await resolve(tx, first, Resolution.CORRECT_AND_RETRY, values={"speed": 10})
        assert mended.state is FalloutState.RESOLVED
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


async def test_the_same_failure_after_a_retry_is_a_new_fallout(db: Database) -> None:
    """FAL-02, FAL-13: only an open cause suppresses."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        first = await failed(tx, order)
        await resolve(tx, first, Resolution.RETRY)
        again = await failed(tx, order)
        assert (again.id.n, again.signature) == (2, first.signature)
        assert (await task_rows(tx, order, [1]))[0][0] == "held"
