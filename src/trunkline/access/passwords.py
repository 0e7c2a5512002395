"""Passwords and keys: hashed with Argon2id, made at random, compared without telling anything by time."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from trunkline.access.errors import WeakPassword
from trunkline.kit.errors import Problem

SHORTEST_PASSWORD: Final = 10
LONGEST_PASSWORD: Final = 200  # hashing a book would be a way to keep the server busy
KEY_PREFIX: Final = "tlk_"

# RFC 9106, second recommended option: 64 MiB
_hasher = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=1)
# what an unknown user's password is compared with, so that the answer takes as long as for a known one
_NOBODY: Final = "$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI"


def check_password(password: str, *, field: str = "password") -> None:
    """Raises WeakPassword unless the password has a length that is allowed."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        action = f"choose one of {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters"
        what = "the password is too short" if len(password) < SHORTEST_PASSWORD else "the password is too long"
        raise WeakPassword(f"{what}: {action}", problems=[Problem(field=field, what=what, action=action)])


async def hash_password(password: str) -> str:
    """The Argon2id hash of a password; computed in a thread, so that other requests go on.

    Raises WeakPassword when it is too short or too long.
    """
    check_password(password)
    return await asyncio.to_thread(_hasher.hash, password)


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


async def password_matches(password_hash: str | None, password: str) -> bool:
    """Whether a password is the one behind a hash; for None (nobody) it takes as long and is False."""
    if len(password) > LONGEST_PASSWORD:
        password, password_hash = "", None
    matched = await asyncio.to_thread(_matches, password_hash or _NOBODY, password)
    return matched and password_hash is not None


def new_secret(prefix: str = "") -> str:
    """A random secret of 256 bits, for a session cookie or an API key."""
    return prefix + secrets.token_urlsafe(32)


def secret_hash(secret: str) -> bytes:
    """What is kept of a random secret: its SHA-256. (It is random, so nothing slower is needed.)"""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
