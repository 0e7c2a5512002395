"""What a change of something existing comes to: its tree as it should be, held against its tree as inventory has it.

A modify changes what the order changes, and nothing else. So every decision is taken twice, for the values before and
after: a part ends only when its rule or quantity held before and does not any more, and a value is carried along a
relationship only when it is another than before. What the wanted tree has and inventory lacks is added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from trunkline.catalog.characteristics import same
from trunkline.catalog.model import Characteristic
from trunkline.decomposition.adding import add_decided, add_targets, set_aside
from trunkline.decomposition.ceasing import LIVING_PARTS, cease, left_to_item, let_go, living
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.mapping import carry_changes, plain
from trunkline.decomposition.model import Attention, Reason, ReasonCode
from trunkline.decomposition.outline import Link
from trunkline.decomposition.targets import Decision, decide
from trunkline.decomposition.tree import ItemContext, Node, Work, existing_node
from trunkline.decomposition.view import View
from trunkline.inventory.model import InventoryTree
from trunkline.ordering.state import ItemAction


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
    before = work.view(node, plain(node.values))
    node.values.update(given)
    if not path:
        node.root = plain(node.values)
    after = work.view(node)
    below = (*path, item.specification_id)
    work.count(below)
    parts: dict[str, list[InventoryTree]] = defaultdict(list)
    for part in living(tree):
        parts[part.item.specification_id].append(part)
    outline = work.outlines.find(item.specification_id)
    if outline is not None:
        node.specification_version = outline.specification.version
        for each in outline.links:
            if each.ups or each.siblings:
                work.flows = True
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
    before: View,
    after: View,
    *,
    path: tuple[str, ...],
) -> None:
    existing = parts.pop(link.target, [])
    if set_aside(node, link, context, root=len(path) == 1):
        for part in existing:
            _keep(work, context, node, part, link, before, after, path=path)
        return
    decision = decide(link, after, chosen=context.chosen, item=context.item_id)
    work.consider(node, link, decision)
    if link.shared and len(existing) > decision.count:  # the others are for the next relationship to that target
        parts[link.target] = existing[decision.count :]
        existing = existing[: decision.count]
    # what another item of the order ceases is the first to go: that is how a person chooses
    existing.sort(key=lambda part: _ceased_by_item(work, context, part))
    if decision.elements is not None and link.relationship.quantity.element is not None:
        keeping, ceasing, added = _match(link.relationship.quantity.element, existing, decision.elements)
        wanted = Decision(len(added), decision.reason, tuple(added))
    else:
        kept = _kept(link, decision, len(existing), before, context)
        keeping, ceasing = existing[:kept], existing[kept:]
        served = _served(work, node, link, existing)
        wanted = Decision(max(0, decision.count - len(existing) - len(served)), decision.reason)
        ceasing = ceasing + served[_kept(link, decision, len(served), before, context) :]
        _point_out(work, context, link, existing, kept)
    if decision.count == 0 and (not existing or decision.waits):
        add_decided(work, context, node, link, after, decision, path=path)
    for part in keeping:
        _keep(work, context, node, part, link, before, after, path=path)
    for part in ceasing:
        if not left_to_item(work, context, node, part, link=link) and let_go(work, node, part):
            why = msgspec.structs.replace(
                decision.reason,
                code=ReasonCode.NO_LONGER_WANTED,
                text=f"'{part.item.name}' ({part.item.number}) is not wanted any more: {decision.reason.text}",
            )
            node.children.append(cease(work, context, part, why, path=path, link=link))
    if wanted.count:
        add_targets(work, context, node, link, after, wanted, path=path)


def _served(work: Work, node: Node, link: Link, existing: Sequence[InventoryTree]) -> list[InventoryTree]:
    """What is shared, stands elsewhere in inventory and serves the node as the target of the link."""
    if link.relationship.sharing is None or node.inventory_item_id is None:
        return []
    own = {part.item.id for part in existing}
    return [
        use.tree
        for use in work.used_by.get(node.inventory_item_id, ())
        if use.tree.item.specification_id == link.target
        and use.tree.item.id not in own
        and use.tree.item.state in LIVING_PARTS
    ]


def _ceased_by_item(work: Work, context: ItemContext, part: InventoryTree) -> bool:
    owner = work.owners.get(part.item.id)
    return owner is not None and owner.id.n != context.n and owner.action is ItemAction.DELETE


def _match(
    name: str, existing: Sequence[InventoryTree], elements: Sequence[object]
) -> tuple[list[InventoryTree], list[InventoryTree], list[object]]:
    """Which parts stand for elements of the list that are still in it, which do not, and which elements are new."""
    left = list(elements)
    keeping, ceasing = [], []
    for part in existing:
        held = part.item.characteristics.get(name)
        position = next((i for i, each in enumerate(left) if held is not None and same(held.value, each)), None)
        if position is None:
            ceasing.append(part)
        else:
            del left[position]
            keeping.append(part)
    return keeping, ceasing, left


def _point_out(work: Work, context: ItemContext, link: Link, existing: Sequence[InventoryTree], kept: int) -> None:
    """A person should choose which parts end when some do and some stay, and no item of the order says which."""
    free = [part for part in existing if not _ceased_by_item(work, context, part)]
    going = len(existing) - kept - (len(existing) - len(free))
    if 0 < going < len(free):
        numbers = ", ".join(part.item.number for part in free)
        work.attention.append(
            Attention(
                item_n=context.n,
                specification_id=link.target,
                relationship=link.label,
                cease=going,
                candidates=tuple(part.item.id for part in free),
                text=f"item '{context.item_id}' leaves {going} of {len(free)} '{link.target_name}' to be ceased: choose "
                f"among {numbers} with delete items, or the newest end",
            )
        )


def _kept(link: Link, now: Decision, existing: int, before: View, context: ItemContext) -> int:
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
    before: View,
    after: View,
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
