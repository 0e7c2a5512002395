"""Approvals and investigations as records: asked for, decided, withdrawn; opened, assigned, closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from trunkline.kit.errors import Problem
from trunkline.ordering.errors import AlreadySigned, OrderChanged, OtherItemsSigned, PreviewChanged, ReasonRequired
from trunkline.ordering.model import (
    Approval,
    ApprovalSignature,
    Investigation,
    Preview,
    RejectionReason,
    ServiceOrder,
)
from trunkline.ordering.state import (
    APPROVAL_LIFECYCLE,
    INVESTIGATION_LIFECYCLE,
    ApprovalState,
    InvestigationState,
)

INVESTIGATION_TIME = timedelta(days=3)  # until when an investigation is due if nobody says


def ask(approvals: Sequence[Approval], order_version: int, *, needed: int = 1, policy: str | None = None) -> Approval:
    """A new pending approval for this version of the order, by so many people as the policy (id@version) says."""
    return Approval(
        n=len(approvals) + 1,
        state=ApprovalState.PENDING,
        order_version=order_version,
        catalog_revision=None,
        decided_by=None,
        decided_at=None,
        reason_code=None,
        note=None,
        needed=needed,
        policy=policy,
    )


def pending(approvals: Sequence[Approval]) -> Approval | None:
    """The approval that waits for a decision; None when there is none."""
    return next((a for a in approvals if a.state is ApprovalState.PENDING), None)


def decide(
    approval: Approval,
    verb: str,
    *,
    by: str,
    now: datetime,
    note: str | None = None,
    reason_code: str | None = None,
    catalog_revision: int | None = None,
) -> Approval:
    """The approval after `approve`, `reject` or `withdraw`."""
    return replace(
        approval,
        state=APPROVAL_LIFECYCLE.after(verb, approval.state),
        decided_by=by,
        decided_at=now,
        note=note,
        reason_code=reason_code,
        catalog_revision=catalog_revision,
    )


def sign(
    approval: Approval,
    signatures: Sequence[ApprovalSignature],
    signature: ApprovalSignature,
    items: tuple[int, ...] | None,
) -> bool:
    """Whether one more yes is enough for the approval (APR-14).

    Raises AlreadySigned when the same person said yes before, OtherItemsSigned when the others meant other items.
    """
    if any(known.signed_by == signature.signed_by for known in signatures):
        raise AlreadySigned(
            f"'{signature.signed_by}' has approved this version; {approval.needed} different people must: "
            "somebody else has to look at it"
        )
    if signatures and approval.items != items:
        meant = "all items" if approval.items is None else f"the items {', '.join(map(str, approval.items))}"
        raise OtherItemsSigned(f"'{signatures[0].signed_by}' approved {meant}: approve the same, or reject the order")
    return len(signatures) + 1 >= approval.needed


def refuse_other_preview(order: ServiceOrder, wanted: str | None, found: Preview | None) -> None:
    """Raises PreviewChanged when what would follow now is not what the approver was shown (NEW-29)."""
    if wanted is not None and (found is None or found.digest != wanted):
        raise PreviewChanged(
            f"what approving {order.number} would lead to is not what you were shown: the order, the catalog or the "
            "inventory changed meanwhile; look at the dry run again and then decide"
        )


def refuse_other_version(order: ServiceOrder, version: int | None) -> None:
    """Raises OrderChanged when the caller looked at another version than the order has now."""
    if version is not None and version != order.version:
        raise OrderChanged(
            f"{order.number} is version {order.version} now, not {version}: look at it again and then decide"
        )


def check_reason(code: str | None, note: str | None, known: Sequence[RejectionReason]) -> tuple[str, str]:
    """The reason code and the note of a rejection.

    Raises ReasonRequired, naming what is missing and which codes there are.
    """
    problems = []
    codes = [reason.id for reason in known]
    if code not in codes:
        what = "a reason code is missing" if not code else f"'{code}' is no reason code"
        problems.append(Problem(field="reasonCode", what=what, action=f"use one of: {', '.join(codes)}"))
    if not (note or "").strip():
        problems.append(
            Problem(field="note", what="a note is missing", action="write what has to be found out or mended")
        )
    if problems or code is None or note is None:
        raise ReasonRequired("say why the order is rejected, with a reason code and a note", problems=problems)
    return code, note.strip()


def open_investigation(
    investigations: Sequence[Investigation],
    *,
    reason_code: str,
    note: str,
    assignee: str | None,
    due_at: datetime | None,
    now: datetime,
) -> Investigation:
    """What a rejection starts; with an assignee it is at once in progress."""
    investigation = Investigation(
        n=len(investigations) + 1,
        state=InvestigationState.OPEN,
        reason_code=reason_code,
        note=note,
        assignee=None,
        due_at=due_at or now + INVESTIGATION_TIME,
        opened_at=now,
        closed_at=None,
    )
    return assign(investigation, assignee=assignee, due_at=None) if assignee else investigation


def assign(investigation: Investigation, *, assignee: str, due_at: datetime | None) -> Investigation:
    """The investigation in somebody's hands, with a new due date when one is given."""
    return replace(
        investigation,
        state=INVESTIGATION_LIFECYCLE.after("assign", investigation.state),
        assignee=assignee,
        due_at=due_at or investigation.due_at,
    )


def close(investigation: Investigation, verb: str, *, now: datetime) -> Investigation:
    """The investigation after `resolve` or `abandon`."""
    return replace(investigation, state=INVESTIGATION_LIFECYCLE.after(verb, investigation.state), closed_at=now)


def open_one(investigations: Sequence[Investigation]) -> Investigation | None:
    """The investigation that is not closed; None when there is none."""
    return next((i for i in investigations if i.closed_at is None), None)
