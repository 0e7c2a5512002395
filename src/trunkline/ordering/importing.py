"""One order from many rows, CSV or JSON; what is wrong is said row by row (CAP-20).

Columns: `itemId`, `parent`, `action`, `specification`, `quantity`, `priority`, `service` (number or external id of what a
modify or delete is about), `committedDueDate`, `requires` (item ids, separated by semicolons), `place.<attribute>`,
`contact.firstName`, `contact.lastName`, `contact.phone`, `contact.email`; every other column is a characteristic.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.ordering.capturing import look_at, save_draft, submit_service_order
from trunkline.ordering.errors import ImportInvalid, PayloadInvalid, ServiceOrderInvalid
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.wire import read_service_order

MOST_ROWS = 10_000
_KNOWN = (
    "itemId",
    "parent",
    "action",
    "specification",
    "quantity",
    "priority",
    "service",
    "committedDueDate",
    "requires",
)
_NAMES = {name.lower(): name for name in _KNOWN} | {"id": "itemId", "item": "itemId"}
_PATH = re.compile(r"serviceOrderItem\[(\d+)\]\.?(.*)")
_CONTACT = {"firstname": "firstName", "lastname": "lastName", "phone": "phone", "email": "email"}

Row = Mapping[str, Any]


class RowProblem(msgspec.Struct, frozen=True, kw_only=True):
    """One fault of one row. Rows count from 1, without the heading."""

    row: int
    item: str
    field: str
    what: str
    action: str


def read_csv(text: str) -> list[Row]:
    """The rows of a CSV file with a heading; comma, semicolon or tab. Raises ImportInvalid when it has none."""
    text = text.removeprefix("\ufeff")
    heading = text.partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    try:
        listed = [
            row for row in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True) if any(map(str.strip, row))
        ]
    except csv.Error as error:
        raise ImportInvalid(f"the file is no CSV: {error}; save it as CSV in UTF-8") from error
    if len(listed) < 2:
        raise ImportInvalid("the file has no rows: give a heading and below it one row for each item")
    names = [name.strip() for name in listed[0]]
    problems = [
        Problem(field=f"row[{number}]", what=f"the row has {len(row)} cells, the heading {len(names)}",
                action="quote cells that hold the separator")
        for number, row in enumerate(listed[1:], start=1) if len(row) > len(names)
    ]  # fmt: skip
    if problems:
        raise ImportInvalid("rows do not go with the heading", problems=problems)
    return [dict(zip(names, row, strict=False)) for row in listed[1:]]


def item_documents(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The serviceOrderItem of each row; what is wrong with it is found by the same reading as of any order."""
    return [_item(number, row) for number, row in enumerate(rows, start=1)]


def _item(number: int, row: Row) -> dict[str, Any]:
    known: dict[str, Any] = {}
    parts: dict[str, dict[str, Any]] = {"place": {}, "contact": {}}
    characteristics: list[dict[str, Any]] = []
    for column, value in row.items():
        given = value.strip() if isinstance(value, str) else value
        if given in (None, ""):
            continue
        head, _, rest = column.strip().partition(".")
        if head.lower() in parts and rest:
            parts[head.lower()][rest] = given
        elif column.strip().lower() in _NAMES:
            known[_NAMES[column.strip().lower()]] = given
        else:
            characteristics.append({"name": column.strip(), "value": given})
    return _document(str(known.get("itemId", number)), known, parts, characteristics)


def _document(
    item_id: str,
    known: Mapping[str, Any],
    parts: Mapping[str, Mapping[str, Any]],
    characteristics: list[dict[str, Any]],
) -> dict[str, Any]:
    action = str(known.get("action", "add"))
    service: dict[str, Any] = {}
    if "specification" in known:
        service["serviceSpecification"] = {"id": str(known["specification"])}
    if "service" in known:
        service["externalId" if action.strip().lower() == "add" else "id"] = str(known["service"])
    if characteristics:
        service["serviceCharacteristic"] = characteristics
    if parts["place"]:
        service["place"] = [{"@type": "GeographicAddress", "role": "installationAddress", **parts["place"]}]
    document: dict[str, Any] = {"id": item_id, "action": action, "service": service}
    document |= {name: _number(known[name]) for name in ("quantity", "priority") if name in known}
    document |= {name: known[name] for name in ("committedDueDate",) if name in known}
    needs = str(known.get("requires", "")).split(";")
    relations = [("requires", other.strip()) for other in needs if other.strip()]
    relations += [("hasParent", str(known["parent"]))] if "parent" in known else []
    if relations:
        document["serviceOrderItemRelationship"] = [
            {"relationshipType": kind, "orderItem": {"itemId": other}} for kind, other in relations
        ]
    if parts["contact"]:
        document["relatedParty"] = [_contact(parts["contact"])]
    return document


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value) else value


