"""Routing: type and specification decide the group, an open fallout goes elsewhere after a time, notes mention people."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders_api import api
from builders_fallout import ADMINISTRATOR, MANAGER, exhausted, plant_order, plant_people
from builders_orchestration import T0
from trunkline.access.model import Role
from trunkline.fallout.commands import assign_fallout, note_fallout, raise_for_exhausted
from trunkline.fallout.errors import RoutingChanged, RoutingInvalid
from trunkline.fallout.queries import get_fallout, list_history, list_notes
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.routing_commands import escalate_due, save_routing_rules
from trunkline.fallout.routing_model import RoutingRule, mentioned
from trunkline.fallout.routing_store import list_watchers
from trunkline.fallout.state import FalloutState, Resolution
from trunkline.kit.db import Database
from trunkline.kit.ids import TaskId
from trunkline.orchestration.events import AutomatedTaskExhausted
from trunkline.reactions import react

HOUR = timedelta(hours=1)
RULES = (
    RoutingRule(name="cabling", assignment_group="field", fallout_type="provisioningFailure", specification="spec"),
    RoutingRule(name="stock", assignment_group="desk", assignee="ann", category="rfs", urgency=4,
                fallout_type="inventoryAllocationFailure", escalate_after=HOUR, escalate_to="chiefs"),
    RoutingRule(name="rest", assignment_group="desk", specification="spec"),
)  # fmt: skip


def test_a_note_mentions_people_and_no_mail_addresses() -> None:
    """FAL-12."""
    assert mentioned("@ann, see mail@x.org and ask @bob.smith. (@ann) @@ @-x") == ["ann", "bob.smith"]


async def test_type_and_specification_decide_the_group_and_an_open_one_is_escalated(database_url: str) -> None:
    """FAL-12: with escalation after a set time; what is mended in time stays where it is."""
    database = await Database.connect(database_url, react=react)
    try:
        orders = [await plant_order(database) for _ in range(3)]
        async with database.transaction() as tx:
            await plant_people(tx)
            await tx.execute("INSERT INTO assignment_group (name) VALUES ('field'), ('chiefs')")
            await save_routing_rules(tx, RULES, by=ADMINISTRATOR, now=T0, version=0)
        async with database.transaction() as tx:
            with pytest.raises(RoutingChanged, match=r"version 1 now, saved by .* you saw version 0"):
                await save_routing_rules(tx, [], by=ADMINISTRATOR, now=T0, version=0)
        kinds = ("provisioningFailure", "inventoryAllocationFailure", "inventoryAllocationFailure")
        events = [
            exhausted(TaskId(order, 1), fallout_type=kind, message="no port")
            for order, kind in zip(orders, kinds, strict=True)
        ]
        async with database.transaction() as tx:
            raised = await raise_for_exhausted(tx, events, now=T0)
        async with database.transaction() as tx:
            routed = [(await get_fallout(tx, fallout.id)).fallout for fallout in raised]
            assert [(f.assignment_group, f.assignee, f.state.value) for f in routed] == [
                ("field", None, "open"), ("desk", "ann", "inProgress"), ("desk", "ann", "inProgress"),
            ]  # fmt: skip
            assert "FalloutAssigned" in [entry.kind for entry in await list_history(tx, raised[1].id)]
            await resolve_fallout(tx, raised[2].id, resolution=Resolution.GIVE_UP, note="no", by=MANAGER, now=T0)
            assert await escalate_due(tx, T0 + HOUR - timedelta(seconds=1)) == 0
            await escalate_due(tx, T0 + HOUR)
            await escalate_due(tx, T0 + HOUR)
            after = [(await get_fallout(tx, fallout.id)).fallout for fallout in raised]
            assert [(f.assignment_group, f.assignee) for f in after] == [
                ("field", None),
                ("chiefs", None),
                ("desk", "ann"),
            ]
            assert after[2].state is not FalloutState.OPEN
            (note,) = await list_notes(tx, raised[1].id)
            assert note.text.startswith("Escalated from ann to chiefs")
            with pytest.raises(RoutingInvalid) as caught:
                wrong = RoutingRule(
                    name="", assignment_group="none", assignee="gone", fallout_type="x", escalate_after=HOUR
                )
                await save_routing_rules(tx, [wrong], by=ADMINISTRATOR, now=T0)
            assert [problem.field for problem in caught.value.problems] == [
                "rules[0].assignmentGroup", "rules[0].assignee", "rules[0].falloutType", "rules[0].name",
                "rules[0].escalateTo",
            ]  # fmt: skip
        async with database.transaction() as tx:
            await note_fallout(tx, raised[0].id, text="@ann please look, @nobody too", by=MANAGER, now=T0)
        async with database.reading() as tx:
            assert await list_watchers(tx, raised[0].id) == ["ann"]
            told = [entry for entry in await list_history(tx, raised[0].id) if entry.kind == "FalloutMentioned"]
            assert [entry.data["user"] for entry in told] == ["ann"]
    finally:
        await database.close()


async def test_what_fails_differently_after_a_retry_goes_to_whom_the_new_failure_is_for(database_url: str) -> None:
    """NEW-07, FAL-12: where nobody is on it; who is on it keeps it, and the same failure stays where it is."""
    database = await Database.connect(database_url, react=react)
    try:
        orders = [await plant_order(database) for _ in range(3)]
        rules = (
            RoutingRule(name="cabling", assignment_group="field", fallout_type="provisioningFailure",
                        escalate_after=HOUR, escalate_to="chiefs"),
            RoutingRule(name="stock", assignment_group="desk", fallout_type="inventoryAllocationFailure",
                        escalate_after=HOUR, escalate_to="chiefs"),
        )  # fmt: skip
        async with database.transaction() as tx:
            await plant_people(tx)
            await tx.execute("INSERT INTO assignment_group (name) VALUES ('field'), ('chiefs')")
            await save_routing_rules(tx, rules, by=ADMINISTRATOR, now=T0)

        def failing(kind: str, message: str) -> list[AutomatedTaskExhausted]:
            return [exhausted(TaskId(order, 1), fallout_type=kind, message=message) for order in orders]

        async with database.transaction() as tx:
            raised = await raise_for_exhausted(tx, failing("provisioningFailure", "no light"), now=T0)
        async with database.transaction() as tx:
            await assign_fallout(tx, raised[2].id, assignee="ann", by=MANAGER, now=T0)
            for fallout in raised:
                await resolve_fallout(tx, fallout.id, resolution=Resolution.RETRY, by=MANAGER, now=T0)
        again = failing("inventoryAllocationFailure", "no port left")
        again[1] = failing("provisioningFailure", "no light")[1]
        async with database.transaction() as tx:
            assert await raise_for_exhausted(tx, again, now=T0 + HOUR / 2) == []
        async with database.reading() as tx:
            after = [(await get_fallout(tx, fallout.id)).fallout for fallout in raised]
            due = await tx.fetch("SELECT due_at FROM fallout_escalation ORDER BY service_order_id")
        assert [(f.assignment_group, f.assignee) for f in after] == [("desk", None), ("field", None), ("field", "ann")]
        assert [f.outcome for f in after] == ["failingDifferently", "stillFailing", "failingDifferently"]
        assert [row["due_at"] for row in due][:2] == [T0 + HOUR * 1.5, T0 + HOUR]
    finally:
        await database.close()


async def test_rules_and_watchers_over_http(database_url: str) -> None:
    """FAL-12."""
    async with api(database_url, Role.FALLOUT_AGENT, react=False) as client:
        order = await plant_order(client.database)
        async with client.database.transaction() as tx:
            await plant_people(tx)
            (fallout,) = await raise_for_exhausted(tx, [exhausted(TaskId(order, 1))], now=T0)
        rule = {"name": "all", "assignmentGroup": "desk", "escalateAfterMinutes": 30, "escalateTo": "desk"}
        assert (await client.put("/api/falloutRoutingRules", json={"rules": [rule]})).status_code == 403
        async with client.be(Role.ADMINISTRATOR):
            saved = await client.put("/api/falloutRoutingRules", json={"rules": [rule]})
            assert saved.status_code == 200, saved.text
            for wrong in ({"urgency": 9}, {"category": "x"}, {"assignmentGroup": "none"}):
                refused = await client.put("/api/falloutRoutingRules", json={"rules": [{**rule, **wrong}]})
                assert refused.status_code == 400, refused.text
        shown = (await client.get("/api/falloutRoutingRules")).json()
        assert shown == saved.json()
        assert shown["rules"][0]["escalateAfterMinutes"] == 30
        tried = (await client.post("/api/falloutRoutingRules/try", json={"priority": 4})).json()
        assert (tried["rule"], tried["place"], tried["assignmentGroup"], tried["escalateTo"]) == (
            "all",
            1,
            "desk",
            "desk",
        )
        watched = (await client.post(f"/api/fallouts/{fallout.number}/watch")).json()
        assert watched["watching"] is True
        assert (await client.post(f"/api/fallouts/{fallout.number}/unwatch")).json() == {
            "watchers": [],
            "watching": False,
        }
        assert (await client.get("/api/fallouts/FO-000999-1/watchers")).status_code == 404
