"""Saved views: what one is, and what may be kept as one."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qsl, urlencode

import msgspec

from trunkline.access.errors import SavedViewInvalid
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
    """A named query of a list. `shared_with` is an assignment group whose members see it too."""

    id: int
    list: ListKind
    name: str
    query: str
    owner: str
    shared_with: str | None
    version: int
    changed_at: datetime
    is_default: bool  # of the one who asks


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
