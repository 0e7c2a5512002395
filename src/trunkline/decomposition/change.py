"""What a change of something existing comes to: its tree as it should be, held against its tree as inventory has it.

A modify changes what the order changes, and nothing else. So every decision is taken twice, for the values before and
after: a part ends only when its rule or quantity held before and does not any more, and a value is carried along a
relationship only when it is another than before. What the wanted tree has and inventory lacks is added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import msgspec

from trunkline.catalog.model import Characteristic
from trunkline.decomposition.adding import add_targets, set_aside
from trunkline.decomposition.ceasing import cease, left_to_item, living
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.mapping import carry_changes, plain
from trunkline.decomposition.model import Reason, ReasonCode
from trunkline.decomposition.outline import Link
from trunkline.decomposition.targets import Decision, decide
from trunkline.decomposition.tree import ItemContext, Node, Work, existing_node
from trunkline.inventory.model import InventoryTree


def follow(
    work: Work,
    context: ItemContext,
    tree: InventoryTree,
    given: Mapping[str, Characteristic],
    *,
    path: tuple[str, ...] = (),
    link: Link | None = None,
    reason: Reason | None = None,
) -> Node:
    """The tree of something that exists and is given these values; a null takes a value away.

    With a `reason` it is a modify in any case; without, `settle` finds out whether anything changes. Raises
    DecompositionInvalid as `grow` and `cease` do.
    """
    item = tree.item
    unchanged = Reason(
        code=ReasonCode.UNCHANGED,
        text=f"'{item.name}' ({item.number}) stays as it is",
        relationship=None if link is None else link.label,
        value=item.number,
    )
    node = existing_node(tree, context, action=None if reason is None else "modify", reason=reason or unchanged)
    node.link = link
    before = plain(node.values)
    node.values.update(given)
    after = plain(node.values)
    below = (*path, item.specification_id)
    work.count(below)
    parts: dict[str, list[InventoryTree]] = defaultdict(list)
    for part in living(tree):
        parts[part.item.specification_id].append(part)
    outline = work.outlines.find(item.specification_id)
    if outline is not None:
        node.specification_version = outline.specification.version
        for each in outline.links:
            if each.composed:
                set_aside(node, each, context, root=not path)
            else:
                _follow_link(work, context, node, each, parts, before, after, path=below)
    for rest in parts.values():  # nothing in the catalog speaks of these: an item ordered them once
        for part in rest:
            _keep(work, context, node, part, None, before, after, path=below)
    return node


def _follow_link(
    work: Work,
    context: ItemContext,
    node: Node,
    link: Link,
    parts: dict[str, list[InventoryTree]],
    before: dict[str, object],
    after: dict[str, object],
    *,
    path: tuple[str, ...],
) -> None:
    existing = parts.pop(link.target, [])
    if set_aside(node, link, context, root=len(path) == 1):
        kept, wanted, decision = len(existing), 0, None
    else:
        decision = decide(link, after, chosen=context.chosen, item=context.item_id)
        if link.shared and len(existing) > decision.count:  # the others are for the next relationship to that target
            parts[link.target] = existing[decision.count :]
            existing = existing[: decision.count]
        wanted = max(0, decision.count - len(existing))
        kept = _kept(link, decision, len(existing), before, context)
        if decision.count == 0 and (not existing or decision.reason.code is ReasonCode.VALUE_MISSING):
            node.skip(link.target, decision.reason)
    for part in existing[:kept]:
        _keep(work, context, node, part, link, before, after, path=path)
    for part in existing[kept:]:
        if decision is not None and not left_to_item(work, context, node, part, link=link):
            why = msgspec.structs.replace(
                decision.reason,
                code=ReasonCode.NO_LONGER_WANTED,
                text=f"'{part.item.name}' ({part.item.number}) is not wanted any more: {decision.reason.text}",
            )
            node.children.append(cease(work, context, part, why, path=path, link=link))
    if wanted and decision is not None:
        add_targets(work, context, node, link, after, count=wanted, reason=decision.reason, path=path)


def _kept(link: Link, now: Decision, existing: int, before: dict[str, object], context: ItemContext) -> int:
    """How many of the existing parts stay: all, less those by which the change itself lowers the number."""
    if now.count >= existing or now.reason.code is ReasonCode.VALUE_MISSING:
        return existing
    try:
        was = decide(link, before, chosen=context.chosen, item=context.item_id).count
    except DecompositionInvalid:  # inventory has a number that the catalog does not allow any more
        was = existing
    return max(now.count, existing - max(0, was - now.count))


def _keep(
    work: Work,
    context: ItemContext,
    node: Node,
    part: InventoryTree,
    link: Link | None,
    before: dict[str, object],
    after: dict[str, object],
    *,
    path: tuple[str, ...],
) -> None:
    if left_to_item(work, context, node, part, link=link):
        return
    if part.item.id in work.untouched:  # the item that names it says so among the skipped
        work.met[part.item.id] = (node, link)
        return
    given = {} if link is None else carry_changes(link.downs, before, after, part.item.characteristics)
    node.children.append(follow(work, context, part, given, path=path, link=link))
