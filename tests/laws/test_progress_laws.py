"""Whatever happens to tasks in whatever order, rows and counters say what a plain recount of the tasks says."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders_orchestration import T0, plant
from builders_progress import Model, expected, shapes, stored
from trunkline.kit.db import Database
from trunkline.kit.ids import TaskId
from trunkline.orchestration import store
from trunkline.orchestration.progress import apply, moves_of
from trunkline.orchestration.queries import counter_drift
from trunkline.orchestration.state import TASK_LIFECYCLE

VERBS = ["start", "complete", "hold", "retry", "skip", "completeByHand", "giveUp", "cancel", "askInformation",
         "resume", "loseAnswer"]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_after_any_sequence_of_moves_every_state_and_counter_is_what_a_recount_gives(
    db: Database, data: st.DataObject
) -> None:
    """STM-06, STM-01, TSK-01, TSK-02: the parent's state is always the same function of its children's."""
    shape = data.draw(shapes())
    model = Model(shape)
    async with db.transaction() as tx:
        order_id = await plant(tx, shape)
    for _ in range(data.draw(st.integers(1, 12))):
        verb = data.draw(st.sampled_from(VERBS))
        able = [n for n, s in enumerate(model.states, start=1) if TASK_LIFECYCLE.allows(verb, s)]
        numbers = data.draw(st.sets(st.sampled_from(able), min_size=1)) if able else set()
        async with db.transaction() as tx:
            await store.lock_orders(tx, [order_id])
            tasks = await store.list_tasks(tx, [TaskId(order_id, n) for n in sorted(numbers)])
            moved = await apply(tx, moves_of(tasks, verb), by="test", now=T0)
        assert {task.n for task in moved} == numbers
        model.apply(numbers, verb)
        async with db.reading() as tx:
            assert await stored(tx, order_id) == expected(model)
            assert await counter_drift(tx) == []
