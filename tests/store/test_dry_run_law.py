"""The dry run of an order equals its real run: a thousand generated orders of the demo catalogs, on a real database."""

from __future__ import annotations

import random
from typing import Any

import msgspec

from builders_demo_catalogs import documents
from builders_ordering import MANAGER, NOW
from trunkline.access.model import SYSTEM
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import CharacteristicSpecification, Specification, ValueType
from trunkline.catalog.queries import load_catalog
from trunkline.kit.db import Database
from trunkline.orchestration.dry_run import DryRun, dry_run
from trunkline.orchestration.planning import plan_service_orders
from trunkline.orchestration.queries import PlanView, get_plan
from trunkline.ordering.commands import approve_service_order, hypothetical, submit_service_order
from trunkline.ordering.wire import read_service_order

ORDERS = 1_000
BATCH = 100
PLACE = [{"id": "SITE-1", "name": "Head office", "role": "installation address", "@type": "PlaceRef"}]


def value_of(choice: random.Random, trait: CharacteristicSpecification) -> object:
    """A value that the characteristic takes, or None when this cannot be told."""
    if trait.options:
        return choice.choice(trait.options).value
    match trait.value_type:
        case ValueType.BOOLEAN:
            return choice.random() < 0.5
        case ValueType.INTEGER:
            low = int(trait.minimum if trait.minimum is not None else 1)
            return choice.randint(low, int(min(trait.maximum if trait.maximum is not None else low + 3, low + 3)))
        case ValueType.TEXT if trait.pattern is None:
            return "x" * max(3, trait.min_length or 0)
        case _:
            return None


def generated(choice: random.Random, specifications: list[Specification]) -> dict[str, Any]:
    """An order of one to three items with random values."""
    items = []
    for number in range(1, choice.randint(1, 3) + 1):
        spec = choice.choice(specifications)
        values = [
            {"name": trait.name, "value": value}
            for trait in spec.characteristics
            if (trait.mandatory or choice.random() < 0.6) and (value := value_of(choice, trait)) is not None
        ]
        service = {"serviceSpecification": {"id": spec.id}, "place": PLACE, "serviceCharacteristic": values}
        items.append({"id": str(number), "action": "add", "quantity": choice.choice((1, 1, 2)), "service": service})
    party = {"id": "CUST-1", "name": "Example", "role": "Customer", "@referredType": "Organization"}
    return {"relatedParty": [party], "serviceOrderItem": items}


def tried(run: DryRun) -> object:
    """What the dry run says would be written."""
    assert run.decomposition is not None and run.plan is not None
    return (
        [
            (d.n, d.parent_n, d.item_n, d.kind, d.action, d.specification_id, d.specification_version,
             msgspec.to_builtins(d.characteristics), msgspec.to_builtins(d.reason), d.composed_of)
            for d in run.decomposition.domain_orders
        ],
        [(t.n, t.domain_order_n, t.key, t.kind.value, t.assignment_group, t.duration) for t in run.plan.tasks],
        sorted(run.plan.dependencies),
        list(msgspec.to_builtins(run.decomposition.skipped)),
    )  # fmt: skip


def real(view: PlanView) -> object:
    """What was written."""
    return (
        [
            (o.id.n, o.parent_n, o.item_n, o.kind.value, o.action, o.specification_id, o.specification_version,
             msgspec.to_builtins(o.characteristics), o.reason, o.composed_of)
            for o in view.domain_orders
        ],
        [(t.id.n, t.domain_order_n, t.key, t.kind.value, t.assignment_group, t.duration) for t in view.tasks],
        sorted(view.dependencies),
        list(view.plan.skipped_targets),
    )  # fmt: skip


async def test_a_thousand_orders_are_carried_out_as_their_dry_runs_said(db: Database) -> None:
    """NEW-01, DEC-20, DEC-21: domain orders, values, reasons, tasks, dependencies and what was left out are alike."""
    choice = random.Random(20261123)
    async with db.transaction() as tx:
        await load_documents(tx, documents(), by=SYSTEM, now=NOW)
        catalog = await load_catalog(tx)
    orderable = [spec for spec in catalog.specifications.values() if spec.orderable]
    compared = attempts = 0
    while compared < ORDERS:
        runs: dict[Any, DryRun] = {}
        async with db.transaction() as tx:
            while len(runs) < min(BATCH, ORDERS - compared):
                attempts += 1
                assert attempts < ORDERS * 20, "too many of the generated orders are refused"
                draft = read_service_order(generated(choice, orderable))
                order, problems, checks = await hypothetical(tx, draft, by="test", now=NOW)
                run = await dry_run(tx, order, now=NOW, problems=problems, checks=checks)
                if not run.feasible:
                    continue
                stored = await submit_service_order(tx, draft, by=MANAGER, now=NOW)
                await approve_service_order(tx, stored.id, by=MANAGER, now=NOW)
                runs[stored.id] = run
        async with db.transaction() as tx:
            assert await plan_service_orders(tx, list(runs), now=NOW) == len(runs)
        async with db.reading() as tx:
            for order_id, run in runs.items():
                assert real(await get_plan(tx, order_id)) == tried(run)
        compared += len(runs)
