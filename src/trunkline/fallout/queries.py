"""What people read of fallouts: one with its context, lists, counts per order, groups of the same failure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.events.model import Event
from trunkline.fallout import events
from trunkline.fallout.category_store import list_categories
from trunkline.fallout.errors import UnknownFallout
from trunkline.fallout.group_store import FalloutGroup, find_group, group_drift, list_groups
from trunkline.fallout.model import Fallout
from trunkline.fallout.remedy_store import list_remedies
from trunkline.fallout.state import OPEN_STATES, FalloutState
from trunkline.fallout.store import FALLOUT_COLUMNS, list_types, read_fallout
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import FalloutId, ServiceOrderId
from trunkline.kit.typed_query import Narrowing, QuerySql
from trunkline.orchestration.state import TaskState

__all__ = [
    "FalloutFilter",
    "FalloutGroup",
    "FalloutNote",
    "FalloutView",
    "count_fallouts",
    "count_open_by_order",
    "find_group",
    "get_fallout",
    "group_drift",
    "list_categories",
    "list_fallouts",
    "list_groups",
    "list_history",
    "list_notes",
    "list_remedies",
    "list_types",
]  # fmt: skip

COUNT_CAP = 10_001
_KINDS = sorted(
    name
    for name, value in vars(events).items()
    if isinstance(value, type) and issubclass(value, Event) and value.about == "fallout"
)


class FalloutView(msgspec.Struct, frozen=True, kw_only=True):
    """A fallout with where it happened, so that the task, the domain order and the item are one step away (FAL-10)."""

    fallout: Fallout
    type_name: str
    category_name: str | None
    category_parent_name: str | None
    task_name: str
    task_kind: str
    task_state: TaskState
    domain_order_name: str
    domain_order_kind: str
    item_name: str  # as the customer's system calls the item
    customer_name: str | None
    others_open: int  # other open fallouts of the same task


class FalloutFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which fallouts to list; what is None does not narrow."""

    states: frozenset[FalloutState] | None = None
    fallout_type: str | None = None
    category: str | None = None  # or one below it
    assignment_groups: tuple[str, ...] | None = None
    assignee: str | None = None
    unassigned: bool = False
    service_order_id: ServiceOrderId | None = None
    task_n: int | None = None
    signature: str | None = None


