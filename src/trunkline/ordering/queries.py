"""What people and other rooms ask about service orders."""

from __future__ import annotations

import re
from collections.abc import Sequence

import asyncpg

from trunkline.events.model import HistoryEntry
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import ServiceOrderId, service_order_number
from trunkline.kit.tmf import ListQuery, QueryInvalid
from trunkline.ordering import rows
from trunkline.ordering.errors import UnknownServiceOrder
from trunkline.ordering.model import Approval, ApprovalSignature, Investigation, Note, RejectionReason, ServiceOrder
from trunkline.ordering.search import words_condition


def unknown(service_order_id: ServiceOrderId) -> UnknownServiceOrder:
    """The error for an order that is not there."""
    return UnknownServiceOrder(f"there is no service order {service_order_number(service_order_id)}")


async def get_service_order(tx: Tx, service_order_id: ServiceOrderId) -> ServiceOrder:
    """The order with its items; raises UnknownServiceOrder."""
    found = await get_service_orders(tx, [service_order_id])
    if not found:
        raise unknown(service_order_id)
    return found[0]


async def require_service_order(tx: Tx, service_order_id: ServiceOrderId) -> None:
    """Raises UnknownServiceOrder when there is no such order; reads nothing of it."""
    if not await tx.fetchval("SELECT EXISTS (SELECT FROM service_order WHERE id = $1)", service_order_id):
        raise unknown(service_order_id)


async def is_being_planned(tx: Tx, service_order_id: ServiceOrderId) -> bool:
    """Whether a worker is to make or extend the plan of this order."""
    found: bool = await tx.fetchval(
        """
        SELECT EXISTS (SELECT 1 FROM work
                        WHERE service_order_id = $1 AND kind || '' IN ('planServiceOrder', 'extendPlan'))
        """,
        service_order_id,
    )
    return found


async def get_service_orders(tx: Tx, service_order_ids: Sequence[int], *, items: bool = True) -> list[ServiceOrder]:
    """The orders among these that exist, in the given order; without their items when `items` is false."""
    orders = await tx.fetch("SELECT * FROM service_order WHERE id = ANY($1::bigint[])", list(service_order_ids))
    by_order: dict[int, list[Row]] = {row["id"]: [] for row in orders}
    if items:
        for row in await tx.fetch(
            """
            SELECT *
              FROM service_order_item
             WHERE service_order_id = ANY($1::bigint[])
             ORDER BY service_order_id, n
            """,
            list(by_order),
        ):
            by_order[row["service_order_id"]].append(row)
    by_id = {row["id"]: rows.order_from_row(row, by_order[row["id"]]) for row in orders}
    return [by_id[order_id] for order_id in service_order_ids if order_id in by_id]


async def find_by_external_id(tx: Tx, external_id: str) -> ServiceOrderId | None:
    """The order with this external id; None when there is none."""
    found: int | None = await tx.fetchval("SELECT id FROM service_order WHERE external_id = $1", external_id)
    return None if found is None else ServiceOrderId(found)


async def list_service_orders(
    tx: Tx, query: ListQuery, *, words: Sequence[str] = (), drafts: bool = False, items: bool = True
) -> tuple[list[ServiceOrder], int]:
    """One page of orders as the query asks (see `listing.read_list_query`), and how many there are in all.

    With `words` only those that have each of them, see `search`; the query's own parameters are numbered after them.
    Drafts are left out unless asked for; the orders come without their items when `items` is false. Raises QueryInvalid
    when a pattern of the query is no regular expression.
    """
    condition = f"({query.where}) AND ({words_condition(words)})"
    if not drafts:
        condition += " AND o.state <> 'draft'"
    try:
        total: int = await tx.fetchval(
            f"SELECT count(*) FROM service_order AS o WHERE {condition}", *words, *query.args
        )
    except asyncpg.InvalidRegularExpressionError as error:
        raise QueryInvalid(f"a pattern is no regular expression: {error}; mend it") from error
    ids = await tx.fetch(
        f"""
        SELECT o.id
          FROM service_order AS o
         WHERE {condition}
         ORDER BY {query.order_by}
         {query.limit_sql}
        """,
        *words,
        *query.paged_args,
    )
    return await get_service_orders(tx, [row["id"] for row in ids], items=items), total


async def list_approvals(tx: Tx, service_order_id: ServiceOrderId) -> list[Approval]:
    """All approvals of the order, oldest first."""
    found = await tx.fetch("SELECT * FROM approval WHERE service_order_id = $1 ORDER BY n", service_order_id)
    return [rows.approval_from_row(row) for row in found]


async def list_signatures(
    tx: Tx, service_order_id: ServiceOrderId, approval_n: int | None = None
) -> list[ApprovalSignature]:
    """Who said yes to the order's approvals (or to one of them), in the order in which they did."""
    found = await tx.fetch(
        """
        SELECT approval_n, signed_by, signed_at, note, preview, shown
          FROM approval_signature
         WHERE service_order_id = $1 AND ($2::integer IS NULL OR approval_n = $2)
         ORDER BY approval_n, signed_at, signed_by
        """,
        service_order_id,
        approval_n,
    )
    return [ApprovalSignature(**dict(row)) for row in found]


