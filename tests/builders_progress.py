"""Random plans and the naive model of how they proceed: only task states are kept, everything else is recounted."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from builders_orchestration import Shape
from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.orchestration.state import (
    ENDED,
    ENDED_WELL,
    TASK_LIFECYCLE,
    DomainOrderState,
    TaskState,
    domain_order_state,
    tally,
)
from trunkline.ordering.progress import outcome
from trunkline.ordering.state import ServiceOrderState


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """Random items, domain orders and tasks with random acyclic dependencies. Every leaf item has a task."""
    items: list[int | None] = [None]
    for n in range(2, draw(st.integers(1, 4)) + 1):
        items.append(draw(st.sampled_from([None, *range(1, n)])))
    domain_orders: list[tuple[int, int | None]] = [(n, None) for n in range(1, len(items) + 1)]
    for _ in range(draw(st.integers(0, 4))):
        parent = draw(st.integers(1, len(domain_orders)))
        domain_orders.append((domain_orders[parent - 1][0], parent))
    tasks = [(n, draw(st.sampled_from(["automated", "manual"]))) for n in range(1, len(domain_orders) + 1)]
    for _ in range(draw(st.integers(0, 6))):
        tasks.append((draw(st.integers(1, len(domain_orders))), "automated"))
    edges = set()
    for _ in range(draw(st.integers(0, 12))):
        before = draw(st.integers(1, max(1, len(tasks) - 1)))
        after = draw(st.integers(before + 1, max(before + 1, len(tasks))))
        if after <= len(tasks):
            edges.add((before, after))
    return Shape(items=tuple(items), domain_orders=tuple(domain_orders), tasks=tuple(tasks), edges=tuple(sorted(edges)))


class Model:
    """The naive model: only task states are kept, everything else is recounted."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.states = [
            TaskState.WAITING if any(after == n for _, after in shape.edges) else TaskState.READY
            for n in range(1, len(shape.tasks) + 1)
        ]

    def apply(self, numbers: set[int], verb: str) -> None:
        for n in numbers:
            if TASK_LIFECYCLE.allows(verb, self.states[n - 1]):
                self.states[n - 1] = TASK_LIFECYCLE.after(verb, self.states[n - 1])
        for n, state in enumerate(self.states, start=1):
            before = [self.states[a - 1] for a, b in self.shape.edges if b == n]
            if state is TaskState.WAITING and all(s in ENDED_WELL for s in before):
                self.states[n - 1] = TaskState.READY

    def tasks_below(self, domain_order: int) -> list[TaskState]:
        return [
            s for s, (d, _) in zip(self.states, self.shape.tasks, strict=True) if domain_order in self.shape.chain(d)
        ]

    def own_outcome(self, item: int) -> ServiceOrderState | None:
        own = [
            s
            for s, (d, _) in zip(self.states, self.shape.tasks, strict=True)
            if self.shape.domain_orders[d - 1][0] == item
        ]
        if not own:
            return None
        words = {
            DomainOrderState.COMPLETED: ServiceOrderState.COMPLETED,
            DomainOrderState.FAILED: ServiceOrderState.FAILED,
            DomainOrderState.CANCELLED: ServiceOrderState.CANCELLED,
        }
        return words[domain_order_state(tally(own))]

    def item_tasks(self, item: int) -> list[TaskState]:
        return [
            s
            for s, (d, _) in zip(self.states, self.shape.tasks, strict=True)
            if item in self.shape.item_chain(self.shape.domain_orders[d - 1][0])
        ]

    def item_state(self, item: int) -> ServiceOrderState:
        t = tally(self.item_tasks(item))
        if t.open == 0:
            nested = [self.item_state(n) for n, parent in enumerate(self.shape.items, start=1) if parent == item]
            own = self.own_outcome(item)
            return outcome([*nested, *([own] if own else [])])
        if t.active:
            return ServiceOrderState.IN_PROGRESS
        return (
            ServiceOrderState.HELD
            if t.held
            else (ServiceOrderState.PENDING if t.pending else ServiceOrderState.IN_PROGRESS)
        )

    def order_state(self) -> ServiceOrderState:
        t = tally(self.states)
        if t.open == 0:
            return outcome([self.item_state(n) for n, p in enumerate(self.shape.items, start=1) if p is None])
        if t.active:
            return ServiceOrderState.IN_PROGRESS
        return (
            ServiceOrderState.HELD
            if t.held
            else (ServiceOrderState.PENDING if t.pending else ServiceOrderState.IN_PROGRESS)
        )


async def stored(tx: Tx, order_id: ServiceOrderId) -> tuple[Any, ...]:
    """What the tables say: states of tasks, domain orders, items and the order; work and worklist."""
    tasks = await tx.fetch("SELECT state FROM task WHERE service_order_id = $1 ORDER BY n", order_id)
    domain_orders = await tx.fetch("SELECT state FROM domain_order WHERE service_order_id = $1 ORDER BY n", order_id)
    items = await tx.fetch("SELECT state FROM service_order_item WHERE service_order_id = $1 ORDER BY n", order_id)
    order = await tx.fetchval("SELECT state FROM service_order WHERE id = $1", order_id)
    work = await tx.fetch(
        "SELECT n FROM work WHERE service_order_id = $1 AND kind = 'executeTask' ORDER BY n", order_id
    )
    worklist = await tx.fetch("SELECT task_n FROM worklist WHERE service_order_id = $1 ORDER BY task_n", order_id)
    return (
        [r[0] for r in tasks], [r[0] for r in domain_orders], [r[0] for r in items], order,
        [r[0] for r in work], [r[0] for r in worklist],
    )  # fmt: skip


def expected(model: Model) -> tuple[Any, ...]:
    """What the naive model says."""
    shape = model.shape
    running = (TaskState.READY, TaskState.IN_PROGRESS)
    return (
        [s.value for s in model.states],
        [domain_order_state(tally(model.tasks_below(n))).value for n in range(1, len(shape.domain_orders) + 1)],
        [model.item_state(n).value for n in range(1, len(shape.items) + 1)],
        model.order_state().value,
        [n for n, s in enumerate(model.states, start=1) if shape.tasks[n - 1][1] == "automated" and s in running],
        [
            n
            for n, s in enumerate(model.states, start=1)
            if shape.tasks[n - 1][1] == "manual" and s not in ENDED and s is not TaskState.WAITING
        ],
    )
