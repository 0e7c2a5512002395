"""Categories of fallouts over HTTP: filed by themselves, asked for where nobody can know, kept by administrators."""

from __future__ import annotations

import pytest

from builders_api import api
from builders_fallout import exhausted, plant_order
from builders_orchestration import T0
from trunkline.access.model import Role
from trunkline.fallout.category_model import CATEGORY_OF_CAUSE
from trunkline.fallout.commands import raise_for_exhausted
from trunkline.kit.ids import TaskId

AT = "/api/falloutCategories"


async def test_a_fallout_is_closed_with_its_category_and_nothing_else(database_url: str) -> None:
    """FAL-04: category, subcategory, cause and resolution code."""
    async with api(database_url, Role.FALLOUT_MANAGER, react=False) as client:
        order = await plant_order(client.database)
        async with client.be(Role.ADMINISTRATOR):
            new = {"id": "permitRefused", "name": "Permit refused"}
            assert (await client.post("/api/falloutTypes", json=new | {"category": "weather"})).status_code == 404
            assert (await client.post("/api/falloutTypes", json=new)).status_code == 201
        raised = await client.post(
            f"/api/tasks/TASK-{order:06d}-1/fallouts", json={"falloutType": "permitRefused", "message": "no permit"}
        )
        number, at = raised.json()["fallout"]["number"], f"/api/fallouts/{raised.json()['fallout']['number']}"
        assert raised.json()["fallout"]["category"] is None  # no cause, and the type says nothing
        skipped = await client.post(f"{at}/resolve", json={"resolution": "skip", "note": "not needed"})
        assert (skipped.json()["fallout"]["state"], "file" in skipped.json()["verbs"]) == ("resolved", True)
        lacking = await client.post(f"{at}/close", json={})
        assert [(each["item"], each["field"]) for each in lacking.json()["details"]] == [
            (number, "resolutionCode"), (number, "category"),
        ]  # fmt: skip
        for category, status in (("weather", 404), ("field", 400)):
            refused = await client.post(f"{at}/close", json={"resolutionCode": "notNeeded", "category": category})
            assert (refused.status_code, refused.json()["details"][0]["field"]) == (status, "category")
        assert (await client.post(f"{at}/file", json={"category": "field.access"})).json()["categoryParentName"] == (
            "Work on site"
        )
        closed = await client.post(f"{at}/close", json={"resolutionCode": "notNeeded", "category": "field.permit"})
        body = closed.json()
        assert (body["fallout"]["state"], body["fallout"]["categoryName"]) == ("closed", "Permit is missing")
        assert [entry["kind"] for entry in body["history"]].count("FalloutFiled") == 2
        late = await client.post(f"{at}/file", json={"category": "field.access"})
        assert (late.status_code, late.json()["code"]) == (409, "FalloutAlreadyEnded")


