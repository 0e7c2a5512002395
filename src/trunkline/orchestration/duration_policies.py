"""Making, changing and taking away duration policies: all of a file, or none of it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.orchestration import duration_store
from trunkline.orchestration.calendar_store import load_calendars
from trunkline.orchestration.duration_store import load_durations
from trunkline.orchestration.durations import DurationPolicies, faults
from trunkline.orchestration.errors import DurationPolicyInvalid, UnknownDurationPolicy
from trunkline.orchestration.events import DurationPolicyDeleted, DurationPolicySaved

__all__ = ["delete_durations", "load_durations", "save_durations"]


async def save_durations(tx: Tx, wanted: DurationPolicies, *, by: Actor, now: datetime) -> list[str]:
    """Makes these policies so, all or none, and answers the names of those that changed (JEO-01).

    Plans made from now on use them; tasks that exist keep the duration that they were planned with. Needs
    `catalog:design`; raises DurationPolicyInvalid with every fault of every policy.
    """
    by.require(Permission.CATALOG_DESIGN)
    calendars = await load_calendars(tx)
    problems = [problem for name, policy in wanted.items() for problem in faults(name, policy, calendars)]
    if problems:
        first = problems[0]
        raise DurationPolicyInvalid(f"'{first.item}' cannot be saved: {first.field}: {first.what}", problems=problems)
    held = await load_durations(tx)
    changed = {name: policy for name, policy in wanted.items() if held.get(name) != policy}
    if changed:
        await duration_store.save(tx, changed, by=by.name, now=now)
        await history.record_all(
            tx,
            [
                DurationPolicySaved(name=name, policy=msgspec.to_builtins(policy), by=by.name, at=now)
                for name, policy in changed.items()
            ],
        )
    return sorted(changed)


async def delete_durations(tx: Tx, name: str, *, by: Actor, now: datetime) -> None:
    """Takes a policy away. Needs `catalog:design`; raises UnknownDurationPolicy."""
    by.require(Permission.CATALOG_DESIGN)
    if "\0" in name or not await duration_store.delete(tx, [name]):
        raise UnknownDurationPolicy(f"there is no duration policy '{name[:100]}'")
    await history.record(tx, DurationPolicyDeleted(name=name, by=by.name, at=now))
