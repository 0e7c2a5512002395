"""What an item that adds comes to: the tree, the quantities, the reasons."""

from __future__ import annotations

from collections import Counter

import pytest

from builders_decomposition import (
    actions,
    catalog,
    counted,
    down,
    item,
    made,
    order,
    skipped,
    spec,
    text,
    to,
    up,
    when,
    whole,
)
from trunkline.catalog.model import CharacteristicMapping, Condition
from trunkline.decomposition import tree as limits
from trunkline.decomposition.decompose import decompose
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.model import Decomposition, ReasonCode

PARTS = {"dmz": "Coverage", "tip": "Security", "admin": "Support"}
FIREWALL = catalog(
    spec(
        "firewall",
        *[to(part, rule=when(name, present=True), order=n) for n, (part, name) in enumerate(PARTS.items())],
        kind="cfs",
        characteristics=[text(name) for name in PARTS.values()],
    ),
    *[spec(part, to(f"{part}-box")) for part in PARTS],
    *[spec(f"{part}-box", kind="resource") for part in PARTS],
)


def test_a_managed_firewall_becomes_four_service_orders_and_three_resource_orders():
    """DEC-01, DEC-02, example E1."""
    whole_order = order(item(1, "firewall", values=dict.fromkeys(PARTS.values(), "x")))
    answer = decompose(whole_order, FIREWALL, {})
    assert [(d.n, d.parent_n, d.specification_id) for d in answer.domain_orders] == [
        (1, None, "firewall"), (2, 1, "dmz"), (3, 2, "dmz-box"), (4, 1, "tip"), (5, 4, "tip-box"), (6, 1, "admin"),
        (7, 6, "admin-box"),
    ]  # fmt: skip
    assert Counter(d.kind for d in answer.domain_orders) == {"cfs": 1, "rfs": 3, "resource": 3}
    assert {d.action for d in answer.domain_orders} == {"add"}
    assert answer.skipped == ()


@pytest.mark.parametrize(("part", "name"), PARTS.items())
def test_one_characteristic_less_is_one_branch_less(part: str, name: str):
    """DEC-03, DEC-19, example E1: the branch is told, with the rule and the value that decided."""
    values = {other: "x" for other in PARTS.values() if other != name}
    answer = decompose(order(item(1, "firewall", values=values)), FIREWALL, {})
    assert set(made(answer)) == {
        "firewall",
        *(p for p in PARTS if p != part),
        *(f"{p}-box" for p in PARTS if p != part),
    }
    (left_out,) = answer.skipped
    assert (left_out.specification_id, left_out.parent_n, left_out.item_n) == (part, 1, 1)
    assert left_out.reason.code is ReasonCode.RULE_NOT_FIRED
    assert (left_out.reason.rule, left_out.reason.characteristic) == (f"on {name}", name)
    assert left_out.reason.relationship == f"firewall -> {part} (requires)"


def test_a_rule_for_an_option_fires_for_that_option_only():
    """DEC-07."""
    of = catalog(
        spec("edge", to("routing", rule=when("Mode", equals="bgp")), characteristics=[text("Mode")]), spec("routing")
    )
    assert made(decompose(order(item(1, "edge", values={"Mode": "bgp"})), of, {}))["routing"] == 1
    answer = decompose(order(item(1, "edge", values={"Mode": "ospf"})), of, {})
    assert skipped(answer) == {"routing": ReasonCode.RULE_NOT_FIRED}
    assert answer.skipped[0].reason.value == "ospf"


def test_a_rule_that_lacks_its_value_is_told_and_not_taken_for_a_no():
    """DEC-19: never silently."""
    of = catalog(
        spec("edge", to("routing", rule=when("Mode", equals="bgp")), characteristics=[text("Mode")]), spec("routing")
    )
    answer = decompose(order(item(1, "edge")), of, {})
    assert made(answer) == {"edge": 1}
    (reason,) = [target.reason for target in answer.skipped]
    assert (reason.code, reason.characteristic, reason.rule) == (ReasonCode.VALUE_MISSING, "Mode", "on Mode")
    assert "no value" in reason.text


