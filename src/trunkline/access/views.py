"""Saved views: what one is, and what may be kept as one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qsl, urlencode

import msgspec

from trunkline.access.errors import SavedViewInvalid
from trunkline.access.model import Role
from trunkline.kit.errors import Problem

MOST_VIEWS: Final = 100  # of one person for one list
_LONGEST_NAME: Final = 80
_LONGEST_QUERY: Final = 4_000
_PLACES: Final = frozenset({"after", "offset", "limit"})  # where somebody was in the list, not what they looked at


class ListKind(StrEnum):
    """The lists that can be saved as views."""

    SERVICE_ORDERS = "serviceOrders"
    TASKS = "tasks"
    ORDER_TASKS = "orderTasks"
    FALLOUTS = "fallouts"
    INVENTORY = "inventory"
    ENRICHMENT_TASKS = "enrichmentTasks"
    SPECIFICATIONS = "specifications"
    JEOPARDY_ALERTS = "jeopardyAlerts"
    NEEDS_ATTENTION = "needsAttention"
    NOTIFICATIONS = "notifications"
    DECISION_TABLES = "decisionTables"
    APPROVAL_POLICIES = "approvalPolicies"
    ENRICHMENT_POLICIES = "enrichmentPolicies"
    MILESTONE_POLICIES = "milestonePolicies"
    ORDER_TASK_POLICIES = "orderTaskPolicies"
    WORK_ORDER_POLICIES = "workOrderPolicies"
    ALL_TASKS = "allTasks"
    WORK = "work"
    USERS = "users"
    API_KEYS = "apiKeys"
    AUDIT = "audit"


class SavedView(msgspec.Struct, frozen=True, kw_only=True):
    """A named query of a list. The members of the assignment group `shared_with` and who has `shared_role` see it too.

    A view that the product brings has a `supplied` key, a number below zero and no owner; its name is that key.
    """

    id: int
    list: ListKind
    name: str
    query: str
    owner: str
    shared_with: str | None
    shared_role: Role | None
    version: int
    changed_at: datetime | None  # None: supplied
    is_default: bool  # of the one who asks: one's own choice, else that of the first of one's roles that has one
    default_of: tuple[Role, ...] = ()
    supplied: str | None = None


class SuppliedView(msgspec.Struct, frozen=True, kw_only=True):
    """A view that the product brings: everybody sees it, nobody changes or removes it."""

    key: str
    list: ListKind
    query: str
    roles: tuple[Role, ...] = ()  # for whom the list opens with it unless something else is chosen


SUPPLIED: Final = (
    SuppliedView(key="myWork", list=ListKind.TASKS, query="who=mine",
                 roles=(Role.SERVICE_ORDER_AGENT, Role.FULFILLMENT_AGENT)),
    SuppliedView(key="teamQueue", list=ListKind.TASKS, query="who=queue", roles=(Role.FULFILLMENT_MANAGER,)),
    SuppliedView(key="tasksAtRisk", list=ListKind.TASKS, query="who=all&q=due%3C1d"),
    SuppliedView(key="ordersAtRisk", list=ListKind.SERVICE_ORDERS, query="q=state%3AinProgress+due%3C3d"),
    SuppliedView(key="openFallouts", list=ListKind.FALLOUTS, query="open=true",
                 roles=(Role.FALLOUT_AGENT, Role.FALLOUT_MANAGER)),
)  # fmt: skip


def supplied_id(key: str) -> int:
    """The number by which a supplied view is chosen: below zero, and the same for as long as there is the view."""
    return -1 - next(n for n, view in enumerate(SUPPLIED) if view.key == key)


def find_supplied(view_id: int) -> SuppliedView | None:
    """The supplied view of that number."""
    return SUPPLIED[-1 - view_id] if -len(SUPPLIED) <= view_id < 0 else None


class Default(msgspec.Struct, frozen=True):
    """What a list opens with: a saved view, a supplied one, or (neither) the whole list."""

    view_id: int | None = None
    supplied: str | None = None


RoleDefaults = Mapping[tuple[Role, ListKind], Default]


def role_default(role: Role, kind: ListKind, chosen: RoleDefaults) -> Default | None:
    """What a list opens with for a role: what was chosen for it, else what the product brings; None: nothing."""
    if (role, kind) in chosen:
        return chosen[role, kind]
    brought = next((view for view in SUPPLIED if view.list is kind and role in view.roles), None)
    return None if brought is None else Default(supplied=brought.key)


def default_of(
    kind: ListKind, roles: Collection[Role], *, own: Mapping[ListKind, Default], chosen: RoleDefaults
) -> Default:
    """What a list opens with for a person: their own choice, else that of the first of their roles that has one.

    Roles go by the order of the enum, so that it does not depend on who gave them when.
    """
    if kind in own:
        return own[kind]
    found = (role_default(role, kind, chosen) for role in Role if role in roles)
    return next((one for one in found if one is not None), Default())


def _invalid(field: str, what: str, action: str) -> SavedViewInvalid:
    return SavedViewInvalid(f"{what}; {action}", problems=[Problem(field=field, what=what, action=action)])


def read_name(text: str) -> str:
    """The name of a view, trimmed; raises SavedViewInvalid when it is empty, too long or has control characters."""
    name = " ".join(text.split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise _invalid("name", "the name is empty or too long", f"give 1 to {_LONGEST_NAME} characters")
    return name


def read_view_query(text: str) -> str:
    """The query of a view, as after the `?` of an address, without the place in the list; raises SavedViewInvalid."""
    if len(text) > _LONGEST_QUERY or "\0" in text:
        raise _invalid("query", "the query is too long", f"keep it under {_LONGEST_QUERY} characters")
    try:
        pairs = parse_qsl(text.removeprefix("?"), keep_blank_values=True, max_num_fields=100)
    except ValueError:
        raise _invalid("query", "the query has too many parts", "send at most 100") from None
    kept = urlencode([(name, value) for name, value in pairs if name not in _PLACES])
    if "%00" in kept:
        raise _invalid("query", "the query has a zero character", "leave it out")
    return kept
