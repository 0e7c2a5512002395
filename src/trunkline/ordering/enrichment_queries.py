"""What people ask about enrichment: one task, those of an order, the worklist."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from trunkline.catalog.model import CharacteristicSpecification
from trunkline.catalog.queries import load_catalog
from trunkline.kit.db import Tx
from trunkline.kit.ids import EnrichmentTaskId, ServiceOrderId
from trunkline.ordering.enrichment_store import load_tasks, task_from_row
from trunkline.ordering.errors import UnknownEnrichmentTask
from trunkline.ordering.model import EnrichmentItemTask
from trunkline.ordering.state import EnrichmentState


class EnrichmentFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which tasks: each that is given must hold. `unassigned` means no person; `groups` any of these."""

    service_order_id: ServiceOrderId | None = None
    states: tuple[EnrichmentState, ...] = ()  # empty: all that are open
    assignee: str | None = None
    groups: tuple[str, ...] | None = None
    unassigned: bool = False


async def list_enrichment_tasks(
    tx: Tx, wanted: EnrichmentFilter, *, after: Sequence[object] | None = None, limit: int = 50
) -> tuple[list[EnrichmentItemTask], int]:
    """The most urgent first, then the oldest; and how many there are. `after` is the `place_of` the last one shown."""
    condition = """
        ($1::bigint IS NULL OR service_order_id = $1)
        AND CASE WHEN $2::text[] = '{}' THEN ended_at IS NULL ELSE state = ANY ($2) END
        AND ($3::text IS NULL OR assignee = $3)
        AND ($4::text[] IS NULL OR assignment_group = ANY ($4))
        AND (NOT $5::boolean OR assignee IS NULL)
    """
    args = (
        wanted.service_order_id,
        [state.value for state in wanted.states],
        wanted.assignee,
        None if wanted.groups is None else list(wanted.groups),
        wanted.unassigned,
    )
    total: int = await tx.fetchval(f"SELECT count(*) FROM enrichment_task WHERE {condition}", *args)
    place = tuple(after) if after is not None else (None, None, None, None)
    rows = await tx.fetch(
        f"""
        SELECT *
          FROM enrichment_task
         WHERE {condition}
           AND ($6::integer IS NULL
                OR (priority, created_at, service_order_id, n) > ($6, $7::timestamptz, $8::bigint, $9::integer))
         ORDER BY priority, created_at, service_order_id, n
         LIMIT $10
        """,
        *args,
        *place,
        limit,
    )
    return list(map(task_from_row, rows)), total


def place_of(task: EnrichmentItemTask) -> tuple[object, ...]:
    """Where a task stands in the worklist."""
    return task.priority, task.created_at, task.service_order_id, task.n


async def get_enrichment_task(tx: Tx, task_id: EnrichmentTaskId) -> EnrichmentItemTask:
    """One task; raises UnknownEnrichmentTask."""
    row = await tx.fetchrow(
        "SELECT * FROM enrichment_task WHERE service_order_id = $1 AND n = $2", task_id.service_order_id, task_id.n
    )
    if row is None:
        raise UnknownEnrichmentTask(f"there is no enrichment task {task_id.number}")
    return task_from_row(row)


async def list_tasks_of_order(tx: Tx, service_order_id: ServiceOrderId) -> list[EnrichmentItemTask]:
    """All tasks of an order, ended ones too, by number."""
    return await load_tasks(tx, service_order_id)


async def described_data(
    tx: Tx, task: EnrichmentItemTask
) -> list[tuple[CharacteristicSpecification | None, object, str | None]]:
    """For each characteristic that the task asks for: how the specification describes it, the item's value, its origin."""
    row = await tx.fetchrow(
        "SELECT specification_id, characteristics FROM service_order_item WHERE service_order_id = $1 AND n = $2",
        task.service_order_id,
        task.item_n,
    )
    held = {} if row is None else row["characteristics"]
    catalog = await load_catalog(tx)
    specification = None if row is None else catalog.find_specification(row["specification_id"] or "")
    return [
        (
            None if specification is None else specification.characteristic(field.characteristic),
            held.get(field.characteristic, {}).get("value"),
            held.get(field.characteristic, {}).get("origin"),
        )
        for field in task.data
    ]
