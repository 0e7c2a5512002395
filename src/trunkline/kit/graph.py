"""Order and cycles in a directed graph: enough for items, specifications and tasks."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def find_cycle(successors: Mapping[N, Iterable[N]]) -> list[N] | None:
    """A cycle as the list of its nodes, first node repeated at the end; None when there is none.

    Works without recursion, so that a chain of 100,000 nodes does no harm.
    """
    done: set[N] = set()
    for start in successors:
        if start in done:
            continue
        path: list[N] = [start]
        on_path = {start}
        stack = [iter(successors.get(start, ()))]
        while stack:
            step = next(stack[-1], None)
            if step is None:
                stack.pop()
                left = path.pop()
                on_path.discard(left)
                done.add(left)
            elif step in on_path:
                return [*path[path.index(step) :], step]
            elif step not in done:
                path.append(step)
                on_path.add(step)
                stack.append(iter(successors.get(step, ())))
    return None


def topological_order(successors: Mapping[N, Iterable[N]]) -> list[N]:
    """Every node after all its predecessors; stable for equal input.

    Raises ValueError, naming a cycle, when there is one.
    """
    indegree: dict[N, int] = dict.fromkeys(successors, 0)
    for targets in successors.values():
        for target in targets:
            indegree[target] = indegree.get(target, 0) + 1
    frontier = deque(node for node, n in indegree.items() if n == 0)
    ordered: list[N] = []
    while frontier:
        node = frontier.popleft()
        ordered.append(node)
        for target in successors.get(node, ()):
            indegree[target] -= 1
            if indegree[target] == 0:
                frontier.append(target)
    if len(ordered) < len(indegree):
        cycle = find_cycle(successors) or []
        raise ValueError("cycle: " + " -> ".join(map(str, cycle)))
    return ordered


def reachable(start: Iterable[N], successors: Mapping[N, Iterable[N]]) -> set[N]:
    """Every node that can be reached from `start`, `start` itself included."""
    seen = set(start)
    frontier = list(seen)
    while frontier:
        for target in successors.get(frontier.pop(), ()):
            if target not in seen:
                seen.add(target)
                frontier.append(target)
    return seen
