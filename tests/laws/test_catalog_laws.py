"""Laws of the catalog: nothing is lost on the way to YAML, JSON and back; more knowledge never changes an outcome."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from builders_catalog import NOW, cfs
from trunkline.catalog.characteristics import check_values, coerce, same, with_defaults
from trunkline.catalog.conditions import holds
from trunkline.catalog.documents import read_document, write_document
from trunkline.catalog.model import (
    CatalogDocument,
    Characteristic,
    CharacteristicMapping,
    CharacteristicOption,
    CharacteristicSpecification,
    CompatibilityRule,
    CompatibilityType,
    Condition,
    DataField,
    DecompositionRule,
    MappingDirection,
    MissingValue,
    PlanSpecification,
    Quantity,
    RelationshipType,
    RetryPolicy,
    SharedScope,
    Sharing,
    Specification,
    SpecificationKind,
    SpecificationRelationship,
    TaskSpecification,
    ValueType,
)
from trunkline.catalog.validation import check_catalog
from trunkline.catalog.versions import same_content
from trunkline.catalog.wire import face_of, read_specification, render_specification
from trunkline.catalog.wire_structs import read_struct, render_struct

QUICK = settings(max_examples=60, deadline=None)

names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12).filter(
    lambda text: bool(text.strip())
)
tricky = st.sampled_from(["yes", "null", "~", "1e5", "007", "1.5", "0x10", "2026-12-31", "12:30", "<<", "=", "- a", " a ",
                          "a: b", "#", "", "true", "\x85", "\u2028", "1_000", ".5", "+1", "é", "😀", "'", '"', "%", "@x"])  # fmt: skip
texts = names | tricky
scalars = (
    texts | st.integers(-(2**60), 2**60) | st.booleans() | st.floats(allow_nan=False, allow_infinity=False, width=32)
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=6
)
bounds = st.none() | st.floats(-1e9, 1e9).map(lambda n: round(n, 3))
extras = st.dictionaries(names.map(lambda name: f"x-{name}"), values, max_size=2)


def conditions() -> st.SearchStrategy[Condition]:
    """Well-formed conditions over a few names."""
    paths = st.sampled_from(["A", "B", "A.x", "C"])
    numbers = st.integers(-3, 3)
    terms = st.one_of(
        st.builds(Condition, characteristic=paths, present=st.booleans()),
        st.builds(Condition, characteristic=paths, equals=scalars),
        st.builds(Condition, characteristic=paths, one_of=st.lists(scalars, min_size=1, max_size=3).map(tuple)),
        st.builds(Condition, characteristic=paths, at_least=numbers.map(float)),
        st.builds(Condition, characteristic=paths, at_most=numbers.map(float)),
    )
    return st.recursive(
        terms,
        lambda inner: st.one_of(
            st.builds(Condition, all=st.lists(inner, min_size=1, max_size=3).map(tuple)),
            st.builds(Condition, any=st.lists(inner, min_size=1, max_size=3).map(tuple)),
            st.builds(Condition, negated=inner),
        ),
        max_leaves=5,
    )


@st.composite
def characteristics(draw: st.DrawFn, depth: int = 0) -> CharacteristicSpecification:
    """Characteristic specifications as a draft may hold them."""
    value_type = draw(st.sampled_from(list(ValueType) if depth < 2 else [ValueType.TEXT, ValueType.INTEGER]))
    plain = {
        ValueType.INTEGER: st.integers(-99, 99),
        ValueType.DECIMAL: st.floats(-99, 99),
        ValueType.BOOLEAN: st.booleans(),
    }
    value = plain.get(value_type, texts)
    free = value_type in (ValueType.OBJECT, ValueType.ADDRESS, ValueType.ARRAY)
    numeric = value_type in (ValueType.INTEGER, ValueType.DECIMAL)
    options = [] if free else draw(st.lists(
        st.builds(CharacteristicOption, value=value, label=st.none() | texts, default=st.booleans(), extra=extras),
        max_size=3))  # fmt: skip
    return CharacteristicSpecification(
        name=draw(names), value_type=value_type, description=draw(texts), unit=draw(st.none() | names.filter(str.isalpha)),
        mandatory=draw(st.booleans()), default=None if free else draw(st.none() | value), options=tuple(options),
        minimum=draw(bounds) if numeric else None, maximum=draw(bounds) if numeric else None,
        min_length=draw(st.none() | st.integers(0, 9)), pattern=draw(st.none() | texts),
        max_size=draw(st.none() | st.integers(0, 9)),
        schema=draw(st.none() | st.just({"type": "string"})),
        element=draw(characteristics(depth + 1)) if value_type is ValueType.ARRAY else None,
        properties=tuple(draw(st.lists(characteristics(depth + 1), max_size=2))) if value_type is ValueType.OBJECT else (),
        extra=draw(extras))  # fmt: skip


mappings = st.builds(
    CharacteristicMapping, target=names, source=st.none() | names, constant=st.none() | values,
    values=st.none() | st.dictionaries(texts, values, max_size=3), otherwise=st.none() | values,
    direction=st.sampled_from(MappingDirection), when=st.none() | conditions(), expression=st.none() | texts,
    table=st.none() | names, output=st.none() | names, sibling=st.none() | names)  # fmt: skip
relationships = st.builds(
    SpecificationRelationship, type=st.sampled_from(RelationshipType), target=names, mandatory=st.booleans(),
    order=st.integers(0, 9), quantity=st.builds(
        Quantity, minimum=st.integers(0, 9), characteristic=st.none() | names, expression=st.none() | texts.filter(bool),
        each_of=st.none() | names, element=st.none() | names),
    sharing=st.none() | st.builds(
        Sharing, scope=st.sampled_from(SharedScope), alike=st.lists(names, max_size=2).map(tuple), same_place=st.booleans()),
    missing=st.sampled_from(MissingValue),
    rule=st.none() | st.builds(DecompositionRule, name=texts, when=conditions()),
    mappings=st.lists(mappings, max_size=2).map(tuple), extra=extras)  # fmt: skip
specifications = st.builds(
    Specification, id=names, kind=st.sampled_from(SpecificationKind), name=names, description=texts,
    category=st.none() | texts, orderable=st.booleans(), location_required=st.booleans(), transient=st.booleans(),
    characteristics=st.lists(characteristics(), max_size=3).map(tuple),
    relationships=st.lists(relationships, max_size=2).map(tuple), risk=st.integers(0, 100),
    serviceable=st.none() | conditions(), compatibility=st.lists(st.builds(
        CompatibilityRule, name=names, type=st.sampled_from(CompatibilityType), target=names, same_place=st.booleans(),
        minimum=st.integers(0, 3), maximum=st.none() | st.integers(3, 9), when=st.none() | conditions(),
        blocking=st.booleans(), text=texts), max_size=2).map(tuple), extra=extras)  # fmt: skip
tasks = st.builds(
    TaskSpecification, key=names, name=texts, assignment_group=st.none() | texts, config=extras,
    duration=st.integers(0, 10**7).map(lambda n: timedelta(seconds=n)), after=st.lists(names, max_size=2).map(tuple),
    retry=st.builds(RetryPolicy, attempts=st.integers(1, 5), delay=st.integers(0, 99).map(lambda n: timedelta(seconds=n))),
    data=st.lists(st.builds(DataField, characteristic=names, mandatory=st.booleans()), max_size=2).map(tuple))  # fmt: skip
plans = st.builds(PlanSpecification, id=names, specification=st.none() | names, kind=st.none() | st.sampled_from(
    SpecificationKind), actions=st.lists(st.sampled_from(["add", "modify"])).map(tuple),
    tasks=st.lists(tasks, max_size=2).map(tuple))  # fmt: skip


@QUICK
@given(st.builds(CatalogDocument, catalog=texts, specifications=st.lists(specifications, max_size=2).map(tuple),
                 plans=st.lists(plans, max_size=2).map(tuple)))  # fmt: skip
def test_yaml_gives_back_what_was_written(document: CatalogDocument) -> None:
    """CAT-07."""
    read = read_document(write_document(document), name="x.yaml")
    assert read == document
    assert all(map(same_content, read.specifications, document.specifications)), "true is not 1"


@QUICK
@given(specifications)
def test_tmf_json_gives_back_what_was_rendered(specification: Specification) -> None:
    """CAT-06: rules, mappings, bounds and unknown attributes survive."""
    document = msgspec.json.decode(msgspec.json.encode(render_specification(specification, changed_at=NOW)))
    read = read_specification(document, face_of(specification.kind), specification_id=specification.id)
    assert same_content(read, specification), (read, specification)


@QUICK
@given(plans)
def test_a_plan_as_json_gives_back_what_was_rendered(plan: PlanSpecification) -> None:
    """PLN-02."""
    document = msgspec.json.decode(msgspec.json.encode(render_struct(plan)))
    assert same_content(read_struct(document, PlanSpecification), plan)


@QUICK
@given(st.lists(specifications, max_size=3), st.lists(plans, max_size=3))
def test_checking_any_catalog_answers_with_problems_that_say_what_to_do(
    given_specifications: list[Specification], given_plans: list[PlanSpecification]
) -> None:
    """CAT-04: never an internal error, whatever a draft holds."""
    for problem in check_catalog(given_specifications, given_plans):
        assert problem.what and problem.action and problem.field is not None


known = st.dictionaries(st.sampled_from(["A", "B", "C"]), scalars.filter(lambda v: v != "")
                        | st.fixed_dictionaries({"x": st.integers(-3, 3)}), max_size=3)  # fmt: skip


def _asks_presence(condition: Condition) -> bool:
    parts = [*(condition.all or ()), *(condition.any or ()), *([condition.negated] if condition.negated else [])]
    return condition.present is not None or any(map(_asks_presence, parts))


@QUICK
@given(conditions().filter(lambda c: not _asks_presence(c)), known, known)
def test_a_decided_outcome_stays_when_more_becomes_known(
    condition: Condition, some: dict[str, Any], more: dict[str, Any]
) -> None:
    """DEC-12, DEC-18: what was missing may decide, what was decided stays."""
    before = holds(condition, some).outcome
    after = holds(condition, {**more, **some}).outcome
    assert before in ("missing", after)


@QUICK
@given(conditions(), known)
def test_a_negation_turns_the_outcome_and_twice_gives_it_back(condition: Condition, some: dict[str, Any]) -> None:
    """DEC-18."""
    turned = {"true": "false", "false": "true", "missing": "missing"}
    once = Condition(negated=condition)
    assert holds(once, some).outcome == turned[holds(condition, some).outcome]
    assert holds(Condition(negated=once), some).outcome == holds(condition, some).outcome


@QUICK
@given(st.lists(characteristics(), max_size=3, unique_by=lambda c: c.name), st.data())
def test_coercion_spares_what_fits_and_needs_no_second_time(
    specs: list[CharacteristicSpecification], data: st.DataObject
) -> None:
    """CAT-02."""
    spec = cfs("x", *(msgspec.structs.replace(c, pattern=None) for c in specs))
    sent = {c.name: data.draw(values) for c in specs}
    once = coerce(spec, sent)
    assert same(coerce(spec, once), once)
    for name, value in sent.items():
        if not check_values(spec, {name: value}, item="1", complete=False):
            assert same(once[name], value)


@QUICK
@given(st.lists(characteristics(), max_size=3, unique_by=lambda c: c.name), st.data())
def test_defaults_are_filled_in_once_and_keep_what_was_given(
    specs: list[CharacteristicSpecification], data: st.DataObject
) -> None:
    """CAT-03."""
    spec = cfs("x", *specs)
    sent = {c.name: Characteristic(data.draw(scalars), "order") for c in specs if data.draw(st.booleans())}
    filled = with_defaults(spec, sent)
    assert with_defaults(spec, filled) == filled
    assert {name: held for name, held in filled.items() if held.origin == "order"} == sent
