"""What was written and what happened on a task, over HTTP."""

from __future__ import annotations

import pytest

from builders_api import api
from builders_fallout import plant_order
from trunkline.access.model import Role


async def test_a_note_on_a_task_is_kept_with_what_happened_to_it(database_url: str) -> None:
    """UIF-51, UIF-66"""
    async with api(database_url, Role.FULFILLMENT_AGENT, react=False) as client:
        order = await plant_order(client.database)
        number = f"TASK-{order:06d}-1"
        before = (await client.get(f"/api/tasks/{number}/record")).json()
        answer = await client.post(f"/api/tasks/{number}/note", json={"text": " the duct is blocked "})
        assert answer.status_code == 200, answer.text
        after = answer.json()
        assert before["notes"] == []
        (note,) = after["notes"]
        assert (note["text"], note["author"]) == ("the duct is blocked", "fulfillmentagent.tester")
        assert after["history"][0]["kind"] == "TaskNoted"
        assert after["history"][0]["data"] == {"text": "the duct is blocked"}
        assert "note" in (await client.get(f"/api/tasks/{number}")).json()["verbs"]


async def test_an_empty_note_is_refused_and_says_what_to_do(database_url: str) -> None:
    """UIF-09"""
    async with api(database_url, Role.FULFILLMENT_AGENT, react=False) as client:
        order = await plant_order(client.database)
        answer = await client.post(f"/api/tasks/TASK-{order:06d}-1/note", json={"text": "  "})
        assert answer.status_code == 400, answer.text
        assert answer.json()["details"][0]["field"] == "text"


@pytest.mark.parametrize("address", ["record", "note"])
async def test_a_task_that_is_not_there_is_not_found(database_url: str, address: str) -> None:
    """UIF-09"""
    async with api(database_url, Role.FULFILLMENT_AGENT, react=False) as client:
        call = client.get if address == "record" else client.post
        arguments = {} if address == "record" else {"json": {"text": "x"}}
        assert (await call(f"/api/tasks/TASK-009999-1/{address}", **arguments)).status_code == 404


async def test_who_only_looks_writes_no_note(database_url: str) -> None:
    """UIF-06"""
    async with api(database_url, Role.ORDER_VIEWER, react=False) as client:
        order = await plant_order(client.database)
        number = f"TASK-{order:06d}-1"
        assert (await client.post(f"/api/tasks/{number}/note", json={"text": "x"})).status_code == 403
        assert "note" not in (await client.get(f"/api/tasks/{number}")).json()["verbs"]
