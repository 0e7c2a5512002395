"""Domain orders that are not wanted any more leave a plan that runs; what was done for them is undone by tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId, domain_order_number
from trunkline.orchestration import edit_store, growth_store, store, taking_back_store
from trunkline.orchestration.errors import WorkDone
from trunkline.orchestration.events import DomainOrderWithdrawn
from trunkline.orchestration.model import Task
from trunkline.orchestration.progress import apply, moves_of, step
from trunkline.orchestration.rewiring import settle
from trunkline.orchestration.rolling_back import decide_undoing, write_undoing
from trunkline.orchestration.state import ENDED, TaskKind, TaskState
from trunkline.work.commands import add_work
from trunkline.work.model import WorkKind

_UNDONE = frozenset({TaskState.WAITING, TaskState.READY, TaskState.CANCELLED})


def _can_be_called_off(task: Task) -> bool:
    return task.kind is TaskKind.AUTOMATED and task.state in (TaskState.IN_PROGRESS, TaskState.UNKNOWN)


async def withdraw_domain_orders(
    tx: Tx, service_order_id: ServiceOrderId, numbers: Sequence[int], *, reason: str, by: str, now: datetime
) -> int:
    """Cancels domain orders with all that stands below them; what waited for them waits no more.

    What is above them ends as if they had never been part of it. The caller holds the order's lock. Answers how many
    tasks were cancelled. An automated task that runs is cancelled, and what was asked for it taken back; what was
    completed is undone as the catalog says, in reverse, and until then they are `pendingCancellation` (CAN-05). Raises
    WorkDone, naming them, when a task is in a person's hands or one of the domain orders is completed, RollBackRefused
    when something that was done cannot be taken back.
    """
    tasks = await growth_store.tasks_of_trees(tx, service_order_id, numbers)
    busy = [t for t in tasks if t.state not in _UNDONE | ENDED and not _can_be_called_off(t)]
    made = await taking_back_store.list_ended_below(tx, service_order_id, numbers)
    if busy or made:
        raise WorkDone(
            f"{len(busy) + len(made)} part(s) of what is to be withdrawn are in work or made; finish these first",
            problems=[
                *(Problem(item=task.id.number, what=f"'{task.name}' is {task.state.value}",
                          action="let it go on, or give it up through a fallout") for task in busy[:20]),
                *(Problem(item=domain_order_number(DomainOrderId(service_order_id, row["n"]),
                                                   resource=row["kind"] == "resource"),
                          what=f"'{row['name']}' is {row['state']}", action="order that it is taken away")
                  for row in made[:20]),
            ],
        )  # fmt: skip
    undoing = await decide_undoing(tx, service_order_id, tasks)
    leaving = [task for task in tasks if task.state not in ENDED]
    freed = await growth_store.detach(tx, service_order_id, [task.id.n for task in leaving], now=now)
    await growth_store.leave_totals(tx, service_order_id, numbers)
    await taking_back_store.mark_withdrawn(tx, service_order_id, numbers)
    await write_undoing(tx, service_order_id, undoing, reason=reason, by=by, now=now)
    await apply(tx, moves_of(leaving, "cancel", reason=reason), by=by, now=now)
    await settle(tx, service_order_id, undoing.waiting, by=by, now=now)
    waiting = await store.list_tasks(tx, [TaskId(service_order_id, n) for n in freed])
    due = [task for task in waiting if task.not_before is None or task.not_before <= now]
    for task in waiting:
        if task.not_before is not None and task.not_before > now:
            await add_work(tx, WorkKind.RELEASE_TASK, [task.id], due_at=task.not_before)
    await apply(tx, [step(task, "ready") for task in due], by=by, now=now)
    changes = {"domainOrders": list(numbers), "tasks": len(leaving), "undone": len(undoing.steps)}
    await edit_store.write_version(
        tx, service_order_id, edit="withdrawal", reason=reason, made_by=by, at=now, changes=changes
    )
    await history.record_all(
        tx,
        [
            DomainOrderWithdrawn(service_order_id=service_order_id, n=n, reason=reason, by=by, at=now)
            for n in numbers
        ],
    )  # fmt: skip
    return len(leaving)
