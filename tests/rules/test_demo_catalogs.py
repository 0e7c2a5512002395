"""The demo catalogs are valid, each by itself and all together, and so are their orders."""

from __future__ import annotations

import pytest

from builders_demo_catalogs import (
    CATALOGS,
    NAMES,
    all_items,
    demo_catalog,
    documents,
    order_document,
    order_paths,
    parts,
    plans,
    specifications,
)
from trunkline.catalog.characteristics import check_values
from trunkline.catalog.conditions import holds
from trunkline.catalog.documents import read_catalog_folder
from trunkline.catalog.model import PlanSpecification, RelationshipType, Specification
from trunkline.catalog.parts import parts_of
from trunkline.catalog.plans import select_plan
from trunkline.catalog.validation import check_catalog
from trunkline.ordering.wire import read_service_order
from trunkline.southbound.simulator import behaviour

GROUPS = {
    "Service Design",
    "Field Operations",
    "Network Operations",
    "Security Operations",
    "Voice Operations",
    "Radio Planning",
    "Service Desk",
}
# nothing is to be done for these themselves: they end with what is below them
CLOSES_WITH_CHILDREN = {
    ("sd-wan-controller", "add"), ("sd-wan-controller", "modify"), ("sd-wan-controller", "delete"),
    ("sd-wan-security", "delete"), ("home-internet", "add"), ("home-internet", "delete"),
    ("home-voice", "modify"), ("home-voice", "delete"),
    ("home-television", "add"), ("home-television", "modify"), ("home-television", "delete"),
}  # fmt: skip


def test_every_demo_catalog_has_a_catalog_file_a_readme_and_orders():
    """OPS-01."""
    assert sorted(path.name for path in CATALOGS.iterdir() if path.is_dir()) == sorted(NAMES)
    for name in NAMES:
        assert (CATALOGS / name / "catalog.yaml").is_file()
        assert (CATALOGS / name / "README.md").is_file()
        verbs = [path.stem.split("-")[1] for path in sorted((CATALOGS / name / "orders").glob("*.json"))]
        assert set(verbs) == {"add", "modify", "delete"}
        assert verbs == sorted(verbs, key=["add", "modify", "delete"].index), "adds first, deletes last"


@pytest.mark.parametrize("name", NAMES)
def test_a_demo_catalog_is_read_without_problem_and_is_complete_by_itself(name: str):
    """OPS-01, CAT-07, CAT-08."""
    read = read_catalog_folder(CATALOGS / name)
    assert [document.catalog for document in read]
    assert (
        check_catalog(
            [specification for document in read for specification in document.specifications],
            [plan for document in read for plan in document.plans],
            [part for document in read for part in parts_of(document)],
        )
        == []
    )


def test_all_demo_catalogs_together_make_one_valid_catalog():
    """OPS-01, CAT-07."""
    assert len(documents()) == len(list(CATALOGS.glob("*/*.yaml")))
    assert check_catalog(specifications(), plans(), parts()) == []
    assert len({specification.id for specification in specifications()}) == len(specifications())


@pytest.mark.parametrize("specification", specifications(), ids=lambda s: s.id)
@pytest.mark.parametrize("action", ["add", "modify", "delete"])
def test_every_specification_has_a_plan_or_closes_with_its_children_on_purpose(
    specification: Specification, action: str
):
    """PLN-01, PLN-11."""
    parts_only = {
        relation.target
        for source in specifications()
        for relation in source.relationships
        if relation.type is RelationshipType.COMPOSED_OF
    }
    plan = select_plan(demo_catalog(), specification, action)
    assert (plan is None) == (specification.id in parts_only or (specification.id, action) in CLOSES_WITH_CHILDREN)


@pytest.mark.parametrize("plan", plans(), ids=lambda p: p.id)
def test_every_task_has_an_owner_a_duration_and_an_executor_that_can_read_its_config(plan: PlanSpecification):
    """OPS-01, PLN-12."""
    for task in plan.tasks:
        if task.kind == "milestone":
            continue
        assert task.assignment_group in GROUPS
        assert task.duration.total_seconds() > 0
        if task.kind == "manual":
            assert task.executor == "manual"
            continue
        assert (task.kind, task.executor) == ("automated", "simulator")
        assert task.system and task.operation
        how = behaviour(task.config)
        must = {field.characteristic for field in task.data if field.mandatory}
        assert must <= set(how.answer), "the simulator answers what the task must bring"
        for specification in specifications():
            if specification.id == plan.specification or specification.category == plan.category:
                answered = {name: _sample(value) for name, value in how.answer.items()}
                assert check_values(specification, answered, item=task.key, complete=False) == []


