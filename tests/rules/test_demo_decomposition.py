"""The demo orders come to the numbers that the catalogs' pages claim, and their plans hang together."""

from __future__ import annotations

from collections import Counter

import pytest
from msgspec.structs import replace

from builders_demo_catalogs import (
    all_items,
    captured_add,
    captured_change,
    demo_catalog,
    installed,
    order_document,
    order_paths,
    plans,
    without,
)
from trunkline.decomposition.decompose import decompose
from trunkline.decomposition.model import Decomposition, DomainOrderDraft, ReasonCode
from trunkline.inventory.model import InventoryTree
from trunkline.orchestration.plan import build
from trunkline.southbound.simulator import behaviour

ADDS = [name for name in order_paths() if "-add-" in name]
CHARACTERISTIC_OF = {
    "firewall-and-dmz": "Firewall Coverage",
    "threat-and-intrusion-prevention": "Firewall Security",
    "firewall-administrator": "Administration Support",
}


def decomposed(document: dict[str, object]) -> Decomposition:
    return decompose(captured_add(document), demo_catalog(), {})


def made(document: dict[str, object]) -> Counter[str]:
    """How many domain orders of each kind an order of adds becomes."""
    return Counter(draft.kind for draft in decomposed(document).domain_orders)


def tree(drafts: tuple[DomainOrderDraft, ...]) -> list[tuple[str | None, str]]:
    """(specification of the parent, specification) of each domain order."""
    by_n = {draft.n: draft for draft in drafts}
    return [
        (None if draft.parent_n is None else by_n[draft.parent_n].specification_id, draft.specification_id)
        for draft in drafts
    ]


def test_a_managed_firewall_with_all_characteristics_becomes_four_service_orders_and_three_resource_orders():
    """DEC-01."""
    decomposition = decomposed(order_document("managed-firewall/01-add-head-office"))
    assert sorted(tree(decomposition.domain_orders), key=str) == sorted(
        [
            (None, "managed-firewall"),
            ("managed-firewall", "firewall-and-dmz"),
            ("managed-firewall", "threat-and-intrusion-prevention"),
            ("managed-firewall", "firewall-administrator"),
            ("firewall-and-dmz", "firewall-appliance"),
            ("threat-and-intrusion-prevention", "threat-signature-licence"),
            ("firewall-administrator", "management-account"),
        ],
        key=str,
    )
    assert Counter(draft.kind for draft in decomposition.domain_orders) == {"cfs": 1, "rfs": 3, "resource": 3}
    assert decomposition.skipped == ()


@pytest.mark.parametrize(("part", "characteristic"), CHARACTERISTIC_OF.items())
def test_dropping_one_characteristic_removes_exactly_that_service_and_its_resource(part: str, characteristic: str):
    """DEC-03."""
    whole = order_document("managed-firewall/01-add-head-office")
    less = decomposed(without(whole, characteristic))
    gone = Counter(tree(decomposed(whole).domain_orders)) - Counter(tree(less.domain_orders))
    resource = demo_catalog().specification(part).relationships[0].target
    assert gone == Counter({("managed-firewall", part): 1, (part, resource): 1})
    assert Counter(draft.kind for draft in less.domain_orders) == {"cfs": 1, "rfs": 2, "resource": 2}
    assert [skipped.specification_id for skipped in less.skipped] == [part]
    assert less.skipped[0].reason.characteristic == characteristic
    assert less.skipped[0].reason.code in {ReasonCode.VALUE_MISSING, ReasonCode.RULE_NOT_FIRED}


def test_the_branch_without_intrusion_prevention_becomes_three_service_orders_and_two_resource_orders():
    """DEC-03."""
    assert made(order_document("managed-firewall/02-add-branch")) == {"cfs": 1, "rfs": 2, "resource": 2}


def test_four_sites_become_four_packages_each_with_its_controller_and_edge():
    """DEC-04, example E10."""
    decomposition = decomposed(order_document("sd-wan/01-add-four-sites"))
    customer_facing = [draft for draft in decomposition.domain_orders if draft.kind == "cfs"]
    assert len(customer_facing) == 12
    assert Counter(draft.specification_id for draft in customer_facing) == {
        "sd-wan-package": 4, "sd-wan-controller": 4, "sd-wan-edge": 4,
    }  # fmt: skip
    assert Counter(draft.item_n for draft in customer_facing) == {1: 3, 2: 3, 3: 3, 4: 3}
    assert Counter(draft.kind for draft in decomposition.domain_orders) == {"cfs": 12, "rfs": 12, "resource": 8}
    assert [skipped.specification_id for skipped in decomposition.skipped] == ["sd-wan-security"] * 4


def test_security_on_every_site_adds_four_customer_facing_services():
    """DEC-04, DEC-05, example E10."""
    document = order_document("sd-wan/01-add-four-sites")
    for item in document["serviceOrderItem"]:
        item["service"]["serviceCharacteristic"].append({"name": "Security Tier", "value": "essential"})
    assert made(document)["cfs"] == 16


