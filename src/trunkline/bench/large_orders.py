"""Large orders: dry run, approval to written plan, cost per line, and the decomposition of one line.

The reference line group is ten order items (a nested bundle of a package, two sites and their parts) that decompose
into ten domain orders and fifty tasks.
"""

from __future__ import annotations

import resource
import statistics
import time
from datetime import timedelta
from typing import Any

from trunkline.access.model import SYSTEM
from trunkline.bench.measure import Measure, Tell
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import (
    CatalogDocument,
    CharacteristicMapping,
    CharacteristicSpecification,
    Condition,
    DecompositionRule,
    PlanSpecification,
    RelationshipType,
    Specification,
    SpecificationKind,
    SpecificationRelationship,
    TaskSpecification,
)
from trunkline.catalog.queries import load_catalog
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId
from trunkline.orchestration.drafting import draft_plan
from trunkline.orchestration.dry_run import dry_run
from trunkline.orchestration.planning import plan_service_orders
from trunkline.ordering.commands import approve_service_order, submit_service_order
from trunkline.ordering.queries import get_service_order
from trunkline.ordering.wire import read_service_order

GROUP = 10  # items in a group of the reference order
_SIZES = (100, 1_000, 10_000)


def large_catalog() -> CatalogDocument:
    """A bundle in a bundle: package -> site -> (access, firewall), each carried out by five tasks."""
    names = ("package", "site", "access", "firewall", "router")
    kinds = (SpecificationKind.CFS, SpecificationKind.CFS, SpecificationKind.RFS, SpecificationKind.RFS, SpecificationKind.RESOURCE)  # fmt: skip
    bandwidth = CharacteristicSpecification(name="Bandwidth")
    mapping = CharacteristicMapping(target="Bandwidth", source="Bandwidth")
    needs: dict[str, tuple[SpecificationRelationship, ...]] = {
        "package": (SpecificationRelationship(type=RelationshipType.BUNDLES, target="large-site", mandatory=False),),
        "site": (
            SpecificationRelationship(
                type=RelationshipType.REALIZED_AS, target="large-access", mandatory=False, mappings=(mapping,),
                rule=DecompositionRule(
                    name="access when fast", when=Condition(characteristic="Bandwidth", one_of=("1G", "10G"))),
            ),
            SpecificationRelationship(
                type=RelationshipType.REALIZED_AS, target="large-firewall", mandatory=False, mappings=(mapping,)),
        ),
        "access": (SpecificationRelationship(type=RelationshipType.REQUIRES, target="large-router", mandatory=False),),
    }  # fmt: skip
    return CatalogDocument(
        catalog="large orders",
        specifications=tuple(
            Specification(
                id=f"large-{name}", kind=kind, name=name.capitalize(), characteristics=(bandwidth,),
                relationships=needs.get(name, ()))
            for name, kind in zip(names, kinds, strict=True)
        ),
        plans=tuple(
            PlanSpecification(
                id=f"large-{name}-plan", specification=f"large-{name}",
                tasks=tuple(
                    TaskSpecification(
                        key=f"t{n}", name=f"{name} step {n}", kind="automated", executor="noop",
                        duration=timedelta(hours=1), after=(f"t{n - 1}",) if n > 1 else ())
                    for n in range(1, 6)
                ),
            )
            for name in names
        ),
    )  # fmt: skip


