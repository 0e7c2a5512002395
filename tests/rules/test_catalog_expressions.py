"""Expressions: values, missing values, faults, budgets and the term that decided."""

from __future__ import annotations

from typing import Any

import pytest

from trunkline.catalog.cel_engines import CppEngine, Engine, Fault, RustEngine, engine
from trunkline.catalog.conditions import characteristics_of, holds
from trunkline.catalog.errors import ExpressionFailed, ExpressionInvalid
from trunkline.catalog.expressions import (
    LONGEST,
    Missing,
    compile_expression,
    evaluate_number,
    evaluate_text,
    explain,
    paths_of,
)
from trunkline.catalog.model import Condition
from trunkline.catalog.scope import Scope

CPP, RUST = CppEngine(), RustEngine()
CASES: list[tuple[str, dict[str, Any], object]] = [
    ("values.A > 1", {"values": {"A": 2}}, True),
    ("values.A > 1", {"values": {}}, "absent"),
    ("values.A > 1 || true", {"values": {}}, True),
    ("values.A > 1 && false", {"values": {}}, False),
    ("values.A > 1", {"values": {"A": "x"}}, "overload"),
    ("values.A > 1.5", {"values": {"A": 2}}, True),
    ("values.A == 2.0", {"values": {"A": 2}}, True),
    ('values.A == "2"', {"values": {"A": 2}}, False),
    ('values["Service Type"] == "x"', {"values": {"Service Type": "x"}}, True),
    ("has(values.A.B)", {"values": {"A": {}}}, False),
    ("has(values.A.B)", {"values": {}}, "absent"),
    ('values.L.exists(s, s.C == "NL")', {"values": {"L": [{"C": "NL"}, {}]}}, True),
    ('values.L.exists(s, s.C == "NL")', {"values": {"L": [{"C": "BE"}, {}]}}, "absent"),
    ("values.L.map(s, s.C)", {"values": {"L": [{"C": "BE"}, {"C": "NL"}]}}, ["BE", "NL"]),
    ("values.L.filter(s, s > 1).size()", {"values": {"L": [1, 2, 3]}}, 2),
    ('{"a": values.A, "b": [1, 2.5]}', {"values": {"A": 2}}, {"a": 2, "b": [1, 2.5]}),
    ("1 / 0", {}, "other"),
    ("values.A + 1.0", {"values": {"A": 1}}, "overload"),
    ('action == "add" ? 1 : 2', {"action": "modify"}, 2),
    ("timestamp(order.d) > timestamp('2026-01-01T00:00:00Z')", {"order": {"d": "2026-02-01T00:00:00Z"}}, True),
    ('"aab".matches("^a+b$")', {}, True),
    ('int("5") + 7 / 2', {}, 8),
    ('"A" in values && values.A in ["x", 1]', {"values": {"A": 1}}, True),
    ('items.exists(i, i.specification == "fibre")', {"items": [{"specification": "fibre"}]}, True),
    ("values.L[0]", {"values": {"L": []}}, "absent"),
    ("9223372036854775807 + values.A", {"values": {"A": 1}}, "other"),
]


@pytest.mark.parametrize("port", [CPP, RUST], ids=lambda each: each.name)
@pytest.mark.parametrize(("text", "names", "wanted"), CASES, ids=[f"{n}: {case[0]}" for n, case in enumerate(CASES)])
def test_both_engines_answer_alike(port: Engine, text: str, names: dict[str, Any], wanted: object) -> None:
    """DEC-18: one suite for the port, whatever engine stands behind it."""
    result = port.compile(text).run(names)
    assert (result.kind if isinstance(result, Fault) else result) == wanted


@pytest.mark.parametrize("port", [CPP, RUST], ids=lambda each: each.name)
@pytest.mark.parametrize("text", ["1 +", "a b", "(1", '"x', ""])
def test_both_engines_refuse_what_is_no_expression(port: Engine, text: str) -> None:
    """DEC-18."""
    with pytest.raises(ValueError, match=r"\w"):
        port.compile(text)


def test_the_engine_in_cpp_is_the_first_choice() -> None:
    """DEC-18."""
    assert engine().name == CPP.name


