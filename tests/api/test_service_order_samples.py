"""Real payloads of other systems, where they lie beside the project: each is taken in or refused for a stated reason."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from builders_api import ApiClient
from builders_ordering import CUSTOMER, load_catalog, plant_inventory
from builders_ordering_api import served
from trunkline.access.model import Role
from trunkline.catalog.model import (
    CatalogDocument,
    CharacteristicSpecification,
    Specification,
    SpecificationKind,
    ValueType,
)

BASE = "/tmf-api/serviceOrdering/v4/serviceOrder"
FOLDER = Path(__file__).parents[3] / "shared" / "tmf" / "samples" / "service-order"
SAMPLES = sorted(FOLDER.glob("*.json"))
pytestmark = pytest.mark.skipif(not SAMPLES, reason="the samples are not here")


@pytest.fixture
async def client(database_url: str) -> AsyncIterator[ApiClient]:
    """An integrator's client."""
    async with served(database_url, Role.ORDER_INTEGRATOR) as opened:
        yield opened


def items(document: dict[str, Any]) -> list[dict[str, Any]]:
    return document["serviceOrderItem"]


def mutants(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The document with one thing broken in each."""
    for name in ("id", "action", "service"):
        for how, value in (("missing", ...), ("null", None), ("blank", ""), ("number", 7)):
            broken = deepcopy(document)
            items(broken)[0].pop(name)
            if value is not ...:
                items(broken)[0][name] = value
            yield f"{name} {how}", broken
    yield "unknown action", {**document, "serviceOrderItem": [{**items(document)[0], "action": "explode"}]}
    for value in (None, [], {}, "x", 3):
        yield f"items {value!r}", {**document, "serviceOrderItem": value}
    yield "server's", {**document, "state": "completed", "id": "7"}
    yield "date", {**document, "requestedStartDate": "tomorrow"}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
async def test_a_sample_as_it_is_is_taken_in_or_refused_with_reasons(client, path):
    """API-06, CAP-01."""
    answer = await client.post(BASE, content=path.read_bytes(), headers={"Content-Type": "application/json"})
    assert answer.status_code in (201, 400, 409), answer.text
    if answer.status_code != 201:
        told = answer.json()
        assert told["code"] and told["reason"] and told["details"]
    for what, broken in mutants(json.loads(path.read_bytes())):
        refused = await client.post(BASE, json=broken)
        assert refused.status_code == 400, (what, refused.text)
        assert refused.json()["code"] and refused.json()["reason"] and refused.json()["details"], what


def _specifications(document: dict[str, Any]) -> list[Specification]:
    """Specifications after which the document is right."""
    found: dict[str, set[str]] = {}
    for item in items(document):
        named = item["service"].get("serviceSpecification", {}).get("id", "known")
        names = {entry["name"] for entry in item["service"].get("serviceCharacteristic", [])}
        found.setdefault(named, set()).update(names)
    return [
        Specification(
            id=name,
            kind=SpecificationKind.CFS,
            name=f"Specification {name}",
            characteristics=tuple(
                CharacteristicSpecification(name=one, value_type=_type(document, one)) for one in sorted(names)
            ),
        )
        for name, names in found.items()
    ]


def _type(document: dict[str, Any], name: str) -> ValueType:
    values = [
        entry.get("value")
        for item in items(document)
        for entry in item["service"].get("serviceCharacteristic", [])
        if entry["name"] == name
    ]
    return ValueType.OBJECT if any(isinstance(value, dict) for value in values) else ValueType.TEXT


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
async def test_a_sample_whose_customer_catalog_and_inventory_are_known_is_taken_in(client, path):
    """CAP-01, CAP-07, CAP-13."""
    document = json.loads(path.read_bytes())
    document["relatedParty"] = [*document.get("relatedParty", []), CUSTOMER]
    await load_catalog(
        client.database, CatalogDocument(catalog="samples", specifications=tuple(_specifications(document)))
    )
    changed = []
    for item in items(document):
        if item["action"] != "add":
            item["service"]["id"] = f"{item['service']['id']}-{item['id']}"  # some samples change one service twice
            changed.append(item)
    async with client.database.transaction() as tx:
        for item in changed:
            specification = item["service"].get("serviceSpecification", {}).get("id", "known")
            await plant_inventory(tx, external_id=item["service"]["id"], specification=specification, customer_id=None)
    answer = await client.post(BASE, json=document)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert [item["id"] for item in made["serviceOrderItem"]] == [item["id"] for item in items(document)]