class FalloutNote(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wrote on a fallout."""

    id: int
    author: str
    at: datetime
    customer_visible: bool
    text: str
    edited_at: datetime | None
    withdrawn_at: datetime | None


class FalloutHistoryEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened to a fallout."""

    kind: str
    by: str
    at: datetime
    data: dict[str, object]


_EVERYTHING = QuerySql(where="TRUE", args=())
_JOINED = """JOIN fallout_type AS y ON y.id = f.fallout_type
          LEFT JOIN fallout_category AS c ON c.id = f.category
          LEFT JOIN fallout_category AS cp ON cp.id = c.parent
          JOIN task AS t ON t.service_order_id = f.service_order_id AND t.n = f.task_n
          JOIN domain_order AS o ON o.service_order_id = f.service_order_id AND o.n = f.domain_order_n
          JOIN service_order_item AS i ON i.service_order_id = f.service_order_id AND i.n = f.item_n
          JOIN service_order AS so ON so.id = f.service_order_id"""
_VIEW = f"""
        SELECT {FALLOUT_COLUMNS}, y.name AS type_name, c.name AS category_name,
               cp.name AS category_parent_name, t.name AS task_name, t.kind AS task_kind, t.state AS task_state,
               o.name AS domain_order_name, o.kind AS domain_order_kind, i.item_id AS item_name, so.customer_name,
               (SELECT count(*)
                  FROM fallout AS other
                 WHERE other.service_order_id = f.service_order_id AND other.task_n = f.task_n AND other.n <> f.n
                   AND other.state IN ('open', 'inProgress', 'awaitingInformation')) AS others_open
          FROM fallout AS f
          {_JOINED}
"""

_WHERE = """
         WHERE ($1::text[] IS NULL OR f.state = ANY ($1))
           AND ($2::text IS NULL OR f.fallout_type = $2)
           AND ($3::text[] IS NULL OR f.assignment_group = ANY ($3))
           AND ($4::text IS NULL OR f.assignee = $4)
           AND (NOT $5 OR f.assignee IS NULL)
           AND ($6::bigint IS NULL OR f.service_order_id = $6)
           AND ($7::integer IS NULL OR f.task_n = $7)
           AND ($8::text IS NULL OR f.signature = $8)
           AND ($9::text IS NULL OR f.category = ANY (ARRAY(SELECT id FROM fallout_category WHERE $9 IN (id, parent))))
"""


def _arguments(wanted: FalloutFilter) -> tuple[object, ...]:
    return (
        None if wanted.states is None else sorted(state.value for state in wanted.states),
        wanted.fallout_type,
        None if wanted.assignment_groups is None else list(wanted.assignment_groups),
        wanted.assignee,
        wanted.unassigned,
        wanted.service_order_id,
        wanted.task_n,
        wanted.signature,
        wanted.category,
    )


def _read_view(row: Row) -> FalloutView:
    return FalloutView(
        fallout=read_fallout(row),
        task_state=TaskState(row["task_state"]),
        **{name: row[name] for name in (
            "type_name", "category_name", "category_parent_name", "task_name", "task_kind", "domain_order_name", "domain_order_kind", "item_name",
            "customer_name", "others_open")},
    )  # fmt: skip


async def get_fallout(tx: Tx, fallout_id: FalloutId) -> FalloutView:
    """One fallout with its task, domain order and item; raises UnknownFallout."""
    row = await tx.fetchrow(
        f"{_VIEW} WHERE f.service_order_id = $1 AND f.n = $2", fallout_id.service_order_id, fallout_id.n
    )
    if row is None:
        raise UnknownFallout(f"there is no fallout {fallout_id.number}")
    return _read_view(row)


async def list_fallouts(
    tx: Tx,
    wanted: FalloutFilter,
    *,
    limit: int = 50,
    after: tuple[int, datetime, int, int] | None = None,
    narrowing: Narrowing | None = None,
) -> list[FalloutView]:
    """Fallouts, the most urgent and oldest first. `after` is the key of the last one seen: (priority, raised_at,
    service order, n). `narrowing` is a typed query."""
    typed = narrowing(15) if narrowing else _EVERYTHING
    rows = await tx.fetch(
        f"""
        {_VIEW}
        {_WHERE}
           AND ($11::integer IS NULL OR (f.priority, f.raised_at, f.service_order_id, f.n) > ($11, $12, $13, $14))
           AND {typed.where}
         ORDER BY f.priority, f.raised_at, f.service_order_id, f.n
         LIMIT $10
        """,
        *_arguments(wanted),
        limit,
        *(after or (None, None, None, None)),
        *typed.args,
    )
    return [_read_view(row) for row in rows]


async def count_fallouts(tx: Tx, wanted: FalloutFilter, narrowing: Narrowing | None = None) -> int:
    """How many fallouts `list_fallouts` has in all, at most 10,001."""
    typed = narrowing(10) if narrowing else _EVERYTHING
    counted: int = await tx.fetchval(
        f"""
        SELECT count(*)
          FROM (SELECT 1 FROM fallout AS f {_JOINED if narrowing else ""} {_WHERE} AND {typed.where} LIMIT {COUNT_CAP})
            AS capped
        """,
        *_arguments(wanted),
        *typed.args,
    )
    return counted


async def count_open_by_order(tx: Tx, service_order_ids: Sequence[ServiceOrderId]) -> dict[ServiceOrderId, int]:
    """How many fallouts are open in each of these orders; orders without any are left out (FAL-09)."""
    rows = await tx.fetch(
        """
        SELECT service_order_id, count(*) AS open
          FROM fallout
         WHERE service_order_id = ANY ($1)
           AND state IN ('open', 'inProgress', 'awaitingInformation', 'resolving')
         GROUP BY service_order_id
        """,
        list(service_order_ids),
    )
    return {ServiceOrderId(row["service_order_id"]): row["open"] for row in rows}


async def list_notes(tx: Tx, fallout_id: FalloutId) -> list[FalloutNote]:
    """The notes on a fallout, oldest first."""
    rows = await tx.fetch(
        """
        SELECT id, author, at, customer_visible, text, edited_at, withdrawn_at
          FROM note
         WHERE service_order_id = $1 AND subject = 'fallout' AND n = $2
         ORDER BY id
        """,
        fallout_id.service_order_id,
        fallout_id.n,
    )
    return [FalloutNote(**dict(row)) for row in rows]


async def list_history(tx: Tx, fallout_id: FalloutId) -> list[FalloutHistoryEntry]:
    """What happened to a fallout, oldest first."""
    rows = await tx.fetch(
        """
        SELECT kind, made_by AS by, at, data
          FROM event
         WHERE service_order_id = $1 AND n = $2 AND kind = ANY ($3)
         ORDER BY id
        """,
        fallout_id.service_order_id,
        fallout_id.n,
        _KINDS,
    )
    return [FalloutHistoryEntry(**dict(row)) for row in rows]


OPEN = FalloutFilter(states=OPEN_STATES)
