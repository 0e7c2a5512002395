"""HTTP: specifications as TMF633 v4 (services) and TMF634 v4.1 (resources) have them."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import uuid4

from litestar import Request, Response, delete, get, patch, post
from litestar.params import Parameter

from trunkline.access.model import Actor, Permission
from trunkline.catalog import commands, queries
from trunkline.catalog.errors import CatalogInvalid, UnknownSpecification
from trunkline.catalog.listing import LIFECYCLE_STATUS, read_list_query
from trunkline.catalog.model import Specification
from trunkline.catalog.queries import SpecificationVersion
from trunkline.catalog.state import SpecificationState
from trunkline.catalog.wire import (
    RESOURCES,
    SERVER_OWNED,
    SERVICES,
    Face,
    href_of,
    read_json,
    read_specification,
    render_specification,
)
from trunkline.catalog.wire_characteristics import wrong
from trunkline.kit import clock
from trunkline.kit.db import Database, Tx
from trunkline.kit.patch import merge_patch
from trunkline.kit.tmf import read_fields, select_fields

AnyRequest = Request[Any, Any, Any]
Version = Annotated[int | None, Parameter(ge=1, le=2**31 - 1)]
_VERBS = {
    SpecificationState.PUBLISHED: commands.publish_specification,
    SpecificationState.RETIRED: commands.retire_specification,
    SpecificationState.ARCHIVED: commands.archive_specification,
}


async def _rendered(tx: Tx, versions: list[SpecificationVersion]) -> list[dict[str, Any]]:
    targets = {r.target for version in versions for r in version.specification.relationships}
    kinds = await queries.kinds_of(tx, sorted(targets)) if targets else {}
    return [
        render_specification(version.specification, changed_at=version.changed_at, kinds=kinds) for version in versions
    ]


async def _get(tx: Tx, face: Face, specification_id: str, version: int | None = None) -> SpecificationVersion:
    found = await queries.get_version(tx, specification_id, version)
    if found.specification.kind not in face.kinds:
        there = href_of(specification_id, found.specification.kind)
        raise UnknownSpecification(f"'{specification_id}' is of the kind {found.specification.kind}: look at {there}")
    return found


async def _answer(tx: Tx, specification: Specification) -> dict[str, Any]:
    version = await queries.get_version(tx, specification.id, specification.version)
    return (await _rendered(tx, [version]))[0]


async def _list(face: Face, request: AnyRequest, database: Database, actor: Actor) -> Response[list[dict[str, Any]]]:
    actor.require(Permission.CATALOG_READ)
    query = read_list_query(request.query_params.multi_items())
    async with database.reading() as tx:
        versions, total = await queries.list_specifications(tx, query, kinds=face.kinds)
        documents = [select_fields(document, query.fields) for document in await _rendered(tx, versions)]
    return Response(documents, headers=query.headers(face.base_path, total=total, returned=len(documents)))


async def _show(
    face: Face, specification_id: str, version: int | None, request: AnyRequest, database: Database, actor: Actor
) -> dict[str, Any]:
    actor.require(Permission.CATALOG_READ)
    async with database.reading() as tx:
        found = await _get(tx, face, specification_id, version)
        [document] = await _rendered(tx, [found])
    return select_fields(document, read_fields(request.query_params.multi_items()))


async def _create(face: Face, request: AnyRequest, database: Database, actor: Actor) -> Response[dict[str, Any]]:
    raw = read_json(await request.body())
    given = raw.get("id")
    if given is not None and not isinstance(given, str):
        raise wrong("id", "the id is not a text", "give a text, or leave it out")
    draft = read_specification(raw, face, specification_id=given or str(uuid4()))
    async with database.transaction() as tx:
        drafted = await commands.draft_specification(tx, draft, by=actor, now=clock.now())
        document = await _answer(tx, drafted)
    return Response(document, status_code=201, headers={"Location": document["href"]})


def _wanted_state(raw: dict[str, Any]) -> SpecificationState | None:
    status = raw.get("lifecycleStatus")
    if status is None:
        return None
    if not isinstance(status, str) or status.lower() not in LIFECYCLE_STATUS:
        known = ", ".join(word.capitalize() for word in LIFECYCLE_STATUS)
        raise wrong("lifecycleStatus", f"{str(status)[:40]!r} is no lifecycle status", f"use one of: {known}")
    return LIFECYCLE_STATUS[status.lower()]


async def _patch(
    face: Face, specification_id: str, request: AnyRequest, database: Database, actor: Actor
) -> dict[str, Any]:
    actor.require(Permission.CATALOG_DESIGN)
    raw = read_json(await request.body())
    owned = sorted(SERVER_OWNED & raw.keys())
    if owned:
        raise wrong(owned[0], f"{owned[0]} is set by the server", "leave it out")
    wanted = _wanted_state(raw)
    changes = {name: value for name, value in raw.items() if name != "lifecycleStatus"}
    now = clock.now()
    async with database.transaction() as tx:
        held = await _get(tx, face, specification_id)
        draft = await queries.find_draft(tx, specification_id)
        current = draft or held
        if changes or (wanted is SpecificationState.DRAFT and draft is not None):
            if wanted is SpecificationState.DRAFT:
                changes["lifecycleStatus"] = raw["lifecycleStatus"]
            document = (await _rendered(tx, [current]))[0]
            patched = merge_patch(document, changes)
            specification = read_specification(patched, face, specification_id=specification_id)
            changed = await commands.change_draft(tx, specification, by=actor, now=now)
        else:
            changed = current.specification
        if wanted is not None and wanted is not changed.state:
            verb = _VERBS.get(wanted)
            if verb is None:
                raise CatalogInvalid("what was published is no draft again: POST a new version with the same id")
            changed = await verb(tx, specification_id, by=actor, now=now)
        document = await _answer(tx, changed)
    return select_fields(document, read_fields(request.query_params.multi_items()))


async def _delete(face: Face, specification_id: str, database: Database, actor: Actor) -> None:
    actor.require(Permission.CATALOG_DESIGN)
    async with database.transaction() as tx:
        await _get(tx, face, specification_id)
        await commands.delete_draft(tx, specification_id, by=actor, now=clock.now())


_SERVICE, _RESOURCE = "TMF633 Service specification", "TMF634 Resource specification"


@get(SERVICES.base_path, tags=[_SERVICE])
async def list_service_specifications(
    request: AnyRequest, database: Database, actor: Actor
) -> Response[list[dict[str, Any]]]:
    """Lists service specifications, of each the version in force, else the newest: filters, `sort`, `fields`, paging."""
    return await _list(SERVICES, request, database, actor)


@get(SERVICES.base_path + "/{specification_id:str}", tags=[_SERVICE])
async def show_service_specification(
    specification_id: str, request: AnyRequest, database: Database, actor: Actor, version: Version = None
) -> dict[str, Any]:
    """One service specification: the version in force, else the newest, or the one that `version` says."""
    return await _show(SERVICES, specification_id, version, request, database, actor)


@post(SERVICES.base_path, tags=[_SERVICE], status_code=201)
async def create_service_specification(
    request: AnyRequest, database: Database, actor: Actor
) -> Response[dict[str, Any]]:
    """Drafts a service specification; with the id of a published one, its next version."""
    return await _create(SERVICES, request, database, actor)


@patch(SERVICES.base_path + "/{specification_id:str}", tags=[_SERVICE])
async def patch_service_specification(
    specification_id: str, request: AnyRequest, database: Database, actor: Actor
) -> dict[str, Any]:
    """Changes a draft by JSON merge patch; a new `lifecycleStatus` publishes, retires or archives."""
    return await _patch(SERVICES, specification_id, request, database, actor)


@delete(SERVICES.base_path + "/{specification_id:str}", tags=[_SERVICE], status_code=204)
async def delete_service_specification(specification_id: str, database: Database, actor: Actor) -> None:
    """Throws a draft away; what was published is retired instead."""
    await _delete(SERVICES, specification_id, database, actor)


@get(RESOURCES.base_path, tags=[_RESOURCE])
async def list_resource_specifications(
    request: AnyRequest, database: Database, actor: Actor
) -> Response[list[dict[str, Any]]]:
    """Lists resource specifications, of each the version in force, else the newest: filters, `sort`, `fields`, paging."""
    return await _list(RESOURCES, request, database, actor)


@get(RESOURCES.base_path + "/{specification_id:str}", tags=[_RESOURCE])
async def show_resource_specification(
    specification_id: str, request: AnyRequest, database: Database, actor: Actor, version: Version = None
) -> dict[str, Any]:
    """One resource specification: the version in force, else the newest, or the one that `version` says."""
    return await _show(RESOURCES, specification_id, version, request, database, actor)


@post(RESOURCES.base_path, tags=[_RESOURCE], status_code=201)
async def create_resource_specification(
    request: AnyRequest, database: Database, actor: Actor
) -> Response[dict[str, Any]]:
    """Drafts a resource specification; with the id of a published one, its next version."""
    return await _create(RESOURCES, request, database, actor)


@patch(RESOURCES.base_path + "/{specification_id:str}", tags=[_RESOURCE])
async def patch_resource_specification(
    specification_id: str, request: AnyRequest, database: Database, actor: Actor
) -> dict[str, Any]:
    """Changes a draft by JSON merge patch; a new `lifecycleStatus` publishes, retires or archives."""
    return await _patch(RESOURCES, specification_id, request, database, actor)


@delete(RESOURCES.base_path + "/{specification_id:str}", tags=[_RESOURCE], status_code=204)
async def delete_resource_specification(specification_id: str, database: Database, actor: Actor) -> None:
    """Throws a draft away; what was published is retired instead."""
    await _delete(RESOURCES, specification_id, database, actor)


routes = [
    list_service_specifications,
    show_service_specification,
    create_service_specification,
    patch_service_specification,
    delete_service_specification,
    list_resource_specifications,
    show_resource_specification,
    create_resource_specification,
    patch_resource_specification,
    delete_resource_specification,
]
