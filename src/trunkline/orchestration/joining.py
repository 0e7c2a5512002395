"""New tasks join a plan that runs: they wait, and what stands above them counts them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.orchestration import growth_store, store, taking_back_store
from trunkline.orchestration.calendar_store import load_calendars
from trunkline.orchestration.model import TaskDraft
from trunkline.orchestration.progress import record_domain_orders
from trunkline.orchestration.schedule import ScheduledTask, schedule
from trunkline.orchestration.state import TaskState
from trunkline.ordering.progress import ItemDelta, progress


async def insert_waiting(
    tx: Tx,
    order_id: ServiceOrderId,
    drafts: Sequence[TaskDraft],
    joins: Iterable[tuple[int, int]],
    *,
    priority: int,
    by: str,
    now: datetime,
) -> None:
    """Writes new tasks of one order, which wait, and adds them to what stands above them; dependencies follow.

    `joins` are the dependencies that will be written: those among the new tasks place them in time. `priority` is the
    order's, for items that have none of their own.
    """
    if not drafts:
        return
    inner = {draft.n for draft in drafts}
    edges = [pair for pair in joins if pair[0] in inner and pair[1] in inner]
    times = schedule(
        [ScheduledTask(n=d.n, duration=d.duration, calendar=d.calendar) for d in drafts], edges, start=now,
        calendars=await load_calendars(tx),
    ).tasks  # fmt: skip
    chains = await taking_back_store.list_chains(tx, order_id, {draft.domain_order_n for draft in drafts})
    rows = [
        (order_id, d.n, d.domain_order_n, d.key, d.name, d.kind.value, TaskState.WAITING.value, 0,
         chains[d.domain_order_n]["priority"] or priority, d.executor, d.assignment_group, d.duration, None,
         times[d.n].start_at, times[d.n].end_at, times[d.n].start_at, times[d.n].end_at, times[d.n].latest_start_at,
         False, d.calendar)
        for d in drafts
    ]  # fmt: skip
    await store.copy_tasks(tx, rows, [], [], [])
    routes = [(d.n, d.route, None) for d in drafts if d.route is not None]
    if routes:
        await taking_back_store.set_routes(tx, order_id, routes)
    above: dict[int, int] = {}
    items: dict[int, tuple[list[int], int]] = {}
    for draft in drafts:
        chain = chains[draft.domain_order_n]
        for n in chain["ancestors"]:
            above[n] = above.get(n, 0) + 1
        for i, n in enumerate(chain["items"]):
            items[n] = (list(chain["items"][i:]), items.get(n, ([], 0))[1] + 1)
    start, end = min(times[n].start_at for n in inner), max(times[n].end_at for n in inner)
    moved = await growth_store.add_to_domain_orders(
        tx, order_id, [(n, tasks, 0, start, end) for n, tasks in sorted(above.items())], now=now
    )
    await record_domain_orders(tx, moved, by=by, now=now)
    await growth_store.add_to_items(
        tx, order_id, [(n, chain, tasks, start, end) for n, (chain, tasks) in sorted(items.items())]
    )
    deltas = [ItemDelta(service_order_id=order_id, n=n, opened=tasks) for n, (_, tasks) in sorted(items.items())]
    await progress(tx, deltas, now=now)
