"""The watchdog: whatever has not ended is held by a lease or timer, a person, an open failure or an open predecessor.

What is found here is a defect of Trunkline, never of an operator's: nothing would ever move it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.events import history
from trunkline.insight.events import StuckItemsFound
from trunkline.kit.db import Tx
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId, domain_order_number, service_order_number

log = logging.getLogger("trunkline.watchdog")

_SLICE = 500  # open orders that are looked at in one go

# orders of the slice; each part names what nothing holds. One reading of the open plans, by their keys.
_STUCK = """
WITH looked_at AS MATERIALIZED (
    SELECT o.id, o.state, o.state_before, o.open_tasks, o.open_items, p.service_order_id IS NOT NULL AS planned
      FROM service_order AS o
      LEFT JOIN orchestration_plan AS p ON p.service_order_id = o.id
     WHERE o.id = ANY ($1)
)
SELECT 'task' AS what, t.service_order_id, t.n, t.state, NULL AS kind
  FROM looked_at AS o
  JOIN task AS t ON t.service_order_id = o.id AND t.ended_at IS NULL
 WHERE NOT EXISTS (SELECT 1 FROM work AS w WHERE w.service_order_id = t.service_order_id AND w.n = t.n
                      AND w.kind IN ('executeTask', 'followUpTask', 'releaseTask'))
   AND NOT EXISTS (SELECT 1 FROM worklist AS l WHERE l.service_order_id = t.service_order_id AND l.task_n = t.n)
   AND NOT EXISTS (SELECT 1 FROM fallout AS f WHERE f.service_order_id = t.service_order_id AND f.task_n = t.n
                      AND f.state IN ('open', 'inProgress', 'awaitingInformation'))
   AND NOT (t.state = 'waiting' AND EXISTS (
        SELECT 1 FROM held_task AS c WHERE c.service_order_id = t.service_order_id AND c.n = t.n))
   AND NOT (t.state = 'waiting' AND t.open_predecessors > 0 AND EXISTS (
        SELECT 1
          FROM task_dependency AS d
          JOIN task AS b ON b.service_order_id = d.service_order_id AND b.n = d.predecessor_n
         WHERE d.service_order_id = t.service_order_id AND d.successor_n = t.n AND b.ended_at IS NULL))
UNION ALL
SELECT 'domainOrder', d.service_order_id, d.n, d.state, d.kind
  FROM looked_at AS o
  JOIN domain_order AS d ON d.service_order_id = o.id AND d.ended_at IS NULL AND d.open_tasks = 0
 WHERE NOT EXISTS (SELECT 1
                     FROM waiting_branch AS w
                     JOIN domain_order AS b ON b.service_order_id = w.service_order_id AND b.n = w.domain_order_n
                    WHERE w.service_order_id = d.service_order_id AND d.n = ANY (b.ancestors))
UNION ALL
SELECT 'serviceOrder', o.id, 0, o.state, NULL
  FROM looked_at AS o
 WHERE CASE
           WHEN o.state IN ('draft', 'assessingCancellation', 'cancelled', 'completed', 'failed', 'partial') THEN false
           WHEN EXISTS (SELECT 1 FROM approval AS a WHERE a.service_order_id = o.id AND a.state = 'pending') THEN false
           WHEN EXISTS (SELECT 1 FROM enrichment_task AS e WHERE e.service_order_id = o.id AND e.ended_at IS NULL)
               THEN false
           WHEN EXISTS (SELECT 1 FROM order_task AS e WHERE e.service_order_id = o.id
                           AND e.state IN ('ready', 'inProgress', 'held')) THEN false
           WHEN EXISTS (SELECT 1 FROM investigation AS i WHERE i.service_order_id = o.id AND i.closed_at IS NULL)
               THEN false
           WHEN EXISTS (SELECT 1 FROM work AS w WHERE w.service_order_id = o.id
                           AND w.kind IN ('planServiceOrder', 'extendPlan')) THEN false
           WHEN EXISTS (SELECT 1 FROM waiting_branch AS b WHERE b.service_order_id = o.id) THEN false
           WHEN o.state = 'held' AND NOT o.planned THEN false
           ELSE o.open_tasks = 0
       END
 ORDER BY 2, 1, 3
 LIMIT $2
"""


class StuckItem(msgspec.Struct, frozen=True, kw_only=True):
    """Something open that nothing and nobody will ever move."""

    service_order_id: ServiceOrderId
    number: str
    state: str


async def stuck_items(tx: Tx, service_order_ids: Sequence[int] | None = None, *, limit: int = 100) -> list[StuckItem]:
    """What of these orders (all that have not ended, when none are named) is stuck. The answer should be empty."""
    if service_order_ids is None:
        found = await tx.fetch(
            """
            SELECT id
              FROM service_order
             WHERE state NOT IN ('draft', 'cancelled', 'completed', 'failed', 'partial')
            """
        )
        service_order_ids = [row["id"] for row in found]
    rows = await tx.fetch(_STUCK, list(service_order_ids), limit)
    return [
        StuckItem(
            service_order_id=ServiceOrderId(row["service_order_id"]),
            number=_number(row["what"], ServiceOrderId(row["service_order_id"]), row["n"], row["kind"]),
            state=row["state"],
        )
        for row in rows
    ]


def _number(what: str, order_id: ServiceOrderId, n: int, kind: str | None) -> str:
    if what == "task":
        return TaskId(order_id, n).number
    if what == "domainOrder":
        return domain_order_number(DomainOrderId(order_id, n), resource=kind == "resource")
    return service_order_number(order_id)


async def look_for_stuck_items(tx: Tx, now: datetime) -> int:
    """Looks at the next open orders in turn and records what is stuck, once per process; answers 0: nothing to repeat.

    A slice a time, so that the work does not grow with the number of open orders.
    """
    memory: dict[str, int] = tx.memory.setdefault("watchdog", {"after": 0})
    told: set[str] = tx.memory.setdefault("watchdogTold", set())
    rows = await tx.fetch(
        """
        SELECT id
          FROM service_order
         WHERE id > $1 AND state IN ('acknowledged', 'rejected', 'pending', 'held', 'inProgress', 'pendingCancellation')
         ORDER BY id
         LIMIT $2
        """,
        memory["after"],
        _SLICE,
    )
    memory["after"] = rows[-1]["id"] if len(rows) == _SLICE else 0
    fresh = [item for item in await stuck_items(tx, [row["id"] for row in rows]) if item.number not in told]
    by_order: dict[ServiceOrderId, list[str]] = {}
    for item in fresh:
        log.error("%s is %s, and nothing will move it: this is a defect, please report it", item.number, item.state)
        by_order.setdefault(item.service_order_id, []).append(item.number)
        told.add(item.number)
    await history.record_all(
        tx,
        [
            StuckItemsFound(service_order_id=order_id, items=tuple(numbers), by="system", at=now)
            for order_id, numbers in by_order.items()
        ],
    )
    return 0
