"""Notification rules: which events are told, when a condition holds, whom and when; and which addresses may be called."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import msgspec
import pytest

from trunkline.events.model import HistoryEntry
from trunkline.jeopardy.model import JeopardyLevel
from trunkline.kit.calendar import CalendarSpecification, WorkingCalendar, WorkingHours
from trunkline.kit.ids import EventId, ServiceOrderId
from trunkline.notifications.addresses import is_mail_address, url_problem
from trunkline.notifications.model import (
    Condition,
    NotificationKind,
    NotificationRule,
    Occasion,
    OrderFacts,
    Person,
    Postbox,
    Recipient,
    RecipientKind,
)
from trunkline.notifications.occasions import read_occasion
from trunkline.notifications.routing import addressees, due_at, holds
from trunkline.notifications.wording import subject_line

MONDAY = datetime(2026, 11, 23, 8, 10, tzinfo=UTC)
ORDER = OrderFacts(
    id=1, external_id="C-1", state="inProgress", priority=3, category="fibre", customer_id="c1", customer_name="Acme",
    description=None, created_by="cara", specifications=frozenset({"internet"}), contacts=(("Zoe", "zoe@acme.example"),),
)  # fmt: skip
RULE = NotificationRule(
    name="r", version=1, kind=NotificationKind.FALLOUT_RAISED, active=True, condition=Condition(), recipients=(),
    digest=None, calendar=None, changed_by="root", changed_at=MONDAY,
)  # fmt: skip


def _event(kind: str, **data: object) -> HistoryEntry:
    return HistoryEntry(
        id=EventId(7), kind=kind, service_order_id=ServiceOrderId(1), n=2, by="ann", at=MONDAY, data=dict(data)
    )


def _fallout() -> Occasion:
    found = read_occasion(
        _event("FalloutRaised", fallout_type="billingIssue", message="no account", assignment_group="desk", priority=2)
    )
    assert found is not None
    return found


def _person(name: str, *, groups: str = "", roles: str = "", muted: str = "", mail: bool = True) -> Person:
    return Person(
        user_name=name, full_name=name, address=f"{name}@isp.example" if mail else None, muted=frozenset(muted.split()),
        roles=frozenset(roles.split()), groups=frozenset(groups.split()),
    )  # fmt: skip


GIVEN = {"group_before": "desk", "group_after": "desk", "assignee_before": None, "assignee_after": "ben"}
RISEN = {"subject": "task", "subject_n": 4, "message": "late", "before": "minor", "after": "critical"}


@pytest.mark.parametrize(
    ("entry", "kind", "number"),
    [
        (_event("ServiceOrderSubmitted"), NotificationKind.APPROVAL_NEEDED, "ORD-000001"),
        (_event("ServiceOrderRejected", reason_code="notServiceable"), NotificationKind.ORDER_REJECTED, "ORD-000001"),
        (_event("ServiceOrderStateChanged", after="completed"), NotificationKind.ORDER_COMPLETED, "ORD-000001"),
        (_event("ServiceOrderStateChanged", after="partial"), NotificationKind.ORDER_FAILED, "ORD-000001"),
        (_event("ServiceOrderStateChanged", after="held"), None, ""),
        (_event("FalloutAssigned", **GIVEN), NotificationKind.FALLOUT_ASSIGNED, "FO-000001-2"),
        (
            _event("FalloutAssigned", **GIVEN | {"group_after": "core"}),
            NotificationKind.FALLOUT_ESCALATED,
            "FO-000001-2",
        ),
        (_event("FalloutAssigned", **GIVEN | {"assignee_after": None}), None, ""),
        (
            _event("FalloutEscalated", group_before="desk", group_after="core", assignee_before="ben", rule="r"),
            NotificationKind.FALLOUT_ESCALATED,
            "FO-000001-2",
        ),
        (_event("FalloutMentioned", user="rosa", text="@rosa"), NotificationKind.FALLOUT_MENTIONED, "FO-000001-2"),
        (_event("FalloutMentioned", user="ann", text="@ann"), None, ""),
        (_event("TaskAssigned", **GIVEN), NotificationKind.TASK_ASSIGNED, "TASK-000001-2"),
        (_event("TaskAssigned", **GIVEN | {"assignee_before": "ben"}), None, ""),
        (_event("JeopardyLevelChanged", **RISEN), NotificationKind.JEOPARDY, "JEO-000001-2"),
        (
            _event("HoldEscalated", subject="ORD-000001", reason_code="other", note="x", owner="Order Desk"),
            NotificationKind.HOLD_ESCALATED,
            "HOLD-000001-2",
        ),
        (_event("JeopardyLevelChanged", **RISEN | {"after": "minor", "before": "major"}), None, ""),
        (_event("JeopardyLevelChanged", **RISEN | {"after": None}), None, ""),
        (_event("TaskCompleted"), None, ""),
    ],
)
def test_an_event_is_told_as_what_it_means(entry: HistoryEntry, kind: NotificationKind | None, number: str) -> None:
    """NOT-01: a level that falls, a name that is taken away, a move inside a group is nothing to tell."""
    found = read_occasion(entry)
    assert (None, "") if found is None else (found.kind, found.number) == (kind, number)
    assert (found is None) == (kind is None)
    assert found is None or " " in subject_line(found)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition(), True),
        (Condition(categories=("fibre", "mobile"), specifications=("internet",), customers=("Acme",)), True),
        (Condition(categories=("mobile",)), False),
        (Condition(specifications=("voice",)), False),
        (Condition(priority_at_most=2), True),  # the fallout's own priority, not the order's
        (Condition(priority_at_most=1), False),
        (Condition(groups=("desk",), fallout_types=("billingIssue",)), True),
        (Condition(groups=("core",)), False),
        (Condition(minimum_level=JeopardyLevel.MINOR), False),  # a fallout has no level
    ],
)
def test_a_condition_holds_when_all_that_it_says_is_so(condition: Condition, expected: bool) -> None:
    """NOT-01."""
    assert holds(condition, _fallout(), ORDER) is expected


def test_a_minimum_level_holds_from_that_level_on() -> None:
    """NOT-01, JEO-09."""
    major = msgspec.structs.replace(_fallout(), level=JeopardyLevel.MAJOR)
    assert [holds(Condition(minimum_level=level), major, ORDER) for level in JeopardyLevel] == [True, True, False]


def test_each_address_is_told_once_but_not_who_did_it_nor_who_muted_it() -> None:
    """NOT-01: ann raised it, dan muted the kind, eve has no address; ben is of the group, has the role and is named."""
    people = [
        _person("ann", groups="desk"),
        _person("ben", groups="desk", roles="falloutManager"),
        _person("dan", groups="desk", muted="falloutRaised"),
        _person("eve", groups="desk", mail=False),
        _person("fay", groups="core"),
        _person("cara"),
    ]
    named = [("user", "ben"), ("role", "falloutManager"), ("assignedGroup", None), ("creator", None), ("contact", None)]
    recipients = [Recipient(to=RecipientKind(to), name=name) for to, name in named]
    recipients += [Recipient(to=RecipientKind.WEBHOOK, url="https://hooks.example/x", secret="env:K")] * 2
    found = addressees(msgspec.structs.replace(RULE, recipients=tuple(recipients)), _fallout(), ORDER, people)
    assert [(each.address, each.outside) for each in found] == [
        ("ben@isp.example", False), ("cara@isp.example", False), ("zoe@acme.example", True),
        ("https://hooks.example/x", False),
    ]  # fmt: skip


def test_a_digest_waits_for_its_span_and_the_night_for_the_morning() -> None:
    """NOT-01: all of an hour go at the full hour; what falls into the closed time goes when the calendar opens."""
    hours = tuple(WorkingHours(weekday=day, start=time(8), end=time(17)) for day in range(5))
    calendars = {"business": WorkingCalendar(CalendarSpecification(name="business", hours=hours))}
    hourly = msgspec.structs.replace(RULE, digest=timedelta(hours=1), calendar="business")
    at_once = msgspec.structs.replace(RULE, calendar="business")
    late = MONDAY.replace(hour=16, minute=30)
    assert due_at(RULE, calendars, now=late.replace(hour=23)) == late.replace(hour=23)
    assert due_at(at_once, calendars, now=MONDAY) == MONDAY
    assert due_at(at_once, calendars, now=late.replace(hour=23)) == MONDAY.replace(day=24, minute=0)
    assert due_at(hourly, calendars, now=MONDAY) == MONDAY.replace(hour=9, minute=0)
    assert due_at(hourly, calendars, now=late + timedelta(minutes=31)) == MONDAY.replace(day=24, minute=0)
    assert due_at(msgspec.structs.replace(RULE, calendar="gone"), calendars, now=MONDAY) == MONDAY


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://hooks.example/a?b=c", True),
        ("https://hooks.example:443/a", True),
        ("https://HOOKS.example/a", True),
        ("http://hooks.example/a", False),  # not without TLS
        ("https://hooks.example:8443/a", False),  # another port is another place
        ("https://hooks.example.evil.net/a", False),
        ("https://ann:secret@hooks.example/a", False),
        ("http://127.0.0.1:9000/x", True),
        ("http://127.0.0.1:9001/x", False),
        ("https://127.0.0.1:9000/x", False),
        ("file:///etc/passwd", False),
        ("https://hooks.example:port/", False),
        ("//hooks.example", False),
    ],
)
def test_only_hosts_that_the_operator_allows_are_called(url: str, allowed: bool) -> None:
    """NOT-01: a rule must not be a way into the operator's own network."""
    problem = url_problem(url, Postbox(webhook_hosts=("hooks.example", "http://127.0.0.1:9000")))
    assert (problem is None) is allowed
    assert problem is None or "secret" not in problem.what.replace("name or password", "")


def test_a_mail_address_is_one_address_and_nothing_else() -> None:
    """NOT-01: nothing that could add a header or a recipient."""
    assert is_mail_address("ann.o'hara+x@isp.example")
    assert not any(map(is_mail_address, ["ann", "a@b, c@d", "a@b\nBcc: x@y", "Ann <a@b>", "a b@c", "", "a@b\x00"]))
