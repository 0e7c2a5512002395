"""Closing a domain order by hand: refused while tasks are open, or a fallout on each of them; then it follows them."""

from __future__ import annotations

import pytest

from builders_fallout import ADMINISTRATOR, AGENT, MANAGER, plant_order, task_rows
from builders_orchestration import T0
from trunkline.access.errors import NotPermitted
from trunkline.fallout.closing import WithOpenTasks, close_domain_order
from trunkline.fallout.errors import DomainOrderNotClosed, FalloutIncomplete
from trunkline.fallout.model import CLOSED_BY_HAND
from trunkline.fallout.queries import get_fallout
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.state import FalloutState, Resolution
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import DomainOrderId, FalloutId, ServiceOrderId
from trunkline.orchestration.queries import counter_drift, get_domain_order
from trunkline.orchestration.state import DomainOrderState
from trunkline.reactions import react

RAISE = WithOpenTasks.RAISE_FALLOUT


async def close(tx: Tx, order: ServiceOrderId, how: WithOpenTasks = RAISE, reason: str = "built outside") -> list[str]:
    """Closes the domain order as the fallout manager; answers the numbers of the fallouts."""
    raised = await close_domain_order(tx, DomainOrderId(order, 1), reason=reason, open_tasks=how, by=MANAGER, now=T0)
    return [fallout.number for fallout in raised]


async def test_open_tasks_refuse_it_or_become_fallouts_and_the_domain_order_follows_them(db: Database) -> None:
    """TSK-09, FAL-06."""
    order = await plant_order(db)  # 1 -> 2 -> 3 and 4: the first and the last can go on
    async with db.transaction() as tx:
        with pytest.raises(DomainOrderNotClosed) as refused:
            await close(tx, order, WithOpenTasks.REFUSE)
        assert [problem.item for problem in refused.value.problems] == [f"TASK-{order:06d}-{n}" for n in (1, 4, 2, 3)]
        assert [row[0] for row in await task_rows(tx, order, [1, 2, 3, 4])] == ["ready", "waiting", "waiting", "ready"]
        with pytest.raises(FalloutIncomplete):
            await close(tx, order, reason=" ")
        with pytest.raises(NotPermitted):
            await close_domain_order(
                tx, DomainOrderId(order, 1), reason="x", open_tasks=RAISE, by=AGENT, now=T0
            )  # fmt: skip

        raised = await close(tx, order)
        await react(tx)
        found = [(await get_fallout(tx, fallout)).fallout for fallout in await _ids(tx, order)]
        assert [f.number for f in found] == raised
        assert [(f.cause, f.raised_by, f.state) for f in found] == [(CLOSED_BY_HAND, "system", FalloutState.OPEN)] * 2
        assert "maria" in found[0].message and "built outside" in found[0].message
        assert (await get_domain_order(tx, DomainOrderId(order, 1))).state is DomainOrderState.HELD
        with pytest.raises(DomainOrderNotClosed, match="before"):
            await close(tx, order)  # no second record of the same

        for fallout in found:
            await resolve_fallout(
                tx, fallout.id, resolution=Resolution.COMPLETE_BY_HAND, note="built outside", by=MANAGER, now=T0
            )
        assert [row[0] for row in await task_rows(tx, order, [1, 2, 3, 4])] == [
            "completed", "ready", "waiting", "completed",
        ]  # fmt: skip
        assert (await get_domain_order(tx, DomainOrderId(order, 1))).state is DomainOrderState.IN_PROGRESS
        (third,) = await close(tx, order)
        await resolve_fallout(
            tx, (await _ids(tx, order))[-1], resolution=Resolution.GIVE_UP, note="not wanted", by=ADMINISTRATOR, now=T0
        )
        assert third and (await get_domain_order(tx, DomainOrderId(order, 1))).state is DomainOrderState.FAILED
        with pytest.raises(DomainOrderNotClosed, match="has ended already: it is failed"):
            await close(tx, order)
        assert await counter_drift(tx) == []


async def _ids(tx: Tx, order: ServiceOrderId) -> list[FalloutId]:
    rows = await tx.fetch("SELECT n FROM fallout WHERE service_order_id = $1 ORDER BY n", order)
    return [FalloutId(order, row["n"]) for row in rows]
