"""An order tried before it is done: over HTTP, with nothing written, and equal to the real run."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from builders_api import ApiClient
from builders_demo_catalogs import CATALOGS, documents
from builders_ordering import NOW
from builders_ordering_api import served
from trunkline.access.model import SYSTEM, Role
from trunkline.catalog.commands import load_documents
from trunkline.kit.db import Database
from trunkline.kit.ids import read_service_order_number
from trunkline.orchestration.planning import plan_service_orders
from trunkline.orchestration.queries import get_plan

URL = "/api/serviceOrders/dryRun"


@pytest.fixture
async def client(database_url: str) -> AsyncIterator[ApiClient]:
    async with served(database_url, Role.SERVICE_ORDER_MANAGER) as opened:
        async with opened.database.transaction() as tx:
            await load_documents(tx, documents(), by=SYSTEM, now=NOW)
        yield opened


def firewall(**characteristics: object) -> dict[str, Any]:
    """The first demo order of the managed firewall, with characteristics of one's own besides."""
    path = sorted((CATALOGS / "managed-firewall" / "orders").glob("*.json"))[0]
    order: dict[str, Any] = json.loads(path.read_text("utf-8"))
    order.pop("externalId", None)
    held = order["serviceOrderItem"][0]["service"].setdefault("serviceCharacteristic", [])
    held += [{"name": name, "value": value} for name, value in characteristics.items()]
    return order


async def everything(database: Database) -> dict[str, str]:
    """A checksum of every table."""
    async with database.reading() as tx:
        names = [row[0] for row in await tx.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        return {
            name: await tx.fetchval(
                f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {name} AS t"
            )
            for name in names
            if name != "api_key"  # that the key was used is written, whatever is asked
        }


async def test_a_document_is_tried_and_nothing_is_written(client: ApiClient) -> None:
    """CAP-19, DEC-20, NEW-01: domain orders with reasons, tasks with dates; every table is as it was."""
    before = await everything(client.database)
    answer = await client.post(URL, json={"order": firewall()})
    assert answer.status_code == 200, answer.text
    tried = answer.json()
    assert tried["serviceOrder"] is None
    assert tried["domainOrders"] and tried["tasks"]
    assert all(order["reason"]["text"] for order in tried["domainOrders"])
    assert tried["dates"]["endAt"] > tried["dates"]["startAt"]
    assert tried["dates"]["criticalPath"]
    assert await everything(client.database) == before


async def test_the_real_run_makes_what_the_dry_run_said(client: ApiClient) -> None:
    """NEW-01, DEC-20."""
    submitted = await client.post("/api/serviceOrders", json=firewall())
    assert submitted.status_code == 201, submitted.text
    number = submitted.json()["serviceOrder"]["number"]
    tried = (await client.post(URL, json={"serviceOrder": number})).json()
    assert tried["feasible"], tried["problems"]
    assert (await client.post(f"/api/serviceOrders/{number}/approve")).status_code == 200
    order_id = read_service_order_number(number)
    async with client.database.transaction() as tx:
        assert await plan_service_orders(tx, [order_id], now=NOW) == 1
        view = await get_plan(tx, order_id)
    assert [(o.id.n, o.parent_n, o.kind, o.action, o.specification_id) for o in view.domain_orders] == [
        (o["n"], o["parentN"], o["kind"], o["action"], o["specification"]) for o in tried["domainOrders"]
    ]
    assert [(t.id.n, t.domain_order_n, t.key) for t in view.tasks] == [
        (t["n"], t["domainOrderN"], t["key"]) for t in tried["tasks"]
    ]
    assert sorted(view.dependencies) == sorted((before, t["n"]) for t in tried["tasks"] for before in t["after"])


async def test_what_is_wrong_with_a_document_is_told_and_it_is_still_tried(client: ApiClient) -> None:
    """CAP-19."""
    wrong = firewall(Colour="green")
    tried = (await client.post(URL, json={"order": wrong})).json()
    assert tried["feasible"] is False
    assert any("Colour" in (problem["what"] + str(problem.get("field"))) for problem in tried["problems"])


@pytest.mark.parametrize("body", [{}, {"serviceOrder": "ORD-000001", "order": {}}])
async def test_a_dry_run_needs_one_order(client: ApiClient, body: dict[str, Any]) -> None:
    answer = await client.post(URL, json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "DryRunUnclear")


async def test_an_unknown_order_is_not_found(client: ApiClient) -> None:
    assert (await client.post(URL, json={"serviceOrder": "ORD-009999"})).status_code == 404
