"""The write door of attached files: attach, remove, take a removal back."""

from __future__ import annotations

import hashlib
from datetime import datetime

from msgspec.structs import replace

from trunkline.access.model import Actor
from trunkline.attachments import queries, store
from trunkline.attachments.errors import AttachmentGone
from trunkline.attachments.events import AttachmentRemoved, AttachmentRestored, FileAttached
from trunkline.attachments.model import (
    KEPT_AFTER_REMOVAL,
    RIGHTS,
    Attachment,
    Subject,
    check_size,
    clean_media_type,
    clean_name,
    require_removal,
)
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.ids import AttachmentId
from trunkline.ordering.commands import lock_service_order


async def attach_file(
    tx: Tx,
    subject: Subject,
    content: bytes,
    *,
    name: str,
    media_type: str | None,
    customer_visible: bool,
    largest: int,
    by: Actor,
    now: datetime,
) -> Attachment:
    """Attaches a file of at most `largest` bytes to a record, whatever its state.

    Needs the right to work on the record. Raises UnknownServiceOrder, UnknownSubject, and AttachmentInvalid for an
    empty or too large file and for one without a name.
    """
    by.require(RIGHTS[subject.kind].add)
    check_size(len(content), largest)
    new = Attachment(
        id=AttachmentId(subject.service_order_id, 0),
        subject=subject,
        name=clean_name(name),
        media_type=clean_media_type(media_type),
        size=len(content),
        sha256=hashlib.sha256(content).digest(),
        author=by.name,
        at=now,
        customer_visible=customer_visible,
    )
    await lock_service_order(tx, subject.service_order_id)
    await queries.require_subject(tx, subject)
    attached = replace(new, id=await store.insert(tx, subject, new, content))
    await history.record(
        tx,
        FileAttached(
            service_order_id=subject.service_order_id,
            n=attached.id.n,
            to=subject.number,
            name=attached.name,
            media_type=attached.media_type,
            size=attached.size,
            sha256=attached.sha256.hex(),
            customer_visible=customer_visible,
            by=by.name,
            at=now,
        ),
    )
    return attached


async def remove_attachment(tx: Tx, attachment_id: AttachmentId, *, by: Actor, now: datetime) -> None:
    """Takes a file away; for a day this can be taken back.

    Needs the right to work on the record for what is one's own, the right to manage it for what others attached.
    Raises UnknownAttachment.
    """
    await lock_service_order(tx, attachment_id.service_order_id)
    attachment = await queries.get_attachment(tx, attachment_id)
    require_removal(attachment, by)
    await store.mark_removed(tx, attachment_id, by=by.name, now=now)
    await history.record(
        tx,
        AttachmentRemoved(
            service_order_id=attachment_id.service_order_id,
            n=attachment_id.n,
            to=attachment.subject.number,
            name=attachment.name,
            by=by.name,
            at=now,
        ),
    )


async def restore_attachment(tx: Tx, attachment_id: AttachmentId, *, by: Actor, now: datetime) -> Attachment:
    """Takes the removal of a file back; of one that is there nothing changes.

    Needs what its removal needs. Raises UnknownAttachment, and AttachmentGone when the content is forgotten.
    """
    await lock_service_order(tx, attachment_id.service_order_id)
    attachment = await queries.get_attachment(tx, attachment_id, removed=True)
    require_removal(attachment, by)
    if attachment.removed_at is None:
        return attachment
    if not await queries.is_kept(tx, attachment_id):
        raise AttachmentGone(f"'{attachment.name}' was removed more than a day ago: attach the file again")
    await store.mark_removed(tx, attachment_id, by=None, now=None)
    await history.record(
        tx,
        AttachmentRestored(
            service_order_id=attachment_id.service_order_id,
            n=attachment_id.n,
            to=attachment.subject.number,
            name=attachment.name,
            by=by.name,
            at=now,
        ),
    )
    return replace(attachment, removed_at=None)


async def forget_removed_files(tx: Tx, now: datetime) -> int:
    """Forgets the content of files that were removed more than a day ago; answers of how many."""
    return await store.forget_content(tx, removed_before=now - KEPT_AFTER_REMOVAL)
