"""Saved views over HTTP: one's own, shared with a group, and the one that a list opens with."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from builders_api import ApiClient, api
from trunkline.access.model import Role
from trunkline.access.views import SUPPLIED

OWNER, MATE = Role.FULFILLMENT_AGENT, Role.FULFILLMENT_MANAGER


async def share_a_group(client: ApiClient) -> None:
    """Owner and mate are in the group 'noc', the viewer is not."""
    for role in (OWNER, MATE, Role.ORDER_VIEWER):
        await client.key_of(role)
    async with client.database.transaction() as tx:
        await tx.execute("INSERT INTO assignment_group (name) VALUES ('noc'), ('field')")
        await tx.execute(
            "INSERT INTO assignment_group_member SELECT 'noc', id FROM user_account WHERE user_name = ANY ($1)",
            [f"{OWNER.lower()}.tester", f"{MATE.lower()}.tester"],
        )


async def seen(client: ApiClient, kind: str = "tasks") -> dict[str, dict[str, Any]]:
    """The views of a list that the caller sees and that do not come with the product, by name."""
    return {name: view for name, view in (await everything(client, kind)).items() if view["supplied"] is None}


async def everything(client: ApiClient, kind: str = "tasks") -> dict[str, dict[str, Any]]:
    """All views of a list that the caller sees, by name."""
    return {view["name"]: view for view in (await client.get("/api/views", params={"list": kind})).json()["items"]}


async def opens_with(client: ApiClient, kind: str = "tasks") -> str | None:
    """The name of the view that a list opens with for the caller."""
    return next((name for name, view in (await everything(client, kind)).items() if view["isDefault"]), None)


async def test_a_view_is_shared_with_a_group_and_only_its_owner_changes_it(database_url: str) -> None:
    """UIF-15, UI-04: seen by the group and nobody else, opened by default by who wants it, gone when no longer shared."""
    async with api(database_url, Role.ADMINISTRATOR, react=False) as client:
        await share_a_group(client)
        async with client.be(OWNER):
            new = {
                "list": "tasks",
                "name": " My  queue ",
                "query": "?who=all&assignee=me&after=abc",
                "sharedWith": "noc",
            }
            assert (await client.post("/api/views", json=new)).status_code == 201
            mine = (await seen(client))["My queue"]
            assert (mine["query"], mine["own"], mine["isDefault"]) == ("who=all&assignee=me", True, False)
            assert await seen(client, "fallouts") == {}
        async with client.be(Role.ORDER_VIEWER):
            assert await seen(client) == {}
            answer = await client.put("/api/views/default", json={"list": "tasks", "view": mine["id"]})
            assert answer.status_code == 404
        change = {"name": "Queue", "query": "who=all", "sharedWith": "noc", "version": 1}
        async with client.be(MATE):
            assert (await seen(client))["My queue"]["own"] is False
            assert (await client.put(f"/api/views/{mine['id']}", json=change)).status_code == 403
            await client.put("/api/views/default", json={"list": "tasks", "view": mine["id"]})
            assert (await seen(client))["My queue"]["isDefault"] is True
        async with client.be(OWNER):
            assert (await client.put(f"/api/views/{mine['id']}", json=change)).status_code == 200
            stale = await client.put(f"/api/views/{mine['id']}", json=change)
            assert (stale.status_code, stale.json()["code"]) == (409, "SavedViewChanged")
            assert (
                await client.put(f"/api/views/{mine['id']}", json={**change, "version": 2, "sharedWith": None})
            ).status_code == 200
        async with client.be(MATE):
            assert await seen(client) == {}
        async with client.be(OWNER):
            assert (await client.put(f"/api/views/{mine['id']}", json={**change, "version": 3})).status_code == 200
        async with client.be(MATE):
            assert (await seen(client))["Queue"]["isDefault"] is False
        async with client.be(OWNER):
            assert (await client.delete(f"/api/views/{mine['id']}", params={"version": 1})).status_code == 409
            assert (await client.delete(f"/api/views/{mine['id']}", params={"version": 4})).status_code == 204
            assert await seen(client) == {}


async def test_every_list_has_its_supplied_views_and_a_role_opens_with_its_own(database_url: str) -> None:
    """UIF-15: nobody changes or removes a supplied view; one's own choice goes before the role's, also that of the whole."""
    async with api(database_url, Role.ADMINISTRATOR, react=False) as client:
        for view in SUPPLIED:
            address, asked = f"/api/{view.list}", dict(parse_qsl(view.query))
            answer = await client.get(address, params={name: value for name, value in asked.items() if name != "who"})
            assert answer.status_code == 200, (view.key, answer.text)
        async with client.be(OWNER):  # an agent
            assert await opens_with(client) == "myWork"
            mine = (await everything(client))["myWork"]
            assert (mine["own"], mine["owner"], mine["query"]) == (False, "", "who=mine")
            assert mine["defaultOf"] == [Role.SERVICE_ORDER_AGENT, Role.FULFILLMENT_AGENT]
            change = {"name": "x", "query": "who=all"}
            assert (await client.put(f"/api/views/{mine['id']}", json=change)).status_code == 404
            assert (await client.delete(f"/api/views/{mine['id']}")).status_code == 404
            await client.put("/api/views/default", json={"list": "tasks", "view": None})
            assert await opens_with(client) is None
            queue = (await everything(client))["teamQueue"]["id"]
            await client.put("/api/views/default", json={"list": "tasks", "view": queue})
            assert await opens_with(client) == "teamQueue"
            wrong = await client.put("/api/views/default", json={"list": "fallouts", "view": queue})
            assert wrong.status_code == 404
            answer = await client.delete("/api/views/default", params={"list": "tasks"})
            assert answer.json()["ownDefault"] == [] and await opens_with(client) == "myWork"
        async with client.be(MATE):
            assert await opens_with(client) == "teamQueue"
        async with client.be(Role.FALLOUT_AGENT):
            assert await opens_with(client, "fallouts") == "openFallouts"


async def test_a_view_is_shared_with_a_role_and_opens_the_list_for_it(database_url: str) -> None:
    """UIF-15: by who may share with roles; whoever has the role sees it; taken back, the list opens as it did."""
    async with api(database_url, Role.ADMINISTRATOR, react=False) as client:
        await client.key_of(OWNER)
        new = {"list": "tasks", "name": "Night shift", "query": "who=all&q=priority:1", "sharedRole": OWNER}
        async with client.be(OWNER):
            assert (await client.post("/api/views", json=new)).status_code == 403
            assert (await client.get("/api/views")).json()["maySetForRoles"] is False
        async with client.be(MATE):
            assert (await client.post("/api/views", json=new)).status_code == 201
            made = (await seen(client))["Night shift"]
            for_role = {"role": OWNER, "list": "tasks", "view": made["id"]}
            other = await client.put("/api/views/roleDefault", json={**for_role, "role": Role.CATALOG_DESIGNER})
            assert (other.status_code, other.json()["code"]) == (400, "SavedViewInvalid")
            assert (await client.put("/api/views/roleDefault", json=for_role)).status_code == 200
            assert (await seen(client))["Night shift"]["defaultOf"] == [OWNER]
        async with client.be(OWNER):
            assert await opens_with(client) == "Night shift"
            assert (await client.put("/api/views/roleDefault", json=for_role)).status_code == 403
        async with client.be(Role.ORDER_VIEWER):
            assert await seen(client) == {}
        async with client.be(MATE):
            # not shared any more: nobody opens with what they do not see
            private = {"name": "Night shift", "query": "who=all", "version": 1}
            assert (await client.put(f"/api/views/{made['id']}", json=private)).status_code == 200
        async with client.be(OWNER):
            assert await opens_with(client) == "myWork" and await seen(client) == {}
        async with client.be(MATE):
            await client.put("/api/views/roleDefault", json={**for_role, "view": None})
        async with client.be(OWNER):
            assert await opens_with(client) is None
        async with client.be(MATE):
            where = {"role": OWNER, "list": "tasks"}
            assert (await client.delete("/api/views/roleDefault", params=where)).status_code == 200
        async with client.be(OWNER):
            assert await opens_with(client) == "myWork"


async def test_what_cannot_be_kept_as_a_view_is_refused_and_says_why(database_url: str) -> None:
    """UIF-15, UIF-09."""
    async with api(database_url, OWNER, react=False) as client:
        await share_a_group(client)
        good = {"list": "fallouts", "name": "Open", "query": "open=true", "isDefault": True}
        assert (await client.post("/api/views", json=good)).json()["items"][0]["isDefault"] is True
        for wrong, status in (
            ({}, 409), ({"name": "  "}, 400), ({"name": "x" * 81}, 400), ({"query": "a=" + "x" * 4000}, 400),
            ({"query": "a=%00"}, 400), ({"list": "nothing"}, 400), ({"name": "b", "sharedWith": "field"}, 404),
        ):  # fmt: skip
            assert (await client.post("/api/views", json={**good, **wrong})).status_code == status, wrong
        assert list(await seen(client, "fallouts")) == ["Open"]
        await client.put("/api/views/default", json={"list": "fallouts", "view": None})
        assert (await seen(client, "fallouts"))["Open"]["isDefault"] is False


async def test_what_a_person_chose_is_kept_with_them_list_by_list(database_url: str) -> None:
    """UIF-04, UIF-16: another browser finds it; what is not said stays; another person has a choice of their own."""
    async with api(database_url, Role.ADMINISTRATOR, react=False) as client:
        tasks = {
            "hidden": ["due"],
            "order": ["name", "state"],
            "pinned": 1,
            "widths": {"name": 300},
            "density": "compact",
        }
        for change in ({"theme": "dark", "lists": {"tasks": tasks}}, {"lists": {"fallouts": {"hidden": ["type"]}}}):
            assert (await client.patch("/api/preferences", json=change)).status_code == 200
        kept = (await client.get("/api/preferences")).json()
        assert (kept["theme"], kept["lists"]["tasks"]) == ("dark", tasks)
        assert kept["lists"]["fallouts"]["hidden"] == ["type"]
        for wrong in ({"theme": "pink"}, {"lists": {"nowhere": {}}}, {"lists": {"tasks": {"pinned": 9}}}, {"other": 1}):
            answer = await client.patch("/api/preferences", json=wrong)
            assert answer.status_code == 400, wrong
        async with client.be(OWNER):
            assert (await client.get("/api/preferences")).json() == {}
