"""What is made when something new is ordered: the specification's whole tree."""

from __future__ import annotations

from trunkline.catalog.characteristics import with_defaults
from trunkline.catalog.model import Characteristic
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.mapping import carry, plain
from trunkline.decomposition.model import Reason, ReasonCode
from trunkline.decomposition.outline import Link, Outline
from trunkline.decomposition.targets import decide
from trunkline.decomposition.tree import ItemContext, Node, Work
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
) -> Node:
    """The tree of a new domain order that is given these values; defaults fill the gaps.

    `path` names the specifications above. Raises DecompositionInvalid when a specification would stand under itself, a
    target is not in the catalog, or a quantity is out of bounds.
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
    )
    values = plain(node.values) if outline.links else {}
    for each in outline.links:
        if not set_aside(node, each, context, root=not path):
            decision = decide(each, values, chosen=context.chosen, item=context.item_id)
            if decision.count == 0:
                node.skip(each.target, decision.reason)
            else:
                add_targets(work, context, node, each, values, count=decision.count, reason=decision.reason, path=below)
    return node


def add_targets(
    work: Work,
    context: ItemContext,
    node: Node,
    link: Link,
    values: dict[str, object],
    *,
    count: int,
    reason: Reason,
    path: tuple[str, ...],
) -> None:
    """Puts `count` new targets of the link under the node; each gets what the mappings carry from `values`."""
    target = open_target(work, link, context, path)
    for _ in range(count):
        given = carry(link.downs, values)
        node.children.append(grow(work, context, target, given, reason, path=path, link=link))


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
