"""Appointments over HTTP: found, booked, seen by the plan and by jeopardy, moved, called off; with another system too."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from builders_api import ApiClient, api
from builders_orchestration import Shape, plant
from trunkline.access.model import SYSTEM, Role
from trunkline.appointments.commands import book_slot
from trunkline.appointments.desk import Desk
from trunkline.appointments.errors import SlotSystemSilent, SlotTaken
from trunkline.appointments.keeping import keep_appointments
from trunkline.duties import Duties
from trunkline.jeopardy.commands import watch_due_dates
from trunkline.jeopardy.watching import watch_appointments
from trunkline.kit import clock
from trunkline.kit.ids import AppointmentId, ServiceOrderId, TaskId, service_order_number
from trunkline.southbound.secrets import Secrets
from trunkline.southbound.time_slots import TimeSlotClient

SHAPE = Shape(tasks=((1, "manual"), (1, "manual"), (1, "automated")), edges=((1, 2),))
HOUR = timedelta(hours=1)
TMF = "/tmf-api/appointment/v4"


async def _orders(client: ApiClient, *, people: int = 1, orders: int = 1) -> list[ServiceOrderId]:
    """Orders with a person's task of a group of so many people."""
    async with client.database.transaction() as tx:
        await tx.execute("INSERT INTO assignment_group (name) VALUES ('Field') ON CONFLICT DO NOTHING")
        for n in range(people):
            user = await tx.fetchval(
                "INSERT INTO user_account (user_name, full_name, password_hash, active, created_at)"
                " VALUES ($1, $1, 'x', true, now()) RETURNING id", f"field{n}")  # fmt: skip
            await tx.execute("INSERT INTO user_role (user_id, role) VALUES ($1, 'fulfillmentAgent')", user)
            await tx.execute("INSERT INTO assignment_group_member VALUES ('Field', $1)", user)
        made = [await plant(tx, SHAPE, now=clock.now()) for _ in range(orders)]
        await tx.execute("UPDATE task SET assignment_group = 'Field' WHERE kind = 'manual'")
    return made


async def _task(client: ApiClient, task: TaskId) -> dict[str, Any]:
    async with client.database.reading() as tx:
        row = await tx.fetchrow("SELECT * FROM task WHERE service_order_id = $1 AND n = $2", *task)
    assert row is not None
    return dict(row)


async def _pass(client: ApiClient, at: datetime) -> None:
    duties = Duties(client.database, worker="w", lease=HOUR, clock=lambda: at, chores=())
    while await duties.run_due():
        pass


