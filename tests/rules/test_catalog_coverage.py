"""Coverage: which parts of a catalog a set of orders exercises."""

from __future__ import annotations

from builders_demo_catalogs import captured_add, demo_catalog, order_document
from trunkline.decomposition.coverage import measure
from trunkline.decomposition.decompose import decompose
from trunkline.decomposition.model import Decomposition


def decomposed(name: str, **values: object) -> Decomposition:
    document = order_document(name)
    for entry in document["serviceOrderItem"][0]["service"]["serviceCharacteristic"]:
        if entry["name"] in values:
            entry["value"] = values[entry["name"]]
    return decompose(captured_add(document), demo_catalog(), {})


def test_one_more_order_changes_coverage_by_what_it_alone_exercises() -> None:
    """NEW-14: an order without any rule's value, then one with: exactly the rules that hold now are new."""
    catalog = demo_catalog()
    branch = decomposed("managed-firewall/02-add-branch")
    head_office = decomposed("managed-firewall/01-add-head-office")
    before, after = measure(catalog, [branch]), measure(catalog, [branch, head_office])
    gained = set(before.missed) - set(after.missed)
    assert gained
    assert set(after.missed) <= set(before.missed)
    made = {draft.reason.relationship for draft in head_office.domain_orders}
    made_before = {draft.reason.relationship for draft in branch.domain_orders}
    assert {p.removeprefix("branch ") for p in gained if p.startswith("branch ")} == made - made_before - {None}
    fired = {(d.reason.relationship, d.reason.rule) for d in head_office.domain_orders if d.reason.rule}
    fired_before = {(d.reason.relationship, d.reason.rule) for d in branch.domain_orders if d.reason.rule}
    true = {p for p in gained if p.startswith("rule ") and p.endswith(", true")}
    assert true == {f"rule {label}: {rule}, true" for label, rule in fired - fired_before}


def test_the_same_order_again_exercises_nothing_new() -> None:
    """NEW-14."""
    catalog = demo_catalog()
    branch = decomposed("managed-firewall/02-add-branch")
    once, twice = measure(catalog, [branch]), measure(catalog, [branch, branch])
    assert once.missed == twice.missed
    assert all(twice.counts[point] == 2 * count for point, count in once.counts.items())


def test_nothing_is_exercised_by_no_order_and_everything_is_listed() -> None:
    """NEW-14."""
    catalog = demo_catalog()
    empty = measure(catalog, [])
    assert (empty.percent, empty.missed) == (0.0, list(empty.counts))
    kinds = {point.split(" ")[0] for point in empty.counts}
    assert kinds == {"branch", "rule", "mapping", "table", "task"}
