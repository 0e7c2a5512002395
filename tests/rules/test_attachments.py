"""Attached files: names that are safe to save under, records that files hang on, and who may remove what."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from trunkline.access.model import ROLE_PERMISSIONS, Actor, Role
from trunkline.attachments.api import disposition
from trunkline.attachments.errors import AttachmentInvalid, UnknownSubject
from trunkline.attachments.model import (
    Attachment,
    Subject,
    SubjectKind,
    check_size,
    clean_media_type,
    clean_name,
    may_remove,
    read_subject,
)
from trunkline.kit.ids import AttachmentId, ServiceOrderId


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ("in\x00voice\u202efdp.exe", "invoicefdp.exe"),
        (" .htaccess ", "htaccess"),
        ("u\u0308bersicht.pdf", "übersicht.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_a_name_loses_folders_and_what_cannot_be_seen(sent: str, kept: str) -> None:
    """UI-03: a file is saved under the name that people see."""
    assert clean_name(sent) == kept


@pytest.mark.parametrize("sent", ["", "  ", "a/", "...", "\x00"])
def test_a_name_of_which_nothing_is_left_is_refused(sent: str) -> None:
    """UI-03."""
    with pytest.raises(AttachmentInvalid, match="name"):
        clean_name(sent)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Text/HTML; charset=utf-8", "text/html"),
        ("nonsense", "application/octet-stream"),
        ("text/html\r\nX-Evil: 1", "application/octet-stream"),
        (None, "application/octet-stream"),
    ],
)
def test_a_media_type_is_kept_when_it_is_one(sent: str | None, kept: str) -> None:
    """UI-03."""
    assert clean_media_type(sent) == kept


def test_a_file_is_neither_empty_nor_too_large() -> None:
    """UI-03: the refusal names the limit and the setting."""
    check_size(10, 10)
    with pytest.raises(AttachmentInvalid, match="empty"):
        check_size(0, 10)
    with pytest.raises(AttachmentInvalid, match=r"larger than 2.5 MB.*TRUNKLINE_LARGEST_ATTACHMENT"):
        check_size(2_500_001, 2_500_000)


@pytest.mark.parametrize(
    ("number", "kind", "n"),
    [
        ("ORD-000012", "serviceOrder", None),
        ("ORDL-000012-3", "serviceOrderItem", 3),
        ("SO-000012-3", "domainOrder", 3),
        ("RO-000012-3", "domainOrder", 3),
        ("task-000012-3", "task", 3),
        ("FO-000012-3", "fallout", 3),
    ],
)
def test_a_record_is_known_by_its_number(number: str, kind: str, n: int | None) -> None:
    """UI-03."""
    assert read_subject(number) == (12, kind, n)


@pytest.mark.parametrize("number", ["", "TASK-1", "ORD-1-2", "INV-000001", "ORDL-000012-", "x"])
def test_what_is_no_number_of_a_record_is_refused(number: str) -> None:
    """UI-03."""
    with pytest.raises(UnknownSubject):
        read_subject(number)


def test_the_header_that_names_the_file_cannot_be_broken_out_of() -> None:
    """SEC-01: quotes and line ends stay inside; other letters come as RFC 8187 has them."""
    told = disposition('a"; filename="ü.exe')
    assert told == "attachment; filename=\"a__ filename=__.exe\"; filename*=UTF-8''a%22%3B%20filename%3D%22%C3%BC.exe"


@pytest.mark.parametrize(
    ("role", "name", "may"),
    [
        (Role.FULFILLMENT_AGENT, "ann", True),
        (Role.FULFILLMENT_AGENT, "bob", False),
        (Role.SERVICE_ORDER_MANAGER, "bob", True),
        (Role.ORDER_VIEWER, "ann", False),
    ],
)
def test_ones_own_file_goes_with_the_right_to_add_others_with_the_right_to_manage(
    role: Role, name: str, may: bool
) -> None:
    """SEC-01."""
    order = ServiceOrderId(1)
    attachment = Attachment(
        id=AttachmentId(order, 1), subject=Subject(order, SubjectKind.TASK, 1), name="a", media_type="a/b", size=1,
        sha256=b"", author="ann", at=datetime(2026, 11, 23, tzinfo=UTC), customer_visible=False,
    )  # fmt: skip
    assert may_remove(attachment, Actor(name=name, permissions=ROLE_PERMISSIONS[role])) is may
