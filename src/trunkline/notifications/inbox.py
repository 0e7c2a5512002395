"""Who is told what in the workspace: whatever a rule tells a person, and what is theirs without any rule. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from trunkline.jeopardy.model import JeopardyLevel
from trunkline.notifications.model import (
    Condition,
    InboxLine,
    NotificationKind,
    NotificationRule,
    Occasion,
    OrderFacts,
    Person,
    Recipient,
    RecipientKind,
)
from trunkline.notifications.routing import holds, told_people
from trunkline.notifications.wording import subject_line

_K, _R = NotificationKind, RecipientKind
_ALWAYS = datetime.min.replace(tzinfo=UTC)


def _own(kind: NotificationKind, to: RecipientKind, condition: Condition | None = None) -> NotificationRule:
    return NotificationRule(
        name="own", version=1, kind=kind, active=True, condition=condition or Condition(),
        recipients=(Recipient(to=to),), digest=None, calendar=None, changed_by="system", changed_at=_ALWAYS,
    )  # fmt: skip


# what concerns a person although no rule says so: what they were given, where they were named, what their group decides
OWN_RULES: Final = (
    _own(_K.TASK_ASSIGNED, _R.ASSIGNEE),
    _own(_K.FALLOUT_ASSIGNED, _R.ASSIGNEE),
    _own(_K.FALLOUT_MENTIONED, _R.ASSIGNEE),
    _own(_K.FALLOUT_ESCALATED, _R.ASSIGNED_GROUP),
    _own(_K.HOLD_ESCALATED, _R.ASSIGNED_GROUP),
    _own(_K.JEOPARDY, _R.ASSIGNEE, Condition(minimum_level=JeopardyLevel.MAJOR)),
)


def entries_for(
    rules: Iterable[NotificationRule],
    occasions: Sequence[Occasion],
    orders: Mapping[int, OrderFacts],
    people: Sequence[Person],
) -> list[InboxLine]:
    """One line for each person and happening.

    Left out are people who did it themselves and who muted the kind, and what happened before the rule was changed.
    """
    of_kind: dict[NotificationKind, list[NotificationRule]] = {}
    for rule in rules:
        of_kind.setdefault(rule.kind, []).append(rule)
    found = []
    for occasion in occasions:
        order = orders[occasion.entry.service_order_id or 0]
        names: dict[str, None] = {}
        for rule in of_kind.get(occasion.kind, ()):
            if occasion.entry.at >= rule.changed_at and holds(rule.condition, occasion, order):
                names |= dict.fromkeys(p.user_name for p in told_people(rule, occasion, order, people))
        found += [
            InboxLine(
                user_name=name, event_id=int(occasion.entry.id), kind=occasion.kind, number=occasion.number,
                subject=subject_line(occasion), link=occasion.path, service_order_id=occasion.entry.service_order_id,
                at=occasion.entry.at,
            )
            for name in names
        ]  # fmt: skip
    return found
