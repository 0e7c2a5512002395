"""What makes a catalog unsound, and where the fault is said to be."""

from __future__ import annotations

import itertools

import pytest

from builders_catalog import catalog, cfs, characteristic, needs, number, plan, resource, rfs, task
from trunkline.catalog.model import (
    CharacteristicMapping,
    CharacteristicOption,
    CharacteristicSpecification,
    Condition,
    DataField,
    DecompositionRule,
    MappingDirection,
    PlanSpecification,
    Quantity,
    RelationshipType,
    Specification,
    SpecificationDependency,
    SpecificationKind,
    ValueType,
)
from trunkline.catalog.plans import select_plan
from trunkline.catalog.relationships import is_allowed
from trunkline.catalog.validation import check_catalog

R = RelationshipType
C, F, X = SpecificationKind.CFS, SpecificationKind.RFS, SpecificationKind.RESOURCE


def fields(*nouns: Specification | PlanSpecification) -> list[str]:
    """Where the faults are."""
    specifications = [noun for noun in nouns if isinstance(noun, Specification)]
    return [
        p.field or "" for p in check_catalog(specifications, [n for n in nouns if isinstance(n, PlanSpecification)])
    ]


def related(**relationship: object) -> list[str]:
    """Where the faults are of a relationship from a CFS to an RFS."""
    source = cfs("up", number("Count"), characteristic("Text"), characteristic("Choice", options=["a", "b"]),
                 characteristic("Things", ValueType.ARRAY, element=characteristic("Thing", ValueType.OBJECT, properties=(
                     number("Size"),))), characteristic("Free", ValueType.OBJECT),
                 relationships=(needs("down", **relationship),))  # type: ignore[arg-type]  # by name  # fmt: skip
    target = rfs("down", number("N"), characteristic("T"), characteristic("O", options=["x"]),
                 characteristic("B", ValueType.BOOLEAN))  # fmt: skip
    return [field.removeprefix("relationships[0].") for field in fields(source, target)]


@pytest.mark.parametrize(("type", "allowed"), [
    (R.BUNDLES, {(C, C), (F, F), (X, X)}),
    (R.REALIZED_AS, {(C, C), (C, F), (F, F)}),
    (R.REQUIRES, {(C, C), (C, F), (F, F), (C, X), (F, X)}),
    (R.COMPOSED_OF, {(C, C), (C, F), (F, F), (X, X)}),
])  # fmt: skip
def test_a_relationship_joins_only_the_kinds_of_its_type(type: RelationshipType, allowed: set[object]) -> None:
    """CAT-04."""
    makers = {C: cfs, F: rfs, X: resource}
    for source, target in itertools.product(makers, makers):
        sound = fields(makers[source]("a", relationships=(needs("b", type),)), makers[target]("b")) == []
        assert sound is is_allowed(type, source, target) is ((source, target) in allowed)


@pytest.mark.parametrize(("c", "field"), [
    (characteristic(""), "characteristics[]"),
    (number("N", minimum=5, maximum=4), "characteristics[N].minimum"),
    (characteristic("N", min_length=5, max_length=4), "characteristics[N].min_length"),
    (characteristic("N", min_length=-1), "characteristics[N]"),
    (characteristic("N", minimum=5), "characteristics[N]"),
    (number("N", pattern="x"), "characteristics[N]"),
    (number("N", max_size=1), "characteristics[N]"),
    (characteristic("N", element=number("E")), "characteristics[N]"),
    (characteristic("N", properties=(number("E"),)), "characteristics[N]"),
    (characteristic("N", pattern="("), "characteristics[N].pattern"),
    (number("N", default="5"), "characteristics[N].default"),
    (number("N", default=5, maximum=4), "characteristics[N].default"),
    (number("N", options=[1, "2"]), "characteristics[N].options[1]"),
    (number("N", options=[1, 1]), "characteristics[N].options"),
    (number("N", options=[1, 2], default=3), "characteristics[N].default"),
    (CharacteristicSpecification(name="N", options=(
        CharacteristicOption(value="a", default=True), CharacteristicOption(value="b", default=True))),
     "characteristics[N].default"),
    (characteristic("N", ValueType.OBJECT, properties=(number("E"), number("E"))), "characteristics[N].properties"),
    (characteristic("N", ValueType.ARRAY, element=number("E", minimum=2, maximum=1)), "characteristics[N].element.minimum"),
])  # fmt: skip
def test_a_characteristic_that_contradicts_itself_is_refused(c: CharacteristicSpecification, field: str) -> None:
    """CAT-02, CAT-03."""
    assert fields(cfs("x", c)) == [field]


