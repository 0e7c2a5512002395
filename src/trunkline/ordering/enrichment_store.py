"""The SQL of enrichment tasks and of what urgency is weighed from; private to this room."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.ordering.model import EnrichmentItemTask, PriorityFactor

COLUMNS = EnrichmentItemTask.__struct_fields__


def task_from_row(row: Row) -> EnrichmentItemTask:
    """The enrichment task behind a row."""
    return msgspec.convert({name: row[name] for name in COLUMNS}, EnrichmentItemTask)


async def insert_tasks(tx: Tx, tasks: Sequence[EnrichmentItemTask]) -> None:
    """Adds the tasks in one COPY."""
    await tx.copy("enrichment_task", COLUMNS, [_values(task) for task in tasks])


def _values(task: EnrichmentItemTask) -> list[object]:
    return [
        msgspec.to_builtins(getattr(task, name)) if name in ("data", "after", "characteristics", "state")
        else getattr(task, name)
        for name in COLUMNS
    ]  # fmt: skip


async def load_tasks(tx: Tx, service_order_id: ServiceOrderId) -> list[EnrichmentItemTask]:
    """All enrichment tasks of an order; the caller holds the order's lock, or only reads."""
    rows = await tx.fetch("SELECT * FROM enrichment_task WHERE service_order_id = $1 ORDER BY n", service_order_id)
    return [task_from_row(row) for row in rows]


async def save_tasks(tx: Tx, tasks: Sequence[EnrichmentItemTask]) -> None:
    """Writes how tasks of one order stand, each one version further."""
    if not tasks:
        return
    await tx.execute(
        """
        UPDATE enrichment_task AS t
           SET state = new.state, state_reason = new.state_reason, assignment_group = new.assignment_group,
               assignee = new.assignee, characteristics = new.characteristics, version = t.version + 1,
               started_at = new.started_at, ended_at = new.ended_at, ended_by = new.ended_by
          FROM jsonb_to_recordset($2)
               AS new (n integer, state text, state_reason text, assignment_group text, assignee text,
                       characteristics jsonb, started_at timestamptz, ended_at timestamptz, ended_by text)
         WHERE t.service_order_id = $1 AND t.n = new.n
        """,
        tasks[0].service_order_id,
        [msgspec.to_builtins(task) for task in tasks],
    )


async def follow_priorities(tx: Tx, service_order_ids: Sequence[int]) -> None:
    """Open enrichment tasks of these orders get the priority of their item, or else of their order."""
    await tx.execute(
        """
        UPDATE enrichment_task AS t
           SET priority = coalesce(i.priority, o.priority)
          FROM service_order AS o, service_order_item AS i
         WHERE t.service_order_id = ANY ($1) AND t.ended_at IS NULL AND o.id = t.service_order_id
           AND i.service_order_id = t.service_order_id AND i.n = t.item_n
        """,
        list(service_order_ids),
    )


async def missing_assignees(tx: Tx, *, group: str | None, user_name: str | None) -> str | None:
    """What of these does not exist, in words; None when both do (or are None)."""
    row = await tx.fetchrow(
        """
        SELECT $1::text IS NULL OR EXISTS (SELECT 1 FROM assignment_group WHERE name = $1) AS group_known,
               $2::text IS NULL OR EXISTS (SELECT 1 FROM user_account WHERE user_name = $2 AND active) AS user_known
        """,
        group,
        user_name,
    )
    missing = []
    if row is not None and not row["group_known"]:
        missing.append(f"assignment group '{group}'")
    if row is not None and not row["user_known"]:
        missing.append(f"active user '{user_name}'")
    return " and no ".join(missing) or None


async def load_factors(tx: Tx) -> list[PriorityFactor]:
    """What urgency is weighed from, by id."""
    rows = await tx.fetch("SELECT * FROM priority_factor ORDER BY id")
    return [PriorityFactor(**dict(row)) for row in rows]


async def replace_factors(tx: Tx, factors: Sequence[PriorityFactor]) -> None:
    """Puts these factors in place of all there are."""
    await tx.execute("DELETE FROM priority_factor")
    await tx.copy("priority_factor", PriorityFactor.__struct_fields__, [
        [getattr(factor, name) for name in PriorityFactor.__struct_fields__] for factor in factors
    ])  # fmt: skip
