"""Lists, shared targets, siblings, expressions; moves, suspensions, qualification; what waits, and what is told."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from builders_decomposition import (
    catalog,
    counted,
    down,
    item,
    order,
    skipped,
    spec,
    text,
    to,
    tree,
    up,
    when,
    whole,
)
from trunkline.catalog.model import (
    CharacteristicMapping,
    CharacteristicSpecification,
    Condition,
    DecompositionRule,
    MappingDirection,
    MissingValue,
    Quantity,
    SharedScope,
    Sharing,
    ValueType,
)
from trunkline.decomposition.decompose import decompose
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.model import Decomposition, ReasonCode


def cel(expression: str, name: str = "rule") -> DecompositionRule:
    return DecompositionRule(name=name, when=Condition(expression=expression))


def listed(name: str, element: CharacteristicSpecification | None = None) -> CharacteristicSpecification:
    return CharacteristicSpecification(name=name, value_type=ValueType.ARRAY, element=element)


def values(answer: Decomposition, specification: str) -> list[dict[str, Any]]:
    """The values of each domain order of a specification."""
    return [
        {name: held.value for name, held in draft.characteristics.items()}
        for draft in answer.domain_orders
        if draft.specification_id == specification
    ]


def shape(answer: Decomposition) -> list[tuple[int, int | None, str, str]]:
    return [(d.n, d.parent_n, d.action, d.specification_id) for d in answer.domain_orders]


def test_one_target_is_made_for_each_element_of_a_list_and_gets_its_members():
    """DEC-10, DEC-18, MAP-01."""
    sites = listed("Sites", CharacteristicSpecification(name="Site", value_type=ValueType.OBJECT))
    vpn = spec(
        "vpn",
        to(
            "access",
            down("Sites.City", "City"),
            down("Name"),
            quantity=Quantity(each_of="Sites", maximum=9, element="Whole"),
        ),
        characteristics=[sites, text("Name")],
    )
    access = spec("access", characteristics=[text("City"), text("Name"), text("Whole")])
    wanted = {"Name": "Acme", "Sites": [{"City": "Bonn"}, {"City": "Kiel"}]}
    answer = decompose(order(item(1, "vpn", values=wanted)), catalog(vpn, access), {})
    assert values(answer, "access") == [
        {"City": "Bonn", "Name": "Acme", "Whole": {"City": "Bonn"}},
        {"City": "Kiel", "Name": "Acme", "Whole": {"City": "Kiel"}},
    ]


def test_an_empty_list_makes_nothing_and_a_missing_one_waits():
    """DEC-10, DEC-12."""
    vpn = spec("vpn", to("access", quantity=Quantity(each_of="Sites", maximum=9)), characteristics=[listed("Sites")])
    both = catalog(vpn, spec("access"))
    empty = decompose(order(item(1, "vpn", values={"Sites": []})), both, {})
    assert (skipped(empty), empty.waiting) == ({"access": ReasonCode.QUANTITY_ZERO}, ())
    missing = decompose(order(item(1, "vpn")), both, {})
    assert skipped(missing) == {"access": ReasonCode.VALUE_MISSING}
    assert [(branch.specification_id, branch.characteristics) for branch in missing.waiting] == [("access", ("Sites",))]


def test_a_quantity_may_be_reckoned_and_stays_in_bounds():
    """DEC-10."""
    lan = spec(
        "lan", to("switch", quantity=Quantity(expression="(values.Ports + 23) / 24", maximum=3)),
        characteristics=[whole("Ports")],
    )  # fmt: skip
    both = catalog(lan, spec("switch", kind="resource"))
    assert len(values(decompose(order(item(1, "lan", values={"Ports": 48})), both, {}), "switch")) == 2
    with pytest.raises(DecompositionInvalid, match="whole number from 0 to 3"):
        decompose(order(item(1, "lan", values={"Ports": 1000})), both, {})


@pytest.mark.parametrize(
    ("expression", "fires"),
    [
        ('action == "add" && place.country == "DE"', True),
        ('place.country == "FR"', False),
        ("item.quantity == 1", True),
        ('order.customer == "cust-1"', True),
        ('values.Sites.exists(s, s.City == "Kiel")', True),
        ('values.Sites.all(s, s.City == "Kiel")', False),
    ],
)
def test_rules_look_at_action_place_item_order_and_into_arrays(expression: str, fires: bool):
    """DEC-18."""
    vpn = spec("vpn", to("access", mandatory=False, rule=cel(expression)), characteristics=[listed("Sites")])
    one = item(1, "vpn", values={"Sites": [{"City": "Bonn"}, {"City": "Kiel"}]}, place=[{"id": "P1", "country": "DE"}])
    answer = decompose(order(one), catalog(vpn, spec("access")), {})
    assert bool(values(answer, "access")) is fires


def test_a_rule_deep_in_the_tree_looks_at_the_values_of_the_top():
    """DEC-18: at any level of the tree."""
    bundle = spec("bundle", to("site", type="bundles"), kind="cfs", characteristics=[text("Tier")])
    site = spec("site", to("gold-care", mandatory=False, rule=cel('root.Tier == "gold"')), kind="cfs")
    three = catalog(bundle, site, spec("gold-care"))
    assert values(decompose(order(item(1, "bundle", values={"Tier": "gold"})), three, {}), "gold-care")
    assert not values(decompose(order(item(1, "bundle", values={"Tier": "tin"})), three, {}), "gold-care")


def sharing(scope: SharedScope, **more: Any) -> dict[str, Any]:
    return {"sharing": Sharing(scope=scope, **more)}


def test_two_items_share_one_target_and_the_second_is_told_so():
    """DEC-24."""
    line = spec("line", to("olt", **sharing(SharedScope.ORDER)), kind="cfs")
    answer = decompose(order(item(1, "line"), item(2, "line")), catalog(line, spec("olt")), {})
    assert shape(answer) == [(1, None, "add", "line"), (2, 1, "add", "olt"), (3, None, "add", "line")]
    assert answer.domain_orders[1].also_for == (3,)
    assert skipped(answer) == {"olt": ReasonCode.SHARED}


def test_only_what_is_alike_and_at_the_same_place_is_shared():
    """DEC-24."""
    line = spec(
        "line",
        to("olt", down("Ring"), **sharing(SharedScope.ORDER, alike=("Ring",), same_place=True)),
        kind="cfs", characteristics=[text("Ring")],
    )  # fmt: skip
    both = catalog(line, spec("olt", characteristics=[text("Ring")]))
    bonn, kiel = [{"id": "bonn"}], [{"id": "kiel"}]
    lines = [
        item(1, "line", values={"Ring": "A"}, place=bonn), item(2, "line", values={"Ring": "A"}, place=bonn),
        item(3, "line", values={"Ring": "B"}, place=bonn), item(4, "line", values={"Ring": "A"}, place=kiel),
    ]  # fmt: skip
    answer = decompose(order(*lines), both, {})
    assert len(values(answer, "olt")) == 3


def test_items_do_not_share_what_is_shared_within_an_item():
    """DEC-24."""
    site = spec("site", to("pole", **sharing(SharedScope.ITEM)), to("mast", **sharing(SharedScope.ITEM)), kind="cfs")
    mast = spec("mast", to("pole", **sharing(SharedScope.ITEM)))
    answer = decompose(order(item(1, "site"), item(2, "site")), catalog(site, mast, spec("pole")), {})
    assert len(values(answer, "pole")) == 2
    assert len(values(answer, "mast")) == 2


def test_what_the_customer_has_already_is_shared_with_a_customers_scope():
    """DEC-24."""
    line = spec("line", to("router", **sharing(SharedScope.CUSTOMER)), kind="cfs")
    have = {"router": [tree(7, "router", kind="resource").item]}
    both = catalog(line, spec("router", kind="resource"))
    answer = decompose(order(item(1, "line")), both, {}, in_use=have)
    assert shape(answer) == [(1, None, "add", "line")]
    assert answer.skipped[0].reason.code is ReasonCode.SHARED


def test_a_value_goes_from_sibling_to_sibling_and_from_child_to_parent_and_fires_what_waited():
    """MAP-02, MAP-05: the port's number reaches the site, whose alarm branch waited for it, and the cable beside it."""
    number = CharacteristicMapping(target="Port", source="Number", direction=MappingDirection.SIBLING, sibling="port")
    site = spec(
        "site",
        to("alarm", mandatory=False, rule=when("Port", equals="p7")),
        to("port", up("Number", "Port")),
        to("cable", number),
        kind="cfs", characteristics=[text("Port")],
    )  # fmt: skip
    port = spec("port", characteristics=[text("Number", default="p7")])
    answer = decompose(
        order(item(1, "site")), catalog(site, port, spec("cable", characteristics=[text("Port")]), spec("alarm")), {}
    )
    assert values(answer, "site") == [{"Port": "p7"}]
    assert values(answer, "cable") == [{"Port": "p7"}]
    assert len(values(answer, "alarm")) == 1
    assert answer.waiting == ()