async def test_a_task_waits_for_its_appointment_and_is_planned_then(database_url: str) -> None:
    """FSM-02: slots of the group, booked, moved, called off; who may not, what is refused, and the counters stay true."""
    async with api(database_url) as client:
        (order,) = await _orders(client)
        task = TaskId(order, 1)
        where = f"/api/tasks/{task.number}"
        slots = (await client.get(f"{where}/timeSlots")).json()
        assert (slots["assignmentGroup"], {slot["free"] for slot in slots["items"]}) == ("Field", {1})
        first, second = slots["items"][0]["startAt"], slots["items"][1]["startAt"]
        begin = datetime.fromisoformat(first)
        assert begin >= clock.now() + 3 * HOUR
        assert (
            await client.get(f"{where}/timeSlots?from=2026-01-01T00:00:00Z&until=2027-01-01T00:00:00Z")
        ).status_code == 400
        assert (await client.get(f"/api/tasks/{TaskId(order, 3).number}/timeSlots")).status_code == 422
        for wrong, status in (({"startAt": (begin + HOUR / 2).isoformat()}, 400), ({"startAt": "2020-01-01T00:00:00Z"}, 400),
                              ({"startAt": first, "assignmentGroup": "Nobody"}, 422)):  # fmt: skip
            assert (await client.post(f"{where}/appointment", json=wrong)).status_code == status
        async with client.be(Role.ORDER_VIEWER):
            assert (await client.post(f"{where}/appointment", json={"startAt": first})).status_code == 403
            assert (await client.get(f"{where}/appointment")).json()["verbs"] == []
        made = (await client.post(f"{where}/appointment", json={"startAt": first, "note": "ring twice"})).json()
        assert (made["state"], made["person"], made["verbs"]) == ("confirmed", "field0", ["rebook", "cancel"])
        assert (await client.post(f"{where}/appointment", json={"startAt": second})).status_code == 409
        row = await _task(client, task)
        assert (row["state"], row["not_before"], row["planned_start_at"]) == ("waiting", begin, begin)
        assert row["planned_end_at"] == begin + 2 * HOUR
        why = (await client.get(f"{where}/why")).json()["blockers"]
        assert [blocker["kind"] for blocker in why] == ["timer"]
        await _pass(client, begin - HOUR)
        row = await _task(client, task)
        assert (row["state"], row["estimated_start_at"]) == ("waiting", begin)
        moved = await client.post(
            f"/api/appointments/{made['number']}/rebook", json={"startAt": second, "reason": "asked"}
        )
        assert moved.json()["startAt"] == second
        stale = await client.post(f"/api/appointments/{made['number']}/cancel", json={"reason": "x", "version": 1})
        assert stale.status_code == 409
        await _pass(client, begin)
        assert (await _task(client, task))["state"] == "waiting"
        await _pass(client, begin + 2 * HOUR)
        assert (await _task(client, task))["state"] == "ready"
        assert (
            await client.post(f"/api/appointments/{made['number']}/cancel", json={"reason": " "})
        ).status_code == 400
        await client.post(f"/api/appointments/{made['number']}/cancel", json={"reason": "customer is away"})
        listed = (await client.get(f"/api/serviceOrders/{service_order_number(order)}/appointments")).json()["items"]
        assert [(one["state"], one["endReason"]) for one in listed] == [("cancelled", "customer is away")]
        again = (await client.post(f"{where}/appointment", json={"startAt": second})).json()
        assert (await _task(client, task))["state"] == "waiting"
        await client.post(f"/api/appointments/{again['number']}/cancel", json={"reason": "no"})
        row = await _task(client, task)
        assert (row["state"], row["earliest_at"]) == ("ready", None)
        async with client.database.reading() as tx:
            assert await tx.fetchval("SELECT active_tasks FROM service_order WHERE id = $1", order) == 2
        kinds = {one["kind"] for one in (await client.get(f"{where}/record")).json()["history"]}
        assert {"AppointmentBooked", "AppointmentMoved", "AppointmentCancelled", "TaskMadeToWait", "TaskReady"} <= kinds


async def test_two_who_book_the_last_person_at_once_do_not_both_get_them(database_url: str) -> None:
    """FSM-02: two connections, one person; and eight that race for three people, of whom nobody is sent twice."""
    async with api(database_url) as client:
        for people, orders in ((1, 2), (2, 6)):
            async with client.database.transaction() as tx:
                await tx.execute("DELETE FROM user_account WHERE user_name LIKE 'field%'")
                await tx.execute("DELETE FROM appointment")
            made = await _orders(client, people=people, orders=orders)
            slot = (await client.get(f"/api/tasks/{TaskId(made[0], 1).number}/timeSlots")).json()["items"][3]["startAt"]

            async def book(order: ServiceOrderId, at: str = slot) -> bool:
                try:
                    async with client.database.transaction() as tx:
                        await book_slot(
                            tx, TaskId(order, 1), start_at=datetime.fromisoformat(at), by=SYSTEM, now=clock.now()
                        )
                except SlotTaken:
                    return False
                return True

            assert sum(await asyncio.gather(*(book(order) for order in made))) == people
            async with client.database.reading() as tx:
                names = [row[0] for row in await tx.fetch("SELECT person FROM appointment WHERE state = 'confirmed'")]
            assert len(set(names)) == len(names) == people


