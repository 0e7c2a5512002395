"""Queries that people type (`state:held customer:acme due<2026-12-01 -site:berlin`): read, checked, turned into SQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Any, Final

import msgspec

from trunkline.kit.errors import NotFound
from trunkline.kit.query_tree import NONE, Both, Either, Node, Not, Term, read_query, refuse
from trunkline.kit.tmf import Column, Conditions, QueryInvalid, read_value

_SPAN = re.compile(r"(?P<sign>[+-]?)(?P<count>\d{1,4})(?P<unit>[hdw])")
_UNITS: Final = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_DAYS: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}
_SIGNS: Final = {":": "eq", "=": "eq", "!=": "ne", "<": "lt", "<=": "lte", ">": "gt", ">=": "gte"}
_COMPARES: Final = frozenset({"lt", "lte", "gt", "gte"})


class QueryField(msgspec.Struct, frozen=True, kw_only=True):
    """One word that may stand before the sign. `column` says where it is looked for and how its values are read.

    `values` are all there are, or (when `open_values`) those worth suggesting. `contains`: `:` finds a part of the text, `=` the whole; without it both mean the whole.
    """

    column: Column
    about: str
    values: tuple[str, ...] = ()
    open_values: bool = False
    contains: bool = False
    nullable: bool = False
    source: str | None = None  # which list the workspace suggests values from: groups, people, falloutTypes

    @property
    def name(self) -> str:
        """The word itself."""
        return self.column.name

    @property
    def signs(self) -> tuple[str, ...]:
        """The signs that may follow the word."""
        compares = self.column.kind in ("number", "instant") and self.column.within is None
        return (":", "=", "!=", "<", "<=", ">", ">=") if compares else (":", "=", "!=")


class QuerySql(msgspec.Struct, frozen=True, kw_only=True):
    """A query as a condition; its parameters are numbered from the index that `query_sql` was told."""

    where: str
    args: tuple[Any, ...]


Narrowing = Callable[[int], QuerySql]  # a query, waiting to be told where its parameters start


class QueryFieldBody(msgspec.Struct, frozen=True, kw_only=True):
    """A word that may be typed before a sign: what it means, the signs it takes, the values there are or are suggested;
    `source` names a list to suggest more from."""

    name: str
    about: str
    kind: str
    signs: list[str]
    values: list[str]
    source: str | None


class QueryFieldsBody(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one list."""

    items: list[QueryFieldBody]
    total: int


def fields_body(fields: Sequence[QueryField]) -> QueryFieldsBody:
    """The words of a list as they are told to whoever completes what is typed."""
    items = [
        QueryFieldBody(
            name=field.name,
            about=field.about,
            kind=field.column.kind,
            signs=list(field.signs),
            values=[*field.values, *([NONE] if field.nullable else [])],
            source=field.source,
        )
        for field in fields
    ]
    return QueryFieldsBody(items=items, total=len(items))


def loose_words(text: str) -> str:
    """The words without a field, for lists that have a search of their own."""
    parts = [part for part in read_query(text).parts if isinstance(part, Term)]
    return " ".join(part.values[0] for part in parts if part.field is None and not part.negated)