@pytest.mark.parametrize(
    ("text", "values", "term"),
    [
        ('values.A >= 100 && action == "add"', {"A": 50}, "values.A >= 100 is false (values.A = 50)"),
        ('values.A >= 100 && action == "cease"', {"A": 500}, "action == \"cease\" is false (action = 'add')"),
        ("values.A >= 100 && has(values.B)", {"A": 100}, "has(values.B) is false"),
        ("values.A > 1 || values.B > 1", {"A": 1, "B": 2}, "values.B > 1 is true (values.B = 2)"),
        ("values.A > 1 && values.B > 1", {"A": 2}, "values.B > 1: values.B has no value"),
        ('values["Service Type"] == "x"', {}, 'values["Service Type"] == "x": values["Service Type"] has no value'),
    ],
)
def test_the_term_that_decided_is_told_with_its_values(text: str, values: dict[str, object], term: str) -> None:
    """NEW-13, DEC-18."""
    assert explain(compile_expression(text), Scope(values=values)).text == term
    assert holds(Condition(expression=text), values).text == term


def test_a_missing_value_is_neither_false_nor_a_failure() -> None:
    """DEC-18."""
    assert evaluate_text("values.A == 1 ? values.B : values.C", Scope(values={"A": 1, "C": 3})) == Missing("values.B")
    assert evaluate_text("values.A > 1", Scope(values={"A": ""})) == Missing("values.A")
    assert evaluate_text("values.A.B > 1", Scope(values={"A": {"B": None}})) == Missing("values.A.B")
    verdict = holds(Condition(negated=Condition(expression="values.A > 1")), {})
    assert (verdict.outcome, verdict.characteristic) == ("missing", "A")


def test_what_fails_although_everything_is_there_is_told() -> None:
    """DEC-18."""
    with pytest.raises(ExpressionFailed, match=r"`values.A / 0 == 1` gave no value: divide by zero"):
        evaluate_text('action == "add" && values.A / 0 == 1', Scope(values={"A": 1}))
    with pytest.raises(ExpressionFailed, match="true or false"):
        holds(Condition(expression="values.A"), {"A": 1})


def test_decimals_that_json_wrote_without_a_point_are_calculated_with() -> None:
    """DEC-18."""
    assert evaluate_text("values.A * 2.5", Scope(values={"A": 4})) == 10.0
    assert evaluate_text("values.A + values.B", Scope(values={"A": 4, "B": 0.5})) == 4.5


def test_a_number_is_whole_or_refused() -> None:
    """DEC-18."""
    assert evaluate_number("size(values.Sites) + 1", Scope(values={"Sites": [1, 2]})) == 3
    assert evaluate_number("values.A", Scope()) == Missing("values.A")
    for text in ("values.A", "values.A == 2.5", "values.A * 1.1"):
        with pytest.raises(ExpressionFailed, match="make it give a whole number"):
            evaluate_number(text, Scope(values={"A": 2.5}))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("values.A ==", "ends too early"),
        ("nothing.A == 1", "there is nothing called 'nothing'"),
        ("1 + 'a' == 2", "no matching overload"),
        (" || ".join(["values.A == 1"] * 200), "characters"),
        ("+".join(["1"] * 500), "parts"),
        ("(" * 900 + "1" + ")" * 900, "nested too deeply"),
        ("!" * 60 + "true", "levels"),
        ("values.L.all(a, a.all(b, b.all(c, c)))", "lists inside lists"),
        ("values.A.`x`", "belongs to nothing"),
    ],
)
def test_what_cannot_run_or_is_too_large_is_refused(text: str, told: str) -> None:
    """DEC-18: a size budget."""
    with pytest.raises(ExpressionInvalid, match=told):
        compile_expression(text)
    assert LONGEST == 2000


def test_an_evaluation_that_would_take_too_long_is_refused() -> None:
    """DEC-18: a time budget; the number of rounds is known before the first."""
    text = "values.L.all(a, values.L.all(b, a + b > 0))"
    assert evaluate_text(text, Scope(values={"L": list(range(1, 100))})) is True
    with pytest.raises(ExpressionFailed, match="more than 100000"):
        evaluate_text(text, Scope(values={"L": list(range(1000))}))


def test_the_names_that_an_expression_reads_are_known() -> None:
    """NEW-13."""
    text = 'values.Sites.exists(s, s.Country == root.Country) && values["Service Type"] != "x" && has(values.B)'
    assert paths_of(text) == ("values.Sites", "root.Country", 'values["Service Type"]')
    assert characteristics_of(Condition(expression=text)) == ("Sites", "Service Type", "B")
