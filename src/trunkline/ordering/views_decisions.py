"""What the workspace sees and sends of decisions: review, approval, rejection, investigation, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from trunkline.kit.errors import TrunklineError
from trunkline.kit.instants import Instant
from trunkline.ordering import approval as approvals_rules
from trunkline.ordering import item_choice
from trunkline.ordering.model import (
    Approval,
    ApprovalSignature,
    Check,
    Investigation,
    Preview,
    RejectionReason,
    ServiceOrder,
)
from trunkline.ordering.views_words import Body, ProblemView, Text, View, Word, problem_view, view_of

MOST_AT_ONCE = 500  # orders in one bulk decision


class DecisionBody(Body, frozen=True, kw_only=True):
    """For submit, reopen and abandon. `version` is the one that was looked at."""

    version: int | None = None
    note: Text | None = None


class ApproveBody(Body, frozen=True, kw_only=True):
    """For approve. `version` and `preview` (the digest of the review's preview) are what was looked at.

    `items` are numbers of top-level items: only these are approved, with what is nested in them.
    """

    version: int | None = None
    preview: Word | None = None
    items: list[int] | None = None
    note: Text | None = None


class RejectItemsBody(Body, frozen=True, kw_only=True):
    """For items of a partly approved order: which, and why."""

    items: list[int]
    reason_code: Word | None = None
    note: Text | None = None
    version: int | None = None


class ChosenOrder(Body, frozen=True, kw_only=True):
    """One order of a bulk decision, with what was looked at."""

    number: Word
    version: int | None = None
    preview: Word | None = None


class ApproveManyBody(Body, frozen=True, kw_only=True):
    """For the approval of many orders at once, each by itself."""

    orders: Annotated[list[ChosenOrder], Meta(min_length=1, max_length=MOST_AT_ONCE)]
    note: Text | None = None


class RejectManyBody(Body, frozen=True, kw_only=True):
    """For the rejection of many orders at once, each by itself, for one reason."""

    orders: Annotated[list[ChosenOrder], Meta(min_length=1, max_length=MOST_AT_ONCE)]
    reason_code: Word | None = None
    note: Text | None = None
    assignee: Word | None = None
    due_at: Instant | None = None


class DecisionResult(View, frozen=True, kw_only=True):
    """What became of one order: its state, or why nothing did (`code` is the error's name, `status` its HTTP status)."""

    number: str
    ok: bool
    state: str | None
    state_reason: str | None
    version: int | None
    code: str | None
    status: int | None
    message: str | None
    details: list[ProblemView]


class DecisionResults(View, frozen=True, kw_only=True):
    """What became of each order, in the order they were sent in."""

    results: list[DecisionResult]
    succeeded: int
    failed: int


def decided(order: ServiceOrder) -> DecisionResult:
    """The result of a decision that was taken."""
    return DecisionResult(
        number=order.number,
        ok=True,
        state=order.state,
        state_reason=order.state_reason,
        version=order.version,
        code=None,
        status=None,
        message=None,
        details=[],
    )


def not_decided(number: str, error: TrunklineError) -> DecisionResult:
    """The result of a decision that was refused."""
    return DecisionResult(
        number=number,
        ok=False,
        state=None,
        state_reason=None,
        version=None,
        code=error.code,
        status=error.status,
        message=error.message,
        details=list(map(problem_view, error.problems)),
    )


def results_view(results: list[DecisionResult]) -> DecisionResults:
    """All results, counted."""
    good = sum(result.ok for result in results)
    return DecisionResults(results=results, succeeded=good, failed=len(results) - good)


class RejectBody(Body, frozen=True, kw_only=True):
    """For reject: reason code and note are needed, the rest is about the investigation."""

    reason_code: Word | None = None
    note: Text | None = None
    assignee: Word | None = None
    due_at: Instant | None = None
    version: int | None = None


class InvestigationBody(Body, frozen=True, kw_only=True):
    """Who is to investigate, until when."""

    assignee: Word
    due_at: Instant | None = None


class SignatureView(View, frozen=True, kw_only=True):
    """One person's yes. `shown` is the summary of the dry run that the person was shown, `preview` its digest."""

    signed_by: str
    signed_at: datetime
    note: str | None
    preview: str | None
    shown: dict[str, object] | None


class ApprovalView(View, frozen=True, kw_only=True):
    """A decision, or the one that is waited for: by `needed` people, as the `policy` (id@version) wants it.

    `items` are the numbers of the top-level items it is about; null means all that waited.
    """

    n: int
    state: str
    order_version: int
    catalog_revision: int | None
    decided_by: str | None
    decided_at: datetime | None
    reason_code: str | None
    note: str | None
    needed: int
    policy: str | None
    items: tuple[int, ...] | None
    signatures: list[SignatureView]


class ApprovalProgressView(View, frozen=True, kw_only=True):
    """How far the approval is: how many people must say yes and have, which top-level items wait and which do not."""

    needed: int
    given: int
    signed_by: list[str]
    policy: str | None
    partial: bool
    approved_items: list[int]
    waiting_items: list[int]
    rejected_items: list[int]


class InvestigationView(View, frozen=True, kw_only=True):
    """What a rejection started."""

    n: int
    state: str
    reason_code: str
    note: str
    assignee: str | None
    due_at: datetime
    opened_at: datetime
    closed_at: datetime | None


class CheckView(View, frozen=True, kw_only=True):
    """One line of the review checklist."""

    key: str
    name: str
    passed: bool
    blocking: bool
    result: str
    reason: str
    problems: list[ProblemView]


class PreviewView(View, frozen=True, kw_only=True):
    """What approving would lead to; send `digest` back as `preview` with the approval."""

    digest: str
    shown: dict[str, object]


class ReviewView(View, frozen=True, kw_only=True):
    """The checklist, and whether the order can be approved as it stands."""

    service_order: str
    version: int
    approvable: bool
    items: list[int] | None
    checks: list[CheckView]
    preview: PreviewView | None


class RejectionReasonView(View, frozen=True, kw_only=True):
    """One reason for which an order may be rejected."""

    id: str
    name: str
    description: str


class RejectionReasonList(View, frozen=True, kw_only=True):
    """The closed set of reasons."""

    items: list[RejectionReasonView]
    total: int
    next: str | None = None


def investigation_view(investigation: Investigation) -> InvestigationView:
    """An investigation as the workspace sees it."""
    return view_of(InvestigationView, investigation)


def approval_views(approvals: Sequence[Approval], signatures: Sequence[ApprovalSignature]) -> list[ApprovalView]:
    """Approvals with who signed each."""
    return [
        ApprovalView(
            n=approval.n,
            state=approval.state,
            order_version=approval.order_version,
            catalog_revision=approval.catalog_revision,
            decided_by=approval.decided_by,
            decided_at=approval.decided_at,
            reason_code=approval.reason_code,
            note=approval.note,
            needed=approval.needed,
            policy=approval.policy,
            items=approval.items,
            signatures=[view_of(SignatureView, s) for s in signatures if s.approval_n == approval.n],
        )
        for approval in approvals
    ]


def approval_progress(
    order: ServiceOrder, approvals: Sequence[Approval], signatures: Sequence[ApprovalSignature]
) -> ApprovalProgressView:
    """How far the newest approval is, and which items are decided."""
    waiting = approvals_rules.pending(approvals) or (approvals[-1] if approvals else None)
    signed = [] if waiting is None else [s.signed_by for s in signatures if s.approval_n == waiting.n]
    tops = {item.id.n for item in order.items if item.parent_n is None}
    undecided = item_choice.undecided(order)
    refused = [item.id.n for item in order.items if item.id.n in tops and item.state == "rejected"]
    through = {item.id.n for item in item_choice.approved_part(order).items}
    return ApprovalProgressView(
        needed=1 if waiting is None else waiting.needed,
        given=len(signed),
        signed_by=signed,
        policy=None if waiting is None else waiting.policy,
        partial=item_choice.is_partly_approved(order),
        approved_items=sorted(tops & through) if order.catalog_revision is not None else [],
        waiting_items=list(undecided),
        rejected_items=refused,
    )


def review_view(
    order: ServiceOrder, checks: Sequence[Check], preview: Preview | None = None, items: list[int] | None = None
) -> ReviewView:
    """The checklist as the workspace sees it."""
    return ReviewView(
        service_order=order.number,
        version=order.version,
        approvable=all(check.passed for check in checks if check.blocking),
        items=items,
        preview=None if preview is None else PreviewView(digest=preview.digest, shown=preview.shown),
        checks=[
            CheckView(
                key=check.key,
                name=check.name,
                passed=check.passed,
                blocking=check.blocking,
                result=check.result,
                reason=check.reason,
                problems=list(map(problem_view, check.problems)),
            )
            for check in checks
        ],
    )


def reason_list(reasons: Sequence[RejectionReason]) -> RejectionReasonList:
    """The reasons as the workspace sees them."""
    return RejectionReasonList(items=[view_of(RejectionReasonView, reason) for reason in reasons], total=len(reasons))
