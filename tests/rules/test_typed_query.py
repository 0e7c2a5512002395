"""Typed queries: what a word means, and the error that names the word and its place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from trunkline.kit.tmf import Column, QueryInvalid
from trunkline.kit.typed_query import QueryField, loose_words, query_sql

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FIELDS = (
    QueryField(column=Column("state", "x.state"), about="", values=("held", "inProgress")),
    QueryField(column=Column("customer", "x.customer"), about="", contains=True),
    QueryField(column=Column("due", "x.due", "instant"), about="", nullable=True),
    QueryField(column=Column("priority", "x.priority", "number"), about=""),
    QueryField(column=Column("assignee", "x.assignee"), about="", values=("me",), open_values=True, nullable=True),
    QueryField(column=Column("site", "i.place", within="EXISTS (SELECT FROM i WHERE {})"), about="", contains=True),
)


def day(n: int, month: int = 11, hour: int = 0) -> datetime:
    return datetime(2026, month, n, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "where", "args"),
    [
        ("", "TRUE", ()),
        ("state:HELD,inprogress", "(x.state = $3::text OR x.state = $4::text)", ("held", "inProgress")),
        ("-state:held", "(x.state = $3::text) IS NOT TRUE", ("held",)),
        ("state!=held", "(x.state = $3::text) IS NOT TRUE", ("held",)),
        ("-state!=held", "(x.state = $3::text)", ("held",)),
        ('customer:"Acme 100%"', "(x.customer ILIKE $3::text)", ("%Acme 100\\%%",)),
        ("customer=Acme", "(x.customer = $3::text)", ("Acme",)),
        ("-site:berlin", "(EXISTS (SELECT FROM i WHERE (i.place ILIKE $3::text))) IS NOT TRUE", ("%berlin%",)),
        ("due<2026-12-01", "(x.due < $3::timestamptz)", (day(1, 12),)),
        ("due<=2026-12", "(x.due < $3::timestamptz)", (datetime(2027, 1, 1, tzinfo=UTC),)),
        ("due:today", "((x.due >= $3::timestamptz AND x.due < $4::timestamptz))", (day(23), day(24))),
        ("due<3d due>-12h", "(x.due < $3::timestamptz) AND (x.due > $4::timestamptz)", (day(26, hour=8), day(22, hour=20))),
        ("due:none,tomorrow", "(x.due IS NULL OR (x.due >= $3::timestamptz AND x.due < $4::timestamptz))", (day(24), day(25))),
        ("priority>=2", "(x.priority >= $3::bigint)", (2,)),
        ("assignee:me -assignee:none", "(x.assignee = $3::text) AND (x.assignee IS NULL) IS NOT TRUE", ("felix",)),
        ("acme", "(x.name ILIKE $3::text)", ("%acme%",)),
        ("state:held or priority:1", "((x.state = $3::text) OR (x.priority = $4::bigint))", ("held", 1)),
        ("due<now (state:held OR acme)", "(x.due < $3::timestamptz) AND ((x.state = $4::text) OR (x.name ILIKE $5::text))",
         (NOW, "held", "%acme%")),
        ("a b or c", "(((x.name ILIKE $3::text) AND (x.name ILIKE $4::text)) OR (x.name ILIKE $5::text))", ("%a%", "%b%", "%c%")),
        ("-(state:held priority:1)", "(((x.state = $3::text) AND (x.priority = $4::bigint))) IS NOT TRUE", ("held", 1)),
        ("((state:held))", "(x.state = $3::text)", ("held",)),
        ('"or" customer:Line(A)', "(x.name ILIKE $3::text) AND (x.customer ILIKE $4::text)", ("%or%", "%Line(A)%")),
        ("(customer:Line(A) or b)", "((x.customer ILIKE $3::text) OR (x.name ILIKE $4::text))", ("%Line(A)%", "%b%")),
        ("a) b", "(x.name ILIKE $3::text) AND (x.name ILIKE $4::text)", ("%a)%", "%b%")),
    ],
)  # fmt: skip
def test_a_word_is_a_condition_and_words_are_anded(text: str, where: str, args: tuple[object, ...]) -> None:
    """UIF-14."""
    found = query_sql(text, FIELDS, anywhere=("x.name",), first=3, now=NOW, words={"me": "felix"})
    assert (found.where, found.args) == (where, args)


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("customer:acme stat:held", "word 2 'stat:held' (character 15)", "did you mean 'state'?"),
        ("  state:hold", "word 1 'state:hold' (character 3)", "did you mean 'held'?"),
        ("due<someday", "word 1 'due<someday' (character 1)", "'today', or a span from now such as 3d"),
        ("priority:high", "word 1 'priority:high'", "give a number"),
        ("customer<acme", "word 1 'customer<acme'", "use one of: : = !="),
        ('a "b', "word 2 '\"b' (character 3)", "a quotation mark is not closed"),
        ("customer:", "word 1 'customer:'", "a value is missing"),
        ("due>none", "word 1 'due>none'", "cannot be read"),
        (" ".join(["a"] * 31), "word 31 'a' (character 61)", "at most 30"),
        ("a or", "word 2 'or' (character 3)", "nothing stands behind 'or'"),
        ("or state:held", "word 1 'or' (character 1)", "nothing stands before 'or'"),
        ("state:held (acme", "word 2 '(acme' (character 12)", "a bracket is not closed"),
        ("a () b", "word 2 '()' (character 3)", "the brackets are empty"),
        ("a or or b", "word 2 'or' (character 3)", "nothing stands behind 'or'"),
        ("(" * 6 + "a" + ")" * 6, "word 1", "brackets are in too many brackets"),
        ("x" * 501, "the query is too long", "under 500"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(text: str, place: str, says: str) -> None:
    """UIF-14, UIF-09."""
    with pytest.raises(QueryInvalid) as refused:
        query_sql(text, FIELDS, anywhere=("x.name",), first=1, now=NOW)
    assert place in refused.value.message and says in refused.value.message
    assert refused.value.problems[0].field == "q"


def test_words_without_a_field_are_left_to_a_search_where_the_list_has_one() -> None:
    """UIF-14."""
    assert loose_words('acme state:held "new york"') == "acme new york"
    assert query_sql("acme state:held", FIELDS, anywhere=(), first=1, now=NOW).args == ("held",)
    for query in ("acme or state:held", "(acme) or state:held", "-(acme state:held)"):
        with pytest.raises(QueryInvalid, match="name its field"):
            query_sql(query, FIELDS, anywhere=(), first=1, now=NOW)
    with pytest.raises(QueryInvalid, match="name its field"):
        query_sql("-acme", FIELDS, anywhere=(), first=1, now=NOW)
