"""The SQL behind the commands on service orders; private to this room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import asyncpg

from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId, ServiceOrderItemId
from trunkline.ordering import rows
from trunkline.ordering.errors import ExternalIdTaken
from trunkline.ordering.model import NewServiceOrder, NewServiceOrderItem, ServiceOrder, ServiceOrderItem
from trunkline.ordering.state import ServiceOrderState


async def lock_order(tx: Tx, service_order_id: ServiceOrderId) -> ServiceOrder | None:
    """The order with its items, its row locked until the transaction ends."""
    row = await tx.fetchrow("SELECT * FROM service_order WHERE id = $1 FOR NO KEY UPDATE", service_order_id)
    if row is None:
        return None
    items = await tx.fetch(
        """
        SELECT *
          FROM service_order_item
         WHERE service_order_id = $1
         ORDER BY n
        """,
        service_order_id,
    )
    return rows.order_from_row(row, items)


async def insert_order(
    tx: Tx, order: NewServiceOrder, *, state: ServiceOrderState, priority: int, by: str, now: datetime
) -> ServiceOrderId | None:
    """Adds the order with its items; None when its external id is taken (waits for a rival that is about to take it)."""
    service_order_id: int | None = await tx.fetchval(
        """
        INSERT INTO service_order (
            external_id, state, priority, category, description, customer_id, customer_name, order_date,
            requested_start_date, requested_completion_date, committed_due_date, body, created_by, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $8)
            ON CONFLICT (external_id) WHERE external_id IS NOT NULL DO NOTHING
        RETURNING id
        """,
        order.external_id,
        state.value,
        priority,
        order.category,
        order.description,
        order.customer_id,
        order.customer_name,
        now,
        order.requested_start_date,
        order.requested_completion_date,
        order.committed_due_date,
        order.body,
        by,
    )
    if service_order_id is None:
        return None
    await insert_items(tx, ServiceOrderId(service_order_id), order.items, state=state)
    return ServiceOrderId(service_order_id)


async def insert_items(
    tx: Tx, service_order_id: ServiceOrderId, items: Iterable[NewServiceOrderItem], *, state: ServiceOrderState
) -> None:
    """Adds the items in one COPY."""
    await tx.copy("service_order_item", rows.ITEM_COLUMNS, rows.item_rows(service_order_id, items, state))


async def replace_items(
    tx: Tx, service_order_id: ServiceOrderId, items: Iterable[NewServiceOrderItem], *, state: ServiceOrderState
) -> None:
    """Takes all items away and adds these."""
    await tx.execute("DELETE FROM service_order_item WHERE service_order_id = $1", service_order_id)
    await insert_items(tx, service_order_id, items, state=state)


async def save_header(tx: Tx, order: ServiceOrder, *, now: datetime) -> None:
    """Writes every attribute of the order that can change.

    Raises ExternalIdTaken when another order got the external id in this moment.
    """
    try:
        await tx.execute(
            """
            UPDATE service_order
               SET external_id = $2, state = $3, state_reason = $4, state_before = $5, version = $6, priority = $7,
                   category = $8, description = $9, customer_id = $10, customer_name = $11,
                   requested_start_date = $12, requested_completion_date = $13, committed_due_date = $14,
                   expected_completion_date = $15, start_date = $16, completion_date = $17, catalog_revision = $18,
                   body = $19, changed_at = $20
             WHERE id = $1
            """,
            order.id,
            order.external_id,
            order.state.value,
            order.state_reason,
            order.state_before,
            order.version,
            order.priority,
            order.category,
            order.description,
            order.customer_id,
            order.customer_name,
            order.requested_start_date,
            order.requested_completion_date,
            order.committed_due_date,
            order.expected_completion_date,
            order.start_date,
            order.completion_date,
            order.catalog_revision,
            order.body,
            now,
        )
    except asyncpg.UniqueViolationError as error:
        raise ExternalIdTaken(
            f"another order has just taken the external id '{order.external_id}'; send another one"
        ) from error


async def save_item_states(tx: Tx, items: Sequence[ServiceOrderItem]) -> None:
    """Writes the items' states and reasons: one statement for each state that occurs."""
    grouped: dict[tuple[str, str | None], list[int]] = {}
    for item in items:
        grouped.setdefault((item.state.value, item.state_reason), []).append(item.id.n)
    for (state, reason), numbers in grouped.items():
        await save_states_of_items(
            tx, items[0].id.service_order_id, numbers, state=ServiceOrderState(state), reason=reason
        )


async def save_states_of_items(
    tx: Tx, service_order_id: ServiceOrderId, numbers: Sequence[int], *, state: ServiceOrderState, reason: str | None
) -> None:
    """Writes one state and reason of these items."""
    await tx.execute(
        """
        UPDATE service_order_item
           SET state = $3, state_reason = $4
         WHERE service_order_id = $1 AND n = ANY($2::integer[])
        """,
        service_order_id,
        list(numbers),
        state.value,
        reason,
    )


async def save_order_state(
    tx: Tx,
    service_order_id: ServiceOrderId,
    *,
    state: ServiceOrderState,
    reason: str | None,
    state_before: ServiceOrderState | None,
    now: datetime,
) -> None:
    """Writes how the order itself stands."""
    await tx.execute(
        """
        UPDATE service_order
           SET state = $2, state_reason = $3, state_before = $4, changed_at = $5
         WHERE id = $1
        """,
        service_order_id,
        state.value,
        reason,
        state_before,
        now,
    )


