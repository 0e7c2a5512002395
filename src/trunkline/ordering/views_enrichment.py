"""What the workspace sees and sends of enrichment, of copies, of imports and of urgency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from trunkline.catalog.model import CharacteristicSpecification
from trunkline.kit.ids import ServiceOrderItemId, service_order_number
from trunkline.ordering.commands import CopyOutcome, RowProblem
from trunkline.ordering.model import EnrichmentItemTask, PriorityFactor
from trunkline.ordering.urgency import MOST_ORDERS, Recalculated
from trunkline.ordering.views import ServiceOrderDetail
from trunkline.ordering.views_words import Body, Text, View, Word, view_of


class EnrichmentDataView(View, frozen=True, kw_only=True):
    """A value that the task asks for: what it must look like, and what the item has."""

    characteristic: str
    mandatory: bool
    read_only: bool
    value: object
    origin: str | None
    specification: dict[str, object] | None


class EnrichmentTaskView(View, frozen=True, kw_only=True):
    """An enrichment task. `verbs` are what the caller may do with it now; `data` is given for a single task only."""

    number: str
    service_order: str
    item: str
    item_id: str
    policy: str
    key: str
    name: str
    description: str
    state: str
    state_reason: str | None
    assignment_group: str | None
    assignee: str | None
    priority: int
    after: tuple[str, ...]
    version: int
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None
    characteristics: dict[str, object]
    data: list[EnrichmentDataView]
    verbs: list[str]


class EnrichmentTaskList(View, frozen=True, kw_only=True):
    """A page of enrichment tasks."""

    items: list[EnrichmentTaskView]
    total: int
    next: str | None


class EnrichmentBody(Body, frozen=True, kw_only=True):
    """For start and resume. `version` is the one that was looked at."""

    version: int | None = None


class EnrichmentCompleteBody(Body, frozen=True, kw_only=True):
    """For complete: what was found out, by characteristic."""

    values: dict[str, object] = {}
    version: int | None = None


class EnrichmentHoldBody(Body, frozen=True, kw_only=True):
    """For hold: why it cannot go on."""

    reason: Text
    version: int | None = None


class EnrichmentAssignBody(Body, frozen=True, kw_only=True):
    """For assign: null leaves that part as it is, the empty text clears it."""

    assignment_group: Word | None = None
    assignee: Word | None = None
    version: int | None = None


class CopyBody(Body, frozen=True, kw_only=True):
    """For the copy of an item: the places, and whether those that cannot be served are skipped."""

    places: list[dict[str, object]]
    eligible_only: bool = False
    version: int | None = None


class CopyOutcomeView(View, frozen=True, kw_only=True):
    """What became of one place, counted from 0 as sent: the new item, or why there is none."""

    place: int
    item_id: str | None
    reason: str | None


class CopyView(View, frozen=True, kw_only=True):
    """The order with the copies, and what became of each place."""

    order: ServiceOrderDetail
    outcomes: list[CopyOutcomeView]
    copied: int
    skipped: int


class ImportBody(Body, frozen=True, kw_only=True):
    """One order from many rows: `order` has the TMF641 attributes of the header, each row is one item."""

    order: dict[str, object]
    rows: list[dict[str, object]]
    skip_invalid: bool = False
    draft: bool = False


class ImportCsvBody(Body, frozen=True, kw_only=True):
    """One order from a CSV text with a heading."""

    order: dict[str, object]
    csv: Annotated[str, Meta(max_length=20_000_000)]
    skip_invalid: bool = False
    draft: bool = False


class RowProblemView(View, frozen=True, kw_only=True):
    """One fault of one row; rows count from 1, without the heading."""

    row: int
    item: str
    field: str
    what: str
    action: str


class ImportView(View, frozen=True, kw_only=True):
    """The order that was made, and the rows that were left out with their faults."""

    order: ServiceOrderDetail
    imported: int
    skipped: int
    problems: list[RowProblemView]


class PriorityFactorView(View, frozen=True, kw_only=True):
    """What urgency is weighed from: rank (0 to 100) by value at `source`, and weight (0 to 100)."""

    id: str
    name: str
    source: str
    weight: int
    ranks: dict[str, int]
    otherwise: int


class PriorityFactorBody(Body, frozen=True, kw_only=True):
    """A factor as sent."""

    id: Annotated[str, Meta(min_length=1, max_length=100, pattern=r"\A[^\x00]*\Z")]
    source: Word
    weight: int
    name: Word = ""
    ranks: dict[str, int] = {}
    otherwise: int = 0


class PriorityFactorsBody(Body, frozen=True, kw_only=True):
    """All factors; what is not in it is gone."""

    items: Annotated[list[PriorityFactorBody], Meta(max_length=50)]


class PriorityFactorList(View, frozen=True, kw_only=True):
    """All factors."""

    items: list[PriorityFactorView]
    total: int
    next: str | None = None


class RecalculateBody(Body, frozen=True, kw_only=True):
    """Which orders are weighed anew."""

    orders: Annotated[list[Word], Meta(min_length=1, max_length=MOST_ORDERS)]


class WeighedView(View, frozen=True, kw_only=True):
    """An item that was weighed: score 0 to 100, priority, and each factor's rank."""

    item: str
    score: float
    priority: int
    ranks: dict[str, int]