OPTIONAL = catalog(
    spec("package", to("edge"), to("security", mandatory=False, type="bundles")), spec("edge"), spec("security")
)


def test_an_optional_target_that_nobody_chose_is_not_made():
    """DEC-05, example E2."""
    answer = decompose(order(item(1, "package")), OPTIONAL, {})
    assert made(answer) == {"package": 1, "edge": 1}
    assert skipped(answer) == {"security": ReasonCode.NOT_CHOSEN}


@pytest.mark.parametrize(
    "service",
    [
        {"supportingService": [{"id": "security"}]},
        {"supportingService": [{"name": "mine", "serviceSpecification": {"id": "security"}}]},
        {"supportingResource": [{"resourceSpecification": {"id": "security"}}]},
        {
            "serviceRelationship": [
                {"relationshipType": "bundles", "service": {"serviceSpecification": {"id": "security"}}}
            ]
        },
    ],
)
def test_an_optional_target_is_chosen_by_naming_its_specification(service: dict[str, object]):
    """DEC-05, example E2."""
    answer = decompose(order(item(1, "package", body={"service": service})), OPTIONAL, {})
    assert made(answer) == {"package": 1, "edge": 1, "security": 1}
    assert answer.domain_orders[2].reason.code is ReasonCode.CHOSEN


def test_a_composed_of_target_is_a_part_without_an_order_of_its_own():
    """DEC-06."""
    of = catalog(
        spec("line", to("report", type="composedOf"), to("port")),
        spec("report", to("printer")),
        spec("port"),
        spec("printer"),
    )
    answer = decompose(order(item(1, "line")), of, {})
    assert made(answer) == {"line": 1, "port": 1}
    assert answer.domain_orders[0].composed_of == ("report",)
    assert skipped(answer) == {"report": ReasonCode.COMPOSED_OF}


def test_quantity_three_is_three_independent_trees():
    """DEC-09, example E4: twelve domain orders in three trees."""
    of = catalog(
        spec("package", to("controller"), to("edge"), to("security")), *map(spec, ("controller", "edge", "security"))
    )
    answer = decompose(order(item(1, "package", quantity=3)), of, {})
    assert len(answer.domain_orders) == 12
    roots = [d for d in answer.domain_orders if d.parent_n is None]
    assert [root.reason.text.rpartition(", ")[2] for root in roots] == [f"number {n} of 3" for n in (1, 2, 3)]
    assert all(sum(d.parent_n == root.n for d in answer.domain_orders) == 3 for root in roots)


BOXES = catalog(
    spec("tv", to("box", quantity=counted("Boxes", minimum=0, default=2, maximum=4)), characteristics=[whole("Boxes")]),
    spec("box"),
)


@pytest.mark.parametrize(("values", "boxes"), [({"Boxes": 4}, 4), ({"Boxes": 1}, 1), ({}, 2)])
def test_a_characteristic_says_how_many_and_else_the_default(values: dict[str, object], boxes: int):
    """DEC-10, DEC-11."""
    assert made(decompose(order(item(1, "tv", values=values)), BOXES, {}))["box"] == boxes


def test_none_is_a_quantity_and_is_told():
    """DEC-10, DEC-19."""
    answer = decompose(order(item(1, "tv", values={"Boxes": 0})), BOXES, {})
    assert made(answer) == {"tv": 1}
    assert skipped(answer) == {"box": ReasonCode.QUANTITY_ZERO}


@pytest.mark.parametrize("value", [5, -1, "many", 1.5, True])
def test_a_quantity_out_of_bounds_is_refused_with_item_and_field(value: object):
    """DEC-10, DEC-22."""
    with pytest.raises(DecompositionInvalid) as refused:
        decompose(order(item(1, "tv"), item(2, "tv", item_id="tv-2", values={"Boxes": value})), BOXES, {})
    (problem,) = refused.value.problems
    assert (problem.item, problem.field) == ("tv-2", "serviceCharacteristic[Boxes]")
    assert "from 0 to 4" in problem.action


