"""HTTP: jeopardy policies: levels by specification, task and group; bands for items; what is not watched."""

from __future__ import annotations

import msgspec
from litestar import delete, get, put

from trunkline.access.model import Actor, Permission
from trunkline.jeopardy import policy_commands, queries
from trunkline.jeopardy.policies import JeopardyPolicy
from trunkline.kit import clock
from trunkline.kit.db import Database


class JeopardyPoliciesBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Policies by name. Of those that are for something the first by position, then by name, decides."""

    items: dict[str, JeopardyPolicy]
    verbs: list[str]


@get("/api/jeopardyPolicies", tags=["Jeopardy"])
async def list_jeopardy_policies(database: Database, actor: Actor) -> JeopardyPoliciesBody:
    """All policies."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        found = await queries.read_policies(tx)
    return JeopardyPoliciesBody(items=found, verbs=["save", "delete"] if actor.may(Permission.CATALOG_DESIGN) else [])


@put("/api/jeopardyPolicies/{name:str}", tags=["Jeopardy"])
async def save_jeopardy_policy(name: str, data: JeopardyPolicy, database: Database, actor: Actor) -> JeopardyPolicy:
    """Makes or changes a policy; every open task is looked at anew."""
    async with database.transaction() as tx:
        await policy_commands.save_policy(tx, name, data, by=actor, now=clock.now())
    return data


@delete("/api/jeopardyPolicies/{name:str}", tags=["Jeopardy"])
async def delete_jeopardy_policy(name: str, database: Database, actor: Actor) -> None:
    """Takes a policy away."""
    async with database.transaction() as tx:
        await policy_commands.delete_policy(tx, name, by=actor, now=clock.now())


routes = [list_jeopardy_policies, save_jeopardy_policy, delete_jeopardy_policy]
