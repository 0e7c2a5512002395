"""HTTP: the rules by which fallouts are routed, and who watches a fallout."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
from litestar import get, post, put

from trunkline.access.model import Actor, Permission
from trunkline.fallout import routing_commands as commands
from trunkline.fallout import routing_store as store
from trunkline.fallout.category_store import list_categories
from trunkline.fallout.queries import get_fallout
from trunkline.fallout.routing_model import Routed, RoutingRule, matching
from trunkline.fallout.state import FalloutState
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import FalloutId, ServiceOrderId

_TAGS = ["Fallout"]
_LONGEST_MINUTES = 525_600  # a year
_MINUTE = timedelta(minutes=1)


class RoutingRuleBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """A fallout for which everything named holds goes to the group, and to the person when one is named.

    `category` is the kind of its domain order, `falloutCategory` where it is filed (or the category above), `system` the one that was asked, `urgency` this priority or a more
    urgent one. After `escalateAfterMinutes` an open one goes to the group `escalateTo`.
    """

    name: str
    assignment_group: str
    assignee: str | None = None
    fallout_type: str | None = None
    specification: str | None = None
    category: Literal["cfs", "rfs", "resource"] | None = None
    fallout_category: str | None = None
    system: str | None = None
    urgency: Annotated[int, msgspec.Meta(ge=1, le=5)] | None = None
    escalate_after_minutes: Annotated[int, msgspec.Meta(ge=1, le=_LONGEST_MINUTES)] | None = None
    escalate_to: str | None = None


class NewRoutingRules(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """All rules; the first that holds decides. `version` is the one that was looked at, null to save over whatever is."""

    rules: list[RoutingRuleBody]
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


class RoutingRulesBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """All rules; the first that holds decides. `version` 0 was never saved."""

    rules: list[RoutingRuleBody]
    version: int
    changed_by: str | None
    changed_at: datetime | None


class RoutingTrial(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """A fallout as rules look at it, to be tried out; null is what no rule asks for."""

    priority: Annotated[int, msgspec.Meta(ge=1, le=5)]
    fallout_type: str | None = None
    specification: str | None = None
    category: Literal["cfs", "rfs", "resource"] | None = None
    fallout_category: str | None = None
    system: str | None = None


class RoutingTrialBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Who would get it by which rule, the `place`-th from the top; all null when no rule holds."""

    rule: str | None
    place: int | None
    assignment_group: str | None
    assignee: str | None
    escalate_after_minutes: int | None
    escalate_to: str | None


class WatchersBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Who watches a fallout, and whether the caller does."""

    watchers: list[str]
    watching: bool


_ALIKE = ("name", "assignment_group", "assignee", "fallout_type", "specification", "category", "fallout_category",
          "system", "urgency", "escalate_to")  # fmt: skip


async def _rules(database: Database) -> RoutingRulesBody:
    async with database.reading() as tx:
        rules = await store.list_rules(tx)
        version = await store.read_version(tx)
    return RoutingRulesBody(
        version=version.version, changed_by=version.changed_by, changed_at=version.changed_at,
        rules=[
            RoutingRuleBody(
                escalate_after_minutes=None if rule.escalate_after is None else round(rule.escalate_after / _MINUTE),
                **{name: getattr(rule, name) for name in _ALIKE},
            )
            for rule in rules
        ],
    )  # fmt: skip


@get("/api/falloutRoutingRules", tags=_TAGS)
async def show_fallout_routing_rules(database: Database, actor: Actor) -> RoutingRulesBody:
    """Who looks at new fallouts, and who when they stay open."""
    actor.require(Permission.FALLOUT_READ)
    return await _rules(database)


@put("/api/falloutRoutingRules", tags=_TAGS)
async def save_fallout_routing_rules(data: NewRoutingRules, database: Database, actor: Actor) -> RoutingRulesBody:
    """Sets all rules; fallouts raised from now on go by them. 409 when somebody saved others since `version`."""
    rules = [
        RoutingRule(
            escalate_after=(
                None if body.escalate_after_minutes is None else timedelta(minutes=body.escalate_after_minutes)
            ),
            **{name: getattr(body, name) for name in _ALIKE},
        )
        for body in data.rules
    ]
    async with database.transaction() as tx:
        await commands.save_routing_rules(tx, rules, by=actor, now=clock.now(), version=data.version)
    return await _rules(database)


@post("/api/falloutRoutingRules/try", tags=_TAGS, status_code=200)
async def try_fallout_routing_rules(data: RoutingTrial, database: Database, actor: Actor) -> RoutingTrialBody:
    """Who would get such a fallout now; nothing is written."""
    actor.require(Permission.FALLOUT_READ)
    async with database.reading() as tx:
        rules = await store.list_rules(tx)
        categories = {known.id: known for known in await list_categories(tx)}
    filed = categories.get(data.fallout_category or "")
    supposed = Routed(
        id=FalloutId(ServiceOrderId(0), 0), task_n=0, fallout_type=data.fallout_type or "",
        specification=data.specification or "", category=data.category or "", system=data.system,
        fallout_categories=() if filed is None else tuple(each for each in (filed.id, filed.parent) if each),
        priority=data.priority, state=FalloutState.OPEN, assignment_group=None, assignee=None,
    )  # fmt: skip
    rule = matching(rules, supposed)
    if rule is None:
        return RoutingTrialBody(
            rule=None, place=None, assignment_group=None, assignee=None, escalate_after_minutes=None, escalate_to=None
        )
    return RoutingTrialBody(
        rule=rule.name, place=1 + rules.index(rule), assignment_group=rule.assignment_group, assignee=rule.assignee,
        escalate_after_minutes=None if rule.escalate_after is None else round(rule.escalate_after / _MINUTE),
        escalate_to=rule.escalate_to,
    )  # fmt: skip


async def _watchers(database: Database, fallout_id: FalloutId, actor: Actor) -> WatchersBody:
    async with database.reading() as tx:
        await get_fallout(tx, fallout_id)
        watchers = await store.list_watchers(tx, fallout_id)
    return WatchersBody(watchers=watchers, watching=actor.name in watchers)


@get("/api/fallouts/{number:str}/watchers", tags=_TAGS)
async def list_fallout_watchers(number: str, database: Database, actor: Actor) -> WatchersBody:
    """Who watches a fallout: by their own wish, or named in a note as @name."""
    actor.require(Permission.FALLOUT_READ)
    return await _watchers(database, FalloutId.read(number), actor)


@post("/api/fallouts/{number:str}/watch", tags=_TAGS, status_code=200)
async def watch_fallout(number: str, database: Database, actor: Actor) -> WatchersBody:
    """The caller watches it."""
    fallout_id = FalloutId.read(number)
    async with database.transaction() as tx:
        await commands.watch_fallout(tx, fallout_id, by=actor, now=clock.now())
    return await _watchers(database, fallout_id, actor)


@post("/api/fallouts/{number:str}/unwatch", tags=_TAGS, status_code=200)
async def unwatch_fallout(number: str, database: Database, actor: Actor) -> WatchersBody:
    """The caller does not watch it any more."""
    fallout_id = FalloutId.read(number)
    async with database.transaction() as tx:
        await commands.unwatch_fallout(tx, fallout_id, by=actor)
    return await _watchers(database, fallout_id, actor)


routes = [
    show_fallout_routing_rules, save_fallout_routing_rules, try_fallout_routing_rules, list_fallout_watchers, watch_fallout, unwatch_fallout,
]  # fmt: skip
