"""Finding service orders by words, over HTTP and on a real database."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from builders_api import ApiClient
from builders_ordering import CUSTOMER, document, item, load_catalog
from builders_ordering_api import served
from trunkline.access.model import Role

ROOT = "/api/serviceOrders"
PLACES = [{"id": "site-7", "street": "Großer Weg", "streetNr": "27 b", "city": "Gdańsk", "@type": "Place"}]


@pytest.fixture
async def client(database_url: str) -> AsyncIterator[ApiClient]:
    """A manager's client on two orders: Acme's in Gdańsk, and a draft of Globex."""
    async with served(database_url, Role.SERVICE_ORDER_MANAGER) as opened:
        await load_catalog(opened.database)
        values = [{"name": "Coverage", "value": "Premium"}, {"name": "Sites", "value": 17}]
        one = item("A", serviceOrderItem=[item("A1", service_place=PLACES, service_serviceCharacteristic=values)])
        await opened.post(ROOT, json=document(one, externalId="FB-2026/0007", relatedParty=[CUSTOMER]))
        globex = {**CUSTOMER, "id": "cust-2", "name": "Globex Trading"}
        await opened.post(ROOT, params={"draft": True}, json={"externalId": "GX-1", "relatedParty": [globex]})
        yield opened


async def found(client: ApiClient, search: str, **more: str) -> list[str]:
    answer = await client.get(ROOT, params={"search": search, "sort": "id", **more})
    assert answer.status_code == 200, answer.text
    assert answer.json()["total"] == len(answer.json()["items"])
    return [order["externalId"] for order in answer.json()["items"]]


@pytest.mark.parametrize(
    "search", ["ord-000001", "ORD-1", "000001", "FB-2026/0007", "fb-2026", "acme", "CUST-1", "gda", "großer weg", "27 b", "premium",
               "17", "acme gdańsk premium", "site-7"],
)  # fmt: skip
async def test_an_order_is_found_by_number_id_customer_place_and_value(client, search):
    """UI-04, UIF-13."""
    assert await found(client, search) == ["FB-2026/0007"]


@pytest.mark.parametrize("search", ["acme globex", "city", "Place2", "oversea", "ord-000003", "o'brien", "z:* | y"])
async def test_what_no_order_has_finds_none(client, search):
    """UI-04: every word must be there, and names of attributes are no words of an order."""
    assert await found(client, search) == []


@pytest.mark.parametrize("search", ["", " ", "-", "()", "\0", "'"])
async def test_a_search_without_words_finds_all(client, search):
    """UI-04."""
    assert await found(client, search) == ["FB-2026/0007", "GX-1"]


async def test_search_goes_together_with_filters_and_pages(client):
    """UI-04, UIF-13."""
    assert await found(client, "trad", state="draft") == ["GX-1"]
    assert await found(client, "trad", state="acknowledged") == []
    page = (await client.get(ROOT, params={"search": "cust", "limit": 1, "sort": "id"})).json()
    assert (page["total"], [order["externalId"] for order in page["items"]]) == (2, ["FB-2026/0007"])
    rest = (await client.get(ROOT, params={"search": "cust", "limit": 1, "sort": "id", "after": page["next"]})).json()
    assert [order["externalId"] for order in rest["items"]] == ["GX-1"]
    assert (await client.get(ROOT, params={"search": "x" * 5000})).status_code == 200


async def test_the_search_reads_its_indexes(client):
    """UIF-13: no scan through all orders."""
    async with client.database.transaction() as tx:
        await tx.execute("SET LOCAL enable_seqscan = off")
        lines = await tx.fetch(
            """
            EXPLAIN SELECT item.service_order_id
              FROM service_order_item AS item
             WHERE words_of(coalesce(leaves_of(item.place), '') || ' '
                            || coalesce(leaves_of(jsonb_path_query_array(item.characteristics, '$.*.value')), ''))
                   @@ word_query('gda')
            """
        )
    assert "service_order_item_words" in "\n".join(line[0] for line in lines)


async def test_an_endless_value_is_stored_and_searched_in_its_beginning(client):
    """CAP-01, UI-04: the index refuses nothing that capture takes."""
    street = {"street": "verylong " + "x" * 3000 + " " + "abc " * 60_000, "@type": "Place"}
    answer = await client.post(ROOT, json=document(item("A", service_place=[street]), externalId="LONG"))
    assert answer.status_code in (201, 413), answer.text
    assert await found(client, "verylong") == (["LONG"] if answer.status_code == 201 else [])


async def test_a_draft_too_has_its_document(client):
    """CAP-04, UI-03: what an edit of items starts from."""
    draft = (await client.get(f"{ROOT}/ORD-000002/document")).json()
    assert (draft["state"], draft["externalId"], draft["serviceOrderItem"]) == ("draft", "GX-1", [])
    full = (await client.get(f"{ROOT}/ORD-000001/document")).json()
    assert full["serviceOrderItem"][0]["serviceOrderItem"][0]["service"]["place"][0]["city"] == "Gdańsk"
    assert (await client.get(f"{ROOT}/ORD-000009/document")).status_code == 404
