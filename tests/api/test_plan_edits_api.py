"""The plan of a running order is edited over HTTP: who may, what is refused, and what follows."""

from __future__ import annotations

from datetime import datetime, timedelta

from builders_api import ApiClient, api
from builders_catalog import cfs, document, needs, plan, rfs, task
from builders_ordering import MANAGER, NOW, submit
from trunkline.access.model import SYSTEM, Role
from trunkline.catalog import plan_commands
from trunkline.catalog.commands import load_documents
from trunkline.kit import clock
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration.estimating import estimate_plans
from trunkline.orchestration.planning import plan_service_orders
from trunkline.ordering.commands import approve_service_order
from trunkline.work.model import Claim, WorkKind

# tasks of an order: 1 survey, 2 hand-over (waits for the survey and everything below), 3 patch, 4 test (after patch)
CATALOG = document(
    cfs("line", relationships=(needs("port"),)),
    rfs("port"),
    plan("line-add", task("survey"), task("hand-over", "survey", after_children=True), specification="line"),
    plan("port-add", task("patch"), task("test", "patch"), specification="port"),
)


async def planned(client: ApiClient) -> int:
    """An order that is carried out by this catalog."""
    async with client.database.transaction() as tx:
        await load_documents(tx, [CATALOG], by=SYSTEM, now=NOW)
        order = await submit(tx, {"id": "1", "action": "add", "service": {"serviceSpecification": {"id": "line"}}})
        await approve_service_order(tx, order.id, by=MANAGER, now=NOW)
        await plan_service_orders(tx, [order.id], now=NOW)
    return order.id


async def states(client: ApiClient, order: int) -> dict[str, str]:
    body = (await client.get(f"/api/serviceOrders/ORD-{order:06d}/plan")).json()
    return {each["key"]: each["state"] for each in body["tasks"]}


async def waits_for(client: ApiClient, order: int, n: int) -> set[str]:
    body = (await client.get(f"/api/tasks/TASK-{order:06d}-{n}")).json()
    return {each["key"] for each in body["predecessors"]}


async def test_a_task_that_is_added_holds_back_what_waits_for_its_domain_order(database_url: str) -> None:
    """PLN-17, NEW-20: one of a task specification and one ad hoc; the plan's history says who and why."""
    async with api(database_url, Role.FULFILLMENT_MANAGER, react=True) as client:
        order = await planned(client)
        plan_address = f"/api/serviceOrders/ORD-{order:06d}/plan"
        wanted = {
            "reason": "the cabinet is full", "domainOrder": f"SO-{order:06d}-2", "name": "Enlarge the cabinet",
            "duration": "PT2H", "after": [f"TASK-{order:06d}-3"], "planVersion": 1,
        }  # fmt: skip
        answer = await client.post(f"{plan_address}/tasks", json=wanted)
        assert answer.status_code == 201, answer.text
        assert await waits_for(client, order, 5) == {"patch"}
        assert "added:5" in await waits_for(client, order, 2)
        again = {"reason": "once more", "domainOrder": f"SO-{order:06d}-2", "key": "patch", "before": []}
        assert (await client.post(f"{plan_address}/tasks", json=again)).status_code == 201
        body = (await client.get(f"{plan_address}/versions")).json()
        assert [(each["version"], each["edit"], each["reason"]) for each in body["items"]] == [
            (3, "addTask", "once more"), (2, "addTask", "the cabinet is full"), (1, "made", ""),
        ]  # fmt: skip
        assert set(body["verbs"]) == {"addTask", "skipTask", "moveTask", "rescheduleTask", "overrideStart"}
        stale = await client.post(f"{plan_address}/tasks", json=wanted)
        assert (stale.status_code, stale.json()["code"]) == (409, "PlanChanged")


async def test_a_skipped_task_hands_its_dependencies_on(database_url: str) -> None:
    """PLN-05: what waited for the skipped test waits for the patch; the estimates of what follows are made anew."""
    async with api(database_url, Role.SERVICE_ORDER_MANAGER, react=True) as client:
        order = await planned(client)
        test = f"/api/tasks/TASK-{order:06d}-4"
        assert "skip" in (await client.get(test)).json()["verbs"]
        assert (await client.post(f"{test}/skip", json={"reason": " "})).status_code == 400
        assert (await client.post(f"{test}/skip", json={"reason": "done before"})).status_code == 200
        assert (await states(client, order))["test"] == "skipped"
        assert {"survey", "patch"} <= await waits_for(client, order, 2)
        async with client.database.reading() as tx:
            asked = await tx.fetch("SELECT n FROM work WHERE service_order_id = $1 AND kind = 'estimatePlan'", order)
        assert {2, 4} <= {row["n"] for row in asked}


