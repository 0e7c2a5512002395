"""The dashboard's numbers on a fixture that is counted by hand; each equals the list that it opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from builders_api import ApiClient, api
from builders_fallout import exhausted
from builders_orchestration import Shape, plant
from trunkline.access.model import Role
from trunkline.fallout.commands import raise_for_exhausted
from trunkline.kit import clock
from trunkline.kit.ids import TaskId
from trunkline.work.commands import beat
from trunkline.work.heartbeats import STUCK_AFTER

DAY = timedelta(days=1)


def ago(now: datetime, days: float) -> datetime:
    """So many days before."""
    return now - days * DAY


async def fill(client: ApiClient, now: datetime) -> None:
    """Seven orders with a chain of two tasks each; see the numbers that are asserted."""
    async with client.database.transaction() as tx:
        shape = Shape(tasks=((1, "automated"), (1, "manual")), edges=((1, 2),))
        orders = [await plant(tx, shape, now=ago(now, age)) for age in (0.01, 2, 40, 6, 7, 9, 12)]
        # completed in the period after 2, 4 and 6 days, and in the one before after 3
        for order, end in zip(orders[3:], (4.5, 3.5, 3.2, 9), strict=True):
            await tx.execute(
                "UPDATE service_order SET state = 'completed', completion_date = $2, open_tasks = 0 WHERE id = $1",
                order, ago(now, end),
            )  # fmt: skip
            await tx.execute(
                """
                UPDATE task
                   SET state = 'completed', ended_at = $2::timestamptz, ready_at = $2::timestamptz - interval '2 hours' * n
                 WHERE service_order_id = $1
                """,
                order, ago(now, end),
            )  # fmt: skip
        await raise_for_exhausted(tx, [exhausted(TaskId(orders[1], 1))], now=ago(now, 1.5))
        await raise_for_exhausted(tx, [exhausted(TaskId(orders[2], 1))], now=ago(now, 8))
        await tx.execute(
            """
            UPDATE fallout
               SET state = 'resolved', resolved_at = raised_at + interval '5 hours', resolved_by = 'x',
                   resolution = 'retry'
             WHERE service_order_id = $1
            """,
            orders[2],
        )
        await tx.execute("DELETE FROM worklist")
        await tx.execute("DELETE FROM work")
        await tx.execute("INSERT INTO assignment_group (name) VALUES ('field')")
        await tx.connection.executemany(
            """
            INSERT INTO worklist (service_order_id, task_n, assignment_group, priority, due_at)
            VALUES ($1, $2, $3, 4, $4)
            """,
            [(orders[0], 1, "field", now), (orders[1], 1, "field", now), (orders[2], 1, None, now)],
        )
        await tx.connection.executemany(
            "INSERT INTO work (kind, service_order_id, n, due_at, worker, last_error) VALUES ($1, $2, $3, $4, $5, $6)",
            [("executeTask", orders[0], 1, now + DAY, "w-1", None),
             ("executeTask", orders[1], 1, now - 2 * STUCK_AFTER, None, "boom"),
             ("estimatePlan", orders[1], 0, now + DAY, None, None)],
        )  # fmt: skip
        await beat(tx, "w-1", started_at=ago(now, 1), in_hand=3, now=now)
        await beat(tx, "w-2", started_at=ago(now, 1), in_hand=0, now=now - timedelta(minutes=5))


async def total(client: ApiClient, path: str, **asked: Any) -> int:
    """How many lines a list says it has, which is how many it has."""
    body = (await client.get(path, params={"limit": 100, **asked})).json()
    assert body["total"] == len(body["items"]), body
    return int(body["total"])


def between(word: str, since: str | None, until: str | None) -> str:
    """A stretch of time as it is typed."""
    return " ".join([*([f"{word}>={since}"] if since else []), *([f"{word}<{until}"] if until else [])])


async def test_every_number_is_as_counted_by_hand_and_as_long_as_its_list(database_url: str) -> None:
    """UIF-68: throughput beside the period before, lead times, open work by state and age, fallouts, queues, workers."""
    async with api(database_url, react=False, role=Role.ORDER_VIEWER) as client:
        now = clock.now()
        await fill(client, now)
        period = {"from": ago(now, 7).isoformat(), "to": now.isoformat()}
        board = (await client.get("/api/dashboard", params=period)).json()
        assert (board["ordersCompleted"], board["ordersCompletedBefore"]) == (3, 1)
        assert (board["tasksCompleted"], board["tasksCompletedBefore"]) == (6, 2)
        assert [step["orders"] for step in board["steps"]] == [0, 0, 1, 2, 0, 0, 0]
        assert [step["tasksBefore"] for step in board["steps"]] == [0, 0, 0, 0, 0, 2, 0]
        lead = board["orderLeadTime"]["now"]  # 1.5, 3.5 and 5.8 days
        assert (lead["count"], round(lead["p50"] / 86400, 3), round(lead["p90"] / 86400, 3)) == (3, 3.5, 5.34)
        assert board["orderLeadTime"]["before"] == {"count": 1, "p50": 259200, "p90": 259200, "p95": 259200}
        assert (board["taskLeadTime"]["now"]["p50"], board["taskLeadTime"]["now"]["p95"]) == (3 * 3600, 4 * 3600)
        assert board["openOrders"] == [
            {"state": "held", "age": "underThreeDays", "count": 1},
            {"state": "held", "age": "older", "count": 1},
            {"state": "inProgress", "age": "underHour", "count": 1},
        ]
        tasks = {(cell["state"], cell["age"]): cell["count"] for cell in board["openTasks"]}
        assert tasks == {
            ("waiting", None): 3, ("ready", "underHour"): 1, ("held", "underThreeDays"): 1, ("held", "older"): 1,
        }  # fmt: skip
        assert board["openFallouts"] == [{"state": "open", "age": "underThreeDays", "count": 1}]
        assert (board["falloutsRaised"], board["falloutsRaisedBefore"]) == (1, 1)
        assert (round(board["falloutRate"], 2), board["falloutRateBefore"]) == (16.67, 50)
        assert board["timeToMend"]["now"]["count"] == 0 and board["timeToMend"]["before"]["p50"] == 5 * 3600
        assert [(q["group"], q["tasks"], q["oldestTask"][-2:]) for q in board["queues"]] == [
            ("field", 2, "-1"), (None, 1, "-1"),
        ]  # fmt: skip
        assert [(w["name"], w["inHand"], w["held"], w["late"]) for w in board["workers"]] == [
            ("w-1", 3, 1, False), ("w-2", 0, 0, True),
        ]  # fmt: skip
        work = {one["kind"]: one for one in board["work"]}
        execute = work["executeTask"]
        assert [execute[name] for name in ("total", "held", "overdue", "stuck", "failing")] == [2, 1, 1, 1, 1]
        # and each is as long as the list that it opens
        for step in board["steps"]:
            typed = between("completed", step["since"], step["until"])
            assert step["orders"] == await total(client, "/api/serviceOrders", q=f"state:completed {typed}")
            typed = between("ended", step["beforeSince"], step["beforeUntil"])
            assert step["tasksBefore"] == await total(client, "/api/allTasks", q=f"state:completed {typed}")
        ages = {age["name"]: (age["since"], age["until"]) for age in board["ages"]}
        for cells, path, word in (
            ("openOrders", "/api/serviceOrders", "ordered"), ("openTasks", "/api/allTasks", "ready"),
            ("openFallouts", "/api/fallouts", "raised"),
        ):  # fmt: skip
            for cell in board[cells]:
                typed = f"{word}:none" if cell["age"] is None else between(word, *ages[cell["age"]])
                assert cell["count"] == await total(client, path, q=f"state:{cell['state']} {typed}")
        assert await total(client, "/api/allTasks", open="true") == sum(tasks.values())
        mended = between("resolved", board["before"], board["since"])
        assert await total(client, "/api/fallouts", q=f"state:resolved,closed {mended}") == 1
        for name in ("held", "overdue", "stuck", "failing"):
            assert await total(client, "/api/work", kind="executeTask", **{name: "true"}) == 1
        assert await total(client, "/api/work", worker="w-1") == 1 and await total(client, "/api/work") == 3
        first = (await client.get("/api/work", params={"limit": 1})).json()
        rest = (await client.get("/api/work", params={"limit": 2, "after": first["next"]})).json()
        assert first["items"][0]["lastError"] == "boom" and len(rest["items"]) == 2 and rest["next"] is None


async def test_a_period_that_is_none_is_refused_and_a_short_one_is_cut_into_hours(database_url: str) -> None:
    """UIF-68"""
    async with api(database_url, react=False) as client:
        now = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
        asked = {"from": (now - timedelta(hours=2.5)).isoformat(), "to": now.isoformat()}
        assert len((await client.get("/api/dashboard", params=asked)).json()["steps"]) == 3
        for wrong in ({"from": asked["to"], "to": asked["from"]}, {"from": "2020-01-01T00:00:00Z"}):
            answer = await client.get("/api/dashboard", params=wrong)
            assert (answer.status_code, answer.json()["details"][0]["field"]) == (400, "from")
