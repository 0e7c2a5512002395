"""Law of several fallouts on one task: it is held exactly as long as one of them is open without a remedy, whatever is
raised, fails again, is resolved by any remedy, or is cancelled."""

from __future__ import annotations

import random

import pytest

from builders_fallout import FULFILLER, MANAGER, exhausted, plant_order_with_catalog
from builders_orchestration import T0
from trunkline.fallout.commands import cancel_fallout, raise_fallout, raise_for_exhausted
from trunkline.fallout.errors import FalloutAlreadyOpen
from trunkline.fallout.queries import group_drift
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.state import Resolution
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import FalloutId, ServiceOrderId, TaskId
from trunkline.orchestration.queries import counter_drift, get_task
from trunkline.orchestration.state import ENDED, TaskState
from trunkline.reactions import react

GIVEN: dict[Resolution, dict[str, object]] = {
    Resolution.RETRY: {},
    Resolution.CORRECT_AND_RETRY: {"values": {"speed": 10}},
    Resolution.COMPLETE_BY_HAND: {"values": {"port": "p"}, "note": "on site"},
    Resolution.SKIP: {"values": {"port": "p"}, "note": "spare"},
    Resolution.GIVE_UP: {"note": "no duct"},
}
HOLD = ("open", "inProgress", "awaitingInformation")


async def _fallouts(tx: Tx, order: ServiceOrderId) -> dict[int, str]:
    rows = await tx.fetch("SELECT n, state FROM fallout WHERE service_order_id = $1 ORDER BY n", order)
    return {row["n"]: row["state"] for row in rows}


@pytest.mark.parametrize("seed", range(5))
async def test_the_task_goes_on_when_the_last_of_its_fallouts_is_resolved_and_not_before(
    db: Database, seed: int
) -> None:
    """FAL-06, FAL-08, FAL-13: three orders a seed, twelve steps each."""
    dice = random.Random(seed)
    for _ in range(3):
        order = await plant_order_with_catalog(db)
        task_id = TaskId(order, 1)
        for _ in range(12):
            async with db.transaction() as tx:
                state = (await get_task(tx, task_id)).state
                if state in ENDED:
                    break
                holding = [n for n, said in (await _fallouts(tx, order)).items() if said in HOLD]
                chosen = FalloutId(order, dice.choice(holding)) if holding else None
                verb = dice.choice(["raise", "fail", "resolve", "resolve", "cancel"])
                moved = False
                if verb == "raise" and len(holding) < 3:
                    try:
                        await raise_fallout(
                            tx, task_id, fallout_type="billingIssue", message=dice.choice(["no account", "no duct"]),
                            by=FULFILLER, now=T0,
                        )  # fmt: skip
                    except FalloutAlreadyOpen:
                        continue
                elif verb == "fail" and state is TaskState.READY:
                    await raise_for_exhausted(tx, [exhausted(task_id, message=dice.choice(["busy", "gone"]))], now=T0)
                elif verb == "resolve" and chosen is not None:
                    remedy = dice.choice(list(GIVEN))
                    await resolve_fallout(tx, chosen, resolution=remedy, by=MANAGER, now=T0, **GIVEN[remedy])  # type: ignore[arg-type]
                    moved = len(holding) == 1
                elif verb == "cancel" and chosen is not None:
                    await cancel_fallout(tx, chosen, reason="raised in error", by=MANAGER, now=T0)
                    moved = len(holding) == 1
                await react(tx)
                after = (await get_task(tx, task_id)).state
                left = await _fallouts(tx, order)
                held_by = [n for n, said in left.items() if said in HOLD]
                assert (after is TaskState.HELD) is bool(held_by), (verb, holding, left)
                assert not moved or after is not TaskState.HELD
                assert not moved or not held_by
                if after in ENDED:
                    assert "resolving" not in left.values()
                assert await counter_drift(tx) == [] and await group_drift(tx) == []
