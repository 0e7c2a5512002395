"""What is shared ends with its last user, and not before."""

from __future__ import annotations

import pytest

from builders_decomposition import actions, catalog, item, order, spec, text, to, tree, when
from trunkline.catalog.model import SharedScope, Sharing
from trunkline.decomposition.decompose import decompose
from trunkline.decomposition.model import Decomposition, ReasonCode, SharedUse

SHARED = Sharing(scope=SharedScope.CUSTOMER)
OF = catalog(
    spec("site", to("gateway", sharing=SHARED, rule=when("Managed", equals="yes")), kind="cfs",
         characteristics=[text("Managed")]),
    spec("gateway", to("box")),
    spec("box", kind="resource"),
)  # fmt: skip
GATEWAY = tree(20, "gateway", tree(21, "box", kind="resource"))
FIRST = tree(10, "site", GATEWAY, kind="cfs", values={"Managed": "yes"})
SECOND = tree(11, "site", kind="cfs", values={"Managed": "yes"})
THIRD = tree(12, "site", kind="cfs", values={"Managed": "yes"})


def ceased(*about: int, users: frozenset[int]) -> Decomposition:
    return decompose(
        order(*[item(n, action="delete", about=each) for n, each in enumerate(about, 1)]),
        OF,
        {10: FIRST, 11: SECOND, 12: THIRD},
        uses={20: SharedUse(tree=GATEWAY, users=users)},
    )


@pytest.mark.parametrize("about", [10, 11])
def test_what_another_one_uses_stays_and_that_is_told(about: int):
    """DEC-24: whether the one that ceases stands above it or not."""
    answer = ceased(about, users=frozenset({10, 11}))
    assert actions(answer) == [("delete", "site")]
    (target,) = answer.skipped
    assert (target.specification_id, target.reason.code) == ("gateway", ReasonCode.SHARED)
    assert "stays" in target.reason.text


def test_the_last_user_takes_it_along_even_if_it_does_not_stand_above():
    """DEC-24: the one above has ended before."""
    answer = ceased(11, users=frozenset({11}))
    assert actions(answer) == [("delete", "site"), ("delete", "gateway"), ("delete", "box")]
    assert [draft.parent_n for draft in answer.domain_orders] == [None, 1, 2]


@pytest.mark.parametrize("about", [(10, 11), (11, 10)])
def test_it_is_ceased_once_when_all_users_go_in_one_order(about: tuple[int, int]):
    """DEC-24, DEC-21."""
    answer = ceased(*about, users=frozenset({10, 11}))
    assert sorted(draft.inventory_item_id or 0 for draft in answer.domain_orders) == [10, 11, 20, 21]
    (gateway,) = [draft for draft in answer.domain_orders if draft.specification_id == "gateway"]
    assert gateway.parent_n == next(d.n for d in answer.domain_orders if d.inventory_item_id == about[-1])


def test_it_stays_while_one_of_three_is_left():
    """DEC-24."""
    answer = ceased(10, 11, users=frozenset({10, 11, 12}))
    assert actions(answer) == [("delete", "site")] * 2


def test_a_user_that_needs_it_no_more_lets_go_of_it():
    """DEC-24: a change ceases it only when nobody else uses it."""
    bought = order(item(1, action="modify", about=10, values={"Managed": "no"}))
    for users, expected in [
        ({10, 11}, [("modify", "site")]),
        ({10}, [("modify", "site"), ("delete", "gateway"), ("delete", "box")]),
    ]:
        uses = {20: SharedUse(tree=GATEWAY, users=frozenset(users))}
        assert actions(decompose(bought, OF, {10: FIRST}, uses=uses)) == expected


@pytest.mark.parametrize(("managed", "users", "expected"), [
    ("yes", {10, 11}, [("modify", "site")]),
    ("no", {10, 11}, [("modify", "site")]),
    ("no", {11}, [("modify", "site"), ("delete", "gateway"), ("delete", "box")]),
])  # fmt: skip
def test_a_changed_user_keeps_what_stands_elsewhere_or_lets_go_of_it(
    managed: str, users: set[int], expected: list[tuple[str, str]]
):
    """DEC-24: no second one is made for it."""
    bought = order(item(1, action="modify", about=11, values={"Managed": managed}))
    uses = {20: SharedUse(tree=GATEWAY, users=frozenset(users))}
    assert actions(decompose(bought, OF, {11: SECOND}, uses=uses)) == expected


def test_what_serves_from_inventory_is_recorded_at_its_new_user():
    """DEC-24: so that it is known as a user when the first one goes."""
    answer = decompose(order(item(1, "site", values={"Managed": "yes"})), OF, {}, in_use={"gateway": [GATEWAY.item]})
    (draft,) = answer.domain_orders
    assert draft.served_by == (20,)
