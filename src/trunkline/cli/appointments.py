"""`trunkline appointment`: free times for a task, book one, move it, call it off; what a group offers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Annotated, TypeVar

import typer

from trunkline.appointments.commands import save_offer
from trunkline.appointments.desk import Desk, Found
from trunkline.appointments.model import Appointment, AppointmentOffer
from trunkline.appointments.queries import get_offer, list_appointments, list_page
from trunkline.cli.output import AsJson, emit, say, table
from trunkline.cli.session import cli_actor, open_database, run, settings_now, slot_system
from trunkline.kit.clock import now
from trunkline.kit.ids import AppointmentId, TaskId, read_service_order_number

T = TypeVar("T")

app = typer.Typer(help="Appointments: when somebody comes to do a task.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(help="The appointment: APT-000123-1.")]
Task = Annotated[str, typer.Argument(help="The task: TASK-000123-4.")]
Start = Annotated[datetime, typer.Option("--at", help="When the slot begins, UTC.")]
End = Annotated[datetime | None, typer.Option("--until", help="When it ends, where another system keeps the times.")]
Group = Annotated[str | None, typer.Option(help="The group that goes there; the task's, if not said.")]


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo is not None else at.replace(tzinfo=now().tzinfo)


def _at_desk(do: Callable[[Desk], Awaitable[T]]) -> T:
    async def work() -> T:
        async with open_database() as database:
            return await do(Desk(database, slot_system(settings_now())))

    return run(work())


def _show(found: list[Appointment]) -> None:
    table(
        ["appointment", "task", "state", "begin", "end", "group", "person", "until", "note"],
        [[a.id.number, a.task_id.number, a.state, a.start_at, a.end_at, a.assignment_group, a.person, a.expires_at, a.note]
         for a in found],
        none="there is no appointment",
    )  # fmt: skip


def _told(a: Appointment) -> None:
    say(f"{a.id.number} of {a.task_id.number} is {a.state}: {a.start_at:%Y-%m-%d %H:%M} to {a.end_at:%H:%M} UTC")


@app.command("slots")
def slots_command(
    task: Task,
    days: Annotated[int, typer.Option(min=1, max=62, help="So many days from now on.")] = 14,
    group: Group = None,
    as_json: AsJson = False,
) -> None:
    """Times at which somebody can come for a task."""
    at = now()

    def show(found: Found) -> None:
        rows = [[s.start_at, s.end_at, s.free] for s in found.slots]
        table(["begin", "end", "free"], rows, none="nobody is free in this time")

    found = _at_desk(
        lambda desk: desk.search(
            TaskId.read(task), start=at, end=at + timedelta(days=days), group=group, by=cli_actor(), now=at
        )
    )
    emit(found, as_json=as_json, show=show)


@app.command("book")
def book_command(
    task: Task,
    start: Start,
    end: End = None,
    group: Group = None,
    reserve: Annotated[bool, typer.Option(help="Keep the time for a while; `confirm` says yes.")] = False,
    note: Annotated[str | None, typer.Option(help="What whoever goes there should know.")] = None,
    as_json: AsJson = False,
) -> None:
    """Book a time for a task, which waits for it then."""
    made = _at_desk(
        lambda desk: desk.book(
            TaskId.read(task), start_at=_aware(start), end_at=None if end is None else _aware(end), group=group,
            reserve=reserve, note=note, by=cli_actor(), now=now(),
        )
    )  # fmt: skip
    emit(made, as_json=as_json, show=_told)


@app.command("confirm")
def confirm_command(number: Number, as_json: AsJson = False) -> None:
    """Say yes to a reserved time."""
    made = _at_desk(lambda desk: desk.confirm(AppointmentId.read(number), by=cli_actor(), now=now()))
    emit(made, as_json=as_json, show=_told)


@app.command("rebook")
def rebook_command(
    number: Number,
    start: Start,
    end: End = None,
    reason: Annotated[str, typer.Option(help="Why it is moved.")] = "",
    as_json: AsJson = False,
) -> None:
    """Move an appointment to another time."""
    made = _at_desk(
        lambda desk: desk.rebook(
            AppointmentId.read(number), start_at=_aware(start), end_at=None if end is None else _aware(end), reason=reason,
            by=cli_actor(), now=now(),
        )
    )  # fmt: skip
    emit(made, as_json=as_json, show=_told)


@app.command("cancel")
def cancel_command(
    number: Number, reason: Annotated[str, typer.Option(help="Why it is called off.")], as_json: AsJson = False
) -> None:
    """Call an appointment off; the task waits for it no more."""
    made = _at_desk(lambda desk: desk.cancel(AppointmentId.read(number), reason=reason, by=cli_actor(), now=now()))
    emit(made, as_json=as_json, show=_told)


@app.command("list")
def list_command(
    order: Annotated[str | None, typer.Argument(help="The order: ORD-000123; all, if not said.")] = None,
    group: Annotated[str | None, typer.Option(help="Of this group only.")] = None,
    as_json: AsJson = False,
) -> None:
    """Appointments of an order, or those to come."""

    async def read() -> list[Appointment]:
        async with open_database() as database, database.reading() as tx:
            if order is not None:
                found = await list_appointments(tx, read_service_order_number(order))
                return [one for one in found if group in (None, one.assignment_group)]
            return (await list_page(tx, group=group, start=now()))[0]

    emit(run(read()), as_json=as_json, show=_show)


@app.command("offer")
def offer_command(
    group: Annotated[str, typer.Argument(help="The group.")],
    slot: Annotated[int | None, typer.Option(help="Minutes of a slot.")] = None,
    lead: Annotated[int | None, typer.Option(help="Minutes from now on in which no slot begins.")] = None,
    keep: Annotated[int | None, typer.Option(help="Minutes for which a reserved slot is kept.")] = None,
    most: Annotated[int | None, typer.Option(help="So many at once; 0: as many as there are people.")] = None,
    calendar: Annotated[str | None, typer.Option(help="Slots lie in its hours; empty: that of the task.")] = None,
    as_json: AsJson = False,
) -> None:
    """What a group offers to those who make appointments; with options, change it."""

    async def work() -> AppointmentOffer:
        async with open_database() as database, database.transaction() as tx:
            held = await get_offer(tx, group)
            if (slot, lead, keep, most, calendar) == (None,) * 5:
                return held
            wanted = AppointmentOffer(
                assignment_group=group,
                slot_length=held.slot_length if slot is None else timedelta(minutes=slot),
                lead_time=held.lead_time if lead is None else timedelta(minutes=lead),
                keep_reserved=held.keep_reserved if keep is None else timedelta(minutes=keep),
                most_at_once=held.most_at_once if most is None else most or None,
                calendar=held.calendar if calendar is None else calendar or None,
            )
            return await save_offer(tx, wanted, by=cli_actor(), now=now())

    def show(o: AppointmentOffer) -> None:
        say(f"{o.assignment_group}: slots of {o.slot_length}, not sooner than in {o.lead_time}, kept for {o.keep_reserved}, "
            f"{o.most_at_once or 'any number'} at once, hours of {o.calendar or 'the task'}")  # fmt: skip

    emit(run(work()), as_json=as_json, show=show)