def test_mappings_that_feed_each_other_for_ever_are_refused_and_those_that_agree_come_to_rest():
    """MAP-06: a circle of mappings that never rests is named, with item and value; one that comes to rest is none."""

    def around(expression: str) -> Any:
        mapping = CharacteristicMapping(target="Y", expression=expression)
        a = spec("a", to("b", up("Y", "X"), mapping), characteristics=[text("X", default="x")])
        return catalog(a, spec("b", characteristics=[text("Y")]))

    with pytest.raises(DecompositionInvalid, match="never rests") as refused:
        decompose(order(item(1, "a")), around('values.X + "x"'), {})
    [problem] = refused.value.problems
    assert (problem.item, problem.field) == ("1", "serviceCharacteristic[Y]")
    assert "'xx" in problem.what
    agreed = decompose(order(item(1, "a")), around("values.X"), {})
    assert values(agreed, "b") == [{"Y": "x"}]


@pytest.mark.parametrize(
    ("missing", "waits", "code"),
    [(MissingValue.WAIT, 1, ReasonCode.VALUE_MISSING), (MissingValue.SKIP, 0, ReasonCode.RULE_NOT_FIRED)],
)
def test_a_missing_value_waits_or_counts_as_no_as_the_relationship_says(
    missing: MissingValue, waits: int, code: ReasonCode
):
    """DEC-12."""
    edge = spec(
        "edge", to("wan", mandatory=False, rule=when("Routing", equals="BGP"), missing=missing),
        characteristics=[text("Routing")],
    )  # fmt: skip
    answer = decompose(order(item(1, "edge")), catalog(edge, spec("wan")), {})
    assert len(answer.waiting) == waits
    assert skipped(answer) == {"wan": code}


