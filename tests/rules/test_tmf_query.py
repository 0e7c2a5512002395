"""TM Forum list queries: what the URL says, and the SQL that it becomes."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

import pytest

from trunkline.kit.ids import read_service_order_number
from trunkline.kit.instants import read_instants
from trunkline.kit.tmf import (
    Column,
    CursorInvalid,
    ListQuery,
    Page,
    QueryInvalid,
    decode_cursor,
    encode_cursor,
    read_page,
    read_query,
    select_fields,
)

ITEM = "EXISTS (SELECT FROM service_order_item AS i WHERE i.service_order_id = o.id AND {})"
COLUMNS = [
    Column("id", "o.id", "number", read=read_service_order_number),
    Column("state", "o.state"),
    Column("priority", "o.priority", "number"),
    Column("orderDate", "o.order_date", "instant"),
    Column("late", "o.late", "boolean"),
    Column("serviceOrderItem.state", "i.state", within=ITEM),
]


def ask(query: str, **how: Any) -> ListQuery:
    return read_query(parse_qsl(query, keep_blank_values=True), COLUMNS, **how)


@pytest.mark.parametrize(
    ("query", "where", "args"),
    [
        ("", "TRUE", ()),
        ("state=held", "o.state = $1::text", ("held",)),
        ("state.eq=held", "o.state = $1::text", ("held",)),
        ("state=%22held%22", "o.state = $1::text", ("held",)),
        ("state=held,pending", "(o.state = $1::text OR o.state = $2::text)", ("held", "pending")),
        ('state="a,b",c', "(o.state = $1::text OR o.state = $2::text)", ("a,b", "c")),
        ("state=", "o.state = $1::text", ("",)),
        ("state.ne=held", "(o.state = $1::text) IS NOT TRUE", ("held",)),
        ("state.regex=^in,P", "o.state ~ $1::text", ("^in,P",)),
        ("priority.gte=2&priority.lt=4", "o.priority >= $1::bigint AND o.priority < $2::bigint", (2, 4)),
        ("priority=2.5", "o.priority = $1::numeric", (Decimal("2.5"),)),
        ("late=true", "o.late = $1::boolean", (True,)),
        ("id=ORD-000007", "o.id = $1::bigint", (7,)),
        ("id=nonsense", "FALSE", ()),
        ("id.ne=nonsense", "(FALSE) IS NOT TRUE", ()),
        ("id=nonsense,ORD-000007", "o.id = $1::bigint", (7,)),
        (
            "serviceOrderItem.state=held",
            "EXISTS (SELECT FROM service_order_item AS i WHERE i.service_order_id = o.id AND i.state = $1::text)",
            ("held",),
        ),
        (
            "serviceOrderItem.state.ne=held",
            "(EXISTS (SELECT FROM service_order_item AS i WHERE i.service_order_id = o.id AND i.state = $1::text)) IS NOT TRUE",
            ("held",),
        ),
        ("fields=id&sort=state&offset=1&limit=2", "TRUE", ()),
    ],
)
def test_filters_become_conditions_with_parameters(query: str, where: str, args: tuple[object, ...]) -> None:
    """API-02"""
    read = ask(query)
    assert (read.where, read.args) == (where, args)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026", datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)),
        ("2028", datetime(2028, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)),
        ("2026-02", datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-11-23", datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC)),
        ("2026-11-23T10", datetime(2026, 11, 23, 10, tzinfo=UTC), datetime(2026, 11, 23, 11, tzinfo=UTC)),
        ("2026-11-23T10:15Z", datetime(2026, 11, 23, 10, 15, tzinfo=UTC), datetime(2026, 11, 23, 10, 16, tzinfo=UTC)),
        (
            "2026-11-23T10:15:20 01:00",  # a plus that a URL turned into a space
            datetime(2026, 11, 23, 9, 15, 20, tzinfo=UTC),
            datetime(2026, 11, 23, 9, 15, 21, tzinfo=UTC),
        ),
        (
            "2026-11-23T10:15:20.5-01:00",
            datetime(2026, 11, 23, 11, 15, 20, 500000, tzinfo=UTC),
            datetime(2026, 11, 23, 11, 15, 20, 600000, tzinfo=UTC),
        ),
    ],
)
def test_a_shortened_instant_is_a_stretch_of_time(text: str, start: datetime, end: datetime) -> None:
    """API-02: instants match by prefix."""
    assert read_instants(text) == (start, end)
    assert ask("orderDate=" + text.replace("+", "%2B")).args == (start, end)


def test_instants_compare_with_the_whole_stretch() -> None:
    """API-02: after a day means after its end; at or after it means from its beginning."""
    day, after = datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC)
    told = {op: ask(f"orderDate.{op}=2026-11-23") for op in ("gt", "gte", "lt", "lte")}
    assert {op: (query.where, query.args) for op, query in told.items()} == {
        "gt": ("o.order_date >= $1::timestamptz", (after,)),
        "gte": ("o.order_date >= $1::timestamptz", (day,)),
        "lt": ("o.order_date < $1::timestamptz", (day,)),
        "lte": ("o.order_date < $1::timestamptz", (after,)),
    }


@pytest.mark.parametrize(
    "query",
    [
        "color=red", "state.like=x", "state.gt.lt=1", "priority=high", "priority=1e3", "priority=99999999999999999999",
        "priority.regex=1", "late=maybe", "late.gt=true", "orderDate=yesterday", "orderDate=2026-13", "orderDate=9999-12-31",
        "orderDate=0000", "orderDate=2026-02-30", "orderDate=", "offset=-1", "offset=x", "limit=-5", "limit=1.5", "limit=",
        "offset=99999999999999999999", "sort=color", "sort=serviceOrderItem.state", "state=%00",
        "state.regex=" + "a" * 201, r"state.regex=(a)\1", "filter=$.x", "state=" + "x" * 2001, "state=" + "a," * 300,
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(query: str) -> None:
    """API-06: 400, never 500."""
    with pytest.raises(QueryInvalid) as caught:
        ask(query)
    assert caught.value.status == 400
    assert caught.value.problems[0].field
    assert caught.value.problems[0].action


def test_an_unknown_attribute_is_named_and_so_are_those_allowed() -> None:
    """API-06"""
    with pytest.raises(QueryInvalid, match=r"no filter attribute 'color'.*id, state, priority, orderDate"):
        ask("color=red")


def test_parameters_are_numbered_from_where_the_statement_says() -> None:
    """API-02"""
    read = ask("state=held&offset=40&limit=10", first=3)
    assert read.where == "o.state = $3::text"
    assert read.limit_sql == "LIMIT $4 OFFSET $5"
    assert read.paged_args == ("held", 10, 40)


def test_sorting_follows_the_names_and_ends_in_a_unique_column() -> None:
    """API-02"""
    assert ask("sort=-orderDate,state", tie="o.id").order_by == (
        "o.order_date DESC NULLS LAST, o.state ASC NULLS LAST, o.id"
    )
    assert ask("", default_sort="-orderDate", tie="o.id DESC").order_by == "o.order_date DESC NULLS LAST, o.id DESC"
    assert ask("").order_by == "1"


def test_a_page_that_is_too_long_is_cut_and_says_so() -> None:
    """API-01"""
    read = ask("limit=5000&state=held")
    assert read.page == Page(0, 100, throttled=True)
    assert read.headers("/x", total=250, returned=100)["X-Pagination-Throttled"] == "true"
    assert read_page([("limit", "5000")], cap=10000) == Page(0, 5000)
    assert read_page([]) == Page(0, 20)


def test_the_headers_say_where_the_list_goes_on() -> None:
    """API-01: the links repeat the filters."""
    headers = ask("state=held,pending&offset=20&limit=10").headers("/tmf/serviceOrder", total=45, returned=10)
    assert headers == {
        "X-Total-Count": "45",
        "X-Result-Count": "10",
        "Link": '</tmf/serviceOrder?state=held%2Cpending&offset=20&limit=10>; rel="self", '
        '</tmf/serviceOrder?state=held%2Cpending&offset=30&limit=10>; rel="next", '
        '</tmf/serviceOrder?state=held%2Cpending&offset=10&limit=10>; rel="prev", '
        '</tmf/serviceOrder?state=held%2Cpending&offset=40&limit=10>; rel="last"',
    }


DOC: dict[str, Any] = {
    "id": "1", "href": "/1", "state": "held", "@type": "ServiceOrder",
    "serviceOrderItem": [{"id": "1", "state": "held", "action": "add"}, {"id": "2", "state": "pending", "action": "add"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ("", ["id", "href", "state", "@type", "serviceOrderItem"]),
        ("fields=state", ["id", "href", "state"]),
        ("fields=none", ["id", "href"]),
        ("fields=state,@type", ["id", "href", "state", "@type"]),
        ("fields=state&fields=unheardOf", ["id", "href", "state"]),
    ],
)
def test_attributes_are_selected_and_id_and_href_stay(fields: str, names: list[str]) -> None:
    """API-02"""
    assert list(select_fields(DOC, ask(fields).fields)) == names


def test_attributes_inside_attributes_are_selected() -> None:
    """API-02"""
    assert select_fields(DOC, ["serviceOrderItem.state"])["serviceOrderItem"] == [
        {"id": "1", "state": "held"},
        {"id": "2", "state": "pending"},
    ]
    assert (
        select_fields(DOC, ["serviceOrderItem", "serviceOrderItem.state"])["serviceOrderItem"]
        == DOC["serviceOrderItem"]
    )


@pytest.mark.parametrize("text", ["", "x", "!!!", "bnVsbA", "WzFd", "é", "W10", encode_cursor((2**64, "x"))])
def test_a_text_that_is_no_cursor_is_refused(text: str) -> None:
    """API-01"""
    with pytest.raises(CursorInvalid):
        decode_cursor(text, tuple[int, str])


def test_a_cursor_with_an_instant_comes_back_whole() -> None:
    """API-01"""
    key = (3, datetime(2026, 11, 23, 10, 15, 20, 123456, tzinfo=UTC), 7)
    assert decode_cursor(encode_cursor(key), tuple[int, datetime, int]) == key
