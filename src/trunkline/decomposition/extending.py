"""Values changed after the decomposition: where they travel, which waiting branches they decide, what they question.

A branch that waited is made, once. What was decided before and would be decided otherwise now is proposed, not done:
a person accepts it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

import msgspec

from trunkline.catalog.errors import ExpressionFailed
from trunkline.catalog.model import Catalog, Characteristic
from trunkline.decomposition.adding import add_decided
from trunkline.decomposition.decompose import Run
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.mapping import plain
from trunkline.decomposition.model import Decomposition, Reason, ReasonCode
from trunkline.decomposition.numbering import number
from trunkline.decomposition.outline import Link
from trunkline.decomposition.settling import settle
from trunkline.decomposition.targets import Decision, decide
from trunkline.decomposition.tree import ItemContext, Node, Waiting
from trunkline.ordering.model import ServiceOrder


class StandingOrder(msgspec.Struct, frozen=True, kw_only=True):
    """A domain order that is in the plan."""

    n: int
    item_n: int
    parent_n: int | None
    kind: str
    action: str
    name: str
    specification_id: str
    specification_version: int
    characteristics: dict[str, Characteristic]
    place: object
    relationship: str | None  # label of the relationship it was made for
    ended: bool  # nothing is added below it any more
    waiting: tuple[str, ...] = ()  # keys of its relationships that lack a value


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What the values of now would lead to otherwise than was done: targets more, or less, of a relationship."""

    domain_order_n: int
    relationship: str  # its key
    specification_id: str
    add: int
    cancel: tuple[int, ...]  # domain orders, the newest first
    reason: Reason


class Extension(msgspec.Struct, frozen=True, kw_only=True):
    """What follows from changed values."""

    added: Decomposition  # new domain orders, and the branches that wait still
    values: dict[int, dict[str, Characteristic]]  # values that travelled into standing domain orders
    decided: tuple[tuple[int, str], ...]  # (domain order, relationship key) that wait no more
    proposals: tuple[Proposal, ...]


def extend(
    order: ServiceOrder,
    catalog: Catalog,
    standing: Sequence[StandingOrder],
    *,
    first: int,
    accept: Collection[tuple[int, str]] = (),
) -> Extension:
    """Looks at standing domain orders anew: `standing` holds whole trees, parents first; new ones count from `first`.

    Targets that a proposal for one of `accept` (domain order, relationship key) adds are made as well. Doing it twice
    with nothing changed gives nothing. Raises DecompositionInvalid when a value is out of bounds.
    """
    run = Run(order, catalog, {})
    items = {item.id.n: item for item in order.items}
    nodes: dict[int, Node] = {}
    roots: list[Node] = []
    contexts: dict[int, ItemContext] = {}
    links: dict[int, dict[str, Link]] = {}
    try:
        for each in standing:
            if each.item_n not in contexts:
                contexts[each.item_n] = run.context(items[each.item_n])
            node = _node(each, contexts[each.item_n])
            nodes[each.n] = node
            above = None if each.parent_n is None else nodes.get(each.parent_n)
            (roots if above is None else above.children).append(node)
            own_tree = above is not None and above.item_n == node.item_n
            node.root = above.root if above is not None and own_tree else plain(node.values)
            outline = run.outlines.find(each.specification_id)
            links[each.n] = {link.key: link for link in outline.links} if outline is not None else {}
            run.work.flows = True
            if above is not None:
                node.link = _made_by(links[above.n].values(), each)
            for key in each.waiting:
                link = links[each.n].get(key)
                if link is not None and not each.ended:
                    reason = link.reason(ReasonCode.VALUE_MISSING, "it lacked a value")
                    node.waiting.append(
                        Waiting(link=link, reason=reason, context=contexts[each.item_n], path=_path(nodes, each))
                    )
        before = {n: dict(node.values) for n, node in nodes.items()}
        settle(run.work, roots)
        proposals = tuple(
            found
            for each in standing
            if not each.ended and each.action == "add"
            for found in _questioned(run, each, nodes, links[each.n], contexts[each.item_n], accept)
        )
        if accept:
            settle(run.work, roots)
    except ExpressionFailed as error:
        raise DecompositionInvalid(error.message, problems=error.problems) from error
    values = {
        n: changed
        for n, node in nodes.items()
        if (changed := {name: held for name, held in node.values.items() if before[n].get(name) is not held})
    }
    still = {(n, branch.link.key) for n, node in nodes.items() for branch in node.waiting}
    decided = tuple((each.n, key) for each in standing for key in each.waiting if (each.n, key) not in still)
    return Extension(
        added=number(run.work, roots, (), first=first), values=values, decided=decided, proposals=proposals
    )


def _node(each: StandingOrder, context: ItemContext) -> Node:
    return Node(
        item_n=each.item_n,
        kind=each.kind,
        action=each.action,
        name=each.name,
        specification_id=each.specification_id,
        specification_version=each.specification_version,
        values=dict(each.characteristics),
        reason=Reason(code=ReasonCode.ITEM, text="it stands"),
        place=each.place,
        facts=context.facts,
        n=each.n,
        standing=True,
    )


def _made_by(links: Collection[Link], each: StandingOrder) -> Link | None:
    """The relationship that a standing domain order was made for."""
    fitting = [link for link in links if link.target == each.specification_id and not link.composed]
    labelled = [link for link in fitting if link.label == each.relationship]
    return next(iter(labelled or fitting), None)


def _path(nodes: dict[int, Node], each: StandingOrder) -> tuple[str, ...]:
    """The specifications from the root of the tree to this one: no target may be one of them."""
    parents: dict[int, int] = defaultdict(int)
    for n, node in nodes.items():
        for child in node.children:
            parents[child.n] = n
    path, n = [each.specification_id], each.n
    while parents[n]:
        n = parents[n]
        path.append(nodes[n].specification_id)
    return tuple(reversed(path))


def _questioned(
    run: Run,
    each: StandingOrder,
    nodes: dict[int, Node],
    links: dict[str, Link],
    context: ItemContext,
    accept: Collection[tuple[int, str]],
) -> list[Proposal]:
    """Relationships whose rule or quantity was decided and comes out otherwise with the values of now."""
    node = nodes[each.n]
    view = run.work.view(node)
    found = []
    for key, link in links.items():
        quantity = link.relationship.quantity
        fixed = (
            link.relationship.rule is None
            and quantity.characteristic is quantity.expression is quantity.each_of is None
        )
        elsewhere = link.relationship.sharing is not None or link.target in context.nested
        if link.composed or fixed or elsewhere or key in each.waiting:
            continue
        decision = decide(link, view, chosen=context.chosen, item=context.item_id)
        if decision.waits:
            continue
        have = [child for child in node.children if child.link is link and child.standing]
        if decision.count == len(have):
            continue
        more = max(0, decision.count - len(have))
        if (each.n, key) in accept and more:
            wanted = Decision(more, decision.reason)
            add_decided(run.work, context, node, link, view, wanted, path=_path(nodes, each))
            continue
        found.append(
            Proposal(
                domain_order_n=each.n,
                relationship=key,
                specification_id=link.target,
                add=more,
                cancel=tuple(child.n for child in reversed(have))[: max(0, len(have) - decision.count)],
                reason=decision.reason,
            )
        )
    return found
