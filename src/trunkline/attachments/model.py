"""Attached files: what they hang on, who may read, add and remove them, and what a file must be like."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

import msgspec

from trunkline.access.errors import NotPermitted
from trunkline.access.model import Actor, Permission
from trunkline.attachments.errors import AttachmentInvalid, UnknownSubject
from trunkline.kit.errors import NotFound, Problem
from trunkline.kit.ids import (
    AttachmentId,
    DomainOrderId,
    FalloutId,
    ServiceOrderId,
    ServiceOrderItemId,
    TaskId,
    read_service_order_number,
    service_order_number,
)

LONGEST_NAME: Final = 200  # characters
UNKNOWN_TYPE: Final = "application/octet-stream"
# how long a removal can be taken back; after it the content is forgotten
KEPT_AFTER_REMOVAL: Final = timedelta(days=1)
# RFC 9110, 8.3.1: type "/" subtype, both tokens; parameters are not kept
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")


class SubjectKind(StrEnum):
    """What a file can hang on."""

    SERVICE_ORDER = "serviceOrder"
    SERVICE_ORDER_ITEM = "serviceOrderItem"
    DOMAIN_ORDER = "domainOrder"
    TASK = "task"
    FALLOUT = "fallout"


class Rights(NamedTuple):
    """What one needs to read the files of a record, to add one, and to remove one of somebody else's."""

    read: Permission
    add: Permission
    remove: Permission


_WORKS = Rights(Permission.TASK_READ, Permission.TASK_WORK, Permission.TASK_MANAGE)
_ORDERS = Rights(Permission.ORDER_READ, Permission.ORDER_EDIT, Permission.ORDER_APPROVE)
RIGHTS: Final[dict[SubjectKind, Rights]] = {
    SubjectKind.SERVICE_ORDER: _ORDERS,
    SubjectKind.SERVICE_ORDER_ITEM: _ORDERS,
    SubjectKind.DOMAIN_ORDER: _WORKS,
    SubjectKind.TASK: _WORKS,
    SubjectKind.FALLOUT: Rights(Permission.FALLOUT_READ, Permission.FALLOUT_WORK, Permission.FALLOUT_RESOLVE),
}
_PARTS: Final[dict[SubjectKind, type[ServiceOrderItemId | DomainOrderId | TaskId | FalloutId]]] = {
    SubjectKind.SERVICE_ORDER_ITEM: ServiceOrderItemId,
    SubjectKind.DOMAIN_ORDER: DomainOrderId,
    SubjectKind.TASK: TaskId,
    SubjectKind.FALLOUT: FalloutId,
}


class Subject(NamedTuple):
    """The record a file hangs on; `n` is None for the order itself."""

    service_order_id: ServiceOrderId
    kind: SubjectKind
    n: int | None

    @property
    def number(self) -> str:
        """What people see; a domain order is shown as `SO-`, which names a resource order as well."""
        if self.n is None:
            return service_order_number(self.service_order_id)
        return _PARTS[self.kind](self.service_order_id, self.n).number


def read_subject(text: str) -> Subject:
    """The record behind a number (`ORD-000123`, `ORDL-`, `SO-`, `RO-`, `TASK-`, `FO-`); raises UnknownSubject."""
    prefix = text.strip().upper().partition("-")[0]
    try:
        for kind, part in _PARTS.items():
            if prefix in part.prefixes:
                found = part.read(text)
                return Subject(found.service_order_id, kind, found.n)
        return Subject(read_service_order_number(text), SubjectKind.SERVICE_ORDER, None)
    except NotFound:
        raise unknown_subject(text) from None


def unknown_subject(number: str) -> UnknownSubject:
    """The error for a record that is not there."""
    return UnknownSubject(
        f"there is no record '{number}'; files hang on an order, an item, a domain order, a task or a fallout"
    )


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """An attached file without its content; `size` is in bytes."""

    id: AttachmentId
    subject: Subject
    name: str
    media_type: str
    size: int
    sha256: bytes
    author: str
    at: datetime
    customer_visible: bool
    removed_at: datetime | None = None


def may_remove(attachment: Attachment, actor: Actor) -> bool:
    """Whether the actor may take the file away: what is one's own with the right to add, else with the higher one."""
    rights = RIGHTS[attachment.subject.kind]
    own = attachment.author == actor.name and actor.may(rights.add)
    return own or actor.may(rights.remove)


def require_removal(attachment: Attachment, actor: Actor) -> None:
    """Raises NotPermitted when the actor may not take the file away."""
    if not may_remove(attachment, actor):
        right = RIGHTS[attachment.subject.kind].remove
        raise NotPermitted(f"the file was attached by '{attachment.author}'; to remove it {right} is needed")


def clean_name(text: str) -> str:
    """The file's name alone, without folders and invisible characters, at most 200 characters; its ending is kept.

    Raises AttachmentInvalid when nothing is left.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", text))[-1]
    # C*: control characters and those that turn the direction of writing, with which an ending can be disguised
    name = "".join(char for char in last if unicodedata.category(char)[0] != "C").strip().strip(".")
    if not name:
        raise _invalid("name", "the file has no usable name", "send its name in the parameter `name`")
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 20:
        return name[:LONGEST_NAME]
    return stem[: LONGEST_NAME - len(ending) - 1] + dot + ending


def clean_media_type(text: str | None) -> str:
    """The media type without parameters; what is none becomes `application/octet-stream`."""
    found = (text or "").partition(";")[0].strip().lower()
    return found if _MEDIA_TYPE.fullmatch(found) else UNKNOWN_TYPE


def check_size(size: int, largest: int) -> None:
    """Raises AttachmentInvalid for an empty file and for one with more than `largest` bytes."""
    if size == 0:
        raise _invalid("content", "the file is empty", "send the file as body of the request")
    if size > largest:
        what = f"the file is larger than {largest / 1_000_000:g} MB"
        raise _invalid("content", what, "send a smaller one, or have TRUNKLINE_LARGEST_ATTACHMENT raised")


def _invalid(field: str, what: str, action: str) -> AttachmentInvalid:
    return AttachmentInvalid(f"{what}: {action}", problems=[Problem(field=field, what=what, action=action)])