def large_order(lines: int) -> dict[str, Any]:
    """A TMF641 document of so many lines: groups of a package with three sites, two parts nested in each site."""
    items: list[dict[str, Any]] = []

    def item(number: str, specification: str, parent: str | None) -> None:
        above = [] if parent is None else [{"relationshipType": "HasParent", "orderItem": {"itemId": parent}}]
        items.append({
            "id": number, "action": "add", "quantity": 1, "serviceOrderItemRelationship": above,
            "service": {
                "serviceSpecification": {"id": f"large-{specification}"},
                "serviceCharacteristic": [{"name": "Bandwidth", "value": "1G"}],
            },
        })  # fmt: skip

    for group in range(lines // GROUP):
        item(f"{group}", "package", None)
        for site in range(3):
            item(f"{group}-{site}", "site", f"{group}")
            item(f"{group}-{site}-a", "access", f"{group}-{site}")
            item(f"{group}-{site}-f", "firewall", f"{group}-{site}")
    return {
        "description": f"{lines} lines",
        "relatedParty": [{"id": "CUST-1", "name": "Example", "role": "Customer", "@referredType": "Organization"}],
        "serviceOrderItem": items,
    }


async def large_orders(database: Database, orders: int, rounds: int, tell: Tell) -> list[Measure]:
    """The scenario. `orders` is not used: the sizes are part of it."""
    async with database.transaction() as tx:
        await load_documents(tx, [large_catalog()], by=SYSTEM, now=clock.now())
    single = await _one_line(database, max(rounds, 3) * 20)
    dry: dict[int, list[float]] = {size: [] for size in _SIZES}
    planned: dict[int, list[float]] = {size: [] for size in _SIZES}
    for number in range(1, rounds + 1):
        for size in _SIZES:
            async with database.transaction() as tx:
                order = await submit_service_order(
                    tx, read_service_order(large_order(size)), by=SYSTEM, now=clock.now()
                )
            dry[size].append(await _dry_run(database, order.id))
            planned[size].append(await _approve_and_plan(database, order.id))
            tell(f"round {number}, {size:,} lines: dry run {dry[size][-1]:.2f} s, plan {planned[size][-1]:.2f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    last = _SIZES[-1]
    flat = [(statistics.median(dry[size]) / size) / (statistics.median(dry[_SIZES[0]]) / _SIZES[0]) for size in _SIZES]
    return [
        _measure("dry run of 10,000 lines", "s", dry[last], 5.0),
        _measure("approve to plan written, 10,000 lines", "s", planned[last], 15.0),
        _measure("dry run, cost per line at 10,000 lines beside 100", "ratio", [flat[-1]], 1.2),
        _measure("decomposition and plan of one line, in memory", "ms", single, 5.0),
        _measure("peak memory of the process", "MiB", [peak], 1024.0),
    ]


def _measure(scenario: str, unit: str, runs: list[float], limit: float) -> Measure:
    return Measure(
        scenario=scenario, unit=unit, best=min(runs), median=statistics.median(runs), limit=limit, runs=tuple(runs)
    )


async def _dry_run(database: Database, service_order_id: ServiceOrderId) -> float:
    async with database.reading() as tx:
        order = await get_service_order(tx, service_order_id)
        started = time.perf_counter()
        found = await dry_run(tx, order, now=clock.now())
        assert found.plan is not None, found.problems
        return time.perf_counter() - started


async def _approve_and_plan(database: Database, service_order_id: ServiceOrderId) -> float:
    started = time.perf_counter()
    async with database.transaction() as tx:
        await approve_service_order(tx, service_order_id, by=SYSTEM, now=clock.now())
    async with database.transaction() as tx:
        await plan_service_orders(tx, [service_order_id], now=clock.now())
    return time.perf_counter() - started


async def _one_line(database: Database, times: int) -> list[float]:
    document = large_order(GROUP)
    document["serviceOrderItem"] = [
        item for item in document["serviceOrderItem"] if item["service"]["serviceSpecification"]["id"] == "large-site"
    ][:1]
    document["serviceOrderItem"][0]["serviceOrderItemRelationship"] = []
    async with database.transaction() as tx:
        order = await submit_service_order(tx, read_service_order(document), by=SYSTEM, now=clock.now())
        catalog = await load_catalog(tx)
    runs = []
    for _ in range(times):
        started = time.perf_counter()
        draft_plan(order, catalog, {})
        runs.append((time.perf_counter() - started) * 1000)
    return runs
