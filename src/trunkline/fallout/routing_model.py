"""Who looks at a new fallout, and who when it stays open: rules that are read from the top."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from trunkline.kit.ids import FalloutId

_MENTION = re.compile(r"(?<![\w@.])@([A-Za-z0-9](?:[\w.\-]*\w)?)")


class RoutingRule(msgspec.Struct, frozen=True, kw_only=True):
    """A fallout for which everything named holds goes to the group, and to the person when one is named.

    `category` is the kind of the domain order: cfs, rfs, resource. `fallout_category` is a category of fallouts or a
    subcategory. `urgency`: this priority or a more urgent one.
    After `escalate_after` an open one goes to the group `escalate_to`.
    """

    name: str
    assignment_group: str
    assignee: str | None = None
    fallout_type: str | None = None
    specification: str | None = None
    category: str | None = None
    fallout_category: str | None = None
    system: str | None = None
    urgency: int | None = None
    escalate_after: timedelta | None = None
    escalate_to: str | None = None


class RoutingVersion(msgspec.Struct, frozen=True, kw_only=True):
    """Which version the list of rules is, 0 when it was never saved, and who saved it when."""

    version: int
    changed_by: str | None
    changed_at: datetime | None


class Routed(msgspec.Struct, frozen=True, kw_only=True):
    """A new fallout, as rules look at it."""

    id: FalloutId
    task_n: int
    fallout_type: str
    specification: str
    category: str
    fallout_categories: tuple[str, ...]  # its subcategory and the category of that; empty when nobody has said
    system: str | None
    priority: int
    state: str
    assignment_group: str | None
    assignee: str | None


def matching(rules: Sequence[RoutingRule], fallout: Routed) -> RoutingRule | None:
    """The first rule that holds for the fallout, or None."""
    return next((rule for rule in rules if _holds(rule, fallout)), None)


def _holds(rule: RoutingRule, fallout: Routed) -> bool:
    wanted = (
        (rule.fallout_type, fallout.fallout_type),
        (rule.specification, fallout.specification),
        (rule.category, fallout.category),
        (rule.system, fallout.system),
    )
    named = all(asked is None or asked == known for asked, known in wanted)
    if rule.fallout_category is not None and rule.fallout_category not in fallout.fallout_categories:
        return False
    return named and (rule.urgency is None or fallout.priority <= rule.urgency)


def mentioned(text: str) -> list[str]:
    """The user names that a note mentions as `@name`, each once; addresses of mails are none."""
    return list(dict.fromkeys(_MENTION.findall(text)))
