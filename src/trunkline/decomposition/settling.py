"""Values travel until they rest: up to parents, across to siblings, down again; and what waited for one is made.

Also finds out what of that which exists changes. A value that a person, a task or the order gave is never overwritten;
one that a mapping carried is, when the same mapping carries another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from trunkline.catalog.characteristics import same
from trunkline.catalog.conditions import show
from trunkline.catalog.model import Characteristic
from trunkline.decomposition.adding import add_decided, element_view
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.mapping import carried_by, carry, carry_changes
from trunkline.decomposition.model import Reason, ReasonCode
from trunkline.decomposition.targets import decide
from trunkline.decomposition.tree import Node, Work
from trunkline.kit.errors import Problem

MOST_ROUNDS = 20  # values that still travel then go in a circle; a text that doubles each time stays small till then
_STILL = frozenset({"delete", "suspend", "resume"})
_DONE = {"add": "added", "modify": "changed", "delete": "ceased", "suspend": "suspended", "resume": "resumed"}


def post_order(roots: Sequence[Node]) -> list[Node]:
    """Every node after those below it."""
    listed: list[Node] = []
    stack = list(roots)
    while stack:
        node = stack.pop()
        listed.append(node)
        stack += node.children
    listed.reverse()
    return listed


def settle(work: Work, roots: Sequence[Node]) -> None:
    """Lets values travel until they rest, makes what waited for them, and tells what exists and changes.

    Raises DecompositionInvalid, naming the item and a value, when mappings feed each other and never rest.
    """
    nodes = post_order(roots)
    for _ in range(MOST_ROUNDS):
        moved = _carry_all(work, nodes)
        if not work.flows:
            break
        fired = [_decide_waiting(work, node) for node in nodes if node.waiting]
        if not moved and not any(fired):
            break
        nodes = post_order(roots)
    else:
        _refuse_restless(work, nodes)
    for node in nodes:
        _tell_change(node)


def _refuse_restless(work: Work, nodes: Sequence[Node]) -> None:
    """Lets the values travel once more, to name one that does."""
    before = [dict(node.values) for node in nodes]
    _carry_all(work, nodes)
    for node, held in zip(nodes, before, strict=True):
        for name, value in node.values.items():
            if value is not held.get(name):
                what = f"the value of '{name}' of '{node.name}' never rests: mappings change it in a circle"
                raise DecompositionInvalid(
                    what,
                    problems=[
                        Problem(
                            item=work.name_of(node.item_n),
                            field=f"serviceCharacteristic[{name}]",
                            what=f"{what}; it was {_told(held[name].value if name in held else None)}, "
                            f"then {_told(value.value)}",
                            action="mend the mappings of the catalog, so that one of them gives the value",
                        )
                    ],
                )


def _carry_all(work: Work, nodes: Sequence[Node]) -> bool:
    """One round: up to parents and, where values flow at all, across to siblings and down again; whether one moved."""
    moved = _carry_all_up(work, nodes)
    for node in reversed(nodes) if work.flows else ():
        moved = _carry_across(work, node) or moved
        moved = _carry_down(work, node) or moved
    return moved


def _carry_all_up(work: Work, nodes: Sequence[Node]) -> bool:
    moved = False
    for node in nodes:
        for child in node.children:
            if child.link is not None and child.link.ups and child.action not in _STILL:
                moved = _carry_up(work, node, child) or moved
    return moved


def _carry_up(work: Work, node: Node, child: Node) -> bool:
    ups = child.link.ups if child.link is not None else ()
    if child.before is None:
        carried = carry(ups, work.view(child))
    else:
        before = {name: held.value for name, held in child.before.items() if held.value is not None}
        carried = carry_changes(ups, work.view(child, before), work.view(child), node.values)
    moved = False
    for name, found in carried.items():
        held = node.values.get(name)
        if _gives_way(held, found) or (held is not None and _is_old(node, name, held)):
            node.values[name] = found
            moved = True
    return moved


def _gives_way(held: Characteristic | None, found: Characteristic) -> bool:
    """Whether a value may be replaced: there is none, it is a default, or the same mapping carried it before."""
    if held is None or held.value is None:
        return found.value is not None
    if held.origin == "default":
        return True
    return held.origin == found.origin and not same(held.value, found.value)


def _is_old(node: Node, name: str, held: Characteristic) -> bool:
    """Whether the value is what inventory had, and neither this order nor an earlier child has set it since."""
    return node.before is not None and node.before.get(name) is held


def _carry_across(work: Work, node: Node) -> bool:
    moved = False
    for child in node.children:
        if child.link is None or not child.link.siblings or child.before is not None:
            continue
        for route in child.link.siblings:
            for giver in node.children:
                if giver is child or giver.specification_id != route.mapping.sibling or giver.action in _STILL:
                    continue
                found = carried_by(route, work.view(giver))
                if found is not None:
                    if _gives_way(child.values.get(route.mapping.target), found):
                        child.values[route.mapping.target] = found
                        moved = True
                    break
    return moved


def _carry_down(work: Work, node: Node) -> bool:
    moved = False
    for child in node.children:
        if child.link is None or not child.link.downs or child.before is not None or child.action in _STILL:
            continue
        view = element_view(work.view(node), child.link, child.element)
        for name, found in carry(child.link.downs, view).items():
            if _gives_way(child.values.get(name), found):
                child.values[name] = found
                moved = True
    return moved


def _decide_waiting(work: Work, node: Node) -> bool:
    """Decides again what lacked a value; True when something was made or it is clear that nothing is."""
    still, moved = [], False
    for branch in node.waiting:
        view = work.view(node)
        decision = decide(branch.link, view, chosen=branch.context.chosen, item=branch.context.item_id)
        if decision.waits:
            still.append(branch)
            continue
        moved = True
        node.skipped = [target for target in node.skipped if target.reason is not branch.reason]
        add_decided(work, branch.context, node, branch.link, view, decision, path=branch.path)
    node.waiting = still
    return moved


def _tell_change(node: Node) -> None:
    if node.before is None or node.standing or node.action in _STILL:
        return
    changed = _changed(node.before, node.values)
    if changed:
        name, value = changed[0], node.values[changed[0]].value
        text = _tell_changes(node.before, node.values, changed)
        if node.action is None:
            node.reason = Reason(code=ReasonCode.CHANGED, text=text, characteristic=name, value=value)
        else:
            node.reason = msgspec.structs.replace(
                node.reason, text=f"{node.reason.text}: {text}", characteristic=name, value=value
            )
        node.action = "modify"
    elif node.action is None:
        part = next((child for child in node.children if child.action is not None), None)
        if part is not None:
            node.action = "modify"
            node.reason = Reason(
                code=ReasonCode.CHANGED,
                text=f"its own values stay; its part '{part.name}' is {_DONE[part.action or '']}",
            )


def _changed(before: Mapping[str, Characteristic], after: Mapping[str, Characteristic]) -> list[str]:
    return [
        name
        for name, held in after.items()
        if not same(held.value, before[name].value if name in before else None)
    ]  # fmt: skip


def _tell_changes(
    before: Mapping[str, Characteristic], after: Mapping[str, Characteristic], changed: Sequence[str]
) -> str:
    told = []
    for name in changed:
        was = before[name].value if name in before else None
        told.append(f"'{name}' from {_told(was)} to {_told(after[name].value)}")
    return ", ".join(told)


def _told(value: object) -> str:
    return "nothing" if value is None else show(value)
