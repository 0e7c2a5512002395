"""What people do with appointments: look for a time, reserve or book it, move it, call it off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from trunkline.access.model import Actor, Permission
from trunkline.appointments import store
from trunkline.appointments.errors import (
    AppointmentChanged,
    AppointmentExists,
    AppointmentInvalid,
    AppointmentRefused,
    SlotTaken,
    UnknownAppointment,
)
from trunkline.appointments.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentMoved,
    AppointmentOfferSaved,
    AppointmentReserved,
)
from trunkline.appointments.model import OUTSIDE, Appointment, AppointmentOffer, SentOut, TimeSlot
from trunkline.appointments.slots import REACH, Visit, Visitor, assign, fits, free_slots, windows
from trunkline.appointments.state import APPOINTMENT_LIFECYCLE, OPEN, AppointmentState
from trunkline.assignment.queries import get_group_work
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import AppointmentId, TaskId
from trunkline.orchestration.calendars import load_calendars
from trunkline.orchestration.dating import DATABLE, fix_dates, free_dates
from trunkline.orchestration.errors import UnknownTask

LONGEST_SEARCH = timedelta(days=62)
_KEPT_OUTSIDE = timedelta(minutes=15)  # for the time that the other system is asked


def require_booking(by: Actor) -> None:
    """Those who take orders and those who work tasks may book: `service_order:edit` or `task:work`."""
    if not by.may(Permission.ORDER_EDIT):
        by.require(Permission.TASK_WORK)


def refuse_span(start: datetime, end: datetime) -> None:
    """Raises AppointmentInvalid when this is no time to look at."""
    if not timedelta(0) < end - start <= LONGEST_SEARCH:
        what, action = "the time to look at is empty or longer than 62 days", "give a begin and a later end"
        raise AppointmentInvalid(f"{what}; {action}", problems=[Problem(field="validFor", what=what, action=action)])


async def get_sent_out(tx: Tx, task_id: TaskId) -> SentOut:
    """A task as those need it who send somebody out; raises UnknownTask, AppointmentRefused."""
    task = await store.find_task(tx, task_id)
    if task is None:
        raise UnknownTask(f"there is no task {task_id.number}")
    why_not = why_no_appointment(task)
    if why_not:
        raise AppointmentRefused(f"no appointment can be made for {task_id.number}: {why_not}")
    return task


def why_no_appointment(task: SentOut) -> str | None:
    """Why nobody can be sent out for the task at an agreed time; None when somebody can."""
    if task.kind not in ("manual", "visit"):
        return "only a person's task or a work order has appointments"
    if task.state not in {state.value for state in DATABLE}:
        return f"it is {task.state}; only what nobody has begun can be given a time"
    return None


def _group_of(task: SentOut, group: str | None) -> str:
    chosen = group or task.assignment_group
    if chosen is None:
        what, action = f"{task.task_id.number} is nobody's", "name the group that goes there"
        raise AppointmentRefused(f"{what}; {action}", problems=[Problem(field="group", what=what, action=action)])
    return chosen


async def get_offer(tx: Tx, group: str, *, lock: bool = False) -> AppointmentOffer:
    """What a group offers to those who make appointments; raises AppointmentRefused when there is no such group."""
    offer = await store.find_offer(tx, group, lock=lock)
    if offer is None:
        raise AppointmentRefused(f"there is no group '{group[:60]}'; choose one that exists")
    return offer


async def _visitors(tx: Tx, group: str) -> list[Visitor]:
    calendars = await load_calendars(tx)
    return [
        Visitor(
            name=agent.profile.user_name, skills=agent.profile.skills,
            calendar=calendars.get(agent.profile.calendar or ""), absent_from=agent.profile.absent_from,
            absent_until=agent.profile.absent_until,
        )
        for agent in (await get_group_work(tx, group)).agents
        if agent.may_work
    ]  # fmt: skip


async def find_slots(
    tx: Tx, task_id: TaskId, *, start: datetime, end: datetime, group: str | None = None, by: Actor, now: datetime
) -> tuple[AppointmentOffer, list[TimeSlot]]:
    """The times between `start` and `end` at which somebody of the group can do the task; needs `task:read`.

    Slots lie in the calendar of the offer, else of the task, and begin after the lead time. The time of the task's own
    appointment counts as free: it would be given up. Raises AppointmentInvalid, AppointmentRefused.
    """
    by.require(Permission.TASK_READ)
    refuse_span(start, end)
    task = await get_sent_out(tx, task_id)
    offer = await get_offer(tx, _group_of(task, group))
    people = await _visitors(tx, offer.assignment_group)
    booked = await store.list_booked(
        tx, group=offer.assignment_group, people=[p.name for p in people], start=start - REACH, end=end + REACH, now=now
    )
    calendar = (await load_calendars(tx)).get(offer.calendar or task.calendar or "")
    own = await _open_of(tx, task_id)
    wanted = windows(calendar, offer.slot_length, start=max(start, now + offer.lead_time), end=end)
    moved = None if own is None else (int(own.id.service_order_id), own.id.n)
    return offer, free_slots(wanted, offer, people, booked, skills=task.skills, moved=moved)


async def _open_of(tx: Tx, task_id: TaskId) -> Appointment | None:
    found = await store.list_of_order(tx, task_id.service_order_id, task_id.n)
    return next((one for one in found if one.state in OPEN), None)


async def _take(tx: Tx, wanted: Appointment, task: SentOut, *, now: datetime) -> Appointment:
    """The same appointment with who does it; others of the group may go to somebody else for it.

    From here to the commit nobody else books. Raises SlotTaken when nobody is free, AppointmentInvalid when it is no
    slot of the group's.
    """
    offer = await get_offer(tx, wanted.assignment_group)
    people = await _visitors(tx, offer.assignment_group)
    calendar = (await load_calendars(tx)).get(offer.calendar or task.calendar or "")
    start, end = wanted.start_at, wanted.end_at
    if (start, end) not in windows(calendar, offer.slot_length, start=max(start, now), end=end):
        what, action = f"{start:%Y-%m-%d %H:%M} UTC begins no slot of {offer.assignment_group}", "search for time slots"
        raise AppointmentInvalid(f"{what}; {action}", problems=[Problem(field="startAt", what=what, action=action)])
    await store.lock_bookings(tx)
    booked = await store.list_booked(
        tx, group=offer.assignment_group, people=[p.name for p in people], start=start - REACH, end=end + REACH, now=now
    )
    key = (int(wanted.id.service_order_id), wanted.id.n)
    booked = [visit for visit in booked if visit.key != key]
    new = Visit(key=key, group=offer.assignment_group, start=start, end=end, skills=wanted.skills)
    given = assign(new, people, booked) if fits(new, offer, booked) else None
    if given is None:
        raise SlotTaken(
            f"nobody of {offer.assignment_group} who can do it is free from {start:%Y-%m-%d %H:%M} to {end:%H:%M} UTC; "
            "choose another time"
        )
    person = given.pop(key)
    await store.give(tx, given)
    return replace(wanted, person=person)


async def book_slot(
    tx: Tx,
    task_id: TaskId,
    *,
    start_at: datetime,
    group: str | None = None,
    reserve: bool = False,
    note: str | None = None,
    external_id: str | None = None,
    by: Actor,
    now: datetime,
    outside: TimeSlot | None = None,
) -> Appointment:
    """Books the slot that begins at `start_at` for a task; the task waits until then and is planned then (FSM-02).

    With `reserve` the time is kept for a while and nothing moves until it is confirmed. `outside` is a slot of another
    system, which is reserved here until that one has answered. Raises AppointmentExists, AppointmentRefused, SlotTaken,
    AppointmentInvalid.
    """
    require_booking(by)
    await store.lock_orders(tx, [task_id.service_order_id])
    task = await get_sent_out(tx, task_id)
    own = await _open_of(tx, task_id)
    if own is not None:
        raise AppointmentExists(f"{task_id.number} has {own.id.number} at {own.start_at:%Y-%m-%d %H:%M} UTC; move it")
    refuse_past(start_at, now=now)
    if outside is None:
        offer = await get_offer(tx, _group_of(task, group))
        name, length, kept = offer.assignment_group, offer.slot_length, offer.keep_reserved
    else:
        name, length, kept = group or task.assignment_group or OUTSIDE, outside.end_at - outside.start_at, _KEPT_OUTSIDE
    kept_for_now = reserve or outside is not None
    made = Appointment(
        id=AppointmentId(task_id.service_order_id, await store.next_number(tx, task_id.service_order_id)),
        task_n=task_id.n, state=AppointmentState.RESERVED if kept_for_now else AppointmentState.CONFIRMED,
        assignment_group=name, person=None, skills=task.skills, start_at=start_at, end_at=start_at + length,
        expires_at=now + kept if kept_for_now else None, reference=None, external_id=external_id,
        note=(note or "").strip() or None, booked_by=by.name, booked_at=now, changed_at=now, ended_at=None,
        end_reason=None, version=1,
    )  # fmt: skip
    if outside is None:
        made = await _take(tx, made, task, now=now)
    await store.save(tx, made)
    if made.expires_at is not None:
        await history.record(tx, AppointmentReserved(**told(made), expires_at=made.expires_at, by=by.name, at=now))
    else:
        await fix_dates(tx, task_id, start_at=made.start_at, end_at=made.end_at, by=by.name, now=now)
        await history.record(tx, AppointmentBooked(**told(made), by=by.name, at=now))
    return made


def refuse_past(start_at: datetime, *, now: datetime) -> None:
    """Raises AppointmentInvalid when the time has passed."""
    if start_at <= now:
        what, action = "that time has passed", "choose a later one"
        raise AppointmentInvalid(f"{what}; {action}", problems=[Problem(field="startAt", what=what, action=action)])


def told(a: Appointment) -> dict[str, Any]:
    """What every event of an appointment says."""
    return {
        "service_order_id": a.id.service_order_id, "n": a.task_n, "appointment": a.id.number, "start_at": a.start_at,
        "end_at": a.end_at,
    }  # fmt: skip


async def lock_appointment(tx: Tx, appointment_id: AppointmentId, *, version: int | None = None) -> Appointment:
    """An appointment, its order locked; raises UnknownAppointment, AppointmentChanged for a stale `version`."""
    await store.lock_orders(tx, [appointment_id.service_order_id])
    found = await store.find(tx, appointment_id)
    if found is None:
        raise UnknownAppointment(f"there is no appointment {appointment_id.number}")
    if version is not None and found.version != version:
        raise AppointmentChanged(f"{found.id.number} was changed by somebody else; look at it again, then repeat")
    return found


def _step(a: Appointment, verb: str) -> AppointmentState:
    if not APPOINTMENT_LIFECYCLE.allows(verb, a.state):
        raise AppointmentChanged(f"{a.id.number} is {a.state}; that cannot be done any more")
    return APPOINTMENT_LIFECYCLE.after(verb, a.state)


async def confirm_appointment(
    tx: Tx, appointment_id: AppointmentId, *, reference: str | None = None, by: Actor, now: datetime
) -> Appointment:
    """Says yes to a reserved time: the task waits for it. Raises AppointmentChanged when it has expired."""
    require_booking(by)
    found = await lock_appointment(tx, appointment_id)
    state = _step(found, "confirm")
    if found.expires_at is not None and found.expires_at <= now and reference is None:
        raise AppointmentChanged(f"{found.id.number} was kept until {found.expires_at:%H:%M} UTC; book a time again")
    await get_sent_out(tx, found.task_id)
    made = replace(found, state=state, expires_at=None, reference=reference or found.reference, changed_at=now,
                   version=found.version + 1)  # fmt: skip
    await store.save(tx, made)
    await fix_dates(tx, made.task_id, start_at=made.start_at, end_at=made.end_at, by=by.name, now=now)
    await history.record(tx, AppointmentBooked(**told(made), by=by.name, at=now))
    return made


async def rebook_appointment(
    tx: Tx,
    appointment_id: AppointmentId,
    *,
    start_at: datetime,
    reason: str = "",
    version: int | None = None,
    by: Actor,
    now: datetime,
    outside: TimeSlot | None = None,
) -> Appointment:
    """Moves an open appointment to another slot; its old time is free again only when the new one was to be had."""
    require_booking(by)
    found = await lock_appointment(tx, appointment_id, version=version)
    if found.state not in OPEN:
        raise AppointmentChanged(f"{found.id.number} is {found.state}; make a new appointment")
    task = await get_sent_out(tx, found.task_id)
    refuse_past(start_at, now=now)
    if outside is None:
        length = (await get_offer(tx, found.assignment_group)).slot_length
        made = replace(found, start_at=start_at, end_at=start_at + length)
        made = await _take(tx, made, task, now=now)
    else:
        made = replace(found, start_at=outside.start_at, end_at=outside.end_at)
    made = replace(made, changed_at=now, version=found.version + 1)
    await store.save(tx, made)
    if made.state is AppointmentState.CONFIRMED:
        await fix_dates(tx, made.task_id, start_at=made.start_at, end_at=made.end_at, by=by.name, now=now)
    await history.record(
        tx, AppointmentMoved(**told(made), before=found.start_at, reason=reason.strip(), by=by.name, at=now)
    )
    return made


async def cancel_appointment(
    tx: Tx, appointment_id: AppointmentId, *, reason: str, version: int | None = None, by: Actor, now: datetime
) -> Appointment:
    """Calls an appointment off: its time is free again, and the task waits for it no more."""
    require_booking(by)
    said = reason.strip()
    if not said:
        what, action = "the reason is missing", "say in a few words why it is called off"
        raise AppointmentInvalid(f"{what}; {action}", problems=[Problem(field="reason", what=what, action=action)])
    found = await lock_appointment(tx, appointment_id, version=version)
    made = replace(
        found, state=_step(found, "cancel"), expires_at=None, ended_at=now, end_reason=said, changed_at=now,
        version=found.version + 1,
    )  # fmt: skip
    await store.save(tx, made)
    task = await store.find_task(tx, made.task_id)
    if found.state is AppointmentState.CONFIRMED and task is not None and why_no_appointment(task) is None:
        await free_dates(tx, made.task_id, by=by.name, now=now)
    await history.record(tx, AppointmentCancelled(**told(made), reason=said, by=by.name, at=now))
    return made


async def save_offer(
    tx: Tx, offer: AppointmentOffer, *, version: int | None = None, by: Actor, now: datetime
) -> AppointmentOffer:
    """Sets what a group offers to those who make appointments; booked ones stay. Needs `task:manage`."""
    by.require(Permission.TASK_MANAGE)
    held = await get_offer(tx, offer.assignment_group, lock=True)
    if version is not None and held.version != version:
        raise AppointmentChanged(
            f"the offer of {offer.assignment_group} was changed by somebody else; look at it again"
        )
    problems = await _offer_problems(tx, offer)
    if problems:
        raise AppointmentInvalid(f"the offer cannot be saved: {problems[0].what}", problems=list(problems))
    made = replace(offer, version=held.version + 1, changed_by=by.name, changed_at=now)
    await store.save_offer(tx, made)
    await history.record(tx, AppointmentOfferSaved(group=offer.assignment_group, by=by.name, at=now))
    return made


async def _offer_problems(tx: Tx, offer: AppointmentOffer) -> Sequence[Problem]:
    bounds = {
        "slotMinutes": (offer.slot_length, timedelta(minutes=15), timedelta(hours=24), "15 minutes to 24 hours"),
        "leadMinutes": (offer.lead_time, timedelta(0), timedelta(days=90), "nothing to 90 days"),
        "reservedMinutes": (offer.keep_reserved, timedelta(minutes=1), timedelta(days=7), "1 minute to 7 days"),
    }
    found = [
        Problem(field=field, what=f"{field} is out of bounds", action=f"give {words}")
        for field, (value, least, most, words) in bounds.items()
        if not least <= value <= most
    ]
    if offer.most_at_once is not None and not 0 <= offer.most_at_once <= 1000:
        found.append(Problem(field="mostAtOnce", what="mostAtOnce is out of bounds", action="give 0 to 1000, or none"))
    if offer.calendar is not None and offer.calendar not in await load_calendars(tx):
        found.append(Problem(field="calendar", what=f"there is no working calendar '{offer.calendar[:60]}'",
                             action="choose one of GET /api/calendars"))  # fmt: skip
    return found
