"""Whether a value fits its characteristic specification, and what the fault says."""

from __future__ import annotations

from typing import Any

import pytest

from builders_catalog import cfs, characteristic, number
from trunkline.catalog.characteristics import check_values, coerce, with_defaults
from trunkline.catalog.model import Characteristic, CharacteristicOption, CharacteristicSpecification, ValueType

T = ValueType
SITE = characteristic("Site", T.OBJECT, properties=(
    characteristic("Name", mandatory=True), number("Floors", minimum=1, default=1),
    characteristic("Zone", options=["inside", "dmz"])))  # fmt: skip
SITES = characteristic("Sites", T.ARRAY, min_size=1, max_size=2, element=SITE)


def faults(c: CharacteristicSpecification, value: object) -> list[str]:
    """`field: what; action` of each fault, without what is before the value."""
    problems = check_values(cfs("x", c), {c.name: value}, item="1", complete=False)
    return [f"{(p.field or '').removeprefix('serviceCharacteristic')}: {p.what}; {p.action}" for p in problems]


@pytest.mark.parametrize(("value_type", "good", "bad"), [
    (T.TEXT, ["x", "", "5"], [5, True, ["x"], {"value": "x"}, "zero\0"]),
    (T.INTEGER, [0, -5, 2**63 - 1], [True, 5.0, "5", 2**63, [5]]),
    (T.DECIMAL, [1, 2.5, -0.0], [True, "2.5", float("inf"), float("nan"), 2**70]),
    (T.BOOLEAN, [True, False], [0, 1, "true", "yes"]),
    (T.DATE, ["2026-12-31", "2028-02-29"], ["2026-02-29", "31.12.2026", "2026-12-31T00:00:00Z", 20261231, "２026-12-31"]),
    (T.DATE_TIME, ["2026-12-31T08:00:00Z", "2026-12-31t08:00:00.123+02:00", "2026-06-30T23:59:60Z"],
     ["2026-12-31T08:00:00", "2026-12-31", "2026-13-01T00:00:00Z", "2026-12-31 08:00:00Z", "2026-12-31T25:00:00Z"]),
    (T.DURATION, ["P2DT6H", "PT0.5S", "P3W", "P1Y", "-P1D"], ["P", "PT", "2D", "P1H", "P1DT", "", "p1d"]),
    (T.EMAIL, ["a@b.cd", "first.last+tag@mail.example.org"], ["a", "a@b", "a b@c.de", "@c.de", "a@c.de>", "a@b@c.de"]),
    (T.ADDRESS, [{"street": "Main 1", "city": "Oslo"}], [{}, {"city": " "}, "Main 1, Oslo", []]),
    (T.OBJECT, [{}, {"anything": [1]}], [[], "x", 5]),
    (T.ARRAY, [[], [1, "x", {}]], [{}, "x", 5]),
])  # fmt: skip
def test_each_type_takes_its_values_and_no_others(value_type: ValueType, good: list[Any], bad: list[Any]) -> None:
    """CAT-02."""
    c = characteristic("C", value_type)
    assert [value for value in good if faults(c, value)] == []
    assert [value for value in bad if not faults(c, value)] == []


@pytest.mark.parametrize(("c", "value", "fault"), [
    (number("Speed", minimum=10, unit="Mbit/s"), 5, "[Speed]: 5 Mbit/s is below the minimum; give 10 Mbit/s or more"),
    (number("Speed", maximum=10), 11, "[Speed]: 11 is above the maximum; give 10 or less"),
    (number("Speed"), "5", "[Speed]: '5' is not a whole number; give a whole number such as 5, without quotation marks"),
    (number("Speed", options=[10, 20]), "x", "[Speed]: 'x' is not a whole number; give one of 10, 20"),
    (characteristic("Size", options=["s", "m"]), "l", "[Size]: 'l' is not an option of 'Size'; give one of 's', 'm'"),
    (number("N", options=[0, 1]), 2, "[N]: 2 is not an option of 'N'; give one of 0, 1"),
    (characteristic("P", pattern="[A-Z]{2}"), "ABC", "[P]: 'ABC' does not match the pattern of 'P'; give a text like [A-Z]{2}"),
    (characteristic("L", min_length=2), "a", "[L]: 'a' has 1 characters; give at least 2"),
    (characteristic("L", max_length=2), "abc", "[L]: 'abc' has 3 characters; give at most 2"),
    (SITES, [], "[Sites]: the list has 0 elements; give at least 1"),
    (SITES, [{"Name": "a"}] * 3, "[Sites]: the list has 3 elements; give at most 2"),
    (SITES, [{}], "[Sites][0].Name: 'Name' is mandatory and has no value; give a text"),
    (SITES, [{"Name": "a"}, {"Name": "b", "Floors": 0}], "[Sites][1].Floors: 0 is below the minimum; give 1 or more"),
    (SITES, [{"Name": "a", "Colour": 1}],
     "[Sites][0].Colour: 'Site' has no member 'Colour'; leave it out, or use one of: 'Name', 'Floors', 'Zone'"),
    (SITES, [5], "[Sites][0]: 5 is not an object; give an object with named members"),
    (SITES, [{"Name": "a", "Zone": "out"}],
     "[Sites][0].Zone: 'out' is not an option of 'Zone'; give one of 'inside', 'dmz'"),
])  # fmt: skip
def test_a_fault_names_the_place_what_is_wrong_and_what_to_do(
    c: CharacteristicSpecification, value: object, fault: str
) -> None:
    """CAT-02, DEC-18: down to the element of an array in an object."""
    assert faults(c, value) == [fault]


