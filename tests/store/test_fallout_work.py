"""Work on a fallout: take it, hand it on, note, ask; and what people read of fallouts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders_fallout import (
    ADMINISTRATOR,
    AGENT,
    CHAIN,
    FULFILLER,
    MANAGER,
    exhausted,
    kinds,
    plant_order,
    plant_people,
)
from builders_orchestration import T0
from trunkline.access.errors import NotPermitted
from trunkline.fallout.commands import (
    ask_information,
    assign_fallout,
    cancel_fallout,
    note_fallout,
    raise_fallout,
    raise_for_exhausted,
    reassign_task,
    resume_fallout,
)
from trunkline.fallout.errors import FalloutIncomplete, FalloutTypeTaken, UnknownFallout
from trunkline.fallout.model import Fallout, FalloutType
from trunkline.fallout.queries import (
    OPEN,
    FalloutFilter,
    count_fallouts,
    count_open_by_order,
    get_fallout,
    list_fallouts,
    list_history,
    list_notes,
)
from trunkline.fallout.state import FalloutState
from trunkline.fallout.type_commands import add_fallout_type
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import FalloutId, ServiceOrderId, TaskId
from trunkline.kit.lifecycle import MoveRefused
from trunkline.orchestration.errors import UnknownAssignee
from trunkline.orchestration.queries import get_task


async def raised(tx: Tx, order: ServiceOrderId, n: int = 1) -> Fallout:
    """An open fallout on a task of the order."""
    (fallout,) = await raise_for_exhausted(tx, [exhausted(TaskId(order, n))], now=T0)
    return fallout


async def test_an_agent_takes_a_free_fallout_and_hands_it_on(db: Database) -> None:
    """FAL-05, FAL-07."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        await plant_people(tx)
        fallout = await raised(tx, order)
        taken = await assign_fallout(tx, fallout.id, assignee="ann", by=AGENT, now=T0)
        assert (taken.state, taken.assignee) == (FalloutState.IN_PROGRESS, "ann")
        handed = await assign_fallout(tx, fallout.id, assignee="", assignment_group="desk", by=AGENT, now=T0)
        assert (handed.assignee, handed.assignment_group) == (None, "desk")
        with pytest.raises(NotPermitted):  # it is nobody's now; giving it to somebody is the manager's
            await assign_fallout(tx, fallout.id, assignee="maria", by=AGENT, now=T0)
        given = await assign_fallout(tx, fallout.id, assignee="ann", by=MANAGER, now=T0)
        assert given == (await get_fallout(tx, fallout.id)).fallout
        assert (await kinds(tx, order)).count("FalloutAssigned") == 3


async def test_routing_to_a_group_does_not_say_that_somebody_is_on_it(db: Database) -> None:
    """FAL-05."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        await plant_people(tx)
        fallout = await raised(tx, order)
        routed = await assign_fallout(tx, fallout.id, assignment_group="desk", by=MANAGER, now=T0)
        assert (routed.state, routed.assignment_group) == (FalloutState.OPEN, "desk")


@pytest.mark.parametrize(("group", "person"), [("nowhere", None), (None, "nobody"), (None, "gone")])
async def test_a_fallout_goes_only_to_who_is_there(db: Database, group: str | None, person: str | None) -> None:
    """FAL-05."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        await plant_people(tx)
        fallout = await raised(tx, order)
        with pytest.raises(UnknownAssignee):
            await assign_fallout(tx, fallout.id, assignment_group=group, assignee=person, by=MANAGER, now=T0)


async def test_the_task_is_reassigned_from_the_fallout(db: Database) -> None:
    """FAL-16."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        await plant_people(tx)
        fallout = await raised(tx, order)
        await reassign_task(tx, fallout.id, assignment_group="desk", assignee="ann", by=MANAGER, now=T0)
        task = await get_task(tx, fallout.task_id)
        assert (task.assignment_group, task.assignee) == ("desk", "ann")
        with pytest.raises(NotPermitted):
            await reassign_task(tx, fallout.id, assignee="ann", by=AGENT, now=T0)


async def test_a_fallout_waits_for_an_answer_and_goes_on(db: Database) -> None:
    """FAL-05, STM-02."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        fallout = await raised(tx, order)
        with pytest.raises(FalloutIncomplete):
            await ask_information(tx, fallout.id, question=" ", by=AGENT, now=T0)
        asked = await ask_information(tx, fallout.id, question="which port is free?", by=AGENT, now=T0)
        assert asked.state is FalloutState.AWAITING_INFORMATION
        with pytest.raises(MoveRefused):
            await ask_information(tx, fallout.id, question="and?", by=AGENT, now=T0)
        resumed = await resume_fallout(tx, fallout.id, answer="ge-0/0/2", by=AGENT, now=T0)
        assert resumed.state is FalloutState.IN_PROGRESS
        history = await list_history(tx, fallout.id)
        assert [entry.kind for entry in history] == ["FalloutRaised", "FalloutStateChanged", "FalloutStateChanged"]
        assert [entry.data.get("reason") for entry in history[1:]] == ["which port is free?", "ge-0/0/2"]