def query_sql(
    text: str,
    fields: Sequence[QueryField],
    *,
    anywhere: Sequence[str],
    first: int,
    now: datetime,
    words: Mapping[str, str] | None = None,
) -> QuerySql:
    """A typed query as SQL, its parameters numbered from `first`.

    Words are ANDed, `or` between them and commas between values mean OR, brackets group. A word without a field is looked
    for in the columns `anywhere`, or left to the caller (see `loose_words`) when there are none. Times are dates, `today`,
    or spans from `now` (UTC) such as `3d` and `-12h`; `words` are names for values of this caller (`me`). Raises
    QueryInvalid that names the word and its place: an unknown field, a sign that the field does not take, a value that
    cannot be read or that there is not, a bracket or an `or` that lacks its other side.
    """
    known = {field.name.lower(): field for field in fields}
    conditions = Conditions(first)

    def term_sql(term: Term, *, alone: bool) -> str | None:
        if term.field is None:
            if anywhere:
                found = " OR ".join(f"{sql} ILIKE {conditions.mark(_part(term.values[0]))}" for sql in anywhere)
                return f"({found}) IS NOT TRUE" if term.negated else f"({found})"
            if term.negated:
                raise refuse(
                    term, "a word without a field cannot be excluded here", "name its field, as in -site:berlin"
                )
            if not alone:
                raise refuse(
                    term, "a word without a field cannot stand in brackets or beside 'or' here",
                    "name its field, as in customer:acme",
                )  # fmt: skip
            return None
        field = known.get(term.field.lower())
        if field is None:
            near = get_close_matches(term.field.lower(), known, n=1)
            hint = f"did you mean '{known[near[0]].name}'? " if near else ""
            raise refuse(
                term, f"there is no field '{term.field}'", hint + "use one of: " + ", ".join(f.name for f in fields)
            )
        if term.sign not in field.signs:
            raise refuse(term, f"'{field.name}' takes no '{term.sign}'", "use one of: " + " ".join(field.signs))
        return _condition(conditions, term, field, now=now, words=words or {})

    def node_sql(node: Node) -> str:
        match node:
            case Term():
                return term_sql(node, alone=False) or "TRUE"
            case Not(part=part):
                return f"({node_sql(part)}) IS NOT TRUE"
            case Either(parts=parts):
                return "(" + " OR ".join(node_sql(part) for part in parts) + ")"
            case Both(parts=parts):
                return "(" + " AND ".join(node_sql(part) for part in parts) + ")"

    where = [
        term_sql(part, alone=True) if isinstance(part, Term) else node_sql(part) for part in read_query(text).parts
    ]
    return QuerySql(where=" AND ".join(one for one in where if one is not None) or "TRUE", args=tuple(conditions.args))


def _part(value: str) -> str:
    escaped = re.sub(r"([\\%_])", r"\\\1", value)
    return f"%{escaped}%"


def _condition(
    conditions: Conditions, term: Term, field: QueryField, *, now: datetime, words: Mapping[str, str]
) -> str:
    column = field.column
    operator = _SIGNS[term.sign]
    negated = term.negated != (operator == "ne")
    compared = "eq" if operator == "ne" else operator
    alternatives = []
    for value in term.values:
        if field.nullable and value.lower() == NONE and compared not in _COMPARES:
            alternatives.append(f"{column.sql} IS NULL")
        elif field.contains and term.sign == ":":
            alternatives.append(f"{column.sql} ILIKE {conditions.mark(_part(value))}")
        else:
            found = _read(term, field, words.get(value.lower(), value), now=now)
            alternatives.append("FALSE" if found is None else conditions.one(column, compared, found))
    inner = " OR ".join(alternatives)
    if column.within is not None:
        inner = column.within.replace("{}", f"({inner})")
    return f"({inner}) IS NOT TRUE" if negated else f"({inner})"


def _read(term: Term, field: QueryField, value: str, *, now: datetime) -> object | None:
    """The value compared; None when nothing can have it."""
    if field.values and not field.open_values:
        for one in field.values:
            if one.lower() == value.lower():
                return one if field.column.read is None else field.column.read(one)
        near = get_close_matches(value.lower(), [one.lower() for one in field.values], n=1)
        hint = f"did you mean '{next(v for v in field.values if v.lower() == near[0])}'? " if near else ""
        raise refuse(term, f"'{field.name}' is never '{value[:40]}'", hint + "use one of: " + ", ".join(field.values))
    try:
        if field.column.kind == "instant":
            return _read_time(value, now=now)
        return read_value(field.column, value)
    except NotFound:
        return None
    except (ValueError, KeyError, OverflowError, QueryInvalid):
        give = {
            "instant": "a date such as 2026-12-01, 'today', or a span from now such as 3d, -12h, 2w",
            "number": "a number such as 3",
            "boolean": "true or false",
            "text": "some text",
        }[field.column.kind]
        raise refuse(term, f"'{value[:40]}' cannot be read", f"give {give}") from None


def _read_time(value: str, *, now: datetime) -> object:
    said = value.lower()
    if said in _DAYS:
        day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=_DAYS[said])
        return day, day + timedelta(days=1)
    if said == "now":
        return now
    span = _SPAN.fullmatch(said)
    if span is not None:
        length = int(span["count"]) * _UNITS[span["unit"]]
        return now - length if span["sign"] == "-" else now + length
    return read_value(Column("time", "", "instant"), value)


def narrowing_of(
    text: str, fields: Sequence[QueryField], *, anywhere: Sequence[str], me: str, now: datetime
) -> Narrowing | None:
    """A typed query in which `me` is a name, None when it says nothing.

    Raises QueryInvalid, naming the word and its place, when its parameters are numbered.
    """
    if not text.strip():
        return None
    return lambda first: query_sql(text, fields, anywhere=anywhere, first=first, now=now, words={"me": me})
