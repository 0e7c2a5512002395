"""The parts of a catalog besides specifications and plans: decision tables, and policies of several kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from trunkline.catalog.model import (
    ApprovalPolicy,
    Catalog,
    CatalogDocument,
    DecisionTable,
    EnrichmentPolicy,
    MilestonePolicy,
    OrderTaskPolicy,
    WorkOrderPolicy,
)

Part = DecisionTable | ApprovalPolicy | EnrichmentPolicy | MilestonePolicy | OrderTaskPolicy | WorkOrderPolicy


class PartKind(StrEnum):
    """Which part of a catalog something is."""

    DECISION_TABLE = "decisionTable"
    APPROVAL_POLICY = "approvalPolicy"
    ENRICHMENT_POLICY = "enrichmentPolicy"
    MILESTONE_POLICY = "milestonePolicy"
    ORDER_TASK_POLICY = "orderTaskPolicy"
    WORK_ORDER_POLICY = "workOrderPolicy"


TYPES: Final[Mapping[PartKind, type[Part]]] = {
    PartKind.DECISION_TABLE: DecisionTable,
    PartKind.APPROVAL_POLICY: ApprovalPolicy,
    PartKind.ENRICHMENT_POLICY: EnrichmentPolicy,
    PartKind.MILESTONE_POLICY: MilestonePolicy,
    PartKind.ORDER_TASK_POLICY: OrderTaskPolicy,
    PartKind.WORK_ORDER_POLICY: WorkOrderPolicy,
}
WORDS: Final[Mapping[PartKind, str]] = {
    PartKind.DECISION_TABLE: "decision table",
    PartKind.APPROVAL_POLICY: "approval policy",
    PartKind.ENRICHMENT_POLICY: "enrichment policy",
    PartKind.MILESTONE_POLICY: "milestone policy",
    PartKind.ORDER_TASK_POLICY: "order task policy",
    PartKind.WORK_ORDER_POLICY: "work order policy",
}


def kind_of(part: Part) -> PartKind:
    """Which part of a catalog this is."""
    return next(kind for kind, of in TYPES.items() if isinstance(part, of))


def parts_of(whole: Catalog | CatalogDocument) -> list[Part]:
    """All parts of a catalog or document: tables, then policies by kind."""
    if isinstance(whole, CatalogDocument):
        return [
            *whole.tables, *whole.approval_policies, *whole.enrichment_policies, *whole.milestone_policies,
            *whole.order_task_policies, *whole.work_order_policies,
        ]  # fmt: skip
    return [
        *whole.tables.values(), *whole.approval_policies.values(), *whole.enrichment_policies.values(),
        *whole.milestone_policies.values(), *whole.order_task_policies.values(), *whole.work_order_policies.values(),
    ]  # fmt: skip


def tables_among(parts: Iterable[Part]) -> dict[str, DecisionTable]:
    """The decision tables among parts, by id."""
    return {part.id: part for part in parts if isinstance(part, DecisionTable)}