async def test_a_blocked_task_is_started_only_by_who_may_override(database_url: str) -> None:
    """PLN-07: an order manager may arrange, not override; the fulfilment manager may, with a reason."""
    async with api(database_url, Role.SERVICE_ORDER_MANAGER, react=True) as client:
        order = await planned(client)
        test = f"/api/tasks/TASK-{order:06d}-4"
        assert (await client.post(f"{test}/start", json={})).json()["code"] == "TaskBlocked"
        assert (await client.post(f"{test}/overrideStart", json={"reason": "now"})).status_code == 403
        assert "overrideStart" not in (await client.get(test)).json()["verbs"]
        async with client.be(Role.FULFILLMENT_MANAGER):
            assert "overrideStart" in (await client.get(test)).json()["verbs"]
            assert (await client.post(f"{test}/overrideStart", json={"reason": "the port is there"})).status_code == 200
            assert (await client.post(f"{test}/start", json={})).status_code == 200
            # the first task ends as ever, and nothing is counted twice
            assert (await client.post(f"/api/tasks/TASK-{order:06d}-3/complete", json={})).status_code == 200
        assert (await states(client, order))["test"] == "inProgress"


async def test_an_edit_that_would_break_the_plan_is_refused_with_every_fault(database_url: str) -> None:
    """PLN-08, NEW-20: a circle, a wait for itself, something started that would have to wait, a task of another order."""
    async with api(database_url, Role.FULFILLMENT_MANAGER, react=True) as client:
        order = await planned(client)
        patch, hand_over = f"/api/tasks/TASK-{order:06d}-3", TaskId.read(f"TASK-{order:06d}-2").number
        circle = await client.post(f"{patch}/dependencies", json={"before": hand_over, "reason": "try"})
        assert (circle.status_code, circle.json()["code"]) == (422, "EditRefused")
        assert circle.json()["details"][0]["item"] == hand_over
        itself = await client.post(f"{patch}/move", json={"after": [f"TASK-{order:06d}-3"], "reason": "try"})
        assert itself.status_code == 422
        other = await client.post(f"{patch}/move", json={"after": ["TASK-000999-1"], "reason": "try"})
        assert other.status_code == 422
        assert (await client.post(f"{patch}/start", json={})).status_code == 200
        started = await client.post(f"{patch}/dependencies", json={"before": f"TASK-{order:06d}-1", "reason": "try"})
        assert "has started" in started.json()["details"][0]["what"]
        versions = (await client.get(f"/api/serviceOrders/ORD-{order:06d}/plan/versions")).json()
        assert versions["version"] == 1


async def test_a_task_moves_to_other_dependencies_and_waits_again(database_url: str) -> None:
    """PLN-05: the test comes before the survey now; what was ready waits, what waited is ready."""
    async with api(database_url, Role.FULFILLMENT_MANAGER, react=True) as client:
        order = await planned(client)
        number = f"TASK-{order:06d}-"
        moved = await client.post(f"/api/tasks/{number}4/move", json={"after": [], "reason": "the port is patched"})
        assert moved.status_code == 200, moved.text
        lag = {"before": f"{number}4", "minimum": "PT1H", "reason": "let it settle"}
        assert (await client.post(f"/api/tasks/{number}1/dependencies", json=lag)).status_code == 200
        assert await states(client, order) == {
            "survey": "waiting", "hand-over": "waiting", "patch": "ready", "test": "ready"
        }  # fmt: skip
        gone = {"before": f"{number}4", "reason": "no"}
        assert (await client.post(f"/api/tasks/{number}1/dependencies/remove", json=gone)).status_code == 200
        assert (await states(client, order))["survey"] == "ready"
        assert (await client.post(f"/api/tasks/{number}1/dependencies/remove", json=gone)).status_code == 422


async def test_a_plan_that_runs_keeps_the_templates_that_it_was_made_with(database_url: str) -> None:
    """PLN-17: a newer version in force changes nothing of it, and a task added by key is the one of the version it has."""
    async with api(database_url, Role.FULFILLMENT_MANAGER, react=True) as client:
        order = await planned(client)
        async with client.database.transaction() as tx:
            newer = plan("port-add", task("patch", name="Splice"), task("label"), specification="port")
            await plan_commands.draft_plan_specification(tx, newer, by=SYSTEM, now=NOW)
            await plan_commands.publish_plan_specification(tx, "port-add", by=SYSTEM, now=NOW)
        address = f"/api/serviceOrders/ORD-{order:06d}/plan"
        wanted = {"reason": "twice", "domainOrder": f"SO-{order:06d}-2", "key": "patch", "before": []}
        assert (await client.post(f"{address}/tasks", json=wanted)).status_code == 201
        new = {"reason": "new", "domainOrder": f"SO-{order:06d}-2", "key": "label"}
        refused = await client.post(f"{address}/tasks", json=new)
        assert (refused.status_code, refused.json()["code"]) == (422, "EditRefused")
        tasks = (await client.get(address)).json()["tasks"]
        assert [each["name"] for each in tasks] == ["Survey", "Hand-over", "Patch", "Test", "Patch"]


