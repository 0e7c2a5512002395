"""Review with its dry run, bulk decisions, enrichment, copies, imports and urgency over HTTP."""

from __future__ import annotations

import pytest

from builders_api import ApiClient, api
from builders_ordering import NOBODY, SURVEY, document, item, load_policies
from trunkline.access.model import Role

ROOT = "/api/serviceOrders"


async def capture(client: ApiClient, *items: dict, **more) -> str:
    answer = await client.post(ROOT, json=document(*items, **more))
    assert answer.status_code == 201, answer.text
    return answer.json()["serviceOrder"]["number"]


async def test_the_approver_approves_what_the_review_showed_and_nothing_else(database_url):
    """NEW-29, APR-08."""
    async with api(database_url, Role.SERVICE_ORDER_MANAGER) as client:
        await load_policies(client.database)
        number = await capture(client)
        review = (await client.get(f"{ROOT}/{number}/review")).json()
        shown = review["preview"]["shown"]
        assert (shown["version"], shown["domainOrders"], shown["items"]) == (1, 1, ["1"])
        assert {check["result"] for check in review["checks"]} == {"pass", "warning"}
        assert all(check["reason"] for check in review["checks"])
        same = (await client.get(f"{ROOT}/{number}/review")).json()
        assert same["preview"]["digest"] == review["preview"]["digest"]
        body = {"version": 1, "preview": review["preview"]["digest"]}
        await load_policies(client.database, enrichment=(SURVEY,))  # another revision of the catalog
        refused = await client.post(f"{ROOT}/{number}/approve", json=body)
        assert (refused.status_code, refused.json()["code"]) == (409, "PreviewChanged")
        review = (await client.get(f"{ROOT}/{number}/review")).json()
        body = {"version": 1, "preview": review["preview"]["digest"]}
        approved = await client.post(f"{ROOT}/{number}/approve", json=body)
        assert approved.status_code == 200, approved.text
        [signature] = approved.json()["approvals"][0]["signatures"]
        assert signature["preview"] == body["preview"] and signature["shown"]["version"] == 1
        assert (await client.get(f"{ROOT}/{number}/review", params={"preview": False})).json()["preview"] is None


async def test_many_orders_are_decided_each_by_itself(database_url):
    """APR-15."""
    async with api(database_url, Role.SERVICE_ORDER_MANAGER) as client:
        await load_policies(client.database)
        numbers = [await capture(client) for _ in range(4)]
        orders = [{"number": numbers[0], "version": 1}, {"number": numbers[1], "version": 9}, {"number": "ORD-999999"},
                  {"number": numbers[2]}]  # fmt: skip
        answer = (await client.post(f"{ROOT}/approve", json={"orders": orders, "note": "all"})).json()
        assert (answer["succeeded"], answer["failed"]) == (2, 2)
        found = [(result["ok"], result["state"], result["code"], result["status"]) for result in answer["results"]]
        assert found == [
            (True, "inProgress", None, None), (False, None, "OrderChanged", 409),
            (False, None, "UnknownServiceOrder", 404), (True, "inProgress", None, None),
        ]  # fmt: skip
        body = {"orders": [{"number": numbers[3]}, {"number": numbers[0]}], "reasonCode": "other", "note": "x"}
        answer = (await client.post(f"{ROOT}/reject", json=body)).json()
        assert [(result["state"], result["code"]) for result in answer["results"]] == [
            ("rejected", None), (None, "MoveRefused"),
        ]  # fmt: skip
        assert (await client.post(f"{ROOT}/approve", json={"orders": []})).status_code == 400
        async with client.be(Role.SERVICE_ORDER_AGENT):
            assert (await client.post(f"{ROOT}/approve", json={"orders": orders})).status_code == 403


