"""Whether decision tables are sound, and whether they fit the place that uses them: columns, tests, answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec
import zen

from trunkline.catalog.characteristics import same, show
from trunkline.catalog.errors import ExpressionInvalid
from trunkline.catalog.expression_types import ANY, OPEN, Declarations, Shape, fits
from trunkline.catalog.model import DecisionTable
from trunkline.catalog.parts import Part
from trunkline.catalog.tables import Layout, prepare
from trunkline.kit.errors import Problem

Report = Callable[[str, str, str], None]  # field, what, action
_LIST = re.compile(r'\s*(?:"[^"]*"|-?\d+(?:\.\d+)?|true|false)(?:\s*,\s*(?:"[^"]*"|-?\d+(?:\.\d+)?|true|false))*\s*')


def check_tables(parts: Sequence[Part]) -> list[Problem]:
    """Everything that is wrong with the decision tables for themselves."""
    problems: list[Problem] = []
    for table in parts:
        if isinstance(table, DecisionTable):
            try:
                shape = prepare(table)
            except ExpressionInvalid as error:
                problems += error.problems
                continue
            for row in shape.rows:
                for column in shape.inputs:
                    fault = _unreadable(row.cells.get(column.key, ""), unary=True)
                    if fault:
                        problems.append(_problem(table, f"rows[{row.id}].{column.field}", fault))
                for column in shape.outputs:
                    fault = _unreadable(row.cells.get(column.key, ""), unary=False)
                    if fault:
                        problems.append(_problem(table, f"rows[{row.id}].{column.field}", fault))
    return problems


def _problem(table: DecisionTable, field: str, what: str) -> Problem:
    return Problem(item=table.id, field=field, what=f"the cell cannot be read: {what}", action="mend the cell")


def _unreadable(cell: str, *, unary: bool) -> str | None:
    if not cell:
        return None
    try:
        (zen.compile_unary_expression if unary else zen.compile_expression)(cell)
    except (RuntimeError, ValueError, TypeError) as error:
        return " ".join(str(error).partition("Stack backtrace")[0].split())[:200]
    return None


def layout_of(table: DecisionTable) -> Layout | None:
    """The layout of a table, or None when it cannot run (which is told elsewhere)."""
    try:
        return prepare(table)
    except ExpressionInvalid:
        return None


def check_table_use(
    table: DecisionTable, names: Declarations, output: str, wanted: Shape, path: str, report: Report
) -> None:
    """Whether a table reads what there is at a place, and answers `output` there with what is wanted."""
    shape = layout_of(table)
    if shape is None:
        return
    for column in shape.inputs:
        read = _read(column.path, names)
        if read is None:
            report(path, f"table '{table.id}' reads {column.field}, which '{names.owner}' does not have",
                   "read what is there, or use another table")  # fmt: skip
            continue
        for row in shape.rows:
            for what in _misfits(row.cells.get(column.key, ""), read):
                report(path, f"table '{table.id}', row {row.id}: {what}", "mend the cell")
    answers = [column for column in shape.outputs if column.field == output]
    if not answers:
        known = ", ".join(column.field for column in shape.outputs)
        report(path, f"table '{table.id}' answers no '{output}'", f"use one of its outputs: {known}")
        return
    for row in shape.rows:
        value = constant(row.cells.get(answers[0].key, ""))
        if value is not msgspec.UNSET:
            found = _kind(value)
            if not fits(found, wanted):
                report(path, f"table '{table.id}', row {row.id} answers {show(value)} for '{output}'",
                       f"answer with {wanted.kind}")  # fmt: skip
            elif wanted.options and not any(same(value, option) for option in wanted.options):
                report(path, f"table '{table.id}', row {row.id}: {show(value)} is not an option of '{wanted.name}'",
                       "answer with one of its options")  # fmt: skip


def constant(cell: str) -> object:
    """The value of an answer that is written out; UNSET for a calculation or an empty cell."""
    if not re.fullmatch(r'"[^"]*"|\'[^\']*\'|-?\d+(\.\d+)?|true|false', cell):
        return msgspec.UNSET
    return cell[1:-1] if cell[0] in "\"'" else msgspec.json.decode(cell)


def listed(cell: str) -> list[object] | None:
    """The values of a test that lists them, or None for another test."""
    return msgspec.json.decode(f"[{cell}]") if _LIST.fullmatch(cell) else None


def _read(path: Sequence[str], names: Declarations) -> Shape | None:
    shape = {"values": names.values, "root": names.root}.get(path[0], ANY if path[0] != "action" else Shape("text"))
    for step in path[1:]:
        if shape.kind == "any" or (shape.kind == "object" and shape.members is None):
            return ANY
        if shape.kind != "object" or step not in (shape.members or OPEN.members or {}):
            return None
        shape = (shape.members or {})[step]
    return shape


def _misfits(cell: str, read: Shape) -> list[str]:
    """What a test asks that the value can never be."""
    if not cell or read.kind in ("any", "list", "object"):
        return []
    values = listed(cell)
    if values is None:
        numeric = re.match(r"\s*(?:[<>]=?|[\[\(]\s*-?\d)", cell) and not re.search(r"[\"'d]", cell)
        return [f"`{cell}` compares '{read.name}', which is {read.kind}, with a number"] if (
            numeric and read.kind in ("text", "boolean")) else []  # fmt: skip
    told = []
    for value in values:
        found = _kind(value)
        numbers = {found.kind, read.kind} <= {"integer", "decimal"}
        if not numbers and found.kind != read.kind:
            told.append(f"{show(value)} is never '{read.name}', which is {read.kind}")
        elif read.options and not any(same(value, option) for option in read.options):
            told.append(f"{show(value)} is not an option of '{read.name}'")
    return told


def _kind(value: object) -> Shape:
    match value:
        case bool():
            return Shape("boolean")
        case int():
            return Shape("integer")
        case float():
            return Shape("decimal")
        case str():
            return Shape("text")
    return ANY
