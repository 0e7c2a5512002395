"""Queries that people type (`state:held customer:acme due<2026-12-01 -site:berlin`): read, checked, turned into SQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Any, Final

import msgspec

from trunkline.kit.errors import NotFound, Problem
from trunkline.kit.tmf import Column, Conditions, QueryInvalid, read_value

_LONGEST: Final = 500
_MOST_WORDS: Final = 30
_WORD = re.compile(r'(?:[^\s"]|"[^"]*"?)+')
_TERM = re.compile(r"(?P<field>[A-Za-z][A-Za-z.]*)(?P<sign>:|!=|<=|>=|=|<|>)(?P<value>.*)", re.DOTALL)
_COMMAS = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*$)')
_SPAN = re.compile(r"(?P<sign>[+-]?)(?P<count>\d{1,4})(?P<unit>[hdw])")
_UNITS: Final = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_DAYS: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}
_SIGNS: Final = {":": "eq", "=": "eq", "!=": "ne", "<": "lt", "<=": "lte", ">": "gt", ">=": "gte"}
_COMPARES: Final = frozenset({"lt", "lte", "gt", "gte"})
NONE: Final = "none"  # the word for "has no value"


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


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One word of a query: `-site:berlin` is field `site`, sign `:`, one value, negated. Without a field it is a word
    that is looked for anywhere. `at` counts characters from 0, `n` counts words from 1."""

    n: int
    at: int
    text: str
    field: str | None
    sign: str
    values: tuple[str, ...]
    negated: bool


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


def _refuse(term: Term, what: str, action: str) -> QueryInvalid:
    shown = term.text if len(term.text) <= 60 else term.text[:57] + "..."
    where = f"word {term.n} '{shown}' (character {term.at + 1}): {what}"
    return QueryInvalid(f"{where}; {action}", problems=[Problem(field="q", item=term.text, what=where, action=action)])


def read_terms(text: str) -> list[Term]:
    """The words of a query. Raises QueryInvalid, naming word and place, for an open quotation mark or a missing value."""
    if len(text) > _LONGEST or "\0" in text:
        what, action = "the query is too long or has a zero character", f"keep it under {_LONGEST} characters"
        raise QueryInvalid(f"{what}; {action}", problems=[Problem(field="q", what=what, action=action)])
    terms = []
    for n, found in enumerate(_WORD.finditer(text), start=1):
        written = found.group()
        negated = written.startswith("-") and len(written) > 1
        body = written[1:] if negated else written
        parts = _TERM.fullmatch(body)
        term = Term(
            n=n,
            at=found.start(),
            text=written,
            field=parts["field"] if parts else None,
            sign=parts["sign"] if parts else ":",
            values=tuple(_unquoted(value) for value in _COMMAS.split(parts["value"] if parts else body)),
            negated=negated,
        )
        if written.count('"') % 2:
            raise _refuse(term, "a quotation mark is not closed", 'put a " behind the value')
        if "" in term.values:
            raise _refuse(
                term, "a value is missing", f"write one, or '{term.field or 'field'}:{NONE}' for what has none"
            )
        terms.append(term)
    if len(terms) > _MOST_WORDS:
        raise _refuse(terms[_MOST_WORDS], "that is one word too many", f"use at most {_MOST_WORDS}")
    return terms


def _unquoted(value: str) -> str:
    return value.replace('"', "")


def loose_words(text: str) -> str:
    """The words without a field, for lists that have a search of their own."""
    return " ".join(term.values[0] for term in read_terms(text) if term.field is None and not term.negated)


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

    Words are ANDed, commas between values mean OR. A word without a field is looked for in the columns `anywhere`, or
    left to the caller (see `loose_words`) when there are none. Times are dates, `today`, or spans from `now` (UTC) such as `3d`
    and `-12h`; `words` are names for values of this caller (`me`). Raises QueryInvalid that names the word and its
    place: an unknown field, a sign that the field does not take, a value that cannot be read or that there is not.
    """
    known = {field.name.lower(): field for field in fields}
    conditions = Conditions(first)
    where = []
    for term in read_terms(text):
        if term.field is None:
            if anywhere:
                found = " OR ".join(f"{sql} ILIKE {conditions.mark(_part(term.values[0]))}" for sql in anywhere)
                where.append(f"({found}) IS NOT TRUE" if term.negated else f"({found})")
            elif term.negated:
                raise _refuse(
                    term, "a word without a field cannot be excluded here", "name its field, as in -site:berlin"
                )
            continue
        field = known.get(term.field.lower())
        if field is None:
            near = get_close_matches(term.field.lower(), known, n=1)
            hint = f"did you mean '{known[near[0]].name}'? " if near else ""
            raise _refuse(
                term, f"there is no field '{term.field}'", hint + "use one of: " + ", ".join(f.name for f in fields)
            )
        if term.sign not in field.signs:
            raise _refuse(term, f"'{field.name}' takes no '{term.sign}'", "use one of: " + " ".join(field.signs))
        where.append(_condition(conditions, term, field, now=now, words=words or {}))
    return QuerySql(where=" AND ".join(where) or "TRUE", args=tuple(conditions.args))


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
        raise _refuse(term, f"'{field.name}' is never '{value[:40]}'", hint + "use one of: " + ", ".join(field.values))
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
        raise _refuse(term, f"'{value[:40]}' cannot be read", f"give {give}") from None


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
