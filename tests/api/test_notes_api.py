"""Notes over HTTP: changed and taken back by who wrote them, and nothing that was said is lost."""

from __future__ import annotations

import pytest

from builders_api import ApiClient, api
from builders_fallout import exhausted, plant_order
from builders_orchestration import T0
from trunkline.access.model import Role
from trunkline.fallout.commands import raise_for_exhausted
from trunkline.kit.ids import ServiceOrderId, TaskId


async def _places(client: ApiClient, order: ServiceOrderId) -> list[tuple[str, str]]:
    """Where notes can be written on an order, its task and its fallout: (address of the new one, of the list)."""
    async with client.database.transaction() as tx:
        (fallout,) = await raise_for_exhausted(tx, [exhausted(TaskId(order, 1))], now=T0)
    at, task = f"/api/serviceOrders/ORD-{order:06d}/notes", f"/api/tasks/TASK-{order:06d}-1"
    return [
        (at, at),
        (f"{task}/note", f"{task}/record"),
        (f"/api/fallouts/{fallout.number}/note", f"/api/fallouts/{fallout.number}"),
    ]


async def test_a_note_is_changed_by_its_author_alone_and_both_versions_stay(database_url: str) -> None:
    """UIF-66: on an order, a task and a fallout."""
    async with api(database_url, Role.ADMINISTRATOR) as client:
        order = await plant_order(client.database)
        for write, read in await _places(client, order):
            assert (await client.post(write, json={"text": "call Bob"})).status_code in (200, 201)
            body = (await client.get(read)).json()
            note = next(one for one in body.get("notes", body.get("items")) if one["text"] == "call Bob")
            at = f"/api/notes/NOTE-{order:06d}-{note['id']}"
            async with client.be(Role.FULFILLMENT_MANAGER):
                refused = await client.patch(at, json={"text": "mine now"})
                assert refused.status_code == 403
            assert (await client.patch(at, json={"text": " "})).json()["details"][0]["field"] == "text"
            changed = await client.patch(at, json={"text": "call Ann"})
            assert [one["text"] for one in changed.json()["items"]] == ["call Bob", "call Ann"]
            again = await client.patch(at, json={"text": "call Ann"})
            assert again.json()["total"] == 2  # the same text is no version
            body = (await client.get(read)).json()
            after = next(one for one in body.get("notes", body.get("items")) if one["id"] == note["id"])
            assert after["text"] == "call Ann" and after["editedAt"] is not None and after["at"] == note["at"]
            assert (await client.delete(at)).status_code == 204
            body = (await client.get(read)).json()
            gone = next(one for one in body.get("notes", body.get("items")) if one["id"] == note["id"])
            assert (gone["text"], gone["withdrawnAt"] is None) == ("", False)
            kept = (await client.get(f"{at}/versions")).json()["items"]
            assert [(one["version"], one["text"]) for one in kept] == [(1, "call Bob"), (2, "call Ann")]
            assert (await client.patch(at, json={"text": "late"})).status_code == 409
        history = f"/api/serviceOrders/ORD-{order:06d}/history"
        found = (await client.get(history, params={"text": "CALL ann"})).json()
        assert {entry["kind"] for entry in found["items"]} >= {"NoteEdited"} and found["total"] > len(found["items"])
        assert (await client.get(history, params={"by": "nobody"})).json()["items"] == []


async def test_what_the_customer_sees_of_a_note_changes_with_it(database_url: str) -> None:
    """UIF-66, TSK-06: TMF641 has the new text, and nothing of a note that was taken back."""
    async with api(database_url, Role.ADMINISTRATOR) as client:
        order = await plant_order(client.database)
        at = f"/api/serviceOrders/ORD-{order:06d}"
        note = (await client.post(f"{at}/notes", json={"text": "we come monday", "customerVisible": True})).json()

        async def seen() -> list[str]:
            shown = await client.get(f"/tmf-api/serviceOrdering/v4/serviceOrder/ORD-{order:06d}")
            return [one["text"] for one in shown.json().get("note", [])]

        assert await seen() == ["we come monday"]
        number = f"NOTE-{order:06d}-{note['id']}"
        assert (await client.patch(f"/api/notes/{number}", json={"text": "we come tuesday"})).status_code == 200
        assert await seen() == ["we come tuesday"]
        assert (await client.delete(f"/api/notes/{number}")).status_code == 204
        assert await seen() == []


@pytest.mark.parametrize("number", ["NOTE-000001-999999", "NOTE-x", "NOTE-999999-1"])
async def test_a_note_that_there_is_not_is_not_found(database_url: str, number: str) -> None:
    """UIF-66."""
    async with api(database_url, Role.ADMINISTRATOR) as client:
        for answer in (
            await client.get(f"/api/notes/{number}/versions"), await client.patch(f"/api/notes/{number}", json={"text": "x"}),
            await client.delete(f"/api/notes/{number}"),
        ):  # fmt: skip
            assert answer.status_code == 404
