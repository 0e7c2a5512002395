"""HTTP: time slots and appointments as TMF646 v4 has them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from litestar import Request, Response, delete, get, patch, post
from litestar.datastructures import State

from trunkline.access.model import Actor, Permission
from trunkline.appointments import queries, wire
from trunkline.appointments.desk import Desk
from trunkline.appointments.errors import AppointmentInvalid
from trunkline.appointments.model import Appointment, TimeSlot
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import AppointmentId
from trunkline.kit.tmf import read_fields, read_page, select_fields

TAG = "TMF646 Appointment"
_LOOK_AHEAD = timedelta(days=14)

AnyRequest = Request[Any, Any, Any]


@post(f"{wire.BASE}/searchTimeSlot", tags=[TAG], status_code=201)
async def search_time_slot(request: AnyRequest, database: Database, actor: Actor, state: State) -> dict[str, Any]:
    """Finds the times that can be booked for the task in `relatedEntity`; without `requestedTimeSlot`, of two weeks."""
    document = wire.read_document(await request.body())
    task, now = wire.read_task(document), clock.now()
    listed = document.get("requestedTimeSlot") or [{"validFor": {"startDateTime": wire.instant(now)}}]
    if not isinstance(listed, list) or len(listed) > 20:
        raise AppointmentInvalid("requestedTimeSlot is a list of at most 20 times")
    desk, spans, group = Desk(database, state.slot_system), [], None
    slots: dict[tuple[datetime, datetime], TimeSlot] = {}
    for wanted in listed:
        span = wanted.get("validFor") if isinstance(wanted, dict) else None
        start, end = wire.read_span(span, "requestedTimeSlot.validFor")
        found = await desk.search(
            task, start=start, end=end or start + _LOOK_AHEAD, group=wire.read_group(document), by=actor, now=now
        )
        group = found.group
        slots |= {(slot.start_at, slot.end_at): slot for slot in found.slots}
        spans.append({key: str(value) for key, value in (span or {}).items()})
    return wire.render_search(task, [slots[key] for key in sorted(slots)], spans, group=group, now=now)


@post(f"{wire.BASE}/appointment", tags=[TAG], status_code=201)
async def create_appointment(
    request: AnyRequest, database: Database, actor: Actor, state: State
) -> Response[dict[str, Any]]:
    """Books a time for the task in `relatedEntity`; with `status` "initialized" it is only reserved."""
    document = wire.read_document(await request.body())
    start, end = wire.read_span(document.get("validFor"), "validFor")
    made = await Desk(database, state.slot_system).book(
        wire.read_task(document), start_at=start, end_at=end, group=wire.read_group(document),
        reserve=document.get("status") == "initialized", note=wire.read_text(document.get("note") or document.get("description")),
        external_id=wire.read_text(document.get("externalId")), by=actor, now=clock.now(),
    )  # fmt: skip
    rendered = wire.render(made)
    return Response(rendered, status_code=201, headers={"Location": rendered["href"]})


@get(f"{wire.BASE}/appointment", tags=[TAG])
async def list_tmf_appointments(
    request: AnyRequest, database: Database, actor: Actor
) -> Response[list[dict[str, Any]]]:
    """Lists appointments by their begin, with `offset`, `limit` and `fields`."""
    actor.require(Permission.TASK_READ)
    pairs = request.query_params.multi_items()
    page, fields = read_page(pairs), read_fields(pairs)
    async with database.reading() as tx:
        found, total = await queries.list_page(tx, offset=page.offset, limit=page.limit)
    return Response(
        [select_fields(wire.render(one), fields) for one in found],
        headers={"X-Total-Count": str(total), "X-Result-Count": str(len(found))},
    )


@get(f"{wire.BASE}/appointment/{{number:str}}", tags=[TAG])
async def show_tmf_appointment(number: str, request: AnyRequest, database: Database, actor: Actor) -> dict[str, Any]:
    """One appointment."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        found = await queries.get_appointment(tx, AppointmentId.read(number))
    return select_fields(wire.render(found), read_fields(request.query_params.multi_items()))


@patch(f"{wire.BASE}/appointment/{{number:str}}", tags=[TAG])
async def patch_appointment(
    number: str, request: AnyRequest, database: Database, actor: Actor, state: State
) -> dict[str, Any]:
    """Moves it with `validFor`; `status` "confirmed" says yes to a reserved one, "cancelled" calls it off."""
    document = wire.read_document(await request.body())
    desk, found, now = Desk(database, state.slot_system), AppointmentId.read(number), clock.now()
    reason = wire.read_text(document.get("note")) or ""
    made: Appointment | None = None
    if document.get("status") == "cancelled":
        made = await desk.cancel(found, reason=reason or "cancelled over TMF646", by=actor, now=now)
    else:
        if "validFor" in document:
            start, end = wire.read_span(document["validFor"], "validFor")
            made = await desk.rebook(found, start_at=start, end_at=end, reason=reason, by=actor, now=now)
        if document.get("status") == "confirmed":
            made = await desk.confirm(found, by=actor, now=now)
    if made is None:
        raise AppointmentInvalid("nothing is to be changed: give validFor, or status confirmed or cancelled")
    return wire.render(made)


@delete(f"{wire.BASE}/appointment/{{number:str}}", tags=[TAG], status_code=204)
async def delete_appointment(number: str, database: Database, actor: Actor, state: State) -> None:
    """Calls it off."""
    desk = Desk(database, state.slot_system)
    await desk.cancel(AppointmentId.read(number), reason="deleted over TMF646", by=actor, now=clock.now())


routes = [
    search_time_slot, create_appointment, list_tmf_appointments, show_tmf_appointment, patch_appointment, delete_appointment,
]  # fmt: skip
