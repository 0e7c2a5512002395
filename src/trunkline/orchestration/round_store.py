"""SQL of test and repair: how tests came out, and handing on to a retest what waits for its test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId, TaskId


class TestRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How a test came out, or of a repair, which test it is of. Numbers are of tasks of the same order."""

    __test__ = False  # no test of ours

    n: int
    round: int
    passed: bool | None
    found: str
    retest_of: int | None
    repair_n: int | None
    retest_n: int | None
    at: datetime | None


async def read_rounds(tx: Tx, task_ids: Sequence[TaskId]) -> dict[TaskId, int]:
    """How many repairs came before these tests; those without any are left out."""
    rows = await tx.fetch(
        """
        SELECT t.service_order_id, t.n, t.round
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN task_test AS t ON t.service_order_id = s.service_order_id AND t.n = s.n
        """,
        [task_id.service_order_id for task_id in task_ids],
        [task_id.n for task_id in task_ids],
    )
    return {TaskId(ServiceOrderId(row["service_order_id"]), row["n"]): row["round"] for row in rows}


async def write_verdicts(tx: Tx, verdicts: Sequence[tuple[TaskId, bool, str, int | None]], *, now: datetime) -> None:
    """Writes `(test, passed, what it found wrong, its repair)`."""
    await tx.execute(
        """
        INSERT INTO task_test (service_order_id, n, passed, found, repair_n, at)
        SELECT s.*, $6
          FROM unnest($1::bigint[], $2::integer[], $3::boolean[], $4::text[], $5::integer[])
            AS s (service_order_id, n, passed, found, repair_n)
            ON CONFLICT (service_order_id, n)
            DO UPDATE SET passed = EXCLUDED.passed, found = EXCLUDED.found, repair_n = EXCLUDED.repair_n,
                          at = EXCLUDED.at
        """,
        [task_id.service_order_id for task_id, *_ in verdicts],
        [task_id.n for task_id, *_ in verdicts],
        [passed for _, passed, _, _ in verdicts],
        [found for _, _, found, _ in verdicts],
        [repair_n for _, _, _, repair_n in verdicts],
        now,
    )


async def write_retests(tx: Tx, service_order_id: int, retests: Sequence[tuple[int, int, int]]) -> None:
    """Writes `(retest, failed test, round)`, and hands on to each retest who waits for the end of its test: watchers
    and the point of no return."""
    await tx.execute(
        """
        WITH given AS MATERIALIZED (
            SELECT * FROM unnest($2::integer[], $3::integer[], $4::integer[]) AS g (retest_n, test_n, round)
        ),
        points AS (
            UPDATE point_of_no_return AS p
               SET task_n = g.retest_n
              FROM given AS g
             WHERE p.service_order_id = $1 AND p.task_n = g.test_n
        ),
        watched AS (
            UPDATE task AS t
               SET watched = true
              FROM given AS g
              JOIN task AS b ON b.service_order_id = $1 AND b.n = g.test_n AND b.watched
             WHERE t.service_order_id = $1 AND t.n = g.retest_n
        )
        INSERT INTO task_test (service_order_id, n, round, retest_of)
        SELECT $1, retest_n, round, test_n FROM given
        """,
        service_order_id,
        [each[0] for each in retests],
        [each[1] for each in retests],
        [each[2] for each in retests],
    )


async def begin_rounds(tx: Tx, task_ids: Sequence[TaskId]) -> None:
    """What was asked for these tasks is answered for good: when it is asked once more, then under another key."""
    await tx.execute(
        """
        UPDATE effect AS e
           SET round = e.round + 1
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
         WHERE e.service_order_id = s.service_order_id AND e.n = s.n AND e.purpose = 'do'
        """,
        [task_id.service_order_id for task_id in task_ids],
        [task_id.n for task_id in task_ids],
    )


async def find_record(tx: Tx, task_id: TaskId) -> TestRecord | None:
    """How this test came out and what followed; of a repair, the same of its test. None for any other task."""
    row = await tx.fetchrow(
        """
        SELECT t.n, t.round, t.passed, t.found, t.retest_of, t.repair_n, t.at,
               (SELECT r.n FROM task_test AS r WHERE r.service_order_id = $1 AND r.retest_of = t.n) AS retest_n
          FROM task_test AS t
         WHERE t.service_order_id = $1 AND (t.n = $2 OR t.repair_n = $2)
         ORDER BY t.n
         LIMIT 1
        """,
        task_id.service_order_id,
        task_id.n,
    )
    return None if row is None else TestRecord(**dict(row))


async def list_superseded(tx: Tx, service_order_id: int, tasks: Sequence[int]) -> Mapping[int, int | None]:
    """Those of these tasks that are repairs (with None), or retests, with the first test of their row."""
    rows = await tx.fetch(
        """
        WITH RECURSIVE row_of (n, first_n) AS (
            SELECT n, n FROM task_test WHERE service_order_id = $1 AND retest_of IS NULL
             UNION ALL
            SELECT t.n, r.first_n
              FROM row_of AS r
              JOIN task_test AS t ON t.service_order_id = $1 AND t.retest_of = r.n
        )
        SELECT n, first_n FROM row_of WHERE n <> first_n AND n = ANY ($2)
         UNION ALL
        SELECT repair_n, NULL FROM task_test WHERE service_order_id = $1 AND repair_n = ANY ($2)
        """,
        service_order_id,
        list(tasks),
    )
    return {row["n"]: row["first_n"] for row in rows}
