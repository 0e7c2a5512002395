"""Laws of paging: every element is on exactly one page, whatever the list's length and the page's."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from trunkline.kit.errors import Invalid
from trunkline.kit.tmf import Column, Page, decode_cursor, encode_cursor, read_query

COLUMNS = [
    Column("a", "t.a"),
    Column("n", "t.n", "number"),
    Column("at", "t.at", "instant"),
    Column("b", "t.b", "boolean"),
]
NAMES = st.sampled_from(
    ["a", "n", "at", "b", "a.ne", "n.gt", "at.lte", "b.ne", "a.regex", "sort", "fields", "offset", "limit", "zzz"]
)


@given(total=st.integers(0, 500), limit=st.integers(1, 60))
@settings(max_examples=100, deadline=None)
def test_following_next_visits_everything_once(total: int, limit: int) -> None:
    """API-01"""
    seen: list[int] = []
    page: Page | None = Page(0, limit)
    last = page
    while page is not None:
        seen += range(total)[page.offset : page.offset + page.limit]
        last, page = page, page.next(total)
    assert seen == list(range(total))
    assert last == Page(0, limit).last(total)


@given(total=st.integers(0, 500), limit=st.integers(0, 60), offset=st.integers(0, 700))
@settings(max_examples=100, deadline=None)
def test_previous_leads_back_to_the_beginning(total: int, limit: int, offset: int) -> None:
    """API-01"""
    page: Page | None = Page(offset, limit)
    steps = 0
    while page is not None and (before := page.previous(total)) is not None:
        assert 0 <= before.offset < page.offset
        page, steps = before, steps + 1
        assert steps <= 701
    assert page is not None
    assert page.offset == 0 or limit == 0


@given(pairs=st.lists(st.tuples(NAMES, st.text(max_size=30)), max_size=5), first=st.integers(1, 9))
@settings(max_examples=100, deadline=None)
def test_any_query_is_either_refused_or_has_its_values_only_in_parameters(
    pairs: list[tuple[str, str]], first: int
) -> None:
    """API-06, and no injection: the text of the condition does not depend on the values' text."""
    try:
        query = read_query(pairs, COLUMNS, first=first, tie="t.id")
    except Invalid:
        return
    assert query.where.count("$") == len(query.args)
    bare = query.where
    for n in range(first + len(query.args), first - 1, -1):
        bare = bare.replace(f"${n}::", "?")
    words = set("".join(c if c.isalnum() or c in "._" else " " for c in bare).split())
    assert words <= {"t.a", "t.n", "t.at", "t.b", "text", "bigint", "numeric", "timestamptz", "boolean",
                     "AND", "OR", "IS", "NOT", "TRUE", "FALSE"}  # fmt: skip


@given(key=st.tuples(st.integers(-(2**63) + 1, 2**63 - 1), st.text(), st.none() | st.booleans()))
@settings(max_examples=50, deadline=None)
def test_a_cursor_is_read_as_it_was_written(key: tuple[int, str, bool | None]) -> None:
    """API-01"""
    assert decode_cursor(encode_cursor(key), tuple[int, str, bool | None]) == key  # type: ignore[arg-type]  # a union inside
