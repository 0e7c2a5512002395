"""The SQL of milestones; private to this room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.ordering.model import Milestone

_COLUMNS = tuple(name for name in Milestone.__struct_fields__ if name != "expected_at")
_WORDS = frozenset({"state", "due_basis"})


def milestone_from_row(row: Row) -> Milestone:
    """The milestone behind a row."""
    return msgspec.convert({"expected_at": None, **dict(row)}, Milestone)


async def insert_milestones(tx: Tx, milestones: Sequence[Milestone]) -> None:
    """Adds milestones in one COPY."""
    rows = [[getattr(one, c).value if c in _WORDS else getattr(one, c) for c in _COLUMNS] for one in milestones]
    await tx.copy("milestone", _COLUMNS, rows)


async def load_milestones(tx: Tx, service_order_id: ServiceOrderId) -> list[Milestone]:
    """The milestones of an order as they are stored; the caller holds the order's lock."""
    rows = await tx.fetch(
        f"SELECT {', '.join(_COLUMNS)} FROM milestone WHERE service_order_id = $1 ORDER BY n", service_order_id
    )
    return [milestone_from_row(row) for row in rows]


async def delete_milestones(tx: Tx, service_order_id: ServiceOrderId, numbers: Sequence[int]) -> None:
    """Removes milestones of an order that is not approved yet."""
    await tx.execute(
        "DELETE FROM milestone WHERE service_order_id = $1 AND n = ANY ($2::integer[])", service_order_id, list(numbers)
    )


async def end_targets(tx: Tx, part: str, subjects: Sequence[tuple[int, int]]) -> list[Milestone]:
    """Notes that these tasks or domain orders have ended well; answers the open milestones that wait for nothing more.

    Touches the targets and their milestones only.
    """
    rows = await tx.fetch(
        f"""
        WITH ended AS (
            UPDATE milestone_target AS t
               SET ended = true
              FROM unnest($2::bigint[], $3::integer[]) AS g (service_order_id, n)
             WHERE t.service_order_id = g.service_order_id AND t.part = $1 AND t.n = g.n AND NOT t.ended
            RETURNING t.service_order_id, t.milestone_n
        ),
        counted AS (
            SELECT service_order_id, milestone_n, count(*)::integer AS ended
              FROM ended
             GROUP BY service_order_id, milestone_n
        ),
        moved AS (
            UPDATE milestone AS m
               SET open_targets = m.open_targets - c.ended
              FROM counted AS c
             WHERE m.service_order_id = c.service_order_id AND m.n = c.milestone_n
            RETURNING {", ".join(f"m.{column}" for column in _COLUMNS)}
        )
        SELECT *
          FROM moved
         WHERE open_targets = 0 AND state = 'open'
         ORDER BY service_order_id, n
        """,
        part,
        [subject[0] for subject in subjects],
        [subject[1] for subject in subjects],
    )
    return [milestone_from_row(row) for row in rows]


async def find_open(tx: Tx, service_order_ids: Sequence[int]) -> list[Milestone]:
    """The open milestones of these orders."""
    rows = await tx.fetch(
        f"""
        SELECT {", ".join(_COLUMNS)}
          FROM milestone
         WHERE service_order_id = ANY ($1::bigint[]) AND state = 'open'
         ORDER BY service_order_id, n
        """,
        list(service_order_ids),
    )
    return [milestone_from_row(row) for row in rows]


async def save_moves(tx: Tx, milestones: Sequence[Milestone]) -> None:
    """Writes how milestones stand, each one version further."""
    if not milestones:
        return
    await tx.execute(
        """
        UPDATE milestone AS m
           SET state = s.state, reached_at = s.reached_at, reached_by = s.reached_by, note = s.note,
               version = m.version + 1
          FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::timestamptz[], $5::text[], $6::text[])
            AS s (service_order_id, n, state, reached_at, reached_by, note)
         WHERE m.service_order_id = s.service_order_id AND m.n = s.n
        """,
        [one.service_order_id for one in milestones],
        [one.n for one in milestones],
        [one.state.value for one in milestones],
        [one.reached_at for one in milestones],
        [one.reached_by for one in milestones],
        [one.note for one in milestones],
    )


async def hand_on_targets(tx: Tx, service_order_id: int, heirs: Mapping[int, int]) -> None:
    """What of milestones waits for a task waits for its heir."""
    await tx.execute(
        """
        UPDATE milestone_target AS m
           SET n = h.heir
          FROM unnest($2::integer[], $3::integer[]) AS h (n, heir)
         WHERE m.service_order_id = $1 AND m.part = 'task' AND m.n = h.n AND NOT m.ended
        """,
        service_order_id,
        list(heirs),
        list(heirs.values()),
    )
