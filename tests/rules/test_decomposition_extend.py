"""Values that come later: branches that waited are made once, and what was decided otherwise is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from builders_decomposition import catalog, counted, down, item, order, spec, text, to, up, when, whole
from trunkline.catalog.model import Catalog, Characteristic
from trunkline.decomposition.decompose import decompose
from trunkline.decomposition.extending import Extension, StandingOrder, extend
from trunkline.decomposition.model import Decomposition

EDGE = catalog(
    spec(
        "edge",
        to("optimizer", mandatory=False, rule=when("Optimization", present=True), order=1),
        to("optimization", down("Optimization"), mandatory=False, rule=when("Optimization", equals="WAN"), order=2),
        to("routing", mandatory=False, rule=when("Routing", equals="BGP"), order=3),
        kind="cfs",
        characteristics=[text("Optimization"), text("Routing")],
    ),
    spec("optimizer"),
    spec("optimization", to("probe"), characteristics=[text("Optimization")]),
    spec("probe", kind="resource"),
    spec("routing"),
)


def standing(answer: Decomposition, *, values: dict[int, dict[str, Any]] | None = None) -> list[StandingOrder]:
    """The domain orders of a decomposition as the plan has them, with some values set since."""
    waiting: dict[int, list[str]] = {}
    for branch in answer.waiting:
        waiting.setdefault(branch.domain_order_n, []).append(branch.relationship)
    return [
        StandingOrder(
            n=d.n,
            item_n=d.item_n,
            parent_n=d.parent_n,
            kind=d.kind,
            action=d.action,
            name=d.name,
            specification_id=d.specification_id,
            specification_version=1,
            characteristics={
                **d.characteristics,
                **{name: Characteristic(value, "task:T") for name, value in (values or {}).get(d.n, {}).items()},
            },
            place=d.place,
            relationship=d.reason.relationship,
            ended=False,
            waiting=tuple(waiting.get(d.n, ())),
        )
        for d in answer.domain_orders
    ]


def later(catalog_: Catalog, orders: Sequence[StandingOrder], *items: Any, **more: Any) -> Extension:
    return extend(order(*items), catalog_, orders, first=len(orders) + 1, **more)


def test_a_branch_is_made_when_its_value_comes_and_the_others_wait_on():
    """DEC-12, DEC-14 (E5)."""
    one = item(1, "edge")
    first = decompose(order(one), EDGE, {})
    assert [branch.specification_id for branch in first.waiting] == ["optimization", "routing"]
    extension = later(EDGE, standing(first, values={1: {"Optimization": "WAN"}}), one)
    assert [(d.n, d.parent_n, d.specification_id) for d in extension.added.domain_orders] == [
        (2, 1, "optimization"), (3, 2, "probe"),
    ]  # fmt: skip
    assert extension.added.domain_orders[0].characteristics["Optimization"].value == "WAN"
    assert [branch.specification_id for branch in extension.added.waiting] == ["routing"]
    assert extension.decided == ((1, "edge -> optimization (requires)"),)
    # the rule that asked only for presence was decided before; it is proposed, not done
    assert [(p.specification_id, p.add, p.cancel) for p in extension.proposals] == [("optimizer", 1, ())]


def test_a_proposal_that_is_accepted_is_made():
    """DEC-13."""
    one = item(1, "edge")
    first = decompose(order(one), EDGE, {})
    orders = standing(first, values={1: {"Optimization": "WAN"}})
    [proposal] = later(EDGE, orders, one).proposals
    accepted = later(EDGE, orders, one, accept={(1, proposal.relationship)})
    assert "optimizer" in [d.specification_id for d in accepted.added.domain_orders]
    assert accepted.proposals == ()


def test_a_value_that_comes_and_says_no_ends_the_wait():
    """DEC-12."""
    one = item(1, "edge")
    first = decompose(order(one), EDGE, {})
    extension = later(EDGE, standing(first, values={1: {"Routing": "static"}}), one)
    assert extension.added.domain_orders == ()
    assert extension.decided == ((1, "edge -> routing (requires)"),)
    assert extension.added.skipped[0].reason.text == "rule 'on Routing' does not hold: 'Routing' is 'static', not 'BGP'"


def test_looking_twice_adds_nothing():
    """DEC-21."""
    one = item(1, "edge")
    first = decompose(order(one), EDGE, {})
    orders = standing(first)
    extension = later(EDGE, orders, one)
    assert (extension.added.domain_orders, extension.decided, extension.values) == ((), (), {})


COUNTED = catalog(
    spec("vpn", to("access", quantity=counted("Count", maximum=9)), kind="cfs", characteristics=[whole("Count")]),
    spec("access"),
)


@pytest.mark.parametrize(("count", "add", "cancel"), [(5, 2, ()), (3, 0, None), (1, 0, (4, 3))])
def test_a_quantity_changed_in_flight_proposes_so_many_more_or_less(count: int, add: int, cancel: tuple[int, ...]):
    """DEC-13, DEC-16 (E7): the newest go first."""
    one = item(1, "vpn", values={"Count": 3})
    extension = later(COUNTED, standing(decompose(order(one), COUNTED, {}), values={1: {"Count": count}}), one)
    expected = [] if cancel is None else [(add, cancel)]
    assert [(p.add, p.cancel) for p in extension.proposals] == expected


def test_a_value_set_below_travels_up_and_across_and_decides_what_waits_there():
    """MAP-02, MAP-05."""
    site = catalog(
        spec(
            "site", to("port", up("Number", "Port")),
            to("alarm", down("Port"), mandatory=False, rule=when("Port", equals="p7")),
            kind="cfs", characteristics=[text("Port")],
        ),
        spec("port", characteristics=[text("Number")]),
        spec("alarm", characteristics=[text("Port")]),
    )  # fmt: skip
    one = item(1, "site")
    first = decompose(order(one), site, {})
    extension = later(site, standing(first, values={2: {"Number": "p7"}}), one)
    assert {n: {name: held.value for name, held in each.items()} for n, each in extension.values.items()} == {
        1: {"Port": "p7"}
    }
    assert [(d.specification_id, d.characteristics["Port"].value) for d in extension.added.domain_orders] == [
        ("alarm", "p7")
    ]


@settings(max_examples=60, deadline=None)
@for_all(st.sampled_from(["WAN", "LAN", None]), st.sampled_from(["BGP", "OSPF", None]))
def test_values_that_come_later_lead_to_what_they_would_have_led_to_at_once(
    optimization: str | None, routing: str | None
):
    """DEC-12, NEW-01: apart from the numbers, and when what is proposed is accepted."""
    given = {"Optimization": optimization, "Routing": routing}
    said = {name: value for name, value in given.items() if value is not None}
    at_once = decompose(order(item(1, "edge", values=said)), EDGE, {})
    one = item(1, "edge")
    first = decompose(order(one), EDGE, {})
    orders = standing(first, values={1: said})
    accept = {(p.domain_order_n, p.relationship) for p in later(EDGE, orders, one).proposals}
    extension = later(EDGE, orders, one, accept=accept)
    added = [*first.domain_orders, *extension.added.domain_orders]
    assert sorted(d.specification_id for d in added) == sorted(d.specification_id for d in at_once.domain_orders)
    assert sorted(b.relationship for b in extension.added.waiting) == sorted(b.relationship for b in at_once.waiting)


def test_an_upgrade_in_flight_proposes_the_new_modem_and_withdraws_the_old():
    """E8, DEC-13: Internet 100 becomes 500 while the order runs; what is unaffected is not touched."""
    internet = catalog(
        spec(
            "internet",
            to("modem-100", mandatory=False, rule=when("Speed", equals="100")),
            to("modem-500", mandatory=False, rule=when("Speed", equals="500")),
            to("line"),
            kind="cfs",
            characteristics=[text("Speed")],
        ),
        spec("modem-100", kind="resource"), spec("modem-500", kind="resource"), spec("line"),
    )  # fmt: skip
    one = item(1, "internet", values={"Speed": "100"})
    first = decompose(order(one), internet, {})
    extension = later(internet, standing(first, values={1: {"Speed": "500"}}), one)
    assert [(p.specification_id, p.add, p.cancel) for p in extension.proposals] == [
        ("modem-100", 0, (2,)), ("modem-500", 1, ()),
    ]  # fmt: skip
