"""Who is let in: cookie, key, Basic; and what a page of another site cannot do."""

from __future__ import annotations

import pytest

from builders_api import ApiClient, api
from trunkline.access import commands
from trunkline.access.model import SYSTEM, Permission, Role
from trunkline.kit import clock

PASSWORD = "correct horse"


async def add_alex(client: ApiClient, *roles: Role) -> None:
    async with client.database.transaction() as tx:
        await commands.create_user(
            tx, user_name="alex", full_name="Alex", roles=roles or [Role.ADMINISTRATOR], password=PASSWORD,
            by=SYSTEM, now=clock.now(),
        )  # fmt: skip


async def test_signing_in_sets_a_cookie_that_scripts_cannot_read(database_url: str) -> None:
    """SEC-01"""
    async with api(database_url, react=False) as client:
        await add_alex(client)
        with client.nobody():
            answer = await client.post("/api/session", json={"userName": "Alex", "password": PASSWORD})
            assert answer.status_code == 200
            assert answer.json()["name"] == "alex"
            cookie = answer.headers["Set-Cookie"]
            assert "HttpOnly" in cookie
            assert "SameSite=lax" in cookie
            assert "Secure" not in cookie
            assert (await client.get("/api/session")).json()["roles"] == ["administrator"]
            left = await client.delete("/api/session")
            assert left.status_code == 204
            assert (await client.get("/api/session")).status_code == 401


async def test_over_https_the_cookie_is_secure(database_url: str) -> None:
    """SEC-01"""
    async with api(database_url, react=False) as client:
        await add_alex(client)
        answer = await client.post(
            "https://trunkline.test/api/session", json={"userName": "alex", "password": PASSWORD}
        )
        assert "Secure" in answer.headers["Set-Cookie"]


async def test_a_wrong_password_is_a_401_and_a_guesser_waits(database_url: str) -> None:
    """SEC-01"""
    async with api(database_url, react=False) as client:
        await add_alex(client)
        with client.nobody():
            body = {"userName": "alex", "password": "wrong"}
            statuses = [(await client.post("/api/session", json=body)).status_code for _ in range(6)]
            assert statuses == [401] * 6
            answer = await client.post("/api/session", json=body)
            while answer.status_code == 401:  # on a slow machine the second had passed: the next wait is twice as long
                answer = await client.post("/api/session", json=body)
            assert (answer.status_code, answer.json()["code"]) == (429, "TooManyAttempts")
            assert int(answer.headers["Retry-After"]) >= 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://trunkline.test"}, 201),
        ({"X-Requested-With": "page"}, 201),
    ],
)
async def test_a_change_by_cookie_must_come_from_our_own_pages(
    database_url: str, headers: dict[str, str], status: int
) -> None:
    """SEC-01: what a page of another site can send is refused; reading stays possible."""
    async with api(database_url, react=False) as client:
        await add_alex(client)
        with client.nobody():
            await client.post("/api/session", json={"userName": "alex", "password": PASSWORD})
            assert (await client.get("/api/users", headers=headers)).status_code == 200
            answer = await client.post("/api/groups", json={"name": "G"}, headers=headers)
            assert answer.status_code == status
            if status == 403:
                assert answer.json()["code"] == "ForeignRequest"


async def test_a_page_of_another_site_cannot_sign_its_visitor_in_or_out(database_url: str) -> None:
    """SEC-01"""
    async with api(database_url, react=False) as client:
        await add_alex(client)
        with client.nobody():
            body = {"userName": "alex", "password": PASSWORD}
            foreign = {"Origin": "https://evil.example"}
            assert (await client.post("/api/session", json=body, headers=foreign)).status_code == 403
            await client.post("/api/session", json=body)
            assert (await client.delete("/api/session", headers=foreign)).status_code == 403
            assert (await client.get("/api/session")).status_code == 200


async def test_curl_may_use_a_password_or_a_key(database_url: str) -> None:
    """SEC-01"""
    async with api(database_url, react=False) as client:
        await add_alex(client)
        key = (await client.post("/api/apiKeys", json={"name": "k", "userName": "alex"})).json()["key"]
        with client.nobody():
            for secret in (PASSWORD, key):
                answer = await client.get("/api/session", auth=("alex", secret))
                assert answer.json()["name"] == "alex"
            for name, secret in (("alex", "wrong"), ("nobody", PASSWORD), ("alex", key + "x")):
                assert (await client.get("/api/session", auth=(name, secret))).status_code == 401


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer x",
        "bearer \xe9",
        "Basic",
        "Basic !!!",
        "Basic YQ==",
        "Basic /////w==",
        "Digest x",
        "tlk_x",
        "Bearer \t",
    ],
)
async def test_credentials_that_cannot_be_read_are_a_401(database_url: str, header: str) -> None:
    """API-06"""
    async with api(database_url, react=False) as client:
        answer = await client.get("/api/session", headers={"Authorization": header.encode("latin-1")})
        assert answer.status_code == 401
        assert answer.json()["code"] in {"NotSignedIn", "WrongCredentials"}


