"""The read door of attached files."""

from __future__ import annotations

from trunkline.attachments.errors import UnknownAttachment
from trunkline.attachments.model import Attachment, Subject, unknown_subject
from trunkline.attachments.store import COLUMNS, read_row
from trunkline.kit.db import Tx
from trunkline.kit.ids import AttachmentId


async def require_subject(tx: Tx, subject: Subject) -> None:
    """Raises UnknownSubject when there is no such record."""
    there = await tx.fetchval(
        """
        SELECT CASE $2
                   WHEN 'serviceOrder'     THEN EXISTS (SELECT FROM service_order WHERE id = $1)
                   WHEN 'serviceOrderItem' THEN EXISTS (SELECT FROM service_order_item
                                                         WHERE service_order_id = $1 AND n = $3)
                   WHEN 'domainOrder'      THEN EXISTS (SELECT FROM domain_order WHERE service_order_id = $1 AND n = $3)
                   WHEN 'task'             THEN EXISTS (SELECT FROM task WHERE service_order_id = $1 AND n = $3)
                   WHEN 'fallout'          THEN EXISTS (SELECT FROM fallout WHERE service_order_id = $1 AND n = $3)
               END
        """,
        subject.service_order_id,
        subject.kind.value,
        subject.n,
    )
    if not there:
        raise unknown_subject(subject.number)


async def list_attachments(tx: Tx, subject: Subject, *, inside: bool = False) -> list[Attachment]:
    """The files that hang on a record, oldest first; with `inside` those of everything in the order too."""
    found = await tx.fetch(
        f"""
        SELECT {COLUMNS}
          FROM attachment
         WHERE service_order_id = $1
           AND removed_at IS NULL
           AND ($4 OR (subject = $2 AND subject_n IS NOT DISTINCT FROM $3))
         ORDER BY n
        """,
        subject.service_order_id,
        subject.kind.value,
        subject.n,
        inside,
    )
    return list(map(read_row, found))


async def get_attachment(tx: Tx, attachment_id: AttachmentId, *, removed: bool = False) -> Attachment:
    """One file without its content; with `removed` a removed one too. Raises UnknownAttachment."""
    row = await tx.fetchrow(
        f"""
        SELECT {COLUMNS}
          FROM attachment
         WHERE service_order_id = $1 AND n = $2 AND ($3 OR removed_at IS NULL)
        """,
        attachment_id.service_order_id,
        attachment_id.n,
        removed,
    )
    if row is None:
        raise UnknownAttachment(f"there is no file {attachment_id.number}, or it was removed")
    return read_row(row)


async def find_content(tx: Tx, attachment_id: AttachmentId) -> bytes | None:
    """The bytes of a file, also of a removed one; None when they are forgotten."""
    content: bytes | None = await tx.fetchval(
        """
        SELECT content
          FROM attachment
         WHERE service_order_id = $1 AND n = $2
        """,
        attachment_id.service_order_id,
        attachment_id.n,
    )
    return content


async def is_kept(tx: Tx, attachment_id: AttachmentId) -> bool:
    """Whether the content of a file is still there."""
    kept: bool = await tx.fetchval(
        """
        SELECT EXISTS (SELECT FROM attachment WHERE service_order_id = $1 AND n = $2 AND content IS NOT NULL)
        """,
        attachment_id.service_order_id,
        attachment_id.n,
    )
    return kept
