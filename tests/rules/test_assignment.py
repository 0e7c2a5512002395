"""Which task is the next, who gets it, and which group: rules, ranks, capacity; and what that does to late orders."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trunkline.assignment.model import Agent, AssignmentRule, Candidate, OpenTask, RuleCondition, WorkProfile
from trunkline.assignment.ranking import LONGEST_OVERTAKING, choose_group, match, order_of, rank_at, stand_in, why_next
from trunkline.kit.ids import ServiceOrderId, TaskId

T0 = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TASK = OpenTask(
    id=TaskId(ServiceOrderId(1), 1), key="splice", name="Splice", group="field", priority=3, specification="fibre-access",
    category="fibre", place={"city": "Munich", "postcode": "80331"}, ready_at=T0, due_at=T0 + HOUR,
    latest_start_at=None, impact=0,
)  # fmt: skip


def _rule(name: str, position: int, group: str, *, active: bool = True, **condition: object) -> AssignmentRule:
    return AssignmentRule(
        name=name, version=1, position=position, active=active, condition=RuleCondition(**condition),  # type: ignore[arg-type]
        assignment_group=group, changed_by="root", changed_at=T0,
    )  # fmt: skip


def _candidate(n: int, *, priority: int = 4, skills: str = "", rank: datetime = T0, **more: object) -> Candidate:
    fields = {"latest_start_at": None, "impact": 0} | more
    return Candidate(
        id=TaskId(ServiceOrderId(1), n), name=f"T{n}", group="g", skills=frozenset(skills.split()), priority=priority,
        rank_at=rank, version=1, **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def _agent(name: str, *, in_hand: int = 0, most: int = 3, skills: str = "") -> Agent:
    profile = WorkProfile(user_name=name, skills=frozenset(skills.split()), parallel_tasks=most)
    return Agent(profile=profile, full_name=name, in_hand=in_hand, may_work=True)


def test_the_first_rule_that_holds_names_the_group_and_says_why() -> None:
    """TSK-03."""
    rules = [
        _rule("everything", 99, "desk"),
        _rule("south", 10, "south", places=("80*",), categories=("fibre",)),
        _rule("urgent", 5, "night", priority_at_most=1),
        _rule("off", 1, "nobody", active=False),
    ]
    assert choose_group(rules, TASK) == ("south", "rule 'south': category fibre, place 80*")
    urgent = msgspec.structs.replace(TASK, priority=1)
    assert choose_group(rules, urgent) == ("night", "rule 'urgent': priority 1")
    north = msgspec.structs.replace(TASK, place={"city": "Kiel"})
    assert choose_group(rules, north) == ("desk", "rule 'everything': every task")
    assert choose_group([], TASK) == ("field", "the task specification 'splice' says so")
    assert choose_group([_rule("x", 1, "y", places=("Munich",), tasks=("dig",))], TASK)[0] == "field"


def test_a_free_member_with_the_skill_gets_the_highest_priority_and_nobody_more_than_fits() -> None:
    """TSK-04: ann has room for one, ben for two and no skill; the unskilled rest waits."""
    tasks = [
        _candidate(1, priority=4), _candidate(2, priority=1, skills="splicing"), _candidate(3, priority=2),
        _candidate(4, priority=3, skills="splicing"), _candidate(5, priority=5),
    ]  # fmt: skip
    agents = [_agent("ann", in_hand=2, skills="splicing driving"), _agent("ben", in_hand=1), _agent("cy", in_hand=3)]
    assert [(task.id.n, agent.profile.user_name) for task, agent in match(tasks, agents)] == [
        (2, "ann"), (3, "ben"), (1, "ben"),
    ]  # fmt: skip


def test_the_card_says_why() -> None:
    """NEW-11."""
    late = _candidate(1, priority=2, latest_start_at=T0 - 3 * HOUR, impact=1)
    assert why_next(late, now=T0) == "it should have been begun 3 h ago to be in time, 1 task waits for it, priority 2"
    early = _candidate(1, latest_start_at=T0 + 90 * HOUR, impact=12)
    assert why_next(early, now=T0) == "4 days of slack left, 12 tasks wait for it"


@pytest.mark.parametrize(
    ("deputies", "expected"), [({"ann": "ben"}, "ben"), ({"ann": "cy", "cy": "ben"}, "ben"), ({"ann": None}, None),
                               ({"ann": "cy", "cy": "ann"}, None)],
)  # fmt: skip
def test_the_work_of_who_is_away_goes_to_a_deputy_who_is_there_or_back(
    deputies: dict[str, str | None], expected: str | None
) -> None:
    """TSK-03: away are all who have an entry; two who stand in for each other are nobody."""
    profiles = {
        name: WorkProfile(user_name=name, absent_from=T0, absent_until=T0 + HOUR, deputy=deputy)
        for name, deputy in deputies.items()
    }
    assert stand_in("ann", profiles, now=T0) == expected
    assert stand_in("ann", profiles, now=T0 + HOUR) == "ann"


INSTANTS = st.integers(-2000, 2000).map(lambda hours: T0 + hours * HOUR)


@settings(max_examples=100, deadline=None)
@given(
    INSTANTS,
    INSTANTS,
    INSTANTS,
    st.tuples(st.integers(0, 500), st.integers(0, 500)),
    st.integers(1, 5),
    st.integers(1, 5),
)
def test_no_task_is_overtaken_for_ever(
    ready: datetime, start_a: datetime, start_b: datetime, impacts: tuple[int, int], priority_a: int, priority_b: int
) -> None:
    """NEW-11: what waits longer than the bound is before everything that became ready since, whatever that is."""
    since = ready + LONGEST_OVERTAKING + timedelta(seconds=1)
    ranks = [
        order_of(_candidate(1, priority=priority, rank=rank_at(
            ready_at=at, latest_start_at=start, due_at=at, impact=impact)))
        for at, start, impact, priority in (
            (ready, start_a, impacts[0], priority_a), (since, start_b, impacts[1], priority_b))
    ]  # fmt: skip
    assert ranks[0] < ranks[1]


class _Order(msgspec.Struct):
    arrived: float  # hours
    promised: float
    lengths: list[float]


def _orders(seed: int) -> list[_Order]:
    """A desk of four people at 93 % load: orders of one to six steps, some promised soon, some in no hurry."""
    chance = random.Random(seed)
    made, at = [], 0.0
    for _ in range(600):
        lengths = [chance.uniform(0.5, 2.5) for _ in range(chance.randint(1, 6))]
        at += chance.expovariate(0.93 * 4 / (1.5 * 3.5))
        made.append(_Order(arrived=at, promised=at + sum(lengths) + chance.choice([8, 24, 80, 200]), lengths=lengths))
    return made


Rank = Callable[[float, _Order, int], object]


def _late(orders: list[_Order], rank: Rank, people: int = 4) -> int:
    """How many orders end after their promise when whoever is free takes the waiting task of the least rank."""
    events: list[tuple[float, int, int, int]] = [(order.arrived, 0, i, 0) for i, order in enumerate(orders)]
    heapq.heapify(events)
    waiting: list[tuple[object, int, int]] = []
    late, free = 0, people
    while events:
        now, ended, i, step = heapq.heappop(events)
        if ended:
            free += 1
            step += 1
        if step < len(orders[i].lengths):
            heapq.heappush(waiting, (rank(now, orders[i], step), i, step))
        else:
            late += now > orders[i].promised
        while free and waiting:
            _, j, at = heapq.heappop(waiting)
            free -= 1
            heapq.heappush(events, (now + orders[j].lengths[at], 1, j, at))
    return late


def _by_slack(now: float, order: _Order, step: int) -> datetime:
    left = sum(order.lengths[step:])
    return rank_at(
        ready_at=T0 + now * HOUR, latest_start_at=T0 + (order.promised - left) * HOUR, due_at=T0 + now * HOUR,
        impact=len(order.lengths) - step - 1,
    )  # fmt: skip


def test_by_slack_a_fifth_fewer_orders_are_late_than_first_come_first_served() -> None:
    """NEW-11: the same orders and the same four people; in every one of these runs."""
    for seed in range(5):
        orders = _orders(seed)
        first_come = _late(orders, lambda now, order, step: now)
        assert first_come >= 20
        assert _late(orders, _by_slack) <= 0.8 * first_come
