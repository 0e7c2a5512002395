"""One action on many tasks over HTTP: all that match is exactly what was shown, or nothing is done."""

from __future__ import annotations

from typing import Any

from builders_api import ApiClient, api
from builders_orchestration import Shape, plant
from trunkline.access.model import Role

ROW = Shape(tasks=((1, "manual"),) * 5)


async def plant_rows(client: ApiClient, orders: int = 1) -> list[int]:
    """Orders with five tasks each for nobody, and a group."""
    async with client.database.transaction() as tx:
        await tx.execute("INSERT INTO assignment_group (name) VALUES ('field')")
        return [await plant(tx, ROW) for _ in range(orders)]


async def ask(client: ApiClient, **body: Any) -> tuple[int, dict[str, Any]]:
    answer = await client.post("/api/tasks/bulk", json=body)
    return answer.status_code, answer.json()


async def test_all_that_match_is_what_was_shown_or_nothing_is_done(database_url: str) -> None:
    """UIF-18, TSK-12: the total counts, and who has the tasks too; what was left out by hand stays as it is."""
    async with api(database_url, Role.FULFILLMENT_MANAGER, react=False) as client:
        (order,) = await plant_rows(client)
        shown = (await client.get("/api/tasks/selection", params={"unassigned": "true"})).json()
        assert shown["total"] == (await client.get("/api/tasks", params={"unassigned": "true"})).json()["total"] == 5
        one = f"TASK-{order:06d}-1"
        status, _ = await ask(client, verb="assign", assignmentGroup="field", tasks=[{"number": one}])
        assert status == 200
        matching = {"unassigned": True, "total": shown["total"], "digest": shown["digest"]}
        for stale in (matching, {**matching, "digest": None, "total": 6}):
            status, refused = await ask(client, verb="start", matching=stale)
            assert (status, refused["code"]) == (409, "SelectionChanged")
        assert (await client.get("/api/tasks", params={"unassigned": "true"})).json()["total"] == 5
        again = (await client.get("/api/tasks/selection", params={"unassigned": "true"})).json()
        status, told = await ask(client, verb="start", matching={
            "unassigned": True, "total": again["total"], "digest": again["digest"], "excluded": [one]})  # fmt: skip
        assert (status, told["succeeded"], told["failed"]) == (200, 4, 0)
        left = (await client.get("/api/tasks", params={"unassigned": "true"})).json()
        assert [line["task"]["number"] for line in left["items"]] == [one]


async def test_many_are_a_few_statements_for_all_and_results_come_as_they_were_named(database_url: str) -> None:
    """TSK-12: the number of statements does not grow with the number of tasks; a wrong number refuses only itself."""
    async with api(database_url, Role.FULFILLMENT_MANAGER, react=False) as client:
        orders = await plant_rows(client, 30)
        every = [f"TASK-{order:06d}-{n}" for order in reversed(orders) for n in range(5, 0, -1)]
        counted = []
        for verb, numbers in (("start", every[:2]), ("start", every)):
            client.queries.clear()
            status, told = await ask(client, verb=verb, tasks=[{"number": n} for n in ["TASK-x", *numbers]])
            counted.append(len(client.queries))
            assert (status, [result["number"] for result in told["results"]]) == (200, ["TASK-x", *numbers])
            assert told["results"][0]["status"] == 404
        assert counted[1] <= counted[0] + 2, counted
        assert told["succeeded"] == len(every) - 2
        assert {result["code"] for result in told["results"] if not result["ok"]} >= {"MoveRefused"}


async def test_a_choice_that_is_none_or_too_large_is_refused_before_anything_is_done(database_url: str) -> None:
    """UIF-09."""
    async with api(database_url, Role.FULFILLMENT_MANAGER, react=False) as client:
        (order,) = await plant_rows(client)
        one = {"number": f"TASK-{order:06d}-1"}
        assert (await ask(client, verb="start"))[0] == 400
        assert (await ask(client, verb="start", tasks=[one], matching={"total": 5}))[0] == 400
        assert (await ask(client, verb="start", tasks=[one] * 501))[0] == 400
        assert (await ask(client, verb="dance", tasks=[one]))[0] == 400
        async with client.database.transaction() as tx:
            await tx.execute(
                """
                INSERT INTO task (service_order_id, n, domain_order_n, key, name, kind, state, open_predecessors,
                                  priority, executor, duration, planned_start_at, planned_end_at)
                SELECT service_order_id, 1000 + g, domain_order_n, key, name, kind, state, 0, priority, executor, duration,
                       planned_start_at, planned_end_at
                  FROM task, generate_series(1, 5001) AS g WHERE n = 1
                """
            )
            await tx.execute(
                "INSERT INTO worklist (service_order_id, task_n, priority, due_at)"
                " SELECT service_order_id, n, 4, now() FROM task WHERE n > 1000"
            )
        large = (await client.get("/api/tasks/selection")).json()
        assert (large["total"], large["digest"]) == (5006, None)
        assert (await ask(client, verb="start", matching={"total": 5006}))[1]["code"] == "SelectionTooLarge"


async def test_a_task_gets_another_priority_and_due_time_and_both_can_be_taken_back(database_url: str) -> None:
    """UIF-22: the list follows, the history has both; a value that no task can have is refused by name."""
    async with api(database_url, Role.FULFILLMENT_MANAGER, react=False) as client:
        (order,) = await plant_rows(client)
        first, url = f"TASK-{order:06d}-1", f"/api/tasks/TASK-{order:06d}-1/urgency"

        async def line() -> dict[str, Any]:
            lines = (await client.get("/api/tasks")).json()["items"]
            return next(each for each in lines if each["task"]["number"] == first)

        before = await line()
        for urgency in (
            {"priority": 1, "dueAt": "2031-05-01T12:00:00Z"},
            {"priority": before["task"]["priority"], "dueAt": before["dueAt"]},
        ):
            assert (await client.post(url, json=urgency)).status_code == 200
            now = await line()
            assert (now["task"]["priority"], now["dueAt"]) == (urgency["priority"], urgency["dueAt"])
        stale = await client.post(url, json={"priority": 2, "version": before["task"]["version"]})
        assert (stale.status_code, stale.json()["code"]) == (409, "TaskChanged")
        wrong = (await client.post(url, json={"priority": 7, "dueAt": "2031-05-01T12:00:00Z"})).json()
        assert [(fault["item"], fault["field"]) for fault in wrong["details"]] == [(first, "priority")]
        vague = await client.post(url, json={"dueAt": "2031-05-01T12:00:00"})
        assert (vague.status_code, "dueAt" in vague.text) == (400, True)
        async with client.database.reading() as tx:
            told = await tx.fetch("SELECT data FROM event WHERE kind = 'TaskUrgencySet' ORDER BY id")
        assert [(e["data"]["priority_before"], e["data"]["priority_after"]) for e in told] == [
            (before["task"]["priority"], 1), (1, before["task"]["priority"])]  # fmt: skip
        async with client.be(Role.FULFILLMENT_AGENT):
            assert (await client.post(url, json={"priority": 1})).status_code == 403
