"""The next task, profiles, absence, groups and rules over HTTP, and who may change what."""

from __future__ import annotations

from builders_api import api
from builders_notifications import plant_people
from builders_orchestration import T0, Shape, plant
from trunkline.access.model import Role
from trunkline.assignment.routing import route_tasks


async def test_rules_profiles_and_the_next_task(database_url: str) -> None:
    """TSK-03, TSK-04, NEW-11: an agent sets only their own absence; a manager everything."""
    async with api(database_url, Role.FULFILLMENT_MANAGER) as client:
        async with client.database.transaction() as tx:
            await plant_people(tx)
        where = "/api/assignmentRules/fibre"
        rule = {"assignmentGroup": "desk", "condition": {"specifications": ["spec"]}, "version": 0}
        assert (await client.put(where, json=rule | {"assignmentGroup": "nobody"})).status_code == 400
        assert (await client.put(where, json=rule | {"condition": {"when": "always"}})).status_code == 400
        assert (await client.put(where, json=rule)).json()["version"] == 1
        assert (await client.put(where, json=rule)).status_code == 409
        assert [r["name"] for r in (await client.get("/api/assignmentRules")).json()["items"]] == ["fibre"]
        supposed = {"specification": "spec", "priority": 2, "group": "field"}
        tried = (await client.post("/api/assignmentRules/try", json=supposed)).json()  # who would get such a task
        assert (tried["assignmentGroup"], tried["reason"]) == ("desk", "rule 'fibre': specification spec")
        assert [one["userName"] for one in tried["members"]] == ["ann", "ben"]
        other = (await client.post("/api/assignmentRules/try", json=supposed | {"specification": "x"})).json()
        assert (other["assignmentGroup"], other["members"]) == ("field", [])  # as the task specification says
        async with client.database.transaction() as tx:
            order = await plant(tx, Shape(tasks=((1, "manual"), (1, "automated")), edges=((1, 2),)))
            await route_tasks(tx, T0)
        task = f"TASK-{order:06d}-1"
        said = (await client.get(f"/api/tasks/{task}/assignment")).json()
        assert said == {"reason": "rule 'fibre': specification spec", "skills": []}
        group = (await client.put("/api/groups/desk/push", json={"push": True})).json()
        assert (group["push"], group["waiting"], [m["userName"] for m in group["members"]]) == (True, 1, ["ann", "ben"])
        made = await client.put(
            "/api/workProfiles/ann", json={"skills": ["splicing", " height  work "], "parallelTasks": 2}
        )
        assert (made.json()["skills"], made.json()["inHand"]) == (["height work", "splicing"], 0)
        loads = await client.get("/api/people/workload", params={"userName": ["ann", "nobody"]})  # UIF-55
        assert loads.json()["items"] == [{"userName": "ann", "inHand": 0, "parallelTasks": 2, "absent": False}]
        for bad in ({"parallelTasks": 5000}, {"calendar": "never"}, {"skills": ["a,b"]}):
            assert (await client.put("/api/workProfiles/ann", json=bad)).status_code == 400
        assert (await client.put("/api/groups/nowhere/push", json={"push": True})).status_code == 404
        async with client.be(Role.FULFILLMENT_AGENT):
            for refused in (client.put(where, json=rule), client.put("/api/groups/desk/push", json={"push": False}),
                            client.put("/api/workProfiles/ann", json={}), client.delete(where),
                            client.put("/api/workProfiles/ann/absence", json={})):  # fmt: skip
                assert (await refused).status_code == 403
            assert (await client.get("/api/tasks/next")).json()["task"] is None  # not of the desk
            async with client.database.transaction() as tx:
                await tx.execute(
                    "INSERT INTO assignment_group_member SELECT 'desk', id FROM user_account WHERE user_name LIKE 'fulfillmentagent%'"
                )
            offered = (await client.get("/api/tasks/next")).json()
            assert (offered["task"], offered["waitingForIt"]) == (task, 1) and "1 task waits for it" in offered[
                "reason"
            ]
            assert (await client.post("/api/tasks/next")).json() == offered
            assert (await client.get("/api/workProfiles/me")).json()["inHand"] == 1
            away = {"absentFrom": "2030-01-01T00:00:00Z", "absentUntil": "2030-01-09T00:00:00Z"}
            assert (
                await client.put("/api/workProfiles/me/absence", json=away | {"deputy": "maria"})
            ).status_code == 200
            assert (await client.put("/api/workProfiles/me/absence", json=away | {"deputy": "gone"})).status_code == 400
            early = away | {"absentUntil": "2029-01-01T00:00:00Z"}
            assert (await client.put("/api/workProfiles/me/absence", json=early)).status_code == 400
        async with client.be(Role.ORDER_VIEWER):
            assert (await client.post("/api/tasks/next")).status_code == 403
        assert (await client.delete(where)).status_code == 204
