"""The numbers of the home page are the totals of the lists that they link to, for every role."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from builders_api import ApiClient, api
from builders_fallout import exhausted
from builders_orchestration import Shape, plant
from trunkline.access.model import ROLE_PERMISSIONS, Permission, Role
from trunkline.fallout.commands import raise_for_exhausted
from trunkline.kit import clock
from trunkline.kit.ids import TaskId


async def fill(client: ApiClient) -> None:
    """Orders in several states, some completed on the last days; tasks of people and groups; a fallout."""
    now = clock.now()
    async with client.database.transaction() as tx:
        orders = [await plant(tx, Shape(tasks=((1, "automated"), (1, "manual"), (1, "manual")))) for _ in range(6)]
        for order, state in zip(orders[1:4], ("held", "acknowledged", "acknowledged"), strict=True):
            await tx.execute("UPDATE service_order SET state = $2 WHERE id = $1", order, state)
        for order, days in zip(orders[4:], (0, 3), strict=True):
            await tx.execute(
                "UPDATE service_order SET state = 'completed', completion_date = $2 WHERE id = $1",
                order, now - timedelta(days=days),
            )  # fmt: skip
        await raise_for_exhausted(tx, [exhausted(TaskId(orders[0], 1))], now=now)
        await tx.execute("DELETE FROM worklist")
        await tx.execute("INSERT INTO assignment_group (name) VALUES ('field'), ('noc')")
        for order, (group, assignee) in zip(
            orders, [("field", None), ("field", "fulfillmentAgent.tester"), ("noc", None), (None, None)], strict=False
        ):
            await tx.execute(
                """
                INSERT INTO worklist (service_order_id, task_n, assignment_group, assignee, priority, due_at)
                VALUES ($1, 2, $2, lower($3), 4, $4)
                """,
                order, group, assignee, now,
            )  # fmt: skip


async def total(client: ApiClient, path: str, **params: Any) -> int:
    """How many lines a list has, counted page by page, which its own `total` must equal."""
    seen, after, told = 0, None, None
    while True:
        page = (await client.get(path, params={**params, "limit": 2, **({"after": after} if after else {})})).json()
        seen, after = seen + len(page["items"]), page["next"]
        told = page["total"] if told is None else told
        if after is None:
            assert seen == told, (path, params)
            return seen


@pytest.mark.parametrize("role", Role)
async def test_each_number_is_the_total_of_the_list_behind_it(database_url: str, role: Role) -> None:
    """UI-01, UIF-17, UIF-68."""
    async with api(database_url, react=False) as client:
        await fill(client)
        async with client.be(role):
            home = (await client.get("/api/home", params={"days": 7})).json()
            mine = await total(client, "/api/tasks", mine="true")
            assert home["myTasks"] == mine == (role is Role.FULFILLMENT_AGENT)
            assert home["unassignedTasks"] == await total(client, "/api/tasks", unassigned="true") == 3
            if Permission.FALLOUT_READ in ROLE_PERMISSIONS[role]:
                assert home["openFallouts"] == await total(client, "/api/fallouts", open="true") == 1
            assert home["needsAttention"] == await total(client, "/api/needsAttention") == 1
            assert home["inJeopardy"] == await total(client, "/api/jeopardyAlerts") == 0
            for state, orders in home["ordersByState"].items():
                assert orders == await total(client, "/api/serviceOrders", state=state)
            assert [day["orders"] for day in home["completedByDay"]] == [0, 0, 0, 1, 0, 0, 1]
            for day in home["completedByDay"]:
                asked = {"state": "completed", "completionDate.gte": day["day"], "completionDate.lte": day["day"]}
                assert day["orders"] == await total(client, "/api/serviceOrders", **asked)
