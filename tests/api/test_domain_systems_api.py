"""Domain systems over HTTP, and callbacks: only verified senders, nothing taken twice."""

from __future__ import annotations

import json
import time
from typing import Any

from builders_api import ApiClient, api
from builders_orchestration import Shape, plant
from trunkline.access.model import Role
from trunkline.southbound.callbacks import sign
from trunkline.southbound.secrets import Secrets


async def _waiting_task(client: ApiClient) -> str:
    """A task that the system `net` took; answers its key."""
    async with client.database.transaction() as tx:
        order = await plant(tx, Shape())
        await tx.execute("UPDATE task SET state = 'inProgress' WHERE service_order_id = $1", order)
        await tx.execute("DELETE FROM work WHERE service_order_id = $1", order)
        await tx.execute(
            """
            INSERT INTO effect (service_order_id, n, purpose, state, executor, system, attempt, asked_at, reference)
            VALUES ($1, 1, 'do', 'waiting', 'tmf641', 'net', 1, now(), 'SO-9')
            """,
            order,
        )
    return f"TASK-{order:06d}-1"


async def _send(client: ApiClient, message: dict[str, Any], *, key: str = "k3y", at: float | None = None) -> Any:
    body = json.dumps(message).encode()
    stamp = str(int(time.time() if at is None else at))
    headers = {"X-Trunkline-Timestamp": stamp, "X-Trunkline-Signature": sign(key, stamp, body)}
    with client.nobody():
        return await client.post("/api/callbacks/net", content=body, headers=headers)


async def test_only_a_signed_fresh_message_is_taken_and_only_once(database_url: str) -> None:
    """SOU-03, SOU-05."""
    async with api(database_url) as client:
        client.application.state.secrets = Secrets({"NET_KEY": "k3y", "NET_TOKEN": "t0ken"})
        limits = {"callbackSecret": "env:NET_KEY", "callbackToken": "env:NET_TOKEN", "rate": 5}
        assert (await client.put("/api/domainSystems/net", json=limits)).status_code == 200
        key = await _waiting_task(client)
        event = {
            "eventId": "1", "eventType": "ServiceOrderStateChangeEvent",
            "event": {"serviceOrder": {"id": "SO-9", "externalId": key, "state": "completed"}},
        }  # fmt: skip
        assert (await _send(client, event, key="wrong")).status_code == 401
        assert (await _send(client, event, at=time.time() - 3600)).status_code == 401
        now = time.time()
        taken = await _send(client, event, at=now)
        assert (taken.status_code, taken.json()) == (202, {"task": key})
        assert (await _send(client, event, at=now)).status_code == 409  # a replay
        again = await _send(client, event, at=now + 1)  # sent again by the system itself: harmless
        assert (again.status_code, again.json()) == (202, {"task": None})
        with client.nobody():
            bearer = {"Authorization": "Bearer t0ken"}
            plain = {"id": "SO-9", "state": "inProgress"}
            assert (await client.post("/api/callbacks/net", json=plain, headers=bearer)).json() == {"task": key}
            bad = {"Authorization": "Bearer other"}
            assert (await client.post("/api/callbacks/net", json=plain, headers=bad)).status_code == 401
            assert (await client.post("/api/callbacks/other", json=plain, headers=bearer)).status_code == 401
            assert (await client.post("/api/callbacks/net", content=b"[]", headers=bearer)).status_code == 400
            assert (await client.post("/api/callbacks/net", json={}, headers=bearer)).status_code == 400
        numbers = {"rate": 7, "concurrency": None, "failuresToOpen": 3, "openForSeconds": 60}
        changed = (await client.patch("/api/domainSystems/net", json=numbers)).json()  # secrets stay as they are
        assert (changed["rate"], changed["failuresToOpen"], changed["takesCallbacks"]) == (7, 3, True)
        assert (await client.patch("/api/domainSystems/net", json=numbers | {"rate": 0})).status_code == 400
        assert (await client.patch("/api/domainSystems/none", json=numbers)).status_code == 404
        shown = (await client.get("/api/domainSystems/net")).json()
        assert (shown["waiting"], shown["takesCallbacks"], "k3y" in str(shown)) == (1, True, False)


async def test_a_system_is_held_and_released_by_those_who_may(database_url: str) -> None:
    """NEW-12."""
    async with api(database_url) as client:
        async with client.be(Role.ORDER_VIEWER):
            refused = await client.post("/api/domainSystems/net/hold", json={"reason": "new software"})
            assert refused.status_code == 403
        assert (await client.post("/api/domainSystems/net/hold", json={"reason": " "})).status_code == 400
        held = await client.post("/api/domainSystems/net/hold", json={"reason": "new software"})
        assert (held.json()["held"], held.json()["verbs"]) == (True, ["hold", "release", "limits"])
        async with client.be(Role.ORDER_VIEWER):
            assert (await client.get("/api/domainSystems/net")).json()["verbs"] == []
        told = await client.get("/api/domainSystems/net/forecast?rate=5&until=2030-01-01T00:00:00Z")
        assert (told.status_code, told.json()["calls"], told.json()["until"]) == (200, 0, "2030-01-01T00:00:00Z")
        refused = await client.get("/api/domainSystems/net/forecast?rate=0")
        assert refused.status_code == 400
        assert (await client.post("/api/domainSystems/net/release", json={"rate": 0})).status_code == 400
        released = await client.post("/api/domainSystems/net/release", json={"rate": 2})
        assert released.json() == {"calls": 0, "lastAt": None}
        assert (await client.post("/api/domainSystems/net/release", json={"rate": 2})).status_code == 409
        assert (await client.get("/api/domainSystems/none")).status_code == 404
        assert [s["name"] for s in (await client.get("/api/domainSystems")).json()["items"]] == ["net"]