async def find_likely_duplicates(tx: Tx, order: ServiceOrder) -> list[tuple[int, ServiceOrderId, str]]:
    """Items of the customer's other open orders, of the newest 100 of these, that ask for the same at the same place.

    Answers `(item number, other order, its item id)`, at most one for each item. Equal items meet in one partition of a
    window, so that the cost grows with the number of items and not with its square.
    """
    if order.customer_id is None:
        return []
    rows = await tx.fetch(
        """
        WITH others AS MATERIALIZED (
            SELECT id
              FROM service_order
             WHERE customer_id = $2 AND id <> $1 AND completion_date IS NULL AND state <> 'draft'
             ORDER BY id DESC
             LIMIT 100
        ),
        lines AS MATERIALIZED (
            SELECT i.service_order_id, i.n, i.item_id,
                   md5(concat_ws('|', i.specification_id, i.quantity, i.place::text, i.characteristics::text)) AS what
              FROM (SELECT id FROM others UNION ALL SELECT $1::bigint) AS o (id)
              JOIN service_order_item AS i ON i.service_order_id = o.id
             WHERE i.action = 'add'
        ),
        theirs AS (
            SELECT DISTINCT ON (what) what, service_order_id, item_id
              FROM lines
             WHERE service_order_id <> $1
             ORDER BY what, service_order_id, n
        ),
        met AS (
            SELECT n, max(other) OVER alike AS id, max(other_item) OVER alike AS item_id
              FROM (
                SELECT what, n, NULL::bigint AS other, NULL::text AS other_item FROM lines WHERE service_order_id = $1
                UNION ALL
                SELECT what, NULL, service_order_id, item_id FROM theirs
              ) AS each
            WINDOW alike AS (PARTITION BY what)
        )
        SELECT n, id, item_id
          FROM met
         WHERE n IS NOT NULL AND id IS NOT NULL
         ORDER BY n
        """,
        order.id,
        order.customer_id,
    )
    return [(row["n"], ServiceOrderId(row["id"]), row["item_id"]) for row in rows]


async def list_investigations(tx: Tx, service_order_id: ServiceOrderId) -> list[Investigation]:
    """All investigations of the order, oldest first."""
    found = await tx.fetch("SELECT * FROM investigation WHERE service_order_id = $1 ORDER BY n", service_order_id)
    return [rows.investigation_from_row(row) for row in found]


async def list_rejection_reasons(tx: Tx) -> list[RejectionReason]:
    """The closed set of reasons for which an order may be rejected."""
    found = await tx.fetch("SELECT id, name, description FROM rejection_reason ORDER BY id = 'other', name")
    return [RejectionReason(id=row["id"], name=row["name"], description=row["description"]) for row in found]


async def list_notes(tx: Tx, service_order_id: ServiceOrderId) -> list[Note]:
    """The notes on the order itself, oldest first."""
    found = await tx.fetch(
        """
        SELECT id, author, at, customer_visible, text, edited_at, withdrawn_at
          FROM note
         WHERE service_order_id = $1 AND subject = 'serviceOrder'
         ORDER BY id
        """,
        service_order_id,
    )
    return [Note(**dict(row)) for row in found]


async def list_history(
    tx: Tx,
    service_order_id: ServiceOrderId,
    *,
    before: int | None = None,
    limit: int = 100,
    text: str | None = None,
    by: str | None = None,
) -> tuple[list[HistoryEntry], int]:
    """What happened to the order and everything in it, newest first, and how many entries there are in all.

    `before` is the id of the last entry of the page before. `text` is looked for in what is said and in the kind, `by`
    is who did it; neither changes the number of all.
    """
    total: int = await tx.fetchval("SELECT count(*) FROM event WHERE service_order_id = $1", service_order_id)
    part = None if not text else "%" + re.sub(r"([\\%_])", r"\\\1", text.strip()) + "%"
    found = await tx.fetch(
        """
        SELECT id, kind, service_order_id, n, made_by, at, data
          FROM event
         WHERE service_order_id = $1 AND ($2::bigint IS NULL OR id < $2)
           AND ($4::text IS NULL OR concat_ws(' ', kind, made_by, data) ILIKE $4)
           AND ($5::text IS NULL OR made_by = $5)
         ORDER BY id DESC
         LIMIT $3
        """,
        service_order_id,
        before,
        limit,
        part,
        by,
    )
    entries = [
        HistoryEntry(
            id=row["id"],
            kind=row["kind"],
            service_order_id=row["service_order_id"],
            n=row["n"],
            by=row["made_by"],
            at=row["at"],
            data=row["data"],
        )
        for row in found
    ]
    return entries, total