async def test_notes_are_kept_in_order_and_recorded(db: Database) -> None:
    """FAL-05."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        fallout = await raised(tx, order)
        await note_fallout(tx, fallout.id, text="called the site", by=AGENT, now=T0)
        await note_fallout(tx, fallout.id, text="cable was cut", customer_visible=True, by=MANAGER, now=T0)
        with pytest.raises(FalloutIncomplete):
            await note_fallout(tx, fallout.id, text="", by=AGENT, now=T0)
        with pytest.raises(NotPermitted):
            await note_fallout(tx, fallout.id, text="me too", by=FULFILLER, now=T0)
        notes = await list_notes(tx, fallout.id)
        assert [(note.author, note.text, note.customer_visible) for note in notes] == [
            ("ann", "called the site", False), ("maria", "cable was cut", True)
        ]  # fmt: skip


async def test_a_number_that_nobody_has_is_told(db: Database) -> None:
    """FAL-05."""
    async with db.transaction() as tx:
        for missing in (FalloutId(ServiceOrderId(1), 1), FalloutId(ServiceOrderId(2**62), 5)):
            with pytest.raises(UnknownFallout):
                await get_fallout(tx, missing)
            with pytest.raises(UnknownFallout):
                await cancel_fallout(tx, missing, reason="no", by=MANAGER, now=T0)


async def test_lists_are_filtered_and_paged_by_urgency_then_age(db: Database) -> None:
    """FAL-09."""
    orders = [await plant_order(db, CHAIN) for _ in range(3)]
    async with db.transaction() as tx:
        await plant_people(tx)
        for age, order in enumerate(orders):
            for n in (1, 4):
                now = T0 + timedelta(minutes=10 - age)
                await raise_for_exhausted(tx, [exhausted(TaskId(order, n), group="desk" if n == 4 else None)], now=now)
        await tx.execute("UPDATE fallout SET priority = 1 WHERE service_order_id = $1 AND task_n = 4", orders[0])
        await cancel_fallout(tx, FalloutId(orders[1], 1), reason="no", by=MANAGER, now=T0)
        await assign_fallout(tx, FalloutId(orders[2], 1), assignee="ann", by=AGENT, now=T0)
    async with db.reading() as tx:
        every = [view.fallout for view in await list_fallouts(tx, FalloutFilter())]
        assert len(every) == await count_fallouts(tx, FalloutFilter()) == 6
        assert every[0].id == FalloutId(orders[0], 2)
        assert every == sorted(every, key=lambda f: (f.priority, f.raised_at, f.id))
        paged = []
        after = None
        while page := await list_fallouts(tx, FalloutFilter(), limit=4, after=after):
            paged += [view.fallout for view in page]
            after = (paged[-1].priority, paged[-1].raised_at, *paged[-1].id)
        assert paged == every
        counted = {
            "open": (OPEN, 5),
            "group": (FalloutFilter(assignment_groups=("desk",)), 3),
            "assignee": (FalloutFilter(assignee="ann"), 1),
            "unassigned": (FalloutFilter(unassigned=True, states=OPEN.states), 4),
            "order": (FalloutFilter(service_order_id=orders[0]), 2),
            "task": (FalloutFilter(service_order_id=orders[0], task_n=4), 1),
            "type": (FalloutFilter(fallout_type="billingIssue"), 0),
            "signature": (FalloutFilter(signature="refused|t4|port # is in use"), 3),
        }
        for name, (wanted, expected) in counted.items():
            assert len(await list_fallouts(tx, wanted)) == await count_fallouts(tx, wanted) == expected, name
        assert await count_open_by_order(tx, orders) == {orders[0]: 2, orders[1]: 1, orders[2]: 2}


async def test_an_administrator_adds_a_type_and_it_can_be_used(db: Database) -> None:
    """FAL-03."""
    order = await plant_order(db)
    new = FalloutType(id="permitRefused", name="Permit refused")
    async with db.transaction() as tx:
        with pytest.raises(NotPermitted):
            await add_fallout_type(tx, new, by=MANAGER, now=T0)
        with pytest.raises(FalloutIncomplete):
            await add_fallout_type(tx, FalloutType(id=" ", name="x"), by=ADMINISTRATOR, now=T0)
        await add_fallout_type(tx, new, by=ADMINISTRATOR, now=T0)
        with pytest.raises(FalloutTypeTaken):
            await add_fallout_type(tx, new, by=ADMINISTRATOR, now=T0)
        fallout = await raise_fallout(
            tx, TaskId(order, 1), fallout_type="permitRefused", message="no", by=FULFILLER, now=T0
        )
        assert (await get_fallout(tx, fallout.id)).type_name == "Permit refused"
