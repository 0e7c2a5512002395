"""HTTP: appointments of tasks for the workspace, and what groups offer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from litestar import get, post, put
from litestar.datastructures import State
from litestar.params import Parameter

from trunkline.access.model import Actor, Permission
from trunkline.appointments import api_tmf, commands, queries
from trunkline.appointments.desk import Desk
from trunkline.appointments.model import Appointment, AppointmentOffer
from trunkline.appointments.state import OPEN, AppointmentState
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import AppointmentId, TaskId, read_service_order_number
from trunkline.kit.instants import Instant

TAG = "Appointments"


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class AppointmentBody(_Wire, frozen=True, kw_only=True):
    """An appointment; open while it is reserved or confirmed. `person` is kept free for it."""

    number: str
    task: str
    state: AppointmentState
    assignment_group: str
    person: str | None
    start_at: datetime
    end_at: datetime
    expires_at: datetime | None
    reference: str | None
    note: str | None
    booked_by: str
    booked_at: datetime
    ended_at: datetime | None
    end_reason: str | None
    version: int
    verbs: list[str]


class AppointmentsBody(_Wire, frozen=True, kw_only=True):
    """Appointments, open ones first."""

    items: list[AppointmentBody]


class TaskAppointmentBody(_Wire, frozen=True, kw_only=True):
    """The open appointment of a task, those before, and whether one can be made; `at_risk` when it cannot be kept."""

    appointment: AppointmentBody | None
    earlier: list[AppointmentBody]
    at_risk: bool
    assignment_group: str | None
    verbs: list[str]


class TimeSlotBody(_Wire, frozen=True, kw_only=True):
    """A time that can be booked; `free` is how many people are, null when another system does not tell."""

    start_at: datetime
    end_at: datetime
    free: int | None


class TimeSlotsBody(_Wire, frozen=True, kw_only=True):
    """Times that can be booked, of which group, and for how many seconds one can be reserved."""

    assignment_group: str | None
    reserved_seconds: int | None
    items: list[TimeSlotBody]


class NewAppointment(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A slot as it was found, the group when it is not the task's, and what whoever goes there should know."""

    start_at: Instant
    end_at: Instant | None = None
    assignment_group: str | None = None
    reserve: bool = False
    note: str | None = None


