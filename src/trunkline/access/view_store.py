"""SQL of saved views: who sees which, the one a list opens with, and writing them."""

from __future__ import annotations

from datetime import datetime

from trunkline.access.model import Role
from trunkline.access.views import Default, ListKind, SavedView
from trunkline.kit.db import Row, Tx

_SEEN = """
        SELECT v.id, v.list, v.name, v.query, v.shared_with, v.shared_role, v.version, v.changed_at,
               u.user_name AS owner
          FROM saved_view AS v
          JOIN user_account AS u ON u.id = v.owner_id
         WHERE (v.owner_id = $1
                OR EXISTS (SELECT 1 FROM assignment_group_member AS m
                            WHERE m.assignment_group = v.shared_with AND m.user_id = $1)
                OR EXISTS (SELECT 1 FROM user_role AS r WHERE r.role = v.shared_role AND r.user_id = $1))
"""


def _read(row: Row) -> SavedView:
    role = row["shared_role"] and Role(row["shared_role"])
    return SavedView(**{**dict(row), "list": ListKind(row["list"]), "shared_role": role, "is_default": False})


async def read_defaults(tx: Tx, user_id: int) -> tuple[dict[ListKind, Default], dict[tuple[Role, ListKind], Default]]:
    """What lists open with: what the person chose, by list; what was chosen for roles, by role and list."""
    own = await tx.fetch("SELECT list, view_id, supplied FROM saved_view_default WHERE user_id = $1", user_id)
    chosen = await tx.fetch("SELECT role, list, view_id, supplied FROM role_view_default")
    return (
        {ListKind(row["list"]): Default(row["view_id"], row["supplied"]) for row in own},
        {(Role(row["role"]), ListKind(row["list"])): Default(row["view_id"], row["supplied"]) for row in chosen},
    )


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
    tx: Tx,
    user_id: int,
    *,
    kind: ListKind,
    name: str,
    query: str,
    shared_with: str | None,
    shared_role: Role | None,
    now: datetime,
) -> int | None:
    """Adds a view; None when its owner has one of that name for that list."""
    made: int | None = await tx.fetchval(
        """
        INSERT INTO saved_view (owner_id, list, name, query, shared_with, shared_role, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (owner_id, list, name) DO NOTHING
        RETURNING id
        """,
        user_id,
        kind,
        name,
        query,
        shared_with,
        shared_role,
        now,
    )  # fmt: skip
    return made


async def save_saved_view(tx: Tx, view: SavedView, *, now: datetime) -> bool:
    """Saves name, query and sharing; False when its owner has another of that name for that list.

    Whoever does not see the view any more does not open the list with it any more.
    """
    saved = await tx.fetchval(
        """
        UPDATE saved_view AS v
           SET name = $2, query = $3, shared_with = $4, shared_role = $6, version = version + 1, changed_at = $5
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
        view.shared_role,
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
           AND NOT EXISTS (SELECT 1 FROM user_role AS r WHERE r.role = v.shared_role AND r.user_id = d.user_id)
        """,
        view.id,
    )
    await tx.execute(
        """
        DELETE FROM role_view_default AS d
         USING saved_view AS v
         WHERE d.view_id = $1 AND v.id = $1 AND d.role IS DISTINCT FROM v.shared_role
        """,
        view.id,
    )
    return True


async def delete_saved_view(tx: Tx, view_id: int) -> None:
    """Removes a view, and with it every list's opening with it."""
    await tx.execute("DELETE FROM saved_view WHERE id = $1", view_id)


async def set_default_view(tx: Tx, user_id: int, kind: ListKind, default: Default | None) -> None:
    """What a list opens with for a person; None: what it opens with for the person's roles."""
    await tx.execute("DELETE FROM saved_view_default WHERE user_id = $1 AND list = $2", user_id, kind)
    if default is not None:
        await tx.execute(
            "INSERT INTO saved_view_default (user_id, list, view_id, supplied) VALUES ($1, $2, $3, $4)",
            user_id, kind, default.view_id, default.supplied,
        )  # fmt: skip


async def set_role_default(tx: Tx, role: Role, kind: ListKind, default: Default | None) -> None:
    """What a list opens with for a role; None: what the product brings for it."""
    await tx.execute("DELETE FROM role_view_default WHERE role = $1 AND list = $2", role, kind)
    if default is not None:
        await tx.execute(
            "INSERT INTO role_view_default (role, list, view_id, supplied) VALUES ($1, $2, $3, $4)",
            role, kind, default.view_id, default.supplied,
        )  # fmt: skip