def test_every_fault_is_told_at_once() -> None:
    """CAT-02."""
    spec = cfs("x", number("A"), SITES)
    problems = check_values(spec, {"A": "a", "B": 1, "Sites": [{"Zone": 1}]}, item="7", complete=False)
    assert [p.field for p in problems] == [
        "serviceCharacteristic[A]", "serviceCharacteristic[B]", "serviceCharacteristic[Sites][0].Zone",
        "serviceCharacteristic[Sites][0].Name"]  # fmt: skip
    assert {p.item for p in problems} == {"7"}


@pytest.mark.parametrize("values", [{}, {"A": None}, {"A": " "}])
def test_mandatory_is_asked_for_only_when_complete(values: dict[str, object]) -> None:
    """CAT-03: absent, null and blank are all no value."""
    spec = cfs("x", characteristic("A", mandatory=True, options=["p", "q"]) if not values.get("A") else
               characteristic("A", mandatory=True))  # fmt: skip
    assert check_values(spec, values, item="1", complete=False) == []
    [problem] = check_values(spec, values, item="1", complete=True)
    assert problem.what == "'A' is mandatory and has no value"


def test_a_mandatory_false_or_zero_is_a_value() -> None:
    """CAT-03."""
    spec = cfs("x", characteristic("B", T.BOOLEAN, mandatory=True), number("N", mandatory=True))
    assert check_values(spec, {"B": False, "N": 0}, item="1", complete=True) == []


def test_a_value_nested_very_deeply_is_refused_without_harm() -> None:
    """CAT-02: never an internal error."""
    deep: object = 1
    for _ in range(500):
        deep = [deep]
    assert "nested too deeply" in faults(characteristic("C", T.ARRAY), deep)[0]


def test_defaults_fill_what_is_missing_and_say_so() -> None:
    """CAT-03: what was given keeps its origin, null counts as not given, members of objects are filled in."""
    spec = cfs("x", number("A", default=5), characteristic("B", default="b"), SITES,
               CharacteristicSpecification(name="C", options=(
                   CharacteristicOption(value="p"), CharacteristicOption(value="q", default=True))),
               characteristic("D"))  # fmt: skip
    given = {"A": Characteristic(7, "order"), "B": Characteristic(None, "order"),
             "Sites": Characteristic([{"Name": "a"}], "order")}  # fmt: skip
    assert with_defaults(spec, given) == {
        "A": Characteristic(7, "order"),
        "B": Characteristic("b", "default"),
        "C": Characteristic("q", "default"),
        "Sites": Characteristic([{"Name": "a", "Floors": 1}], "order"),
    }
    assert given["Sites"].value == [{"Name": "a"}], "what was given is not changed"


@pytest.mark.parametrize(("value_type", "sent", "read"), [
    (T.INTEGER, "5", 5), (T.INTEGER, " -7 ", -7), (T.INTEGER, 5.0, 5), (T.INTEGER, "5.5", "5.5"), (T.INTEGER, "x", "x"),
    (T.INTEGER, {"value": "5", "alias": "five"}, 5), (T.INTEGER, True, True), (T.INTEGER, "٥", "٥"),
    (T.DECIMAL, "2.5", 2.5), (T.DECIMAL, "1e3", 1000.0), (T.DECIMAL, "3", 3), (T.DECIMAL, "nan", "nan"),
    (T.BOOLEAN, "true", True), (T.BOOLEAN, "False", False), (T.BOOLEAN, "yes", "yes"), (T.BOOLEAN, 1, 1),
    (T.TEXT, 5, 5), (T.TEXT, "5", "5"), (T.TEXT, {"value": "x"}, "x"),
    (T.ARRAY, '["a"]', ["a"]), (T.ARRAY, "[1", "[1"), (T.ARRAY, "a", "a"), (T.OBJECT, '{"a": 1}', {"a": 1}),
    (T.OBJECT, "[1]", "[1]"), (T.OBJECT, {"value": 1}, {"value": 1}), (T.DATE, "2026-12-31", "2026-12-31"),
])  # fmt: skip
def test_text_becomes_typed_where_it_has_one_meaning(value_type: ValueType, sent: object, read: object) -> None:
    """CAT-02: what systems send as text; anything else is left for the check to refuse."""
    result = coerce(cfs("x", characteristic("C", value_type)), {"C": sent, "Unknown": "5"})
    assert result == {"C": read, "Unknown": "5"}
    assert type(result["C"]) is type(read)


def test_text_becomes_typed_inside_arrays_and_objects() -> None:
    """CAT-02."""
    sent = {"Sites": '[{"Name": "a", "Floors": "3"}]'}
    assert coerce(cfs("x", SITES), sent) == {"Sites": [{"Name": "a", "Floors": 3}]}


def test_a_value_is_checked_against_the_schema_of_its_characteristic() -> None:
    """CAT-02: each fault with its path inside the value; nothing is fetched for a schema."""
    schema = {"type": "object", "properties": {"ports": {"type": "array", "items": {"type": "integer"}}}}
    given = cfs("x", characteristic("Box", ValueType.OBJECT, schema=schema))
    faults = check_values(given, {"Box": {"ports": [1, "two"]}}, item="1", complete=True)
    assert [(fault.field, fault.what) for fault in faults] == [
        ("serviceCharacteristic[Box].ports[1]", '"two" is not of type "integer"')]  # fmt: skip
    assert check_values(given, {"Box": {"ports": [1, 2]}}, item="1", complete=True) == []
