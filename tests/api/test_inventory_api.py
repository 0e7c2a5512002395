"""Inventory over HTTP: the three TM Forum faces and the workspace."""

from __future__ import annotations

from typing import Any

import pytest

from builders_api import ApiClient, api
from builders_inventory import LATER, MUCH_LATER, OTHER, active, ended, values
from trunkline.access.model import Role
from trunkline.inventory import commands

SERVICES = "/tmf-api/serviceInventory/v4/service"
ALIAS = "/tmf-api/serviceInventoryManagement/v4/service"
RESOURCES = "/tmf-api/resourceInventoryManagement/v4/resource"
PRODUCTS = "/tmf-api/productInventory/v4/product"


async def planted(client: ApiClient) -> dict[str, str]:
    """A sold tree, its service being changed; the numbers by what they are."""
    async with client.database.transaction() as tx:
        ids = await active(tx)
        await commands.begin_changes(tx, [ids[1]], service_order_id=OTHER, now=LATER)
    client.queries.clear()
    prefixes = {"product": "PRD", "cfs": "SRV", "dmz": "SRV", "admin": "SRV", "box": "RES"}
    return {name: f"{prefix}-{i:06d}" for (name, prefix), i in zip(prefixes.items(), ids, strict=True)}


async def test_services_resources_and_products_have_their_own_faces(database_url: str) -> None:
    """INV-09: each in its own words, linked to each other."""
    async with api(database_url) as client:
        numbers = await planted(client)
        service = (await client.get(f"{SERVICES}/{numbers['cfs']}")).json()
        assert (service["state"], service["category"], service["id"]) == ("active", "CFS", numbers["cfs"])
        assert service["href"] == f"{SERVICES}/{numbers['cfs']}"
        assert [each["id"] for each in service["supportingService"]] == [numbers["dmz"], numbers["admin"]]
        assert service["serviceCharacteristic"] == [{"name": "Speed", "valueType": "integer", "value": 100}]
        assert service["serviceOrderItem"][0]["serviceOrderId"] == "ORD-000008"
        dmz = (await client.get(f"{ALIAS}/{numbers['dmz']}")).json()
        assert [each["id"] for each in dmz["supportingResource"]] == [numbers["box"]]
        resource = (await client.get(f"{RESOURCES}/{numbers['box']}")).json()
        words = ("resourceStatus", "operationalState", "administrativeState", "usageState")
        assert [resource[word] for word in words] == ["available", "enable", "unlocked", "active"]
        product = (await client.get(f"{PRODUCTS}/{numbers['product']}")).json()
        assert product["status"] == "active"
        assert [each["id"] for each in product["realizingService"]] == [numbers["cfs"]]
        for path, number in ((SERVICES, "box"), (RESOURCES, "cfs"), (PRODUCTS, "dmz")):
            assert (await client.get(f"{path}/{numbers[number]}")).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("category=CFS", ["cfs"]),
        ("category=rfs&sort=id", ["dmz", "admin"]),
        ("state=active&limit=2&sort=-id", ["admin", "dmz"]),
        ("state=terminated", []),
        ("serviceSpecification.id=dmz,admin&sort=name", ["admin", "dmz"]),
        ("serviceCharacteristic.name=Speed", ["cfs"]),
        ("serviceCharacteristic.value=%22100%22", ["cfs"]),
        ("serviceDate=2026-11-23&sort=id", ["cfs", "dmz", "admin"]),
        ("serviceOrderItem.serviceOrderId=ORD-000008", ["cfs"]),
        ("relatedParty.id=nobody", []),
    ],
)
async def test_services_are_filtered_sorted_and_paged(database_url: str, query: str, found: list[str]) -> None:
    """INV-09, as TMF630 has it; three queries whatever the page holds."""
    async with api(database_url) as client:
        numbers = await planted(client)
        answer = await client.get(f"{SERVICES}?{query}&fields=id,state")
        assert [each["id"] for each in answer.json()] == [numbers[name] for name in found]
        assert all(set(each) == {"id", "href", "state"} for each in answer.json())
        assert answer.headers["X-Result-Count"] == str(len(found))
        assert len(client.queries) <= 5


async def test_resources_and_products_are_filtered_in_their_own_words(database_url: str) -> None:
    """INV-09."""
    async with api(database_url) as client:
        numbers = await planted(client)
        assert [r["id"] for r in (await client.get(f"{RESOURCES}?resourceStatus=available")).json()] == [numbers["box"]]
        assert [p["id"] for p in (await client.get(f"{PRODUCTS}?status=active")).json()] == [numbers["product"]]
        assert (await client.get(f"{PRODUCTS}?status=terminated")).json() == []
        assert (await client.get(f"{PRODUCTS}?colour=red")).status_code == 400


SERVICE: dict[str, Any] = {
    "name": "Old line",
    "externalId": "their-7",
    "state": "inactive",
    "category": "CFS",
    "startDate": "2020-01-01T00:00:00Z",
    "serviceSpecification": {"id": "line", "name": "Line", "@referredType": "ServiceSpecification"},
    "serviceCharacteristic": [{"name": "Speed", "valueType": "integer", "value": 100}],
    "relatedParty": [{"id": "cust-1", "role": "customer", "name": "Acme"}],
    "place": [{"id": "site-1", "role": "installationAddress"}],
    "note": [{"text": "older than us"}],
    "acmeColour": "red",
}


