"""The catalog over HTTP: TMF633, TMF634 and the workspace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from builders_api import ApiClient, api
from builders_catalog import (
    DESIGNER,
    NOW,
    cfs,
    characteristic,
    document,
    needs,
    number,
    plan,
    resource,
    rfs,
    table,
    task,
)
from trunkline.access.model import Role
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import RelationshipType

SERVICES = "/tmf-api/serviceCatalogManagement/v4/serviceSpecification"
RESOURCES = "/tmf-api/resourceCatalog/v4/resourceSpecification"
SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "tmf" / "samples"
WHOLE = document(
    cfs("internet-access", number("Bandwidth", default=100), relationships=(
        needs("access-line"), needs("router", RelationshipType.REQUIRES))),
    rfs("access-line", number("Speed")),
    resource("router", characteristic("Model", options=["R1", "R2"])),
    plan("access-line-add", task(), specification="access-line", actions=("add",)),
)  # fmt: skip


async def load(client: ApiClient) -> None:
    async with client.database.transaction() as tx:
        await load_documents(tx, [WHOLE], by=DESIGNER, now=NOW)


def without_nulls(value: Any) -> Any:
    """A merge patch takes away what it says is null."""
    if isinstance(value, dict):
        return {name: without_nulls(member) for name, member in value.items() if member is not None}
    return value


def details(body: dict[str, Any]) -> list[str]:
    return [detail.get("field", "") for detail in body["details"]]


@pytest.mark.parametrize("path", [SERVICES, RESOURCES])
async def test_a_specification_is_created_with_a_name_alone(database_url: str, path: str) -> None:
    """CAT-06: what TMF633 and TMF634 make mandatory in answers is filled in by the server."""
    async with api(database_url, Role.CATALOG_DESIGNER) as client:
        made = await client.post(path, json={"name": "Fibre line"})
        assert made.status_code == 201
        body = made.json()
        assert made.headers["Location"] == body["href"] == f"{path}/{body['id']}"
        assert (body["name"], body["lifecycleStatus"], body["isBundle"]) == ("Fibre line", "In design", False)
        assert body["lastUpdate"] and body["@type"]
        assert (await client.get(body["href"])).json() == body


@pytest.mark.parametrize(("sent", "field"), [
    ({}, "name"), ({"name": None}, "name"), ({"name": " "}, "name"), ({"name": 5}, "name"),
    ({"name": "x", "id": 5}, "id"), ({"name": "x", "id": "a/b"}, "id"), ({"name": "x\0"}, "name"),
    ({"name": "x", "specCharacteristic": {}}, "specCharacteristic"),
    ({"name": "x", "specCharacteristic": [{}]}, "specCharacteristic[0].name"),
    ({"name": "x", "specCharacteristic": [{"name": "c", "minLength": "1"}]}, "specCharacteristic[0].minLength"),
    ({"name": "x", "serviceSpecRelationship": [{"relationshipType": "requires"}]}, "serviceSpecRelationship[0].id"),
    ({"name": "x", "serviceSpecRelationship": [{"relationshipType": "requires", "id": "y", "rule": {"name": "r"}}]},
     "serviceSpecRelationship[0].rule.when"),
    ({"name": "x", "resourceSpecification": [{}]}, "resourceSpecification[0].id"),
    ({"name": "x", "big": 10**30}, "extra.big"),
])  # fmt: skip
async def test_what_cannot_be_read_is_told_by_its_path(database_url: str, sent: dict[str, Any], field: str) -> None:
    """CAT-06: 400, never 500."""
    async with api(database_url, Role.CATALOG_DESIGNER) as client:
        refused = await client.post(SERVICES, json=sent)
        assert refused.status_code == 400, refused.text
        assert details(refused.json())[0].startswith(field)


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{", b'"x"', b"[" * 5000, b'{"name":"x","a":' + b"[" * 70 + b"]" * 70 + b"}"]
)
async def test_a_body_that_is_no_object_is_refused(database_url: str, raw: bytes) -> None:
    """CAT-06."""
    async with api(database_url, Role.CATALOG_DESIGNER) as client:
        assert (await client.post(SERVICES, content=raw)).status_code == 400


async def test_a_draft_is_patched_published_and_then_immutable(database_url: str) -> None:
    """CAT-01, CAT-06."""
    async with api(database_url, Role.CATALOG_DESIGNER) as client:
        await client.post(SERVICES, json={"id": "fibre", "name": "Fibre", "vendorAttribute": {"a": [1]}})
        sent = {"description": "Fast", "specCharacteristic": [{"name": "Speed", "valueType": "integer"}]}
        patched = (await client.patch(f"{SERVICES}/fibre", json=sent)).json()
        assert (patched["description"], patched["vendorAttribute"]) == ("Fast", {"a": [1]})
        assert patched["specCharacteristic"][0]["valueType"] == "integer"
        published = await client.patch(f"{SERVICES}/fibre", json={"lifecycleStatus": "Active"})
        assert (published.status_code, published.json()["lifecycleStatus"]) == (200, "Active")
        refused = await client.patch(f"{SERVICES}/fibre", json={"description": "Faster"})
        assert (refused.status_code, refused.json()["code"]) == (409, "PublishedIsImmutable")
        assert (await client.delete(f"{SERVICES}/fibre")).status_code == 409
        second = await client.post(SERVICES, json={"id": "fibre", "name": "Fibre 2"})
        assert (second.status_code, second.json()["version"]) == (201, "2")
        assert (await client.get(f"{SERVICES}/fibre")).json()["name"] == "Fibre"
        assert (await client.get(f"{SERVICES}/fibre?version=2")).json()["name"] == "Fibre 2"
        assert (await client.delete(f"{SERVICES}/fibre")).status_code == 204
        for status in ("Retired", "Obsolete"):
            moved = await client.patch(f"{SERVICES}/fibre", json={"lifecycleStatus": status})
            assert moved.json()["lifecycleStatus"] == status
        gone = await client.post(SERVICES, json={"id": "fibre", "name": "Again"})
        assert (gone.status_code, gone.json()["code"]) == (409, "RetiredHasNoVersions")


async def test_publishing_something_unsound_tells_every_fault(database_url: str) -> None:
    """CAT-04: an illegal relationship is refused when it is published."""
    async with api(database_url, Role.CATALOG_DESIGNER) as client:
        await load(client)
        bad = {"name": "Bad", "id": "bad", "specCharacteristic": [{"name": "A"}, {"name": "A"}],
               "serviceSpecRelationship": [{"relationshipType": "bundles", "id": "router"}]}  # fmt: skip
        assert (await client.post(SERVICES, json=bad)).status_code == 201
        refused = await client.patch(f"{SERVICES}/bad", json={"lifecycleStatus": "Active"})
        assert (refused.status_code, refused.json()["code"]) == (400, "CatalogInvalid")
        assert {"characteristics", "relationships[0].type"} <= set(details(refused.json()))


@pytest.mark.parametrize("sent", [
    {"id": "other"}, {"href": "/x"}, {"lastUpdate": "2020-01-01T00:00:00Z"}, {"lifecycleStatus": "Sleeping"},
    {"lifecycleStatus": 5}, {"name": None}, {"name": ""},
])  # fmt: skip
async def test_what_may_not_be_patched_is_refused(database_url: str, sent: dict[str, Any]) -> None:
    """CAT-06: attributes of the server are never settable."""
    async with api(database_url, Role.CATALOG_DESIGNER) as client:
        await client.post(SERVICES, json={"id": "fibre", "name": "Fibre"})
        assert (await client.patch(f"{SERVICES}/fibre", json=sent)).status_code == 400


async def test_the_two_catalogs_do_not_mix(database_url: str) -> None:
    """CAT-05, CAT-06: each API shows its own kinds, and says where the other is."""
    async with api(database_url) as client:
        await load(client)
        services = await client.get(SERVICES)
        assert [each["id"] for each in services.json()] == ["access-line", "internet-access"]
        assert [each["@type"] for each in services.json()] == [
            "ResourceFacingServiceSpecification", "CustomerFacingServiceSpecification"]  # fmt: skip
        assert [each["id"] for each in (await client.get(RESOURCES)).json()] == ["router"]
        elsewhere = await client.get(f"{SERVICES}/router")
        assert elsewhere.status_code == 404 and f"{RESOURCES}/router" in elsewhere.json()["message"]


async def test_a_list_is_filtered_sorted_paged_and_cut(database_url: str) -> None:
    """CAT-06."""
    async with api(database_url) as client:
        await load(client)
        page = await client.get(SERVICES, params={"limit": 1, "sort": "-id", "fields": "name"})
        assert page.json() == [{"id": "internet-access", "href": f"{SERVICES}/internet-access",
                                "name": "Internet access"}]  # fmt: skip
        assert (page.headers["X-Total-Count"], page.headers["X-Result-Count"]) == ("2", "1")
        for query, found in (
            ({"name": "Access line"}, 1), ({"lifecycleStatus": "Active"}, 2), ({"lifecycleStatus": "Retired"}, 0),
            ({"@type": "CustomerFacingServiceSpecification"}, 1), ({"isBundle": "true"}, 0), ({"isBundle": "false"}, 2),
            ({"lastUpdate.gt": "2020-01-01"}, 2), ({"version": "1"}, 2), ({"kind": "rfs"}, 1),
        ):  # fmt: skip
            assert len((await client.get(SERVICES, params=query)).json()) == found, query
        assert (await client.get(SERVICES, params={"colour": "red"})).status_code == 400


async def test_a_service_names_the_resources_it_needs(database_url: str) -> None:
    """CAT-06: relationships to resources are TMF633 references too, and sending the answer back changes nothing."""
    async with api(database_url, Role.CATALOG_DESIGNER) as client:
        await load(client)
        body = (await client.get(f"{SERVICES}/internet-access")).json()
        assert body["resourceSpecification"] == [
            {"id": "router", "href": f"{RESOURCES}/router", "@referredType": "ResourceSpecification"}]  # fmt: skip
        assert (await client.post(SERVICES, json=body)).status_code == 201
        copy = (await client.get(f"{SERVICES}/internet-access?version=2")).json()
        own = {"version", "lastUpdate", "lifecycleStatus"}
        assert {k: v for k, v in copy.items() if k not in own} == {k: v for k, v in body.items() if k not in own}


async def test_looking_and_designing_are_different_rights(database_url: str) -> None:
    """CAT-06."""
    async with api(database_url, Role.ORDER_VIEWER) as client:
        await load(client)
        for path in (SERVICES, RESOURCES, "/api/specifications", "/api/planSpecifications", f"{SERVICES}/access-line"):
            assert (await client.get(path)).status_code == 200
        assert (await client.post(SERVICES, json={"name": "x"})).status_code == 403
        assert (await client.patch(f"{SERVICES}/access-line", json={"name": "x"})).status_code == 403
        assert (await client.delete(f"{SERVICES}/access-line")).status_code == 403
        for verb in ("publish", "retire", "archive"):
            assert (await client.post(f"/api/specifications/access-line/{verb}")).status_code == 403
            assert (await client.post(f"/api/planSpecifications/access-line-add/{verb}")).status_code == 403
        with client.nobody():
            assert (await client.get(SERVICES)).status_code == 401


async def test_what_does_not_exist_is_404(database_url: str) -> None:
    """CAT-06."""
    async with api(database_url) as client:
        for path in (f"{SERVICES}/none", f"{RESOURCES}/none", "/api/specifications/none", "/api/planSpecifications/none",
                     f"{SERVICES}/a%00b"):  # fmt: skip
            assert (await client.get(path)).status_code == 404
            assert (await client.get(path + "?version=3")).status_code == 404
        for path in (f"{SERVICES}/none", f"{RESOURCES}/none"):
            assert (await client.patch(path, json={"name": "x"})).status_code == 404
            assert (await client.delete(path)).status_code == 404
        for verb in ("publish", "retire", "archive"):
            assert (await client.post(f"/api/specifications/none/{verb}")).status_code == 404
            assert (await client.post(f"/api/planSpecifications/none/{verb}")).status_code == 404


async def test_the_workspace_shows_relationships_both_ways_versions_and_plans(database_url: str) -> None:
    """CAT-01, CAT-05, PLN-01."""
    async with api(database_url, Role.CATALOG_DESIGNER) as client:
        await load(client)
        body = (await client.get("/api/specifications/access-line")).json()
        assert [(r["id"], r["type"]) for r in body["usedBy"]] == [("internet-access", "realizedAs")]
        assert body["plans"] == {"add": "access-line-add", "modify": None, "delete": None}
        assert [(v["version"], v["state"]) for v in body["versions"]] == [(1, "published")]
        assert (body["kind"], body["verbs"]) == ("rfs", ["retire"])
        above = (await client.get("/api/specifications/internet-access")).json()
        assert [r["id"] for r in above["uses"]] == ["access-line", "router"]


async def test_the_workspace_list_is_paged_and_searched(database_url: str) -> None:
    """CAT-06."""
    async with api(database_url) as client:
        await load(client)
        first = (await client.get("/api/specifications?limit=2")).json()
        assert ([line["id"] for line in first["items"]], first["total"]) == (["access-line", "internet-access"], 3)
        rest = (await client.get("/api/specifications", params={"limit": 2, "after": first["next"]})).json()
        assert ([line["id"] for line in rest["items"]], rest["next"]) == (["router"], None)
        for query, found in (({"q": "ACCESS"}, 2), ({"kind": "resource"}, 1), ({"state": "draft"}, 0),
                             ({"orderable": "true"}, 3), ({"q": "%"}, 0)):  # fmt: skip
            assert len((await client.get("/api/specifications", params=query)).json()["items"]) == found, query
        assert (await client.get("/api/specifications?after=nonsense")).status_code == 400


async def test_a_plan_is_drafted_and_published_over_http(database_url: str) -> None:
    """PLN-02, PLN-08."""
    async with api(database_url, Role.CATALOG_DESIGNER) as client:
        await load(client)
        sent = (await client.get("/api/planSpecifications/access-line-add")).json()
        again = sent | {"id": "access-line-modify", "actions": ["modify"]}
        made = await client.post("/api/planSpecifications", json=again)
        assert (made.status_code, made.json()["tasks"]) == (201, sent["tasks"])
        assert (await client.post("/api/planSpecifications/access-line-modify/publish")).status_code == 204
        listed = (await client.get("/api/planSpecifications?specification=access-line")).json()
        assert [each["id"] for each in listed["items"]] == ["access-line-add", "access-line-modify"]
        circle = {"id": "circle", "specification": "access-line", "actions": ["delete"], "tasks": [
            {"key": "a", "name": "A", "assignmentGroup": "G", "after": ["b"]},
            {"key": "b", "name": "B", "assignmentGroup": "G", "after": ["a"]}]}  # fmt: skip
        assert (await client.post("/api/planSpecifications", json=circle)).status_code == 201
        refused = await client.post("/api/planSpecifications/circle/publish")
        assert refused.status_code == 400 and "circle" in refused.text
        assert (await client.delete("/api/planSpecifications/circle")).status_code == 204
        wrong = await client.post("/api/planSpecifications", json={"id": "x", "tasks": [{"key": "a", "nam": "A"}]})
        assert wrong.status_code == 400
        taken = await client.post("/api/planSpecifications", json=sent | {"id": "twin"})
        assert taken.status_code == 201
        clash = await client.post("/api/planSpecifications/twin/publish")
        assert (clash.status_code, clash.json()["code"]) == (409, "PlanConditionTaken")


async def test_a_list_costs_the_same_number_of_queries_however_long_it_is(database_url: str) -> None:
    """CAT-06: no query in a loop."""
    async with api(database_url) as client:
        counts = []
        for n in (2, 30):
            many = document(*(rfs(f"spec-{n}-{i}", relationships=(needs("spec-2-0"),) if i else ()) for i in range(n)))
            if n == 30:
                many = document(*(rfs(f"spec-30-{i}", relationships=(needs("spec-2-0"),)) for i in range(n)))
            async with client.database.transaction() as tx:
                await load_documents(tx, [many], by=DESIGNER, now=NOW)
            client.queries.clear()
            assert (await client.get(SERVICES, params={"limit": 100})).status_code == 200
            counts.append(len(client.queries))
        assert counts[0] == counts[1]


@pytest.mark.skipif(not SAMPLES.exists(), reason="the public samples are not beside the repository")
async def test_every_public_sample_is_imported_or_refused_with_a_reason(database_url: str) -> None:
    """CAT-06: MEF, OpenSlice and ONAP specifications become drafts; sent again as answered they stay the same."""
    async with api(database_url, Role.CATALOG_DESIGNER) as client:
        for folder, path in (("service-specification", SERVICES), ("resource-specification", RESOURCES)):
            files = sorted((SAMPLES / folder).glob("*.json"))
            assert files
            for file in files:
                sent = json.loads(file.read_text("utf-8"))
                made = await client.post(path, json=sent)
                assert made.status_code == 201, f"{file.name}: {made.text}"
                body = made.json()
                patched = await client.patch(body["href"], json={k: v for k, v in body.items()
                                                                 if k not in ("id", "href", "lastUpdate")})  # fmt: skip
                assert patched.status_code == 200, f"{file.name}: {patched.text}"
                unmoved = {"lastUpdate": None}
                assert without_nulls(patched.json() | unmoved) == without_nulls(body | unmoved), file.name
                published = await client.patch(body["href"], json={"lifecycleStatus": "Active"})
                assert published.status_code == 200 or published.json()["details"], f"{file.name}: {published.text}"


async def test_decision_tables_and_policies_are_listed_shown_and_retired(database_url: str) -> None:
    """CAT-07: parts of a catalog over HTTP."""
    mode = table("mode", {"b": "values.Bandwidth"}, {"h": "holds"}, {"b": "> 1", "h": "true"})
    async with api(database_url, Role.CATALOG_DESIGNER) as client:
        async with client.database.transaction() as tx:
            await load_documents(tx, [document(mode)], by=DESIGNER, now=NOW)
        listed = (await client.get("/api/catalogParts/decisionTables")).json()
        assert ([part["id"] for part in listed["items"]], listed["total"], listed["next"]) == (["mode"], 1, None)
        shown = await client.get("/api/catalogParts/decisionTables/mode")
        assert (shown.json()["version"], shown.json()["state"]) == (1, "published")
        assert (await client.get("/api/catalogParts/decisionTables/mode?version=2")).status_code == 404
        assert (await client.get("/api/catalogParts/nothing")).status_code == 404
        assert (await client.post("/api/catalogParts/decisionTables/mode/retire")).status_code == 204
        assert (await client.post("/api/catalogParts/decisionTables/mode/retire")).status_code == 409
