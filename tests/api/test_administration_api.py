"""Administrators: people are made, changed, signed out and closed; keys have roles, an end and a last use; the audit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from builders_api import ApiClient, api
from builders_orchestration import Shape, plant
from trunkline.access import commands
from trunkline.access.model import SYSTEM, Role
from trunkline.events import history
from trunkline.kit import clock
from trunkline.kit.ids import TaskId
from trunkline.orchestration.events import TaskNoted

PASSWORD = "correct horse"
BEA = {
    "userName": "Bea", "fullName": "Bea Berg", "email": "bea@example.org", "roles": ["orderViewer", "fulfillmentAgent"],
    "groups": ["field"], "password": PASSWORD,
}  # fmt: skip


async def people(client: ApiClient) -> None:
    """Two groups, and bea in one of them."""
    async with client.database.transaction() as tx:
        for group in ("field", "noc"):
            await commands.create_group(tx, name=group, description="", by=SYSTEM, now=clock.now())
    assert (await client.post("/api/users", json=BEA)).status_code == 201


async def names(client: ApiClient, **asked: Any) -> list[str]:
    """Who of the accounts is found."""
    body = (await client.get("/api/users", params=asked)).json()
    assert body["total"] == len(body["items"])
    return [one["userName"] for one in body["items"]]


async def test_an_account_is_made_found_changed_signed_out_and_closed(database_url: str) -> None:
    """UIF-68 (administration), SEC-01: roles and groups at once, the last sign-in, sessions; all of it in the audit."""
    async with api(database_url, react=False) as client:
        await people(client)
        assert await names(client, search="BERG") == await names(client, group="field", active="true") == ["bea"]
        assert await names(client, role="fulfillmentAgent") == ["bea"] and await names(client, active="false") == []
        with client.nobody():
            assert (
                await client.post("/api/session", json={"userName": "bea", "password": PASSWORD})
            ).status_code == 200
            bea = (await client.get("/api/users/bea")).json()
            assert (bea["sessions"], bea["verbs"]) == (1, ["endSessions"]) and bea["lastSignInAt"] is not None
            cookies = dict(client.cookies)
            client.cookies.clear()
        changed = await client.patch("/api/users/bea", json={"roles": ["falloutAgent"], "groups": ["noc"]})
        assert (changed.json()["roles"], changed.json()["groups"]) == (["falloutAgent"], ["noc"])
        nowhere = await client.patch("/api/users/bea", json={"fullName": "B", "groups": ["noc", "nowhere"]})
        assert (nowhere.status_code, nowhere.json()["details"][0]["field"]) == (404, "groups")
        assert (await client.get("/api/users/bea")).json()["fullName"] == "Bea Berg"
        assert (await client.delete("/api/users/bea/sessions")).status_code == 204
        with client.nobody():
            client.cookies.update(cookies)
            assert (await client.get("/api/session")).status_code == 401
            client.cookies.clear()
        assert (await client.patch("/api/users/bea", json={"active": False})).json()["verbs"] == [
            "edit", "setPassword", "activate",
        ]  # fmt: skip
        done = (await client.get("/api/audit", params={"record": "bea"})).json()["items"]
        assert [event["kind"] for event in done] == [
            "UserDeactivated", "UserSessionsEnded", "UserChanged", "UserSignedIn", "UserCreated",
        ]  # fmt: skip
        me = "administrator.tester"
        for change in ({"roles": ["orderViewer"]}, {"active": False}):
            assert (await client.patch(f"/api/users/{me}", json=change)).json()["code"] == "LastAdministrator"
        assert (await client.delete(f"/api/users/{me}")).status_code == 409
        roles = {one["name"]: one for one in (await client.get("/api/roles")).json()["items"]}
        assert roles["administrator"]["users"] == 1 and "user:admin" in roles["administrator"]["permissions"]


async def test_a_key_has_at_most_the_roles_it_was_made_with_until_it_is_over(database_url: str) -> None:
    """SEC-01: prefix, roles, end and last use; a key of few roles cannot make one of more."""
    async with api(database_url, react=False) as client:
        await people(client)
        asked = {"name": "probe", "userName": "bea", "roles": ["orderViewer"]}
        soon = (clock.now() + timedelta(days=1)).isoformat()
        for wrong, field in (
            ({"roles": ["administrator"]}, "roles"), ({"roles": []}, "roles"), ({"roles": ["king"]}, "roles"),
            ({"expiresAt": "2020-01-01T00:00:00Z"}, "expiresAt"),
        ):  # fmt: skip
            answer = await client.post("/api/apiKeys", json={**asked, **wrong})
            assert (answer.status_code, answer.json()["details"][0]["field"]) == (400, field)
        made = (await client.post("/api/apiKeys", json={**asked, "expiresAt": soon})).json()
        key, at = made["key"], f"/api/apiKeys/{made['id']}"
        assert key.startswith(made["prefix"]) and len(made["prefix"]) == 10 and made["lastUsedAt"] is None
        bearer = {"Authorization": f"Bearer {key}"}
        assert (await client.get("/api/session", headers=bearer)).json()["roles"] == ["orderViewer"]
        assert (await client.get("/api/users", headers=bearer)).status_code == 403
        more = await client.post("/api/apiKeys", headers=bearer, json={"name": "more", "roles": ["fulfillmentAgent"]})
        assert more.status_code == 400
        same = (await client.post("/api/apiKeys", headers=bearer, json={"name": "same"})).json()
        assert same["roles"] == ["orderViewer"]
        shown = (await client.get(at)).json()
        assert shown["lastUsedAt"] is not None and shown["key"] is None and shown["state"] == "active"
        await client.patch("/api/users/bea", json={"roles": ["falloutAgent"]})
        assert (await client.get("/api/session", headers=bearer)).json()["roles"] == []
        async with client.database.transaction() as tx:
            await tx.execute("UPDATE api_key SET expires_at = now() - interval '1 minute' WHERE id = $1", made["id"])
        assert (await client.get("/api/session", headers=bearer)).status_code == 401
        assert (await client.get(at)).json()["state"] == "expired"
        usable = (await client.get("/api/apiKeys", params={"user": "bea", "usable": "true"})).json()
        assert [one["name"] for one in usable["items"]] == ["same"] and usable["total"] == 1
        first = (await client.get("/api/apiKeys", params={"limit": 1})).json()
        assert first["next"] and first["total"] == 3
        async with client.be(Role.ORDER_VIEWER):
            assert (await client.get(at)).status_code == 404


async def test_the_audit_is_asked_by_person_verb_record_and_time(database_url: str) -> None:
    """UIF-68 (administration): filters on the server, page by page; nobody else may look."""
    async with api(database_url, react=False) as client:
        now = clock.now()
        async with client.database.transaction() as tx:
            order = await plant(tx, Shape(tasks=((1, "manual"), (1, "manual"))))
            await history.record_all(
                tx,
                [
                    TaskNoted(service_order_id=order, n=n, text="x", by=by, at=now - timedelta(days=days))
                    for n, by, days in ((1, "bea", 3), (1, "system", 2), (2, "bea", 1))
                ],
            )

        async def found(**asked: str) -> list[tuple[str, str]]:
            body = (await client.get("/api/audit", params={"verb": "TaskNoted", **asked})).json()
            assert body["total"] == len(body["items"])
            return [(one["by"], one["number"][-1]) for one in body["items"]]

        assert await found() == [("bea", "2"), ("system", "1"), ("bea", "1")]
        assert await found(by="Bea") == await found(people="true") == [("bea", "2"), ("bea", "1")]
        assert await found(record=TaskId(order, 1).number) == [("system", "1"), ("bea", "1")]
        assert len(await found(record=f"ord-{order:06d}")) == 3 and await found(record="ORD-999999") == []
        since, until = ((now - timedelta(days=days)).isoformat() for days in (2.5, 1.5))
        assert await found(**{"from": since, "to": until}) == [("system", "1")]
        page = (await client.get("/api/audit", params={"verb": "TaskNoted", "limit": 2})).json()
        rest = (await client.get("/api/audit", params={"verb": "TaskNoted", "after": page["next"]})).json()
        assert [one["number"][-1] for one in rest["items"]] == ["1"] and rest["next"] is None
        assert "TaskNoted" in (await client.get("/api/audit/verbs")).json()["items"]
        for wrong, field in (({"verb": "Nothing"}, "verb"), ({"from": "2026-11-23T08:00:00"}, "from")):
            answer = await client.get("/api/audit", params=wrong)
            assert (answer.status_code, answer.json()["details"][0]["field"]) == (400, field)
        async with client.be(Role.SERVICE_ORDER_MANAGER):
            assert (await client.get("/api/audit")).status_code == 403
