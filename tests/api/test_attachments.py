"""Files over HTTP: attach, list, download, remove and take back; every refusal says what to do."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from builders_api import ApiClient, api
from builders_fallout import CHAIN, exhausted, plant_order
from trunkline.access.model import Role
from trunkline.attachments.commands import forget_removed_files
from trunkline.fallout.commands import raise_for_exhausted
from trunkline.kit import clock
from trunkline.kit.ids import ServiceOrderId, TaskId

FILE = b"%PDF-1.7 a drawing"


async def attach(client: ApiClient, number: str, content: bytes = FILE, **params: str) -> str:
    """Attaches a file; answers its number."""
    answer = await client.post(
        f"/api/records/{number}/attachments", content=content, params={"name": "drawing.pdf", **params},
        headers={"Content-Type": "application/pdf"},
    )  # fmt: skip
    assert answer.status_code == 201, answer.text
    return str(answer.json()["number"])


async def planted(client: ApiClient) -> ServiceOrderId:
    """An order with a plan and a fallout on its first task."""
    order = await plant_order(client.database, CHAIN)
    async with client.database.transaction() as tx:
        await raise_for_exhausted(tx, [exhausted(TaskId(order, 1))], now=clock.now())
    return order


async def names(client: ApiClient, number: str, **params: str) -> list[str]:
    """The numbers of the files on a record."""
    answer = await client.get(f"/api/records/{number}/attachments", params=params)
    assert answer.status_code == 200, answer.text
    return [one["number"] for one in answer.json()["items"]]


async def test_a_file_hangs_on_any_record_of_an_order_and_comes_back_as_it_was(database_url: str) -> None:
    """UI-03, SEC-01, TSK-07: it is saved and never shown by the browser."""
    async with api(database_url, react=False) as client:
        order = await planted(client)
        records = [f"{prefix}-{order:06d}{n}" for prefix, n in
                   [("ORD", ""), ("ORDL", "-1"), ("SO", "-1"), ("TASK", "-1"), ("FO", "-1")]]  # fmt: skip
        files = [await attach(client, number) for number in records]
        assert files == [f"FILE-{order:06d}-{n}" for n in range(1, 6)]
        for number, file in zip(records, files, strict=True):
            assert await names(client, number) == [file]
        assert await names(client, records[0], inside="true") == files
        listed = (await client.get(f"/api/records/{records[3]}/attachments")).json()
        assert listed["verbs"] == ["attach"] and listed["largest"] == 25_000_000
        assert listed["items"][0] | {"at": None} == {
            "number": files[3], "serviceOrder": records[0], "to": records[3], "name": "drawing.pdf",
            "mediaType": "application/pdf", "size": len(FILE), "sha256": hashlib.sha256(FILE).hexdigest(),
            "author": "administrator.tester", "at": None, "customerVisible": False, "verbs": ["remove"],
        }  # fmt: skip
        got = await client.get(f"/api/attachments/{files[3]}")
        assert got.content == FILE
        assert got.headers["content-disposition"].startswith('attachment; filename="drawing.pdf"')
        assert got.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in got.headers["content-security-policy"]
        assert got.headers["content-type"] == "application/pdf"


async def test_a_removed_file_is_gone_and_for_a_day_can_be_taken_back(database_url: str) -> None:
    """UI-03, UIF-22: the history has all of it."""
    async with api(database_url, react=False) as client:
        order = await planted(client)
        task = f"TASK-{order:06d}-1"
        file = await attach(client, task)
        assert (await client.delete(f"/api/attachments/{file}")).status_code == 204
        assert await names(client, task) == []
        assert (await client.get(f"/api/attachments/{file}")).status_code == 404
        assert (await client.delete(f"/api/attachments/{file}")).status_code == 404
        assert (await client.post(f"/api/attachments/{file}/restore")).json()["name"] == "drawing.pdf"
        assert (await client.get(f"/api/attachments/{file}")).content == FILE
        assert (await client.delete(f"/api/attachments/{file}")).status_code == 204
        async with client.database.transaction() as tx:
            assert await forget_removed_files(tx, clock.now()) == 0
            assert await forget_removed_files(tx, clock.now() + timedelta(days=2)) == 1
        late = await client.post(f"/api/attachments/{file}/restore")
        assert (late.status_code, late.json()["code"]) == (409, "AttachmentGone")
        assert await attach(client, task) == f"FILE-{order:06d}-2"  # a number never means another file
        events = (await client.get("/api/events", params={"serviceOrder": f"ORD-{order:06d}"})).json()["items"]
        told = [(one["kind"], one["number"], one["data"]["to"]) for one in events if one["about"] == "attachment"]
        assert told == [
            (kind, f"FILE-{order:06d}-{n}", task)
            for kind, n in [
                ("FileAttached", 1), ("AttachmentRemoved", 1), ("AttachmentRestored", 1), ("AttachmentRemoved", 1),
                ("FileAttached", 2),
            ]
        ]  # fmt: skip


async def test_what_cannot_be_attached_is_refused_with_what_to_do(database_url: str) -> None:
    """UI-03: the limit holds for a body that says how long it is and for one that does not."""

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b"x" * 30

    async with api(database_url, react=False) as client:
        order = await planted(client)
        client.application.state.largest_attachment = 100
        url = f"/api/records/TASK-{order:06d}-1/attachments"
        named = {"name": "a.txt"}
        answers = [
            await client.post(url, content=b"", params=named),
            await client.post(url, content=b"x" * 101, params=named),
            await client.post(url, content=endless(), params=named),
            await client.post(url, content=b"x", params={"name": "///"}),
            await client.post(url, content=b"x"),
            await client.post(f"/api/records/TASK-{order:06d}-99/attachments", content=b"x", params=named),
            await client.post("/api/records/ORD-999999/attachments", content=b"x", params=named),
            await client.post("/api/records/nothing/attachments", content=b"x", params=named),
        ]
        assert [answer.status_code for answer in answers] == [400, 400, 400, 400, 400, 404, 404, 404]
        assert "TRUNKLINE_LARGEST_ATTACHMENT" in answers[2].json()["message"]
        assert await names(client, f"ORD-{order:06d}", inside="true") == []
        assert (await client.post(url, content=b"x" * 100, params=named)).status_code == 201


@pytest.mark.parametrize(
    ("record", "may", "may_not"),
    [
        ("ORD-{:06d}", Role.SERVICE_ORDER_AGENT, Role.FULFILLMENT_AGENT),
        ("TASK-{:06d}-1", Role.FULFILLMENT_AGENT, Role.FALLOUT_AGENT),
        ("FO-{:06d}-1", Role.FALLOUT_AGENT, Role.FULFILLMENT_AGENT),
    ],
)
async def test_who_works_on_a_record_attaches_and_others_only_read(
    database_url: str, record: str, may: Role, may_not: Role
) -> None:
    """SEC-01."""
    async with api(database_url, react=False) as client:
        number = record.format(await planted(client))
        async with client.be(may):
            file = await attach(client, number)
            listed = (await client.get(f"/api/records/{number}/attachments")).json()
            assert (listed["verbs"], listed["items"][0]["verbs"]) == (["attach"], ["remove"])
        for role in (may_not, Role.ORDER_VIEWER):
            async with client.be(role):
                listed = (await client.get(f"/api/records/{number}/attachments")).json()
                assert (listed["verbs"], listed["items"][0]["verbs"]) == ([], [])
                assert (await client.get(f"/api/attachments/{file}")).status_code == 200
                url = f"/api/records/{number}/attachments"
                assert (await client.post(url, content=b"x", params={"name": "a"})).status_code == 403
                assert (await client.delete(f"/api/attachments/{file}")).status_code == 403
                assert (await client.post(f"/api/attachments/{file}/restore")).status_code == 403
        async with client.be(may):
            assert (await client.delete(f"/api/attachments/{file}")).status_code == 204
