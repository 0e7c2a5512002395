"""TM Forum list queries (TMF630): paging, filters, sorting and attribute selection, turned into parameterised SQL."""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Literal, TypeVar
from urllib.parse import urlencode

import msgspec

from trunkline.kit.contract import Contract
from trunkline.kit.errors import Invalid, NotFound, Problem
from trunkline.kit.instants import read_instants

Kind = Literal["text", "number", "instant", "boolean"]
T = TypeVar("T")

DEFAULT_LIMIT: Final = 20
CAP: Final = 100
_LARGEST: Final = 2**63 - 1  # what a PostgreSQL bigint holds
_LONGEST_VALUE: Final = 2000
_LONGEST_PATTERN: Final = 200
_MOST_VALUES: Final = 200
_RESERVED: Final = frozenset({"fields", "sort", "offset", "limit"})
_OPERATORS: Final[dict[Kind, tuple[str, ...]]] = {
    "text": ("eq", "ne", "gt", "gte", "lt", "lte", "regex"),
    "number": ("eq", "ne", "gt", "gte", "lt", "lte"),
    "instant": ("eq", "ne", "gt", "gte", "lt", "lte"),
    "boolean": ("eq", "ne"),
}
_EVERY_OPERATOR: Final = frozenset(_OPERATORS["text"])
_SIGNS: Final = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
_COMMAS = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*$)')  # commas outside quotation marks


class QueryInvalid(Invalid):
    """A list query names something unknown or has a value that cannot be read."""

    contract = Contract("The search cannot be read.", "Correct the word that is named.", field="q")


class CursorInvalid(Invalid):
    """A list is to be continued from a place that no answer of ours named."""

    contract = Contract("The list cannot be continued from that place.", "Begin again from the start.", field="after")


class Column(msgspec.Struct, frozen=True):
    """One attribute by which a list may be filtered and sorted.

    `sql` is the expression compared. `within` wraps the comparison where the attribute lies in another table; `{}`
    marks its place: `EXISTS (SELECT 1 FROM service_order_item i WHERE i.service_order_id = o.id AND {})`; such a
    column cannot be sorted by. `read` turns the wire's text into the value compared (a number people see into an id);
    when it raises NotFound nothing matches.
    """

    name: str
    sql: str
    kind: Kind = "text"
    within: str | None = None
    read: Callable[[str], object] | None = None


