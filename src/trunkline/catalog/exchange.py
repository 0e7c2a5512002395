"""Catalog files of other systems (TMF633, TMF634): read many at once, and say of each what it became or why not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.catalog import store
from trunkline.catalog.errors import CatalogInvalid
from trunkline.catalog.events import SpecificationDrafted
from trunkline.catalog.model import Specification, SpecificationKind
from trunkline.catalog.schemas import schema_fault
from trunkline.catalog.versions import Line, lines, next_draft, refuse_ended, unfit
from trunkline.catalog.wire import RESOURCES, SERVICES, Face, read_specification
from trunkline.catalog.wire_characteristics import wrong
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem, TrunklineError

_OF_RESOURCES: Final = ("resourceSpecCharacteristic", "resourceSpecificationCharacteristic",
                        "resourceSpecRelationship", "targetResourceSchema", "featureSpecification")  # fmt: skip
_TARGETS: Final = ("targetEntitySchema", "targetServiceSchema", "targetResourceSchema")
_DEEPEST: Final = 60


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What one document of an import became: a draft, or nothing and why. `warnings` say what was kept but not used."""

    source: str
    specification_id: str | None = None
    version: int | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


class ReadDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One document after reading: its specification, or the problems that it has."""

    source: str
    specification: Specification | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


def read_documents(files: Mapping[str, bytes]) -> list[ReadDocument]:
    """Every specification in these files (name -> JSON: one object, or a list of them); raises nothing.

    An object without an id gets one made from its kind and name, so that importing it again finds it again.
    """
    read = [one for source, content in files.items() for one in _read_file(source, content)]
    first: dict[str, str] = {}
    return [_refuse_double(one, first) for one in read]


def _refuse_double(one: ReadDocument, first: dict[str, str]) -> ReadDocument:
    if one.specification is None:
        return one
    earlier = first.setdefault(one.specification.id, one.source)
    if earlier == one.source:
        return one
    fault = Problem(
        item=one.source, field="id", what=f"{earlier} has a specification '{one.specification.id}' too",
        action="give each its own id, or import them one after the other",
    )  # fmt: skip
    return ReadDocument(source=one.source, problems=(fault,))


def _read_file(source: str, content: bytes) -> Iterator[ReadDocument]:
    try:
        document = msgspec.json.decode(content)
    except RecursionError:
        yield _refused(source, Problem(item=source, what="it is nested too deeply", action="send a flatter document"))
        return
    except (msgspec.MsgspecError, ValueError) as error:
        yield _refused(source, Problem(item=source, what=f"it is not JSON: {error}", action="correct the file"))
        return
    listed = document if isinstance(document, list) else [document]
    for position, each in enumerate(listed):
        yield _read_one(source if len(listed) == 1 else f"{source}[{position}]", each)


def _refused(source: str, *problems: Problem) -> ReadDocument:
    return ReadDocument(source=source, problems=problems)


def _read_one(source: str, raw: Any) -> ReadDocument:
    if not isinstance(raw, dict):
        return _refused(source, Problem(item=source, what="it is not a JSON object", action="send an object or a list"))
    if _deeper(raw, _DEEPEST):
        return _refused(
            source,
            Problem(item=source, what=f"it is nested more than {_DEEPEST} levels deep", action="send a flatter one"),
        )
    face = _face_of(raw)
    try:
        specification = read_specification(raw, face, specification_id=_id_of(raw, face))
    except CatalogInvalid as error:
        problems = [msgspec.structs.replace(problem, item=source) for problem in error.problems]
        return _refused(source, *(problems or [Problem(item=source, what=str(error), action="correct the file")]))
    return ReadDocument(
        source=source, specification=specification, problems=(), warnings=tuple(_warnings(raw, specification, face))
    )


def _deeper(value: Any, left: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    return left == 0 or any(_deeper(each, left - 1) for each in (value.values() if isinstance(value, dict) else value))


def _face_of(raw: Mapping[str, Any]) -> Face:
    told = f"{raw.get('@type') or ''} {raw.get('@baseType') or ''}".lower()
    if re.search(r"service-?specification|facing-?service", told):
        return SERVICES
    of_resource = any(name in raw for name in _OF_RESOURCES) or re.search(r"resource-?spec", told)
    return RESOURCES if of_resource else SERVICES


def _id_of(raw: Mapping[str, Any], face: Face) -> str:
    given = raw.get("id") or raw.get("uuid")
    if given is not None and not isinstance(given, str):
        raise wrong("id", "the id is not a text", "give a text, or leave it out")
    if given:
        return given
    name = raw.get("name")
    words = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") if isinstance(name, str) else ""
    if words:
        return words[:100]
    kind = "resource" if face is RESOURCES else "service"
    return f"{kind}-{hashlib.sha256(str(name).encode()).hexdigest()[:12]}"


def _warnings(raw: Mapping[str, Any], specification: Specification, face: Face) -> Iterator[str]:
    foreign = specification.extra.get(face.relationships)
    for each in foreign if isinstance(foreign, list) else ():
        named = each.get("name") or each.get("id") or "a specification"
        yield (
            f"the relationship to '{named}' has the type {each.get('relationshipType')!r}, which decomposition does not "
            "know: it is kept and written again, and makes no domain order"
        )
    for name in _TARGETS:
        target = raw.get(name)
        where = target.get("@schemaLocation") if isinstance(target, dict) else None
        if isinstance(where, str) and where:
            yield f"{name} points to '{where}', which is not fetched: it is kept, and values are not checked by it"
    for c in specification.characteristics:
        where = c.extra.get("@schemaLocation") or c.extra.get("@valueSchemaLocation")
        if isinstance(where, str) and c.schema is None:
            yield f"'{c.name}' has the schema '{where}', which is not fetched: it is kept, and values are not checked"
        fault = schema_fault(c.schema) if c.schema is not None else None
        if fault is not None:
            yield f"the schema of '{c.name}' cannot be used: {fault}"
    if specification.kind is SpecificationKind.CFS and not raw.get("@type"):
        yield "it has no @type: taken as a customer-facing service"


async def import_specifications(tx: Tx, read: Sequence[ReadDocument], *, by: Actor, now: datetime) -> list[Imported]:
    """Drafts every specification that could be read; an open draft of the same id is replaced.

    What cannot be drafted is told with its reason and keeps nothing else from being taken. Needs `catalog:design`.
    """
    by.require(Permission.CATALOG_DESIGN)
    wanted = [one.specification for one in read if one.specification is not None]
    await store.lock_catalog(tx)
    ids = [spec.id for spec in wanted if "\0" not in spec.id]
    known = lines([store.read_specification(row) for row in await store.newest_specifications(tx, ids)])
    told, drafts = list[Imported](), list[Specification]()
    for one in read:
        faults, draft = list(one.problems), None
        if one.specification is not None:
            faults, draft = _draft(one.specification, known.get(one.specification.id, Line()))
        if draft is not None:
            drafts.append(draft)
        told.append(
            Imported(
                source=one.source,
                specification_id=None if draft is None else draft.id,
                version=None if draft is None else draft.version,
                problems=tuple(msgspec.structs.replace(fault, item=one.source) for fault in faults),
                warnings=one.warnings,
            )
        )
    if drafts:
        await store.save_specifications(tx, drafts, revision=None, now=now)
        await history.record_all(
            tx,
            [SpecificationDrafted(specification_id=d.id, version=d.version, by=by.name, at=now) for d in drafts],
        )
    return told


def _draft(specification: Specification, line: Line) -> tuple[list[Problem], Specification | None]:
    faults = list(unfit(specification, line))
    if faults:
        return faults, None
    try:
        refuse_ended(specification.id, line)
        return [], next_draft(specification, line)
    except TrunklineError as error:
        return error.problems or [Problem(what=str(error), action="correct it and import it again")], None
