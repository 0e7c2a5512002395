"""The service order over HTTP as TMF641 v4.1 has it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from builders_api import ApiClient
from builders_ordering import document, item, load_catalog
from builders_ordering_api import served
from trunkline.access.model import Role

BASE = "/tmf-api/serviceOrdering/v4/serviceOrder"


@pytest.fixture
async def client(database_url: str) -> AsyncIterator[ApiClient]:
    """A manager's client, with the small catalog published."""
    async with served(database_url, Role.SERVICE_ORDER_MANAGER) as opened:
        await load_catalog(opened.database)
        yield opened


async def post(client: ApiClient, *items: dict, **more) -> dict:
    answer = await client.post(BASE, json=document(*items, **more))
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_created_order_has_its_address_and_comes_back_as_sent(client):
    """CAP-01, CAP-02, API-01."""
    sent = document(item("A"), item("B", specification="mail"), externalId="BSS-1", **{"x-channel": {"a": [1]}})
    answer = await client.post(BASE, json=sent)
    assert answer.status_code == 201
    made = answer.json()
    assert answer.headers["Location"] == made["href"] == f"{BASE}/{made['id']}"
    assert (made["state"], made["@type"], made["x-channel"]) == ("acknowledged", "ServiceOrder", {"a": [1]})
    assert {"id", "href", "state", "orderDate", "serviceOrderItem", "milestone", "jeopardyAlert"} <= made.keys()
    assert [(one["id"], one["state"]) for one in made["serviceOrderItem"]] == [
        ("A", "acknowledged"), ("B", "acknowledged"),
    ]  # fmt: skip
    again = await client.get(made["href"])
    assert (again.status_code, again.json()) == (200, made)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "PayloadInvalid"),
        (b"{", "PayloadInvalid"),
        (b"[1]", "PayloadInvalid"),
        (b"{}", "ServiceOrderInvalid"),
        (b'{"serviceOrderItem": [{"id": 1}]}', "PayloadInvalid"),
        (b'{"serviceOrderItem": [{"id": "1", "action": "add", "service": {}}]}', "ServiceOrderInvalid"),
        (b'{"description": "\\u0000"}', "PayloadInvalid"),
        (b'{"serviceOrderItem": ' + b"[" * 50_000, "PayloadInvalid"),
    ],
)
async def test_a_body_that_cannot_be_accepted_is_told_why(client, body, code):
    """API-06."""
    answer = await client.post(BASE, content=body, headers={"Content-Type": "application/json"})
    told = answer.json()
    assert (answer.status_code, told["code"], told["status"], told["@type"]) == (400, code, "400", "Error")
    assert told["reason"] and told["message"]
    if code == "ServiceOrderInvalid":
        assert all(fault["what"] and fault["action"] for fault in told["details"])


async def test_every_fault_has_its_item_and_field(client):
    """API-06, CAP-04, CAP-09, CAP-16."""
    wrong = item("A", service_place=None, service_serviceCharacteristic=[{"name": "Coverage", "value": "Golden"}])
    answer = await client.post(BASE, json=document(wrong, relatedParty=[]))
    assert answer.status_code == 400
    assert [(fault.get("item"), fault["field"]) for fault in answer.json()["details"]] == [
        (None, "relatedParty"),
        ("A", "serviceOrderItem[0].service.place"),
        ("A", "serviceOrderItem[0].service.serviceCharacteristic[Coverage]"),
    ]


async def test_lenient_validation_takes_wrong_characteristics_in_as_issues(client):
    """CAP-17."""
    wrong = item("A", service_serviceCharacteristic=[{"name": "Coverage", "value": "Golden"}])
    answer = await client.post(BASE, params={"validation": "lenient"}, json=document(wrong))
    assert answer.status_code == 201
    [issue] = answer.json()["serviceOrderItem"][0]["errorMessage"]
    assert issue["code"] == "CharacteristicInvalid"
    refused = await client.post(f"/api/serviceOrders/{answer.json()['id']}/approve")
    assert (refused.status_code, refused.json()["code"]) == (422, "ReviewNotPassed")
    assert (await client.post(BASE, params={"validation": "lax"}, json=document())).status_code == 400


