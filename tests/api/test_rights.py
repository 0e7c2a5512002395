"""Nothing is open by mistake: every route of every room asks who calls, and an account without roles may nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litestar import Litestar
from litestar.routes import HTTPRoute

from builders_api import api
from trunkline.access import commands
from trunkline.access.model import SYSTEM, Actor
from trunkline.access.queries import get_user
from trunkline.kit import clock

# open to everybody: pages, documentation, health, and the door itself
OPEN = {
    ("GET", "/"), ("GET", "/docs"), ("GET", "/docs/errors"), ("GET", "/docs/assets/1"), ("GET", "/openapi.json"),
    ("GET", "/openapi.json/1"), ("GET", "/openapi.json/openapi.json"), ("GET", "/health/live"), ("GET", "/health/ready"),
    ("POST", "/api/session"), ("DELETE", "/api/session"),
}  # fmt: skip
# what concerns only oneself needs no permission
OWN = {
    ("GET", "/api/session"), ("GET", "/api/apiKeys"), ("POST", "/api/apiKeys"), ("GET", "/api/apiKeys/1"),
    ("DELETE", "/api/apiKeys/1"),
    ("GET", "/api/views"), ("DELETE", "/api/views/default"), ("GET", "/api/preferences"), ("PATCH", "/api/preferences"),
    ("GET", "/api/notificationPreference"), ("PUT", "/api/notificationPreference"),
    ("GET", "/api/inbox"), ("POST", "/api/inbox/read"),
}  # fmt: skip


# what an address must be asked with
QUESTIONS = {
    "/api/views/default": {"list": "tasks"},
    "/api/views/roleDefault": {"list": "tasks", "role": "fulfillmentAgent"},
    "/api/agreementClocks": {"of": "ORD-000001"},
    "/api/people/workload": {"userName": "nobody"},
    "/api/inventory/1/asOf": {"at": "2026-11-23T00:00:00Z"},
    "/api/serviceOrders/1/plan/changes": {"after": "1-1", "version": "1"},
}


def doors(app: Litestar) -> Iterator[tuple[str, str]]:
    """Method and address of every route, with 1 for every part of the address that varies."""
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            path = re.sub(r"\{[^}]*\}", "1", route.path)
            yield from ((str(method), path) for method in route.methods if method not in {"OPTIONS", "HEAD"})


async def test_every_route_but_a_few_asks_who_calls(database_url: str) -> None:
    """SEC-01"""
    async with api(database_url, react=False) as client:
        with client.nobody():
            answers = {
                (method, path): (await client.request(method, path, json={}, params=QUESTIONS.get(path))).status_code
                for method, path in doors(client.application)
                if (method, path) not in OPEN
            }
    assert {door: status for door, status in answers.items() if status != 401} == {}


async def test_an_account_without_roles_reads_and_changes_nothing(database_url: str) -> None:
    """SEC-01"""
    async with api(database_url, react=False) as client:
        async with client.database.transaction() as tx:
            user = await commands.create_user(
                tx, user_name="new", full_name="New", roles=[], by=SYSTEM, now=clock.now()
            )
            assert await get_user(tx, "new") == user
            actor = Actor(name="new", permissions=frozenset(), user_id=user.id)
            _, key = await commands.create_api_key(tx, name="k", by=actor, now=clock.now())
        client.headers["Authorization"] = f"Bearer {key}"
        let_in = {}
        for method, path in doors(client.application):
            if (method, path) in OPEN | OWN:
                continue
            answer = await client.request(method, path, json={}, params=QUESTIONS.get(path))
            # an empty body may be refused before the rights are looked at; a read has no body
            refused = {403} if method == "GET" else {400, 403, 404, 422}
            if path == "/api/callbacks/1":  # domain systems show a secret of their own
                refused = {401}
            if answer.status_code not in refused:
                let_in[method, path] = answer.status_code
    assert let_in == {}
