"""The to-do list's write door: work is added in the transaction that makes it necessary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trunkline.kit.db import Tx
from trunkline.work import heartbeats, store
from trunkline.work.model import WorkKind

CHANNEL = "trunkline_work"


async def add_work(
    tx: Tx, kind: WorkKind, subjects: Sequence[tuple[int, int]], *, due_at: datetime, wake: bool = True
) -> None:
    """Adds work for `(service_order_id, n)` subjects; what is on the list already becomes due and free again.

    The caller holds the locks of the orders. With `wake`, idle workers are told at commit; the hot path does without,
    since the worker that completes a batch claims the next in the same transaction.
    """
    if not subjects:
        return
    await store.add(tx, kind, subjects, due_at)
    if wake:
        await wake_workers(tx)


async def remove_work(tx: Tx, kind: WorkKind, subjects: Sequence[tuple[int, int]]) -> None:
    """Takes work off the list, whoever holds it: a late answer then finds nothing to finish."""
    if subjects:
        await store.remove(tx, kind, subjects)


async def wake_workers(tx: Tx) -> None:
    """Tells idle workers, at commit, that there may be work."""
    await tx.execute("SELECT pg_notify($1, '')", CHANNEL)


claim_work = store.claim
due_kinds = store.due_kinds
finish_work = store.finish
postpone_work = store.postpone
extend_claims = store.extend
add_timed_work = store.add_timed
continue_work = store.carry_on
hasten_work = store.hasten

beat = heartbeats.beat
say_goodbye = heartbeats.say_goodbye

next_due_work = store.next_due
