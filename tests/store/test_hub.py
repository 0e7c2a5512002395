"""The hub of TMF641: who subscribed is told of what its query lets through, in the words of the specification."""

from __future__ import annotations

import msgspec
import pytest

from builders_notifications import hook_server
from builders_orchestration import T0, Shape, plant
from builders_ordering import actor
from builders_tmf import official_faults
from trunkline.access.errors import NotPermitted
from trunkline.access.model import Role
from trunkline.events import history
from trunkline.jeopardy.events import JeopardyLevelChanged
from trunkline.jeopardy.model import JeopardyCause, JeopardyLevel, JeopardySubject
from trunkline.kit.db import Database
from trunkline.notifications.addresses import postbox_choice
from trunkline.notifications.courier import Courier
from trunkline.notifications.errors import SubscriptionInvalid, UnknownSubscription
from trunkline.notifications.hub import query_problems
from trunkline.notifications.hub_commands import collect_hub_events, subscribe, unsubscribe
from trunkline.notifications.model import Postbox
from trunkline.orchestration.cancelling import grant_cancellation, request_cancellation
from trunkline.orchestration.holding import place_hold
from trunkline.orchestration.state import HoldReason
from trunkline.ordering.events import CancellationEnded, MilestoneReached, ServiceOrderStateChanged
from trunkline.ordering.state import ServiceOrderState
from trunkline.southbound.secrets import Secrets

SYSTEM_OF_PARTNER, OTHER = actor(Role.ORDER_INTEGRATOR, "crm"), actor(Role.ORDER_INTEGRATOR, "shop")


