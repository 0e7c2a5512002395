"""Which kinds of specifications a relationship may join, and that no specification needs itself in the end."""

from __future__ import annotations

from collections.abc import Iterable

from trunkline.catalog.model import RelationshipType, Specification, SpecificationKind
from trunkline.kit.graph import find_cycle

_C, _R, _RES = SpecificationKind.CFS, SpecificationKind.RFS, SpecificationKind.RESOURCE

# (source, target) pairs; a resource-facing service never needs a customer-facing one
ALLOWED: dict[RelationshipType, frozenset[tuple[SpecificationKind, SpecificationKind]]] = {
    RelationshipType.BUNDLES: frozenset({(_C, _C), (_R, _R), (_RES, _RES)}),
    RelationshipType.REALIZED_AS: frozenset({(_C, _C), (_C, _R), (_R, _R)}),
    RelationshipType.REQUIRES: frozenset({(_C, _C), (_C, _R), (_R, _R), (_C, _RES), (_R, _RES)}),
    RelationshipType.COMPOSED_OF: frozenset({(_C, _C), (_C, _R), (_R, _R), (_RES, _RES)}),
}


def is_allowed(relationship: RelationshipType, source: SpecificationKind, target: SpecificationKind) -> bool:
    """Whether a relationship of this type may lead from a specification of one kind to one of the other."""
    return (source, target) in ALLOWED[relationship]


def find_relationship_cycle(specifications: Iterable[Specification]) -> list[str] | None:
    """A cycle of specification ids along relationships, the first repeated at the end; None when there is none."""
    listed = list(specifications)
    return find_cycle({spec.id: [relationship.target for relationship in spec.relationships] for spec in listed})


def ancestors(specifications: Iterable[Specification]) -> dict[str, set[str]]:
    """Of every specification those above it, at any distance; one that needs itself is above itself."""
    above: dict[str, set[str]] = {}
    parents: dict[str, list[str]] = {}
    for spec in (listed := list(specifications)):
        above[spec.id] = set()
        for relationship in spec.relationships:
            parents.setdefault(relationship.target, []).append(spec.id)
    for spec in listed:
        waiting = list(parents.get(spec.id, ()))
        while waiting:
            each = waiting.pop()
            if each not in above[spec.id]:
                above[spec.id].add(each)
                waiting += parents.get(each, ())
    return above