def _contact(given: Mapping[str, Any]) -> dict[str, Any]:
    known = {_CONTACT.get(name.lower(), name): str(value) for name, value in given.items()}
    name = f"{known.get('firstName', '')} {known.get('lastName', '')}".strip()
    return {"id": "1", "role": "contact", "@referredType": "Contact", "@type": "RelatedParty", "name": name, **known}


async def import_service_order(
    tx: Tx,
    header: Mapping[str, Any],
    rows: Sequence[Row],
    *,
    by: Actor,
    now: datetime,
    skip_invalid: bool = False,
    save_only: bool = False,
) -> tuple[ServiceOrder, list[RowProblem]]:
    """One order from all rows, with the header's TMF641 attributes; a draft when `save_only`.

    A faulty row refuses all, unless `skip_invalid`: then it is left out, with the rows that need it, and reported. Needs
    `service_order:create`. Raises ImportInvalid with every fault and its row, ExternalIdTaken.
    """
    by.require(Permission.ORDER_CREATE)
    if not 0 < len(rows) <= MOST_ROWS:
        raise ImportInvalid(f"{len(rows)} rows are given: give 1 to {MOST_ROWS}")
    documents = dict(enumerate(item_documents(rows), start=1))
    skipped: list[RowProblem] = []
    while True:
        order, problems = await _try(tx, header, documents, now=now, draft=save_only)
        of_rows, others = _by_row(problems, documents)
        if not problems and order is not None:
            submit = save_draft if save_only else submit_service_order
            return await submit(tx, order, by=by, now=now), skipped
        faulty = {problem.row for problem in of_rows}
        if others or not skip_invalid or not faulty or len(faulty) == len(documents):
            _refuse([*skipped, *of_rows], others)
        skipped += of_rows
        documents = {number: document for number, document in documents.items() if number not in faulty}


async def _try(
    tx: Tx, header: Mapping[str, Any], documents: Mapping[int, dict[str, Any]], *, now: datetime, draft: bool
) -> tuple[Any, Sequence[Problem]]:
    document = {**header, "serviceOrderItem": list(documents.values())}
    try:
        order = read_service_order(document, draft=draft)
    except (ServiceOrderInvalid, PayloadInvalid) as error:
        return None, error.problems or [Problem(what=error.message, action="correct the header")]
    return order, [] if draft else (await look_at(tx, order, now=now)).refusal()


def _by_row(
    problems: Collection[Problem], documents: Mapping[int, dict[str, Any]]
) -> tuple[list[RowProblem], list[Problem]]:
    """The faults that belong to a row, in its order, and the others."""
    numbers = list(documents)
    by_id = {document["id"]: number for number, document in documents.items()}
    found: list[RowProblem] = []
    others: list[Problem] = []
    for problem in problems:
        at = _PATH.search(problem.field or "")
        row = numbers[int(at[1])] if at is not None and int(at[1]) < len(numbers) else by_id.get(problem.item or "")
        if row is None:
            others.append(problem)
            continue
        field = at[2] if at is not None else problem.field or ""
        found.append(
            RowProblem(row=row, item=documents[row]["id"], field=field, what=problem.what, action=problem.action)
        )
    return sorted(found, key=lambda fault: fault.row), others


def _refuse(of_rows: Sequence[RowProblem], others: Sequence[Problem]) -> None:
    rows = len({fault.row for fault in of_rows})
    said = f"{rows} row{'' if rows == 1 else 's'} cannot be accepted" if rows else "the header cannot be accepted"
    raise ImportInvalid(
        said,
        problems=[
            *others,
            *(
                Problem(item=fault.item, field=f"row[{fault.row}].{fault.field}".rstrip("."), what=fault.what,
                        action=fault.action)
                for fault in of_rows
            ),
        ],
    )  # fmt: skip
