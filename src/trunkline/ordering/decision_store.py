"""The SQL of approvals, of who signed them, and of investigations; private to this room."""

from __future__ import annotations

from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.ordering.model import Approval, ApprovalSignature, Investigation


async def save_approval(tx: Tx, service_order_id: ServiceOrderId, approval: Approval) -> None:
    """Adds the approval, or writes its decision."""
    await tx.execute(
        """
        INSERT INTO approval (
            service_order_id, n, state, order_version, catalog_revision, decided_by, decided_at, reason_code, note,
            needed, policy, items)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (service_order_id, n) DO UPDATE
           SET state = excluded.state, catalog_revision = excluded.catalog_revision, decided_by = excluded.decided_by,
               decided_at = excluded.decided_at, reason_code = excluded.reason_code, note = excluded.note,
               needed = excluded.needed, policy = excluded.policy, items = excluded.items
        """,
        service_order_id,
        approval.n,
        approval.state.value,
        approval.order_version,
        approval.catalog_revision,
        approval.decided_by,
        approval.decided_at,
        approval.reason_code,
        approval.note,
        approval.needed,
        approval.policy,
        None if approval.items is None else list(approval.items),
    )


async def insert_signature(tx: Tx, service_order_id: ServiceOrderId, signature: ApprovalSignature) -> None:
    """Adds one person's yes."""
    await tx.execute(
        """
        INSERT INTO approval_signature (
            service_order_id, approval_n, signed_by, signed_at, note, preview, shown)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        service_order_id,
        signature.approval_n,
        signature.signed_by,
        signature.signed_at,
        signature.note,
        signature.preview,
        signature.shown,
    )


async def save_investigation(tx: Tx, service_order_id: ServiceOrderId, investigation: Investigation) -> None:
    """Adds the investigation, or writes how it stands."""
    await tx.execute(
        """
        INSERT INTO investigation (
            service_order_id, n, state, reason_code, note, assignee, due_at, opened_at, closed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (service_order_id, n) DO UPDATE
           SET state = excluded.state, assignee = excluded.assignee, due_at = excluded.due_at,
               closed_at = excluded.closed_at
        """,
        service_order_id,
        investigation.n,
        investigation.state.value,
        investigation.reason_code,
        investigation.note,
        investigation.assignee,
        investigation.due_at,
        investigation.opened_at,
        investigation.closed_at,
    )
