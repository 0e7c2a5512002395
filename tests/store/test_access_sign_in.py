"""Signing in: sessions that slide, keys that end, guessers that wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from trunkline.access import commands
from trunkline.access.errors import NotPermitted, TooManyAttempts, UnknownApiKey, WrongCredentials
from trunkline.access.model import SYSTEM, Role
from trunkline.access.queries import actor_of, find_actor_by_key, find_actor_by_session, get_user
from trunkline.access.sign_in import check_sign_in, sign_in
from trunkline.events.queries import read_events
from trunkline.kit.db import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse"


async def add_alex(db: Database, *, password: str | None = PASSWORD) -> None:
    async with db.transaction() as tx:
        await commands.create_user(
            tx, user_name="alex", full_name="Alex", roles=[Role.ORDER_VIEWER], password=password, by=SYSTEM, now=NOW
        )


async def find_session(db: Database, token: str, now: datetime) -> str | None:
    async with db.transaction() as tx:
        actor = await find_actor_by_session(tx, token, now=now)
    return actor.name if actor else None


async def test_a_session_lasts_twelve_hours_from_its_last_use(db: Database) -> None:
    """SEC-01"""
    await add_alex(db)
    actor, token = await sign_in(db, " Alex ", PASSWORD, now=NOW)
    assert (actor.name, actor.roles) == ("alex", (Role.ORDER_VIEWER,))
    for hours in (11, 22, 33):
        assert await find_session(db, token, NOW + timedelta(hours=hours)) == "alex"
    assert await find_session(db, token, NOW + timedelta(hours=46)) is None
    assert await find_session(db, token + "x", NOW) is None


async def test_a_session_ends_with_signing_out_a_new_password_and_deactivation(db: Database) -> None:
    """SEC-01"""
    await add_alex(db)
    tokens = [(await sign_in(db, "alex", PASSWORD, now=NOW))[1] for _ in range(2)]
    async with db.transaction() as tx:
        await commands.sign_out(tx, tokens[0], now=NOW)
        await commands.sign_out(tx, tokens[0], now=NOW)  # twice does no harm
    assert [await find_session(db, token, NOW) for token in tokens] == [None, "alex"]
    async with db.transaction() as tx:
        await commands.set_password(tx, "alex", "another password", by=SYSTEM, now=NOW)
    assert await find_session(db, tokens[1], NOW) is None
    _, token = await sign_in(db, "alex", "another password", now=NOW)
    async with db.transaction() as tx:
        await commands.deactivate_user(tx, "alex", by=SYSTEM, now=NOW)
    assert await find_session(db, token, NOW) is None
    with pytest.raises(WrongCredentials):
        await sign_in(db, "alex", "another password", now=NOW)


@pytest.mark.parametrize("name", ["alex", "nobody", "", "x" * 5000, "a\0b"])
async def test_wrong_name_and_wrong_password_are_told_in_the_same_words(db: Database, name: str) -> None:
    """SEC-01: nobody learns which names exist."""
    await add_alex(db)
    with pytest.raises(WrongCredentials) as caught:
        await check_sign_in(db, name, "wrong", now=NOW)
    assert caught.value.message == "the user name or the password is wrong, or the account is not active"


async def test_an_account_without_password_cannot_sign_in_with_one(db: Database) -> None:
    """SEC-01"""
    await add_alex(db, password=None)
    for password in ("", "None", "A" * 300):
        with pytest.raises(WrongCredentials):
            await check_sign_in(db, "alex", password, now=NOW)


@pytest.mark.parametrize("name", ["alex", "nobody"])
async def test_a_guesser_waits_longer_each_time_and_the_wait_ends(db: Database, name: str) -> None:
    """SEC-01: the same for names that do not exist."""
    await add_alex(db)
    for _ in range(6):
        with pytest.raises(WrongCredentials):
            await check_sign_in(db, name, "wrong", now=NOW)
    with pytest.raises(TooManyAttempts) as caught:
        await check_sign_in(db, name, PASSWORD, now=NOW)
    assert (caught.value.status, caught.value.retry_after) == (429, 1)
    with pytest.raises(WrongCredentials):
        await check_sign_in(db, name, "wrong", now=NOW + timedelta(seconds=1))
    with pytest.raises(TooManyAttempts) as caught:
        await check_sign_in(db, name, PASSWORD, now=NOW + timedelta(seconds=1))
    assert caught.value.retry_after == 2
    async with db.reading() as tx:
        blocked = [read.entry.data for read in await read_events(tx, kinds=["SignInBlocked"])]
    assert blocked == ([{"user_name": "alex", "failures": 6}] if name == "alex" else [])


async def test_a_right_password_forgives_the_wrong_ones_and_so_does_time(db: Database) -> None:
    """SEC-01"""
    await add_alex(db)
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            await check_sign_in(db, "alex", "wrong", now=NOW)
    await sign_in(db, "alex", PASSWORD, now=NOW)
    with pytest.raises(WrongCredentials):
        await check_sign_in(db, "nobody", "wrong", now=NOW)
    with pytest.raises(WrongCredentials):
        await check_sign_in(db, "somebody", "wrong", now=NOW + timedelta(minutes=16))
    async with db.reading() as tx:
        assert await tx.fetchval("SELECT array_agg(user_name) FROM sign_in_failure") == ["somebody"]


async def test_a_key_acts_for_its_user_until_it_is_revoked(db: Database) -> None:
    """SEC-01: the key is shown once; only its hash is kept."""
    await add_alex(db)
    async with db.transaction() as tx:
        alex = actor_of(await get_user(tx, "alex"))
        made, key = await commands.create_api_key(tx, name=" nightly export ", by=alex, now=NOW)
        found = await find_actor_by_key(tx, key, now=NOW)
        assert found == alex
        assert made.name == "nightly export"
        kept = await tx.fetchval("SELECT row_to_json(k)::text FROM api_key AS k")
        assert key not in kept
        await commands.revoke_api_key(tx, made.id, by=alex, now=NOW)
        await commands.revoke_api_key(tx, made.id, by=alex, now=NOW)  # twice does no harm
        assert await find_actor_by_key(tx, key, now=NOW) is None
    async with db.reading() as tx:
        told = [read.entry.kind for read in await read_events(tx)]
    assert told == ["UserCreated", "ApiKeyCreated", "ApiKeyRevoked"]


async def test_a_key_of_somebody_else_is_as_good_as_none(db: Database) -> None:
    """SEC-01"""
    await add_alex(db)
    async with db.transaction() as tx:
        alex = actor_of(await get_user(tx, "alex"))
        other = await commands.create_user(
            tx, user_name="bea", full_name="Bea", roles=[Role.ORDER_VIEWER], by=SYSTEM, now=NOW
        )
        made, key = await commands.create_api_key(tx, name="k", by=actor_of(other), now=NOW)
        with pytest.raises(UnknownApiKey):
            await commands.revoke_api_key(tx, made.id, by=alex, now=NOW)
        with pytest.raises(NotPermitted):
            await commands.create_api_key(tx, name="k", user_name="bea", by=alex, now=NOW)
        await commands.deactivate_user(tx, "bea", by=SYSTEM, now=NOW)
        assert await find_actor_by_key(tx, key, now=NOW) is None