def test_names_are_unique() -> None:
    """CAT-02."""
    assert fields(cfs("x", number("A"), number("A"))) == ["characteristics"]
    assert fields(cfs("x"), rfs("x")) == ["id"]


@pytest.mark.parametrize(("condition", "field"), [
    (Condition(), ""), (Condition(characteristic="Count"), ""), (Condition(characteristic="Nope", present=True), ""),
    (Condition(characteristic="Count", present=True, equals=1), ""), (Condition(characteristic="Text", at_least=1), ""),
    (Condition(characteristic="Count", present=True, all=(Condition(characteristic="Count", present=True),)), ""),
    (Condition(characteristic="Choice", equals="c"), ""), (Condition(characteristic="Choice", one_of=("a", "c")), ""),
    (Condition(characteristic="Count", equals="1"), ""), (Condition(characteristic="Count", equals=None), ""),
    (Condition(characteristic="Count", at_least=2, at_most=1), ""), (Condition(all=()), ""), (Condition(any=()), ""),
    (Condition(characteristic="Count", one_of=()), ""), (Condition(characteristic="Things.Nope", present=True), ""),
    (Condition(characteristic="Things.Size", equals="x"), ""),
    (Condition(all=(Condition(characteristic="Count", present=True), Condition(negated=Condition()))), ".all[1].negated"),
])  # fmt: skip
def test_a_condition_that_cannot_be_meant_is_refused(condition: Condition, field: str) -> None:
    """DEC-18: one form, known characteristics, like compared with like, options that exist."""
    [found] = related(rule=DecompositionRule(name="r", when=condition))
    assert found.startswith("rule.when")


@pytest.mark.parametrize("condition", [
    Condition(characteristic="Things.Size", at_least=1), Condition(characteristic="Free.any.thing", equals=1),
    Condition(characteristic="Choice", one_of=("a", "b")), Condition(characteristic="Count", at_least=1, at_most=2),
])  # fmt: skip
def test_a_condition_may_go_into_arrays_and_into_what_nobody_described(condition: Condition) -> None:
    """DEC-18."""
    assert related(rule=DecompositionRule(name="r", when=condition)) == []


@pytest.mark.parametrize(("quantity", "faulty"), [
    (Quantity(), False), (Quantity(minimum=2), True), (Quantity(default=2), True), (Quantity(minimum=-1), True),
    (Quantity(maximum=5, characteristic="Count"), False), (Quantity(characteristic="Nope"), True),
    (Quantity(characteristic="Text"), True),
])  # fmt: skip
def test_quantities_are_in_order_and_counted_by_an_integer(quantity: Quantity, faulty: bool) -> None:
    """DEC-10, DEC-11."""
    assert bool(related(quantity=quantity)) is faulty


def _m(target: str, source: str | None = None, **more: object) -> CharacteristicMapping:
    return CharacteristicMapping(target=target, source=source, **more)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(("mapping", "faulty"), [
    (_m("N", "Count"), None), (_m("T", "Text"), None), (_m("T", "Choice"), None), (_m("N", constant=5), None),
    (_m("O", "Choice", values={"a": "x"}, otherwise="x"), None), (_m("B", "Choice", values={"a": True, "b": False}), None),
    (_m("Count", "N", direction=MappingDirection.UP), None),
    (_m("Nope", "Count"), "target"), (_m("N", "Nope"), "source"), (_m("N"), ""), (_m("N", "Count", constant=5), ""),
    (_m("N", constant="5"), "constant"), (_m("N", "Text"), "source"), (_m("T", "Count"), "source"),
    (_m("O", "Choice"), "source"), (_m("O", "Choice", values={"a": "x"}), "values"),
    (_m("O", "Choice", values={"a": "x", "b": "x", "c": "x"}), "values[c]"),
    (_m("O", "Choice", values={"a": "y", "b": "x"}), "values[a]"), (_m("O", "Choice", otherwise="x"), "otherwise"),
    (_m("T", constant="x", values={"a": "x"}), "values"), (_m("N", "Count", direction=MappingDirection.UP), "target"),
    (_m("N", "Count", when=Condition(characteristic="N", present=True)), "when"),
])  # fmt: skip
def test_a_mapping_joins_characteristics_that_exist_and_fit(mapping: CharacteristicMapping, faulty: str | None) -> None:
    """MAP-01 to MAP-04, MAP-06: text does not become a number without a translation."""
    found = related(mappings=(mapping,))
    if faulty is None:
        assert found == []
    else:
        assert f"mappings[0].{faulty}".rstrip(".") in found