async def test_a_reservation_lapses_a_missed_appointment_and_one_that_cannot_be_kept_are_in_jeopardy(
    database_url: str,
) -> None:
    """FSM-02, JEO: a reserved time moves nothing and is free again after its time; alerts come and go."""
    async with api(database_url) as client:
        (order,) = await _orders(client)
        task, after, now = TaskId(order, 1), TaskId(order, 2), clock.now()
        body = {"slotMinutes": 60, "leadMinutes": 0, "reservedMinutes": 5, "mostAtOnce": 1}
        offer = "/api/groups/Field/appointmentOffer"
        assert (await client.put(offer, json={**body, "calendar": "none such"})).status_code == 400
        assert (await client.put(offer, json={**body, "slotMinutes": 10**12})).status_code == 400
        assert (await client.put(offer, json=body)).json()["version"] == 1
        slots = (await client.get(f"/api/tasks/{task.number}/timeSlots")).json()["items"]
        at = [slot["startAt"] for slot in slots]
        held = (
            await client.post(f"/api/tasks/{task.number}/appointment", json={"startAt": at[0], "reserve": True})
        ).json()
        assert (held["state"], (await _task(client, task))["state"]) == ("reserved", "ready")
        taken = await client.post(f"/api/tasks/{after.number}/appointment", json={"startAt": at[0]})
        assert (taken.status_code, taken.json()["code"]) == (409, "SlotTaken")
        async with client.database.transaction() as tx:
            await keep_appointments(tx, now + 6 * HOUR / 60)
            assert await tx.fetchval("SELECT state FROM appointment") == "expired"
        assert (await client.post(f"/api/appointments/{held['number']}/confirm")).status_code == 409
        # the second task follows the first, whose appointment is later: it cannot be begun when its own says
        await client.post(f"/api/tasks/{task.number}/appointment", json={"startAt": at[3]})
        await client.post(f"/api/tasks/{after.number}/appointment", json={"startAt": at[1]})

        async def alerts(moment: datetime) -> list[tuple[int, str]]:
            await _pass(client, moment)
            async with client.database.transaction() as tx:
                await keep_appointments(tx, moment)
                await watch_appointments(tx, moment)
                await watch_due_dates(tx, moment)
                rows = await tx.fetch(
                    "SELECT subject_n, level FROM jeopardy_alert WHERE cleared_at IS NULL ORDER BY subject_n"
                )
            return [(row[0], row[1]) for row in rows]

        assert await alerts(clock.now()) == [(2, "major")]
        shown = (await client.get(f"/api/tasks/{after.number}/appointment")).json()
        assert shown["atRisk"] is True
        number = shown["appointment"]["number"]
        await client.post(f"/api/appointments/{number}/rebook", json={"startAt": at[-1]})
        assert await alerts(clock.now()) == []
        assert await alerts(datetime.fromisoformat(at[3]) + HOUR) == [(1, "critical")]
        async with client.database.reading() as tx:
            states = await tx.fetch("SELECT state FROM appointment ORDER BY n")
        assert [row[0] for row in states] == ["expired", "missed", "confirmed"]


async def test_a_tmf646_client_searches_books_moves_and_calls_off(database_url: str) -> None:
    """FSM-02: the shapes of TMF646; what cannot be read is told and is no failure of the server."""
    async with api(database_url) as client:
        (order,) = await _orders(client)
        entity = {"relatedEntity": [{"id": TaskId(order, 1).number, "@referredType": "Task"}]}
        for wrong in (
            "",
            "[]",
            "{}",
            json.dumps({**entity, "requestedTimeSlot": [{"validFor": {"startDateTime": "soon"}}]}),
        ):
            assert (await client.post(f"{TMF}/searchTimeSlot", content=wrong)).status_code == 400
        found = (await client.post(f"{TMF}/searchTimeSlot", json=entity)).json()
        assert (found["status"], found["searchResult"]) == ("done", "success")
        first, last = found["availableTimeSlot"][0]["validFor"], found["availableTimeSlot"][-1]["validFor"]
        answer = await client.post(
            f"{TMF}/appointment", json={**entity, "validFor": first, "status": "initialized", "externalId": "E1"}
        )
        made = answer.json()
        assert (answer.status_code, made["status"], made["validFor"]) == (201, "initialized", first)
        assert answer.headers["Location"] == made["href"]
        assert (await client.patch(made["href"], json={"status": "confirmed"})).json()["status"] == "confirmed"
        assert (await client.patch(made["href"], json={"validFor": last})).json()["validFor"] == last
        assert (await client.patch(made["href"], json={})).status_code == 400
        assert (await client.get(f"{TMF}/appointment?limit=5&fields=externalId")).json()[0]["externalId"] == "E1"
        assert (await client.delete(made["href"])).status_code == 204
        assert (await client.get(made["href"])).json()["status"] == "cancelled"
        assert (await client.get(f"{TMF}/appointment/APT-000001-99")).status_code == 404


