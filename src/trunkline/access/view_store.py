"""SQL of saved views: who sees which, the one a list opens with, and writing them."""

from __future__ import annotations

from datetime import datetime

from trunkline.access.views import ListKind, SavedView
from trunkline.kit.db import Row, Tx

_SEEN = """
        SELECT v.id, v.list, v.name, v.query, v.shared_with, v.version, v.changed_at, u.user_name AS owner,
               d.view_id IS NOT NULL AS is_default
          FROM saved_view AS v
          JOIN user_account AS u ON u.id = v.owner_id
          LEFT JOIN saved_view_default AS d ON d.user_id = $1 AND d.list = v.list AND d.view_id = v.id
         WHERE (v.owner_id = $1
                OR EXISTS (SELECT 1 FROM assignment_group_member AS m
                            WHERE m.assignment_group = v.shared_with AND m.user_id = $1))
"""


def _read(row: Row) -> SavedView:
    return SavedView(**{**dict(row), "list": ListKind(row["list"])})


async def list_saved_views(tx: Tx, user_id: int, kind: ListKind | None) -> list[SavedView]:
    """The views that a person sees: one's own and those of one's groups, by list and name."""
    rows = await tx.fetch(
        f"""
        {_SEEN}
           AND ($2::text IS NULL OR v.list = $2)
         ORDER BY v.list, v.owner_id <> $1, lower(v.name), v.id
        """,
        user_id,
        kind,
    )
    return [_read(row) for row in rows]


async def lock_saved_view(tx: Tx, user_id: int, view_id: int) -> SavedView | None:
    """The view, locked, when this person sees it."""
    row = await tx.fetchrow(f"{_SEEN} AND v.id = $2 FOR UPDATE OF v", user_id, view_id)
    return None if row is None else _read(row)


async def count_saved_views(tx: Tx, user_id: int, kind: ListKind) -> int:
    """How many views of this list a person has."""
    counted: int = await tx.fetchval(
        "SELECT count(*) FROM saved_view WHERE owner_id = $1 AND list = $2", user_id, kind
    )  # fmt: skip
    return counted


async def insert_saved_view(
    tx: Tx, user_id: int, *, kind: ListKind, name: str, query: str, shared_with: str | None, now: datetime
) -> int | None:
    """Adds a view; None when its owner has one of that name for that list."""
    made: int | None = await tx.fetchval(
        """
        INSERT INTO saved_view (owner_id, list, name, query, shared_with, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (owner_id, list, name) DO NOTHING
        RETURNING id
        """,
        user_id,
        kind,
        name,
        query,
        shared_with,
        now,
    )
    return made


async def save_saved_view(tx: Tx, view: SavedView, *, now: datetime) -> bool:
    """Saves name, query and sharing; False when its owner has another of that name for that list.

    Whoever does not see the view any more does not open the list with it any more.
    """
    saved = await tx.fetchval(
        """
        UPDATE saved_view AS v
           SET name = $2, query = $3, shared_with = $4, version = version + 1, changed_at = $5
         WHERE id = $1
           AND NOT EXISTS (SELECT 1 FROM saved_view AS other
                            WHERE other.owner_id = v.owner_id AND other.list = v.list AND other.name = $2
                              AND other.id <> v.id)
        RETURNING id
        """,
        view.id,
        view.name,
        view.query,
        view.shared_with,
        now,
    )
    if saved is None:
        return False
    await tx.execute(
        """
        DELETE FROM saved_view_default AS d
         USING saved_view AS v
         WHERE d.view_id = $1 AND v.id = $1 AND d.user_id <> v.owner_id
           AND NOT EXISTS (SELECT 1 FROM assignment_group_member AS m
                            WHERE m.assignment_group = v.shared_with AND m.user_id = d.user_id)
        """,
        view.id,
    )
    return True


async def delete_saved_view(tx: Tx, view_id: int) -> None:
    """Removes a view, and with it every list's opening with it."""
    await tx.execute("DELETE FROM saved_view WHERE id = $1", view_id)


async def set_default_view(tx: Tx, user_id: int, kind: ListKind, view_id: int | None) -> None:
    """The view that a list opens with for a person; None: the whole list."""
    await tx.execute("DELETE FROM saved_view_default WHERE user_id = $1 AND list = $2", user_id, kind)
    if view_id is not None:
        await tx.execute(
            "INSERT INTO saved_view_default (user_id, list, view_id) VALUES ($1, $2, $3)", user_id, kind, view_id
        )
