"""What is made when something new is ordered: the specification's whole tree."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import msgspec

from trunkline.catalog.characteristics import show, with_defaults
from trunkline.catalog.model import Characteristic, SharedScope, SpecificationKind
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.mapping import carry, plain
from trunkline.decomposition.model import Reason, ReasonCode
from trunkline.decomposition.outline import Link, Outline
from trunkline.decomposition.targets import Decision, decide
from trunkline.decomposition.tree import ItemContext, Node, Waiting, Work
from trunkline.decomposition.view import View
from trunkline.inventory.model import InventoryItem
from trunkline.kit.errors import Problem


def grow(
    work: Work,
    context: ItemContext,
    outline: Outline,
    given: dict[str, Characteristic],
    reason: Reason,
    *,
    path: tuple[str, ...] = (),
    link: Link | None = None,
    root: Mapping[str, object] | None = None,
) -> Node:
    """The tree of a new domain order that is given these values; defaults fill the gaps.

    `path` names the specifications above, `root` holds the values of the top of the tree. Raises DecompositionInvalid
    when a specification would stand under itself, a target is not in the catalog, or a quantity is out of bounds.
    """
    specification = outline.specification
    below = (*path, specification.id)
    work.count(below)
    node = Node(
        item_n=context.n,
        kind=specification.kind.value,
        action="add",
        name=specification.name,
        specification_id=specification.id,
        specification_version=specification.version,
        values=with_defaults(specification, given),
        reason=reason,
        link=link,
        place=context.place,
        facts=context.facts,
    )
    if not outline.links:
        return node
    values = plain(node.values)
    node.root = values if root is None else root
    view = work.view(node, values)
    for each in outline.links:
        if each.ups or each.siblings:
            work.flows = True
        if not set_aside(node, each, context, root=not path):
            decision = decide(each, view, chosen=context.chosen, item=context.item_id)
            work.consider(node, each, decision)
            add_decided(work, context, node, each, view, decision, path=below)
    return node


def add_decided(
    work: Work, context: ItemContext, node: Node, link: Link, view: View, decision: Decision, *, path: tuple[str, ...]
) -> None:
    """Does what was decided about a link of the node: makes its targets, notes why there are none, or lets it wait."""
    if decision.count:
        add_targets(work, context, node, link, view, decision, path=path)
        return
    node.skip(link.target, decision.reason)
    if decision.waits:
        node.waiting.append(Waiting(link=link, reason=decision.reason, context=context, path=path))


def add_targets(
    work: Work,
    context: ItemContext,
    node: Node,
    link: Link,
    view: View,
    decision: Decision,
    *,
    path: tuple[str, ...],
) -> None:
    """Puts the targets of the link under the node; each gets what the mappings carry, and its element of the list."""
    target = open_target(work, link, context, path)
    if context.services_only and target.specification.kind is SpecificationKind.RESOURCE:
        text = f"the order asks only whether it could be done, so '{link.target_name}' is not reserved"
        node.skip(link.target, link.reason(ReasonCode.QUALIFY_ONLY, text))
        return
    quantity = link.relationship.quantity
    for position in range(decision.count):
        element = msgspec.UNSET if decision.elements is None else decision.elements[position]
        given = carry(link.downs, element_view(view, link, element))
        if element is not msgspec.UNSET and quantity.element is not None:
            origin = f"mapping:{node.specification_id}.{quantity.each_of} -> {link.target}.{quantity.element}"
            given.setdefault(quantity.element, Characteristic(element, origin))
        key = _shared_key(context, link, target, given)
        if key is not None and _is_shared(work, node, link, key, given):
            continue
        child = grow(work, context, target, given, decision.reason, path=path, link=link, root=node.root)
        child.element = element
        if key is not None:
            work.shared[key] = child
        node.children.append(child)


def element_view(view: View, link: Link, element: object) -> View:
    """The view in which the list of the link is one of its elements; the view itself when there is no list."""
    name = link.relationship.quantity.each_of
    if name is None or element is msgspec.UNSET:
        return view
    return view.of({**view.values, name: element})


def _shared_key(
    context: ItemContext, link: Link, target: Outline, given: Mapping[str, Characteristic]
) -> Hashable | None:
    """What makes two targets one and the same; None when the link's target is not shared."""
    sharing = link.relationship.sharing
    if sharing is None:
        return None
    values = with_defaults(target.specification, dict(given)) if sharing.alike else {}
    alike = tuple(show(values[name].value) if name in values else "" for name in sharing.alike)
    place = msgspec.json.encode(context.place) if sharing.same_place else b""
    return (context.top if sharing.scope is SharedScope.ITEM else 0, link.target, alike, place)


def _is_shared(work: Work, node: Node, link: Link, key: Hashable, given: Mapping[str, Characteristic]) -> bool:
    """Whether another one serves already, made for an earlier source or, for a customer's scope, in inventory."""
    sharing = link.relationship.sharing
    standing = work.shared.get(key)
    if standing is not None:
        standing.also.append(node)
        text = f"'{link.target_name}' is shared with what '{standing.name}' was made for first"
        node.skip(link.target, link.reason(ReasonCode.SHARED, text))
        return True
    if sharing is None or sharing.scope is not SharedScope.CUSTOMER:
        return False
    for item in work.in_use.get(link.target, ()):
        if _serves(item, sharing.alike, given) and (not sharing.same_place or item.place == node.place):
            node.served_by.append(item.id)
            text = f"the customer's '{item.name}' ({item.number}) serves for it too"
            node.skip(link.target, link.reason(ReasonCode.SHARED, text, value=item.number))
            return True
    return False


def _serves(item: InventoryItem, alike: tuple[str, ...], given: Mapping[str, Characteristic]) -> bool:
    return all(
        name in item.characteristics
        and (name not in given or show(item.characteristics[name].value) == show(given[name].value))
        for name in alike
    )


def set_aside(node: Node, link: Link, context: ItemContext, *, root: bool) -> bool:
    """Whether no domain order is to be made for the link here: its target is a mere part, or a nested item's."""
    if link.composed:
        node.composed_of.append(link.target)
        text = f"'{link.target_name}' is part of '{link.source_name}' and needs no order of its own"
        node.skip(link.target, link.reason(ReasonCode.COMPOSED_OF, text))
        return True
    if root and link.target in context.nested:
        text = f"a nested item of item '{context.item_id}' orders '{link.target_name}'"
        node.skip(link.target, link.reason(ReasonCode.ORDERED_AS_ITEM, text))
        return True
    return False


def open_target(work: Work, link: Link, context: ItemContext, path: tuple[str, ...]) -> Outline:
    """The outline of the link's target; raises DecompositionInvalid when it is unknown or stands above already."""
    where = {"item": context.item_id, "field": "serviceSpecification"}
    if link.target in path:
        cycle = " -> ".join((*path[path.index(link.target) :], link.target))
        what, action = f"specifications need each other in a circle: {cycle}", "remove one of these relationships"
        raise DecompositionInvalid(
            f"item '{context.item_id}': {what}", problems=[Problem(**where, what=what, action=action)]
        )
    outline = work.outlines.find(link.target)
    if outline is None:
        what = f"'{link.source_name}' needs '{link.target}', which the catalog does not have"
        action = f"publish '{link.target}' or remove the relationship, then approve the order again"
        raise DecompositionInvalid(
            f"item '{context.item_id}': {what}", problems=[Problem(**where, what=what, action=action)]
        )
    return outline
