"""What requires something else of the same order is not closed before it (REL-01)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from trunkline.catalog.model import CompatibilityType
from trunkline.decomposition.compatibility import place_key
from trunkline.kit.graph import circles

if TYPE_CHECKING:
    from trunkline.orchestration.plan import Builder

_MADE = frozenset({"add", "modify"})
_Required = tuple[str, bytes | None]  # a specification, and the place where it must be


def join_required(builder: Builder) -> None:
    """The last tasks of a domain order wait for the domain orders that its specification requires, by a blocking rule.

    Two that require each other, or one that stands below what it requires, are done together: there nothing waits, so
    that a rule never makes a circle. The cost grows with the domain orders that have such rules, and the tasks.
    """
    ruled = [
        (draft, rule)
        for draft in builder.domain_orders
        if draft.action == "add"
        for rule in builder.catalog.specification(draft.specification_id).compatibility
        if rule.type is CompatibilityType.REQUIRES and rule.blocking and rule.target != draft.specification_id
    ]
    if not ruled:
        return
    there: dict[_Required, list[int]] = defaultdict(list)
    wanted = {rule.target for _, rule in ruled}
    for draft in builder.domain_orders:
        if draft.specification_id in wanted and draft.action in _MADE:
            for place in (None, place_key(draft.place)):
                there[draft.specification_id, place] += builder.sinks[draft.n]
    waiting: dict[_Required, list[int]] = defaultdict(list)
    for draft, rule in ruled:
        own = set(builder.own[draft.n].values())
        last = [n for n in own if not builder.successors.get(n, set()) & own]
        waiting[rule.target, place_key(draft.place) if rule.same_place else None] += last
    # a gate stands for the end of all that is required; whoever leads back to it does not wait
    gates = {-number: required for number, required in enumerate(waiting, start=1) if there[required]}
    graph: dict[int, set[int]] = dict(builder.successors)
    for gate, required in gates.items():
        graph[gate] = set(waiting[required])
        for end in there[required]:
            graph[end] = graph.get(end, set()) | {gate}
    circle = circles(graph)
    for gate, required in gates.items():
        apart = [n for n in waiting[required] if gate not in circle or circle[gate] != circle.get(n)]
        if apart:
            owner = builder.made[min(apart) - builder.first][0]
            builder.link(there[required], apart, owner=owner, label=f"required {required[0]}")