async def test_the_same_request_sent_again_with_its_key_is_the_same_order(client):
    """API-10."""
    headers = {"Idempotency-Key": "k-1"}
    first, second = await asyncio.gather(
        client.post(BASE, json=document(), headers=headers), client.post(BASE, json=document(), headers=headers)
    )
    assert sorted((first.status_code, second.status_code)) == [200, 201]
    assert first.json()["id"] == second.json()["id"]
    other = await client.post(BASE, json=document(description="x"), headers=headers)
    assert (other.status_code, other.json()["code"]) == (409, "IdempotencyKeyReused")
    blank = await client.post(BASE, json=document(), headers={"Idempotency-Key": ""})
    assert (blank.status_code, blank.json()["code"]) == (400, "IdempotencyKeyInvalid")


async def test_a_second_order_with_an_external_id_is_refused_and_the_first_is_named(client):
    """CAP-07."""
    first = await post(client, externalId="BSS-1")
    answer = await client.post(BASE, json=document(externalId="BSS-1"))
    assert (answer.status_code, answer.json()["code"]) == (409, "ExternalIdTaken")
    assert first["id"] in answer.json()["message"]
    found = await client.get(BASE, params={"externalId": '"BSS-1"'})
    assert [one["id"] for one in found.json()] == [first["id"]]


async def test_a_list_is_paged_with_totals_and_links(client):
    """API-01."""
    made = [(await post(client, description=str(n)))["id"] for n in range(5)]
    answer = await client.get(BASE, params={"offset": 2, "limit": 2})
    assert answer.status_code == 200
    assert [one["id"] for one in answer.json()] == [made[2], made[1]]  # newest first
    assert (answer.headers["X-Total-Count"], answer.headers["X-Result-Count"]) == ("5", "2")
    assert 'rel="next"' in answer.headers["Link"] and 'rel="prev"' in answer.headers["Link"]
    past = await client.get(BASE, params={"offset": 9})
    assert (past.status_code, past.json(), past.headers["X-Total-Count"]) == (200, [], "5")
    assert (await client.get(BASE, params={"limit": "many"})).status_code == 400


async def test_a_list_is_filtered_and_sorted_by_attributes(client):
    """API-02."""
    a = await post(client, category="home", priority="1", requestedCompletionDate="2027-05-01T10:00:00Z")
    b = await post(client, item("X", specification="mail"), category="office", description="x")
    other_customer = {"id": "cust-2", "role": "customer"}
    c = await post(client, relatedParty=[other_customer])
    await client.post(f"/api/serviceOrders/{c['id']}/approve")

    async def ids(**params: str) -> list[str]:
        answer = await client.get(BASE, params=params)
        assert answer.status_code == 200, answer.text
        return [one["id"] for one in answer.json()]

    assert await ids(category="home") == [a["id"]]
    assert await ids(category="home,office", sort="category") == [a["id"], b["id"]]
    assert await ids(state="InProgress") == [c["id"]]
    assert await ids(state="nonsense") == []
    assert await ids(**{"relatedParty.id": "cust-2"}) == [c["id"]]
    assert await ids(customer="cust-2") == [c["id"]]
    assert await ids(priority="1") == [a["id"]]
    assert await ids(requestedCompletionDate="2027-05") == [a["id"]]
    assert await ids(**{"requestedCompletionDate.gt": "2027-06-01T00:00:00Z"}) == []
    assert await ids(**{"requestedCompletionDate.lt": "2027-06-01"}) == [a["id"]]
    assert await ids(orderDate=f'"{a["orderDate"]}"') == [a["id"]]
    assert await ids(**{"serviceOrderItem.id": "X"}) == [b["id"]]
    assert await ids(**{"serviceOrderItem.service.serviceSpecification.id": "mail"}) == [b["id"]]
    assert await ids(id=f"{a['id']},{b['id']}", sort="orderDate") == [a["id"], b["id"]]
    for wrong in ({"nonsense": "1"}, {"orderDate.gt": "soon"}, {"sort": "nonsense"}, {"description.regex": "("}):
        assert (await client.get(BASE, params=wrong)).status_code == 400


