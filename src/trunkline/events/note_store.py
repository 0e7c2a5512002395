"""SQL of notes that are changed or taken back."""

from __future__ import annotations

from datetime import datetime

from trunkline.kit.db import Row, Tx


async def find(tx: Tx, note_id: tuple[int, int], *, lock: bool) -> Row | None:
    """The note, locked when asked, with its order before it; None when there is none."""
    if lock:
        await tx.execute("SELECT 1 FROM service_order WHERE id = $1 FOR NO KEY UPDATE", note_id[0])
    return await tx.fetchrow(
        f"""
        SELECT subject, n, author, at, text, edited_at, withdrawn_at
          FROM note
         WHERE service_order_id = $1 AND id = $2
        {"FOR UPDATE" if lock else ""}
        """,
        *note_id,
    )


async def keep_version(tx: Tx, note_id: tuple[int, int]) -> None:
    """Keeps what the note says now as its next version; the caller holds its lock."""
    await tx.execute(
        """
        INSERT INTO note_version (service_order_id, note_id, version, text, at)
        SELECT n.service_order_id, n.id,
               1 + (SELECT count(*) FROM note_version AS v WHERE v.service_order_id = $1 AND v.note_id = $2), n.text,
               coalesce(n.edited_at, n.at)
          FROM note AS n
         WHERE n.service_order_id = $1 AND n.id = $2
        """,
        *note_id,
    )


async def save_text(tx: Tx, note_id: tuple[int, int], text: str, *, now: datetime) -> None:
    """Writes what the note says from now on."""
    await tx.execute(
        "UPDATE note SET text = $3, edited_at = $4 WHERE service_order_id = $1 AND id = $2", *note_id, text, now
    )


async def withdraw(tx: Tx, note_id: tuple[int, int], *, now: datetime) -> None:
    """The note says nothing any more, and that it was taken back."""
    await tx.execute(
        "UPDATE note SET text = '', withdrawn_at = $3 WHERE service_order_id = $1 AND id = $2", *note_id, now
    )


async def list_versions(tx: Tx, note_id: tuple[int, int]) -> list[Row]:
    """What the note said before, the oldest first."""
    return await tx.fetch(
        """
        SELECT version, text, at
          FROM note_version
         WHERE service_order_id = $1 AND note_id = $2
         ORDER BY version
        """,
        *note_id,
    )
