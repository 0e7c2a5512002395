"""One action on many tasks, on the wire."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

from msgspec import Meta
from msgspec.structs import replace

from trunkline.kit.errors import TrunklineError
from trunkline.orchestration.bulk import BulkVerb, TaskOutcome
from trunkline.orchestration.wire import _Wire

MOST_NAMED: Final = 500  # tasks in one request that names them
MOST_MATCHING: Final = 5_000  # tasks in one request that names filters


class WorklistFilterBody(_Wire, frozen=True, kw_only=True):
    """The filters of the task list, as its address has them."""

    mine: bool = False
    assignee: str | None = None
    group: list[str] | None = None
    unassigned: bool = False
    q: str = ""


class MatchingBody(WorklistFilterBody, frozen=True, kw_only=True):
    """All tasks that match filters. `total`, and `digest` when it is given, must be what is true now; `excluded` are
    numbers of tasks that were left out by hand."""

    total: Annotated[int, Meta(ge=0)]
    digest: str | None = None
    excluded: Annotated[list[str], Meta(max_length=MOST_NAMED)] = []


class ChosenTaskBody(_Wire, frozen=True, kw_only=True):
    """One task, with the version that was looked at."""

    number: str
    version: int | None = None


class BulkTasksBody(_Wire, frozen=True, kw_only=True):
    """One action, and the tasks by `tasks` or by `matching` (exactly one of both).

    `assign` takes `assignmentGroup` and `assignee` (absent: stays; empty: cleared), `complete` takes `values` (the same
    for all), `askInformation` a `question`.
    """

    verb: BulkVerb
    tasks: Annotated[list[ChosenTaskBody], Meta(min_length=1, max_length=MOST_NAMED)] | None = None
    matching: MatchingBody | None = None
    assignment_group: str | None = None
    assignee: str | None = None
    values: dict[str, object] = {}
    question: str = ""


class BulkProblem(_Wire, frozen=True, kw_only=True):
    """One thing that is wrong with one task."""

    what: str
    action: str
    field: str | None


class TaskResult(_Wire, frozen=True, kw_only=True):
    """What became of one task: how it is now, and why nothing was done (`code` is the error's name, `status` its HTTP
    status)."""

    number: str
    ok: bool
    name: str | None
    state: str | None
    assignment_group: str | None
    assignee: str | None
    version: int | None
    code: str | None
    status: int | None
    message: str | None
    details: list[BulkProblem]


class TaskResults(_Wire, frozen=True, kw_only=True):
    """What became of each task, in the order they were named in."""

    results: list[TaskResult]
    succeeded: int
    failed: int


class SelectionBody(_Wire, frozen=True, kw_only=True):
    """What "all that match" is now: how many, and a digest to send with the action. `most` is how many an action takes;
    beyond it there is no digest."""

    total: int
    digest: str | None
    most: int


def render_outcome(outcome: TaskOutcome) -> TaskResult:
    """One outcome on the wire."""
    result, task = refused(outcome.id.number, outcome.refusal), outcome.task
    if task is None:
        return result
    names = ("name", "state", "assignment_group", "assignee", "version")
    return replace(result, **{name: getattr(task, name) for name in names})


def refused(number: str, error: TrunklineError | None) -> TaskResult:
    """The result of a task that is not known any further; without an error, of one that was acted on."""
    return TaskResult(
        number=number,
        ok=error is None,
        name=None,
        state=None,
        assignment_group=None,
        assignee=None,
        version=None,
        code=None if error is None else error.code,
        status=None if error is None else error.status,
        message=None if error is None else error.message,
        details=[]
        if error is None
        else [BulkProblem(what=each.what, action=each.action, field=each.field) for each in error.problems],
    )


def render_outcomes(results: Sequence[TaskResult]) -> TaskResults:
    """All results, counted."""
    good = sum(result.ok for result in results)
    return TaskResults(results=list(results), succeeded=good, failed=len(results) - good)