async def test_a_task_is_rescheduled_as_its_outlook_said(database_url: str) -> None:
    """ORC-14, PLN-05: successors and the order's end are told before anything is saved; afterwards they are just those."""
    async with api(database_url, Role.FULFILLMENT_MANAGER, react=True) as client:
        order = await planned(client)
        patch, where = f"TASK-{order:06d}-3", f"/api/serviceOrders/ORD-{order:06d}/plan"
        address = f"/api/tasks/{patch}/reschedule"
        start = clock.now().replace(microsecond=0) + timedelta(days=3)
        before = (await client.get(f"{where}/dates")).json()
        outlook = (await client.get(address, params={"start": start.isoformat()})).json()
        assert (await client.get(f"{where}/dates")).json()["tasks"] == before["tasks"]  # nothing was written
        assert {one["name"] for one in outlook["items"]} == {"Patch", "Test", "Hand-over"}
        assert (outlook["moved"], outlook["later"], outlook["earlier"], outlook["earliest"]) == (3, 3, 0, None)
        assert outlook["endAt"] > outlook["endWas"]
        assert "reschedule" in (await client.get(f"/api/tasks/{patch}")).json()["verbs"]
        wanted = {"start": start.isoformat(), "reason": "the site opens then", "planVersion": 1}
        answer = await client.post(address, json=wanted)
        assert answer.status_code == 200, answer.text
        newest = answer.json()["items"][0]
        assert (newest["version"], newest["edit"], newest["reason"]) == (2, "rescheduleTask", "the site opens then")
        assert (await states(client, order))["patch"] == "waiting"  # it was ready: now it waits for its date
        async with client.database.transaction() as tx:
            claim = Claim(kind=WorkKind.ESTIMATE_PLAN, service_order_id=ServiceOrderId(order), n=3, attempt=1)
            await estimate_plans(tx, [claim], clock.now())
            found = await tx.fetch("SELECT n, estimated_start_at, estimated_end_at FROM task ORDER BY n")
        told = {one["number"]: (one["startAt"], one["endAt"]) for one in outlook["items"]}
        for row in found[1:]:
            dates = [datetime.fromisoformat(at) for at in told[f"TASK-{order:06d}-{row['n']}"]]
            assert abs(row["estimated_start_at"] - dates[0]) < timedelta(minutes=1)
            assert abs(row["estimated_end_at"] - dates[1]) < timedelta(minutes=1)
        assert (await client.get(f"/api/tasks/{patch}")).json()["earliestStart"].startswith(start.isoformat()[:19])
        # and back: it may begin at once
        back = (await client.get(address)).json()
        assert (back["earlier"], back["later"]) == (3, 0)
        assert back["endAt"] < outlook["endAt"]
        free = await client.post(address, json={"start": None, "reason": "it is open already"})
        assert free.status_code == 200 and (await states(client, order))["patch"] == "ready"


async def test_a_task_is_not_rescheduled_to_the_past_or_when_it_has_begun(database_url: str) -> None:
    """ORC-14: every fault is named; an instant without time zone is no instant; nothing changes."""
    async with api(database_url, Role.FULFILLMENT_MANAGER, react=True) as client:
        order = await planned(client)
        patch = f"/api/tasks/TASK-{order:06d}-3"
        past = await client.post(f"{patch}/reschedule", json={"start": "2020-01-01T00:00:00Z", "reason": "try"})
        assert (past.status_code, past.json()["details"][0]["field"]) == (422, "start")
        assert (await client.get(f"{patch}/reschedule", params={"start": "2020-01-01T00:00:00Z"})).status_code == 422
        vague = await client.post(f"{patch}/reschedule", json={"start": "2030-01-01T00:00:00", "reason": "try"})
        assert vague.status_code == 400
        assert (await client.get(f"{patch}/reschedule", params={"start": "2030-01-01T00:00:00"})).status_code == 400
        assert (await client.post(f"{patch}/start", json={})).status_code == 200
        later = await client.post(f"{patch}/reschedule", json={"start": "2030-01-01T00:00:00Z", "reason": "try"})
        assert (later.status_code, later.json()["details"][0]["what"]) == (422, "it is inProgress")
        async with client.be(Role.FULFILLMENT_AGENT):
            wanted = {"start": "2030-01-01T00:00:00Z", "reason": "try"}
            assert (await client.post(f"/api/tasks/TASK-{order:06d}-4/reschedule", json=wanted)).status_code == 403
        versions = (await client.get(f"/api/serviceOrders/ORD-{order:06d}/plan/versions")).json()
        assert versions["version"] == 1