class FieldSystem:
    """A TMF646 system that books one slot for one, loses an answer on request, and knows what was booked."""

    def __init__(self) -> None:
        self.booked: dict[str, dict[str, Any]] = {}
        self.lose = self.down = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content or b"null")
        if self.down:
            raise httpx.ConnectError("down")
        if request.url.path.endswith("searchTimeSlot"):
            wanted = body["requestedTimeSlot"][0]["validFor"]
            begin = datetime.fromisoformat(wanted["startDateTime"]) + HOUR
            span = {"startDateTime": begin.isoformat(), "endDateTime": (begin + HOUR).isoformat()}
            return httpx.Response(201, json={"availableTimeSlot": [{"validFor": span}]})
        if request.method == "GET":
            return httpx.Response(
                200, json=[one for one in self.booked.values() if one["externalId"] in str(request.url)]
            )
        if request.method == "PATCH":
            self.booked[request.url.path.rsplit("/", 1)[1]].update(body)
            return httpx.Response(200, json={})
        if any(one["validFor"] == body["validFor"] and one["status"] != "cancelled" for one in self.booked.values()):
            return httpx.Response(409, text="taken")
        made = {**body, "id": f"F{len(self.booked) + 1}"}
        self.booked[made["id"]] = made
        if self.lose:
            raise httpx.ReadTimeout("lost")
        return httpx.Response(201, json=made)


async def test_another_system_keeps_the_appointments(database_url: str) -> None:
    """FSM-02: searched, booked with a lost answer, refused, moved, called off there; silence leaves nothing half done."""
    async with api(database_url) as client:
        first, second = await _orders(client, orders=2)
        system, now = FieldSystem(), clock.now()
        outside = TimeSlotClient("http://field/api", secrets=Secrets({}), transport=httpx.MockTransport(system))
        desk, task = Desk(client.database, outside), TaskId(first, 1)
        (slot,) = (await desk.search(task, start=now, end=now + 24 * HOUR, by=SYSTEM, now=now)).slots
        times: dict[str, Any] = {"start_at": slot.start_at, "end_at": slot.end_at, "by": SYSTEM, "now": now}
        system.down = True
        with pytest.raises(SlotSystemSilent):
            await desk.book(task, **times)
        system.down, system.lose = False, True
        made = await desk.book(task, **times)
        assert (made.state, made.reference, (await _task(client, task))["state"]) == ("confirmed", "F1", "waiting")
        system.lose = False
        with pytest.raises(SlotTaken):
            await desk.book(TaskId(second, 1), **times)
        later = {**times, "start_at": slot.start_at + HOUR, "end_at": slot.end_at + HOUR}
        assert (await desk.rebook(made.id, **later)).start_at == slot.start_at + HOUR
        assert (await desk.book(TaskId(second, 1), **times)).reference == "F2"
        await desk.cancel(AppointmentId(*made.id), reason="no need", by=SYSTEM, now=now)
        assert system.booked["F1"]["status"] == "cancelled"
        assert (await _task(client, task))["state"] == "ready"
        async with client.database.reading() as tx:
            rows = await tx.fetch("SELECT state FROM appointment ORDER BY service_order_id, n")
        assert [row[0] for row in rows] == ["cancelled", "cancelled", "cancelled", "confirmed"]
