"""The numbers of fallouts on a fixture that can be counted by hand, and suggestions from what is recorded."""

from __future__ import annotations

from datetime import timedelta

from builders_api import BUILT_AT, api
from builders_fallout import exhausted, plant_order
from builders_orchestration import T0
from trunkline.access.model import Role
from trunkline.fallout.analytics_queries import AnalyticsFilter, read_analytics
from trunkline.fallout.commands import raise_for_exhausted
from trunkline.fallout.cost_queries import DateCost
from trunkline.kit.db import Database
from trunkline.kit.ids import TaskId

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ALLOCATION, BILLING = "inventoryAllocationFailure", "billingIssue"


async def planted(db: Database) -> None:
    """Order 1: two overlapping fallouts of 6 h (0-4 and 2-6), and a repeat that is open since hour 10. Order 2: one of
    2 h, completed. Order 3: none, completed. Order 4: one cancelled, completed; one of another type, open for 3 days."""
    orders = [await plant_order(db) for _ in range(4)]
    async with db.transaction() as tx:
        for order, n, kind in ((1, 1, ALLOCATION), (1, 4, ALLOCATION), (2, 1, ALLOCATION), (4, 1, BILLING)):
            failed = exhausted(TaskId(orders[order - 1], n), fallout_type=kind, message=f"fault {kind}", group="desk")
            await raise_for_exhausted(tx, [failed], now=T0)
        spans = (
            (1, 1, T0, 4 * HOUR), (1, 2, T0 + 2 * HOUR, 4 * HOUR), (2, 1, T0, 2 * HOUR),
        )  # fmt: skip
        for order, n, at, length in spans:
            await tx.execute(
                """
                UPDATE fallout
                   SET raised_at = $3, resolved_at = $4, state = 'resolved', resolution = 'retry'
                 WHERE service_order_id = $1 AND n = $2
                """,
                orders[order - 1], n, at, at + length,
            )  # fmt: skip
        await raise_for_exhausted(tx, [exhausted(TaskId(orders[0], 1), message="again")], now=T0 + 10 * HOUR)
        await tx.execute(
            "UPDATE fallout SET state = 'cancelled', closed_at = $1 WHERE service_order_id = $2", T0, orders[3]
        )
        late = exhausted(TaskId(orders[3], 4), fallout_type=BILLING, message="tariff")
        await raise_for_exhausted(tx, [late], now=T0 - 3 * DAY)
        await tx.execute(
            "UPDATE service_order SET state = 'completed', completion_date = $1 WHERE id = ANY ($2)",
            T0 + 5 * HOUR, [orders[1], orders[2], orders[3]],
        )  # fmt: skip


async def test_the_numbers_are_those_counted_by_hand(db: Database) -> None:
    """FAL-14: open by type, age and team; time to mend, repeats, first-time-right, days lost; filters."""
    await planted(db)
    now = T0 + DAY
    day = AnalyticsFilter(since=T0, until=now)
    async with db.reading() as tx:
        found = await read_analytics(tx, day, now=now)
        assert [(o.fallout_type, o.assignment_group, o.age, o.count) for o in found.open] == [
            (BILLING, None, "underWeek", 1), (ALLOCATION, None, "underDay", 1),
        ]  # fmt: skip
        whole, allocation = found.mending
        assert (whole.fallout_type, whole.count, whole.mean) == (None, 3, (4 + 4 + 2) * 3600 / 3)
        assert (allocation.fallout_type, allocation.median, allocation.p90) == (ALLOCATION, 4 * 3600.0, 4 * 3600.0)
        assert (found.raised, found.repeated) == (4, 1)
        assert (found.completed_orders, found.right_first_time) == (3, 1)
        # order 1: hours 0-6 and 10-24; order 2: 0-2; order 4: all 24
        assert (found.orders_hit, round(found.days_lost * 24, 6)) == (3, 6 + 14 + 2 + 24)
        narrowed = AnalyticsFilter(since=T0, until=now, assignment_group="desk", specification="spec")
        desk = await read_analytics(tx, narrowed, now=now)
        assert (desk.open, desk.raised, desk.orders_hit) == ((), 3, 2)
        other = AnalyticsFilter(since=T0 + 3 * HOUR, until=T0 + 4 * HOUR, fallout_type=ALLOCATION)
        hour = await read_analytics(tx, other, now=now)
        assert (hour.raised, hour.mending, hour.orders_hit, round(hour.days_lost * 24, 6)) == (0, (), 1, 1)
        none = await read_analytics(tx, AnalyticsFilter(since=T0, until=now, specification="none"), now=now)
        assert (none.open, none.raised, none.days_lost, none.right_first_time) == ((), 0, 0.0, 3)