class AppointmentMove(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another slot, and why."""

    start_at: Instant
    end_at: Instant | None = None
    reason: str = ""
    version: int | None = None


class AppointmentCancellation(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why it is called off."""

    reason: str
    version: int | None = None


class AppointmentOfferBody(_Wire, frozen=True, kw_only=True):
    """What a group offers; version 0 while nobody has said."""

    assignment_group: str
    slot_minutes: int
    lead_minutes: int
    reserved_minutes: int
    most_at_once: int | None
    calendar: str | None
    version: int
    changed_by: str | None
    changed_at: datetime | None
    verbs: list[str]


class NewAppointmentOffer(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long slots are, how soon the first, how long one is kept, how many at once, in whose hours."""

    slot_minutes: int = 120
    lead_minutes: int = 240
    reserved_minutes: int = 15
    most_at_once: int | None = None
    calendar: str | None = None
    version: int | None = None


def may_book(actor: Actor) -> bool:
    """Whether the actor may make appointments."""
    return actor.may(Permission.ORDER_EDIT) or actor.may(Permission.TASK_WORK)


def _body(a: Appointment, actor: Actor, *, movable: bool = True) -> AppointmentBody:
    verbs = []
    if a.state in OPEN and may_book(actor):
        verbs = [
            *(["confirm"] if a.state is AppointmentState.RESERVED else []),
            *(["rebook"] if movable else []),
            "cancel",
        ]
    names = set(AppointmentBody.__struct_fields__) - {"number", "task", "verbs"}
    return AppointmentBody(
        number=a.id.number, task=a.task_id.number, verbs=verbs, **{name: getattr(a, name) for name in names}
    )


@get("/api/tasks/{number:str}/appointment", tags=[TAG])
async def show_task_appointment(number: str, database: Database, actor: Actor) -> TaskAppointmentBody:
    """The appointment of a task, and whether one can be made or moved."""
    actor.require(Permission.TASK_READ)
    task_id = TaskId.read(number)
    async with database.reading() as tx:
        task = await queries.read_task(tx, task_id)
        found = await queries.list_appointments(tx, task_id.service_order_id, task_id)
    possible = queries.why_no_appointment(task) is None
    own = next((one for one in found if one.state in OPEN), None)
    late = own is not None and task.estimated_start_at is not None and (
        task.estimated_start_at > own.start_at + timedelta(minutes=1))  # fmt: skip
    return TaskAppointmentBody(
        appointment=None if own is None else _body(own, actor, movable=possible),
        earlier=[_body(one, actor) for one in found if one.state not in OPEN],
        at_risk=late and possible,
        assignment_group=task.assignment_group,
        verbs=["book"] if own is None and possible and may_book(actor) else [],
    )


@get("/api/tasks/{number:str}/timeSlots", tags=[TAG])
async def list_time_slots(
    number: str,
    database: Database,
    actor: Actor,
    state: State,
    start: Annotated[datetime | None, Parameter(query="from")] = None,
    until: datetime | None = None,
    assignment_group: Annotated[str | None, Parameter(query="assignmentGroup")] = None,
) -> TimeSlotsBody:
    """The times at which somebody can come for the task; without `from` and `until` those of the next 14 days."""
    actor.require(Permission.TASK_READ)
    now = clock.now()
    begin = start or now
    found = await Desk(database, state.slot_system).search(
        TaskId.read(number),
        start=begin,
        end=until or begin + timedelta(days=14),
        group=assignment_group,
        by=actor,
        now=now,
    )
    return TimeSlotsBody(
        assignment_group=found.group,
        reserved_seconds=None if found.keep_reserved is None else int(found.keep_reserved.total_seconds()),
        items=[TimeSlotBody(start_at=s.start_at, end_at=s.end_at, free=s.free) for s in found.slots],
    )


@post("/api/tasks/{number:str}/appointment", tags=[TAG])
async def book_task_appointment(
    number: str, data: NewAppointment, database: Database, actor: Actor, state: State
) -> AppointmentBody:
    """Books or reserves a time; the task waits for it."""
    made = await Desk(database, state.slot_system).book(
        TaskId.read(number), start_at=data.start_at, end_at=data.end_at, group=data.assignment_group, reserve=data.reserve,
        note=data.note, by=actor, now=clock.now(),
    )  # fmt: skip
    return _body(made, actor)


@post("/api/appointments/{number:str}/confirm", tags=[TAG], status_code=200)
async def confirm_reserved_appointment(number: str, database: Database, actor: Actor, state: State) -> AppointmentBody:
    """Says yes to a reserved time."""
    desk = Desk(database, state.slot_system)
    return _body(await desk.confirm(AppointmentId.read(number), by=actor, now=clock.now()), actor)


@post("/api/appointments/{number:str}/rebook", tags=[TAG], status_code=200)
async def move_appointment(
    number: str, data: AppointmentMove, database: Database, actor: Actor, state: State
) -> AppointmentBody:
    """Moves it to another time."""
    made = await Desk(database, state.slot_system).rebook(
        AppointmentId.read(number), start_at=data.start_at, end_at=data.end_at, reason=data.reason, version=data.version,
        by=actor, now=clock.now(),
    )  # fmt: skip
    return _body(made, actor)


@post("/api/appointments/{number:str}/cancel", tags=[TAG], status_code=200)
async def call_off_appointment(
    number: str, data: AppointmentCancellation, database: Database, actor: Actor, state: State
) -> AppointmentBody:
    """Calls it off; the task waits for it no more."""
    made = await Desk(database, state.slot_system).cancel(
        AppointmentId.read(number), reason=data.reason, version=data.version, by=actor, now=clock.now()
    )
    return _body(made, actor)


@get("/api/serviceOrders/{number:str}/appointments", tags=[TAG])
async def list_order_appointments(number: str, database: Database, actor: Actor) -> AppointmentsBody:
    """Every appointment of an order: open ones first, then the latest."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        found = await queries.list_appointments(tx, read_service_order_number(number))
    return AppointmentsBody(items=[_body(one, actor) for one in found])


def _offer(offer: AppointmentOffer, actor: Actor) -> AppointmentOfferBody:
    return AppointmentOfferBody(
        slot_minutes=int(offer.slot_length.total_seconds() // 60),
        lead_minutes=int(offer.lead_time.total_seconds() // 60),
        reserved_minutes=int(offer.keep_reserved.total_seconds() // 60),
        verbs=["save"] if actor.may(Permission.TASK_MANAGE) else [],
        **{n: getattr(offer, n) for n in ("assignment_group", "most_at_once", "calendar", "version", "changed_by",
                                          "changed_at")},
    )  # fmt: skip


@get("/api/groups/{name:str}/appointmentOffer", tags=[TAG])
async def show_appointment_offer(name: str, database: Database, actor: Actor) -> AppointmentOfferBody:
    """What a group offers to those who make appointments."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        return _offer(await queries.get_offer(tx, name), actor)


@put("/api/groups/{name:str}/appointmentOffer", tags=[TAG])
async def save_appointment_offer(
    name: str, data: NewAppointmentOffer, database: Database, actor: Actor
) -> AppointmentOfferBody:
    """Sets what a group offers; what is booked stays."""
    most = 10**7  # minutes; what is out of bounds is told, not an overflow
    slot, lead, kept = (
        timedelta(minutes=max(-most, min(value, most)))
        for value in (data.slot_minutes, data.lead_minutes, data.reserved_minutes)
    )
    wanted = AppointmentOffer(
        assignment_group=name, slot_length=slot, lead_time=lead, keep_reserved=kept, most_at_once=data.most_at_once,
        calendar=data.calendar,
    )  # fmt: skip
    async with database.transaction() as tx:
        return _offer(await commands.save_offer(tx, wanted, version=data.version, by=actor, now=clock.now()), actor)


routes = [
    show_task_appointment, list_time_slots, book_task_appointment, confirm_reserved_appointment, move_appointment,
    call_off_appointment, list_order_appointments, show_appointment_offer, save_appointment_offer, *api_tmf.routes,
]  # fmt: skip
