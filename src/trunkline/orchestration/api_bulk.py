"""HTTP: one action on many tasks, named one by one or by the filters of the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from litestar import get, post

from trunkline.access.model import Actor, Permission
from trunkline.kit import clock
from trunkline.kit.db import Database, Tx
from trunkline.kit.errors import NotFound, Problem, TrunklineError
from trunkline.kit.ids import TaskId
from trunkline.kit.typed_query import QueryFieldsBody, fields_body
from trunkline.orchestration import asked, bulk, queries
from trunkline.orchestration.bulk import BulkAction, ChosenTask
from trunkline.orchestration.errors import ActionIncomplete, SelectionChanged, SelectionTooLarge
from trunkline.orchestration.wire_bulk import (
    MOST_MATCHING,
    BulkTasksBody,
    MatchingBody,
    SelectionBody,
    TaskResult,
    TaskResults,
    refused,
    render_outcome,
    render_outcomes,
)

_CHUNK: Final = 200  # tasks in one transaction: short enough that others hardly wait for their orders


@get("/api/tasks/queryFields", tags=["Tasks"])
async def list_task_query_fields(actor: Actor) -> QueryFieldsBody:
    """The words of `q` in the list of tasks."""
    actor.require(Permission.TASK_READ)
    return fields_body(asked.QUERY_FIELDS)


@get("/api/tasks/selection", tags=["Tasks"])
async def show_selection(
    database: Database,
    actor: Actor,
    mine: bool = False,
    assignee: str | None = None,
    group: list[str] | None = None,
    unassigned: bool = False,
    q: str = "",
) -> SelectionBody:
    """What "all that match" is now, for an action on all of them: filters as in the list of tasks."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        found = await queries.match_worklist(
            tx,
            assignee=actor.name if mine else assignee,
            groups=group,
            unassigned=unassigned,
            most=MOST_MATCHING,
            narrowing=asked.narrowing(q, me=actor.name, now=clock.now()),
        )
    return SelectionBody(total=found.total, digest=found.digest or None, most=MOST_MATCHING)


async def _matching(tx: Tx, wanted: MatchingBody, actor: Actor) -> list[ChosenTask]:
    found = await queries.match_worklist(
        tx,
        assignee=actor.name if wanted.mine else wanted.assignee,
        groups=wanted.group,
        unassigned=wanted.unassigned,
        most=MOST_MATCHING,
        with_tasks=True,
        narrowing=asked.narrowing(wanted.q, me=actor.name, now=clock.now()),
    )
    if found.total > MOST_MATCHING:
        what, action = f"more than {MOST_MATCHING} tasks match", "narrow the filters, or act on them in parts"
        raise SelectionTooLarge(f"{what}; {action}", problems=[Problem(field="matching", what=what, action=action)])
    if found.total != wanted.total or wanted.digest not in (None, found.digest):
        change = (
            f"{found.total} match now, {wanted.total} did when you chose"
            if found.total != wanted.total
            else "one has left it and another has joined, or somebody else has one now"
        )
        raise SelectionChanged(
            f"the list has changed since you chose all of it ({change}); nothing was done: look at it again, then choose"
        )
    excluded = set(wanted.excluded)
    return [ChosenTask(task_id, version) for task_id, version in found.tasks if task_id.number not in excluded]


def _named(data: BulkTasksBody) -> tuple[list[ChosenTask], dict[str, TaskResult]]:
    """The tasks that are named, each once, and the results of those whose numbers are none."""
    chosen: dict[TaskId, ChosenTask] = {}
    unreadable: dict[str, TaskResult] = {}
    for each in data.tasks or ():
        try:
            task_id = TaskId.read(each.number)
            chosen.setdefault(task_id, ChosenTask(task_id, each.version))
        except NotFound as error:
            unreadable[each.number] = refused(each.number, error)
    return list(chosen.values()), unreadable


async def _act(database: Database, action: BulkAction, chosen: Sequence[ChosenTask], actor: Actor) -> list[TaskResult]:
    """Some tasks in one transaction; when that is refused as a whole, each in a transaction of its own."""
    try:
        async with database.transaction() as tx:
            outcomes = await bulk.act_on_tasks(tx, action, chosen, by=actor, now=clock.now())
        return [render_outcome(outcome) for outcome in outcomes]
    except TrunklineError as error:
        if len(chosen) == 1:
            return [refused(chosen[0].id.number, error)]
    return [result for each in chosen for result in await _act(database, action, [each], actor)]


@post("/api/tasks/bulk", tags=["Tasks"], status_code=200)
async def act_on_tasks(data: BulkTasksBody, database: Database, actor: Actor) -> TaskResults:
    """Assigns, unassigns, starts, releases or completes many tasks, asks one question about them, or resumes them.

    What is refused does not stop the others; each result says what is true of its task now. The tasks are named (at
    most 500), or are all that match filters (at most 5,000): then the action is refused with 409, and nothing is done,
    when `total` or `digest` is not what matches now. A choice by filters is acted on as it is when the request comes:
    what somebody changes while it is carried out is refused by itself.
    """
    actor.require(Permission.TASK_READ)
    if (data.tasks is None) == (data.matching is None):
        what, do = "the tasks are named in no way, or in two", "send either 'tasks' or 'matching'"
        raise ActionIncomplete(f"{what}; {do}", problems=[Problem(field="tasks", what=what, action=do)])
    action = BulkAction(
        verb=data.verb,
        assignment_group=data.assignment_group,
        assignee=data.assignee,
        values=data.values,
        question=data.question,
    )
    unreadable: dict[str, TaskResult] = {}
    async with database.reading() as tx:
        await bulk.check_action(tx, action, by=actor)
        if data.matching is not None:
            chosen = await _matching(tx, data.matching, actor)
        else:
            chosen, unreadable = _named(data)
    results = dict(unreadable)
    # neighbours in one transaction: it then locks few orders
    in_order = sorted(chosen, key=lambda each: each.id)
    for start in range(0, len(in_order), _CHUNK):
        for result in await _act(database, action, in_order[start : start + _CHUNK], actor):
            results[result.number] = result
    if data.tasks is not None:
        names = dict.fromkeys(each.number if each.number in unreadable else TaskId.read(each.number).number
                              for each in data.tasks)  # fmt: skip
        return render_outcomes([results[name] for name in names])
    return render_outcomes(list(results.values()))


routes = [list_task_query_fields, show_selection, act_on_tasks]
