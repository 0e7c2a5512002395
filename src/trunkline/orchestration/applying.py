"""What came of applying plan specifications, and the tasks after which an item cannot simply be taken back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.orchestration import applying_store
from trunkline.orchestration.events import ItemPassedPointOfNoReturn, WatchedTaskEnded
from trunkline.orchestration.model import PlanDraft


class PlanApplication(msgspec.Struct, frozen=True, kw_only=True):
    """One plan specification applied to `domain_orders` of an order: how many tasks it asks for, and what came of them.

    `plan_specification` is `id@version`; None with a `problem` when no plan could be made at all.
    """

    plan_specification: str | None
    domain_orders: int
    expected: int
    created: int
    skipped: int
    errored: int
    problem: str | None
    at: datetime


def applications(plan: PlanDraft, patterns: Mapping[str, Sequence[str]], *, now: datetime) -> list[PlanApplication]:
    """The record of a plan (PLN-09): `patterns` has for each plan specification the keys of its task patterns.

    A pattern whose condition does not hold is skipped (PLN-04); one that is neither made nor skipped counts as errored.
    """
    made: dict[int, set[str]] = defaultdict(set)
    for task in plan.tasks:
        made[task.domain_order_n].add(task.key)
    left_out = Counter(task.domain_order_n for task in plan.skipped_tasks)
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for n, chosen in plan.plan_specifications.items():
        keys = patterns.get(chosen, ())
        count = sums[chosen]
        count[0] += 1
        count[1] += len(keys)
        count[2] += sum(key in made[n] for key in keys)
        count[3] += left_out[n]
    return [
        PlanApplication(
            plan_specification=chosen, domain_orders=count, expected=expected, created=created, skipped=skipped,
            errored=max(0, expected - created - skipped), problem=None, at=now,
        )
        for chosen, (count, expected, created, skipped) in sorted(sums.items())
    ]  # fmt: skip


async def record_applications(tx: Tx, found: Sequence[tuple[int, PlanApplication]]) -> None:
    """Keeps what came of applying plan specifications, in one COPY for any number of orders."""
    await applying_store.insert_applications(
        tx,
        [(order_id, *(getattr(one, name) for name in PlanApplication.__struct_fields__)) for order_id, one in found],
    )


async def list_applications(tx: Tx, service_order_id: ServiceOrderId) -> list[PlanApplication]:
    """What came of applying plan specifications to an order, the earliest first."""
    rows = await applying_store.read_applications(tx, service_order_id)
    return [PlanApplication(**dict(row)) for row in rows]


async def note_points_of_no_return(tx: Tx, plans: Sequence[tuple[int, PlanDraft]]) -> None:
    """Keeps which tasks of new plans are points of no return; their end is told."""
    rows = [
        (order_id, task.n, task.point_of_no_return)
        for order_id, plan in plans
        for task in plan.tasks
        if task.point_of_no_return is not None
    ]
    if rows:
        await applying_store.insert_points(tx, rows)


async def pass_points_of_no_return(tx: Tx, events: Sequence[WatchedTaskEnded], *, now: datetime) -> None:
    """Marks the items of which such a task was completed (PLN-13); a hard one outweighs a soft one.

    Touches the tasks that ended and their items. The caller holds the locks of the orders.
    """
    done = [(e.service_order_id, e.n) for e in events if e.state == "completed" and e.service_order_id and e.n]
    if not done:
        return
    rows = await applying_store.pass_points(tx, done, now=now)
    await history.record_all(tx, [
        ItemPassedPointOfNoReturn(
            service_order_id=ServiceOrderId(row["service_order_id"]), n=row["n"], hardness=row["hardness"],
            by="system", at=now)
        for row in rows
    ])  # fmt: skip
