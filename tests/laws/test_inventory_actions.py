"""Laws of what orders do to inventory: suspend, resume, change, cease, each completed, failed or cancelled."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from builders_inventory import LATER, NOW, ORDER, ended, values
from trunkline.inventory.finishing import finish, move
from trunkline.inventory.model import InventoryItem, InventoryKind
from trunkline.inventory.state import INVENTORY_LIFECYCLE, InventoryState
from trunkline.kit.ids import InventoryItemId

_BEGINS = {
    "modify": "beginChange",
    "delete": "beginTermination",
    "suspend": "beginSuspension",
    "resume": "beginResumption",
}
_ENDS = {
    "modify": InventoryState.ACTIVE,
    "delete": InventoryState.TERMINATED,
    "suspend": InventoryState.SUSPENDED,
    "resume": InventoryState.ACTIVE,
}
_ITEM = InventoryItem(
    id=InventoryItemId(1), kind=InventoryKind.CFS, external_id=None, name="Line", state=InventoryState.ACTIVE,
    specification_id="line", specification_version=1, parent_id=None, customer_id=None, place=None,
    characteristics=values(Speed=100), service_order_id=ORDER, domain_order_n=1, created_at=NOW, started_at=NOW,
    ended_at=None,
)  # fmt: skip
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(sorted(_BEGINS)), st.sampled_from(["completed", "failed", "cancelled"]), st.integers(1, 9)
    ),
    max_size=12,
)


@settings(max_examples=100, deadline=None)
@given(steps=_STEPS)
def test_what_does_not_complete_leaves_an_item_exactly_as_it_was(steps: list[tuple[str, str, int]]) -> None:
    """INV-05, INV-06, INV-14: the end is reached only by completion; anything else restores state and values."""
    item = _ITEM
    for action, outcome, speed in steps:
        if not INVENTORY_LIFECYCLE.allows(_BEGINS[action], item.state):
            continue
        begun = move(item, _BEGINS[action], now=NOW)
        assert begun.state not in (InventoryState.ACTIVE, InventoryState.SUSPENDED, InventoryState.TERMINATED)
        given_values = values(Speed=speed) if action == "modify" else {}
        after = finish(begun, ended(1, action, outcome, characteristics=given_values), transient=False, now=LATER)
        assert after is not None
        if outcome == "completed":
            assert after.state is _ENDS[action]
            assert after.characteristics == (given_values or item.characteristics)
            assert after.state_before is None
        else:
            assert after == item
        assert (after.ended_at is None) is (after.state is not InventoryState.TERMINATED)
        item = after


def test_a_restored_suspension_can_be_resumed() -> None:
    """INV-14: a cancelled disconnect of a suspended service leaves it suspended, not active."""
    suspended = replace(_ITEM, state=InventoryState.SUSPENDED)
    begun = move(suspended, "beginTermination", now=NOW)
    assert finish(begun, ended(1, "delete", "cancelled"), transient=False, now=LATER) == suspended
