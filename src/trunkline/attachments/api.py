"""HTTP: files attached to an order, an item, a domain order, a task or a fallout.

TMF641 4.1 has no attachment on a service order (only `note`), so files are of the workspace's API alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import quote

import msgspec
from litestar import Request, Response, delete, get, post
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType
from litestar.params import QueryParameter

from trunkline.access.model import Actor, Permission
from trunkline.attachments import commands, queries
from trunkline.attachments.errors import UnknownAttachment
from trunkline.attachments.model import RIGHTS, UNKNOWN_TYPE, Attachment, check_size, may_remove, read_subject
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import AttachmentId, service_order_number

TAG = "Attachments"
ONE = "/api/attachments/{number:str}"
OF_RECORD = "/api/records/{number:str}/attachments"


class AttachmentView(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """An attached file; `to` is the number of the record it hangs on, `size` is in bytes, `sha256` hexadecimal."""

    number: str
    service_order: str
    to: str
    name: str
    media_type: str
    size: int
    sha256: str
    author: str
    at: datetime
    customer_visible: bool
    verbs: list[str]


class AttachmentList(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The files of a record, oldest first; `largest` is how many bytes a file may have, `verbs` what the caller may do."""

    items: list[AttachmentView]
    total: int
    largest: int
    verbs: list[str]


@dataclass
class TakesFile(Operation):
    """Documents the body: the file itself."""

    def __post_init__(self) -> None:
        """Fills in the request body."""
        file = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
        self.request_body = RequestBody(
            required=True, description="the file itself", content={"*/*": OpenAPIMediaType(schema=file)}
        )


def _view(attachment: Attachment, actor: Actor) -> AttachmentView:
    return AttachmentView(
        number=attachment.id.number,
        service_order=service_order_number(attachment.id.service_order_id),
        to=attachment.subject.number,
        name=attachment.name,
        media_type=attachment.media_type,
        size=attachment.size,
        sha256=attachment.sha256.hex(),
        author=attachment.author,
        at=attachment.at,
        customer_visible=attachment.customer_visible,
        verbs=["remove"] if may_remove(attachment, actor) else [],
    )


@get(OF_RECORD, tags=[TAG])
async def list_attachments(
    number: str, request: Request[Any, Any, Any], database: Database, actor: Actor, inside: bool = False
) -> AttachmentList:
    """The files that hang on a record; with `inside` on an order also those of everything in it."""
    actor.require(Permission.ORDER_READ)
    subject = read_subject(number)
    actor.require(RIGHTS[subject.kind].read)
    async with database.reading() as tx:
        await queries.require_subject(tx, subject)
        found = await queries.list_attachments(tx, subject, inside=inside and subject.n is None)
    shown = [_view(one, actor) for one in found if actor.may(RIGHTS[one.subject.kind].read)]
    return AttachmentList(
        items=shown,
        total=len(shown),
        largest=request.app.state.largest_attachment,
        verbs=["attach"] if actor.may(RIGHTS[subject.kind].add) else [],
    )


async def _read_file(request: Request[Any, Any, Any], largest: int) -> bytes:
    # neither a length that says too much nor a body without one gets further than the limit
    announced = request.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit():
        check_size(int(announced), largest)
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        check_size(max(1, len(content)), largest)
    return bytes(content)


@post(OF_RECORD, tags=[TAG], status_code=201, operation_class=TakesFile, request_max_body_size=None)
async def attach_file(
    number: str,
    request: Request[Any, Any, Any],
    database: Database,
    actor: Actor,
    name: Annotated[str, QueryParameter(description="the file's name; must be there")] = "",
    customer_visible: Annotated[bool, QueryParameter(name="customerVisible")] = False,
) -> AttachmentView:
    """Attaches the body of the request as a file to a record; `Content-Type` says what it is."""
    subject = read_subject(number)
    actor.require(RIGHTS[subject.kind].add)
    largest: int = request.app.state.largest_attachment
    content = await _read_file(request, largest)
    async with database.transaction() as tx:
        attached = await commands.attach_file(
            tx,
            subject,
            content,
            name=name,
            media_type=request.headers.get("content-type"),
            customer_visible=customer_visible,
            largest=largest,
            by=actor,
            now=clock.now(),
        )
    return _view(attached, actor)


@get(ONE, tags=[TAG], media_type=UNKNOWN_TYPE)
async def download_attachment(number: str, database: Database, actor: Actor) -> Response[bytes]:
    """The file itself, always to be saved and never to be shown or run by the browser."""
    actor.require(Permission.ORDER_READ)
    attachment_id = AttachmentId.read(number)
    async with database.reading() as tx:
        attachment = await queries.get_attachment(tx, attachment_id)
        actor.require(RIGHTS[attachment.subject.kind].read)
        content = await queries.find_content(tx, attachment_id)
    if content is None:
        raise UnknownAttachment(f"there is no file {number}, or it was removed")
    return Response(
        content,
        media_type=attachment.media_type,
        headers={
            "Content-Disposition": disposition(attachment.name),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
            "ETag": f'"{attachment.sha256.hex()}"',
        },
    )


def disposition(name: str) -> str:
    """The header that makes a browser save a file under this name (RFC 6266; other than ASCII as in RFC 8187)."""
    plain = "".join(char if " " <= char <= "~" and char not in '"\\%;' else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


@delete(ONE, tags=[TAG], status_code=204)
async def remove_attachment(number: str, database: Database, actor: Actor) -> None:
    """Takes a file away; for a day `restore` brings it back."""
    async with database.transaction() as tx:
        await commands.remove_attachment(tx, AttachmentId.read(number), by=actor, now=clock.now())


@post(ONE + "/restore", tags=[TAG], status_code=200)
async def restore_attachment(number: str, database: Database, actor: Actor) -> AttachmentView:
    """Takes the removal of a file back."""
    async with database.transaction() as tx:
        restored = await commands.restore_attachment(tx, AttachmentId.read(number), by=actor, now=clock.now())
    return _view(restored, actor)


routes = [list_attachments, attach_file, download_attachment, remove_attachment, restore_attachment]
