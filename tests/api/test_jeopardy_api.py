"""Jeopardy alerts over HTTP."""

from __future__ import annotations

from datetime import timedelta

from builders_api import api
from builders_orchestration import T0, Shape, plant
from trunkline.access.model import Role
from trunkline.jeopardy.commands import watch_clocks


async def test_an_alert_is_listed_acknowledged_once_and_new_when_its_level_rises(database_url: str) -> None:
    """JEO-09, JEO-04."""
    async with api(database_url) as client:
        shares = {"minor": 20, "critical": 80}
        assert (await client.put("/api/jeopardyThresholds", json=shares)).status_code == 200
        assert (await client.get("/api/jeopardyThresholds")).json() == {**shares, "major": None}
        assert (await client.put("/api/jeopardyThresholds", json={"minor": 90, "major": 50})).status_code == 400
        async with client.database.transaction() as tx:
            order_id = await plant(tx, Shape(tasks=((1, "manual"),)))
            await tx.execute("UPDATE task SET duration = '10 hours', assignment_group = 'field'")
            await watch_clocks(tx, T0 + timedelta(hours=3))
        found = (await client.get("/api/jeopardyAlerts")).json()
        (alert,) = found["items"]
        assert (alert["level"], alert["cause"], alert["owner"], alert["verbs"], found["total"]) == (
            "minor", "duration", "field", ["acknowledge"], 1,
        )  # fmt: skip
        assert alert["subject"] == f"TASK-{order_id:06d}-1"
        where = f"/api/jeopardyAlerts/{alert['number']}/acknowledge"
        async with client.be(Role.ORDER_VIEWER):
            assert (await client.post(where, json={})).status_code == 403
        seen = await client.post(where, json={"note": "Ben goes there"})
        assert (seen.status_code, seen.json()["note"], seen.json()["verbs"]) == (200, "Ben goes there", [])
        assert (await client.post(where, json={})).status_code == 409
        assert (await client.post("/api/jeopardyAlerts/JEO-000009-9/acknowledge", json={})).status_code == 404
        async with client.database.transaction() as tx:
            await watch_clocks(tx, T0 + timedelta(hours=8))
        (risen,) = (await client.get(f"/api/jeopardyAlerts?order=ORD-{order_id:06d}")).json()["items"]
        assert (risen["number"], risen["level"], risen["acknowledgedBy"]) == (alert["number"], "critical", None)