def test_an_item_of_quantity_three_becomes_three_independent_trees():
    """DEC-09, example E4."""
    drafts = decomposed(order_document("sd-wan/02-add-three-kiosks")).domain_orders
    roots = [draft.n for draft in drafts if draft.parent_n is None]
    assert len(roots) == 3
    root_of: dict[int, int] = {}
    for draft in drafts:
        root_of[draft.n] = draft.n if draft.parent_n is None else root_of[draft.parent_n]
    for root in roots:
        kinds = Counter(draft.kind for draft in drafts if root_of[draft.n] == root)
        assert kinds == {"cfs": 4, "rfs": 1, "resource": 1}
    assert Counter(draft.kind for draft in drafts)["cfs"] == 12


def test_without_tenancy_optimization_and_routing_none_of_their_services_is_made():
    """DEC-07, example E3."""
    document = order_document("sd-wan/01-add-four-sites")
    for characteristic in ("Tenancy", "WAN Optimization", "Routing"):
        document = without(document, characteristic)
    assert made(document) == {"cfs": 12, "resource": 4}


@pytest.mark.parametrize(("sites", "expected"), [(1, 1), (3, 3), (5, 5), (8, 8)])
def test_the_number_of_upf_sites_is_the_number_of_upfs_and_of_paths(sites: int, expected: int):
    """DEC-10."""
    document = order_document("5g-slice/01-add-port-slice")
    (item,) = document["serviceOrderItem"]
    for entry in item["service"]["serviceCharacteristic"]:
        if entry["name"] == "Number of UPF Sites":
            entry["value"] = sites
    count = Counter(draft.specification_id for draft in decomposed(document).domain_orders)
    assert (count["upf-instance"], count["transport-path"]) == (expected, expected)
    assert sum(count.values()) == 8 + 2 * expected


def test_no_number_of_upf_sites_means_the_default():
    """DEC-11."""
    assert made(order_document("5g-slice/02-add-bus-slice")) == {"cfs": 1, "rfs": 3, "resource": 5}


def test_an_e_line_measures_when_class_or_promised_availability_asks_for_it():
    """DEC-06, DEC-18."""
    basic = order_document("carrier-ethernet/02-add-epl-basic")
    assert made(order_document("carrier-ethernet/01-add-evpl-premium")) == {"cfs": 1, "rfs": 4, "resource": 5}
    assert made(basic) == {"cfs": 1, "rfs": 3, "resource": 5}
    (item,) = basic["serviceOrderItem"]
    item["service"]["serviceCharacteristic"].append({"name": "Service Performance", "value": {"Availability": 99.95}})
    decomposition = decomposed(basic)
    assert Counter(draft.kind for draft in decomposition.domain_orders) == {"cfs": 1, "rfs": 4, "resource": 5}
    assert decomposition.domain_orders[0].composed_of == ("service-level-report",)


def test_each_uni_gets_the_values_of_its_own_end():
    """MAP-01."""
    drafts = decomposed(order_document("carrier-ethernet/01-add-evpl-premium")).domain_orders
    by_n = {draft.n: draft for draft in drafts}
    ports = {
        by_n[draft.parent_n or 0].specification_id: draft.characteristics["UNI"].value
        for draft in drafts
        if draft.specification_id == "ethernet-access-port"
    }
    assert {end: value["Site"] for end, value in ports.items()} == {  # type: ignore[index]  # an object by its specification
        "ethernet-uni-a": "SITE-HANSA-DC1",
        "ethernet-uni-z": "SITE-HANSA-HO",
    }


def test_a_bundle_with_nested_items_becomes_one_tree_of_sixteen():
    """DEC-04, DEC-05, DEC-10, example E13."""
    drafts = decomposed(order_document("fibre-bundle/01-add-triple-play")).domain_orders
    assert Counter(draft.kind for draft in drafts) == {"cfs": 4, "rfs": 4, "resource": 8}
    assert [draft.specification_id for draft in drafts if draft.parent_n is None] == ["fibre-bundle"]
    count = Counter(draft.specification_id for draft in drafts)
    assert (count["telephone-number"], count["set-top-box"]) == (2, 2)
    assert made(order_document("fibre-bundle/02-add-internet-only")) == {"cfs": 2, "rfs": 2, "resource": 3}


@pytest.mark.parametrize("action", ["add", "modify", "delete"])
@pytest.mark.parametrize("name", ADDS)
def test_the_tasks_of_a_whole_tree_never_wait_for_each_other_in_a_circle(name: str, action: str):
    """OPS-01, PLN-08."""
    order = captured_add(order_document(name))
    drafts = [replace(draft, action=action) for draft in decompose(order, demo_catalog(), {}).domain_orders]
    parent = {item.id.n: item.parent_n for item in order.items}
    top_item = {n: _top(n, parent) for n in parent}
    plan = build(drafts, demo_catalog(), top_item=top_item)  # raises PlanInvalid on a circle
    assert any(task.open_predecessors == 0 for task in plan.tasks)
    assert {task.domain_order_n for task in plan.tasks} >= {drafts[0].n}, "the first domain order has tasks of its own"


