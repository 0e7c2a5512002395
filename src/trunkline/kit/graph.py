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


def circles(successors: Mapping[N, Iterable[N]]) -> dict[N, int]:
    """For each node that stands in a circle, a number; nodes have the same one exactly when each leads to the other.

    Tarjan's strongly connected components, without recursion.
    """
    index: dict[N, int] = {}
    low: dict[N, int] = {}
    open_nodes: list[N] = []
    is_open: set[N] = set()
    found: dict[N, int] = {}
    for start in successors:
        if start in index:
            continue
        index[start] = low[start] = len(index)
        open_nodes.append(start)
        is_open.add(start)
        stack = [(start, iter(successors.get(start, ())))]
        while stack:
            node, targets = stack[-1]
            target = next(targets, None)
            if target is None:
                stack.pop()
                if stack:
                    low[stack[-1][0]] = min(low[stack[-1][0]], low[node])
                if low[node] == index[node]:
                    members = _close(node, open_nodes, is_open)
                    if len(members) > 1:
                        found.update(dict.fromkeys(members, index[node]))
            elif target not in index:
                index[target] = low[target] = len(index)
                open_nodes.append(target)
                is_open.add(target)
                stack.append((target, iter(successors.get(target, ()))))
            elif target in is_open:
                low[node] = min(low[node], index[target])
    return found


def _close(node: N, open_nodes: list[N], is_open: set[N]) -> list[N]:
    """Takes the node and all that were opened after it."""
    members = []
    while True:
        member = open_nodes.pop()
        is_open.discard(member)
        members.append(member)
        if member == node:
            return members