async def test_items_are_approved_and_rejected_one_by_one(database_url):
    """APR-13."""
    async with api(database_url, Role.SERVICE_ORDER_MANAGER) as client:
        await load_policies(client.database)
        number = await capture(client, item("A"), item("B"), item("C"))
        assert "approveItems" in (await client.get(f"{ROOT}/{number}")).json()["verbs"]
        review = (await client.get(f"{ROOT}/{number}/review", params={"items": [1, 2]})).json()
        assert review["preview"]["shown"]["items"] == ["A", "B"]
        body = {"items": [1, 2], "preview": review["preview"]["digest"]}
        part = (await client.post(f"{ROOT}/{number}/approve", json=body)).json()
        progress = part["approvalProgress"]
        assert (progress["partial"], progress["approvedItems"], progress["waitingItems"]) == (True, [1, 2], [3])
        rejected = await client.post(f"{ROOT}/{number}/items/reject", json={
            "items": [3], "reasonCode": "other", "note": "not now"})  # fmt: skip
        assert rejected.status_code == 200, rejected.text
        assert rejected.json()["approvalProgress"]["rejectedItems"] == [3]
        again = await client.post(
            f"{ROOT}/{number}/items/reject", json={"items": [3], "reasonCode": "other", "note": "x"}
        )
        assert (again.status_code, again.json()["code"]) == (409, "ItemsNotDecidable")


async def test_the_system_approves_what_a_policy_leaves_to_it(database_url):
    """APR-16."""
    async with api(database_url, Role.SERVICE_ORDER_MANAGER) as client:
        await load_policies(client.database, approval=(NOBODY,))
        number = await capture(client, item("A", specification="mail"))
        detail = (await client.get(f"{ROOT}/{number}")).json()
        assert detail["serviceOrder"]["state"] == "inProgress"
        assert (detail["approvals"][0]["decidedBy"], detail["approvals"][0]["policy"]) == ("system", "mail-alone@1")


async def test_related_items_are_validated_without_changing_anything(database_url):
    """APR-17."""
    async with api(database_url, Role.SERVICE_ORDER_MANAGER, react=False) as client:
        await load_policies(client.database)
        number = await capture(client)
        before = (await client.get(f"{ROOT}/{number}")).json()
        found = (await client.post(f"{ROOT}/{number}/validateRelatedItems")).json()
        assert {check["key"] for check in found["checks"]} >= {"relatedItems", "duplicates"}
        assert (await client.get(f"{ROOT}/{number}")).json() == before


async def test_enrichment_is_worked_through_to_the_approval(database_url):
    """ENR-01, ENR-03, ENR-05, ENR-06, ENR-07."""
    async with api(database_url, Role.SERVICE_ORDER_MANAGER) as client:
        await load_policies(client.database, enrichment=(SURVEY,))
        sent = await client.post(
            "/tmf-api/serviceOrdering/v4/serviceOrder", json=document(item("A", specification="risky"))
        )
        assert (sent.status_code, sent.json()["state"]) == (201, "pending"), sent.text
        number = sent.json()["id"]
        detail = (await client.get(f"{ROOT}/{number}")).json()
        assert {"holdEnrichment"} <= set(detail["verbs"]) and "approve" not in detail["verbs"]
        refused = await client.post(f"{ROOT}/{number}/approve")
        assert (refused.status_code, refused.json()["code"]) == (409, "EnrichmentOpen")
        listed = (await client.get("/api/enrichmentTasks", params={"order": number})).json()
        assert (listed["total"], listed["items"][0]["verbs"]) == (2, ["start", "complete", "hold", "take", "assign"])
        first, second = (found["number"] for found in listed["items"])
        shown = (await client.get(f"/api/enrichmentTasks/{first}")).json()
        assert shown["data"][0]["specification"]["name"] == "Survey" and shown["data"][0]["mandatory"]
        held = (await client.post(f"{ROOT}/{number}/enrichment/hold", json={"reason": "closed"})).json()
        assert held["serviceOrder"]["state"] == "held"
        assert (await client.post(f"{ROOT}/{number}/enrichment/resume")).json()["serviceOrder"]["state"] == "pending"
        empty = await client.post(f"/api/enrichmentTasks/{first}/complete", json={"values": {}})
        assert (empty.status_code, empty.json()["code"]) == (422, "EnrichmentDataMissing")
        started = await client.post(f"/api/enrichmentTasks/{first}/start")
        assert (started.status_code, started.json()["state"]) == (200, "inProgress")
        mine = (await client.get("/api/enrichmentTasks", params={"mine": True})).json()
        assert [found["number"] for found in mine["items"]] == [first]
        for task, values in ((first, {"Survey": "ok"}), (second, {"Vlan": 12})):
            done = await client.post(f"/api/enrichmentTasks/{task}/complete", json={"values": values})
            assert done.status_code == 200, done.text
        whole = (await client.get(f"{ROOT}/{number}/enrichmentTasks")).json()
        assert [found["state"] for found in whole["items"]] == ["completed", "completed"]
        assert (await client.get(f"{ROOT}/{number}")).json()["serviceOrder"]["state"] == "acknowledged"
        assert (await client.get("/api/enrichmentTasks", params={"state": "odd"})).status_code == 404
        assert (await client.get("/api/enrichmentTasks/ENR-1-99")).status_code == 404