async def test_the_machine_files_by_cause_and_lists_and_numbers_go_by_category(database_url: str) -> None:
    """FAL-04, FAL-12, FAL-14."""
    async with api(database_url, Role.FALLOUT_MANAGER) as client:
        known = {each["id"]: each for each in (await client.get(AT)).json()["items"]}
        assert set(CATEGORY_OF_CAUSE.values()) <= {each for each, body in known.items() if body["parent"]}
        async with client.be(Role.ADMINISTRATOR):
            assert (await client.post("/api/groups", json={"name": "systems"})).status_code in (200, 201)
            rule = {"name": "systems", "assignmentGroup": "systems", "falloutCategory": "system"}
            assert (await client.put("/api/falloutRoutingRules", json={"rules": [rule]})).status_code == 200
            wrong = await client.put(
                "/api/falloutRoutingRules", json={"rules": [rule | {"falloutCategory": "weather"}]}
            )
            assert wrong.json()["details"][0]["field"] == "rules[0].falloutCategory"
        orders = [await plant_order(client.database) for _ in range(3)]
        causes = ("timeout", "unreachable", "badRequest")
        async with client.database.transaction() as tx:
            await raise_for_exhausted(
                tx,
                [
                    exhausted(TaskId(o, 1), error_class=cause, fallout_type="provisioningFailure")
                    for o, cause in zip(orders, causes, strict=True)
                ],
                now=T0,
            )
        found = (await client.get("/api/fallouts", params={"category": "system"})).json()
        assert {(each["cause"], each["category"], each["assignmentGroup"]) for each in found["items"]} == {
            ("timeout", "system.overloaded", "systems"), ("unreachable", "system.unreachable", "systems"),
        }  # fmt: skip
        assert found["total"] == 2
        typed = (await client.get("/api/fallouts", params={"q": "category:data.value"})).json()
        assert [each["cause"] for each in typed["items"]] == ["badRequest"]
        numbers = (await client.get("/api/falloutAnalytics")).json()
        assert {each["name"]: each["count"] for each in numbers["openByCategory"]} == {
            "system.overloaded": 1, "system.unreachable": 1, "data.value": 1,
        }  # fmt: skip
        tried = await client.post(
            "/api/falloutRoutingRules/try", json={"priority": 4, "falloutCategory": "system.error"}
        )
        assert tried.json()["rule"] == "systems"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"retired": True}, "successor"),  # an open fallout is filed there
        ({"retired": True, "successor": "system"}, "successor"),
        ({"parent": "system.error"}, "parent"),
        ({"name": " "}, "name"),
    ],
)
async def test_a_wrong_change_of_a_category_is_refused(
    database_url: str, change: dict[str, object], field: str
) -> None:
    """FAL-04."""
    async with api(database_url, Role.ADMINISTRATOR, react=False) as client:
        order = await plant_order(client.database)
        async with client.database.transaction() as tx:
            await raise_for_exhausted(
                tx, [exhausted(TaskId(order, 1), error_class="timeout", fallout_type="provisioningFailure")], now=T0
            )
        refused = await client.patch(f"{AT}/system.overloaded", json=change)
        assert (refused.status_code, refused.json()["details"][0]["field"]) == (400, field)


async def test_what_is_retired_goes_to_its_successor(database_url: str) -> None:
    """FAL-04: and what would come to it later too."""
    async with api(database_url, Role.ADMINISTRATOR, react=False) as client:
        orders = [await plant_order(client.database) for _ in range(2)]
        async with client.database.transaction() as tx:
            await raise_for_exhausted(
                tx, [exhausted(TaskId(orders[0], 1), error_class="timeout", fallout_type="provisioningFailure")], now=T0
            )
        added = await client.post(AT, json={"id": "system.slow", "name": "Slow", "parent": "system"})
        assert added.status_code == 201, added.text
        assert (await client.post(AT, json={"id": "system.slow", "name": "Slow"})).status_code == 409
        assert (await client.post(AT, json={"id": "x", "name": "X", "parent": "system.slow"})).status_code == 400
        assert (await client.patch(f"{AT}/system", json={"retired": True})).status_code == 400
        change = {"retired": True, "successor": "system.slow"}
        assert (await client.patch(f"{AT}/system.overloaded", json=change)).status_code == 200
        async with client.database.transaction() as tx:
            await raise_for_exhausted(
                tx, [exhausted(TaskId(orders[1], 1), error_class="timeout", fallout_type="provisioningFailure")], now=T0
            )
        found = (await client.get("/api/fallouts", params={"category": "system.slow"})).json()
        assert found["total"] == 2
        back = await client.patch(f"{AT}/system.overloaded", json={"retired": False, "name": "Overload"})
        assert (back.json()["retired"], back.json()["successor"], back.json()["name"]) == (False, None, "Overload")
        async with client.be(Role.FALLOUT_MANAGER):
            assert (await client.patch(f"{AT}/system.slow", json={"name": "x"})).status_code == 403
