"""How urgent one task is: what a manager says of it, beside what follows from its order."""

from __future__ import annotations

from datetime import datetime

from trunkline.access.model import Actor, Permission
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import TaskId
from trunkline.orchestration import urgency_store
from trunkline.orchestration.commands import lock_task
from trunkline.orchestration.errors import TaskBlocked, TaskChanged, UrgencyInvalid
from trunkline.orchestration.events import TaskUrgencySet
from trunkline.orchestration.state import ENDED

_PRIORITIES = range(1, 6)


async def set_task_urgency(
    tx: Tx,
    task_id: TaskId,
    *,
    priority: int | None = None,
    due_at: datetime | None = None,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> None:
    """Gives one open task another priority (1 critical to 5 planning), another time when it is due, or both.

    What is None stays. The due time is that of the people's to-do list and of its jeopardy; plan and estimates stay.
    A priority that is weighed anew for the whole order replaces what was said here.

    Needs `task:manage`. Raises UrgencyInvalid, TaskChanged when the task has ended or is another version, and
    TaskBlocked when a due time is given to a task that is on nobody's list yet.
    """
    by.require(Permission.TASK_MANAGE)
    if problems := _faults(task_id, priority, due_at):
        raise UrgencyInvalid(f"the urgency of {task_id.number} cannot be set", problems=problems)
    task = await lock_task(tx, task_id, version)
    if task.state in ENDED:
        raise TaskChanged(f"{task_id.number} has ended ({task.state}); nothing of it is urgent any more")
    due_before = await urgency_store.find_due(tx, *task_id)
    if due_at is not None and due_before is None:
        raise TaskBlocked(
            f"{task_id.number} is on nobody's list yet; it gets its due time when it becomes ready, and can be given "
            "another one then"
        )
    wanted, due_after = priority or task.priority, due_at or due_before
    if (wanted, due_after) == (task.priority, due_before):
        return
    await urgency_store.write_urgency(tx, *task_id, priority=wanted, due_at=due_at)
    await history.record(
        tx,
        TaskUrgencySet(
            service_order_id=task_id.service_order_id, n=task_id.n, priority_before=task.priority,
            priority_after=wanted, due_before=due_before, due_after=due_after, by=by.name, at=now),
    )  # fmt: skip


def _faults(task_id: TaskId, priority: int | None, due_at: datetime | None) -> list[Problem]:
    faults = []
    if priority is None and due_at is None:
        faults.append(
            Problem(
                item=task_id.number, field="priority", what="is missing, and so is dueAt", action="give one of them"
            )
        )
    if priority is not None and priority not in _PRIORITIES:
        faults.append(
            Problem(item=task_id.number, field="priority", what=f"{priority} is no priority", action="use 1 to 5")
        )
    if due_at is not None and due_at.tzinfo is None:
        faults.append(
            Problem(
                item=task_id.number, field="dueAt", what="says no offset from UTC", action="end it with Z or +01:00"
            )
        )
    return faults