def _top(n: int, parent: dict[int, int | None]) -> int:
    above = parent[n]
    return n if above is None else _top(above, parent)


def test_the_connection_is_made_after_both_ends_and_measured_after_it_is_made():
    """PLN-10."""
    order = captured_add(order_document("carrier-ethernet/01-add-evpl-premium"))
    drafts = decompose(order, demo_catalog(), {}).domain_orders
    plan = build(drafts, demo_catalog(), top_item={1: 1})
    before: dict[int, set[int]] = {}
    for first, then in plan.dependencies:
        before.setdefault(then, set()).add(first)
    ends = {draft.n: draft.specification_id for draft in drafts}
    by_key = {(ends[task.domain_order_n], task.key): task.n for task in plan.tasks}

    def all_before(n: int) -> set[int]:
        direct = before.get(n, set())
        return direct.union(*(all_before(m) for m in direct))

    create = all_before(by_key["evc", "create-evc"])
    assert {by_key["ethernet-uni-a", "loop-test"], by_key["ethernet-uni-z", "loop-test"]} <= create
    assert by_key["evc", "create-evc"] in all_before(by_key["service-oam", "start-session"])


def test_exactly_one_add_order_of_the_demo_meets_the_seeded_failure():
    """OPS-01."""
    faulty = [
        (plan.specification, plan.actions, task) for plan in plans() for task in plan.tasks if "fault" in task.config
    ]
    assert [(specification, actions, task.key) for specification, actions, task in faulty] == [
        ("threat-and-intrusion-prevention", ("add",), "load-profile")
    ]
    fault = behaviour(faulty[0][2].config).fault
    assert fault is not None
    assert fault.attempts == tuple(range(1, faulty[0][2].retry.attempts + 1)), "a retry by a person succeeds"
    meeting = [
        name
        for name in ADDS
        for draft in decomposed(order_document(name)).domain_orders
        if draft.specification_id == "threat-and-intrusion-prevention"
    ]
    assert meeting == ["managed-firewall/01-add-head-office"]


def changed(name: str) -> tuple[Counter[tuple[str, str]], Decomposition]:
    """What a modify or delete order becomes after the adds before it: how often (action, specification)."""
    there: dict[str, InventoryTree] = {}
    for add in (add for add in ADDS if add.split("/")[0] == name.split("/")[0]):
        order = captured_add(order_document(add))
        there |= installed(order, decompose(order, demo_catalog(), {}))
    document = order_document(name)
    named = [there[item["service"]["id"]] for item in all_items(document)]
    order = captured_change(document, there)
    decomposition = decompose(order, demo_catalog(), {int(tree.item.id): tree for tree in named})
    return Counter((draft.action, draft.specification_id) for draft in decomposition.domain_orders), decomposition


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "managed-firewall/03-modify-branch",
            ["managed-firewall", "firewall-and-dmz", "firewall-administrator", "management-account"],
        ),
        ("carrier-ethernet/03-modify-bandwidth", ["e-line", "evc"]),
        ("fibre-bundle/03-modify-television", ["home-television", "television-delivery"]),
    ],
)
def test_a_modify_order_reaches_exactly_what_its_values_reach(name: str, expected: list[str]):
    """DEC-28, OPS-01."""
    assert changed(name)[0] == Counter({("modify", specification): 1 for specification in expected})


def test_security_ordered_later_joins_the_tree_that_is_there():
    """DEC-07, OPS-01."""
    found, _ = changed("sd-wan/03-modify-gdansk")
    assert {what: n for what, n in found.items() if what[0] == "add"} == {
        ("add", "sd-wan-security"): 1,
        ("add", "sd-wan-security-service"): 1,
    }
    assert found["modify", "sd-wan-package"] == found["modify", "sd-wan-cpe"] == 1


def test_a_second_upf_site_adds_one_upf_and_one_path():
    """DEC-10, OPS-01."""
    found, _ = changed("5g-slice/03-modify-bus-slice")
    assert {what: n for what, n in found.items() if what[0] == "add"} == {
        ("add", "transport-path"): 1,
        ("add", "upf-instance"): 1,
    }


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("managed-firewall/04-delete-head-office", 7),
        ("sd-wan/04-delete-oslo", 8),
        ("carrier-ethernet/04-delete-branch", 9),
        ("5g-slice/04-delete-port-slice", 14),
        ("fibre-bundle/04-delete-bundle", 7),
    ],
)
def test_a_delete_order_takes_the_whole_tree_away(name: str, size: int):
    """DEC-08, OPS-01."""
    found, decomposition = changed(name)
    assert sum(found.values()) == size
    assert {action for action, _ in found} == {"delete"}
    build(decomposition.domain_orders, demo_catalog(), top_item={1: 1})  # raises PlanInvalid on a circle