async def save_item_contents(tx: Tx, items: Sequence[ServiceOrderItem]) -> None:
    """Writes what capture found out about stored items."""
    if not items:
        return
    await tx.execute(
        """
        UPDATE service_order_item AS item
           SET specification_id = new.specification_id, inventory_item_id = new.inventory_item_id,
               characteristics = new.characteristics, related_items = new.related_items, issues = new.issues,
               body = new.body
          FROM jsonb_to_recordset($2)
               AS new (n integer, specification_id text, inventory_item_id bigint, characteristics jsonb,
                       related_items jsonb, issues jsonb, body jsonb)
         WHERE item.service_order_id = $1 AND item.n = new.n
        """,
        items[0].id.service_order_id,
        # one jsonb and not an array of jsonb: the driver would take lists inside such an array for its dimensions
        [
            {
                "n": item.id.n,
                "specification_id": item.specification_id,
                "inventory_item_id": item.inventory_item_id,
                "characteristics": rows.characteristics_json(item.characteristics),
                "related_items": rows.related_json(item.related_items),
                "issues": rows.problems_json(item.issues),
                "body": item.body,
            }
            for item in items
        ],
    )


async def begin_items(
    tx: Tx,
    service_order_id: ServiceOrderId,
    items: Sequence[tuple[int, int | None, int]],
    *,
    state: ServiceOrderState,
) -> None:
    """Approved items `(item, its specification's version, items directly nested in it)`: what each counts as open."""
    await tx.execute(
        """
        UPDATE service_order_item AS item
           SET state = $5, state_reason = NULL, specification_version = v.version,
               total_items = v.nested, open_items = v.nested
          FROM unnest($2::integer[], $3::integer[], $4::integer[]) AS v (n, version, nested)
         WHERE item.service_order_id = $1 AND item.n = v.n
        """,
        service_order_id,
        [item[0] for item in items],
        [item[1] for item in items],
        [item[2] for item in items],
        state.value,
    )


async def count_items(tx: Tx, service_order_id: ServiceOrderId) -> None:
    """What an order counts as open when its first items are approved: all that are nested in none."""
    await tx.execute(
        """
        UPDATE service_order
           SET total_items = top.items, open_items = top.items
          FROM (SELECT count(*)::integer AS items
                  FROM service_order_item
                 WHERE service_order_id = $1 AND parent_n IS NULL) AS top
         WHERE id = $1
        """,
        service_order_id,
    )


async def lock_idempotency_key(tx: Tx, key: str, *, user_name: str) -> tuple[ServiceOrderId, bytes] | None:
    """The order this key made and the hash of what was asked for; a rival with the same key waits its turn."""
    await tx.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 20641))", f"{user_name}/{key}")
    row = await tx.fetchrow(
        """
        SELECT service_order_id, request_hash
          FROM idempotency_key
         WHERE user_name = $1 AND idempotency_key = $2
        """,
        user_name,
        key,
    )
    return None if row is None else (ServiceOrderId(row["service_order_id"]), row["request_hash"])


async def insert_idempotency_key(
    tx: Tx, key: str, *, user_name: str, request_hash: bytes, service_order_id: ServiceOrderId, now: datetime
) -> None:
    """Remembers which order the key made."""
    await tx.execute(
        """
        INSERT INTO idempotency_key (idempotency_key, user_name, request_hash, service_order_id, used_at)
        VALUES ($1, $2, $3, $4, $5)
        """,
        key,
        user_name,
        request_hash,
        service_order_id,
        now,
    )


async def delete_order(tx: Tx, service_order_id: ServiceOrderId) -> None:
    """Removes the order and everything in it."""
    await tx.execute("DELETE FROM service_order WHERE id = $1", service_order_id)


async def delete_items(tx: Tx, service_order_id: ServiceOrderId, numbers: Sequence[int]) -> None:
    """Removes these items."""
    await tx.execute(
        "DELETE FROM service_order_item WHERE service_order_id = $1 AND n = ANY($2::integer[])",
        service_order_id,
        list(numbers),
    )


async def save_priorities(
    tx: Tx, items: Mapping[ServiceOrderItemId, int], orders: Mapping[ServiceOrderId, int], *, now: datetime
) -> None:
    """Writes the priorities of items and of orders, two statements for all of them."""
    if items:
        await tx.execute(
            """
            UPDATE service_order_item AS i
               SET priority = g.priority
              FROM unnest($1::bigint[], $2::integer[], $3::integer[]) AS g (service_order_id, n, priority)
             WHERE i.service_order_id = g.service_order_id AND i.n = g.n
            """,
            [item.service_order_id for item in items],
            [item.n for item in items],
            list(items.values()),
        )
    if orders:
        await tx.execute(
            """
            UPDATE service_order AS o
               SET priority = g.priority, changed_at = $3
              FROM unnest($1::bigint[], $2::integer[]) AS g (id, priority)
             WHERE o.id = g.id
            """,
            list(orders),
            list(orders.values()),
            now,
        )


async def insert_note(
    tx: Tx, service_order_id: ServiceOrderId, *, author: str, at: datetime, customer_visible: bool, text: str
) -> int:
    """Adds a note on the order and answers its id."""
    note_id: int = await tx.fetchval(
        """
        INSERT INTO note (service_order_id, subject, author, at, customer_visible, text)
        VALUES ($1, 'serviceOrder', $2, $3, $4, $5)
        RETURNING id
        """,
        service_order_id,
        author,
        at,
        customer_visible,
        text,
    )
    return note_id


async def save_body(tx: Tx, service_order_id: ServiceOrderId, body: dict[str, object]) -> None:
    """Writes the attributes that have no column of their own."""
    await tx.execute("UPDATE service_order SET body = $2 WHERE id = $1", service_order_id, body)
