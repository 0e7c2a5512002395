"""Each signature has a group whose counters are those of a recount, whatever happens to its fallouts."""

from __future__ import annotations

from datetime import timedelta

from builders_api import api
from builders_fallout import AGENT, MANAGER, WIDE, exhausted, plant_order
from builders_orchestration import T0
from trunkline.access.model import Role
from trunkline.fallout.commands import (
    assign_fallout,
    cancel_fallout,
    close_fallout,
    raise_for_exhausted,
)
from trunkline.fallout.group_store import group_drift, list_groups
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.state import Resolution
from trunkline.kit.db import Database
from trunkline.kit.ids import TaskId


async def test_fifty_failures_of_two_causes_have_two_parents_with_true_counts(db: Database) -> None:
    """FAL-11, NEW-06."""
    order = await plant_order(db, WIDE)
    events = [
        exhausted(TaskId(order, n), message=f"port ge-0/0/{n} is in use" if n <= 30 else f"device {n} is silent")
        for n in range(1, 51)
    ]
    async with db.transaction() as tx:
        await tx.execute("UPDATE task SET key = 'activate'")
        await raise_for_exhausted(tx, events, now=T0)
        assert [(group.total, group.message) for group in await list_groups(tx)] == [
            (30, "port ge-0/0/1 is in use"),
            (20, "device 31 is silent"),
        ]
        assert await group_drift(tx) == []


async def test_counters_follow_every_move_of_a_fallout(db: Database) -> None:
    """NEW-06: counts always sum; re-reading gives the same numbers."""
    orders = [await plant_order(db) for _ in range(4)]
    async with db.transaction() as tx:
        events = [exhausted(TaskId(order, 1), message=f"port {order} is in use") for order in orders]
        one, two, three, _ = await raise_for_exhausted(tx, events, now=T0)
        (group,) = await list_groups(tx)
        assert (group.state, group.total, group.open) == ("open", 4, 4)
        await assign_fallout(tx, one.id, assignee=AGENT.name, by=AGENT, now=T0)
        await resolve_fallout(tx, one.id, resolution=Resolution.GIVE_UP, note="lost", by=MANAGER, now=T0)
        await close_fallout(tx, one.id, resolution_code="lost", by=MANAGER, now=T0)
        await resolve_fallout(tx, two.id, resolution=Resolution.RETRY, by=MANAGER, now=T0)
        await cancel_fallout(tx, three.id, reason="wrong", by=MANAGER, now=T0)
        (group,) = await list_groups(tx)
        assert (group.open, group.resolved, group.cancelled, group.total) == (2, 1, 1, 4)  # a retry is not proven yet
        assert await group_drift(tx) == []


async def test_a_second_report_of_an_open_cause_is_not_counted_and_a_later_one_is(db: Database) -> None:
    """FAL-13."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        (fallout,) = await raise_for_exhausted(tx, [exhausted(TaskId(order, 1))], now=T0)
        assert await raise_for_exhausted(tx, [exhausted(TaskId(order, 1))], now=T0) == []
        assert (await list_groups(tx))[0].total == 1
        await cancel_fallout(tx, fallout.id, reason="mended elsewhere", by=MANAGER, now=T0)
        assert (await list_groups(tx, wanted="open")) == []
        later = T0 + timedelta(hours=1)
        await raise_for_exhausted(tx, [exhausted(TaskId(order, 1))], now=later)
        (group,) = await list_groups(tx, wanted="open")
        assert (group.total, group.open, group.first_seen_at, group.last_seen_at) == (2, 1, T0, later)
        assert await group_drift(tx) == []


async def test_groups_are_paged_and_shown_with_their_fallouts(database_url: str) -> None:
    """FAL-11, over HTTP."""
    async with api(database_url, Role.FALLOUT_MANAGER, react=False) as client:
        orders = [await plant_order(client.database) for _ in range(3)]
        async with client.database.transaction() as tx:
            events = [exhausted(TaskId(order, 1), message=f"port {order} is in use") for order in orders]
            events.append(exhausted(TaskId(orders[0], 4), message="no answer"))
            await raise_for_exhausted(tx, events, now=T0)
        first = (await client.get("/api/falloutGroups?limit=1&state=open")).json()
        second = (await client.get(f"/api/falloutGroups?limit=1&after={first['next']}")).json()
        assert [first["items"][0]["open"], second["items"][0]["open"], second["next"]] == [3, 1, None]
        shown = (await client.get(f"/api/falloutGroups/{first['items'][0]['number']}")).json()
        assert shown["group"] == first["items"][0]
        assert len(shown["fallouts"]) == 3
        for number in ("FG-999999", "nonsense"):
            refused = await client.get(f"/api/falloutGroups/{number}")
            assert refused.status_code == 404, refused.text
