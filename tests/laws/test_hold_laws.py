"""While any hold covers a task it does not start; when the last is released, the plan is as if there had been none."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders_orchestration import T0, plant
from builders_ordering import actor
from builders_progress import shapes
from trunkline.access.model import Role
from trunkline.insight.watchdog import stuck_items
from trunkline.kit.db import Database
from trunkline.kit.ids import HoldId, TaskId
from trunkline.orchestration import store
from trunkline.orchestration.holding import place_hold, release_hold
from trunkline.orchestration.progress import apply, moves_of
from trunkline.orchestration.queries import counter_drift
from trunkline.orchestration.state import ENDED_WELL, HoldReason, HoldScope, TaskState, tally
from trunkline.ordering.progress import carried_out_state

BOSS = actor(Role.FULFILLMENT_MANAGER, "mona")
SCOPES = tuple(HoldScope)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_no_task_starts_while_any_hold_covers_it_and_all_go_on_after_the_last(
    db: Database, data: st.DataObject
) -> None:
    """STM-03."""
    shape = data.draw(shapes())
    sizes = dict(zip(SCOPES, (0, len(shape.items), len(shape.domain_orders), len(shape.tasks)), strict=True))
    holds: dict[int, tuple[HoldScope, int]] = {}

    def covered(n: int) -> bool:
        domain_order = shape.tasks[n - 1][0]
        items = shape.item_chain(shape.domain_orders[domain_order - 1][0])
        return any(
            scope is HoldScope.SERVICE_ORDER
            or (scope is HoldScope.ITEM and m in items)
            or (scope is HoldScope.DOMAIN_ORDER and m in shape.chain(domain_order))
            or (scope is HoldScope.TASK and m == n)
            for scope, m in holds.values()
        )

    async with db.transaction() as tx:
        order_id = await plant(tx, shape)
        ids = [TaskId(order_id, n) for n in range(1, len(shape.tasks) + 1)]
        for minute in range(data.draw(st.integers(1, 10))):
            now = T0 + timedelta(minutes=minute)
            before = {t.id.n: t.state for t in await store.list_tasks(tx, ids)}
            what = data.draw(st.sampled_from(["hold", "release", "start", "complete", "fallout", "retry"]))
            if all(state in ENDED_WELL for state in before.values()):
                break
            if what == "hold":
                scope = data.draw(st.sampled_from(SCOPES))
                n = data.draw(st.integers(1, sizes[scope])) if sizes[scope] else 0
                if scope is HoldScope.TASK and before[n] in ENDED_WELL:
                    continue
                held = [t for d, t in ((0, order_id),) if scope is HoldScope.SERVICE_ORDER]
                inside = [
                    m for m, (d, _) in enumerate(shape.tasks, start=1)
                    if held or (scope is HoldScope.ITEM and n in shape.item_chain(shape.domain_orders[d - 1][0]))
                    or (scope is HoldScope.DOMAIN_ORDER and n in shape.chain(d)) or (scope is HoldScope.TASK and m == n)
                ]  # fmt: skip
                if not any(before[m] not in ENDED_WELL for m in inside):
                    continue
                hold = await place_hold(tx, order_id, scope=scope, scope_n=n, reason_code=HoldReason.OTHER, note="x",
                                        by=BOSS, now=now)  # fmt: skip
                holds[hold.n] = (scope, n)
            elif what == "release" and holds:
                n = data.draw(st.sampled_from(sorted(holds)))
                await release_hold(tx, HoldId(order_id, n), by=BOSS, now=now)
                del holds[n]
            elif what in ("start", "complete", "retry", "fallout"):
                verb = {"fallout": "hold"}.get(what, what)
                some = await store.list_tasks(tx, [ids[i] for i in data.draw(st.sets(st.integers(0, len(ids) - 1)))])
                if what == "complete":
                    some = [task for task in some if task.state is TaskState.IN_PROGRESS]
                await apply(tx, moves_of(some, verb), by="test", now=now)
            after = {t.id.n: t.state for t in await store.list_tasks(tx, ids)}
            for n, state in after.items():
                if covered(n):
                    assert state is not TaskState.READY
                    assert state is not TaskState.IN_PROGRESS or before[n] is TaskState.IN_PROGRESS
                elif state is TaskState.WAITING:
                    assert any(after[a] not in ENDED_WELL for a, b in shape.edges if b == n)
            counts = tally(list(after.values()))
            if counts.open:
                whole = sum(scope is HoldScope.SERVICE_ORDER for scope, _ in holds.values())
                expected = carried_out_state(open_tasks=counts.open, active=counts.active, held=counts.held,
                                             pending=counts.pending, holds=whole)  # fmt: skip
                assert await tx.fetchval("SELECT state FROM service_order WHERE id = $1", order_id) == expected
            assert not await counter_drift(tx)
            stuck = {item.number for item in await stuck_items(tx, [order_id])}
            assert not {TaskId(order_id, n).number for n, s in after.items() if s is not TaskState.HELD} & stuck
        for n in sorted(holds):
            await release_hold(tx, HoldId(order_id, n), by=BOSS, now=T0 + timedelta(hours=1))
        for task in await store.list_tasks(tx, ids):
            open_before = [a for a, b in shape.edges if b == task.id.n]
            states = {t.id.n: t.state for t in await store.list_tasks(tx, ids)}
            if task.state is TaskState.WAITING:
                assert any(states[a] not in ENDED_WELL for a in open_before)