def test_a_missing_value_that_must_be_reported_names_item_and_characteristic():
    """DEC-12: nothing fails silently."""
    edge = spec(
        "edge", to("wan", mandatory=False, rule=when("Routing", equals="BGP"), missing=MissingValue.REPORT),
        characteristics=[text("Routing")],
    )  # fmt: skip
    with pytest.raises(DecompositionInvalid) as refused:
        decompose(order(item(1, "edge")), catalog(edge, spec("wan")), {})
    [problem] = refused.value.problems
    assert (problem.item, problem.field) == ("1", "serviceCharacteristic[Routing]")


SITES = catalog(
    spec("vpn", to("access", quantity=counted("Count", maximum=9)), kind="cfs", characteristics=[whole("Count")]),
    spec("access"),
)


def test_a_lower_quantity_asks_which_parts_end():
    """DEC-15 (E6)."""
    parts = [tree(n, "access") for n in (21, 22, 23)]
    have = {20: tree(20, "vpn", *parts, kind="cfs", values={"Count": 3}), 21: parts[0]}
    less = item(1, "vpn", action="modify", about=20, values={"Count": 2})
    [attention] = decompose(order(less), SITES, have).attention
    assert (attention.cease, attention.candidates, attention.specification_id) == (1, (21, 22, 23), "access")
    chosen = decompose(order(less, item(2, "access", action="delete", about=21)), SITES, have)
    assert chosen.attention == ()
    assert [d.inventory_item_id for d in chosen.domain_orders if d.action == "delete"] == [21]