class RecalculatedView(View, frozen=True, kw_only=True):
    """An order's priority before and after."""

    number: str
    before: int
    after: int
    items: list[WeighedView]


class RecalculatedList(View, frozen=True, kw_only=True):
    """All orders that were weighed; ended ones are left out."""

    items: list[RecalculatedView]
    total: int


Described = Sequence[tuple[CharacteristicSpecification | None, object, str | None]]


def task_view(task: EnrichmentItemTask, verbs: list[str], described: Described = ()) -> EnrichmentTaskView:
    """A task as the workspace sees it."""
    own = {name: getattr(task, name) for name in _PLAIN}
    return EnrichmentTaskView(
        **own,
        service_order=service_order_number(task.service_order_id),
        item=ServiceOrderItemId(task.service_order_id, task.item_n).number,
        data=[
            EnrichmentDataView(
                characteristic=field.characteristic,
                mandatory=field.mandatory,
                read_only=field.read_only,
                value=value,
                origin=origin,
                specification=None if spec is None else msgspec.to_builtins(spec),
            )
            for field, (spec, value, origin) in zip(task.data, described, strict=False)
        ],
        verbs=verbs,
    )


_PLAIN = tuple(
    name for name in EnrichmentTaskView.__struct_fields__ if name not in ("service_order", "item", "data", "verbs")
)


def copy_view(order: ServiceOrderDetail, outcomes: Sequence[CopyOutcome]) -> CopyView:
    """A copy as the workspace sees it."""
    made = sum(outcome.reason is None for outcome in outcomes)
    return CopyView(
        order=order,
        outcomes=[view_of(CopyOutcomeView, outcome) for outcome in outcomes],
        copied=made,
        skipped=len(outcomes) - made,
    )


def import_view(order: ServiceOrderDetail, problems: Sequence[RowProblem], *, imported: int) -> ImportView:
    """An import as the workspace sees it."""
    return ImportView(
        order=order,
        imported=imported,
        skipped=len({problem.row for problem in problems}),
        problems=[view_of(RowProblemView, problem) for problem in problems],
    )


def factor_list(factors: Sequence[PriorityFactor]) -> PriorityFactorList:
    """The factors as the workspace sees them."""
    return PriorityFactorList(items=[view_of(PriorityFactorView, factor) for factor in factors], total=len(factors))


def recalculated_list(found: Sequence[Recalculated]) -> RecalculatedList:
    """Weighed orders as the workspace sees them."""
    return RecalculatedList(
        items=[
            RecalculatedView(
                number=service_order_number(one.service_order_id),
                before=one.before,
                after=one.after,
                items=[
                    WeighedView(
                        item=ServiceOrderItemId(one.service_order_id, n).number,
                        score=weighed.score,
                        priority=weighed.priority,
                        ranks=weighed.ranks,
                    )
                    for n, weighed in one.items.items()
                ],
            )
            for one in found
        ],
        total=len(found),
    )