def test_two_unconditional_mappings_to_one_characteristic_are_refused() -> None:
    """MAP-06."""
    assert related(mappings=(_m("N", "Count"), _m("N", constant=1))) == ["mappings[1].target"]


def test_a_circle_of_relationships_is_named() -> None:
    """DEC-23."""
    [problem] = check_catalog([
        rfs("a", relationships=(needs("b"),)), rfs("b", relationships=(needs("c"),)),
        rfs("c", relationships=(needs("a"),))], [])  # fmt: skip
    assert "a -> b -> c -> a" in problem.what
    assert fields(rfs("a", relationships=(needs("a"),))) == ["relationships"]


LINE = rfs("line", number("Speed"))


@pytest.mark.parametrize(("faulty", "field"), [
    (plan("p", task("a"), task("a"), specification="line"), "tasks"),
    (plan("p", task("a", "nope"), specification="line"), "tasks[a].after"),
    (plan("p", task("a", "a"), specification="line"), "tasks[a].after"),
    (plan("p", task("a"), task("b", "a", "a"), specification="line"), "tasks[b].after"),
    (plan("p", task("a", "b"), task("b", "a"), specification="line"), "tasks"),
    (plan("p", task("a", data=(DataField(characteristic="Nope"),)), specification="line"), "tasks[a].data"),
    (plan("p", task("a", assignment_group=None), specification="line"), "tasks[a].assignment_group"),
    (plan("p", task("a", kind="automated"), specification="line"), "tasks[a].executor"),
    (plan("p", task("a", executor="http"), specification="line"), "tasks[a].executor"),
    (plan("p", task("a", kind="magic"), specification="line"), "tasks[a].kind"),
    (plan("p", task("a"), specification="nope"), "specification"),
    (plan("p", task("a"), specification="line", actions=("explode",)), "actions"),
    (plan("p", task("a", after_specifications=(SpecificationDependency(specification="nope"),)), specification="line"),
     "tasks[a].after_specifications"),
    (plan("p", task("a", after_specifications=(SpecificationDependency(specification="line"),)), specification="line"),
     "after_specifications"),
])  # fmt: skip
def test_a_plan_that_cannot_be_carried_out_is_refused(faulty: PlanSpecification, field: str) -> None:
    """PLN-08: unique keys, known and acyclic dependencies, somebody or something to do each task."""
    assert field in fields(LINE, faulty)


def test_domain_orders_that_would_wait_for_each_other_are_refused() -> None:
    """PLN-08: the parent waits for its children, and a child for its parent."""
    up = cfs("up", relationships=(needs("line"),))
    waits = SpecificationDependency(specification="up")
    nouns = (up, LINE, plan("p", task("a", after_children=True), specification="up", actions=("add",)))
    below = plan("q", task("b", after_specifications=(waits,)), specification="line", actions=("add",))
    other = plan("q", task("b", after_specifications=(waits,)), specification="line", actions=("delete",))
    assert "after_specifications" in fields(*nouns, below)
    assert fields(*nouns, other) == []


def test_two_plans_with_the_same_condition_are_refused() -> None:
    """PLN-03."""
    assert fields(LINE, plan("p", task(), specification="line"), plan("q", task(), specification="line")) == ["actions"]
    assert fields(LINE, plan("p", task(), specification="line", actions=("add",)),
                  plan("q", task(), specification="line")) == []  # fmt: skip


def test_the_most_specific_plan_is_chosen() -> None:
    """PLN-01: specification before category before kind; a named action before none."""
    spec = rfs("line", category="Access")
    plans = [
        plan("by-kind", task(), kind=F), plan("by-category", task(), category="Access"),
        plan("by-category-add", task(), category="Access", actions=("add",)),
        plan("by-specification", task(), specification="line"),
        plan("by-specification-add", task(), specification="line", actions=("add",)),
    ]  # fmt: skip
    for remaining in range(len(plans), 0, -1):
        chosen = select_plan(catalog(spec, *reversed(plans[:remaining])), spec, "add")
        assert chosen is plans[remaining - 1]
    assert select_plan(catalog(spec, *plans), spec, "modify") is plans[3]
    assert select_plan(catalog(spec, *plans), rfs("other"), "modify") is plans[0]
    assert select_plan(catalog(spec, *plans), cfs("other"), "add") is None
