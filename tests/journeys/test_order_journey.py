"""From a TMF641 order to active services, through the API as people and systems use it, with a real worker."""

from __future__ import annotations

from typing import Any

from builders_api import ApiClient, api
from builders_demo_catalogs import documents, order_document, specifications
from trunkline.access.model import SYSTEM, Role
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import CharacteristicSpecification, Specification
from trunkline.cli.sample import sample_value
from trunkline.kit import clock
from trunkline.orchestration.queries import counter_drift
from trunkline.southbound.registry import default_executors
from trunkline.worker import Worker

ORDERS = "/tmf-api/serviceOrdering/v4/serviceOrder"
BRANCH = "managed-firewall/02-add-branch"
CHANGED = "managed-firewall/03-modify-branch"
SPECIFICATIONS = {spec.id: spec for spec in specifications()}
BUNDLE = "fibre-bundle/01-add-triple-play"


async def _with_catalogs(client: ApiClient) -> None:
    async with client.database.transaction() as tx:
        await load_documents(tx, documents(), by=SYSTEM, now=clock.now())


async def _work(client: ApiClient) -> None:
    """A worker until nothing machine-made is due; retries that rest are waited for."""
    async with default_executors(client.database) as executors:
        await Worker(client.database, executors).drain()


async def _approved(client: ApiClient, name: str) -> str:
    answer = await client.post(ORDERS, json=order_document(name))
    assert answer.status_code == 201, answer.text
    number: str = answer.json()["id"]
    approved = await client.post(f"/api/serviceOrders/{number}/approve", json={})
    assert approved.status_code in (200, 201), approved.text
    await _work(client)
    return number


def _characteristic(specification: Specification, name: str) -> CharacteristicSpecification:
    found = specification.characteristic(name)
    assert found is not None
    return found


async def _complete_by_hand(client: ApiClient, number: str) -> int:
    """Completes every manual task that is ready, with a value for everything that is mandatory and empty."""
    done = 0
    listed = (await client.get("/api/tasks", params={"limit": 200})).json()
    for line in listed["items"]:
        task = line["task"]
        if task["serviceOrder"] != number or task["state"] != "ready":
            continue
        detail = (await client.get(f"/api/tasks/{task['number']}")).json()
        specification = SPECIFICATIONS[detail["domainOrder"]["specification"]]
        values = {
            field["characteristic"]: sample_value(_characteristic(specification, field["characteristic"]))
            for field in detail["askedFor"]
            if field["mandatory"] and field["value"] is None
        }
        answer = await client.post(f"/api/tasks/{task['number']}/complete", json={"values": values})
        assert answer.status_code == 200, answer.text
        done += 1
    return done


async def _finish(client: ApiClient, number: str) -> dict[str, Any]:
    for _ in range(40):
        await _work(client)
        if not await _complete_by_hand(client, number):
            break
    shown: dict[str, Any] = (await client.get(f"{ORDERS}/{number}")).json()
    return shown


async def test_a_firewall_order_is_approved_decomposed_done_and_ends_with_active_services(database_url: str) -> None:
    """OPS-01, APR-01, DEC-01, PLN-02, INV-01, INV-02, INV-03, TSK-02: 1 CFS, 2 RFS, 2 resources for the branch."""
    async with api(database_url, Role.ADMINISTRATOR) as client:
        await _with_catalogs(client)
        number = await _approved(client, BRANCH)
        domain_orders = (await client.get(f"/api/serviceOrders/{number}/domainOrders")).json()["items"]
        assert sorted(o["kind"] for o in domain_orders) == ["cfs", "resource", "resource", "rfs", "rfs"]
        assert all(o["reason"]["text"] for o in domain_orders)
        # every generated specification began as a placeholder
        for made in domain_orders:
            shown = (await client.get(f"/api/inventory/{made['inventoryItem']}")).json()
            assert "reserved" in {entry["state"] for entry in shown["history"]}
        ended = await _finish(client, number)
        assert ended["state"] == "completed"
        assert {item["state"] for item in ended["serviceOrderItem"]} == {"completed"}
        cfs = next(o for o in domain_orders if o["kind"] == "cfs")
        detail = (await client.get(f"/api/domainOrders/{cfs['number']}")).json()  # UIF-31: ordered, planned, delivered
        held = (await client.get(f"/api/inventory/{cfs['inventoryItem']}")).json()["characteristics"]
        planned = {name: one["value"] for name, one in detail["domainOrder"]["characteristics"].items()}
        assert detail["ordered"]
        assert detail["ordered"].items() <= planned.items()
        assert planned == {name: one["value"] for name, one in held.items()}
        active = (await client.get("/api/inventory", params={"state": "active"})).json()["items"]
        assert {o["inventoryItem"] for o in domain_orders} <= {i["number"] for i in active}
        plan = (await client.get(f"/api/serviceOrders/{number}/plan")).json()
        assert plan["doneTasks"] == plan["totalTasks"] == len(plan["tasks"])
        async with client.database.reading() as tx:
            assert await counter_drift(tx) == []
            assert await tx.fetchval("SELECT count(*) FROM worklist") == 0
            assert await tx.fetchval("SELECT count(*) FROM work") == 0


