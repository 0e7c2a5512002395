"""Decision tables: a GoRules JDM document with one table, decided from the top, first row that applies.

The columns read fixed paths (`values.Bandwidth`, `values["Service Type"]`, `action`), a cell is empty or a test of that
value (`> 100`, `"Gold", "Silver"`, `[1..10]`), and an answer is a value or a calculation. A row that might apply, were a
value there that nobody gave, makes the whole answer Missing: it is never passed over in silence.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, Final

import msgspec
import zen

from trunkline.catalog.cel_engines import ROOTS
from trunkline.catalog.cel_syntax import SyntaxFault, parse, path_of, show_path, uses
from trunkline.catalog.characteristics import is_empty
from trunkline.catalog.errors import ExpressionFailed, ExpressionInvalid
from trunkline.catalog.expressions import Missing
from trunkline.catalog.model import DecisionTable
from trunkline.catalog.scope import Scope
from trunkline.kit.errors import Problem

MOST_ROWS: Final = 5000
_NODES: Final = ("inputNode", "outputNode", "decisionTableNode")
_KEPT: Final = 256  # tables held ready to run
_NOTHING: Final = object()


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column: its key in the rows, its text, and for a condition the path it reads."""

    key: str
    field: str
    path: tuple[str, ...]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row: its id, and the text of its cells by column key; empty cells are left out."""

    id: str
    cells: dict[str, str]


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """What a table reads and answers."""

    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    rows: tuple[Row, ...]
    reads: tuple[tuple[str, ...], ...]  # every path, those inside answers too


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """The answer by output name (empty when no row applies) and the row that gave it."""

    outputs: dict[str, object]
    row: str | None


class _Ready(msgspec.Struct):
    table: DecisionTable
    layout: Layout
    run: Any
    answers: dict[bytes, Decision | Missing]


def _refused(table: DecisionTable, field: str, what: str, action: str) -> ExpressionInvalid:
    return ExpressionInvalid(f"decision table '{table.id}', {field}: {what}; {action}",
                             problems=[Problem(item=table.id, field=field, what=what, action=action)])  # fmt: skip


def layout(table: DecisionTable) -> Layout:
    """What a table reads and answers; raises ExpressionInvalid when its content is not one JDM table."""
    nodes = table.content.get("nodes")
    if not isinstance(nodes, list) or not isinstance(table.content.get("edges"), list):
        raise _refused(table, "content", "it is no JDM document", "give 'nodes' and 'edges'")
    kinds = [node.get("type") if isinstance(node, dict) else None for node in nodes]
    odd = [kind for kind in kinds if kind not in _NODES]
    if odd or any(kinds.count(kind) != 1 for kind in _NODES):
        raise _refused(table, "content.nodes", f"it has the nodes {', '.join(map(str, kinds)) or 'none'}",
                       "use one inputNode, one decisionTableNode and one outputNode")  # fmt: skip
    content = nodes[kinds.index("decisionTableNode")].get("content")
    if not isinstance(content, dict) or content.get("hitPolicy", "first") != "first":
        raise _refused(table, "content.hitPolicy", "the first row that applies must decide", "set hitPolicy: first")
    inputs = tuple(_column(table, each, f"inputs[{n}]", reads=True) for n, each in enumerate(_list(content, "inputs")))
    outputs = tuple(
        _column(table, each, f"outputs[{n}]", reads=False) for n, each in enumerate(_list(content, "outputs"))
    )
    keys = [column.key for column in (*inputs, *outputs)]
    if not inputs or not outputs or len(set(keys)) < len(keys):
        raise _refused(table, "content", "it lacks columns, or two columns have one id",
                       "give at least one input and one output, each with its own id")  # fmt: skip
    rows = []
    for number, given in enumerate(_list(content, "rules"), 1):
        if not isinstance(given, dict):
            raise _refused(table, f"rules[{number}]", "a row is not an object", "give column id: cell text")
        strange = [k for k, v in given.items() if not k.startswith("_") and (k not in keys or not isinstance(v, str))]
        if strange:
            raise _refused(table, f"rules[{number}].{strange[0]}", "it is no cell of a column, or not a text",
                           f"use texts under: {', '.join(keys)}")  # fmt: skip
        cells = {key: text.strip() for key in keys if (text := given.get(key, "")).strip()}
        rows.append(Row(id=str(given.get("_id") or number), cells=cells))
    if not rows or len(rows) > MOST_ROWS:
        raise _refused(table, "rules", f"it has {len(rows)} rows", f"give 1 to {MOST_ROWS}")
    reads = dict.fromkeys(column.path for column in inputs)
    for row in rows:
        for column in outputs:
            reads |= dict.fromkeys(_paths(row.cells.get(column.key, "")))
    return Layout(inputs=inputs, outputs=outputs, rows=tuple(rows), reads=tuple(reads))


def _list(content: Mapping[str, Any], name: str) -> list[Any]:
    found = content.get(name)
    return found if isinstance(found, list) else []


def _column(table: DecisionTable, given: Any, field: str, *, reads: bool) -> Column:
    key, text = (given.get("id"), given.get("field")) if isinstance(given, dict) else (None, None)
    if not isinstance(key, str) or not isinstance(text, str) or not key or not text:
        raise _refused(table, field, "the column has no id or no field", "give both")
    if not reads:
        return Column(key=key, field=text, path=())
    try:
        path = path_of(parse(text))
    except SyntaxFault:
        path = None
    if path is None or path[0] not in ROOTS:
        raise _refused(table, field, f"'{text}' is no path", f"read a path that starts with one of: {', '.join(ROOTS)}")
    return Column(key=key, field=text, path=path)


@functools.lru_cache(maxsize=4096)
def _paths(text: str) -> tuple[tuple[str, ...], ...]:
    """The fixed paths that an answer reads; none for text that only the table's own language understands."""
    try:
        return tuple(use.path for use in uses(parse(text)) if use.path[0] in ROOTS)
    except SyntaxFault:
        return ()


