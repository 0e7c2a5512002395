"""Fallouts over HTTP: raise, find, work on, resolve, close; every refusal says what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from builders_api import ApiClient, api
from builders_fallout import exhausted, plant_order, plant_people
from builders_orchestration import T0
from trunkline.access.model import Role
from trunkline.fallout.commands import raise_for_exhausted
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration.progress import apply
from trunkline.orchestration.progress_store import TaskMove
from trunkline.orchestration.state import TaskState
from trunkline.reactions import react


@asynccontextmanager
async def desk(database_url: str) -> AsyncIterator[ApiClient]:
    """A client that is signed in as a fallout manager, and people to assign to."""
    async with api(database_url, Role.FALLOUT_MANAGER, react=False) as signed_in:
        async with signed_in.database.transaction() as tx:
            await plant_people(tx)
        yield signed_in


async def failed(client: ApiClient, order: ServiceOrderId, n: int = 1) -> str:
    """The number of a fallout that the machine raised."""
    async with client.database.transaction() as tx:
        (fallout,) = await raise_for_exhausted(tx, [exhausted(TaskId(order, n))], now=T0)
    return fallout.number


async def test_a_person_raises_a_fallout_on_a_task(database_url: str) -> None:
    """FAL-01, FAL-10, NEW-23."""
    async with desk(database_url) as client:
        order = await plant_order(client.database)
        async with client.be(Role.FULFILLMENT_AGENT):
            answer = await client.post(
                f"/api/tasks/TASK-{order:06d}-1/fallouts", json={"falloutType": "billingIssue", "message": "no account"}
            )
        assert answer.status_code == 201, answer.text
        body = answer.json()
        assert body["fallout"] | {"raisedAt": None} == {
            "number": f"FO-{order:06d}-1", "serviceOrder": f"ORD-{order:06d}", "item": f"ORDL-{order:06d}-1", "itemId": "1",
            "domainOrder": f"SO-{order:06d}-1", "domainOrderName": "DO 1", "task": f"TASK-{order:06d}-1",
            "taskName": "Task 1", "taskKind": "automated", "taskState": "held", "customerName": None,
            "falloutType": "billingIssue", "falloutTypeName": "Billing issue", "category": "commercial.billing",
            "categoryName": "Billing", "categoryParentName": "Commercial", "state": "open",
            "cause": "reportedByPerson", "message": "no account", "signature": "reportedByPerson|t1|no account",
            "priority": 4, "assignmentGroup": None, "assignee": None, "raisedBy": "fulfillmentagent.tester",
            "raisedAt": None, "resolution": None, "resolutionCode": None, "resolutionNote": None, "resolvedBy": None,
            "resolvedAt": None, "closedAt": None, "othersOpen": 0, "failedAgain": 0,
            "outcome": None,
        }  # fmt: skip
        assert [entry["kind"] for entry in body["history"]] == ["FalloutRaised"]
        said = body["told"]
        assert (said["reason"], said["causeClass"], said["owner"]) == ("no account", "person", "falloutGroup")
        assert said["agent"] != said["engineer"]
        assert [each["level"] for each in said["effects"]] == ["task", "domainOrder", "serviceOrder"]
        assert body["verbs"] == body["remedies"] == []  # who raised it need not be the one to mend it


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"falloutType": "x", "message": "no"}, 400, "UnknownFalloutType"),
        ({"falloutType": "billingIssue", "message": " "}, 400, "FalloutIncomplete"),
        ({"falloutType": "billingIssue"}, 400, "RequestInvalid"),
        ({"falloutType": "billingIssue", "message": "a\0b"}, 400, "RequestUnreadable"),
    ],
)
async def test_a_wrong_new_fallout_is_refused(database_url: str, body: dict[str, str], status: int, code: str) -> None:
    """FAL-01, FAL-03."""
    async with desk(database_url) as client:
        order = await plant_order(client.database)
        answer = await client.post(f"/api/tasks/TASK-{order:06d}-1/fallouts", json=body)
        assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_what_is_not_there_is_not_found(database_url: str) -> None:
    """FAL-10."""
    async with desk(database_url) as client:
        body = {"falloutType": "billingIssue", "message": "no"}
        for answer in (
            await client.get("/api/fallouts/FO-000099-1"),
            await client.get("/api/fallouts/nonsense"),
            await client.get("/api/fallouts/FO-9999999999999999-1"),
            await client.post("/api/fallouts/FO-000099-1/resume", json={}),
            await client.post("/api/tasks/TASK-000099-1/fallouts", json=body),
        ):
            assert answer.status_code == 404, answer.text


async def test_a_fallout_lives_from_taken_to_closed(database_url: str) -> None:
    """FAL-05, FAL-07, FAL-08."""
    async with desk(database_url) as client:
        order = await plant_order(client.database)
        number = await failed(client, order)
        at = f"/api/fallouts/{number}"
        shown = (await client.get(at)).json()
        assert shown["verbs"] == [
            "take",
            "assign",
            "askInformation",
            "resolve",
            "cancel",
            "reassignTask",
            "note",
            "reclassify",
            "file",
        ]
        assert shown["exchange"]["response"] == {"status": 409}
        assert [remedy["resolution"] for remedy in shown["remedies"]] == [
            "retry", "correctAndRetry", "completeByHand", "skip", "giveUp"
        ]  # fmt: skip
        assert (await client.post(f"{at}/reclassify", json={"falloutType": "billingIssue"})).status_code == 204
        assert (await client.get(at)).json()["fallout"]["falloutTypeName"] == "Billing issue"
        unknown = await client.post(f"{at}/reclassify", json={"falloutType": "weather"})
        assert (unknown.status_code, unknown.json()["details"][0]["field"]) == (400, "falloutType")
        steps = [
            ("assign", {"assignee": "ann", "assignmentGroup": "desk"}, "inProgress"),
            ("note", {"text": "called the site"}, "inProgress"),
            ("askInformation", {"question": "which port?"}, "awaitingInformation"),
            ("resume", {"answer": "ge-0/0/2"}, "inProgress"),
            ("reassignTask", {"assignee": "ann"}, "inProgress"),
            ("resolve", {"resolution": "retry", "note": "port freed"}, "resolving"),
        ]
        for verb, body, state in steps:
            answer = await client.post(f"{at}/{verb}", json=body)
            assert answer.status_code == 200, answer.text
            assert answer.json()["fallout"]["state"] == state
        assert answer.json()["fallout"]["taskState"] == "ready"
        async with client.database.transaction() as tx:  # as when the executor answers that it is done
            await apply(
                tx,
                [TaskMove(service_order_id=order, n=1, was=TaskState.READY, state=TaskState.COMPLETED)],
                by="system",
                now=T0,
            )
            await react(tx)
        answer = await client.post(f"{at}/close", json={"resolutionCode": "portFreed"})
        last = answer.json()
        assert (last["fallout"]["state"], last["fallout"]["resolutionCode"]) == ("closed", "portFreed")
        late = await client.post(f"{at}/reclassify", json={"falloutType": "provisioningFailure"})
        assert (late.status_code, late.json()["code"]) == (409, "FalloutAlreadyEnded")
        assert [(each["resolution"], each["outcome"]) for each in last["applied"]] == [("retry", "mended")]
        assert [note["text"] for note in last["notes"]] == ["called the site"]
        assert [entry["kind"] for entry in last["history"]] == [
            "FalloutRaised", "FalloutReclassified", "FalloutAssigned", "FalloutNoted", "FalloutStateChanged",
            "FalloutStateChanged", "FalloutRemedied", "FalloutResolved", "FalloutClosed",
        ]  # fmt: skip
        assert last["remedies"] == []
        again = await client.post(f"{at}/cancel", json={"reason": "no"})
        assert (again.status_code, again.json()["code"]) == (409, "MoveRefused")


async def test_a_remedy_that_lacks_something_names_the_field(database_url: str) -> None:
    """FAL-07."""
    async with desk(database_url) as client:
        number = await failed(client, await plant_order(client.database))
        answer = await client.post(f"/api/fallouts/{number}/resolve", json={"resolution": "giveUp"})
        assert answer.status_code == 400
        assert answer.json()["details"][0]["field"] == "note"
        unknown = await client.post(f"/api/fallouts/{number}/resolve", json={"resolution": "pray"})
        assert unknown.status_code == 400
        back = await client.post(f"/api/fallouts/{number}/resolve", json={"resolution": "rollBack", "note": "no"})
        assert (back.status_code, back.json()["code"]) == (422, "RollBackRefused")
        preview = (await client.get(f"/api/fallouts/{number}/rollBack", params={"afterwards": "end"})).json()
        assert (preview["starts"], preview["steps"], len(preview["obstacles"])) == ([], [], 1)


async def test_a_fallout_raised_in_error_is_cancelled_with_a_reason(database_url: str) -> None:
    """FAL-05, STM-02."""
    async with desk(database_url) as client:
        number = await failed(client, await plant_order(client.database))
        refused = await client.post(f"/api/fallouts/{number}/cancel", json={"reason": ""})
        assert (refused.status_code, refused.json()["details"][0]["field"]) == (400, "reason")
        answer = await client.post(f"/api/fallouts/{number}/cancel", json={"reason": "wrong task"})
        assert (answer.json()["fallout"]["state"], answer.json()["fallout"]["taskState"]) == ("cancelled", "ready")


async def test_lists_are_filtered_counted_and_paged(database_url: str) -> None:
    """FAL-09."""
    async with desk(database_url) as client:
        orders = [await plant_order(client.database) for _ in range(3)]
        numbers = [await failed(client, order, n) for order in orders for n in (1, 4)]
        first = (await client.get("/api/fallouts?limit=4&open=true")).json()
        assert (len(first["items"]), first["total"]) == (4, 6)
        rest = (await client.get("/api/fallouts", params={"limit": 4, "open": True, "after": first["next"]})).json()
        assert [f["number"] for f in [*first["items"], *rest["items"]]] == sorted(numbers)
        assert rest["next"] is None
        for query, total in {
            f"serviceOrder=ORD-{orders[0]:06d}": 2,
            f"task=TASK-{orders[0]:06d}-4": 1,
            "falloutType=inventoryAllocationFailure&unassigned=true": 6,
            "state=closed": 0,
            "state=open&state=inProgress": 6,
            "state=closed&open=true": 0,
            "group=desk": 0,
            "mine=true": 0,
        }.items():
            answer = (await client.get(f"/api/fallouts?{query}")).json()
            assert answer["total"] == len(answer["items"]) == total, query


@pytest.mark.parametrize("query", ["after=x", "limit=0", "limit=x", "state=broken", "after=WzEsMl0"])
async def test_a_wrong_list_query_is_refused(database_url: str, query: str) -> None:
    """FAL-09: never a 500."""
    async with desk(database_url) as client:
        assert (await client.get(f"/api/fallouts?{query}")).status_code == 400


async def test_the_list_costs_the_same_few_queries_however_long(database_url: str) -> None:
    """FAL-09."""
    async with desk(database_url) as client:
        for _ in range(5):
            await failed(client, await plant_order(client.database))
        await client.get("/api/fallouts")
        client.queries.clear()
        await client.get("/api/fallouts")
        reads = [query for query in client.queries if "FROM fallout" in query]
        assert len(reads) == 2


async def test_an_administrator_adds_a_type(database_url: str) -> None:
    """FAL-03."""
    async with desk(database_url) as client:
        new = {"id": "permitRefused", "name": "Permit refused"}
        assert (await client.post("/api/falloutTypes", json=new)).status_code == 403
        async with client.be(Role.ADMINISTRATOR):
            assert (await client.post("/api/falloutTypes", json=new)).status_code == 201
            assert (await client.post("/api/falloutTypes", json=new)).status_code == 409
        types = (await client.get("/api/falloutTypes")).json()
        assert [known["id"] for known in types["items"]] == [
            "billingIssue", "inventoryAllocationFailure", "permitRefused", "provisioningFailure"
        ]  # fmt: skip


async def test_each_is_offered_what_the_server_lets_them_do(database_url: str) -> None:
    """FAL-05, FAL-16."""
    async with desk(database_url) as client:
        number = await failed(client, await plant_order(client.database))
        at = f"/api/fallouts/{number}"
        async with client.be(Role.FALLOUT_AGENT):
            assert (await client.get(at)).json()["verbs"] == ["take", "askInformation", "note", "reclassify", "file"]
            taken = await client.post(f"{at}/assign", json={"assignee": "falloutagent.tester"})
            assert taken.json()["verbs"] == ["assign", "askInformation", "note", "reclassify", "file"]
            assert (await client.get("/api/fallouts?mine=true")).json()["total"] == 1
            refused = await client.post(f"{at}/resolve", json={"resolution": "retry"})
            assert (refused.status_code, refused.json()["code"]) == (403, "NotPermitted")
        async with client.be(Role.ORDER_VIEWER):
            assert (await client.get(at)).json()["verbs"] == []
