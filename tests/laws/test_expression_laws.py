"""Laws of expressions: both engines agree, missing values behave as three-valued logic says, exports lose nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from builders_catalog import DESIGNER, NOW, cfs, document, needs, number, rfs, table
from trunkline.catalog.cel_engines import CppEngine, Fault, RustEngine
from trunkline.catalog.commands import load_documents
from trunkline.catalog.conditions import holds
from trunkline.catalog.documents import document_of, read_document, write_document
from trunkline.catalog.expressions import Missing, compile_expression, evaluate, explain
from trunkline.catalog.model import ApprovalPolicy, Condition, DecompositionRule
from trunkline.catalog.queries import load_catalog
from trunkline.catalog.scope import Scope
from trunkline.kit.db import Database

QUICK = settings(max_examples=100, deadline=None)
CPP, RUST = CppEngine(), RustEngine()

terms = st.one_of(
    st.builds(lambda n, o, c: f"values.{n} {o} {c}", st.sampled_from("ABC"), st.sampled_from(["==", "!=", "<", ">="]),
              st.integers(-2, 2)),
    st.builds(lambda n: f"has(values.{n})", st.sampled_from("ABC")),
    st.builds(lambda n, c: f"values.{n} in {c}", st.sampled_from("ABC"), st.lists(st.integers(-2, 2), max_size=3)),
    st.builds(lambda n, m, o: f"values.{n} {o} values.{m} > 1", st.sampled_from("ABC"), st.sampled_from("ABC"),
              st.sampled_from("+-*%/")),
)  # fmt: skip
logic = st.recursive(
    terms,
    lambda inner: st.one_of(
        st.builds(lambda a, b, o: f"({a}) {o} ({b})", inner, inner, st.sampled_from(["&&", "||"])),
        st.builds(lambda a: f"!({a})", inner),
        st.builds(lambda a, b, c: f"(({a}) ? ({b}) : ({c}))", inner, inner, inner),
    ),
    max_leaves=6,
)
given_values = st.dictionaries(st.sampled_from("ABC"), st.integers(-2, 2))


def answer(result: object) -> object:
    return result.kind if isinstance(result, Fault) else result


@QUICK
@given(logic, given_values)
def test_both_engines_give_the_same_value_or_the_same_kind_of_fault(text: str, values: dict[str, Any]) -> None:
    """DEC-18: one conformance suite behind the port."""
    one, other = (port.compile(text).run({"values": values}) for port in (CPP, RUST))
    if isinstance(one, Fault) and isinstance(other, Fault):
        return  # which of several faults is met first is each engine's own
    assert answer(one) == answer(other)


def three_valued(condition: Condition, values: dict[str, Any]) -> str:
    """Kleene's logic, written down once more, plainly."""
    if condition.negated is not None:
        return {"true": "false", "false": "true", "missing": "missing"}[three_valued(condition.negated, values)]
    parts = condition.all if condition.all is not None else condition.any
    if parts is not None:
        found = [three_valued(part, values) for part in parts]
        decisive, other = ("false", "true") if condition.all is not None else ("true", "false")
        return decisive if decisive in found else "missing" if "missing" in found else other
    name = condition.characteristic or ""
    if name not in values:
        return "missing"
    return "true" if values[name] == condition.equals else "false"


conditions = st.recursive(
    st.builds(Condition, characteristic=st.sampled_from("ABC"), equals=st.integers(-1, 1)),
    lambda inner: st.one_of(
        st.builds(Condition, all=st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Condition, any=st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Condition, negated=inner),
    ),
    max_leaves=6,
)


def as_text(condition: Condition) -> str:
    """The same condition in CEL."""
    if condition.negated is not None:
        return f"!({as_text(condition.negated)})"
    parts = condition.all if condition.all is not None else condition.any
    if parts is not None:
        return (" && " if condition.all is not None else " || ").join(f"({as_text(part)})" for part in parts)
    return f"values.{condition.characteristic} == {condition.equals}"


@QUICK
@given(conditions, given_values)
def test_missing_is_neither_true_nor_false_in_terms_and_in_cel_alike(
    condition: Condition, values: dict[str, Any]
) -> None:
    """DEC-18: structured and CEL conditions of the same meaning have the same outcome, that of three-valued logic."""
    wanted = three_valued(condition, values)
    assert holds(condition, values).outcome == wanted
    assert holds(Condition(expression=as_text(condition)), values).outcome == wanted


@QUICK
@given(conditions, given_values, st.sampled_from("ABC"), st.integers(-1, 1))
def test_one_value_more_never_changes_what_was_decided(
    condition: Condition, values: dict[str, Any], name: str, value: int
) -> None:
    """DEC-18: true stays true, false stays false; only missing may become either."""
    compiled = compile_expression(as_text(condition))
    before = evaluate(compiled, Scope(values=values))
    after = evaluate(compiled, Scope(values={name: value, **values}))
    assert isinstance(before, Missing) or before == after


@QUICK
@given(conditions, given_values)
def test_the_reason_is_a_part_of_the_text_with_the_values_that_were_there(
    condition: Condition, values: dict[str, Any]
) -> None:
    """NEW-13: what is told about a decision is true."""
    text = as_text(condition)
    reason = explain(compile_expression(text), Scope(values=values))
    assert reason.term in text
    assert all(values[path.removeprefix("values.")] == value for path, value in reason.values.items())


async def test_the_database_gives_back_what_was_loaded_byte_by_byte(db: Database) -> None:
    """CAT-07: export, load and export again, for catalogs with random rules and tables."""
    cells = st.sampled_from(["> 1", "[1..5]", "1, 2", "-3", ""])
    rows = st.lists(st.tuples(cells, st.sampled_from(["true", "false"])), min_size=1, max_size=4)
    made: list[tuple[Condition, list[tuple[str, str]]]] = []

    @settings(max_examples=12, deadline=None, database=None)
    @given(conditions, rows)
    def collect(condition: Condition, given_rows: list[tuple[str, str]]) -> None:
        made.append((condition, given_rows))

    collect()
    for condition, given_rows in made:
        whole = document(
            cfs("top", number("A"), number("B"), number("C"), relationships=(
                needs("below", rule=DecompositionRule(name="r", when=Condition(any=(condition, Condition(table="t"))))),)),
            rfs("below"),
            table("t", {"a": "values.A"}, {"h": "holds"}, *({"a": a, "h": h} for a, h in given_rows)),
            ApprovalPolicy(id="p", name="p", when=Condition(expression="size(items) > 2"), approvals=2),
        )  # fmt: skip
        async with db.transaction() as tx:
            await load_documents(tx, [whole], by=DESIGNER, now=NOW)
            first = write_document(document_of(await load_catalog(tx), name="x"))
        async with db.transaction() as tx:
            again = await load_documents(tx, [read_document(first, name="x")], by=DESIGNER, now=NOW)
            assert again.published == ()
            assert write_document(document_of(await load_catalog(tx), name="x")) == first