_ready: dict[int, _Ready] = {}


def _prepared(table: DecisionTable) -> _Ready:
    found = _ready.get(id(table))
    if found is not None and found.table is table:
        return found
    shape = layout(table)
    try:
        run = zen.ZenEngine().create_decision(msgspec.json.encode(table.content).decode())
        run.validate()
    except (RuntimeError, ValueError, TypeError) as error:
        raise _refused(table, "content", _words(error), "mend the document") from None
    while len(_ready) >= _KEPT:
        _ready.pop(next(iter(_ready)))
    _ready[id(table)] = made = _Ready(table, shape, run, {})
    return made


def _words(error: Exception) -> str:
    return " ".join(str(error).partition("Stack backtrace")[0].split())


def prepare(table: DecisionTable) -> Layout:
    """Makes a table ready to run; raises ExpressionInvalid, naming the place, when it cannot be."""
    return _prepared(table).layout


def decide(table: DecisionTable, scope: Scope) -> dict[str, object] | Missing:
    """What the table answers, by output name; empty when no row applies; Missing when that depends on an absent value.

    Raises ExpressionInvalid for a table that cannot run and ExpressionFailed when a cell gives no answer.
    """
    found = decision(table, scope)
    return found if isinstance(found, Missing) else found.outputs


def decision(table: DecisionTable, scope: Scope) -> Decision | Missing:
    """The same with the row that answered."""
    ready = _prepared(table)
    names = _names(ready.layout, scope)
    key = msgspec.json.encode(names)
    known = ready.answers.get(key)
    if known is None:
        if len(ready.answers) >= 4096:
            ready.answers.clear()
        known = ready.answers[key] = _decided(ready, names)
    return known


def _names(shape: Layout, scope: Scope) -> dict[str, Any]:
    names: dict[str, Any] = {}
    for path in shape.reads:
        source = getattr(scope, path[0])
        if len(path) == 1 or not isinstance(source, Mapping):
            names[path[0]] = source
        elif not is_empty(source.get(path[1])):
            names.setdefault(path[0], {})[path[1]] = source[path[1]]
        else:
            names.setdefault(path[0], {})
    return names


def _at(names: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        if not isinstance(names, Mapping) or is_empty(names.get(step)):
            return _NOTHING
        names = names[step]
    return names


def _decided(ready: _Ready, names: dict[str, Any]) -> Decision | Missing:
    table, shape = ready.table, ready.layout
    try:
        answer = ready.run.evaluate(names, {"trace": True})
    except (RuntimeError, ValueError, TypeError) as error:
        raise ExpressionFailed(f"decision table '{table.id}' gave no answer: {_words(error)}; mend its cells") from None
    place = next((data["index"] for each in answer["trace"].values()
                  if isinstance(data := each.get("traceData"), dict) and "index" in data), None)  # fmt: skip
    absent = [column for column in shape.inputs if _at(names, column.path) is _NOTHING]
    if absent:
        for row in shape.rows[: len(shape.rows) if place is None else place + 1]:
            lacking = next((column for column in absent if column.key in row.cells), None)
            if lacking is not None and all(
                holds_for(row.cells[column.key], _at(names, column.path), names)
                for column in shape.inputs if column.key in row.cells and column not in absent
            ):  # fmt: skip
                return Missing(show_path(lacking.path))
    if place is None:
        return Decision(outputs={}, row=None)
    row = shape.rows[place]
    for column in shape.outputs:
        for path in _paths(row.cells.get(column.key, "")):
            if _at(names, path) is _NOTHING:
                return Missing(show_path(path))
    result = answer["result"]
    outputs = {name: value for name, value in result.items() if value is not None} if isinstance(result, dict) else {}
    return Decision(outputs=outputs, row=row.id)


def holds_for(cell: str, value: object, names: Mapping[str, Any]) -> bool:
    """Whether a cell's test holds for a value; raises ExpressionFailed when it cannot be decided."""
    try:
        return bool(zen.evaluate_unary_expression(cell, {**names, "$": value}))
    except (RuntimeError, ValueError, TypeError) as error:
        raise ExpressionFailed(f"the cell `{cell}` cannot be decided: {_words(error)}; mend it") from None
