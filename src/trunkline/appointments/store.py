"""SQL of appointments and of what groups offer.

An appointment's order is locked before the bookings are; whoever holds the bookings locks nothing more, so bookings
come one after the other and no two of them see the same person free.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from trunkline.appointments.model import Appointment, AppointmentOffer, SentOut
from trunkline.appointments.slots import Visit
from trunkline.appointments.state import AppointmentState
from trunkline.catalog.queries import get_plan_specification
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import AppointmentId, ServiceOrderId, TaskId

_PLAIN = ("task_n", "assignment_group", "person", "start_at", "end_at", "expires_at", "reference", "external_id", "note",
          "booked_by", "booked_at", "changed_at", "ended_at", "end_reason", "version")  # fmt: skip


def read_appointment(row: Row) -> Appointment:
    """An appointment from its row."""
    return Appointment(
        id=AppointmentId(ServiceOrderId(row["service_order_id"]), row["n"]),
        state=AppointmentState(row["state"]),
        skills=frozenset(row["skills"]),
        **{name: row[name] for name in _PLAIN},
    )


async def lock_orders(tx: Tx, service_order_ids: Collection[int]) -> None:
    """Locks orders, in the order of their ids."""
    await tx.look_up_by_key()
    await tx.fetch(
        "SELECT id FROM service_order WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE", sorted(service_order_ids)
    )


async def lock_bookings(tx: Tx) -> None:
    """Waits until nobody else books, and keeps others waiting until the commit."""
    await tx.execute("SELECT pg_advisory_xact_lock(hashtextextended('trunkline.appointments', 0))")


async def find_task(tx: Tx, task_id: TaskId) -> SentOut | None:
    """What is to be known of a task before somebody is sent out for it; None when there is none."""
    row = await tx.fetchrow(
        """
        SELECT t.key, t.name, t.state, t.kind, t.assignment_group, t.calendar, t.duration, t.estimated_start_at, t.version,
               d.specification_id, d.place, d.plan_specification
          FROM task AS t
          JOIN domain_order AS d ON d.service_order_id = t.service_order_id AND d.n = t.domain_order_n
         WHERE t.service_order_id = $1 AND t.n = $2
        """,
        *task_id,
    )
    if row is None:
        return None
    skills: frozenset[str] = frozenset()
    kind = row["kind"]
    if row["plan_specification"] is not None:
        plan_id, _, version = row["plan_specification"].rpartition("@")
        plan = await get_plan_specification(tx, plan_id, int(version))
        skills = frozenset(skill for task in plan.tasks if task.key == row["key"] for skill in task.skills)
    if row["key"].startswith("visit:"):
        kind = "visit"
    return SentOut(
        task_id=task_id, skills=skills, kind=kind,
        **{n: row[n] for n in ("name", "state", "assignment_group", "calendar", "duration", "estimated_start_at",
                               "specification_id", "place", "version")},
    )  # fmt: skip


async def find(tx: Tx, appointment_id: AppointmentId) -> Appointment | None:
    """One appointment."""
    row = await tx.fetchrow("SELECT * FROM appointment WHERE service_order_id = $1 AND n = $2", *appointment_id)
    return None if row is None else read_appointment(row)


async def list_of_order(tx: Tx, service_order_id: int, task_n: int | None = None) -> list[Appointment]:
    """The appointments of an order, or of one task of it: the open one first, then the latest."""
    rows = await tx.fetch(
        """
        SELECT * FROM appointment
         WHERE service_order_id = $1 AND ($2::integer IS NULL OR task_n = $2)
         ORDER BY ended_at IS NOT NULL, start_at DESC, n DESC
        """,
        service_order_id,
        task_n,
    )
    return [read_appointment(row) for row in rows]


async def list_page(
    tx: Tx,
    *,
    group: str | None,
    state: str | None,
    start: datetime | None,
    end: datetime | None,
    offset: int,
    limit: int,
) -> tuple[list[Appointment], int]:
    """Appointments by their begin, and how many there are in all (at most 10,000 are counted)."""
    where = """($1::text IS NULL OR assignment_group = $1) AND ($2::text IS NULL OR state = $2)
               AND ($3::timestamptz IS NULL OR end_at > $3) AND ($4::timestamptz IS NULL OR start_at < $4)"""
    rows = await tx.fetch(
        f"SELECT * FROM appointment WHERE {where} ORDER BY start_at, service_order_id, n OFFSET $5 LIMIT $6",
        group, state, start, end, offset, limit,
    )  # fmt: skip
    total: int = await tx.fetchval(
        f"SELECT count(*) FROM (SELECT 1 FROM appointment WHERE {where} LIMIT 10000) AS found", group, state, start, end
    )
    return [read_appointment(row) for row in rows], total


async def list_booked(
    tx: Tx, *, group: str, people: Sequence[str], start: datetime, end: datetime, now: datetime
) -> list[Visit]:
    """The open appointments of a group, and of its people in other groups, that touch this time."""
    rows = await tx.fetch(
        """
        SELECT service_order_id, n, assignment_group, person, skills, start_at, end_at
          FROM appointment
         WHERE state IN ('reserved', 'confirmed') AND (assignment_group = $1 OR person = ANY ($2))
           AND end_at > $3 AND start_at < $4 AND coalesce(expires_at > $5, true)
        """,
        group,
        list(people),
        start,
        end,
        now,
    )
    return [
        Visit(
            key=(row["service_order_id"], row["n"]), group=row["assignment_group"], start=row["start_at"],
            end=row["end_at"], skills=frozenset(row["skills"]), person=row["person"],
        )
        for row in rows
    ]  # fmt: skip


async def give(tx: Tx, given: Mapping[tuple[int, int], str]) -> None:
    """Other people do these appointments now."""
    await tx.execute(
        """
        UPDATE appointment AS a
           SET person = g.person
          FROM unnest($1::bigint[], $2::integer[], $3::text[]) AS g (service_order_id, n, person)
         WHERE a.service_order_id = g.service_order_id AND a.n = g.n
        """,
        [key[0] for key in given],
        [key[1] for key in given],
        list(given.values()),
    )


async def next_number(tx: Tx, service_order_id: int) -> int:
    """The next free number in the order, whose lock the caller holds."""
    n: int = await tx.fetchval(
        "SELECT coalesce(max(n), 0) + 1 FROM appointment WHERE service_order_id = $1", service_order_id
    )
    return n


async def save(tx: Tx, a: Appointment) -> None:
    """Writes an appointment, a new one or over the one with its number."""
    await tx.execute(
        """
        INSERT INTO appointment (service_order_id, n, task_n, state, assignment_group, person, skills, start_at, end_at,
                                 expires_at, reference, external_id, note, booked_by, booked_at, changed_at, ended_at,
                                 end_reason, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
            ON CONFLICT (service_order_id, n)
            DO UPDATE SET state = $4, person = $6, start_at = $8, end_at = $9, expires_at = $10, reference = $11, note = $13,
                          changed_at = $16, ended_at = $17, end_reason = $18, version = $19
        """,
        *a.id, a.task_n, a.state.value, a.assignment_group, a.person, sorted(a.skills), a.start_at, a.end_at, a.expires_at,
        a.reference, a.external_id, a.note, a.booked_by, a.booked_at, a.changed_at, a.ended_at, a.end_reason, a.version,
    )  # fmt: skip


async def list_over(tx: Tx, *, now: datetime, limit: int) -> list[Row]:
    """Open appointments that are over: reserved ones that expired, and those whose task has ended or whose time passed
    before anybody began it; with `task_state`."""
    return await tx.fetch(
        """
        SELECT a.*, t.state AS task_state, t.ended_at AS task_ended_at
          FROM appointment AS a
          JOIN task AS t ON t.service_order_id = a.service_order_id AND t.n = a.task_n
         WHERE (a.state = 'reserved' AND a.expires_at <= $1)
            OR (a.state IN ('reserved', 'confirmed') AND t.ended_at IS NOT NULL)
            OR (a.state = 'confirmed' AND a.end_at <= $1 AND t.started_at IS NULL AND t.state IN ('waiting', 'ready', 'held'))
         ORDER BY a.service_order_id, a.n
         LIMIT $2
        """,
        now,
        limit,
    )


async def find_offer(tx: Tx, group: str, *, lock: bool = False) -> AppointmentOffer | None:
    """What the group offers; None when there is no such group."""
    row = await tx.fetchrow(
        f"""
        SELECT g.name, o.*
          FROM assignment_group AS g
          LEFT JOIN appointment_offer AS o ON o.assignment_group = g.name
         WHERE g.name = $1 {"FOR NO KEY UPDATE OF g" if lock else ""}
        """,
        group,
    )
    if row is None:
        return None
    if row["version"] is None:
        return AppointmentOffer(assignment_group=group)
    return AppointmentOffer(**{n: row[n] for n in AppointmentOffer.__struct_fields__})


async def save_offer(tx: Tx, offer: AppointmentOffer) -> None:
    """Writes what a group offers."""
    await tx.execute(
        """
        INSERT INTO appointment_offer (assignment_group, slot_length, lead_time, keep_reserved, most_at_once, calendar,
                                       version, changed_by, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (assignment_group)
            DO UPDATE SET slot_length = $2, lead_time = $3, keep_reserved = $4, most_at_once = $5, calendar = $6,
                          version = $7, changed_by = $8, changed_at = $9
        """,
        *(getattr(offer, name) for name in AppointmentOffer.__struct_fields__),
    )
