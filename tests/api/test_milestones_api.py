"""Milestones over HTTP: in the TMF641 document, in the workspace, and moved by hand."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from builders_api import ApiClient
from builders_catalog import document
from builders_demo_catalogs import CATALOGS, documents
from builders_ordering import NOW
from builders_ordering_api import served
from trunkline.access.model import SYSTEM, Role
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import OrderTaskPolicy, OrderTaskSpecification


@pytest.fixture
async def client(database_url: str) -> AsyncIterator[ApiClient]:
    async with served(database_url, Role.SERVICE_ORDER_MANAGER) as opened:
        async with opened.database.transaction() as tx:
            await load_documents(tx, documents(), by=SYSTEM, now=NOW)
        yield opened


async def test_the_milestones_of_an_order_are_read_and_moved_over_http(client: ApiClient) -> None:
    """MIL-01, MIL-02: what the customer's system reads, and what a person does in the workspace."""
    path = sorted((CATALOGS / "sd-wan" / "orders").glob("01-*.json"))[0]
    made = await client.post("/tmf-api/serviceOrdering/v4/serviceOrder", json=json.loads(path.read_text("utf-8")))
    assert made.status_code == 201, made.text
    told = made.json()["milestone"]
    assert {one["status"] for one in told} == {"open"} and len(told) == 20  # five of each of four sites
    listed = (await client.get("/tmf-api/serviceOrdering/v4/serviceOrder", params={"fields": "id,milestone"})).json()
    assert listed[0]["milestone"] == told
    number = made.json()["id"]
    found = (await client.get(f"/api/serviceOrders/{number}/milestones")).json()
    assert (found["total"], [one["key"] for one in found["items"][:2]]) == (20, ["order-accepted", "site-designed"])
    one = next(each for each in found["items"] if each["key"] == "customer-acceptance")
    assert (one["verbs"], one["late"], one["reachedBy"]["task"]) == (["reach"], False, None)
    assert one["targets"] == []  # a person says so; what the plan's tasks reach stands beside the others
    wrong = await client.post(f"/api/milestones/{one['number']}/reach", json={"note": " "})
    assert (wrong.status_code, "ReasonRequired" in wrong.text) == (400, True)
    done = await client.post(f"/api/milestones/{one['number']}/reach", json={"note": "signed", "version": 1})
    assert (done.json()["state"], done.json()["verbs"]) == ("reached", ["reopen"])
    back = await client.post(f"/api/milestones/{one['number']}/reopen", json={"note": "wrong site"})
    assert (back.status_code, (await client.get(f"/api/milestones/{one['number']}")).json()["state"]) == (200, "open")
    assert (await client.get("/api/milestones/MS-000999-1")).status_code == 404
    async with client.be(Role.ORDER_VIEWER):
        assert (await client.get(f"/api/milestones/{one['number']}")).json()["verbs"] == []
        refused = await client.post(f"/api/milestones/{one['number']}/reach", json={"note": "x"})
        assert refused.status_code == 403


async def test_a_task_of_an_order_is_worked_over_http(client: ApiClient) -> None:
    """PLN-14, APR-07: read in lists and with its order, taken, held, completed; the verbs say what is possible."""
    async with client.database.transaction() as tx:
        policy = OrderTaskPolicy(
            id="credit", gates_approval=True,
            tasks=(OrderTaskSpecification(key="check", name="Check the credit", assignment_group="Service Desk"),),
        )  # fmt: skip
        await load_documents(tx, [document(policy)], by=SYSTEM, now=NOW)
    path = sorted((CATALOGS / "sd-wan" / "orders").glob("01-*.json"))[0]
    made = await client.post("/tmf-api/serviceOrdering/v4/serviceOrder", json=json.loads(path.read_text("utf-8")))
    number = made.json()["id"]
    [one] = (await client.get(f"/api/serviceOrders/{number}/orderTasks")).json()["items"]
    assert (one["stage"], one["gatesApproval"], one["late"]) == ("submitted", True, False)
    assert one["verbs"] == ["start", "complete", "hold", "take", "assign"]
    address = f"/api/orderTasks/{one['number']}"
    approve = f"/api/serviceOrders/{number}/approve"
    assert (await client.post(approve, json={})).status_code in (409, 422)
    listed = (await client.get("/api/orderTasks", params={"stage": "submitted", "unassigned": "true"})).json()
    assert [each["number"] for each in listed["items"]] == [one["number"]]
    assert (await client.get("/api/orderTasks", params={"late": "true"})).json()["total"] == 0
    assert (await client.post(address + "/assign", json={"assigneee": "x"})).status_code == 400
    assert (await client.post(address + "/start", json={"version": 1})).json()["state"] == "inProgress"
    assert (await client.post(address + "/hold", json={"reason": "no answer"})).json()["stateReason"] == "no answer"
    assert (await client.post(address + "/complete", json={})).status_code == 409
    assert (await client.post(address + "/resume")).json()["state"] == "ready"
    done = (await client.post(address + "/complete", json={"note": "fine"})).json()
    assert (done["state"], done["note"], done["verbs"]) == ("completed", "fine", [])
    assert (await client.post(approve, json={})).status_code == 200
