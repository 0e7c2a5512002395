"""Whether a remedy helped: decided by what became of the task, never by the wish of who applied it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from trunkline.fallout.model import Fallout
from trunkline.fallout.state import FALLOUT_LIFECYCLE, FalloutState, Outcome, Resolution
from trunkline.kit.ids import TaskId
from trunkline.orchestration.state import ENDED_WELL, TaskState


def failed_again(fallout: Fallout, anew: Fallout) -> Fallout:
    """The fallout open again with the failure as it is now; whoever was on it still is.

    `anew` is the record that the new failure would make by itself. Raises MoveRefused when nothing was being verified.
    """
    same = fallout.signature == anew.signature
    return msgspec.structs.replace(
        fallout,
        state=FALLOUT_LIFECYCLE.after("failAgainInHand" if fallout.assignee else "failAgain", fallout.state),
        fallout_type=fallout.fallout_type if same else anew.fallout_type,
        cause=anew.cause,
        message=anew.message,
        signature=anew.signature,
        exchange=anew.exchange,
        failed_again=fallout.failed_again + 1,
        outcome=Outcome.STILL_FAILING if same else Outcome.FAILING_DIFFERENTLY,
        resolution=None,
        resolution_code=None,
        resolution_note=None,
        resolved_by=None,
        resolved_at=None,
    )


def sort_failures(
    anew: Iterable[Fallout], unresolved: Sequence[Fallout]
) -> tuple[list[tuple[Fallout, Fallout]], list[Fallout]]:
    """New failures, each as the record it would make, sorted into fallouts that fail again and records to write.

    On each task at most one is concerned: the fallout of the same signature when it is being verified; when none has
    that signature, the one to which a remedy was applied last. A failure whose cause is open without a remedy comes
    out among the records to write, where it is no second one (FAL-13). `unresolved` has the latest remedy first.
    """
    by_task: dict[TaskId, list[Fallout]] = {}
    for fallout in unresolved:
        by_task.setdefault(fallout.task_id, []).append(fallout)
    again, fresh = [], []
    for draft in anew:
        known = by_task.get(draft.task_id, [])
        same = next((fallout for fallout in known if fallout.signature == draft.signature), None)
        tried = same or next((fallout for fallout in known if fallout.state is FalloutState.RESOLVING), None)
        if tried is not None and tried.state is FalloutState.RESOLVING:
            again.append((tried, failed_again(tried, draft)))
        else:
            fresh.append(draft)
    return again, fresh


def ended(
    fallouts: Iterable[Fallout], states: Mapping[TaskId, TaskState], *, now: datetime
) -> list[tuple[Fallout, Outcome]]:
    """Fallouts being verified, as the end of their tasks leaves them, with the outcome of their remedy.

    A task that ended well proves it. One that was given up resolves it by that, whatever had been tried; one that was
    cancelled takes the fallout with it. What is not being verified is left out.
    """
    after = []
    for fallout in fallouts:
        if fallout.state is not FalloutState.RESOLVING:
            continue
        state = states[fallout.task_id]
        if state in ENDED_WELL:
            proven = msgspec.structs.replace(
                fallout, state=FALLOUT_LIFECYCLE.after("resolve", fallout.state), resolved_at=now
            )
            after.append((proven, Outcome.MENDED))
        elif state is TaskState.FAILED:
            lost = msgspec.structs.replace(
                fallout,
                state=FALLOUT_LIFECYCLE.after("resolve", fallout.state),
                resolution=Resolution.GIVE_UP,
                resolved_at=now,
            )
            after.append((lost, Outcome.OVERTAKEN))
        else:
            dropped = msgspec.structs.replace(
                fallout,
                state=FALLOUT_LIFECYCLE.after("overtake", fallout.state),
                resolution_note="the task was cancelled before it showed whether the remedy helps",
                closed_at=now,
            )
            after.append((dropped, Outcome.OVERTAKEN))
    return after
