"""The service order over HTTP as the people see it who capture, review and decide."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from builders_api import ApiClient
from builders_ordering import document, item, load_catalog
from builders_ordering_api import served
from trunkline.access.model import Role

ROOT = "/api/serviceOrders"


@pytest.fixture
async def client(database_url: str) -> AsyncIterator[ApiClient]:
    """A manager's client, with the small catalog published."""
    async with served(database_url, Role.SERVICE_ORDER_MANAGER) as opened:
        await load_catalog(opened.database)
        yield opened


async def capture(client: ApiClient, *items: dict, **more) -> str:
    answer = await client.post(ROOT, json=document(*items, **more))
    assert answer.status_code == 201, answer.text
    return f"{ROOT}/{answer.json()['serviceOrder']['number']}"


async def test_a_draft_is_kept_corrected_and_submitted(client):
    """CAP-03, CAP-04."""
    answer = await client.post(ROOT, params={"draft": True}, json={"description": "to be written"})
    assert answer.status_code == 201 and answer.json()["serviceOrder"]["state"] == "draft"
    order = answer.headers["Location"]
    refused = await client.post(f"{order}/submit")
    assert (refused.status_code, refused.json()["code"]) == (400, "ServiceOrderInvalid")
    wrong = document(item("A", service_place=None))
    assert (await client.patch(order, json=wrong)).status_code == 200
    refused = await client.post(f"{order}/submit")
    assert refused.json()["details"][0]["item"] == "A"
    await client.patch(order, json=document(item("A")))
    submitted = await client.post(f"{order}/submit", json={"version": 3})
    assert (submitted.status_code, submitted.json()["serviceOrder"]["state"]) == (200, "acknowledged")


async def test_an_order_is_shown_with_its_tree_and_what_the_caller_may_do(client):
    """APR-01, APR-04."""
    order = await capture(client, item("A", serviceOrderItem=[item("A1")]))
    shown = (await client.get(order)).json()
    [top] = shown["items"]
    assert (top["itemId"], [nested["itemId"] for nested in top["items"]]) == ("A", ["A1"])
    origins = {held["name"]: held["origin"] for held in top["characteristics"]}
    assert origins == {"Coverage": "order", "Sites": "default"}
    assert shown["verbs"] == ["approve", "reject", "edit", "delete", "requestCancellation", "addNote"]
    async with client.be(Role.SERVICE_ORDER_AGENT):
        assert (await client.get(order)).json()["verbs"] == ["edit", "delete", "requestCancellation", "addNote"]
    async with client.be(Role.ORDER_VIEWER):
        assert (await client.get(order)).json()["verbs"] == []


async def test_the_review_lists_every_check(client):
    """APR-01, CAP-17."""
    order = await capture(client)
    review = (await client.get(f"{order}/review")).json()
    assert review["approvable"] is True and review["version"] == 1
    assert [check["key"] for check in review["checks"]] == [
        "header", "locations", "contacts", "specifications", "characteristics", "issues", "inventory", "relatedItems",
        "contract", "enrichment", "orderTasks", "dates", "wanted", "due", "duplicates", "compatibility", "impact", "choices",
        "decomposition", "feasible",
    ]  # fmt: skip
    contacts = next(check for check in review["checks"] if check["key"] == "contacts")
    assert (contacts["passed"], contacts["blocking"], contacts["problems"][0]["item"]) == (False, False, "1")