async def test_a_modify_order_changes_only_what_differs_and_inventory_keeps_the_history(database_url: str) -> None:
    """INV-02, DEC-30, MAP-01."""
    async with api(database_url, Role.ADMINISTRATOR) as client:
        await _with_catalogs(client)
        added = await _approved(client, BRANCH)
        assert (await _finish(client, added))["state"] == "completed"
        changed = await _approved(client, CHANGED)
        actions = {
            o["specification"]: o["action"]
            for o in (await client.get(f"/api/serviceOrders/{changed}/domainOrders")).json()["items"]
        }
        assert actions["managed-firewall"] == "modify"
        assert "delete" not in actions.values()
        pending = (await client.get("/api/inventory", params={"state": "changePending"})).json()["items"]
        assert pending
        assert (await _finish(client, changed))["state"] == "completed"
        shown = (await client.get(f"/api/inventory/{pending[0]['number']}")).json()
        assert [entry["state"] for entry in shown["history"]][-1] in ("active", "reserved")
        assert {entry["state"] for entry in shown["history"]} >= {"reserved", "active", "changePending"}


async def test_a_bundle_with_nested_items_ends_when_all_its_items_have(database_url: str) -> None:
    """CAP-05, DEC-06, STM-06."""
    async with api(database_url, Role.ADMINISTRATOR) as client:
        await _with_catalogs(client)
        number = await _approved(client, BUNDLE)
        shown = (await client.get(f"{ORDERS}/{number}")).json()
        assert shown["state"] in ("inProgress", "held")
        ended = await _finish(client, number)
        assert ended["state"] == "completed"
        nested = [item for top in ended["serviceOrderItem"] for item in top.get("serviceOrderItem", [])]
        assert nested
        assert {item["state"] for item in nested} == {"completed"}


async def test_a_rejected_order_has_no_work_and_comes_back_corrected(database_url: str) -> None:
    """APR-10, APR-11, APR-12, APR-02."""
    async with api(database_url, Role.ADMINISTRATOR) as client:
        await _with_catalogs(client)
        number = (await client.post(ORDERS, json=order_document(BRANCH))).json()["id"]
        reasons = (await client.get("/api/rejectionReasons")).json()["items"]
        body = {"reasonCode": reasons[0]["id"], "note": "the site contact has left the company"}
        rejected = await client.post(f"/api/serviceOrders/{number}/reject", json=body)
        assert rejected.status_code in (200, 201), rejected.text
        await _work(client)
        assert (await client.get(f"/api/serviceOrders/{number}/plan")).status_code == 404
        assert (await client.get(f"/api/serviceOrders/{number}/domainOrders")).json()["total"] == 0
        assert (await client.post(f"/api/serviceOrders/{number}/reopen", json={})).status_code in (200, 201)
        assert (await client.post(f"/api/serviceOrders/{number}/resubmit", json={})).status_code in (200, 201)
        assert (await client.post(f"/api/serviceOrders/{number}/approve", json={})).status_code in (200, 201)
        await _work(client)
        assert (await _finish(client, number))["state"] == "completed"
