"""SQL of the categories of fallouts."""

from __future__ import annotations

import msgspec

from trunkline.fallout.category_model import FalloutCategory
from trunkline.kit.db import Tx
from trunkline.kit.ids import FalloutId

_COLUMNS = ", ".join(FalloutCategory.__struct_fields__)


async def list_categories(tx: Tx) -> list[FalloutCategory]:
    """All categories, each followed by its subcategories."""
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM fallout_category AS c ORDER BY coalesce(parent, id), parent IS NOT NULL, name"
    )
    return [FalloutCategory(**dict(row)) for row in rows]


async def lock_categories(tx: Tx) -> dict[str, FalloutCategory]:
    """All categories by id; nobody else changes them until the transaction ends."""
    await tx.execute("LOCK TABLE fallout_category IN SHARE ROW EXCLUSIVE MODE")
    return {each.id: each for each in await list_categories(tx)}


async def save_category(tx: Tx, category: FalloutCategory) -> None:
    """Writes a category, new or known."""
    await tx.execute(
        f"""
        INSERT INTO fallout_category ({_COLUMNS})
        VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (id)
            DO UPDATE SET name = EXCLUDED.name, parent = EXCLUDED.parent, retired = EXCLUDED.retired,
                          successor = EXCLUDED.successor
        """,
        *msgspec.structs.astuple(category),
    )


async def hand_over(tx: Tx, category: str, successor: str) -> int:
    """Types, routing rules and open fallouts of one category are of the other from now on; answers how many fallouts."""
    await tx.execute("UPDATE fallout_type SET category = $2 WHERE category = $1", category, successor)
    await tx.execute(
        "UPDATE fallout_routing_rule SET fallout_category = $2 WHERE fallout_category = $1", category, successor
    )
    tag = await tx.execute(
        """
        UPDATE fallout
           SET category = $2
         WHERE category = $1 AND state IN ('open', 'inProgress', 'awaitingInformation', 'resolving')
        """,
        category,
        successor,
    )
    return int(tag.rpartition(" ")[2])


async def uses_of(tx: Tx, category: str) -> list[str]:
    """What would lose its category: types, routing rules and open fallouts, in words."""
    rows = await tx.fetch(
        """
        SELECT 'the type ' || id AS said FROM fallout_type WHERE category = $1
        UNION ALL
        SELECT 'the routing rule ' || name FROM fallout_routing_rule WHERE fallout_category = $1
        UNION ALL
        SELECT count(*) || ' open fallout(s)'
          FROM fallout
         WHERE category = $1 AND state IN ('open', 'inProgress', 'awaitingInformation', 'resolving')
        HAVING count(*) > 0
        """,
        category,
    )
    return [row["said"] for row in rows]


async def file(tx: Tx, fallout_id: FalloutId, category: str) -> None:
    """Writes where a fallout is filed; the caller holds the lock of its order."""
    await tx.execute("UPDATE fallout SET category = $3 WHERE service_order_id = $1 AND n = $2", *fallout_id, category)
