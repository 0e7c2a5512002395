"""HTTP of agreements: what is agreed, all or none, and how the time of a thing and of all in its order reads."""

from __future__ import annotations

from datetime import timedelta

from builders_api import api
from builders_orchestration import Shape, plant
from trunkline.access.model import Role
from trunkline.agreements.following import follow_agreements
from trunkline.events import history
from trunkline.kit import clock
from trunkline.orchestration.events import TaskReady


async def test_agreements_are_put_all_or_none_and_the_clock_of_a_task_reads_from_its_number_and_its_order(
    database_url: str,
) -> None:
    """JEO-13, JEO-09: the task's SLA is breached after one of two hours; the alert says by which agreement."""
    agreed = {
        "install": {"level": "task", "duration": "PT1H", "levels": {"minor": 50}, "description": "As in the contract"},
        "reach": {"level": "task", "kind": "ola", "target": "response", "duration": "PT4H"},
    }
    async with api(database_url) as client:
        wrong = {**agreed, "broken": {"level": "order"}}
        assert (await client.put("/api/agreements", json={"agreements": wrong})).status_code == 400
        wrong = {**agreed, "broken": {"level": "task", "calendar": "nowhere"}}
        refused = await client.put("/api/agreements", json={"agreements": wrong})
        assert (refused.status_code, "nowhere" in refused.text) == (400, True)
        assert (await client.get("/api/agreements")).json() == {"items": [], "verbs": ["save", "delete"]}
        saved = await client.put("/api/agreements", json={"agreements": agreed})
        assert (saved.status_code, saved.json()) == (200, {"changed": ["install", "reach"]})
        begun = clock.now() + timedelta(minutes=1)
        async with client.database.transaction() as tx:
            await follow_agreements(tx, begun)
            order_id = await plant(tx, Shape(tasks=((1, "manual"),)))
            await history.record(tx, TaskReady(service_order_id=order_id, n=1, by="test", at=begun))
        async with client.database.transaction() as tx:
            await follow_agreements(tx, begun + timedelta(hours=2))
        task = f"TASK-{order_id:06d}-1"
        found = (await client.get("/api/agreementClocks", params={"of": task})).json()["items"]
        assert [(c["agreement"], c["state"], c["jeopardy"], c["duration"]) for c in found] == [
            ("install", "running", "critical", "PT3600S"), ("reach", "running", None, "PT14400S"),
        ]  # fmt: skip
        assert found[0]["breachedAt"] == found[0]["dueAt"] is not None
        where = {"of": f"ORD-{order_id:06d}"}
        assert (await client.get("/api/agreementClocks", params=where)).json()["items"] == []
        assert len((await client.get("/api/agreementClocks", params={**where, "within": True})).json()["items"]) == 2
        assert (await client.get("/api/agreementClocks", params={"of": "FO-1"})).status_code == 404
        (alert,) = (await client.get("/api/jeopardyAlerts", params={"cause": "agreement"})).json()["items"]
        assert (alert["agreement"], alert["subject"], alert["level"]) == ("install", task, "critical")
        listed = (await client.get("/api/agreements")).json()["items"]
        assert [(each["name"], each["outcomes"]["late"]) for each in listed] == [("install", 1), ("reach", 0)]
        async with client.be(Role.ORDER_VIEWER):
            assert (await client.put("/api/agreements", json={"agreements": agreed})).status_code == 403
        assert (await client.delete("/api/agreements/reach")).status_code == 204
        assert (await client.delete("/api/agreements/reach")).status_code == 404
