"""A move: everything is provided at the new place and ceased at the old one, values copied."""

from __future__ import annotations

from collections import defaultdict

from trunkline.catalog.model import Characteristic
from trunkline.decomposition.adding import grow
from trunkline.decomposition.ceasing import cease, living
from trunkline.decomposition.model import Reason, ReasonCode
from trunkline.decomposition.outline import Link, Outline
from trunkline.decomposition.tree import ItemContext, Node, Work
from trunkline.inventory.model import InventoryTree


def is_elsewhere(wanted: object, held: object) -> bool:
    """Whether two places are given and are not the same; places with ids are compared by these."""
    if wanted is None or held is None:
        return False
    one, other = _place_id(wanted), _place_id(held)
    return one != other if one is not None and other is not None else wanted != held


def _place_id(place: object) -> object:
    first = place[0] if isinstance(place, (list, tuple)) and place else place
    return first.get("id") if isinstance(first, dict) else None


def move(
    work: Work,
    context: ItemContext,
    outline: Outline,
    tree: InventoryTree,
    given: dict[str, Characteristic],
    *,
    link: Link | None,
) -> tuple[Node, Node]:
    """What is provided at the item's place, and what is ceased at the old one.

    The new tree follows the catalog, for the values that inventory has with the item's changes; each part takes over
    the values of the part whose place it takes. Raises DecompositionInvalid as `grow` and `cease` do.
    """
    item = tree.item
    why = Reason(
        code=ReasonCode.MOVED, text=f"item '{context.item_id}' moves {item.number} to another place", value=item.number
    )
    values = {name: Characteristic(held.value, "inventory") for name, held in item.characteristics.items()} | given
    provided = grow(work, context, outline, values, why, link=link)
    _take_over(provided, tree)
    return provided, cease(work, context, tree, why, link=link)


def _take_over(node: Node, tree: InventoryTree) -> None:
    node.moved_from_id = tree.item.id
    parts: dict[str, list[InventoryTree]] = defaultdict(list)
    for part in living(tree):
        parts[part.item.specification_id].append(part)
    for child in node.children:
        if not parts[child.specification_id]:
            continue
        part = parts[child.specification_id].pop(0)
        for name, old in part.item.characteristics.items():
            held = child.values.get(name)
            if old.value is not None and (held is None or held.value is None or held.origin == "default"):
                child.values[name] = Characteristic(old.value, "inventory")
        _take_over(child, part)
