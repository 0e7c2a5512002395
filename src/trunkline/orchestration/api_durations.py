"""HTTP: duration policies, by request type, customer, specification and task."""

from __future__ import annotations

import msgspec
from litestar import delete, get, put

from trunkline.access.model import Actor, Permission
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.orchestration import duration_policies
from trunkline.orchestration.durations import DurationPolicy


class DurationPoliciesBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Duration policies by name. Of those that are for a task the first by position, then by name, decides."""

    items: dict[str, DurationPolicy]
    verbs: list[str]


class NewDurationPolicies(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Policies by name; those that are not named stay as they are."""

    duration_policies: dict[str, DurationPolicy]


@get("/api/durationPolicies", tags=["Working calendars"])
async def list_duration_policies(database: Database, actor: Actor) -> DurationPoliciesBody:
    """All duration policies."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        found = dict(await duration_policies.load_durations(tx))
    return DurationPoliciesBody(items=found, verbs=["save", "delete"] if actor.may(Permission.CATALOG_DESIGN) else [])


@put("/api/durationPolicies", tags=["Working calendars"])
async def save_duration_policies(data: NewDurationPolicies, database: Database, actor: Actor) -> DurationPoliciesBody:
    """Makes these policies so, all or none; plans that are made from now on use them."""
    async with database.transaction() as tx:
        await duration_policies.save_durations(tx, data.duration_policies, by=actor, now=clock.now())
        return DurationPoliciesBody(items=dict(await duration_policies.load_durations(tx)), verbs=["save", "delete"])


@delete("/api/durationPolicies/{name:str}", tags=["Working calendars"])
async def delete_duration_policy(name: str, database: Database, actor: Actor) -> None:
    """Takes a policy away; tasks that exist keep their duration."""
    async with database.transaction() as tx:
        await duration_policies.delete_durations(tx, name, by=actor, now=clock.now())


routes = [list_duration_policies, save_duration_policies, delete_duration_policy]
