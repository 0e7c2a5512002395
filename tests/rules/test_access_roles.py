"""The role matrix: which role may do what, written down a second time."""

from __future__ import annotations

import pytest

from trunkline.access.errors import NotPermitted
from trunkline.access.model import ROLE_PERMISSIONS, SYSTEM, Actor, Permission, Role

READING = {
    Permission.ORDER_READ, Permission.INVENTORY_READ, Permission.CATALOG_READ, Permission.TASK_READ,
    Permission.FALLOUT_READ, Permission.EVENT_READ,
}  # fmt: skip
COLUMNS = [
    Permission.ORDER_CREATE, Permission.ORDER_EDIT, Permission.ORDER_APPROVE, Permission.TASK_WORK,
    Permission.TASK_MANAGE, Permission.FALLOUT_CREATE, Permission.FALLOUT_WORK, Permission.FALLOUT_RESOLVE,
    Permission.CATALOG_DESIGN, Permission.INVENTORY_WRITE, Permission.USER_ADMIN,
    Permission.PLAN_ADD, Permission.PLAN_SKIP, Permission.PLAN_ARRANGE, Permission.PLAN_OVERRIDE,
    Permission.EVENT_REPORT, Permission.VIEW_SHARE,
]  # fmt: skip
#                              order          task      fallout        others         plan              tell share
#                              cre edi app    wor man   cre wor res    cat inv use    add ski arr ovr   eve vie
MATRIX = {
    Role.ORDER_VIEWER:          "  .   .   .      .   .     .   .   .      .   .   .    .   .   .   .     .   .",
    Role.ORDER_INTEGRATOR:      "  x   x   .      .   .     .   .   .      .   .   .    .   .   .   .     x   .",
    Role.SERVICE_ORDER_AGENT:   "  x   x   .      x   .     x   .   .      .   .   .    .   .   .   .     x   .",
    Role.SERVICE_ORDER_MANAGER: "  x   x   x      x   x     x   .   .      .   .   .    x   x   x   .     x   x",
    Role.FULFILLMENT_AGENT:     "  .   .   .      x   .     x   .   .      .   .   .    .   .   .   .     x   .",
    Role.FULFILLMENT_MANAGER:   "  x   x   x      x   x     x   x   x      .   .   .    x   x   x   x     x   x",
    Role.FALLOUT_AGENT:         "  .   .   .      .   .     x   x   .      .   .   .    .   .   .   .     .   .",
    Role.FALLOUT_MANAGER:       "  .   .   .      .   x     x   x   x      .   .   .    .   .   .   .     .   x",
    Role.CATALOG_DESIGNER:      "  .   .   .      .   .     .   .   .      x   .   .    .   .   .   .     .   .",
    Role.ADMINISTRATOR:         "  x   x   x      x   x     x   x   x      x   x   x    x   x   x   x     x   x",
}  # fmt: skip


@pytest.mark.parametrize("role", Role)
def test_a_role_may_exactly_this(role: Role) -> None:
    """SEC-01: every role reads; what it may change is in its row."""
    marked = {permission for permission, mark in zip(COLUMNS, MATRIX[role].split(), strict=True) if mark == "x"}
    assert ROLE_PERMISSIONS[role] == READING | marked


def test_the_matrix_has_every_permission() -> None:
    """SEC-01"""
    assert READING | set(COLUMNS) == set(Permission)


def test_who_lacks_a_right_is_told_which_and_who_has_it() -> None:
    """SEC-01"""
    actor = Actor(name="alex", permissions=ROLE_PERMISSIONS[Role.FALLOUT_AGENT])
    with pytest.raises(NotPermitted, match=r"'alex' lacks the permission service_order:approve.*serviceOrderManager"):
        actor.require(Permission.ORDER_APPROVE)
    actor.require(Permission.FALLOUT_WORK)
    SYSTEM.require(Permission.USER_ADMIN)
