"""Policies, contracts, urgency and enrichment as rules: nothing is stored."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from builders_ordering import FOUR_EYES, NOW, RISKY, SURVEY, document, item
from trunkline.catalog.model import (
    ApprovalPolicy,
    Catalog,
    CharacteristicSpecification,
    Condition,
    Specification,
    SpecificationKind,
)
from trunkline.kit.ids import ServiceOrderId
from trunkline.ordering import capture as rules
from trunkline.ordering import enrichment, policies
from trunkline.ordering.contract import contract_problems
from trunkline.ordering.errors import ImportInvalid
from trunkline.ordering.importing import item_documents, read_csv
from trunkline.ordering.model import PriorityFactor
from trunkline.ordering.priority import factor_problems, order_priority, priority_of, score, weigh
from trunkline.ordering.progress import outcome
from trunkline.ordering.state import ENRICHMENT_ENDED, EnrichmentState, ServiceOrderState
from trunkline.ordering.wire import read_service_order

E = EnrichmentState
MAIL = Specification(id="mail", kind=SpecificationKind.CFS, name="Mail", risk=10)


def catalog(*approval, enriching=()) -> Catalog:
    return Catalog(1, (RISKY, MAIL), (), approval_policies=approval, enrichment_policies=enriching)


def order(*items, **more):
    return read_service_order(document(*items, **more))


def risky(item_id="1", **more):
    return item(item_id, specification="risky", **more)


def mail(item_id="1", **more):
    return item(item_id, specification="mail", **more)


def test_the_weighted_formula_gives_the_published_example():
    """PRI-01: 100/10, 80/25, 80/35, 60/30 give 76, which is high."""
    points = score([(100, 10), (80, 25), (80, 35), (60, 30)])
    assert points == 76 and priority_of(points) == 2


@pytest.mark.parametrize(
    ("points", "priority"), [(100, 1), (80, 1), (79.9, 2), (60, 2), (59, 3), (40, 3), (39, 4), (0, 4)]
)
def test_each_band_has_its_priority(points, priority):
    """PRI-01."""
    assert priority_of(points) == priority


def test_factors_rank_what_they_look_at_and_the_highest_of_several_counts():
    """PRI-01."""
    account = PriorityFactor(
        id="account", name="", source="order.customer", weight=10, ranks={"gold": 100}, otherwise=20
    )
    place = PriorityFactor(id="place", name="", source="items.place.country", weight=30, ranks={"CH": 50, "DE": 90})
    names = {"order": {"customer": "gold"}, "items": [{"place": {"country": "CH"}}, {"place": {"country": "DE"}}]}
    weighed = weigh([account, place], names)
    assert weighed.ranks == {"account": 100, "place": 90} and weighed.score == (100 * 10 + 90 * 30) / 40
    assert weigh([account], {}).ranks == {"account": 20}
    assert weigh([], names).score == 0


def test_an_order_takes_the_highest_priority_of_its_items():
    """PRI-02."""
    assert order_priority(None, [4, 2, None]) == 2 and order_priority(1, [3]) == 1


def test_factors_outside_of_0_to_100_and_ids_given_twice_are_refused():
    """PRI-01."""
    wrong = PriorityFactor(id="a", name="", source=" ", weight=101, ranks={"x": -1})
    fields = [problem.field for problem in factor_problems([wrong, wrong])]
    assert fields == ["source", "weight", "ranks[x]", "id", "source", "weight", "ranks[x]"]


def test_the_policy_that_wants_most_people_counts():
    """APR-14, APR-16."""
    alone = ApprovalPolicy(id="alone", when=Condition(expression="true"), approvals=0)
    found = catalog(alone, FOUR_EYES)
    assert policies.demanded(order(risky()), found) == policies.Demand(approvals=2, policy="four-eyes@1")
    assert policies.demanded(order(mail()), found) == policies.Demand(approvals=0, policy="alone@1")
    assert policies.demanded(order(mail()), catalog(FOUR_EYES)) == policies.ONE_PERSON


def test_a_policy_may_look_at_every_item_without_an_expression():
    """APR-14."""
    large = ApprovalPolicy(id="large", when=Condition(characteristic="order.itemCount", at_least=2), approvals=2)
    named = ApprovalPolicy(
        id="named", when=Condition(characteristic="items.specification", equals="risky"), approvals=3
    )
    found = catalog(large, named)
    assert policies.demanded(order(mail()), found).approvals == 1
    assert policies.demanded(order(mail("1"), mail("2")), found).approvals == 2
    assert policies.demanded(order(mail("1"), risky("2")), found).approvals == 3


def test_a_policy_that_cannot_be_evaluated_asks_for_people_and_never_lets_through():
    """APR-14, APR-16."""
    broken = Condition(expression="1 / (order.itemCount - 1) > 0")
    assert policies.demanded(order(mail()), catalog(ApprovalPolicy(id="x", when=broken, approvals=2))).approvals == 2
    assert policies.demanded(order(mail()), catalog(ApprovalPolicy(id="x", when=broken, approvals=0))).approvals == 1


def test_only_matching_items_are_enriched():
    """ENR-01, ENR-02."""
    matches = policies.enriching(order(mail("A"), risky("B")), catalog(enriching=(SURVEY,)))
    assert [(found.item_id, policy.id) for found, policy in matches] == [("B", "survey")]
    never = replace(SURVEY, when=Condition(expression='action == "delete"'))
    assert policies.enriching(order(risky()), catalog(enriching=(never,))) == []


def test_tasks_wait_for_those_named_before_them_and_what_was_done_is_not_asked_again():
    """ENR-01."""
    matches = policies.enriching(order(risky("B")), catalog(enriching=(SURVEY,)))
    tasks = enrichment.tasks_of(ServiceOrderId(1), matches, (), priority=2, now=NOW)
    assert [(task.n, task.key, task.state, task.priority) for task in tasks] == [
        (1, "visit", E.READY, 2), (2, "vlan", E.WAITING, 2),
    ]  # fmt: skip
    visited = replace(tasks[0], state=E.COMPLETED)
    assert [task.state for task in enrichment.released(tasks, visited)] == [E.READY]
    known = [replace(task, state=E.COMPLETED) for task in tasks]
    values = [{"name": "Survey", "value": "done"}]
    again = policies.enriching(order(risky("B", service_serviceCharacteristic=values)), catalog(enriching=(SURVEY,)))
    anew = enrichment.tasks_of(ServiceOrderId(1), again, known, priority=2, now=NOW)
    assert [(task.n, task.key, task.state) for task in anew] == [(3, "vlan", E.READY)]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(list(E))))
def test_an_order_is_acknowledged_exactly_when_nothing_is_open(states):
    """ENR-03, ENR-04."""
    found = enrichment.rolled_up(states)
    assert (found is ServiceOrderState.ACKNOWLEDGED) == (set(states) <= ENRICHMENT_ENDED)
    if found is ServiceOrderState.HELD:
        assert E.HELD in states and not {E.READY, E.IN_PROGRESS} & set(states)


def test_an_item_refused_beside_others_counts_as_cancelled():
    """APR-13, STM-04: for every mixture, items that agree give their order their state, others make it partial."""
    s = ServiceOrderState
    ends = (s.COMPLETED, s.CANCELLED, s.REJECTED, s.FAILED, s.PARTIAL)
    for size in (1, 2, 3):
        for states in product(ends, repeat=size):
            meant = {s.CANCELLED if state is s.REJECTED else state for state in states}
            assert outcome(states) is (s.PARTIAL if len(meant) > 1 else min(meant))


def contract(*items, spec=MAIL):
    around = rules.Surroundings(catalog=Catalog(1, (spec,), ()))
    return [(p.item, p.field) for p in contract_problems(order(*items).items, around)]


def test_what_recurs_needs_start_end_and_term():
    """APR-05."""
    assert contract(mail("A", priceType="recurring")) == [
        ("A", "contractStartDate"), ("A", "contractEndDate"), ("A", "contractTerm"),
    ]  # fmt: skip
    whole = {
        "contractStartDate": "2026-12-01",
        "contractEndDate": "2027-12-01",
        "itemTerm": [{"duration": {"amount": 1}}],
    }
    assert contract(mail("A", itemPrice=[{"priceType": "recurring"}], **whole)) == []
    backwards = {**whole, "contractEndDate": "2026-11-01"}
    assert contract(mail("A", priceType="recurring", **backwards)) == [("A", "contractEndDate")]


def test_what_is_paid_once_must_have_no_dates():
    """APR-05."""
    assert contract(mail("A", priceType="oneTime", contractStartDate="2026-12-01")) == [("A", "contractStartDate")]
    assert contract(mail("A", itemPrice=[{"priceType": "non-recurring"}])) == []
    assert contract(mail("A")) == []


def test_how_it_is_paid_may_stand_in_a_characteristic_or_in_the_specification():
    """APR-05."""
    spec = replace(MAIL, extra={"priceType": "recurring"})
    assert len(contract(mail("A"), spec=spec)) == 3
    held = [{"name": "priceType", "value": "oneTime"}, {"name": "contractStartDate", "value": "2026-12-01"}]
    told = replace(MAIL, characteristics=tuple(CharacteristicSpecification(name=h["name"]) for h in held))
    assert contract(mail("A", service_serviceCharacteristic=held), spec=told) == [("A", "contractStartDate")]


def test_a_csv_becomes_items_with_places_contacts_relations_and_characteristics():
    """CAP-20."""
    text = "\ufeffitemId;parent;specification;quantity;requires;place.city;contact.lastName;contact.email;Bandwidth\r\n"
    text += 'A;;line;2;;"Zürich; Nord";Lee;l@example.org;100\r\n\r\nB;A;line;;A;;;;\r\n'
    rows = read_csv(text)
    first, second = item_documents(rows)
    assert first["quantity"] == 2 and first["service"]["place"][0]["city"] == "Zürich; Nord"
    assert first["relatedParty"][0]["email"] == "l@example.org"
    assert first["service"]["serviceCharacteristic"] == [{"name": "Bandwidth", "value": "100"}]
    assert [r["relationshipType"] for r in second["serviceOrderItemRelationship"]] == ["requires", "hasParent"]
    assert "place" not in second["service"] and "serviceCharacteristic" not in second["service"]


@pytest.mark.parametrize("text", ["", "itemId\n", 'a,b\n"x', "a,b\n1,2,3\n"])
def test_a_text_that_is_no_table_is_refused(text):
    """CAP-20."""
    with pytest.raises(ImportInvalid):
        read_csv(text)
