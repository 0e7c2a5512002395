"""SQL of attached files; the content is read only when somebody asks for it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import asyncpg

from trunkline.attachments.model import Attachment, Subject, SubjectKind
from trunkline.kit.db import Tx
from trunkline.kit.ids import AttachmentId, ServiceOrderId

COLUMNS: Final = (
    "service_order_id, n, subject, subject_n, name, media_type, size, sha256, author, at, customer_visible, removed_at"
)


def read_row(row: asyncpg.Record) -> Attachment:
    """An attachment from `COLUMNS`."""
    order = ServiceOrderId(row["service_order_id"])
    return Attachment(
        id=AttachmentId(order, row["n"]),
        subject=Subject(order, SubjectKind(row["subject"]), row["subject_n"]),
        name=row["name"],
        media_type=row["media_type"],
        size=row["size"],
        sha256=row["sha256"],
        author=row["author"],
        at=row["at"],
        customer_visible=row["customer_visible"],
        removed_at=row["removed_at"],
    )


async def insert(tx: Tx, subject: Subject, new: Attachment, content: bytes) -> AttachmentId:
    """Adds a file under the next free number of its order, whose row is locked; the id of `new` is ignored."""
    n: int = await tx.fetchval(
        """
        INSERT INTO attachment (service_order_id, n, subject, subject_n, name, media_type, size, sha256, content, author,
                                at, customer_visible)
        SELECT $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
          FROM attachment
         WHERE service_order_id = $1
        RETURNING n
        """,
        subject.service_order_id,
        subject.kind.value,
        subject.n,
        new.name,
        new.media_type,
        new.size,
        new.sha256,
        content,
        new.author,
        new.at,
        new.customer_visible,
    )
    return AttachmentId(subject.service_order_id, n)


async def mark_removed(tx: Tx, attachment_id: AttachmentId, *, by: str | None, now: datetime | None) -> None:
    """Marks a file as removed, or with None for both as there again."""
    await tx.execute(
        """
        UPDATE attachment
           SET removed_at = $3, removed_by = $4
         WHERE service_order_id = $1 AND n = $2
        """,
        attachment_id.service_order_id,
        attachment_id.n,
        now,
        by,
    )


async def forget_content(tx: Tx, *, removed_before: datetime) -> int:
    """Forgets the content of files that were removed before then; answers of how many."""
    found = await tx.fetch(
        """
        UPDATE attachment
           SET content = NULL
         WHERE removed_at < $1 AND content IS NOT NULL
        RETURNING n
        """,
        removed_before,
    )
    return len(found)