async def test_subscribers_get_milestones_jeopardy_and_states_as_tmf641_events_once_and_no_more_after_they_left(
    database_url: str,
) -> None:
    """API-04, JEO-11, MIL-01: two subscribers, one for all, one for critical things of its kind; a refusal is tried again."""
    async with hook_server() as hook:
        postbox = Postbox(webhook_hosts=(f"http://127.0.0.1:{hook.port}",))
        db = await Database.connect(database_url, known=postbox_choice(postbox))
        where, everything = (
            f"http://127.0.0.1:{hook.port}/listener",
            "eventType=ServiceOrderMilestoneEvent,ServiceOrderJeopardyEvent",
        )
        async with db.transaction() as tx:
            await collect_hub_events(tx, T0)
            made = await subscribe(tx, callback=where, query=everything, by=SYSTEM_OF_PARTNER, now=T0)
            again = await subscribe(tx, callback=where, query=everything, by=SYSTEM_OF_PARTNER, now=T0)
            query = "eventType=ServiceOrderStateChangeEvent&event.serviceOrder.state=completed"
            await subscribe(tx, callback=where, query=query, by=OTHER, now=T0)
            assert again.id == made.id
            for callback, wrong in (
                ("http://elsewhere.example/", None),
                (where, "eventType=Nothing"),
                (where, "state=held"),
            ):
                with pytest.raises(SubscriptionInvalid):
                    await subscribe(tx, callback=callback, query=wrong, by=SYSTEM_OF_PARTNER, now=T0)
            with pytest.raises(NotPermitted):
                await subscribe(tx, callback=where, query=None, by=actor(Role.ORDER_VIEWER), now=T0)
            order_id = await plant(tx, Shape())
            await tx.execute("UPDATE service_order SET external_id = 'CRM-7'")
            about = {"service_order_id": order_id, "by": "test", "at": T0}
            danger = {
                "subject": JeopardySubject.TASK,
                "subject_n": 1,
                "cause": JeopardyCause.AGREEMENT,
                "message": "late",
            }
            running = ServiceOrderState.IN_PROGRESS
            await history.record(
                tx,
                MilestoneReached(
                    n=1, item_n=1, item_id="1", key="built", name="Built", due_at=None, note="early", **about
                ),
                JeopardyLevelChanged(n=1, before=None, after=JeopardyLevel.CRITICAL, **danger, **about),
                JeopardyLevelChanged(n=1, before=JeopardyLevel.CRITICAL, after=None, **danger, **about),
                ServiceOrderStateChanged(before=running, after=ServiceOrderState.HELD, **about),
                ServiceOrderStateChanged(before=running, after=ServiceOrderState.COMPLETED, **about),
            )
        async with db.transaction() as tx:  # one that asked for cancellations is told of each step in its own state
            asking = "eventType=ServiceOrderInformationRequiredEvent,CancelServiceOrderCreateEvent,CancelServiceOrderStateChangeEvent"
            await subscribe(tx, callback=f"{where}/cancel", query=asking, by=OTHER, now=T0)
            other = await plant(tx, Shape())
            desk = actor(Role.ADMINISTRATOR, "desk")
            for reason in (HoldReason.TECHNICAL, HoldReason.AWAITING_INFORMATION):
                await place_hold(tx, other, reason_code=reason, note="the floor plan", by=desk, now=T0)
            await request_cancellation(tx, other, reason="moved away", by=desk, now=T0)
            await grant_cancellation(tx, other, by=desk, now=T0)
            await history.record(tx, CancellationEnded(service_order_id=other, n=1, done=True, by="system", at=T0))
        for _ in range(2):  # read twice, told once
            async with db.transaction() as tx:
                await collect_hub_events(tx, T0)
        hook.statuses = ["503 Busy", "204 No Content"]
        courier = Courier(db, postbox=postbox, secrets=Secrets({}), name="w", clock=lambda: T0)
        assert await courier.deliver_due() == 8
        every = [msgspec.json.decode(each.body) for each in hook.received]
        steps = [each for each in every if "Cancel" in each["eventType"] or "Information" in each["eventType"]]
        assert [
            (each["eventType"], each["event"].get("cancelServiceOrder", {}).get("state"), each.get("fieldPath"))
            for each in sorted(steps, key=lambda each: int(each["eventId"]))
        ] == [
            ("ServiceOrderInformationRequiredEvent", None, "serviceOrder"),
            ("CancelServiceOrderCreateEvent", "accepted", None),
            ("CancelServiceOrderStateChangeEvent", "inProgress", None),
            ("CancelServiceOrderStateChangeEvent", "done", None),
        ]
        assert [fault for each in steps for fault in official_faults(each["eventType"], each)] == []
        told = [each for each in every if each not in steps]
        assert sorted(each["eventType"] for each in told) == [
            "ServiceOrderJeopardyEvent", "ServiceOrderJeopardyEvent", "ServiceOrderMilestoneEvent",
            "ServiceOrderStateChangeEvent",
        ]  # fmt: skip
        by_type = {each["eventType"]: each["event"]["serviceOrder"] for each in told}
        number = f"ORD-{order_id:06d}"
        assert {(order["id"], order["externalId"], order["@type"]) for order in by_type.values()} == {
            (number, "CRM-7", "ServiceOrder")
        }  # fmt: skip
        (milestone,) = by_type["ServiceOrderMilestoneEvent"]["milestone"]
        assert (milestone["id"], milestone["status"], milestone["message"]) == (
            f"MS-{order_id:06d}-1",
            "reached",
            "early",
        )
        assert milestone["serviceOrderItem"][0]["itemId"] == "1"
        alerts = [each["event"]["serviceOrder"]["jeopardyAlert"][0] for each in told if "Jeopardy" in each["eventType"]]
        assert {(a["jeopardyType"], a["exception"], a["name"]) for a in alerts} == {
            ("critical", "agreement", f"TASK-{order_id:06d}-1"), ("normal", "agreement", f"TASK-{order_id:06d}-1"),
        }  # fmt: skip
        assert by_type["ServiceOrderStateChangeEvent"]["state"] == "completed"
        async with db.transaction() as tx:
            assert (
                await tx.fetchval("SELECT count(*) FROM notification WHERE state = 'waiting'") == 1
            )  # the refused one
            with pytest.raises(NotPermitted):
                await unsubscribe(tx, made.id, by=OTHER, now=T0)
        async with db.transaction() as tx:
            await tx.execute("UPDATE notification SET due_at = due_at - interval '1 day'")
            await unsubscribe(tx, made.id, by=SYSTEM_OF_PARTNER, now=T0)
            with pytest.raises(UnknownSubscription):
                await unsubscribe(tx, made.id, by=SYSTEM_OF_PARTNER, now=T0)
            assert (
                await tx.fetchval(
                    "SELECT count(*) FROM notification WHERE rule = $1 AND state = 'waiting'", f"hub:{made.id}"
                )
                == 0
            )
        await db.close()


def test_a_query_that_would_never_let_anything_through_is_refused() -> None:
    """API-04."""
    assert query_problems("") == query_problems("event.serviceOrder.externalId=A,B&event.serviceOrder.priority=1") == []
    assert [bool(query_problems(wrong)) for wrong in ("completed", "eventType=", "color=red", "x" * 1001)] == [True] * 4
