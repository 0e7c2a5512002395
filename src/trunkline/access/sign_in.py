"""Checks a name and a password: short transactions around one slow comparison, and a growing wait after failures."""

from __future__ import annotations

import math
from datetime import datetime

from trunkline.access import commands, queries
from trunkline.access.errors import TooManyAttempts, WrongCredentials
from trunkline.access.model import Actor
from trunkline.access.passwords import password_matches
from trunkline.access.queries import Credentials, actor_of
from trunkline.kit.db import Database

_WRONG = "the user name or the password is wrong, or the account is not active"
_LONGEST_NAME = 100


def _refuse_blocked(credentials: Credentials, *, now: datetime) -> None:
    if credentials.blocked_until is not None and credentials.blocked_until > now:
        seconds = math.ceil((credentials.blocked_until - now).total_seconds())
        raise TooManyAttempts(
            f"too many wrong passwords for this user name: try again in {seconds} seconds", retry_after=seconds
        )


async def check_sign_in(database: Database, user_name: str, password: str, *, now: datetime) -> Actor:
    """The actor with this name and password.

    Takes as long for a name that does not exist. Raises WrongCredentials, or TooManyAttempts while the name is closed
    after repeated failures.
    """
    name = user_name.strip().lower()
    if not name or len(name) > _LONGEST_NAME or "\0" in name:
        name = "\ufffd"  # nobody's: goes the same way as every other unknown name
    async with database.reading() as tx:
        credentials = await queries.find_credentials(tx, name)
    _refuse_blocked(credentials, now=now)
    matched = await password_matches(credentials.password_hash, password)
    if not matched or not credentials.active:
        async with database.transaction() as tx:
            await commands.record_failed_sign_in(tx, name, known=credentials.user_id is not None, now=now)
        raise WrongCredentials(_WRONG)
    async with database.reading() as tx:
        user = await queries.find_user(tx, name)
    if user is None or not user.active:
        raise WrongCredentials(_WRONG)
    return actor_of(user)


async def sign_in(database: Database, user_name: str, password: str, *, now: datetime) -> tuple[Actor, str]:
    """Opens a session; answers the actor and the session's secret, for the cookie.

    Raises what `check_sign_in` raises.
    """
    actor = await check_sign_in(database, user_name, password, now=now)
    async with database.transaction() as tx:
        token = await commands.open_session(tx, by=actor, now=now)
    return actor, token