async def test_a_key_is_shown_once_listed_without_itself_and_revoked(database_url: str) -> None:
    """SEC-01"""
    async with api(database_url, Role.ORDER_INTEGRATOR, react=False) as client:
        made = (await client.post("/api/apiKeys", json={"name": "billing"})).json()
        assert made["key"].startswith("tlk_")
        listed = (await client.get("/api/apiKeys")).json()["items"]
        assert listed[0] == made | {"key": None}
        assert {item["userName"] for item in listed} == {"orderintegrator.tester"}
        assert (await client.delete(f"/api/apiKeys/{made['id']}")).status_code == 204
        answer = await client.get("/api/session", headers={"Authorization": f"Bearer {made['key']}"})
        assert answer.status_code == 401


async def test_users_are_made_changed_listed_and_deactivated(database_url: str) -> None:
    """SEC-01"""
    async with api(database_url, react=False) as client:
        new = {"userName": "bea", "fullName": "Bea", "roles": ["falloutAgent"], "email": "b@example.com"}
        made = await client.post("/api/users", json=new)
        assert made.status_code == 201
        assert (
            made.json().items() >= (new | {"active": True, "groups": [], "sessions": 0, "lastSignInAt": None}).items()
        )
        changed = await client.patch("/api/users/bea", json={"roles": ["falloutManager", "orderViewer"]})
        assert changed.json()["roles"] == ["falloutManager", "orderViewer"]
        assert changed.json()["email"] == "b@example.com"
        group = await client.post("/api/groups", json={"name": "Field", "members": ["bea"]})
        assert group.json()["members"] == ["bea"]
        assert (await client.put("/api/groups/Field/members", json={"members": []})).json()["members"] == []
        assert (await client.get("/api/groups")).json()["total"] == 1
        assert (await client.delete("/api/groups/Field")).status_code == 204
        assert (await client.delete("/api/users/bea")).status_code == 204
        assert (await client.get("/api/users/bea")).json()["active"] is False
        first = (await client.get("/api/users?limit=1")).json()
        assert (first["items"][0]["userName"], first["total"]) == ("administrator.tester", 2)
        second = (await client.get("/api/users", params={"after": first["next"]})).json()
        assert ([user["userName"] for user in second["items"]], second["next"]) == (["bea"], None)


async def test_ones_own_password_needs_the_current_one(database_url: str) -> None:
    """SEC-01: an open browser is not enough to take an account over."""
    async with api(database_url, react=False) as client:
        await add_alex(client, Role.ORDER_VIEWER)
        auth = ("alex", PASSWORD)
        new = {"password": "battery staple"}
        with client.nobody():
            assert (await client.put("/api/users/alex/password", json=new, auth=auth)).status_code == 401
            wrong = new | {"currentPassword": "guess"}
            assert (await client.put("/api/users/alex/password", json=wrong, auth=auth)).status_code == 401
            right = new | {"currentPassword": PASSWORD}
            assert (await client.put("/api/users/alex/password", json=right, auth=auth)).status_code == 204
            assert (await client.get("/api/session", auth=("alex", "battery staple"))).status_code == 200
        assert (await client.put("/api/users/alex/password", json={"password": PASSWORD})).status_code == 204


@pytest.mark.parametrize("role", Role)
async def test_only_who_may_administer_users_does(database_url: str, role: Role) -> None:
    """SEC-01: the role matrix of this room's routes."""
    async with api(database_url, react=False) as client:
        await add_alex(client)
        await client.post("/api/groups", json={"name": "G"})
        async with client.be(role):
            may = Permission.USER_ADMIN in (await client.get("/api/session")).json()["permissions"]
            assert may is (role is Role.ADMINISTRATOR)
            answers = [
                await client.get("/api/users"),
                await client.post("/api/users", json={"userName": "x", "fullName": "X", "roles": []}),
                await client.get("/api/users/alex"),
                await client.patch("/api/users/alex", json={"fullName": "A"}),
                await client.put("/api/users/alex/password", json={"password": "long enough 1"}),
                await client.post("/api/groups", json={"name": "H"}),
                await client.put("/api/groups/G/members", json={"members": []}),
                await client.delete("/api/groups/G"),
                await client.post("/api/apiKeys", json={"name": "k", "userName": "alex"}),
                await client.delete("/api/users/alex"),
            ]
        assert [answer.status_code == 403 for answer in answers] == [not may] * len(answers)
        assert all(answer.status_code < 300 for answer in answers) is may
