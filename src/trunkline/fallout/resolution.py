"""What each remedy needs, and what it does to the task."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from trunkline.fallout.errors import ResolutionIncomplete
from trunkline.fallout.model import Fallout
from trunkline.fallout.state import FALLOUT_LIFECYCLE, Resolution
from trunkline.kit.errors import Problem


class Remedy(msgspec.Struct, frozen=True, kw_only=True):
    """One remedy. `verb` is the task's, as its life cycle calls it."""

    resolution: Resolution
    name: str
    effect: str
    verb: str
    takes_values: bool = False
    needs_values: bool = False
    needs_note: bool = False


REMEDIES: Mapping[Resolution, Remedy] = {
    remedy.resolution: remedy
    for remedy in (
        Remedy(
            resolution=Resolution.RETRY, name="Retry", verb="retry",
            effect="the task is tried again as it is; a manual task goes back to its group"),
        Remedy(
            resolution=Resolution.CORRECT_AND_RETRY, name="Correct and retry", verb="retry", takes_values=True,
            needs_values=True, effect="the values are corrected, then the task is tried again"),
        Remedy(
            resolution=Resolution.COMPLETE_BY_HAND, name="Complete by hand", verb="completeByHand", takes_values=True,
            needs_note=True,
            effect="it was done outside; the task is completed with the values that later tasks need"),
        Remedy(
            resolution=Resolution.SKIP, name="Skip", verb="skip", takes_values=True, needs_note=True,
            effect="the task is left out; later tasks get the values they need"),
        Remedy(
            resolution=Resolution.ROLL_BACK, name="Roll back", verb="rollBack", needs_note=True,
            effect="what was done is undone in reverse, back to a task of your choice; then it is done again, or ends"),
        Remedy(
            resolution=Resolution.REROUTE, name="Reroute", verb="retry", needs_note=True,
            effect="another system does it; what the first may have done is undone before"),
        Remedy(
            resolution=Resolution.GIVE_UP, name="Give up", verb="giveUp", needs_note=True,
            effect="the task fails, the tasks that wait for it are cancelled, the domain order fails"),
    )
}  # fmt: skip


# remedies that move more than their task: they cannot wait for others
ALONE: Mapping[Resolution, str] = {Resolution.ROLL_BACK: "roll back", Resolution.REROUTE: "reroute"}


def check_remedy(resolution: Resolution, *, values: Mapping[str, object], note: str | None) -> Remedy:
    """The remedy, when everything it needs is given; raises ResolutionIncomplete with every fault otherwise."""
    remedy = REMEDIES[resolution]
    problems = []
    if remedy.needs_values and not values:
        problems.append(
            Problem(field="values", what="no value is given", action="give the corrected values by characteristic name")
        )
    if values and not remedy.takes_values:
        problems.append(
            Problem(
                field="values",
                what=f"'{resolution}' takes no values",
                action=f"leave them out, or use '{Resolution.CORRECT_AND_RETRY}'",
            )
        )
    if remedy.needs_note and not (note or "").strip():
        problems.append(
            Problem(field="note", what="no reason is given", action=f"say in the note why '{resolution}' is right here")
        )
    if problems:
        raise ResolutionIncomplete(f"'{resolution}' needs something else", problems=problems)
    return remedy


def refuse_beside_others(resolution: Resolution, task: str, *, others_open: int) -> None:
    """Raises ResolutionIncomplete for a remedy that cannot wait for the other fallouts that are open on the task."""
    if others_open and resolution in ALONE:
        raise ResolutionIncomplete(
            f"{others_open} other fallout(s) are open on {task}: resolve these first, then {ALONE[resolution]}"
        )


def remedied(
    fallout: Fallout,
    resolution: Resolution,
    *,
    proven: bool,
    resolution_code: str | None,
    note: str | None,
    by: str,
    now: datetime,
) -> Fallout:
    """The fallout with its remedy: resolved when that alone proves it, being verified otherwise.

    Raises MoveRefused when it is not open any more.
    """
    return msgspec.structs.replace(
        fallout,
        state=FALLOUT_LIFECYCLE.after("resolve" if proven else "apply", fallout.state),
        resolution=resolution,
        resolution_code=(resolution_code or "").strip() or None,
        resolution_note=(note or "").strip() or None,
        resolved_by=by,
        resolved_at=now,
    )


def proves_itself(
    resolution: Resolution, *, manual: bool, others_open: int, again: bool = True, test: bool = False
) -> bool:
    """Whether the remedy itself takes the task out of its failed state for good (FAL-08).

    A task that a machine tries again has to end well first; a person's task is mended when it is back on the list.
    While other fallouts hold the task, no remedy moves it. Rolled back, the task has to end well when it is done
    `again`; when the branch ends there is nothing left to prove. A `test` that was not passed has to be passed, whoever
    does it.
    """
    if others_open:
        return False
    if resolution is Resolution.ROLL_BACK:
        return not again
    if resolution is Resolution.REROUTE:
        return False
    return (manual and not test) or resolution not in (
        Resolution.RETRY, Resolution.CORRECT_AND_RETRY
    )  # fmt: skip


def closed(fallout: Fallout, *, resolution_code: str | None, now: datetime) -> Fallout:
    """The fallout filed. Raises MoveRefused unless it is resolved, ResolutionIncomplete without a resolution code or a
    category, with both faults when both lack."""
    after = FALLOUT_LIFECYCLE.after("close", fallout.state)
    code = (resolution_code or "").strip() or fallout.resolution_code
    problems = []
    if not code:
        problems.append(
            Problem(
                item=fallout.number, field="resolutionCode", what="no resolution code is given",
                action="say in a word or two what mended it; it is what the statistics count",
            )
        )  # fmt: skip
    if fallout.category is None:
        problems.append(
            Problem(
                item=fallout.number, field="category", what="no category is given",
                action="say what kind of failure it was, by a subcategory",
            )
        )  # fmt: skip
    if problems:
        raise ResolutionIncomplete(
            f"{fallout.number} is closed with a category and a resolution code", problems=problems
        )
    return msgspec.structs.replace(fallout, state=after, resolution_code=code, closed_at=now)
