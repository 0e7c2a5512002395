"""What is the same for every route: how errors look, what a request may be, what the pages and the documentation say."""

from __future__ import annotations

import logging
import re
import socket
from typing import Any

import httpx
import msgspec
import pytest
from litestar import Litestar, get, post
from litestar.params import FromQuery, JSONBody

from builders_api import api
from trunkline.access.model import Role
from trunkline.api.errors import EXCEPTION_HANDLERS
from trunkline.app import AddressUnusable, create_app, listen, openapi_document
from trunkline.kit.db import Database


def shape(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of an error, after a look at its shape."""
    body = answer.json()
    assert set(body) == {
        "code", "reason", "message", "explanation", "action", "causeClass", "owner", "item", "field", "status",
        "referenceError", "@type", "details"}  # fmt: skip
    assert body["explanation"]
    assert body["action"]
    assert body["owner"]
    assert body["@type"] == "Error"
    assert body["status"] == str(answer.status_code)
    assert body["referenceError"] == f"/docs/errors#{body['code']}"
    assert body["reason"]
    assert body["message"]
    assert all(set(detail) <= {"item", "field", "what", "action"} for detail in body["details"])
    return answer.status_code, body["code"]


async def test_every_kind_of_error_has_the_same_body(database_url: str) -> None:
    """API-06, NEW-23"""
    async with api(database_url, react=False) as client:
        users = "/api/users"
        await client.post(users, json={"userName": "alex", "fullName": "Alex", "roles": []})
        assert shape(await client.get("/nowhere")) == (404, "UnknownAddress")
        assert shape(await client.put(users)) == (405, "MethodNotAllowed")
        assert shape(await client.get("/api/users/nobody")) == (404, "UnknownUser")
        again = await client.post(users, json={"userName": "alex", "fullName": "A", "roles": []})
        assert shape(again) == (409, "UserNameTaken")
        assert shape(await client.get("/api/users?after=x")) == (400, "CursorInvalid")
        with client.nobody():
            answer = await client.get(users)
            assert shape(answer) == (401, "NotSignedIn")
            assert answer.headers["WWW-Authenticate"] == 'Bearer realm="trunkline"'
        async with client.be(Role.ORDER_VIEWER):
            assert shape(await client.get(users)) == (403, "NotPermitted")


async def test_a_method_that_is_not_allowed_names_those_that_are(database_url: str) -> None:
    """API-06, NEW-23"""
    async with api(database_url, react=False) as client:
        answer = await client.put("/api/users")
        assert answer.headers["Allow"]
        assert "GET" in answer.json()["message"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", None),
        (b"{", None),
        (b"[]", None),
        (b"null", None),
        (b'"x"', None),
        (b"\xff\xfe", None),
        (b"[" * 100_000, None),
        (b'{"userName": "a", "fullName": "A"}', "roles"),
        (b'{"userName": 1, "fullName": "A", "roles": []}', "userName"),
        (b'{"userName": "a", "fullName": "A", "roles": ["boss"]}', "roles"),
        (b'{"userName": "a", "fullName": "A", "roles": [7]}', "roles"),
        (b'{"userName": "a", "fullName": "A\\u0000", "roles": []}', None),
        (b'{"userName": "a", "fullName": "\\ud800", "roles": []}', None),
        (b'{"userName": "a\\u0000", "fullName": "A", "roles": []}', "userName"),
        (b'{"userName": "a", "fullName": "A", "roles": [], "password": "x"}', "password"),
    ],
)
async def test_a_body_that_cannot_be_used_is_a_400_that_says_where(
    database_url: str, body: bytes, field: str | None
) -> None:
    """API-06: bad input is never a 500."""
    async with api(database_url, react=False) as client:
        answer = await client.post("/api/users", content=body, headers={"Content-Type": "application/json"})
        assert shape(answer)[0] == 400, answer.text
        if field is not None:
            told = answer.json()
            assert field in msgspec.json.encode(told["details"]).decode() or field in told["message"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/users?limit=0", "/api/users?limit=x", "/api/users?limit=99999999999999999999", "/api/users/%00",
        "/api/users?after=%00", "/api/apiKeys/99999999999999999999999", "/api/events?after=9-9-9", "/api/events?limit=-1",
        "/api/events?serviceOrder=%00", "/api/events?kind=%00", "/docs/assets/..%2f..%2fetc%2fpasswd",
    ],
)  # fmt: skip
async def test_no_address_brings_the_server_down(database_url: str, path: str) -> None:
    """API-06, NEW-23"""
    async with api(database_url, react=False) as client:
        answer = await client.delete(path) if "apiKeys" in path else await client.get(path)
        assert shape(answer)[0] in {400, 404}, answer.text


async def test_a_body_that_is_too_large_is_refused(database_url: str) -> None:
    """API-06: 20 MB pass, more is refused."""
    async with api(database_url, react=False) as client:
        answer = await client.post("/api/users", content=b'"' + b"x" * 20_000_001 + b'"')
        assert shape(answer) == (413, "BodyTooLarge")
        answer = await client.post("/api/users", content=b'"' + b"x" * 19_000_000 + b'"')
        assert shape(answer)[0] == 400


async def test_a_database_that_is_gone_is_a_503_with_one_sentence(database_url: str) -> None:
    """API-06: the caller is told to try again."""
    async with api(database_url, react=False) as client:
        await client.database.close()
        for path in ("/api/session", "/health/ready"):
            answer = await client.get(path)
            assert shape(answer) == (503, "DatabaseUnavailable")
            assert answer.headers["Retry-After"]
        assert (await client.get("/health/live")).status_code == 200


async def test_a_mistake_of_ours_tells_a_reference_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    """API-06: the log has the rest."""

    @get("/broken")
    async def broken() -> None:
        """Fails."""
        raise ZeroDivisionError("secret insides")

    app = Litestar([broken], exception_handlers=EXCEPTION_HANDLERS, openapi_config=None, logging_config=None)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://trunkline.test") as client:
        answer = await client.get("/broken")
    assert shape(answer) == (500, "Unexpected")
    assert "secret" not in answer.text
    reference = re.search(r"[0-9a-f]{12}", answer.json()["message"])
    assert reference is not None
    assert reference[0] in caplog.text
    assert "secret insides" in caplog.text


async def test_ready_means_that_the_database_has_its_tables(database_url: str) -> None:
    """OPS-04"""
    async with api(database_url, react=False) as client:
        with client.nobody():
            assert (await client.get("/health/ready")).json() == {"status": "pass"}
            async with client.database.transaction() as tx:
                await tx.execute("ALTER TABLE alembic_version RENAME TO elsewhere")
            answer = await client.get("/health/ready")
            assert shape(answer) == (503, "SchemaMissing")
            assert "trunkline db migrate" in answer.json()["message"]


PAGES = ["/", "/docs", "/docs/errors"]


@pytest.mark.parametrize("page", PAGES)
async def test_a_page_asks_nothing_of_any_other_host(database_url: str, page: str) -> None:
    """OPS-01: works without a network; and says so to the browser."""
    async with api(database_url, react=False) as client:
        with client.nobody():
            answer = await client.get(page)
            assert answer.status_code == 200
            assert answer.headers["Content-Type"].startswith("text/html")
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
            assert not re.findall(r"https?://|[\"'(]//", answer.text)
            for asset in re.findall(r'(?:src|href)="(/docs/assets/[^"]+)"', answer.text):
                found = await client.get(asset)
                assert found.status_code == 200, asset
                assert found.content


async def test_the_landing_page_leads_to_what_is_there(database_url: str) -> None:
    """OPS-01"""
    async with api(database_url, react=False) as client:
        page = (await client.get("/")).text
        for path in re.findall(r'href="(/[^"]*)"', page):
            assert (await client.get(path)).status_code == 200, path
        assert "/tmf-api/serviceOrdering/v4/serviceOrder" in page


async def test_the_openapi_document_is_served_and_complete(database_url: str) -> None:
    """API-01: every operation has an id of its own, a summary or description, and a tag that is explained."""
    async with api(database_url, react=False) as client:
        with client.nobody():
            served = (await client.get("/openapi.json")).json()
    assert served["openapi"].startswith("3.1")
    assert served["paths"].keys() == openapi_document()["paths"].keys()
    operations = [operation for path in served["paths"].values() for operation in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    assert {tag for operation in operations for tag in operation["tags"]} == {tag["name"] for tag in served["tags"]}
    assert set(served["components"]["securitySchemes"]) == {"session", "apiKey", "basic"}


async def test_every_error_code_is_explained(database_url: str) -> None:
    """API-06: the address in referenceError leads somewhere."""
    async with api(database_url, react=False) as client:
        page = (await client.get("/docs/errors")).text
        for answer in (
            await client.get("/nowhere"),
            await client.get("/api/users/nobody"),
            await client.get("/api/users?limit=x"),
            await client.put("/api/users"),
        ):
            assert f'id="{answer.json()["code"]}"' in page


async def test_large_answers_are_compressed(database_url: str) -> None:
    """OPS-03"""
    async with api(database_url, react=False) as client:
        assert (await client.get("/openapi.json")).headers["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in (await client.get("/health/live")).headers


async def test_every_request_is_one_line_in_the_log(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """OPS-04"""
    with caplog.at_level(logging.INFO, "trunkline.access_log"):
        async with api(database_url, Role.ORDER_VIEWER, react=False) as client:
            await client.get("/api/session?secret=1")
            await client.get("/nowhere")
    lines: list[dict[str, Any]] = [
        msgspec.json.decode(record.message) for record in caplog.records if record.name == "trunkline.access_log"
    ]
    assert [(line["method"], line["path"], line["status"]) for line in lines] == [
        ("GET", "/api/session", 200),
        ("GET", "/nowhere", 404),
    ]
    assert lines[0]["actor"] == "orderviewer.tester"
    assert "secret" not in caplog.text


def test_a_port_in_use_is_one_clear_sentence() -> None:
    """OPS-01"""
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(AddressUnusable, match=f"cannot listen on 127.0.0.1 port {port} .*TRUNKLINE_PORT"):
            listen("127.0.0.1", port)
    for host, port in (("no.such.host.invalid", 1), ("127.0.0.1", 70000), ("192.0.2.1", 0)):
        with pytest.raises(AddressUnusable):
            listen(host, port)


def test_an_answer_is_sent_without_waiting_for_more() -> None:
    """OPS-03: asyncio switches the delay off only on sockets that name their protocol; it costs 40 ms an answer."""
    with listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def test_the_application_can_be_looked_at_without_a_database() -> None:
    """API-01"""
    assert isinstance(create_app(None), Litestar)


async def test_a_value_that_the_database_cannot_hold_is_a_400(database_url: str) -> None:
    """API-06: the last net under every room."""
    database = await Database.connect(database_url)

    @post("/store", status_code=200)
    async def store(data: JSONBody[dict[str, Any]]) -> None:
        """Stores what it is given."""
        async with database.transaction() as tx:
            await tx.fetchval("SELECT $1::bigint", data["number"])

    @get("/match")
    async def match(pattern: FromQuery[str]) -> None:
        """Matches a pattern."""
        async with database.transaction() as tx:
            await tx.fetchval("SELECT 'a' ~ $1::text", pattern)

    app = Litestar([store, match], exception_handlers=EXCEPTION_HANDLERS, openapi_config=None, logging_config=None)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    try:
        async with httpx.AsyncClient(transport=transport, base_url="http://trunkline.test") as client:
            assert shape(await client.post("/store", json={"number": 2**70})) == (400, "RequestUnreadable")
            assert shape(await client.get("/match", params={"pattern": "("})) == (400, "RequestUnreadable")
            assert (await client.post("/store", json={"number": "text"})).status_code == 500
    finally:
        await database.close()