async def test_items_are_copied_and_rows_imported(database_url):
    """CAP-11, CAP-12, CAP-20."""
    async with api(database_url, Role.SERVICE_ORDER_MANAGER, react=False) as client:
        await load_policies(client.database)
        number = await capture(client, item("A", specification="risky"))
        places = [{"id": "s1", "country": "CH"}, {"id": "s2", "country": "FR"}]
        copied = await client.post(f"{ROOT}/{number}/items/1/copy", json={"places": places, "eligibleOnly": True})
        assert (copied.status_code, copied.json()["copied"], copied.json()["skipped"]) == (200, 1, 1), copied.text
        header = {"relatedParty": document()["relatedParty"]}
        text = "itemId,specification,place.id,Coverage\nL1,firewall,s1,Basic\nL2,firewall,s2,Gold\n"
        refused = await client.post(f"{ROOT}/importCsv", json={"order": header, "csv": text})
        assert (refused.status_code, refused.json()["details"][0]["item"]) == (400, "L2")
        made = await client.post(f"{ROOT}/importCsv", json={"order": header, "csv": text, "skipInvalid": True})
        assert (made.status_code, made.json()["imported"], made.json()["problems"][0]["row"]) == (201, 1, 2)
        rows = [{"specification": "mail"}, {"specification": "mail", "quantity": 2}]
        made = await client.post(f"{ROOT}/import", json={"order": header, "rows": rows})
        assert (made.status_code, made.json()["order"]["items"][1]["quantity"]) == (201, 2), made.text


@pytest.mark.parametrize("path", ["import", "importCsv", "approve", "reject", "recalculatePriority"])
async def test_a_body_that_makes_no_sense_is_refused_with_its_fault(database_url, path):
    """CAP-20, APR-15: never a 500."""
    async with api(database_url, react=False) as client:
        for body in ({}, [], {"rows": 1, "order": 1}, {"orders": [1]}, {"orders": [{"number": "x\x00"}]},
                     {"order": {}, "rows": [{"a": None}]}, {"order": {"serviceOrderItem": 3}, "csv": "a\nb"}):  # fmt: skip
            answer = await client.post(f"{ROOT}/{path}", json=body)
            assert 400 <= answer.status_code < 500, (body, answer.text)


async def test_urgency_is_configured_and_recalculated(database_url):
    """PRI-01, PRI-03."""
    async with api(database_url, react=False) as client:
        await load_policies(client.database)
        number = await capture(client)
        factor = {"id": "account", "source": "order.customer", "weight": 50, "ranks": {"cust-1": 76}}
        put = await client.put("/api/priorityFactors", json={"items": [factor]})
        assert (put.status_code, put.json()["items"][0]["ranks"]) == (200, {"cust-1": 76})
        assert (await client.get("/api/priorityFactors")).json()["total"] == 1
        done = (await client.post(f"{ROOT}/recalculatePriority", json={"orders": [number]})).json()
        [order] = done["items"]
        assert (order["before"], order["after"], order["items"][0]["score"]) == (4, 2, 76)