def test_every_item_that_cannot_be_broken_down_is_named_at_once():
    """DEC-22: no half answer, every fault."""
    with pytest.raises(DecompositionInvalid) as refused:
        decompose(
            order(item(1, "tv", values={"Boxes": 9}), item(2, "nothing"), item(3, "box", parent=2), item(4, "tv")), BOXES, {}
        )  # fmt: skip
    assert [problem.item for problem in refused.value.problems] == ["1", "2"]
    assert "ORD-000001" in refused.value.message


def test_a_circle_of_specifications_is_refused_and_named():
    """DEC-23."""
    of = catalog(spec("a", to("b")), spec("b", to("c")), spec("c", to("b")))
    with pytest.raises(DecompositionInvalid, match="b -> c -> b") as refused:
        decompose(order(item(1, "a")), of, {})
    assert refused.value.problems[0].item == "1"


def test_a_circle_that_no_rule_closes_does_no_harm():
    """DEC-23: what is not made is not walked into."""
    of = catalog(spec("a", to("b")), spec("b", to("a", mandatory=False)))
    assert made(decompose(order(item(1, "a")), of, {})) == {"a": 1, "b": 1}


def test_a_tree_deeper_than_any_order_needs_is_refused():
    """DEC-23."""
    deep = [spec(f"s{n}", to(f"s{n + 1}")) for n in range(limits.DEEPEST + 5)]
    with pytest.raises(DecompositionInvalid, match="deeper than"):
        decompose(order(item(1, "s0")), catalog(*deep, spec(f"s{limits.DEEPEST + 5}")), {})


def test_a_target_that_the_catalog_lacks_is_named():
    """DEC-22."""
    with pytest.raises(DecompositionInvalid, match="'Edge' needs 'gone'"):
        decompose(order(item(1, "edge")), catalog(spec("edge", to("gone"))), {})


# values ------------------------------------------------------------------------------------------------------------


def values_of(answer: Decomposition, specification_id: str) -> dict[str, tuple[object, str]]:
    """name -> (value, origin) of the first domain order of a specification."""
    draft = next(d for d in answer.domain_orders if d.specification_id == specification_id)
    return {name: (held.value, held.origin) for name, held in draft.characteristics.items()}


def test_values_come_from_the_order_from_mappings_and_from_defaults_and_say_so():
    """MAP-01, MAP-04, MAP-07."""
    of = catalog(
        spec(
            "line",
            to(
                "port",
                down("Speed"),
                down("Class", "Profile", values={"gold": "g1"}, otherwise="std"),
                down("Absent"),
                down("Speed", "Undeclared"),
                CharacteristicMapping(target="Vendor", constant="acme"),
                down("Speed", "Burst", when=Condition(characteristic="Class", equals="gold")),
            ),
            characteristics=[whole("Speed"), text("Class", default="silver"), text("Absent")],
        ),
        spec(
            "port",
            characteristics=[
                whole("Speed"), text("Profile"), text("Vendor"), whole("Burst"), text("Absent"), text("Slot", default="any"),
            ],
        ),
    )  # fmt: skip
    answer = decompose(order(item(1, "line", values={"Speed": 100})), of, {})
    assert values_of(answer, "line") == {"Speed": (100, "order"), "Class": ("silver", "default")}
    assert values_of(answer, "port") == {
        "Speed": (100, "mapping:line.Speed -> port.Speed"),
        "Profile": ("std", "mapping:line.Class -> port.Profile"),
        "Vendor": ("acme", "constant:line -> port (requires)"),
        "Slot": ("any", "default"),
    }