class Page(msgspec.Struct, frozen=True):
    """A stretch of a list: `offset` counts from 0, `limit` is how many at most; `throttled` when more were asked for
    than the server gives at once."""

    offset: int = 0
    limit: int = DEFAULT_LIMIT
    throttled: bool = False

    def next(self, total: int) -> Page | None:
        """The page after this one of a list of `total`, or None at its end."""
        after = self.offset + self.limit
        return Page(after, self.limit) if self.limit and after < total else None

    def previous(self, total: int) -> Page | None:
        """The page before this one, or None at the beginning; from past the end it is the last page."""
        if self.offset == 0 or not self.limit:
            return None
        if self.offset >= total:
            return self.last(total)
        return Page(max(0, self.offset - self.limit), self.limit)

    def last(self, total: int) -> Page:
        """The last page of a list of `total`."""
        return Page((total - 1) // self.limit * self.limit if self.limit and total else 0, self.limit)


class ListQuery(msgspec.Struct, frozen=True):
    """A list query as SQL: `where` and `order_by` go into the statement, `args` into its parameters from the index on
    that was given to `read_query`."""

    where: str
    args: tuple[Any, ...]
    order_by: str
    page: Page
    fields: tuple[str, ...] | None
    pairs: tuple[tuple[str, str], ...]
    first: int = 1

    @property
    def limit_sql(self) -> str:
        """`LIMIT $n OFFSET $m`, with the parameters that follow `args`; see `paged_args`."""
        after = self.first + len(self.args)
        return f"LIMIT ${after} OFFSET ${after + 1}"

    @property
    def paged_args(self) -> tuple[Any, ...]:
        """`args`, then the two values for `limit_sql`."""
        return (*self.args, self.page.limit, self.page.offset)

    def headers(self, path: str, *, total: int, returned: int) -> dict[str, str]:
        """The response headers X-Total-Count, X-Result-Count and Link (self, next, prev, last; filters repeated)."""
        links = {"self": self.page, "next": self.page.next(total), "prev": self.page.previous(total)}
        if self.page.limit:
            links["last"] = self.page.last(total)
        kept = [(name, value) for name, value in self.pairs if name not in {"offset", "limit"}]
        found = {
            "X-Total-Count": str(total),
            "X-Result-Count": str(returned),
            "Link": ", ".join(
                f'<{path}?{urlencode([*kept, ("offset", page.offset), ("limit", page.limit)])}>; rel="{rel}"'
                for rel, page in links.items()
                if page is not None
            ),
        }
        if self.page.throttled:
            found["X-Pagination-Throttled"] = "true"
        return found


def _wrong(field: str, what: str, action: str) -> QueryInvalid:
    return QueryInvalid(f"{what}; {action}", problems=[Problem(field=field, what=what, action=action)])


def read_page(pairs: Iterable[tuple[str, str]], *, cap: int = CAP) -> Page:
    """The page asked for by `offset` and `limit`; a limit above `cap` is lowered to it.

    Raises QueryInvalid when either is not a whole number of 0 or more.
    """
    numbers = {"offset": 0, "limit": min(DEFAULT_LIMIT, cap)}
    for name, value in pairs:
        if name in numbers:
            text = value.strip().strip('"')
            if not (text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= _LARGEST):
                raise _wrong(name, f"'{name}' is '{value[:40]}'", "give a whole number, 0 or more")
            numbers[name] = int(text)
    return Page(numbers["offset"], min(numbers["limit"], cap), throttled=numbers["limit"] > cap)


def _values(name: str, text: str) -> list[str]:
    values = [
        value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value for value in _COMMAS.split(text)
    ]
    if len(text) > _LONGEST_VALUE * 10 or len(values) > _MOST_VALUES or any(len(v) > _LONGEST_VALUE for v in values):
        raise _wrong(name, f"'{name}' has too many or too long values", f"give at most {_MOST_VALUES}, shorter ones")
    if any("\0" in value for value in values):
        raise _wrong(name, f"'{name}' has a zero character", "leave it out")
    return values


def read_value(column: Column, text: str) -> object:
    """A value of a column as it is compared; raises ValueError, KeyError or NotFound when it cannot be read."""
    if column.read is not None:
        return column.read(text)
    match column.kind:
        case "text":
            return text
        case "boolean":
            return {"true": True, "false": False}[text.strip().lower()]
        case "instant":
            return read_instants(text)
        case "number":
            text = text.strip()
            if re.fullmatch(r"[+-]?\d{1,18}", text):
                return int(text)
            if re.fullmatch(r"[+-]?\d{1,18}\.\d{1,18}", text):
                return Decimal(text)
            raise ValueError(text)


_EXAMPLES: Final[dict[Kind, str]] = {
    "text": "some text",
    "number": "a number such as 3",
    "boolean": "true or false",
    "instant": "a date or instant such as 2026-11-23 or 2026-11-23T10:15:00Z",
}


class Conditions:
    """Collects conditions and their parameters, numbered from `first`."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.args: list[object] = []

    def mark(self, value: object) -> str:
        """Adds a parameter and answers its typed placeholder."""
        self.args.append(value)
        match value:
            case bool():
                cast = "boolean"
            case int():
                cast = "bigint"
            case Decimal():
                cast = "numeric"
            case datetime():
                cast = "timestamptz"
            case _:
                cast = "text"
        return f"${self.first + len(self.args) - 1}::{cast}"

    def one(self, column: Column, operator: str, value: object) -> str:
        """One comparison with one value; negation is left to the caller."""
        sql = column.sql
        if isinstance(value, tuple):  # a stretch of time
            start, end = value
            match operator:
                case "gt":
                    return f"{sql} >= {self.mark(end)}"
                case "gte":
                    return f"{sql} >= {self.mark(start)}"
                case "lt":
                    return f"{sql} < {self.mark(start)}"
                case "lte":
                    return f"{sql} < {self.mark(end)}"
            return f"({sql} >= {self.mark(start)} AND {sql} < {self.mark(end)})"
        if operator == "regex":
            return f"{sql} ~ {self.mark(value)}"
        return f"{sql} {_SIGNS.get(operator, '=')} {self.mark(value)}"

    def condition(self, column: Column, operator: str, texts: Sequence[str], *, named: str) -> str:
        """All values of one query parameter: any of them may match; with `ne`, none of them may."""
        alternatives = []
        for text in texts:
            try:
                value = read_value(column, text)
            except NotFound:
                continue
            except (ValueError, KeyError, OverflowError):
                raise _wrong(named, f"'{named}' is '{text[:40]}'", f"give {_EXAMPLES[column.kind]}") from None
            alternatives.append(self.one(column, operator, value))
        inner = "FALSE" if not alternatives else " OR ".join(alternatives)
        if len(alternatives) > 1:
            inner = f"({inner})"
        if column.within is not None:
            inner = column.within.replace("{}", inner)
        return f"({inner}) IS NOT TRUE" if operator == "ne" else inner


def _find_column(name: str, columns: Mapping[str, Column]) -> tuple[Column, str]:
    if name in columns:
        return columns[name], "eq"
    stem, _, operator = name.rpartition(".")
    if stem in columns and operator in _EVERY_OPERATOR:
        column = columns[stem]
        allowed = _OPERATORS["number" if column.read is not None else column.kind]
        if operator not in allowed:
            raise _wrong(name, f"'{stem}' cannot be compared with '{operator}'", "use one of: " + ", ".join(allowed))
        return column, operator
    raise _wrong(name, f"there is no filter attribute '{name[:60]}'", "use one of: " + ", ".join(columns))


def _order_by(text: str, columns: Mapping[str, Column]) -> list[str]:
    sortable = {name: column for name, column in columns.items() if column.within is None}
    parts = []
    for part in filter(None, (part.strip().strip('"') for part in text.split(","))):
        column = sortable.get(part.lstrip("+- "))  # '+' in a URL arrives as a space
        if column is None:
            raise _wrong("sort", f"the list cannot be sorted by '{part[:60]}'", "use one of: " + ", ".join(sortable))
        parts.append(f"{column.sql} DESC NULLS LAST" if part.startswith("-") else f"{column.sql} ASC NULLS LAST")
    return parts


def read_fields(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...] | None:
    """The attributes asked for by `fields`, or None for all; `none` asks for id and href only."""
    given = [value for name, value in pairs if name == "fields"]
    names = tuple(part.strip().strip('"') for value in given for part in value.split(",") if part.strip())
    if not names:
        return None
    return () if names == ("none",) else names


def read_query(
    pairs: Iterable[tuple[str, str]],
    columns: Sequence[Column],
    *,
    default_sort: str = "",
    tie: str = "",
    first: int = 1,
    cap: int = CAP,
) -> ListQuery:
    """A list query from the URL's name-value pairs.

    Filters are ANDed; commas between values mean OR; a name may end in an operator (`orderDate.gt`). Times match by
    prefix: `orderDate=2026-11-23` is any time of that day. `default_sort` is in the form of the `sort` parameter;
    `tie` is the SQL of a unique column that ends every ordering. Parameters are numbered from `first`.

    Raises QueryInvalid for an unknown attribute or operator (naming those allowed), or a value that cannot be read.
    """
    pairs = tuple(pairs)
    known = {column.name: column for column in columns}
    conditions = Conditions(first)
    where = []
    for name, value in pairs:
        if name not in _RESERVED:
            column, operator = _find_column(name, known)
            texts = [value] if operator == "regex" else _values(name, value)
            if operator == "regex" and (len(value) > _LONGEST_PATTERN or re.search(r"\\[1-9]|\0", value)):
                raise _wrong(name, f"the pattern of '{name}' is too long or refers back", "give a simpler one")
            where.append(conditions.condition(column, operator, texts, named=name))
    asked = ",".join(value for name, value in pairs if name == "sort")
    order = _order_by(asked or default_sort, known)
    if tie:
        order.append(tie)
    return ListQuery(
        where=" AND ".join(where) or "TRUE",
        args=tuple(conditions.args),
        order_by=", ".join(order) or "1",
        page=read_page(pairs, cap=cap),
        fields=read_fields(pairs),
        pairs=pairs,
        first=first,
    )


def select_fields(doc: Mapping[str, Any], fields: Sequence[str] | None) -> dict[str, Any]:
    """`doc` with only the attributes named; id and href stay always, unknown names are passed over.

    A dotted name selects inside an attribute (`serviceOrderItem.state`). None selects everything.
    """
    if fields is None:
        return dict(doc)
    whole = {name for name in fields if "." not in name} | {"id", "href"}
    inside: dict[str, list[str]] = {}
    for name in fields:
        outer, dot, inner = name.partition(".")
        if dot and outer not in whole:
            inside.setdefault(outer, []).append(inner)
    return {
        name: _select_inside(value, inside[name]) if name in inside else value
        for name, value in doc.items()
        if name in whole or name in inside
    }


def _select_inside(value: Any, fields: Sequence[str]) -> Any:
    if isinstance(value, list):
        return [_select_inside(element, fields) for element in value]
    return select_fields(value, fields) if isinstance(value, dict) else value


def encode_cursor(key: tuple[Any, ...]) -> str:
    """A list's sort key as opaque text, from which the next request continues."""
    return urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def decode_cursor(text: str, type_: type[T]) -> T:
    """The key behind a cursor of `encode_cursor`, of the type `type_` (a tuple).

    Raises CursorInvalid when the text is not such a cursor.
    """
    try:
        key = msgspec.json.decode(urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=type_)
        for part in key if isinstance(key, tuple) else ():
            if isinstance(part, int) and not -_LARGEST <= part <= _LARGEST:
                raise ValueError(part)
            if isinstance(part, datetime) and part.tzinfo is None:
                raise ValueError(part)
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        action = "take it from 'next' of the answer before, or leave it out to start at the beginning"
        problems = [Problem(field="after", what=f"'{text[:40]}' is no cursor", action=action)]
        raise CursorInvalid(f"the cursor cannot be read: {action}", problems=problems) from None
    return key
