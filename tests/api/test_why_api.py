"""Why is it not moving? Over HTTP and at the command line, for each kind of thing that something can wait for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from builders_api import ApiClient, api
from builders_orchestration import Shape, plant
from trunkline.kit import clock
from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId, TaskId, service_order_number
from trunkline.orchestration import store
from trunkline.orchestration.progress import apply, step
from trunkline.ordering.commands import hold_service_order

CHAIN = Shape(tasks=((1, "automated"), (1, "manual"), (1, "automated")), edges=((1, 3), (2, 3)))


async def _move(tx: Tx, order_id: ServiceOrderId, n: int, verb: str, reason: str | None = None) -> None:
    await store.lock_orders(tx, [order_id])
    task = await store.get_task(tx, TaskId(order_id, n))
    await apply(tx, [step(task, verb, reason=reason)], by="test", now=clock.now())


async def _why(client: ApiClient, order_id: ServiceOrderId, n: int | None = None) -> list[dict[str, Any]]:
    where = f"serviceOrders/{service_order_number(order_id)}" if n is None else f"tasks/{TaskId(order_id, n).number}"
    answer = await client.get(f"/api/{where}/why")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["blockers"]
    return found


async def test_a_task_in_the_middle_names_the_beginning_of_its_chain(database_url: str) -> None:
    """NEW-02: whom the manual task waits for; the worker that takes nothing; each with what to do."""
    async with api(database_url) as client:
        async with client.database.transaction() as tx:
            order_id = await plant(tx, CHAIN, now=clock.now())
            await tx.execute(
                "UPDATE task SET assignment_group = 'field' WHERE service_order_id = $1 AND n = 2", order_id
            )
        found = await _why(client, order_id, 3)
        assert [(b["kind"], b["subject"], b["group"]) for b in found] == [
            ("queue", TaskId(order_id, 2).number, "field"), ("worker", TaskId(order_id, 1).number, None),
        ]  # fmt: skip
        assert all(b["action"] for b in found)
        assert await _why(client, order_id) == found
        assert (await client.get("/api/tasks/TASK-999999-1/why")).status_code == 404
        assert (await client.get("/api/serviceOrders/ORD-999999/why")).status_code == 404
        assert (await client.get("/api/domainOrders/SO-999999-1/why")).status_code == 404


async def test_each_thing_that_holds_a_task_has_its_own_name(database_url: str) -> None:
    """NEW-02: lease, pause before an attempt, lost answer, answer to come, held system, person, information, lag."""
    later = clock.now() + timedelta(hours=1)
    async with api(database_url) as client:
        database = client.database
        async with database.transaction() as tx:
            order_id = await plant(tx, CHAIN, now=clock.now())
            await tx.execute("UPDATE work SET worker = 'w1', due_at = $2 WHERE service_order_id = $1", order_id, later)
        assert [b["kind"] for b in await _why(client, order_id, 1)] == ["lease"]
        async with database.transaction() as tx:
            await tx.execute(
                "UPDATE work SET worker = NULL, last_error = 'no route', attempt = 3 WHERE service_order_id = $1",
                order_id,
            )
        (timer,) = await _why(client, order_id, 1)
        assert (timer["kind"], timer["attempt"], "no route" in timer["what"]) == ("timer", 3, True)
        async with database.transaction() as tx:
            await tx.execute(
                """
                INSERT INTO effect (service_order_id, n, purpose, state, executor, system, attempt, asked_at)
                VALUES ($1, 1, 'do', 'waiting', 'tmf641', 'net', 1, now())
                """,
                order_id,
            )
        assert [b["kind"] for b in await _why(client, order_id, 1)] == ["answer"]
        held = await client.post("/api/domainSystems/net/hold", json={"reason": "new software"})
        assert held.status_code == 200
        (system,) = await _why(client, order_id, 1)
        assert (system["kind"], "new software" in system["what"]) == ("domainSystem", True)
        async with database.transaction() as tx:
            await tx.execute("DELETE FROM effect")
            await tx.execute("UPDATE task SET state = 'unknown' WHERE service_order_id = $1 AND n = 1", order_id)
        assert [b["kind"] for b in await _why(client, order_id, 1)] == ["unknownOutcome"]
        async with database.transaction() as tx:
            await _move(tx, order_id, 2, "start")
        assert [b["kind"] for b in await _why(client, order_id, 2)] == ["person"]
        async with database.transaction() as tx:
            await _move(tx, order_id, 2, "askInformation", "which floor?")
        (asked,) = await _why(client, order_id, 2)
        assert (asked["kind"], "which floor?" in asked["what"]) == ("information", True)


async def test_a_task_that_waits_for_the_end_of_a_lag_says_until_when(database_url: str) -> None:
    """NEW-02, PLN-06."""
    shape = Shape(tasks=((1, "manual"), (1, "manual")), edges=((1, 2),),
                  lags=((1, 2, "finishToStart", timedelta(hours=2)),))  # fmt: skip
    async with api(database_url) as client:
        async with client.database.transaction() as tx:
            order_id = await plant(tx, shape, now=clock.now())
            await _move(tx, order_id, 1, "complete")
        (timer,) = await _why(client, order_id)
        assert (timer["kind"], timer["subject"], timer["until"] is not None) == (
            "timer", TaskId(order_id, 2).number, True,
        )  # fmt: skip


async def test_an_open_fallout_is_named_before_anything_else(database_url: str) -> None:
    """NEW-02."""
    async with api(database_url) as client:
        async with client.database.transaction() as tx:
            order_id = await plant(tx, CHAIN, now=clock.now())
            await tx.execute("INSERT INTO assignment_group (name) VALUES ('desk') ON CONFLICT DO NOTHING")
            await tx.execute(
                """
                INSERT INTO fallout (service_order_id, n, task_n, domain_order_n, item_n, fallout_type, state, cause,
                                     message, signature, priority, assignment_group, raised_by, raised_at)
                VALUES ($1, 1, 1, 1, 1, 'provisioningFailure', 'open', 'refused', 'port in use', 's', 2, 'desk', 'x', now())
                """,
                order_id,
            )
            await _move(tx, order_id, 1, "hold", "port in use")
        found = await _why(client, order_id, 1)
        assert [(b["kind"], b["subject"], b["group"]) for b in found] == [("fallout", f"FO-{order_id:06d}-1", "desk")]


async def test_an_order_without_a_plan_says_who_must_act(database_url: str) -> None:
    """NEW-02: draft, approval, rejection, planning, failed planning, hold, ended."""
    async with api(database_url) as client:

        async def order(state: str, **more: Any) -> ServiceOrderId:
            async with client.database.transaction() as tx:
                made: int = await tx.fetchval(
                    """
                    INSERT INTO service_order (state, order_date, created_by, changed_at, state_reason)
                    VALUES ($1, now(), 'sam', now(), $2) RETURNING id
                    """,
                    state, more.get("reason"),
                )  # fmt: skip
                for sql in more.get("then", ()):
                    await tx.execute(sql, made)
            return ServiceOrderId(made)

        async def kinds(order_id: ServiceOrderId) -> list[tuple[str, str | None]]:
            return [(b["kind"], b["owner"]) for b in await _why(client, order_id)]

        pending = "INSERT INTO approval (service_order_id, n, state, order_version) VALUES ($1, 1, 'pending', 1)"
        enrichment = """INSERT INTO enrichment_task (service_order_id, n, item_n, item_id, policy, key, name, state,
                        assignee, created_at) VALUES ($1, 1, 1, '1', 'p@1', 'k', 'Survey', 'ready', 'eve', now())"""
        investigation = """INSERT INTO investigation (service_order_id, n, state, reason_code, note, assignee, due_at,
                           opened_at) VALUES ($1, 1, 'inProgress', 'other', 'odd', 'ida', now(), now())"""
        planning = "INSERT INTO work (kind, service_order_id, due_at) VALUES ('planServiceOrder', $1, now())"
        assert await kinds(await order("draft")) == [("submission", "sam")]
        assert await kinds(await order("acknowledged", then=[pending])) == [("approval", None)]
        assert await kinds(await order("pending", then=[pending, enrichment])) == [("enrichment", "eve")]
        assert await kinds(await order("rejected", then=[investigation])) == [("investigation", "ida")]
        assert await kinds(await order("inProgress", then=[planning])) == [("planning", None)]
        assert await kinds(await order("held", reason="decomposition: no rule")) == [("planningFailure", None)]
        assert await kinds(await order("held", reason="unpaid")) == [("hold", None)]
        assert await kinds(await order("inProgress")) == [("nothing", None)]
        assert await kinds(await order("completed")) == []


async def test_an_order_held_by_a_person_says_so_beside_its_tasks(database_url: str) -> None:
    """NEW-02, STM-03."""
    async with api(database_url) as client:
        async with client.database.transaction() as tx:
            order_id = await plant(tx, CHAIN, now=clock.now())
            await hold_service_order(tx, order_id, reason="customer is away", by="mia", now=clock.now())
        found = await _why(client, order_id)
        assert ("hold", True) in [(b["kind"], "customer is away" in b["what"]) for b in found]
