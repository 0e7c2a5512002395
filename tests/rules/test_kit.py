"""The words without business: life cycles, graphs, numbers, merge patches, rests between tries."""

import itertools
from datetime import timedelta
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunkline.fallout.state import FALLOUT_LIFECYCLE
from trunkline.inventory.state import INVENTORY_LIFECYCLE
from trunkline.kit.errors import NotFound
from trunkline.kit.graph import find_cycle, reachable, topological_order
from trunkline.kit.ids import DomainOrderId, FalloutId, TaskId, domain_order_number, read_service_order_number
from trunkline.kit.lifecycle import Lifecycle, MoveRefused
from trunkline.kit.patch import merge_patch
from trunkline.orchestration.state import DOMAIN_ORDER_LIFECYCLE, TASK_LIFECYCLE
from trunkline.ordering.state import INVESTIGATION_LIFECYCLE, SERVICE_ORDER_LIFECYCLE, ServiceOrderState
from trunkline.work.retry import rest


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    BROKEN = "broken"


def test_a_refused_move_names_the_verb_the_state_and_what_is_possible() -> None:
    """STM-01."""
    lights = Lifecycle(Light, Light.RED, [("go", Light.RED, Light.GREEN), ("fail", Light.GREEN, Light.BROKEN)])
    assert lights.after("go", Light.RED) is Light.GREEN
    with pytest.raises(MoveRefused, match="cannot go from state green; possible here: fail"):
        lights.after("go", Light.GREEN)
    with pytest.raises(MoveRefused, match="this state is final"):
        lights.after("go", Light.BROKEN)
    assert lights.finals == {Light.BROKEN}


def test_a_table_in_which_a_verb_leads_to_two_states_is_refused() -> None:
    """STM-01."""
    with pytest.raises(ValueError, match="two states"):
        Lifecycle(Light, Light.RED, [("go", Light.RED, Light.GREEN), ("go", Light.RED, Light.BROKEN)])


@pytest.mark.parametrize(
    "lifecycle",
    [SERVICE_ORDER_LIFECYCLE, TASK_LIFECYCLE, DOMAIN_ORDER_LIFECYCLE, FALLOUT_LIFECYCLE, INVENTORY_LIFECYCLE,
     INVESTIGATION_LIFECYCLE],
    ids=lambda lifecycle: lifecycle.states.__name__,
)  # fmt: skip
def test_every_state_of_a_lifecycle_can_be_reached_and_none_but_ends_are_dead_ends(
    lifecycle: Lifecycle[StrEnum],
) -> None:
    """STM-01."""
    assert lifecycle.reachable() == frozenset(lifecycle.states)
    ends = {"completed", "cancelled", "failed", "partial", "skipped", "closed", "terminated", "resolved", "abandoned"}
    assert {str(state) for state in lifecycle.finals} <= ends


def test_the_life_of_a_service_order_is_tm_forums_with_a_draft_before_it() -> None:
    """APR-01, APR-02, CAP-02."""
    moves = {(before, after) for _, before, after in SERVICE_ORDER_LIFECYCLE.moves}
    s = ServiceOrderState
    assert (s.ACKNOWLEDGED, s.IN_PROGRESS) in moves
    assert (s.REJECTED, s.IN_PROGRESS) in moves
    assert (s.REJECTED, s.DRAFT) in moves
    assert not any(before is s.COMPLETED for before, _ in moves)


def test_numbers_are_read_as_they_are_written_and_carry_their_order() -> None:
    """ORC-02."""
    task = TaskId.read("task-000123-17")
    assert task == TaskId.read(task.number)
    assert (task.number, task.service_order_id, task.n) == ("TASK-000123-17", 123, 17)
    assert DomainOrderId.read("RO-000123-7") == DomainOrderId.read("SO-000123-7")
    assert domain_order_number(DomainOrderId.read("SO-000123-7"), resource=True) == "RO-000123-7"
    assert read_service_order_number("ORD-000123") == read_service_order_number("123") == 123


@pytest.mark.parametrize("text", ["", "TASK-1", "FO-1-1", "TASK-1-99999999999", "TASK--1", "x" * 50, "TASK-1-1\n2"])
def test_what_is_no_number_of_the_kind_is_not_found(text: str) -> None:
    """API-06."""
    with pytest.raises(NotFound, match="TASK-000123-1"):
        TaskId.read(text)


@pytest.mark.parametrize("text", ["", "ORD-", "SO-1", "9" * 30, "ORD-" + "9" * 30, "-1", "1.5", "٣"])
def test_what_is_no_service_order_number_is_not_found(text: str) -> None:
    """API-06."""
    with pytest.raises(NotFound, match="ORD-000123"):
        read_service_order_number(text)


@given(st.integers(0, 2**40), st.integers(1, 2**30))
def test_any_fallout_number_is_read_back(order: int, n: int) -> None:
    """FAL-10."""
    assert FalloutId.read(f"FO-{order}-{n}") == (order, n)


@given(st.dictionaries(st.integers(0, 12), st.sets(st.integers(0, 12)), max_size=12))
def test_a_graph_has_either_an_order_or_a_cycle_that_is_one(graph: dict[int, set[int]]) -> None:
    """PLN-08, DEC-23."""
    cycle = find_cycle(graph)
    if cycle is None:
        position = {node: at for at, node in enumerate(topological_order(graph))}
        assert all(position[a] < position[b] for a, targets in graph.items() for b in targets)
    else:
        assert cycle[0] == cycle[-1]
        assert all(b in graph[a] for a, b in itertools.pairwise(cycle))
        with pytest.raises(ValueError, match="cycle"):
            topological_order(graph)


def test_a_chain_of_a_hundred_thousand_is_walked_without_recursion() -> None:
    """DEC-29."""
    chain = {n: [n + 1] for n in range(100_000)}
    assert find_cycle(chain) is None
    assert len(reachable([0], chain)) == 100_001


def test_a_merge_patch_removes_what_is_null_and_replaces_lists_whole() -> None:
    """REV-11: RFC 7396, its own examples in substance."""
    target = {"a": {"b": 1, "c": [1, 2]}, "d": "x"}
    assert merge_patch(target, {"a": {"b": None, "c": [3]}, "e": {"f": None, "g": 1}}) == {
        "a": {"c": [3]},
        "d": "x",
        "e": {"g": 1},
    }
    assert target == {"a": {"b": 1, "c": [1, 2]}, "d": "x"}
    assert merge_patch({"a": 1}, ["not", "an", "object"]) == ["not", "an", "object"]


@given(st.integers(1, 5000))
def test_rests_grow_and_never_exceed_the_longest(attempt: int) -> None:
    """PLN-12."""
    longest = timedelta(minutes=5)
    this = rest(attempt, delay=timedelta(seconds=2), factor=2.0, longest=longest)
    following = rest(attempt + 1, delay=timedelta(seconds=2), factor=2.0, longest=longest)
    assert timedelta(0) < this <= following <= longest