async def test_fields_select_attributes(client):
    """API-02."""
    made = await post(client, description="x")
    one = (await client.get(made["href"], params={"fields": "state,description"})).json()
    assert one == {"id": made["id"], "href": made["href"], "state": "acknowledged", "description": "x"}
    [listed] = (await client.get(BASE, params={"fields": "none"})).json()
    assert listed == {"id": made["id"], "href": made["href"]}


async def test_a_list_takes_the_same_number_of_statements_however_many_orders_it_has(client):
    """API-01."""
    counts = []
    for _ in range(2):
        for _ in range(5):
            await post(client)
        client.queries.clear()
        await client.get(BASE)
        counts.append(len(client.queries))
    assert counts[0] == counts[1]


async def test_a_merge_patch_changes_what_may_be_changed(client):
    """API-06, AUD-01."""
    made = await post(client, description="old", notificationContact="a@example.org")
    answer = await client.patch(
        made["href"],
        json={"description": "new", "notificationContact": None, "priority": "1"},
        headers={"Content-Type": "application/merge-patch+json"},
    )
    changed = answer.json()
    assert answer.status_code == 200
    assert (changed["description"], changed["priority"], changed["version"]) == ("new", "1", 2)
    assert "notificationContact" not in changed
    assert (await client.patch(made["href"], json=changed)).json() == changed
    refused = await client.patch(made["href"], json={"orderDate": "2020-01-01T00:00:00Z", "category": "x"})
    assert (refused.status_code, refused.json()["code"]) == (400, "AttributeNotPatchable")
    assert [fault["field"] for fault in refused.json()["details"]] == ["category", "orderDate"]


async def test_an_order_is_deleted_while_it_waits_for_approval_only(client):
    """CAP-15."""
    made, begun = await post(client), await post(client)
    await client.post(f"/api/serviceOrders/{begun['id']}/approve")
    assert (await client.delete(made["href"])).status_code == 204
    assert (await client.get(made["href"])).status_code == 404
    refused = await client.delete(begun["href"])
    assert (refused.status_code, refused.json()["code"]) == (409, "NotDeletable")


async def test_drafts_are_not_part_of_tmf641(client):
    """CAP-03."""
    answer = await client.post("/api/serviceOrders", params={"draft": True}, json={})
    number = answer.json()["serviceOrder"]["number"]
    for request in (client.get, client.delete):
        assert (await request(f"{BASE}/{number}")).status_code == 404
    assert (await client.patch(f"{BASE}/{number}", json={"description": "x"})).status_code == 404
    assert (await client.get(BASE)).json() == []


@pytest.mark.parametrize("number", ["ORD-999999", "nonsense", "TASK-000001-1", "ORD-99999999999999999999", "%00"])
async def test_an_order_that_is_not_there_is_not_found(client, number):
    """API-06."""
    answer = await client.get(f"{BASE}/{number}")
    assert answer.status_code == 404 and answer.json()["reason"] == "Not found"


async def test_rights_are_asked_of_everybody(client):
    """APR-04, API-06."""
    made = await post(client)
    async with client.be(Role.ORDER_VIEWER):
        assert (await client.get(made["href"])).status_code == 200
        assert (await client.post(BASE, json=document())).status_code == 403
        assert (await client.patch(made["href"], json={"description": "x"})).status_code == 403
        assert (await client.delete(made["href"])).status_code == 403
    with client.nobody():
        assert (await client.get(BASE)).status_code == 401