async def test_a_manager_approves_and_an_agent_may_not(client):
    """APR-01, APR-03, APR-04, APR-09."""
    order = await capture(client)
    async with client.be(Role.SERVICE_ORDER_AGENT):
        refused = await client.post(f"{order}/approve")
        assert (refused.status_code, refused.json()["code"]) == (403, "NotPermitted")
    stale = await client.post(f"{order}/approve", json={"version": 7})
    assert (stale.status_code, stale.json()["code"]) == (409, "OrderChanged")
    approved = (await client.post(f"{order}/approve", json={"version": 1, "note": "go"})).json()
    assert approved["serviceOrder"]["state"] == "inProgress"
    [decision] = approved["approvals"]
    assert (decision["state"], decision["decidedBy"], decision["orderVersion"], decision["note"]) == (
        "approved", "serviceordermanager.tester", 1, "go",
    )  # fmt: skip
    again = await client.post(f"{order}/approve")
    assert (again.status_code, again.json()["code"]) == (409, "MoveRefused")
    kinds = [entry["kind"] for entry in (await client.get(f"{order}/history")).json()["items"]]
    assert "ServiceOrderApproved" in kinds


async def test_a_rejection_asks_for_its_reason_and_leads_through_an_investigation(client):
    """APR-10, APR-11."""
    order = await capture(client)
    reasons = (await client.get("/api/rejectionReasons")).json()
    assert reasons["total"] == len(reasons["items"]) and reasons["items"][-1]["id"] == "other"
    refused = await client.post(f"{order}/reject", json={"note": "x"})
    assert (refused.status_code, refused.json()["code"]) == (400, "ReasonRequired")
    rejected = (await client.post(f"{order}/reject", json={"reasonCode": "wrongData", "note": "no such street"})).json()
    assert rejected["serviceOrder"]["state"] == "rejected"
    assert rejected["investigation"]["state"] == "open" and rejected["investigation"]["dueAt"]
    assert rejected["verbs"] == ["approve", "reopen", "abandon", "assignInvestigation", "addNote"]
    taken = await client.post(f"{order}/investigation/assign", json={"assignee": "ann"})
    assert (taken.status_code, taken.json()["state"], taken.json()["assignee"]) == (200, "inProgress", "ann")
    assert (await client.post(f"{order}/reopen")).json()["serviceOrder"]["state"] == "draft"
    again = (await client.post(f"{order}/resubmit")).json()
    assert (again["serviceOrder"]["state"], again["investigation"]["state"]) == ("acknowledged", "resolved")


async def test_a_rejected_order_is_given_up_with_a_note(client):
    """APR-11, STM-02."""
    order = await capture(client)
    await client.post(f"{order}/reject", json={"reasonCode": "other", "note": "x"})
    assert (await client.post(f"{order}/abandon")).status_code == 400
    ended = (await client.post(f"{order}/abandon", json={"note": "customer gone"})).json()
    assert (ended["serviceOrder"]["state"], ended["investigation"]["state"]) == ("cancelled", "abandoned")
    assert ended["verbs"] == ["addNote"]


async def test_contacts_of_an_item_are_added_changed_and_removed(client):
    """CAP-08."""
    order = await capture(client)
    contacts = f"{order}/items/1/contacts"
    ann = {"firstName": "Ann", "lastName": "Lee", "phone": "1"}
    added = (await client.post(contacts, json=ann)).json()
    changed = await client.put(f"{contacts}/{added['id']}", json={**ann, "email": "ann@example.org"})
    assert changed.json()["email"] == "ann@example.org"
    [held] = (await client.get(order)).json()["items"][0]["contacts"]
    assert held == changed.json()
    review = (await client.get(f"{order}/review")).json()
    assert all(check["passed"] for check in review["checks"] if check["key"] != "wanted")
    assert (await client.delete(f"{contacts}/{added['id']}")).status_code == 204
    assert (await client.delete(f"{contacts}/{added['id']}")).status_code == 404
    assert (await client.post(contacts, json={"firstName": "Ann"})).status_code == 400
    number = order.rpartition("/")[2].replace("ORD", "ORDL")
    assert (await client.post(f"{order}/items/{number}-1/contacts", json=ann)).status_code == 201
    assert (await client.post(f"{order}/items/9/contacts", json=ann)).status_code == 404


