"""What administrators do to the groups and sessions of one account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trunkline.access import store
from trunkline.access.errors import UnknownGroup, UnknownUser
from trunkline.access.events import AssignmentGroupMembersChanged, UserSessionsEnded
from trunkline.access.model import Actor, Permission
from trunkline.access.queries import get_user
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem


async def set_groups(tx: Tx, user_name: str, groups: Sequence[str], *, by: Actor, now: datetime) -> None:
    """The user is in exactly these groups; raises UnknownUser, UnknownGroup."""
    by.require(Permission.USER_ADMIN)
    if await store.lock_user(tx, user_name) is None:
        raise UnknownUser(f"there is no user '{user_name[:60]}'; GET /api/users lists them")
    user = await get_user(tx, user_name)
    wanted, before = set(groups), set(user.groups)
    if unknown := sorted(wanted - await store.existing_groups(tx, sorted(wanted))):
        what, action = f"there is no group '{unknown[0][:60]}'", "choose one of GET /api/groups"
        raise UnknownGroup(f"{what}; {action}", problems=[Problem(field="groups", what=what, action=action)])
    if wanted == before:
        return
    joined, left = sorted(wanted - before), sorted(before - wanted)
    await store.change_groups(tx, user.id, joined=joined, left=left)
    await history.record_all(
        tx,
        [
            AssignmentGroupMembersChanged(
                group=group, added=(user.user_name,) if group in joined else (),
                removed=() if group in joined else (user.user_name,), by=by.name, at=now,
            )
            for group in [*joined, *left]
        ],
    )  # fmt: skip


async def end_sessions(tx: Tx, user_name: str, *, by: Actor, now: datetime) -> int:
    """Signs a user out everywhere, oneself or (with the right to administer users) another; answers from how many
    places. API keys go on working. Raises UnknownUser, NotPermitted."""
    if by.name != user_name.strip().lower():
        by.require(Permission.USER_ADMIN)
    user_id = await store.lock_user(tx, user_name)
    if user_id is None:
        raise UnknownUser(f"there is no user '{user_name[:60]}'; GET /api/users lists them")
    ended = await store.delete_sessions_of(tx, user_id)
    if ended:
        ended_sessions = UserSessionsEnded(user_name=user_name.strip().lower(), sessions=ended, by=by.name, at=now)
        await history.record(tx, ended_sessions)
    return ended
