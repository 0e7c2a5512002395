"""Users, roles and groups: who may change them, and what is remembered."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from trunkline.access import commands, queries
from trunkline.access.errors import (
    GroupNameInvalid,
    GroupNameTaken,
    LastAdministrator,
    NotPermitted,
    UnknownGroup,
    UnknownRole,
    UnknownUser,
    UserNameInvalid,
    UserNameTaken,
    WeakPassword,
)
from trunkline.access.model import SYSTEM, Actor, Permission, Role, User
from trunkline.access.queries import actor_of
from trunkline.events.queries import read_events
from trunkline.kit.db import Database, Tx

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ALEX = Actor(name="alex", permissions=frozenset({Permission.ORDER_READ}))


async def add_user(tx: Tx, name: str = "alex", *roles: Role, password: str | None = None) -> User:
    return await commands.create_user(
        tx, user_name=name, full_name=name.title(), roles=roles or [Role.ORDER_VIEWER], password=password,
        by=SYSTEM, now=NOW,
    )  # fmt: skip


async def test_a_user_has_the_rights_of_all_roles_together(db: Database) -> None:
    """SEC-01"""
    async with db.transaction() as tx:
        user = await add_user(tx, "alex", Role.FALLOUT_AGENT, Role.CATALOG_DESIGNER)
    actor = actor_of(user)
    assert actor.may(Permission.FALLOUT_WORK)
    assert actor.may(Permission.CATALOG_DESIGN)
    assert not actor.may(Permission.ORDER_APPROVE)


@pytest.mark.parametrize("name", ["", " ", "ä", "a b", "_x", "a" * 101, "a\0b"])
async def test_a_user_name_that_is_none_is_refused(db: Database, name: str) -> None:
    """API-06"""
    async with db.transaction() as tx:
        with pytest.raises(UserNameInvalid):
            await add_user(tx, name)


async def test_what_cannot_be_a_user_is_refused_with_its_own_error(db: Database) -> None:
    """API-06"""
    async with db.transaction() as tx:
        await add_user(tx, "alex")
        with pytest.raises(UserNameTaken):
            await add_user(tx, " ALEX ")
        with pytest.raises(UnknownRole, match="orderViewer"):
            await commands.create_user(tx, user_name="b", full_name="B", roles=["boss"], by=SYSTEM, now=NOW)
        for password in ("short", "x" * 201):
            with pytest.raises(WeakPassword):
                await add_user(tx, "c", password=password)


async def test_only_administrators_change_users_and_groups(db: Database) -> None:
    """SEC-01"""
    async with db.transaction() as tx:
        await add_user(tx, "bea")
        await commands.create_group(tx, name="Field Operations", by=SYSTEM, now=NOW)
        for attempt in (
            commands.create_user(tx, user_name="x", full_name="X", roles=[], by=ALEX, now=NOW),
            commands.set_roles(tx, "bea", [Role.ADMINISTRATOR], by=ALEX, now=NOW),
            commands.deactivate_user(tx, "bea", by=ALEX, now=NOW),
            commands.set_password(tx, "bea", "long enough 1", by=ALEX, now=NOW),
            commands.create_api_key(tx, name="k", user_name="bea", by=ALEX, now=NOW),
            commands.create_group(tx, name="G", by=ALEX, now=NOW),
            commands.set_members(tx, "Field Operations", ["bea"], by=ALEX, now=NOW),
            commands.delete_group(tx, "Field Operations", by=ALEX, now=NOW),
        ):
            with pytest.raises(NotPermitted):
                await attempt


async def test_every_change_of_a_user_says_what_was_before_and_after(db: Database) -> None:
    """AUD-01"""
    async with db.transaction() as tx:
        await add_user(tx, "alex")
        await commands.change_user(
            tx, "alex", full_name="Alex A.", email="a@example.com", roles=[Role.FALLOUT_MANAGER], by=SYSTEM, now=NOW
        )
        await commands.deactivate_user(tx, "alex", by=SYSTEM, now=NOW)
        await commands.change_user(tx, "alex", active=True, by=SYSTEM, now=NOW)
        await commands.change_user(tx, "alex", full_name="Alex A.", by=SYSTEM, now=NOW)  # nothing new
    async with db.reading() as tx:
        told = [read.entry for read in await read_events(tx)]
    assert [entry.kind for entry in told] == ["UserCreated", "UserChanged", "UserDeactivated", "UserActivated"]
    assert told[1].data["changes"] == [
        {"field": "fullName", "before": "Alex", "after": "Alex A."},
        {"field": "email", "before": None, "after": "a@example.com"},
        {"field": "roles", "before": ["orderViewer"], "after": ["falloutManager"]},
    ]
    assert all(entry.by == "system" and entry.at == NOW for entry in told)


async def test_the_last_administrator_stays(db: Database) -> None:
    """SEC-01"""
    async with db.transaction() as tx:
        await add_user(tx, "root", Role.ADMINISTRATOR)
        await add_user(tx, "second", Role.ADMINISTRATOR)
        await commands.deactivate_user(tx, "second", by=SYSTEM, now=NOW)
    for change in ({"active": False}, {"roles": [Role.ORDER_VIEWER]}):
        with pytest.raises(LastAdministrator):
            async with db.transaction() as tx:
                await commands.change_user(tx, "root", by=SYSTEM, now=NOW, **change)  # type: ignore[arg-type]  # both fit
    async with db.reading() as tx:
        assert (await queries.get_user(tx, "root")).roles == (Role.ADMINISTRATOR,)


async def test_an_administrator_is_made_only_when_there_is_none(db: Database) -> None:
    """OPS-01"""
    async with db.transaction() as tx:
        made = await commands.ensure_administrator(tx, user_name="admin", password="a password", by=SYSTEM, now=NOW)
        again = await commands.ensure_administrator(tx, user_name="other", password="a password", by=SYSTEM, now=NOW)
    assert (made[0].user_name, made[1]) == ("admin", True)
    assert (again[0].user_name, again[1]) == ("admin", False)


async def test_an_account_that_was_there_becomes_administrator_when_nobody_is(db: Database) -> None:
    """OPS-01"""
    async with db.transaction() as tx:
        await add_user(tx, "admin", Role.ORDER_VIEWER)
        await tx.execute("UPDATE user_account SET active = false")
        user, made = await commands.ensure_administrator(
            tx, user_name="admin", password="a password", by=SYSTEM, now=NOW
        )
    assert made
    assert user.active
    assert user.roles == (Role.ADMINISTRATOR, Role.ORDER_VIEWER)


async def test_a_group_has_exactly_the_members_it_was_given(db: Database) -> None:
    """SEC-01"""
    async with db.transaction() as tx:
        for name in ("alex", "bea", "carl"):
            await add_user(tx, name)
        await commands.create_group(tx, name=" Field  Operations ", description="Vans", by=SYSTEM, now=NOW)
        await commands.set_members(tx, "Field Operations", ["alex", "BEA"], by=SYSTEM, now=NOW)
        group = await commands.set_members(tx, "Field Operations", ["bea", "carl"], by=SYSTEM, now=NOW)
        assert group.members == ("bea", "carl")
        assert (await queries.get_user(tx, "carl")).groups == ("Field Operations",)
    async with db.reading() as tx:
        last = (await read_events(tx, kinds=["AssignmentGroupMembersChanged"]))[-1].entry
    assert last.data == {"group": "Field Operations", "added": ["carl"], "removed": ["alex"]}


async def test_what_cannot_be_a_group_is_refused_with_its_own_error(db: Database) -> None:
    """API-06"""
    async with db.transaction() as tx:
        await commands.create_group(tx, name="G", by=SYSTEM, now=NOW)
        with pytest.raises(GroupNameTaken):
            await commands.create_group(tx, name="G", by=SYSTEM, now=NOW)
        with pytest.raises(GroupNameInvalid):
            await commands.create_group(tx, name="  ", by=SYSTEM, now=NOW)
        with pytest.raises(UnknownGroup):
            await commands.set_members(tx, "H", [], by=SYSTEM, now=NOW)
        with pytest.raises(UnknownUser):
            await commands.set_members(tx, "G", ["nobody"], by=SYSTEM, now=NOW)
        await commands.delete_group(tx, "G", by=SYSTEM, now=NOW)
        with pytest.raises(UnknownGroup):
            await commands.delete_group(tx, "G", by=SYSTEM, now=NOW)


async def test_no_event_of_this_room_holds_a_secret(db: Database) -> None:
    """SEC-01: neither passwords nor keys nor their hashes are in the history."""
    async with db.transaction() as tx:
        user = await add_user(tx, "alex", password="hush hush hush")
        await commands.set_password(tx, "alex", "hush hush hush 2", by=SYSTEM, now=NOW)
        token = await commands.open_session(tx, by=actor_of(user), now=NOW)
        made, key = await commands.create_api_key(tx, name="k", by=actor_of(user), now=NOW)
        await commands.revoke_api_key(tx, made.id, by=actor_of(user), now=NOW)
        await commands.sign_out(tx, token, now=NOW)
    async with db.reading() as tx:
        told = msgspec.json.encode([read.entry for read in await read_events(tx)]).decode()
        assert await tx.fetchval("SELECT count(*) FROM event") == 6
    assert not any(secret in told for secret in ("hush", "argon2", token, key, token[:12], key[:12]))