def test_a_mapped_value_beats_a_default_and_travels_on_down():
    """MAP-01: over two levels."""
    of = catalog(
        spec("a", to("b", down("X")), characteristics=[text("X")]),
        spec("b", to("c", down("X", "Y")), characteristics=[text("X", default="none")]),
        spec("c", characteristics=[text("Y")]),
    )
    answer = decompose(order(item(1, "a", values={"X": "1"})), of, {})
    assert values_of(answer, "c") == {"Y": ("1", "mapping:b.X -> c.Y")}


def test_a_parent_takes_what_its_child_tells_unless_the_customer_said_otherwise():
    """MAP-04, MAP-07: child to parent, two levels, after the children are made."""
    of = catalog(
        spec("a", to("b", up("Name")), characteristics=[text("Name")]),
        spec("b", to("c", up("Id", "Name")), characteristics=[text("Name")]),
        spec("c", characteristics=[text("Id", default="c-1")]),
    )
    assert values_of(decompose(order(item(1, "a")), of, {}), "a") == {"Name": ("c-1", "mapping:b.Name -> a.Name")}
    said = decompose(order(item(1, "a", values={"Name": "mine"})), of, {})
    assert values_of(said, "a") == {"Name": ("mine", "order")}


# nested items ------------------------------------------------------------------------------------------------------

BUNDLE = catalog(
    spec(
        "bundle",
        to("access"),
        to("phone", down("Line"), mandatory=False, type="bundles"),
        characteristics=[text("Line")],
    ),
    spec("access"),
    spec("phone", to("number"), characteristics=[text("Line"), text("Bell")]),
    spec("number"),
)


def test_a_nested_item_takes_the_place_of_the_bundled_target():
    """DEC-01: it stands under the outer item's domain order and gets its values by the same mappings."""
    answer = decompose(
        order(item(1, "bundle", values={"Line": "L1"}), item(2, "phone", parent=1, values={"Bell": "loud"})), BUNDLE, {}
    )
    assert [(d.n, d.parent_n, d.item_n, d.specification_id) for d in answer.domain_orders] == [
        (1, None, 1, "bundle"), (2, 1, 1, "access"), (3, 1, 2, "phone"), (4, 3, 2, "number"),
    ]  # fmt: skip
    assert skipped(answer) == {"phone": ReasonCode.ORDERED_AS_ITEM}
    assert {name: value for name, (value, _) in values_of(answer, "phone").items()} == {"Line": "L1", "Bell": "loud"}


def test_each_copy_of_an_outer_item_gets_all_its_nested_items():
    """DEC-09."""
    answer = decompose(order(item(1, "bundle", quantity=2), item(2, "phone", parent=1, quantity=3)), BUNDLE, {})
    assert made(answer) == {"bundle": 2, "access": 2, "phone": 6, "number": 6}
    phones = Counter(d.parent_n for d in answer.domain_orders if d.specification_id == "phone")
    assert sorted(phones.values()) == [3, 3]


def test_a_no_change_item_makes_no_work_but_what_is_nested_in_it_does():
    """DEC-28."""
    answer = decompose(
        order(item(1, "bundle", action="noChange", about=7, values={"Line": "L9"}), item(2, "phone", parent=1)),
        BUNDLE,
        {},
    )
    assert actions(answer) == [("add", "phone"), ("add", "number")]
    phone = answer.domain_orders[0]
    assert (phone.parent_n, phone.parent_inventory_item_id) == (None, 7)
    assert phone.characteristics["Line"].value == "L9"
    assert skipped(answer) == {"bundle": ReasonCode.NO_CHANGE_ITEM}


def test_the_place_of_an_item_is_that_of_all_its_domain_orders_and_of_nested_items_without_one():
    """DEC-01."""
    site, other = {"id": "site-1"}, {"id": "site-2"}
    answer = decompose(
        order(item(1, "bundle", place=site), item(2, "phone", parent=1), item(3, "access", place=other)), BUNDLE, {}
    )
    assert [d.place for d in answer.domain_orders] == [site, site, site, site, other]
