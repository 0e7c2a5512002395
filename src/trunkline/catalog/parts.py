"""The parts of a catalog besides specifications and plans: decision tables, approval policies, enrichment policies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from trunkline.catalog.model import ApprovalPolicy, Catalog, CatalogDocument, DecisionTable, EnrichmentPolicy

Part = DecisionTable | ApprovalPolicy | EnrichmentPolicy


class PartKind(StrEnum):
    """Which part of a catalog something is."""

    DECISION_TABLE = "decisionTable"
    APPROVAL_POLICY = "approvalPolicy"
    ENRICHMENT_POLICY = "enrichmentPolicy"


TYPES: Final[Mapping[PartKind, type[Part]]] = {
    PartKind.DECISION_TABLE: DecisionTable,
    PartKind.APPROVAL_POLICY: ApprovalPolicy,
    PartKind.ENRICHMENT_POLICY: EnrichmentPolicy,
}
WORDS: Final[Mapping[PartKind, str]] = {
    PartKind.DECISION_TABLE: "decision table",
    PartKind.APPROVAL_POLICY: "approval policy",
    PartKind.ENRICHMENT_POLICY: "enrichment policy",
}


def kind_of(part: Part) -> PartKind:
    """Which part of a catalog this is."""
    return next(kind for kind, of in TYPES.items() if isinstance(part, of))


def parts_of(whole: Catalog | CatalogDocument) -> list[Part]:
    """All parts of a catalog or document: tables, approval policies, enrichment policies."""
    if isinstance(whole, CatalogDocument):
        return [*whole.tables, *whole.approval_policies, *whole.enrichment_policies]
    return [*whole.tables.values(), *whole.approval_policies.values(), *whole.enrichment_policies.values()]


def tables_among(parts: Iterable[Part]) -> dict[str, DecisionTable]:
    """The decision tables among parts, by id."""
    return {part.id: part for part in parts if isinstance(part, DecisionTable)}
