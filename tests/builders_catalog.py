"""Specifications, plans and catalogs for tests: whatever is not said is ordinary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from trunkline.access.model import Actor, Permission
from trunkline.catalog.model import (
    ApprovalPolicy,
    Catalog,
    CatalogDocument,
    CharacteristicOption,
    CharacteristicSpecification,
    DecisionTable,
    EnrichmentPolicy,
    MilestonePolicy,
    OrderTaskPolicy,
    PlanSpecification,
    RelationshipType,
    Specification,
    SpecificationKind,
    SpecificationRelationship,
    TaskSpecification,
    ValueType,
    WorkOrderPolicy,
)
from trunkline.catalog.parts import Part

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DESIGNER = Actor(name="dora.designer", permissions=frozenset({Permission.CATALOG_READ, Permission.CATALOG_DESIGN}))
VIEWER = Actor(name="vera.viewer", permissions=frozenset({Permission.CATALOG_READ}))


def characteristic(
    name: str = "Bandwidth", value_type: ValueType = ValueType.TEXT, *, options: Sequence[object] = (), **more: Any
) -> CharacteristicSpecification:
    """A characteristic; `options` are plain values."""
    choices = tuple(CharacteristicOption(value=value) for value in options)
    return CharacteristicSpecification(name=name, value_type=value_type, options=choices, **more)


def number(name: str = "Bandwidth", **more: Any) -> CharacteristicSpecification:
    """An integer characteristic."""
    return characteristic(name, ValueType.INTEGER, **more)


def cfs(id: str = "internet-access", *characteristics: CharacteristicSpecification, **more: Any) -> Specification:
    """A customer-facing service specification."""
    return _specification(id, SpecificationKind.CFS, characteristics, more)


def rfs(id: str = "access-line", *characteristics: CharacteristicSpecification, **more: Any) -> Specification:
    """A resource-facing service specification."""
    return _specification(id, SpecificationKind.RFS, characteristics, more)


def resource(id: str = "router", *characteristics: CharacteristicSpecification, **more: Any) -> Specification:
    """A resource specification."""
    return _specification(id, SpecificationKind.RESOURCE, characteristics, more)


def _specification(
    id: str, kind: SpecificationKind, characteristics: Sequence[CharacteristicSpecification], more: dict[str, Any]
) -> Specification:
    name = more.pop("name", id.replace("-", " ").capitalize())
    return Specification(id=id, kind=kind, name=name, characteristics=tuple(characteristics), **more)


def needs(target: str, type: RelationshipType = RelationshipType.REALIZED_AS, **more: Any) -> SpecificationRelationship:
    """A relationship to another specification."""
    return SpecificationRelationship(type=type, target=target, **more)


def task(key: str = "install", *after: str, **more: Any) -> TaskSpecification:
    """A manual task specification."""
    return TaskSpecification(
        **{"key": key, "name": key.capitalize(), "assignment_group": "Field Operations", "after": after, **more}
    )


def plan(id: str = "access-line-add", *tasks: TaskSpecification, **more: Any) -> PlanSpecification:
    """A plan specification."""
    return PlanSpecification(id=id, tasks=tuple(tasks), **more)


def jdm(
    inputs: dict[str, str], outputs: dict[str, str], rows: Sequence[dict[str, str]], **more: object
) -> dict[str, object]:
    """A decision table's content: column id -> path or output name, and the rows."""
    columns = {
        "inputs": [{"id": key, "name": key, "field": field} for key, field in inputs.items()],
        "outputs": [{"id": key, "name": key, "field": field} for key, field in outputs.items()],
        "rules": [{"_id": f"row-{n}", **row} for n, row in enumerate(rows, 1)],
    }
    return {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "table", "name": "table", "type": "decisionTableNode",
             "content": {"hitPolicy": "first", **columns, **more}},
            {"id": "out", "name": "out", "type": "outputNode"},
        ],
        "edges": [
            {"id": "e1", "type": "edge", "sourceId": "in", "targetId": "table"},
            {"id": "e2", "type": "edge", "sourceId": "table", "targetId": "out"},
        ],
    }  # fmt: skip


def table(id: str, inputs: dict[str, str], outputs: dict[str, str], *rows: dict[str, str]) -> DecisionTable:
    """A decision table."""
    return DecisionTable(id=id, content=jdm(inputs, outputs, rows))


def document(*nouns: Specification | PlanSpecification | Part) -> CatalogDocument:
    """One document of a catalog."""
    return CatalogDocument(
        catalog="test",
        specifications=tuple(noun for noun in nouns if isinstance(noun, Specification)),
        plans=tuple(noun for noun in nouns if isinstance(noun, PlanSpecification)),
        tables=tuple(noun for noun in nouns if isinstance(noun, DecisionTable)),
        approval_policies=tuple(noun for noun in nouns if isinstance(noun, ApprovalPolicy)),
        enrichment_policies=tuple(noun for noun in nouns if isinstance(noun, EnrichmentPolicy)),
        milestone_policies=tuple(noun for noun in nouns if isinstance(noun, MilestonePolicy)),
        order_task_policies=tuple(noun for noun in nouns if isinstance(noun, OrderTaskPolicy)),
        work_order_policies=tuple(noun for noun in nouns if isinstance(noun, WorkOrderPolicy)),
    )


def catalog(*nouns: Specification | PlanSpecification | Part, revision: int = 1) -> Catalog:
    """A catalog in memory."""
    together = document(*nouns)
    return Catalog(
        revision, together.specifications, together.plans, tables=together.tables,
        approval_policies=together.approval_policies, enrichment_policies=together.enrichment_policies,
        milestone_policies=together.milestone_policies, order_task_policies=together.order_task_policies,
        work_order_policies=together.work_order_policies,
    )  # fmt: skip
