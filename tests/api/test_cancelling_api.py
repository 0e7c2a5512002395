"""Cancelling over HTTP: previewed, asked, decided, and told as TMF641 v4.1 has it."""

from __future__ import annotations

from builders_api import api
from builders_orchestration import Shape, plant
from builders_tmf import official_faults
from trunkline.access.model import Role
from trunkline.kit import clock
from trunkline.kit.ids import service_order_number

TMF = "/tmf-api/serviceOrdering/v4/cancelServiceOrder"
SHAPE = Shape(items=(None, None), domain_orders=((1, None), (2, None)), tasks=((1, "manual"), (2, "manual")))


async def test_an_order_is_asked_to_be_cancelled_by_one_and_decided_by_another(database_url: str) -> None:
    """STM-05: who may ask may not decide; what would happen is told before; the answers are TMF641's."""
    async with api(database_url) as client:
        async with client.database.transaction() as tx:
            number = service_order_number(await plant(tx, SHAPE, now=clock.now()))
        one = f"/api/serviceOrders/{number}"
        async with client.database.transaction() as tx:  # while its plan is made, neither offered nor taken
            await tx.execute(
                "INSERT INTO work (kind, service_order_id, n, due_at) SELECT 'extendPlan', id, 0, now() FROM service_order"
            )
        shown = (await client.get(one)).json()
        assert {"verb": "requestCancellation", "because": "beingPlanned", "rights": [], "states": []} in shown[
            "forbidden"
        ]
        assert (await client.post(f"{one}/cancel", json={"reason": "too early"})).status_code == 409
        async with client.database.transaction() as tx:
            await tx.execute("DELETE FROM work WHERE kind = 'extendPlan'")
        assert "requestCancellation" in (await client.get(one)).json()["verbs"]
        for wrong in (
            {},
            {"serviceOrder": {"id": number}},
            {"serviceOrder": 7, "cancellationReason": "x"},
            {"serviceOrder": {"id": number}, "cancellationReason": "x", "requestedCancellationDate": "soon"},
        ):
            assert (await client.post(TMF, json=wrong)).status_code == 400  # fmt: skip
        assert (await client.post(f"{one}/cancellation/decide", json={"granted": True})).status_code == 404
        seen = (await client.get(f"{one}/cancellation")).json()
        assert (seen["possible"], seen["withdrawnTotal"], [i["n"] for i in seen["items"]]) == (True, 2, [1, 2])
        assert (await client.get(f"{one}/cancellation?items=9")).status_code == 409
        asked = {"serviceOrder": {"id": number}, "cancellationReason": "moved away",
                 "requestedCancellationDate": "2026-12-01T08:00:00Z"}  # fmt: skip
        async with client.be(Role.ORDER_INTEGRATOR):
            made = await client.post(TMF, json=asked)
            assert made.status_code == 201, made.text
            assert (await client.post(f"{one}/cancellation/decide", json={"granted": True})).status_code == 403
        document = made.json()
        assert (
            official_faults("CancelServiceOrder_Create", asked) + official_faults("CancelServiceOrder", document) == []
        )
        assert {key: document[key] for key in ("state", "cancellationReason", "@type", "requestedCancellationDate")} == {
            "state": "accepted", "cancellationReason": "moved away", "@type": "CancelServiceOrder",
            "requestedCancellationDate": "2026-12-01T08:00:00Z",
        }  # fmt: skip
        assert document["serviceOrder"]["id"] == number
        assert (await client.post(f"{one}/cancel", json={"reason": "again"})).status_code == 409
        assert (await client.post(f"{one}/cancellation/decide", json={"granted": False})).status_code in (400, 422)
        (hold,) = (await client.get(f"{one}/holds")).json()["items"]  # the decision ends it, nobody else
        assert hold["verbs"] == []
        assert (await client.post(f"/api/holds/{hold['number']}/release", json={})).status_code == 409
        shown = (await client.get(one)).json()
        assert {"grantCancellation", "declineCancellation"} <= set(shown["verbs"])
        granted = await client.post(f"{one}/cancellation/decide", json={"granted": True, "items": [2]})
        assert granted.status_code == 200, granted.text
        assert (granted.json()["state"], granted.json()["items"]) == ("done", [2])
        shown = (await client.get(one)).json()
        assert shown["serviceOrder"]["state"] == "inProgress"
        assert "requestCancellation" in shown["verbs"]
        assert (await client.post(f"{one}/cancel", json={"reason": "the rest too"})).status_code == 200
        assert (await client.post(f"{one}/cancellation/decide", json={"granted": True})).json()["state"] == "done"
        listed = await client.get(TMF, params={"fields": "id,state", "limit": 1})
        assert (listed.headers["X-Total-Count"], len(listed.json())) == ("2", 1)
        over = (await client.get(f"{TMF}/{document['id']}")).json()
        assert official_faults("CancelServiceOrder", over) == []
        assert (over["state"], "effectiveCancellationDate" in over) == ("done", True)
        assert (await client.get(f"{TMF}/CAN-999999-1")).status_code == 404
        assert (await client.get(f"/tmf-api/serviceOrdering/v4/serviceOrder/{number}")).json()["state"] == "cancelled"
        requests = (await client.get(f"{one}/cancellations")).json()["items"]
        assert [(r["state"], r["verbs"]) for r in requests] == [("done", []), ("done", [])]