async def test_an_item_is_deleted_before_approval(client):
    """CAP-15."""
    order = await capture(client, item("A"), item("B"))
    left = (await client.delete(f"{order}/items/1")).json()
    assert ([one["itemId"] for one in left["items"]], left["serviceOrder"]["version"]) == (["B"], 2)
    await client.post(f"{order}/approve")
    assert (await client.delete(f"{order}/items/2")).status_code == 409


async def test_the_activity_stream_says_who_changed_what_when_from_what_to_what(client):
    """AUD-01."""
    order = await capture(client, description="old")
    await client.patch(order, json={"description": "new"})
    await client.post(f"{order}/approve")
    page = (await client.get(f"{order}/history", params={"limit": 2})).json()
    assert page["total"] == 5 and page["next"]
    rest = (await client.get(f"{order}/history", params={"after": page["next"]})).json()
    entries = page["items"] + rest["items"]
    assert len(entries) == 5 and rest["next"] is None
    by_kind = {entry["kind"]: entry for entry in entries}
    assert by_kind["ServiceOrderChanged"]["data"]["changes"] == [
        {"field": "description", "before": "old", "after": "new"}
    ]
    moved = by_kind["ServiceOrderStateChanged"]
    assert (moved["data"]["before"], moved["data"]["after"], moved["by"]) == (
        "acknowledged", "inProgress", "serviceordermanager.tester",
    )  # fmt: skip
    assert by_kind["ServiceOrderItemStateChanged"]["n"] == 1
    assert (await client.get(f"{ROOT}/ORD-000999/history")).status_code == 404


async def test_notes_are_written_and_those_for_the_customer_show_on_tmf641(client):
    order = await capture(client)
    assert (await client.post(f"{order}/notes", json={"text": "inside"})).status_code == 201
    await client.post(f"{order}/notes", json={"text": "outside", "customerVisible": True})
    notes = (await client.get(f"{order}/notes")).json()
    assert [(note["text"], note["customerVisible"]) for note in notes["items"]] == [
        ("inside", False),
        ("outside", True),
    ]
    number = order.rpartition("/")[2]
    shown = (await client.get(f"/tmf-api/serviceOrdering/v4/serviceOrder/{number}")).json()
    assert [note["text"] for note in shown["note"]] == ["outside"]
    assert (await client.post(f"{order}/notes", json={"text": " "})).status_code == 400


async def test_the_list_of_the_workspace_has_drafts_totals_and_a_next_page(client):
    """API-01, API-02."""
    for n in range(3):
        await capture(client, externalId=f"E{n}")
    await client.post(ROOT, params={"draft": True}, json={})
    first = (await client.get(ROOT, params={"limit": 3})).json()
    assert (first["total"], len(first["items"])) == (4, 3)
    assert first["items"][0]["state"] == "draft"
    second = (await client.get(ROOT, params={"limit": 3, "after": first["next"]})).json()
    assert (len(second["items"]), second["next"]) == (1, None)
    found = (await client.get(ROOT, params={"externalId": "E1", "state": "acknowledged"})).json()
    assert [one["externalId"] for one in found["items"]] == ["E1"]
    assert (await client.get(ROOT, params={"after": "nonsense"})).status_code == 400


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("approve", {"version": "x"}),
        ("approve", {"nonsense": 1}),
        ("reject", {"reasonCode": 1}),
        ("reject", {"reasonCode": "other", "note": "\x00"}),
        ("reject", {"reasonCode": "other", "note": "x", "dueAt": "soon"}),
        ("reject", {"reasonCode": "other", "note": "x", "dueAt": "2000-01-01T00:00:00Z"}),
        ("investigation/assign", {}),
        ("notes", {"text": "\x00"}),
        ("items/1/contacts", {"firstName": 1}),
    ],
)
async def test_a_wrong_body_is_told_why(client, verb, body):
    """API-06."""
    order = await capture(client)
    answer = await client.post(f"{order}/{verb}", json=body)
    assert answer.status_code == 400, answer.text
    assert answer.json()["code"] and answer.json()["message"]
