"""HTTP: fallouts, what is done about them, their types, and raising one on a task."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from litestar import get, post
from litestar.params import Parameter, QueryParameter

from trunkline.access.model import Actor, Permission
from trunkline.fallout import (
    api_analytics,
    api_campaigns,
    api_categories,
    api_closing,
    api_groups,
    api_learning,
    api_routing,
    asked,
    commands,
    queries,
    resolving,
)
from trunkline.fallout.effect_queries import find_effects
from trunkline.fallout.model import BY_PERSON, FalloutType
from trunkline.fallout.offering import fallout_offers
from trunkline.fallout.queries import FalloutFilter
from trunkline.fallout.resolution import REMEDIES
from trunkline.fallout.state import OPEN_STATES, FalloutState, Resolution
from trunkline.fallout.type_commands import add_fallout_type as add_type
from trunkline.fallout.wire import (
    ChosenRemedy,
    Closing,
    FalloutAssignment,
    FalloutDetail,
    FalloutsBody,
    FalloutTypeBody,
    FalloutTypesBody,
    InformationAsked,
    InformationGiven,
    NewFallout,
    NewNote,
    Reason,
    RemedyBody,
    render_applied,
    render_fallout,
    render_history,
    render_note,
    render_told,
    render_type,
)
from trunkline.fallout.wire_undoing import ReroutePreview, RollBackPreview, render_reroute, render_roll_back
from trunkline.kit import clock
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import FalloutId, TaskId, read_service_order_number
from trunkline.kit.tmf import decode_cursor, encode_cursor
from trunkline.kit.typed_query import QueryFieldsBody, fields_body
from trunkline.orchestration.queries import view_task
from trunkline.orchestration.rerouting import list_ways, preview_reroute
from trunkline.orchestration.rolling_back import list_roll_back_starts
from trunkline.orchestration.rolling_back import preview_roll_back as preview
from trunkline.orchestration.taking_back import AfterUndo

_TAGS = ["Fallout"]


async def _detail(tx: Tx, fallout_id: FalloutId, actor: Actor) -> FalloutDetail:
    view = await queries.get_fallout(tx, fallout_id)
    offers = fallout_offers(view.fallout, view.task_state, actor)
    verbs = offers.verbs
    alone = "resolve" in verbs and not view.others_open
    test = (await view_task(tx, view.fallout.task_id)).test is not None
    possible = set(REMEDIES) - ({Resolution.SKIP} if test else set())
    if not alone or not await list_roll_back_starts(tx, view.fallout.task_id):
        possible.discard(Resolution.ROLL_BACK)
    if not alone or not await list_ways(tx, view.fallout.task_id):
        possible.discard(Resolution.REROUTE)
    return FalloutDetail(
        fallout=render_fallout(view),
        told=render_told(view.fallout, await find_effects(tx, view.fallout, now=clock.now())),
        exchange=view.fallout.exchange,
        notes=[render_note(note) for note in await queries.list_notes(tx, fallout_id)],
        history=[render_history(entry) for entry in await queries.list_history(tx, fallout_id)],
        verbs=verbs,
        forbidden=offers.forbidden,
        remedies=[
            RemedyBody(
                resolution=remedy.resolution,
                name=remedy.name,
                effect=remedy.effect,
                takes_values=remedy.takes_values,
                needs_values=remedy.needs_values,
                needs_note=remedy.needs_note,
            )
            for remedy in REMEDIES.values()
            if "resolve" in verbs and remedy.resolution in possible
        ],
        applied=[render_applied(applied) for applied in await queries.list_remedies(tx, fallout_id)],
    )


@get("/api/fallouts", tags=_TAGS)
async def list_fallouts(
    database: Database,
    actor: Actor,
    states: Annotated[list[FalloutState] | None, QueryParameter(name="state")] = None,
    open_only: Annotated[bool, QueryParameter(name="open")] = False,
    fallout_type: Annotated[str | None, QueryParameter(name="falloutType")] = None,
    category: str | None = None,
    group: Annotated[list[str] | None, QueryParameter(name="group")] = None,
    mine: bool = False,
    assignee: str | None = None,
    unassigned: bool = False,
    service_order: Annotated[str | None, QueryParameter(name="serviceOrder")] = None,
    task: str | None = None,
    signature: str | None = None,
    q: str = "",
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> FalloutsBody:
    """Fallouts, the most urgent and oldest first; `open` leaves out what is resolved, closed or cancelled. `category`
    finds those of its subcategories too.

    `q` is a typed query: `state:open type:device customer:acme raised>-2d -site:berlin`.
    """
    actor.require(Permission.FALLOUT_READ)
    narrowed = frozenset(states) if states else None
    if open_only:
        narrowed = OPEN_STATES if narrowed is None else narrowed & OPEN_STATES
    task_id = TaskId.read(task) if task else None
    order_id = read_service_order_number(service_order) if service_order else None
    wanted = FalloutFilter(
        states=narrowed,
        fallout_type=fallout_type,
        category=category,
        assignment_groups=tuple(group) if group else None,
        assignee=actor.name if mine else assignee,
        unassigned=unassigned,
        service_order_id=task_id.service_order_id if task_id else order_id,
        task_n=task_id.n if task_id else None,
        signature=signature,
    )
    key = decode_cursor(after, tuple[int, datetime, int, int]) if after else None
    typed = asked.narrowing(q, me=actor.name, now=clock.now())
    async with database.reading() as tx:
        views = await queries.list_fallouts(tx, wanted, limit=limit + 1, after=key, narrowing=typed)
        total = await queries.count_fallouts(tx, wanted, typed)
    more, views = len(views) > limit, views[:limit]
    last = views[-1].fallout if more else None
    return FalloutsBody(
        items=[render_fallout(view) for view in views],
        total=total,
        next=encode_cursor((last.priority, last.raised_at, *last.id)) if last else None,
    )


@get("/api/fallouts/queryFields", tags=_TAGS)
async def list_fallout_query_fields(actor: Actor) -> QueryFieldsBody:
    """The words of `q` in the list of fallouts."""
    actor.require(Permission.FALLOUT_READ)
    return fields_body(asked.QUERY_FIELDS)


@get("/api/fallouts/{number:str}", tags=_TAGS)
async def show_fallout(number: str, database: Database, actor: Actor) -> FalloutDetail:
    """One fallout with its context, notes and history, and what the caller may do about it."""
    actor.require(Permission.FALLOUT_READ)
    async with database.reading() as tx:
        return await _detail(tx, FalloutId.read(number), actor)


@post("/api/tasks/{number:str}/fallouts", tags=_TAGS)
async def raise_fallout(number: str, data: NewFallout, database: Database, actor: Actor) -> FalloutDetail:
    """Raises a fallout on a task and holds the task."""
    task_id = TaskId.read(number)
    async with database.transaction() as tx:
        fallout = await commands.raise_fallout(
            tx,
            task_id,
            fallout_type=data.fallout_type,
            message=data.message,
            cause=data.cause or BY_PERSON,
            by=actor,
            now=clock.now(),
        )
        return await _detail(tx, fallout.id, actor)


@post("/api/fallouts/{number:str}/assign", tags=_TAGS, status_code=200)
async def assign_fallout(number: str, data: FalloutAssignment, database: Database, actor: Actor) -> FalloutDetail:
    """Gives a fallout to a group, a person, or both."""
    fallout_id = FalloutId.read(number)
    async with database.transaction() as tx:
        await commands.assign_fallout(
            tx,
            fallout_id,
            assignment_group=data.assignment_group,
            assignee=data.assignee,
            by=actor,
            now=clock.now(),
        )
        return await _detail(tx, fallout_id, actor)


@post("/api/fallouts/{number:str}/reassignTask", tags=_TAGS, status_code=200)
async def reassign_task(number: str, data: FalloutAssignment, database: Database, actor: Actor) -> FalloutDetail:
    """Gives the task of a fallout to another group or person."""
    fallout_id = FalloutId.read(number)
    async with database.transaction() as tx:
        await commands.reassign_task(
            tx,
            fallout_id,
            assignment_group=data.assignment_group,
            assignee=data.assignee,
            by=actor,
            now=clock.now(),
        )
        return await _detail(tx, fallout_id, actor)


@post("/api/fallouts/{number:str}/note", tags=_TAGS, status_code=200)
async def note_fallout(number: str, data: NewNote, database: Database, actor: Actor) -> FalloutDetail:
    """Writes a note on a fallout."""
    fallout_id = FalloutId.read(number)
    async with database.transaction() as tx:
        await commands.note_fallout(
            tx, fallout_id, text=data.text, customer_visible=data.customer_visible, by=actor, now=clock.now()
        )
        return await _detail(tx, fallout_id, actor)


@post("/api/fallouts/{number:str}/askInformation", tags=_TAGS, status_code=200)
async def ask_fallout_information(
    number: str, data: InformationAsked, database: Database, actor: Actor
) -> FalloutDetail:
    """The fallout waits for an answer from elsewhere."""
    fallout_id = FalloutId.read(number)
    async with database.transaction() as tx:
        await commands.ask_information(tx, fallout_id, question=data.question, by=actor, now=clock.now())
        return await _detail(tx, fallout_id, actor)


@post("/api/fallouts/{number:str}/resume", tags=_TAGS, status_code=200)
async def resume_fallout(number: str, data: InformationGiven, database: Database, actor: Actor) -> FalloutDetail:
    """The answer came; work on the fallout goes on."""
    fallout_id = FalloutId.read(number)
    async with database.transaction() as tx:
        await commands.resume_fallout(tx, fallout_id, answer=data.answer, by=actor, now=clock.now())
        return await _detail(tx, fallout_id, actor)


@post("/api/fallouts/{number:str}/resolve", tags=_TAGS, status_code=200)
async def resolve_fallout(number: str, data: ChosenRemedy, database: Database, actor: Actor) -> FalloutDetail:
    """Resolves a fallout and moves its task, in one step."""
    fallout_id = FalloutId.read(number)
    async with database.transaction() as tx:
        await resolving.resolve_fallout(
            tx,
            fallout_id,
            resolution=data.resolution,
            values=data.values,
            resolution_code=data.resolution_code,
            note=data.note,
            back_to=TaskId.read(data.roll_back_to) if data.roll_back_to else None,
            then=data.afterwards,
            route=data.route,
            by=actor,
            now=clock.now(),
        )
        return await _detail(tx, fallout_id, actor)


@get("/api/fallouts/{number:str}/rollBack", tags=_TAGS)
async def preview_roll_back(
    number: str, database: Database, actor: Actor, to: str | None = None, afterwards: AfterUndo = AfterUndo.AGAIN
) -> RollBackPreview:
    """What a roll back would undo, in which order, and what stands against it; `to` is the first task that is undone."""
    actor.require(Permission.FALLOUT_READ)
    async with database.reading() as tx:
        task_id = (await queries.get_fallout(tx, FalloutId.read(number))).fallout.task_id
        starts = await list_roll_back_starts(tx, task_id)
        back_to = TaskId.read(to) if to else None
        return render_roll_back(starts, await preview(tx, task_id, back_to=back_to, then=afterwards))


@get("/api/fallouts/{number:str}/reroute", tags=_TAGS)
async def preview_rerouting(number: str, database: Database, actor: Actor, to: str | None = None) -> ReroutePreview:
    """The ways that the task may go, what is undone before it goes another one, and what stands against `to`."""
    actor.require(Permission.FALLOUT_READ)
    async with database.reading() as tx:
        task_id = (await queries.get_fallout(tx, FalloutId.read(number))).fallout.task_id
        return render_reroute(await preview_reroute(tx, task_id, to=to))


@post("/api/fallouts/{number:str}/close", tags=_TAGS, status_code=200)
async def close_fallout(number: str, data: Closing, database: Database, actor: Actor) -> FalloutDetail:
    """Files a resolved fallout."""
    fallout_id = FalloutId.read(number)
    async with database.transaction() as tx:
        await commands.close_fallout(
            tx, fallout_id, resolution_code=data.resolution_code, category=data.category, by=actor, now=clock.now()
        )
        return await _detail(tx, fallout_id, actor)


@post("/api/fallouts/{number:str}/cancel", tags=_TAGS, status_code=200)
async def cancel_fallout(number: str, data: Reason, database: Database, actor: Actor) -> FalloutDetail:
    """Takes back a fallout that was raised in error."""
    fallout_id = FalloutId.read(number)
    async with database.transaction() as tx:
        await commands.cancel_fallout(tx, fallout_id, reason=data.reason, by=actor, now=clock.now())
        return await _detail(tx, fallout_id, actor)


@get("/api/falloutTypes", tags=_TAGS)
async def list_fallout_types(database: Database, actor: Actor) -> FalloutTypesBody:
    """All kinds of failure."""
    actor.require(Permission.FALLOUT_READ)
    async with database.reading() as tx:
        types = await queries.list_types(tx)
    return FalloutTypesBody(items=[render_type(known) for known in types], total=len(types))


@post("/api/falloutTypes", tags=_TAGS)
async def add_fallout_type(data: FalloutTypeBody, database: Database, actor: Actor) -> FalloutTypeBody:
    """Adds a kind of failure."""
    new = FalloutType(id=data.id, name=data.name, description=data.description, category=data.category)
    async with database.transaction() as tx:
        return render_type(await add_type(tx, new, by=actor, now=clock.now()))


routes = [
    list_fallouts, list_fallout_query_fields, show_fallout, raise_fallout, assign_fallout, reassign_task, note_fallout,
    ask_fallout_information, resume_fallout, resolve_fallout, preview_roll_back, preview_rerouting, close_fallout, cancel_fallout, list_fallout_types,
    add_fallout_type, *api_groups.routes, *api_campaigns.routes, *api_routing.routes,
    *api_analytics.routes, *api_learning.routes, *api_closing.routes, *api_categories.routes,
]  # fmt: skip
