"""Shared inventory that an order touches, as decomposition needs it: what it is, and who uses it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trunkline.decomposition.model import SharedUse
from trunkline.inventory.model import InventoryTree
from trunkline.inventory.queries import load_trees
from trunkline.inventory.serving import load_users
from trunkline.kit.db import Tx


async def load_uses(tx: Tx, trees: Mapping[int, InventoryTree]) -> dict[int, SharedUse]:
    """Every shared item in these trees or used from within them; two queries, none when there are no trees."""
    ids = list(_ids(trees.values()))
    users = await load_users(tx, ids) if ids else {}
    shared = await load_trees(tx, list(users)) if users else {}
    return {item_id: SharedUse(tree=tree, users=users[item_id]) for item_id, tree in shared.items()}


def _ids(trees: Iterable[InventoryTree]) -> Iterable[int]:
    stack = list(trees)
    while stack:
        tree = stack.pop()
        yield tree.item.id
        stack += tree.children