def test_the_demo_has_a_failing_task_for_every_remedy_and_a_test_with_a_repair():
    """OPS-01, FAL-07, TSK-11: whoever tries the demo finds each remedy; other ways and repairs bring what is needed."""
    tasks = [(plan, task) for plan in plans() for task in plan.tasks]
    failing = [task for _, task in tasks if task.kind == "automated" and behaviour(task.config).fault]
    assert failing and all(task.undo and task.alternatives and task.assignment_group for task in failing)
    for _, task in tasks:
        for other in task.alternatives:
            how = behaviour(other.config)
            assert (other.executor, how.fault) == ("simulator", None) and other.system not in {None, task.system}
            assert {field.characteristic for field in task.data if field.mandatory} <= set(how.answer)
    tests = [(plan, task, task.test) for plan, task in tasks if task.test is not None]
    assert tests
    for plan, _, test in tests:
        assert test.passed is not None and test.repair is not None and test.repair.executor == "simulator"
        answer = behaviour(test.repair.config).answer
        assert plan.specification is not None
        assert check_values(demo_catalog().specification(plan.specification), answer, item="x", complete=False) == []
        assert holds(test.passed, answer).outcome == "true", "what is repaired passes the test"


def _sample(value: object) -> object:
    return value.replace("{number}", "TASK-000001-1").replace("{n}", "1") if isinstance(value, str) else value


@pytest.mark.parametrize("name", order_paths())
def test_a_demo_order_has_all_attributes_of_a_create_and_is_readable(name: str):
    """OPS-01, CAP-01, CAP-09."""
    document = order_document(name)
    for attribute in ("externalId", "category", "description", "priority", "requestedCompletionDate"):
        assert isinstance(document[attribute], str) and document[attribute]
    customers = [party for party in document["relatedParty"] if party["role"] == "customer"]
    assert [(party["@type"], party["@referredType"]) for party in customers] == [("RelatedParty", "Organization")]
    assert not {"id", "href", "state", "orderDate"} & document.keys(), "these belong to the server"
    assert document["serviceOrderItem"]
    for item in all_items(document):
        assert item["id"] and item["action"] in {"add", "modify", "delete", "noChange"} and "service" in item
    read = read_service_order(document)
    assert [item.item_id for item in read.items] == sorted(item["id"] for item in all_items(document))


@pytest.mark.parametrize("name", order_paths())
def test_a_demo_order_uses_known_specifications_and_valid_characteristics(name: str):
    """OPS-01, CAP-16, CAP-18."""
    for item in all_items(order_document(name)):
        named = item["service"]["serviceSpecification"]
        specification = demo_catalog().specification(named["id"])
        assert named["name"] == specification.name
        values = {entry["name"]: entry["value"] for entry in item["service"].get("serviceCharacteristic", [])}
        assert check_values(specification, values, item=item["id"], complete=item["action"] == "add") == []


@pytest.mark.parametrize("name", NAMES)
def test_modify_and_delete_orders_name_what_an_earlier_add_made(name: str):
    """CAP-13, CAP-14."""
    there: dict[str, tuple[str, str]] = {}
    for path in (path for path in order_paths() if path.startswith(f"{name}/")):
        document = order_document(path)
        customer = document["relatedParty"][0]["id"]
        for item in all_items(document):
            service, specification = item["service"], item["service"]["serviceSpecification"]["id"]
            if item["action"] == "add":
                assert "id" not in service
                if "externalId" in service:
                    assert service["externalId"] not in there
                    there[service["externalId"]] = (specification, customer)
                continue
            assert there[service["id"]] == (specification, customer)
            if item["action"] == "delete":
                del there[service["id"]]


def test_external_ids_of_orders_are_unique():
    """CAP-07."""
    ids = [order_document(name)["externalId"] for name in order_paths()]
    assert len(set(ids)) == len(ids)
