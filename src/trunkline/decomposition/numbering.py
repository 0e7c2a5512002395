"""The answer of a decomposition: what is made, numbered, what is not, what waits, and what was considered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from trunkline.catalog.characteristics import same
from trunkline.catalog.conditions import show
from trunkline.decomposition.adding import element_view
from trunkline.decomposition.mapping import carried_by
from trunkline.decomposition.model import (
    Decomposition,
    DomainOrderDraft,
    ReasonCode,
    SkippedTarget,
    TraceEntry,
    WaitingBranch,
)
from trunkline.decomposition.outline import Route
from trunkline.decomposition.tree import Node, Waiting, Work

_FIRED = frozenset({ReasonCode.RULE_FIRED, ReasonCode.MANDATORY, ReasonCode.CHOSEN})


def number(work: Work, roots: Sequence[Node], loose: Sequence[SkippedTarget], *, first: int = 1) -> Decomposition:
    """Numbers what is made from `first` on, parents before children; standing nodes keep their numbers.

    What exists and does not change stands among the skipped, under the nearest domain order above it. `loose` is what
    was skipped with no tree around it.
    """
    made: list[tuple[Node, int | None]] = []
    skipped = list(loose)
    waiting: list[WaitingBranch] = []
    stack: list[tuple[Node, int | None]] = [(root, None) for root in reversed(roots)]
    while stack:
        node, above = stack.pop()
        if node.standing:
            here: int | None = node.n
        elif node.action is None:
            skipped.append(
                SkippedTarget(
                    item_n=node.item_n, parent_n=above, specification_id=node.specification_id, reason=node.reason
                )
            )
            here = above
        else:
            here = node.n = first + len(made)
            made.append((node, above))
        skipped += [msgspec.structs.replace(target, parent_n=here) for target in node.skipped]
        if here is not None and here == node.n:
            waiting += [_branch(node, here, branch) for branch in node.waiting]
        stack += [(child, here) for child in reversed(node.children)]
    return Decomposition(
        domain_orders=tuple(_draft(node, above) for node, above in made),
        skipped=tuple(skipped),
        waiting=tuple(waiting),
        attention=tuple(work.attention),
        trace=tuple(_trace(work, roots)),
    )


def _branch(node: Node, n: int, branch: Waiting) -> WaitingBranch:
    link = branch.link
    return WaitingBranch(
        item_n=node.item_n,
        domain_order_n=n,
        relationship=link.key,
        specification_id=link.target,
        characteristics=link.reads,
        mandatory=link.relationship.mandatory,
        reason=branch.reason,
    )


def _draft(node: Node, parent_n: int | None) -> DomainOrderDraft:
    return DomainOrderDraft(
        n=node.n,
        parent_n=parent_n,
        item_n=node.item_n,
        kind=node.kind,
        action=node.action or "",
        name=node.name,
        specification_id=node.specification_id,
        specification_version=node.specification_version,
        characteristics=node.values,
        reason=node.reason,
        inventory_item_id=node.inventory_item_id,
        parent_inventory_item_id=node.parent_inventory_item_id,
        place=node.place,
        composed_of=tuple(node.composed_of),
        also_for=tuple(user.n for user in node.also if user.n),
        moved_from_id=node.moved_from_id,
        served_by=tuple(dict.fromkeys(node.served_by)),
    )


def _trace(work: Work, roots: Sequence[Node]) -> Iterator[TraceEntry]:
    """Everything that was considered, when a trace is wanted: relationships as decided, mappings as they rest."""
    if work.considered is None:
        return
    for node, link, decision in work.considered:
        reason = decision.reason
        outcome = "missing" if decision.waits else "fired" if reason.code in _FIRED else "notFired"
        yield TraceEntry(
            item_n=node.item_n,
            domain_order_n=node.n or None,
            specification_id=node.specification_id,
            what="relationship",
            name=link.label,
            rule=reason.rule,
            outcome=outcome,
            count=decision.count,
            text=reason.text,
            characteristic=reason.characteristic,
            value=reason.value,
        )
    stack = list(reversed(roots))
    while stack:
        node = stack.pop()
        stack += reversed(node.children)
        for child in node.children:
            if child.link is None:
                continue
            for route in child.link.downs:
                yield _mapped(work, node, child, route, down=True)
            for route in child.link.ups:
                yield _mapped(work, child, node, route, down=False)


def _mapped(work: Work, start: Node, goal: Node, route: Route, *, down: bool) -> TraceEntry:
    """What a mapping came to: it gives the value that the goal has, gives nothing, or another value was there."""
    view = work.view(start)
    if down and goal.link is not None:
        view = element_view(view, goal.link, goal.element)
    found = carried_by(route, view)
    held = goal.values.get(route.mapping.target)
    if found is None:
        condition = route.mapping.when
        verdict = None if condition is None else view.holds(condition)
        outcome = "missing" if verdict is None or verdict.outcome == "missing" else "notFired"
        text = "there is no value to carry" if verdict is None or verdict.outcome == "true" else verdict.text
    elif held is not None and held.origin == found.origin and same(held.value, found.value):
        outcome, text = "fired", f"'{route.mapping.target}' becomes {show(found.value)}"
    else:
        outcome = "overridden"
        told = "nothing" if held is None else f"{show(held.value)} ({held.origin})"
        text = f"it gives {show(found.value)}, and '{route.mapping.target}' is {told}"
    return TraceEntry(
        item_n=start.item_n,
        domain_order_n=start.n or None,
        specification_id=start.specification_id,
        what="mapping",
        name=route.origin,
        rule=None,
        outcome=outcome,
        count=int(outcome == "fired"),
        text=text,
        characteristic=route.mapping.target,
        value=None if found is None else found.value,
    )