async def test_the_days_that_orders_lose_against_plan_and_promise_are_those_counted_by_hand(db: Database) -> None:
    """FAL-14: an order counts once in the whole, and under each type and failure that it has."""
    await planted(db)
    now = T0 + DAY
    dates = ((1, 6, 12, 20), (2, 3, 5, 8), (3, 1, 1, 1), (4, 6, 5, 1))  # planned, estimated, promised: hours after T0
    async with db.transaction() as tx:
        orders = [row["id"] for row in await tx.fetch("SELECT id FROM service_order ORDER BY id")]
        for n, planned_end, estimated, promised in dates:
            await tx.execute(
                """
                UPDATE service_order
                   SET planned_end_at = $2, estimated_end_at = $3, committed_due_date = $4
                 WHERE id = $1
                """,
                orders[n - 1], T0 + planned_end * HOUR, T0 + estimated * HOUR, T0 + promised * HOUR,
            )  # fmt: skip
    async with db.reading() as tx:
        cost = (await read_analytics(tx, AnalyticsFilter(since=T0, until=now), now=now)).cost

    def hours(one: DateCost) -> tuple[int, int, float, float]:
        return one.orders, one.orders_late, round(one.days_later * 24, 6), round(one.days_late * 24, 6)

    # order 1 still has a fallout, so it ends now at the earliest: 18 h after its plan, 4 h after the promise;
    # order 2 ended 2 h after its plan, in time; order 3 had none; order 4 ended before its plan, 4 h late
    assert hours(cost.whole) == (3, 2, 20, 8)
    assert {name: hours(one) for name, one in cost.by_type.items()} == {
        ALLOCATION: (2, 1, 20, 4), BILLING: (1, 1, 0, 4),
    }  # fmt: skip
    assert [hours(one) for one in cost.by_signature.values()] == [(2, 1, 20, 4), (1, 1, 18, 4), (1, 1, 18, 4)]


async def test_numbers_and_suggestions_over_http(database_url: str) -> None:
    """FAL-14, FAL-15: a period that is none, and a text that says nothing, are refused clearly."""
    async with api(database_url, Role.FALLOUT_AGENT, react=False) as client:
        await planted(client.database)
        period = {"since": T0.isoformat(), "until": (T0 + DAY).isoformat()}
        shown = (await client.get("/api/falloutAnalytics", params=period)).json()
        assert (shown["raised"], shown["repeatRate"], shown["firstTimeRight"]) == (4, 0.25, 1 / 3)
        assert shown["open"] == sum(part["count"] for part in shown["openByAge"]) == 2
        for wrong in (
            {"since": period["until"], "until": period["since"]},
            {"since": "2026-01-01T00:00:00"},
            {"since": "x"},
        ):
            refused = await client.get("/api/falloutAnalytics", params=wrong)
            assert refused.status_code == 400, refused.text
        assert (await client.get("/api/falloutAnalytics", params={"until": BUILT_AT.isoformat()})).status_code == 200
        for path in ("falloutGroups/FG-000001", "fallouts/FO-000001-1"):  # NEW-24: a small sample says so
            book = (await client.get(f"/api/{path}/runbook")).json()
            assert (book["group"], book["best"], book["experiences"], book["enoughAt"]) == ("FG-000001", None, [], 5)
        assert (await client.get("/api/falloutGroups/FG-999999/runbook")).status_code == 404
        guessed = await client.post("/api/falloutClassification", json={"text": "customer has a wrong tariff"})
        assert guessed.status_code == 200, guessed.text
        first = guessed.json()["types"][0]
        assert (first["value"], first["confidence"] > 0.5, first["because"]) == (BILLING, True, ["tariff"])
        assert (await client.post("/api/falloutClassification", json={"text": ""})).status_code == 400
