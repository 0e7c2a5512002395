"""What people do with fallouts, and how one comes to be: raised by hand or by machine, worked on, filed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby

import msgspec

from trunkline.access.model import SYSTEM, Actor, Permission
from trunkline.access.queries import find_group, find_user
from trunkline.events import history
from trunkline.fallout import store
from trunkline.fallout.category_commands import file_fallout
from trunkline.fallout.category_store import list_categories
from trunkline.fallout.errors import FalloutAlreadyOpen, FalloutIncomplete, UnknownFalloutType
from trunkline.fallout.events import (
    FalloutAssigned,
    FalloutCancelled,
    FalloutClosed,
    FalloutNoted,
    FalloutRaised,
    FalloutStateChanged,
)
from trunkline.fallout.model import BY_PERSON, Failure, Fallout
from trunkline.fallout.resolution import closed
from trunkline.fallout.state import FALLOUT_LIFECYCLE
from trunkline.fallout.triage import triage
from trunkline.fallout.verifying import confirm_manual, reopen_failing
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import FalloutId, TaskId
from trunkline.orchestration import commands as tasks
from trunkline.orchestration.errors import UnknownAssignee
from trunkline.orchestration.events import AutomatedTaskExhausted, EffectNotUndone, TaskTestExhausted
from trunkline.orchestration.queries import get_task
from trunkline.orchestration.state import TASK_LIFECYCLE, TaskState


def said_text(text: str | None, *, field: str, what: str, action: str) -> str:
    """The text without blanks around it; raises FalloutIncomplete when nothing is left."""
    if text is None or not text.strip():
        raise FalloutIncomplete(f"{what}; {action}", problems=[Problem(field=field, what=what, action=action)])
    return text.strip()


def _raised(fallout: Fallout, *, by: str, now: datetime) -> FalloutRaised:
    return FalloutRaised(
        service_order_id=fallout.id.service_order_id, n=fallout.id.n, task_n=fallout.task_n,
        fallout_type=fallout.fallout_type, cause=fallout.cause, message=fallout.message, signature=fallout.signature,
        priority=fallout.priority, assignment_group=fallout.assignment_group, by=by, at=now,
    )  # fmt: skip


async def _note_raised(tx: Tx, fallouts: Sequence[Fallout], held: set[TaskId], *, by: str, now: datetime) -> None:
    """Two notes on each task: that it is held and by whom, and the fallout that says why (FAL-01)."""
    notes = []
    for fallout in fallouts:
        on = ("task", fallout.id.service_order_id, fallout.task_n)
        if fallout.task_id in held:
            notes.append((*on, f"State set to held by {by}."))
        notes.append((*on, f"Fallout {fallout.number} ({fallout.fallout_type}) was raised: {fallout.message}"))
    await store.add_notes(tx, notes, author=by, now=now)


async def raise_fallout(
    tx: Tx,
    task_id: TaskId,
    *,
    fallout_type: str,
    message: str,
    cause: str = BY_PERSON,
    exchange: dict[str, object] | None = None,
    by: Actor,
    now: datetime,
) -> Fallout:
    """Raises a fallout on a task by hand and holds the task (FAL-01). Needs `fallout:create`.

    Raises UnknownFalloutType with the types there are (FAL-03), FalloutIncomplete without a message (STM-02),
    UnknownTask, MoveRefused when the task waits or has ended, FalloutAlreadyOpen when the same cause is open on it.
    """
    by.require(Permission.FALLOUT_CREATE)
    await store.lock_orders(tx, [task_id.service_order_id])
    text = said_text(message, field="message", what="no message is given", action="say what went wrong")
    types = {known.id: known.category for known in await store.list_types(tx)}
    categories = {known.id: known for known in await list_categories(tx)}
    if fallout_type not in types:
        action = "use one of: " + ", ".join(sorted(types))
        what = f"there is no fallout type '{fallout_type}'"
        raise UnknownFalloutType(f"{what}; {action}", problems=[Problem(field="falloutType", what=what, action=action)])
    task = await get_task(tx, task_id)
    if task.state is not TaskState.HELD:
        TASK_LIFECYCLE.after("hold", task.state)  # refuses what waits or has ended
    (failed,) = await store.list_failed_tasks(tx, [task_id])
    failure = Failure(
        task_id=task_id, cause=cause.strip() or BY_PERSON, message=text, fallout_type=fallout_type, exchange=exchange
    )
    fallout = triage(
        failure,
        failed,
        n=failed.last_fallout_n + 1,
        known_types=types,
        categories=categories,
        raised_by=by.name,
        now=now,
    )
    if not await store.insert(tx, [fallout]):
        twin = await store.find_open_twin(tx, fallout)
        known = "another fallout" if twin is None else twin.number
        raise FalloutAlreadyOpen(f"{known} is open for the same cause on {task_id.number}; add a note to it instead")
    held = await tasks.hold_tasks(tx, [task_id], reason=_reason(fallout), by=by.name, now=now)
    await _note_raised(tx, [fallout], held, by=by.name, now=now)
    await history.record(tx, _raised(fallout, by=by.name, now=now))
    return fallout


def _reason(fallout: Fallout) -> str:
    return f"fallout {fallout.number}: {fallout.message}"[:500]


async def raise_for_exhausted(
    tx: Tx, events: Sequence[AutomatedTaskExhausted | EffectNotUndone | TaskTestExhausted], *, now: datetime
) -> list[Fallout]:
    """Raises one fallout for each automated task that no executor could do, and holds these tasks (FAL-02).

    A task on which the same cause is open gets no second one (FAL-13); one that fails again after a remedy opens that
    fallout again, as still failing or failing differently (NEW-07). A few statements for any number of tasks of
    any number of orders; tasks that have ended meanwhile are left alone, unless what they did cannot be taken back.
    """
    failures = [
        Failure(
            task_id=TaskId(event.service_order_id, event.n), cause=event.error_class, message=event.message,
            fallout_type=event.fallout_type, assignment_group=event.assignment_group, exchange=event.exchange,
        )
        for event in events
        if event.service_order_id is not None and event.n is not None
    ]  # fmt: skip
    ended_too = {
        TaskId(event.service_order_id, event.n)
        for event in events
        if isinstance(event, EffectNotUndone) and event.service_order_id is not None and event.n is not None
    }
    return await raise_all(tx, failures, ended_too=ended_too, raised_by=SYSTEM.name, now=now)


async def raise_all(
    tx: Tx,
    failures: Sequence[Failure],
    *,
    raised_by: str,
    now: datetime,
    ended_too: Collection[TaskId] = (),
    tried: bool = True,
) -> list[Fallout]:
    """Raises one fallout for each failure, at most one a task, and holds the tasks; answers the new records.

    Tasks that have ended are left out unless they are in `ended_too`. With `tried` the tasks were tried and failed,
    so that a fallout whose remedy is being verified is open again. Whoever calls has checked the right to do so.
    """
    by_task = {failure.task_id: failure for failure in failures}
    if not by_task:
        return []
    await store.lock_orders(tx, {task_id.service_order_id for task_id in by_task})
    types = {known.id: known.category for known in await store.list_types(tx)}
    categories = {known.id: known for known in await list_categories(tx)}
    failed = [
        task for task in await store.list_failed_tasks(tx, list(by_task)) if not task.ended or task.id in ended_too
    ]
    drafts = []
    for _, of_order in groupby(failed, key=lambda task: task.id.service_order_id):
        for offset, task in enumerate(of_order, start=1):
            n = task.last_fallout_n + offset
            drafts.append(
                triage(
                    by_task[task.id], task, n=n, known_types=types, categories=categories, raised_by=raised_by, now=now
                )
            )
    new = await reopen_failing(tx, drafts, by=raised_by, now=now) if tried else drafts
    written = await store.insert(tx, new)
    fallouts = [draft for draft in drafts if draft.id in written]
    reasons = {draft.task_id: _reason(draft) for draft in drafts}
    held = await tasks.hold_tasks(tx, list(reasons), reason=reasons, by=raised_by, now=now)
    await _note_raised(tx, fallouts, held, by=raised_by, now=now)
    await history.record_all(tx, [_raised(fallout, by=raised_by, now=now) for fallout in fallouts])
    return fallouts


async def assign_fallout(
    tx: Tx,
    fallout_id: FalloutId,
    *,
    assignment_group: str | None = None,
    assignee: str | None = None,
    by: Actor,
    now: datetime,
) -> Fallout:
    """Gives a fallout to a group, a person, or both; None leaves that part as it is, the empty string clears it.

    With a person on it, it is in progress. Taking a free one, and handing on one's own, needs `fallout:work`; giving
    somebody else's away needs `fallout:resolve`. Raises UnknownAssignee, MoveRefused when it is not open any more.
    """
    fallout = await store.lock_fallout(tx, fallout_id)
    group = fallout.assignment_group if assignment_group is None else assignment_group or None
    person = fallout.assignee if assignee is None else assignee or None
    takes = fallout.assignee is None and person == by.name and group == fallout.assignment_group
    own = fallout.assignee == by.name
    by.require(Permission.FALLOUT_WORK if takes or own else Permission.FALLOUT_RESOLVE)
    after = FALLOUT_LIFECYCLE.after("assign", fallout.state)
    await _check_assignees(tx, group=group, person=None if person == by.name else person)
    assigned = msgspec.structs.replace(
        fallout, state=after if person else fallout.state, assignment_group=group, assignee=person
    )
    if assigned == fallout:
        return fallout
    await store.save(tx, assigned, was=fallout.state)
    await history.record(
        tx,
        FalloutAssigned(
            service_order_id=fallout_id.service_order_id, n=fallout_id.n, group_before=fallout.assignment_group,
            group_after=group, assignee_before=fallout.assignee, assignee_after=person, by=by.name, at=now),
    )  # fmt: skip
    return assigned


async def _check_assignees(tx: Tx, *, group: str | None, person: str | None) -> None:
    if group is not None and await find_group(tx, group) is None:
        raise UnknownAssignee(f"there is no assignment group '{group}'; choose an existing one")
    user = None if person is None else await find_user(tx, person)
    if person is not None and (user is None or not user.active):
        raise UnknownAssignee(f"there is no active user '{person}'; choose an existing one")


async def reassign_task(
    tx: Tx,
    fallout_id: FalloutId,
    *,
    assignment_group: str | None = None,
    assignee: str | None = None,
    by: Actor,
    now: datetime,
) -> Fallout:
    """Gives the task of a fallout to another group or person (FAL-16). Needs `fallout:resolve`."""
    by.require(Permission.FALLOUT_RESOLVE)
    fallout = await store.lock_fallout(tx, fallout_id)
    await tasks.assign_task(tx, fallout.task_id, assignment_group=assignment_group, assignee=assignee, by=by, now=now)
    return fallout


async def note_fallout(
    tx: Tx, fallout_id: FalloutId, *, text: str, customer_visible: bool = False, by: Actor, now: datetime
) -> Fallout:
    """Writes a note on a fallout, whatever its state. Needs `fallout:work`."""
    by.require(Permission.FALLOUT_WORK)
    fallout = await store.lock_fallout(tx, fallout_id)
    said = said_text(text, field="text", what="the note is empty", action="write what you found out")
    subject = ("fallout", fallout_id.service_order_id, fallout_id.n, said)
    await store.add_notes(tx, [subject], author=by.name, now=now, customer_visible=customer_visible)
    await history.record(
        tx, FalloutNoted(service_order_id=fallout_id.service_order_id, n=fallout_id.n, text=said, by=by.name, at=now)
    )
    return fallout


async def _move(tx: Tx, fallout_id: FalloutId, verb: str, *, reason: str | None, by: Actor, now: datetime) -> Fallout:
    by.require(Permission.FALLOUT_WORK)
    fallout = await store.lock_fallout(tx, fallout_id)
    moved = msgspec.structs.replace(fallout, state=FALLOUT_LIFECYCLE.after(verb, fallout.state))
    await store.save(tx, moved, was=fallout.state)
    await history.record(
        tx,
        FalloutStateChanged(
            service_order_id=fallout_id.service_order_id, n=fallout_id.n, before=fallout.state, after=moved.state,
            reason=reason, by=by.name, at=now),
    )  # fmt: skip
    return moved


async def ask_information(tx: Tx, fallout_id: FalloutId, *, question: str, by: Actor, now: datetime) -> Fallout:
    """The fallout waits for an answer from elsewhere. Needs `fallout:work`; raises FalloutIncomplete without a
    question."""
    said = said_text(question, field="question", what="no question is given", action="say what is waited for")
    return await _move(tx, fallout_id, "askInformation", reason=said, by=by, now=now)


async def resume_fallout(
    tx: Tx, fallout_id: FalloutId, *, answer: str | None = None, by: Actor, now: datetime
) -> Fallout:
    """The answer came; work on the fallout goes on. Needs `fallout:work`."""
    return await _move(tx, fallout_id, "resume", reason=(answer or "").strip() or None, by=by, now=now)


async def close_fallout(
    tx: Tx,
    fallout_id: FalloutId,
    *,
    resolution_code: str | None = None,
    category: str | None = None,
    by: Actor,
    now: datetime,
) -> Fallout:
    """Files a resolved fallout (FAL-04, FAL-05). Needs `fallout:resolve`; raises ResolutionIncomplete unless a resolution
    code and a subcategory are given now or were given before, UnknownFalloutCategory, FalloutCategoryInvalid."""
    by.require(Permission.FALLOUT_RESOLVE)
    if category is not None:
        await file_fallout(tx, fallout_id, category=category, by=by, now=now)
    fallout = await store.lock_fallout(tx, fallout_id)
    filed = closed(fallout, resolution_code=resolution_code, now=now)
    await store.save(tx, filed, was=fallout.state)
    await history.record(
        tx,
        FalloutClosed(
            service_order_id=fallout_id.service_order_id, n=fallout_id.n, resolution_code=filed.resolution_code or "",
            by=by.name, at=now),
    )  # fmt: skip
    return filed


async def cancel_fallout(tx: Tx, fallout_id: FalloutId, *, reason: str, by: Actor, now: datetime) -> Fallout:
    """Takes back a fallout that was raised in error; its task goes on when no other is open on it. Needs
    `fallout:resolve`; raises FalloutIncomplete without a reason (STM-02)."""
    by.require(Permission.FALLOUT_RESOLVE)
    fallout = await store.lock_fallout(tx, fallout_id)
    said = said_text(reason, field="reason", what="no reason is given", action="say why it is cancelled")
    dropped = msgspec.structs.replace(
        fallout, state=FALLOUT_LIFECYCLE.after("cancel", fallout.state), resolution_note=said, closed_at=now
    )
    task = await get_task(tx, fallout.task_id)
    goes_on = task.state is TaskState.HELD and not await store.list_others_open(tx, fallout)
    await store.save(tx, dropped, was=fallout.state)
    if goes_on:
        await tasks.retry_task(tx, task.id, by=by.name, now=now)
        await confirm_manual(tx, task.id, by=by.name, now=now)
    await history.record(
        tx,
        FalloutCancelled(
            service_order_id=fallout_id.service_order_id, n=fallout_id.n, task_n=fallout.task_n, reason=said,
            task_moved=goes_on, by=by.name, at=now),
    )  # fmt: skip
    return dropped
