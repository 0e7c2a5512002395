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
            "minor", "duration", "field", ["acknowledge", "take", "own"], 1,
        )  # fmt: skip
        assert alert["subject"] == f"TASK-{order_id:06d}-1"
        where = f"/api/jeopardyAlerts/{alert['number']}/acknowledge"
        async with client.be(Role.ORDER_VIEWER):
            assert (await client.post(where, json={})).status_code == 403
        seen = await client.post(where, json={"note": "Ben goes there"})
        assert (seen.status_code, seen.json()["note"], seen.json()["verbs"]) == (200, "Ben goes there", ["take", "own"])
        assert (await client.post(where, json={})).status_code == 409
        assert (await client.post("/api/jeopardyAlerts/JEO-000009-9/acknowledge", json={})).status_code == 404
        async with client.database.transaction() as tx:
            await watch_clocks(tx, T0 + timedelta(hours=8))
        (risen,) = (await client.get(f"/api/jeopardyAlerts?order=ORD-{order_id:06d}")).json()["items"]
        assert (risen["number"], risen["level"], risen["acknowledgedBy"]) == (alert["number"], "critical", None)


async def test_an_alert_is_taken_handed_on_and_found_by_its_owner(database_url: str) -> None:
    """JEO-09: whoever works tasks takes what nobody has; only a manager takes it away; lists and counts agree."""
    async with api(database_url, react=False) as client:
        async with client.database.transaction() as tx:
            order_id = await plant(tx, Shape(tasks=((1, "manual"), (1, "manual"), (1, "manual"))))
            await tx.execute("UPDATE task SET duration = '1 hour' WHERE n < 3")
            await tx.execute("UPDATE task SET duration = '3 hours', assignee = 'mara' WHERE n = 3")
            await watch_clocks(tx, T0 + timedelta(hours=2))
        listed = (await client.get("/api/jeopardyAlerts", params={"level": "critical"})).json()
        assert (listed["total"], listed["byLevel"]) == (2, {"minor": 0, "major": 0, "critical": 2})
        first = (await client.get("/api/jeopardyAlerts", params={"limit": 1})).json()
        rest = (await client.get("/api/jeopardyAlerts", params={"limit": 2, "after": first["next"]})).json()
        assert len({each["number"] for each in first["items"] + rest["items"]}) == first["total"] == 3
        (of_task,) = (await client.get("/api/jeopardyAlerts", params={"task": f"TASK-{order_id:06d}-2"})).json()[
            "items"
        ]
        assert of_task["subjectName"] == "Task 2"
        own = f"/api/jeopardyAlerts/{of_task['number']}/own"
        async with client.be(Role.FULFILLMENT_AGENT):
            taken = (await client.post(own, json={})).json()
            assert (taken["owner"], taken["verbs"]) == ("fulfillmentagent.tester", [])
            assert (await client.get("/api/jeopardyAlerts", params={"mine": "true"})).json()["total"] == 1
            marked = next(each for each in first["items"] + rest["items"] if each["owner"] == "mara")
            assert (await client.post(f"/api/jeopardyAlerts/{marked['number']}/own", json={})).status_code == 403
            assert (await client.post(own, json={"owner": ""})).status_code == 403
        assert (await client.post(own, json={"owner": "nobody.here"})).status_code == 422
        assert (await client.post(own, json={"owner": ""})).json()["owner"] is None
        async with client.database.transaction() as tx:
            await tx.execute("UPDATE jeopardy_alert SET cleared_at = now() WHERE n = 1")
        assert (await client.post(f"/api/jeopardyAlerts/JEO-{order_id:06d}-1/own", json={})).status_code == 409


async def test_a_client_of_the_order_sees_its_open_alerts_and_policies_are_kept_by_their_designers(
    database_url: str,
) -> None:
    """JEO-11, JEO-04: `jeopardyAlert` of TMF641, one order and a list of them; gone when the alert is over."""
    async with api(database_url) as client:
        policy = {"tasks": ["task-1"], "levels": {"minor": 10}}
        async with client.be(Role.ORDER_VIEWER):
            assert (await client.put("/api/jeopardyPolicies/quick", json=policy)).status_code == 403
        assert (await client.put("/api/jeopardyPolicies/quick", json={"levels": {"minor": 0}})).status_code == 400
        assert (await client.put("/api/jeopardyPolicies/quick", json={"levels": {"worse": 5}})).status_code == 400
        assert (await client.put("/api/jeopardyPolicies/quick", json=policy)).status_code == 200
        assert (await client.get("/api/jeopardyPolicies")).json()["items"] == {"quick": policy}
        assert (await client.delete("/api/jeopardyPolicies/quick")).status_code == 204
        assert (await client.delete("/api/jeopardyPolicies/quick")).status_code == 404
        async with client.database.transaction() as tx:
            order_id = await plant(tx, Shape(tasks=((1, "manual"),)))
            await tx.execute("UPDATE task SET duration = '10 hours'")
            await watch_clocks(tx, T0 + timedelta(hours=6))
        where = "/tmf-api/serviceOrdering/v4/serviceOrder"
        document = (await client.get(f"{where}/ORD-{order_id:06d}")).json()
        (alert,) = document["jeopardyAlert"]
        assert (alert["id"], alert["name"], alert["jeopardyType"], alert["exception"]) == (
            f"JEO-{order_id:06d}-1", f"TASK-{order_id:06d}-1", "minor", "duration",
        )  # fmt: skip
        assert alert["serviceOrderItem"][0]["itemId"] == "1"
        (listed,) = (await client.get(where, params={"fields": "jeopardyAlert"})).json()
        assert listed["jeopardyAlert"] == [alert]
        async with client.database.transaction() as tx:
            await tx.execute("UPDATE jeopardy_alert SET cleared_at = raised_at")
        assert (await client.get(f"{where}/ORD-{order_id:06d}")).json()["jeopardyAlert"] == []