def test_a_changed_list_ceases_and_adds_by_element():
    """DEC-16."""
    vpn = spec(
        "vpn", to("access", quantity=Quantity(each_of="Sites", maximum=9, element="Site")), kind="cfs",
        characteristics=[listed("Sites")],
    )  # fmt: skip
    both = catalog(vpn, spec("access", characteristics=[text("Site")]))
    parts = [tree(21, "access", values={"Site": "bonn"}), tree(22, "access", values={"Site": "kiel"})]
    have = {20: tree(20, "vpn", *parts, kind="cfs", values={"Sites": ["bonn", "kiel"]})}
    answer = decompose(order(item(1, "vpn", action="modify", about=20, values={"Sites": ["kiel", "ulm"]})), both, have)
    changes = [(d.action, d.inventory_item_id) for d in answer.domain_orders if d.specification_id == "access"]
    assert sorted(changes, key=str) == [("add", None), ("delete", 21)]
    assert values(answer, "access")[-1]["Site"] in ("ulm", "bonn")


def test_a_trace_tells_every_rule_and_mapping_and_changes_nothing():
    """NEW-01, DEC-19: each rule that did not fire names one false term."""
    edge = spec(
        "edge",
        to("wan", mandatory=False, rule=when("Routing", equals="BGP", name="bgp")),
        to("lan", down("Routing")),
        characteristics=[text("Routing")],
    )
    three = catalog(edge, spec("wan"), spec("lan", characteristics=[text("Routing")]))
    one = order(item(1, "edge", values={"Routing": "OSPF"}))
    plain, traced = decompose(one, three, {}), decompose(one, three, {}, trace=True)
    assert msgspec.structs.replace(traced, trace=()) == plain
    assert [(e.what, e.rule, e.outcome, e.characteristic, e.value) for e in traced.trace] == [
        ("relationship", "bgp", "notFired", "Routing", "OSPF"),
        ("relationship", None, "fired", None, None),
        ("mapping", None, "fired", "Routing", "OSPF"),
    ]


def test_a_composite_catalog_of_three_levels_of_offers_services_and_resources():
    """E12, DEC-17: a solution bundles connectivity, gateway and controller; these are services; these need resources."""
    sase = catalog(
        spec(
            "sase", to("internet", type="bundles", order=1), to("gateway", type="bundles", order=2),
            to("controller", type="bundles", order=3), kind="cfs",
        ),
        spec("internet", to("site-connectivity", type="bundles"), kind="cfs"),
        spec("site-connectivity", to("connectivity", type="realizedAs"), kind="cfs"),
        spec("gateway", to("sd-wan-edge", type="realizedAs"), kind="cfs"),
        spec("controller", to("vnf"), kind="cfs"),
        spec("connectivity", to("olt-port", order=1), to("ont", order=2)),
        spec("sd-wan-edge", to("edge-router", order=1), to("vnf", order=2)),
        *[spec(name, kind="resource") for name in ("olt-port", "ont", "edge-router", "vnf")],
    )  # fmt: skip
    answer = decompose(order(item(1, "sase")), sase, {})
    kinds = {kind: sum(d.kind == kind for d in answer.domain_orders) for kind in ("cfs", "rfs", "resource")}
    assert kinds == {"cfs": 5, "rfs": 2, "resource": 5}
    depth = {d.n: d.parent_n for d in answer.domain_orders}

    def level(n: int) -> int:
        above = depth[n]
        return 1 if above is None else 1 + level(above)

    assert max(level(d.n) for d in answer.domain_orders) == 5
