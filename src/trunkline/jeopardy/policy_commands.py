"""Making, changing and taking away jeopardy policies."""

from __future__ import annotations

from datetime import datetime

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.events import history
from trunkline.jeopardy import policy_store
from trunkline.jeopardy.errors import JeopardyPolicyInvalid, UnknownJeopardyPolicy
from trunkline.jeopardy.events import JeopardyPolicyDeleted, JeopardyPolicySaved
from trunkline.jeopardy.policies import JeopardyPolicy, faults
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem

_LONGEST = 100


async def save_policy(tx: Tx, name: str, policy: JeopardyPolicy, *, by: Actor, now: datetime) -> None:
    """Makes or changes a policy; every open task is looked at anew (JEO-04, JEO-05, JEO-08).

    Needs `catalog:design`; raises JeopardyPolicyInvalid with every fault.
    """
    by.require(Permission.CATALOG_DESIGN)
    problems = faults(policy)
    if not name.strip() or len(name) > _LONGEST or "\0" in name:
        problems.append(Problem(field="name", what="it is empty or long", action=f"give 1 to {_LONGEST} characters"))
    if problems:
        raise JeopardyPolicyInvalid(f"the policy cannot be saved: {problems[0].what}", problems=problems)
    await policy_store.save_policy(tx, name, policy, by=by.name, now=now)
    await history.record(tx, JeopardyPolicySaved(name=name, policy=msgspec.to_builtins(policy), by=by.name, at=now))


async def delete_policy(tx: Tx, name: str, *, by: Actor, now: datetime) -> None:
    """Takes a policy away. Needs `catalog:design`; raises UnknownJeopardyPolicy."""
    by.require(Permission.CATALOG_DESIGN)
    if "\0" in name or not await policy_store.delete_policy(tx, name):
        raise UnknownJeopardyPolicy(f"there is no jeopardy policy '{name[:_LONGEST]}'")
    await history.record(tx, JeopardyPolicyDeleted(name=name, by=by.name, at=now))
