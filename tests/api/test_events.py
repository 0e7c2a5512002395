"""The history over HTTP: read in order, and as it happens."""

from __future__ import annotations

from typing import Any

import msgspec

from builders_api import ApiClient, api


async def make_groups(client: ApiClient, *names: str) -> None:
    for name in names:
        assert (await client.post("/api/groups", json={"name": name})).status_code == 201


async def test_the_history_is_read_in_pages_that_join(database_url: str) -> None:
    """AUD-01: `next` goes on, also when nothing is there yet."""
    async with api(database_url, react=False) as client:
        await make_groups(client, "A", "B", "C")
        seen: list[str] = []
        page: dict[str, Any] = {"complete": False, "next": ""}
        while not page["complete"]:
            page = (await client.get("/api/events", params={"after": page["next"], "limit": 2})).json()
            seen += [event["kind"] for event in page["items"]]
        assert seen == ["UserCreated", "ApiKeyCreated", *["AssignmentGroupCreated"] * 3]
        await make_groups(client, "D")
        after = (await client.get("/api/events", params={"after": page["next"]})).json()
        assert [event["data"]["group"] for event in after["items"]] == ["D"]
        assert after["items"][0]["by"] == "administrator.tester"


async def test_the_history_can_be_narrowed_to_kinds(database_url: str) -> None:
    """AUD-01"""
    async with api(database_url, react=False) as client:
        await make_groups(client, "A")
        answer = await client.get("/api/events", params={"kind": ["ApiKeyCreated", "AssignmentGroupCreated"]})
        assert [event["kind"] for event in answer.json()["items"]] == ["ApiKeyCreated", "AssignmentGroupCreated"]
        assert answer.json()["items"][0]["data"]["userName"] == "administrator.tester"
        assert (await client.get("/api/events?serviceOrder=ORD-000001")).json()["items"] == []


def read_stream(text: str) -> list[dict[str, str]]:
    """The messages of a text/event-stream."""
    blocks = [block for block in text.replace("\r\n", "\n").split("\n\n") if block]
    return [dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":")) for block in blocks]


async def test_the_live_stream_goes_on_where_its_listener_left(database_url: str) -> None:
    """AUD-01: the stream ends when the server stops; here after its first look."""
    async with api(database_url, react=False) as client:
        await make_groups(client, "A", "B")
        events = (await client.get("/api/events")).json()["items"]
        looks = iter([False, True])
        client.application.state.stopping = lambda: next(looks)
        answer = await client.get("/api/events/stream", headers={"Last-Event-ID": events[-2]["id"]})
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        opened, told = read_stream(answer.text)
        assert opened["id"] == events[-2]["id"]
        assert (told["id"], told["event"]) == (events[-1]["id"], "AssignmentGroupCreated")
        assert msgspec.json.decode(told["data"]) == events[-1]


async def test_the_live_stream_begins_now(database_url: str) -> None:
    """AUD-01"""
    async with api(database_url, react=False) as client:
        await make_groups(client, "A")
        looks = iter([False, True])
        client.application.state.stopping = lambda: next(looks)
        answer = await client.get("/api/events/stream")
        assert [message.get("event") for message in read_stream(answer.text)] == [None]


async def test_a_place_that_is_none_is_refused(database_url: str) -> None:
    """API-06"""
    async with api(database_url, react=False) as client:
        for path in ("/api/events", "/api/events/stream"):
            for place in ("x", "999999999999-1"):
                answer = await client.get(path, params={"after": place})
                assert (answer.status_code, answer.json()["code"]) == (400, "EventCursorInvalid")
        with client.nobody():
            assert (await client.get("/api/events/stream")).status_code == 401
