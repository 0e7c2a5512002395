"""Holds over HTTP: placed, seen, explained, released, and ended by their expiry."""

from __future__ import annotations

from datetime import timedelta

from builders_api import api
from builders_orchestration import Shape, plant
from trunkline.access.model import Role
from trunkline.kit import clock
from trunkline.kit.ids import TaskId, service_order_number
from trunkline.orchestration.holding import end_due_holds

SHAPE = Shape(tasks=((1, "automated"), (1, "manual"), (1, "automated")), edges=((1, 3), (2, 3)))


async def test_a_held_order_offers_nothing_says_who_holds_it_and_goes_on_after_the_last_release(
    database_url: str,
) -> None:
    """STM-02, STM-03, NEW-02: several holds at once, each with its own owner; the why answer names them."""
    async with api(database_url) as client:
        async with client.database.transaction() as tx:
            order_id = await plant(tx, SHAPE, now=clock.now())
        where = f"/api/serviceOrders/{service_order_number(order_id)}/holds"
        given = {"reasonCode": "customerRequest", "note": "customer is away"}
        assert (await client.post(where, json={**given, "note": " "})).status_code == 400
        assert (await client.post(where, json={**given, "task": "TASK-999999-1"})).status_code == 400
        assess = {**given, "atExpiry": "assessCancellation", "expiresAt": (clock.now() + timedelta(days=1)).isoformat()}
        for wrong in ({**given, "atExpiry": "assessCancellation"}, {**assess, "task": TaskId(order_id, 1).number},
                      {**given, "reasonCode": "cancellation"}):  # fmt: skip
            assert (await client.post(where, json=wrong)).status_code == 400
        assert (await client.post(where, json={**given, "task": TaskId(order_id, 9).number})).status_code == 409
        async with client.be(Role.ORDER_VIEWER):
            assert (await client.post(where, json=given)).status_code == 403
            assert (await client.post(where, json=assess)).status_code == 403
        whole = (await client.post(where, json=assess)).json()
        assert whole["atExpiry"] == "assessCancellation"
        part = (await client.post(where, json={**given, "task": TaskId(order_id, 1).number})).json()
        assert (part["subject"], part["verbs"], whole["subject"]) == (
            TaskId(order_id, 1).number, ["release"], service_order_number(order_id),
        )  # fmt: skip
        covering = (await client.get(where, params={"task": TaskId(order_id, 2).number})).json()
        assert [hold["number"] for hold in covering["items"]] == [whole["number"]]
        assert covering["verbs"] == ["hold"]
        covering = (await client.get(where, params={"task": TaskId(order_id, 1).number})).json()
        assert [hold["number"] for hold in covering["items"]] == [whole["number"], part["number"]]
        assert (await client.get(where, params={"task": TaskId(order_id, 9).number})).json()["verbs"] == []
        async with client.database.reading() as tx:
            assert await tx.fetchval("SELECT count(*) FROM work WHERE kind = 'executeTask'") == 0
            assert await tx.fetchval("SELECT count(*) FROM worklist WHERE service_order_id = $1", order_id) == 0
        assert (await client.post(f"/api/tasks/{TaskId(order_id, 2).number}/start", json={})).status_code == 409
        why = (await client.get(f"/api/serviceOrders/{service_order_number(order_id)}/why")).json()["blockers"]
        assert {b["kind"] for b in why} == {"hold"}
        assert all(b["owner"] and "customer is away" in b["what"] for b in why)
        assert (await client.post(f"/api/holds/{whole['number']}/release", json={"note": "back"})).status_code == 200
        assert (await client.post(f"/api/holds/{whole['number']}/release", json={})).status_code == 409
        async with client.database.reading() as tx:
            states = await tx.fetch("SELECT state FROM task WHERE service_order_id = $1 ORDER BY n", order_id)
        assert [row[0] for row in states] == ["waiting", "ready", "waiting"]
        await client.post(f"/api/holds/{part['number']}/release", json={})
        async with client.database.reading() as tx:
            assert (
                await tx.fetchval("SELECT state FROM task WHERE service_order_id = $1 AND n = 1", order_id) == "ready"
            )
        assert (await client.get(where)).json()["items"] == []
        assert len((await client.get(f"{where}?everything=true")).json()["items"]) == 2


async def test_at_its_expiry_a_hold_is_released_or_belongs_to_the_group_that_decides(database_url: str) -> None:
    """STM-03."""
    now = clock.now()
    async with api(database_url) as client:
        async with client.database.transaction() as tx:
            order_id = await plant(tx, SHAPE, now=now)
            await tx.execute("INSERT INTO assignment_group (name) VALUES ('Order Desk') ON CONFLICT DO NOTHING")
        where = f"/api/serviceOrders/{service_order_number(order_id)}/holds"
        at = (now + timedelta(hours=2)).isoformat()
        given = {"reasonCode": "siteNotReady", "note": "no duct yet", "expiresAt": at}
        assert (await client.post(where, json={**given, "atExpiry": "escalate"})).status_code == 400
        first = await client.post(where, json={**given, "task": TaskId(order_id, 1).number})
        more = {"task": TaskId(order_id, 2).number, "atExpiry": "escalate", "escalateTo": "Order Desk"}
        second = await client.post(where, json={**given, **more})
        assert (first.status_code, second.status_code) == (201, 201), second.text
        for hours, states in ((1, ["waiting", "waiting"]), (3, ["ready", "waiting"])):
            async with client.database.transaction() as tx:
                await end_due_holds(tx, now + timedelta(hours=hours))
                rows = await tx.fetch(
                    "SELECT state FROM task WHERE service_order_id = $1 AND n < 3 ORDER BY n", order_id
                )
            assert [row[0] for row in rows] == states
        (left,) = (await client.get(where)).json()["items"]
        assert (left["owner"], left["number"]) == ("Order Desk", second.json()["number"])
