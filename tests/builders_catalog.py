"""Specifications, plans and catalogs for tests: whatever is not said is ordinary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from trunkline.access.model import Actor, Permission
from trunkline.catalog.model import (
    Catalog,
    CatalogDocument,
    CharacteristicOption,
    CharacteristicSpecification,
    PlanSpecification,
    RelationshipType,
    Specification,
    SpecificationKind,
    SpecificationRelationship,
    TaskSpecification,
    ValueType,
)

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


def document(*nouns: Specification | PlanSpecification) -> CatalogDocument:
    """One document of a catalog."""
    return CatalogDocument(
        catalog="test",
        specifications=tuple(noun for noun in nouns if isinstance(noun, Specification)),
        plans=tuple(noun for noun in nouns if isinstance(noun, PlanSpecification)),
    )


def catalog(*nouns: Specification | PlanSpecification, revision: int = 1) -> Catalog:
    """A catalog in memory."""
    together = document(*nouns)
    return Catalog(revision, together.specifications, together.plans)
