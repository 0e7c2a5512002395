"""Rules that route fallouts, what they do to new ones, escalation after a time, watchers and mentions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from trunkline.access.model import SYSTEM, Actor, Permission
from trunkline.events import history
from trunkline.fallout import routing_store as store
from trunkline.fallout.errors import RoutingChanged, RoutingInvalid
from trunkline.fallout.events import (
    FalloutAssigned,
    FalloutEscalated,
    FalloutFailedAgain,
    FalloutMentioned,
    FalloutNoted,
    FalloutRaised,
    FalloutRoutingSaved,
)
from trunkline.fallout.routing_model import Routed, RoutingRule, matching, mentioned
from trunkline.fallout.state import FALLOUT_LIFECYCLE, OPEN_STATES, FalloutState, Outcome
from trunkline.fallout.store import add_notes, lock_fallout
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import FalloutId

_BATCH: Final = 500
MOST_RULES: Final = 500


async def save_routing_rules(
    tx: Tx, rules: Sequence[RoutingRule], *, by: Actor, now: datetime, version: int | None = None
) -> None:
    """Sets the rules, read from the top; new fallouts go by them (FAL-12). Needs `user:admin`.

    Raises RoutingInvalid with every group, person, type and category that there is not, and every rule without a name;
    RoutingChanged when `version` is not the one that is kept.
    """
    by.require(Permission.USER_ADMIN)
    held = await store.read_version(tx, lock=True)
    if version is not None and version != held.version:
        saved = f", saved by {held.changed_by} at {held.changed_at:%Y-%m-%d %H:%M} UTC" if held.changed_at else ""
        raise RoutingChanged(
            f"the rules are version {held.version} now{saved}, you saw version {version}; look at them again, then "
            "repeat the change"
        )
    groups = {group for rule in rules for group in (rule.assignment_group, rule.escalate_to) if group is not None}
    people = {rule.assignee for rule in rules if rule.assignee is not None}
    types = {rule.fallout_type for rule in rules if rule.fallout_type is not None}
    categories = {rule.fallout_category for rule in rules if rule.fallout_category is not None}
    missing = await store.missing(
        tx, groups=sorted(groups), people=sorted(people), types=sorted(types), categories=sorted(categories)
    )
    problems = []
    for place, rule in enumerate(rules):
        named = (
            ("assignmentGroup", "group", rule.assignment_group),
            ("escalateTo", "group", rule.escalate_to),
            ("assignee", "user", rule.assignee),
            ("falloutType", "type", rule.fallout_type),
            ("falloutCategory", "category", rule.fallout_category),
        )
        problems += [
            Problem(item=rule.name, field=f"rules[{place}].{field}", what=f"there is no {what} '{name}'",
                    action="choose an existing one")
            for field, what, name in named
            if f"{what}:{name}" in missing
        ]  # fmt: skip
        if not rule.name.strip():
            problems.append(
                Problem(field=f"rules[{place}].name", what="the rule has no name", action="say what it is for")
            )
        if (rule.escalate_after is None) != (rule.escalate_to is None):
            problems.append(
                Problem(item=rule.name, field=f"rules[{place}].escalateTo", what="an escalation has a time and a group",
                        action="give both or neither")
            )  # fmt: skip
    if len(rules) > MOST_RULES:
        problems.append(Problem(field="rules", what=f"{len(rules)} rules", action=f"keep to {MOST_RULES}"))
    if problems:
        raise RoutingInvalid("the rules cannot be used as they are", problems=problems)
    await store.replace_rules(tx, rules, by=by.name, now=now)
    await history.record(tx, FalloutRoutingSaved(rules=len(rules), by=by.name, at=now))


async def route_raised(tx: Tx, events: Sequence[FalloutRaised]) -> None:
    """New fallouts go where the rules say; without one that holds they stay with the group that triage chose.

    The reaction to `FalloutRaised`, in its transaction: whoever raised them holds the locks of their orders. A few
    statements, however many they are.
    """
    await _route(tx, _subjects(events), now=events[0].at)


async def route_failing_differently(tx: Tx, events: Sequence[FalloutFailedAgain]) -> None:
    """A fallout that fails differently after a remedy is another failure: where nobody is on it, the rules say anew who
    it is for. The reaction to `FalloutFailedAgain`, in its transaction."""
    other = [event for event in events if event.outcome == Outcome.FAILING_DIFFERENTLY]
    if other:
        await _route(tx, _subjects(other), now=other[0].at, free_only=True)


def _subjects(events: Sequence[FalloutRaised | FalloutFailedAgain]) -> list[FalloutId]:
    return [
        FalloutId(event.service_order_id, event.n)
        for event in events
        if event.service_order_id is not None and event.n is not None
    ]


async def _route(tx: Tx, subjects: Sequence[FalloutId], *, now: datetime, free_only: bool = False) -> None:
    rules = await store.list_rules(tx)
    if not rules or not subjects:
        return
    routed = [f for f in await store.list_routed(tx, subjects) if not (free_only and f.assignee)]
    found = [(fallout, matching(rules, fallout)) for fallout in routed]
    chosen = [(fallout, rule) for fallout, rule in found if rule is not None]
    await store.save_assignments(tx, [(f.id, r.assignment_group, r.assignee, _after(f, r.assignee)) for f, r in chosen])
    await store.add_escalations(
        tx,
        [
            (fallout.id, now + rule.escalate_after, rule.escalate_to, rule.name)
            for fallout, rule in chosen
            if rule.escalate_after is not None and rule.escalate_to is not None
        ],
    )
    await history.record_all(
        tx,
        [
            _assigned(fallout, rule.assignment_group, rule.assignee, now=now)
            for fallout, rule in chosen
            if (fallout.assignment_group, fallout.assignee) != (rule.assignment_group, rule.assignee)
        ],
    )


def _after(fallout: Routed, assignee: str | None) -> str:
    state = FalloutState(fallout.state)
    return (FALLOUT_LIFECYCLE.after("assign", state) if assignee is not None else state).value


def _assigned(fallout: Routed, group: str, person: str | None, *, now: datetime) -> FalloutAssigned:
    return FalloutAssigned(
        service_order_id=fallout.id.service_order_id, n=fallout.id.n, group_before=fallout.assignment_group,
        group_after=group, assignee_before=fallout.assignee, assignee_after=person, by=SYSTEM.name, at=now,
    )  # fmt: skip


async def escalate_due(tx: Tx, now: datetime) -> int:
    """Fallouts that are open for too long go to the group that their rule names, and a note says so (FAL-12).

    The person they were with lets go of them; what is not open any more is left alone. Answers how many were due.
    """
    due = await store.take_due_escalations(tx, now=now, limit=_BATCH)
    if not due:
        return 0
    going = {fallout: (group, rule) for fallout, group, rule in due}
    still = [f for f in await store.list_routed(tx, list(going)) if FalloutState(f.state) in OPEN_STATES]
    await store.save_assignments(tx, [(f.id, going[f.id][0], None, f.state) for f in still])
    notes = []
    for fallout in still:
        group, rule = going[fallout.id]
        before = fallout.assignee or fallout.assignment_group or "nobody"
        text = f"Escalated from {before} to {group}: still open after the time that the rule '{rule}' gives."
        notes.append(("fallout", fallout.id.service_order_id, fallout.id.n, text))
    await add_notes(tx, notes, author=SYSTEM.name, now=now)
    await history.record_all(
        tx,
        [
            FalloutEscalated(
                service_order_id=f.id.service_order_id, n=f.id.n, group_before=f.assignment_group,
                group_after=going[f.id][0], assignee_before=f.assignee, rule=going[f.id][1], by=SYSTEM.name, at=now)
            for f in still
        ],
    )  # fmt: skip
    return len(due) if len(due) == _BATCH else 0


async def watch_mentioned(tx: Tx, events: Sequence[FalloutNoted]) -> None:
    """Who is named in a note as `@name` watches the fallout from then on: the reaction to `FalloutNoted`."""
    named = {
        (FalloutId(event.service_order_id, event.n), name): event
        for event in events
        if event.service_order_id is not None and event.n is not None
        for name in mentioned(event.text)
    }
    if not named:
        return
    await store.add_watchers(tx, list(named), now=events[0].at)
    users = {name for _, name in named}
    gone = await store.missing(tx, people=sorted(users))
    await history.record_all(
        tx,
        [
            FalloutMentioned(
                service_order_id=fallout.service_order_id, n=fallout.n, user=name, text=event.text, by=event.by,
                at=event.at)
            for (fallout, name), event in named.items()
            if f"user:{name}" not in gone
        ],
    )  # fmt: skip


async def watch_fallout(tx: Tx, fallout_id: FalloutId, *, by: Actor, now: datetime) -> None:
    """Whoever calls watches the fallout. Needs `fallout:read`; raises UnknownFallout."""
    by.require(Permission.FALLOUT_READ)
    await lock_fallout(tx, fallout_id)
    await store.add_watchers(tx, [(fallout_id, by.name)], now=now)


async def unwatch_fallout(tx: Tx, fallout_id: FalloutId, *, by: Actor) -> None:
    """Whoever calls does not watch it any more. Needs `fallout:read`; raises UnknownFallout."""
    by.require(Permission.FALLOUT_READ)
    await lock_fallout(tx, fallout_id)
    await store.remove_watcher(tx, fallout_id, by.name)
