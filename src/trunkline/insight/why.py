"""Why something is not moving: from what is found at the frontier of a plan to sentences that name who can act."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

from trunkline.orchestration.state import TaskKind, TaskState


class BlockerKind(StrEnum):
    """What something can wait for."""

    SUBMISSION = "submission"  # the order is a draft
    APPROVAL = "approval"  # somebody must decide
    INVESTIGATION = "investigation"  # it was rejected, somebody finds out
    ENRICHMENT = "enrichment"  # something must be found out first
    ORDER_TASK = "orderTask"  # a task of the order itself must be done
    PLANNING = "planning"  # a worker makes the plan, or will
    PLANNING_FAILURE = "planningFailure"  # the plan could not be made
    HOLD = "hold"  # a person or a rule holds it
    CANCELLATION = "cancellation"  # it is being cancelled
    QUEUE = "queue"  # a task that is ready waits for a person
    PERSON = "person"  # a person is on it
    INFORMATION = "information"  # the one on it waits for an answer
    FALLOUT = "fallout"  # it failed, and somebody must choose the remedy
    HELD = "held"  # held without an open fallout
    UNKNOWN_OUTCOME = "unknownOutcome"  # it was asked of the outside and the answer is lost
    ANSWER = "answer"  # a domain system took it and will answer
    DOMAIN_SYSTEM = "domainSystem"  # the system is held, or its circuit is open
    TIMER = "timer"  # the end of a lag, a date, or a pause before the next attempt
    LEASE = "lease"  # a worker is on it just now
    WORKER = "worker"  # due, and no worker took it yet
    VALUE = "value"  # a branch of the plan lacks a value
    NOTHING = "nothing"  # nothing moves it: a defect, which the watchdog reports


class Blocker(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One thing that must happen. `subject` is its number; `until` is when it ends by itself; `action` what to do."""

    kind: BlockerKind
    subject: str
    name: str
    what: str
    action: str = ""
    owner: str | None = None
    group: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    attempt: int | None = None


class FrontierTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task that waits for no other task, with all that may hold it up."""

    number: str
    name: str
    kind: TaskKind
    state: TaskState
    reason: str | None
    assignee: str | None
    group: str | None
    ready_at: datetime | None
    started_at: datetime | None
    not_before: datetime | None
    work_due_at: datetime | None
    worker: str | None
    attempt: int | None
    last_error: str | None
    effect_state: str | None
    asked_at: datetime | None
    answer_until: datetime | None
    reference: str | None
    far_state: str | None
    system: str | None
    system_held: bool
    system_reason: str | None
    system_until: datetime | None
    fallout: str | None
    fallout_group: str | None
    fallout_assignee: str | None
    fallout_message: str | None
    fallout_at: datetime | None
    hold: str | None = None
    hold_code: str | None = None
    hold_note: str | None = None
    hold_owner: str | None = None
    hold_since: datetime | None = None
    hold_until: datetime | None = None


def explain_task(task: FrontierTask, *, now: datetime) -> Blocker:
    """What this task waits for: exactly one thing, the first that must go."""

    def because(kind: BlockerKind, what: str, action: str = "", **more: object) -> Blocker:
        facts = {"owner": task.assignee, "group": task.group, "since": task.ready_at, "attempt": task.attempt} | more
        return msgspec.convert(
            {"kind": kind, "subject": task.number, "name": task.name, "what": what, "action": action} | facts, Blocker
        )

    if task.fallout is not None:
        return because(
            BlockerKind.FALLOUT,
            f"{task.fallout} is open: {task.fallout_message}",
            "resolve the fallout: retry, correct, skip or give up",
            subject=task.fallout, owner=task.fallout_assignee, group=task.fallout_group, since=task.fallout_at,
        )  # fmt: skip
    if task.state is TaskState.HELD:
        return because(BlockerKind.HELD, f"held: {task.reason or 'no reason was given'}", "release or retry it")
    if task.state is TaskState.AWAITING_INFORMATION:
        return because(BlockerKind.INFORMATION, f"waits for an answer: {task.reason or ''}".rstrip(": "),
                       "give the answer and resume the task")  # fmt: skip
    if task.kind is TaskKind.MANUAL and task.state is TaskState.IN_PROGRESS:
        return because(BlockerKind.PERSON, f"{task.assignee or 'somebody'} is on it", "complete or release the task",
                       since=task.started_at)  # fmt: skip
    if task.kind is TaskKind.MANUAL and task.state is TaskState.READY:
        whom = f"{task.assignee}" if task.assignee else f"somebody of {task.group}" if task.group else "somebody"
        return because(BlockerKind.QUEUE, f"waits for {whom} to take it", "take the task, or assign it")
    if task.state is TaskState.WAITING and task.hold is not None:
        return because(
            BlockerKind.HOLD, f"{task.hold} ({task.hold_code}): {task.hold_note}",
            "release the hold" if task.hold_until is None else "release the hold, or wait for its expiry",
            subject=task.hold, owner=task.hold_owner, since=task.hold_since, until=task.hold_until,
        )  # fmt: skip
    if task.state is TaskState.WAITING:
        if task.not_before is not None and task.not_before > now:
            return because(BlockerKind.TIMER, "may not start before its lag or date has passed", until=task.not_before)
        if task.work_due_at is not None:
            return because(BlockerKind.WORKER, "is due and will be made ready by the next worker",
                           "start a worker when none runs", until=task.work_due_at)  # fmt: skip
        return because(BlockerKind.NOTHING, "waits for nothing that is open", "this is a defect: please report it")
    if task.system_held:
        return because(
            BlockerKind.DOMAIN_SYSTEM,
            f"domain system '{task.system}' takes no calls: {task.system_reason or 'no reason was given'}",
            f"release it: `trunkline system release {task.system}`",
            until=task.system_until,
        )
    if task.state is TaskState.UNKNOWN:
        return because(BlockerKind.UNKNOWN_OUTCOME, "was asked of the outside and the answer is lost; it is looked up",
                       "", since=task.asked_at, until=task.work_due_at)  # fmt: skip
    if task.effect_state == "waiting":
        record = f", as {task.reference}" if task.reference else ""
        standing = f": {task.far_state}" if task.far_state else ""
        return because(
            BlockerKind.ANSWER,
            f"'{task.system or 'the system'}' took it{record}, and has not ended it yet{standing}",
            since=task.asked_at, until=task.answer_until,
        )  # fmt: skip
    if task.worker is not None and task.work_due_at is not None and task.work_due_at > now:
        return because(BlockerKind.LEASE, f"worker {task.worker} is on it", since=task.started_at,
                       until=task.work_due_at)  # fmt: skip
    if task.work_due_at is not None and task.work_due_at > now:
        error = f" after: {task.last_error or task.reason}" if task.last_error or task.reason else ""
        return because(BlockerKind.TIMER, f"is tried again{error}", until=task.work_due_at)
    if task.work_due_at is not None:
        return because(BlockerKind.WORKER, "is due, and no worker has taken it yet", "start a worker when none runs",
                       until=task.work_due_at)  # fmt: skip
    return because(BlockerKind.NOTHING, "nothing holds it and nothing moves it", "this is a defect: please report it")


_RANK = {kind: place for place, kind in enumerate(BlockerKind)}
# what ends by itself comes last
_BY_ITSELF = frozenset({BlockerKind.LEASE, BlockerKind.WORKER, BlockerKind.TIMER, BlockerKind.ANSWER,
                        BlockerKind.UNKNOWN_OUTCOME, BlockerKind.PLANNING})  # fmt: skip


def most_telling_first(blockers: Iterable[Blocker]) -> list[Blocker]:
    """What needs somebody before what ends by itself; each thing once."""
    once = {(b.kind, b.subject, b.what): b for b in blockers}
    return sorted(once.values(), key=lambda b: (b.kind in _BY_ITSELF, _RANK[b.kind], b.subject))
