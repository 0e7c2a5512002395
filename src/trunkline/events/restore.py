"""After a backup was put back: the history of another server is made readable by cursor on this one."""

from __future__ import annotations

from trunkline.kit.db import Tx


async def settle_restored_history(tx: Tx) -> None:
    """Marks every event as long past. To be called once, right after a backup was put into a server.

    Transaction numbers of the old server mean nothing on the new one: events could seem to lie in its future, and
    would not be read until it has caught up. Places that readers remember from before are void.
    """
    await tx.execute("ALTER TABLE event DISABLE TRIGGER event_append_only")
    await tx.execute("UPDATE event SET tx = '1'::xid8 WHERE tx <> '1'::xid8")
    await tx.execute("ALTER TABLE event ENABLE TRIGGER event_append_only")