async def test_an_existing_service_is_taken_in_and_comes_back_as_it_was_sent(database_url: str) -> None:
    """INV-09: nothing of the document is lost."""
    async with api(database_url) as client:
        answer = await client.post(SERVICES, json=SERVICE)
        assert answer.status_code == 201, answer.text
        document = answer.json()
        assert answer.headers["Location"] == document["href"]
        assert (await client.get(document["href"])).json() == document
        assert {name: document[name] for name in SERVICE if name != "serviceSpecification"} == {
            name: value for name, value in SERVICE.items() if name != "serviceSpecification"
        }
        assert document["serviceSpecification"]["id"] == "line"
        assert document["serviceDate"]
        assert (await client.post(SERVICES, json=SERVICE)).status_code == 409


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"state": None}, "state"),
        ({"state": "broken"}, "state"),
        ({"state": 7}, "state"),
        ({"serviceSpecification": None}, "serviceSpecification.id"),
        ({"serviceSpecification": []}, "serviceSpecification"),
        ({"serviceSpecification": {"id": ""}}, "serviceSpecification.id"),
        ({"serviceCharacteristic": [{"value": 1}]}, "serviceCharacteristic[0].name"),
        ({"serviceCharacteristic": {}}, "serviceCharacteristic"),
        ({"startDate": "yesterday"}, "startDate"),
        ({"startDate": "2020-01-01T00:00:00"}, "startDate"),
        ({"name": "a\0b"}, "name"),
        ({"externalId": 5}, "externalId"),
    ],
)
async def test_a_service_that_cannot_be_taken_in_is_refused_with_its_field(
    database_url: str, changes: dict[str, Any], field: str
) -> None:
    """INV-09."""
    async with api(database_url) as client:
        answer = await client.post(SERVICES, json={**SERVICE, **changes})
        assert answer.status_code == 400, answer.text
        assert field in [detail["field"] for detail in answer.json()["details"]]


async def test_only_who_may_write_inventory_takes_services_in_and_nobody_looks_unasked(database_url: str) -> None:
    """INV-09, SEC-01."""
    async with api(database_url, Role.SERVICE_ORDER_AGENT) as client:
        assert (await client.post(SERVICES, json=SERVICE)).status_code == 403
        with client.nobody():
            for path in (SERVICES, RESOURCES, PRODUCTS, "/api/inventory", "/api/inventory/SRV-000001"):
                assert (await client.get(path)).status_code == 401


async def test_the_workspace_shows_an_item_with_tree_history_and_orders(database_url: str) -> None:
    """INV-09, INV-13."""
    async with api(database_url) as client:
        numbers = await planted(client)
        async with client.database.transaction() as tx:
            end = ended(int(numbers["cfs"][4:]), "modify", order=OTHER, characteristics=values(Speed=400))
            await commands.finish_domain_orders(tx, [end], now=MUCH_LATER)
        client.queries.clear()
        body = (await client.get(f"/api/inventory/{numbers['cfs']}")).json()
        assert body["item"]["state"] == "active"
        assert body["item"]["parent"] == numbers["product"]
        assert [line["number"] for line in body["above"]] == [numbers["product"]]
        assert [branch["item"]["number"] for branch in body["tree"]["children"]] == [numbers["dmz"], numbers["admin"]]
        assert [entry["state"] for entry in body["history"]] == ["active", "changePending", "active", "reserved"]
        assert body["serviceOrders"] == ["ORD-000008", "ORD-000007"]
        assert body["characteristics"]["Speed"] == {"value": 400, "origin": "order"}
        assert len(client.queries) <= 8
        as_of = f"/api/inventory/{numbers['cfs']}/asOf"
        was = (await client.get(as_of, params={"at": "2026-11-23T12:00:00Z"})).json()
        assert (was["state"], was["characteristics"]["Speed"]["value"]) == ("changePending", 100)
        assert (await client.get(as_of, params={"at": "2026-11-23T12:00:00"})).status_code == 400
        assert (await client.get(as_of, params={"at": "2020-01-01T00:00:00Z"})).status_code == 404
        assert (await client.get(as_of, params={"at": "then"})).status_code == 400


async def test_the_workspace_lists_filters_and_continues(database_url: str) -> None:
    """INV-09."""
    async with api(database_url) as client:
        numbers = await planted(client)
        first = (await client.get("/api/inventory", params={"limit": 3})).json()
        assert [line["number"] for line in first["items"]] == [numbers[name] for name in ("box", "admin", "dmz")]
        assert [line["parent"] for line in first["items"]] == [numbers["dmz"], numbers["cfs"], numbers["cfs"]]
        assert first["total"] == 5
        rest = (await client.get("/api/inventory", params={"limit": 3, "after": first["next"]})).json()
        assert [line["number"] for line in rest["items"]] == [numbers["cfs"], numbers["product"]]
        assert rest["next"] is None
        changing = (await client.get("/api/inventory", params={"state": "changePending", "kind": "cfs"})).json()
        assert [line["number"] for line in changing["items"]] == [numbers["cfs"]]
        for wrong in ({"state": "gone"}, {"kind": "x"}, {"limit": 0}, {"after": "?"}, {"customer": "a\0"}):
            assert (await client.get("/api/inventory", params=wrong)).status_code == 400, wrong
