"""What operators do to domain systems: set limits, hold calls, release them at a rate; and callbacks that come in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.catalog.model import RetryRule, retry_faults
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.ids import TaskId
from trunkline.orchestration.messages import report_message
from trunkline.southbound import store
from trunkline.southbound.callbacks import WINDOW, Address, address_of
from trunkline.southbound.errors import (
    CallbackReplayed,
    CallbackUnreadable,
    DomainSystemInvalid,
    HoldReasonRequired,
    NotHeld,
    UnknownDomainSystem,
)
from trunkline.southbound.events import DomainSystemHeld, DomainSystemReleased, DomainSystemSaved
from trunkline.southbound.model import DomainSystem, Release
from trunkline.southbound.queries import FASTEST


async def save_domain_system(
    tx: Tx, name: str, *, concurrency: int | None = None, rate: float | None = None, failures_to_open: int = 10,
    open_for: timedelta = timedelta(seconds=30), callback_secret: str | None = None,
    callback_token: str | None = None, retry: Mapping[str, RetryRule] | None = None, by: Actor, now: datetime,
) -> DomainSystem:  # fmt: skip
    """Makes a system known, or sets its limits anew; a hold and its circuit stay as they are.

    Needs `catalog:design`. Raises DomainSystemInvalid.
    """
    by.require(Permission.CATALOG_DESIGN)
    if not name or len(name) > 200 or "/" in name:
        raise DomainSystemInvalid("give the system the name that task specifications use, without a slash")
    positive = [concurrency, rate, failures_to_open, open_for.total_seconds()]
    if any(value is not None and not 0 < value < 1e9 for value in positive):
        raise DomainSystemInvalid("limits are positive numbers; leave one out for no limit")
    for reference in (callback_secret, callback_token):
        if reference is not None and not reference.startswith(("env:", "file:")):
            raise DomainSystemInvalid("a secret is named env:NAME or file:/path, not written out")
    faults = retry_faults(retry or {})
    if faults:
        raise DomainSystemInvalid(f"the rules for trying again cannot be kept: {'; '.join(faults)}")
    known = await store.lock_system(tx, name) or DomainSystem(name=name, changed_at=now)
    system = msgspec.structs.replace(
        known, concurrency=concurrency, rate=rate, failures_to_open=failures_to_open, open_for=open_for,
        callback_secret=callback_secret, callback_token=callback_token, retry=dict(retry or {}), changed_at=now,
    )  # fmt: skip
    await store.save_system(tx, system)
    await history.record(tx, DomainSystemSaved(system=name, by=by.name, at=now))
    return system


async def change_limits(
    tx: Tx, name: str, *, concurrency: int | None, rate: float | None, failures_to_open: int, open_for: timedelta,
    by: Actor, now: datetime,
) -> DomainSystem:  # fmt: skip
    """Sets how much may be asked of a known system, and when its circuit opens; all else of it stays.

    Needs `catalog:design`. Raises UnknownDomainSystem, DomainSystemInvalid.
    """
    by.require(Permission.CATALOG_DESIGN)
    known = await store.lock_system(tx, name)
    if known is None:
        raise UnknownDomainSystem(f"there is no domain system '{name}'")
    return await save_domain_system(
        tx, name, concurrency=concurrency, rate=rate, failures_to_open=failures_to_open, open_for=open_for,
        callback_secret=known.callback_secret, callback_token=known.callback_token, retry=known.retry, by=by, now=now,
    )  # fmt: skip


async def hold_domain_system(
    tx: Tx, name: str, *, reason: str, until: datetime | None = None, by: Actor, now: datetime
) -> DomainSystem:
    """Asks nothing of the system until it is released; calls under way end. `until` is when it is expected back.

    Needs `task:manage`. A system that was not known becomes so.
    """
    by.require(Permission.TASK_MANAGE)
    if not reason.strip():
        raise HoldReasonRequired("say why nothing may be asked of the system")
    known = await store.lock_system(tx, name) or DomainSystem(name=name, changed_at=now)
    system = msgspec.structs.replace(
        known, held=True, held_reason=reason.strip(), held_by=by.name, held_at=now, held_until=until,
        released_until=None, changed_at=now,
    )  # fmt: skip
    await store.save_system(tx, system)
    await history.record(tx, DomainSystemHeld(system=name, reason=reason.strip(), by=by.name, at=now))
    return system


async def release_domain_system(tx: Tx, name: str, *, rate: float, by: Actor, now: datetime) -> Release:
    """Lets held calls go, `rate` a second, urgent tasks first; new ones come after them.

    Needs `task:manage`. Raises UnknownDomainSystem, NotHeld, DomainSystemInvalid.
    """
    by.require(Permission.TASK_MANAGE)
    if not 0 < rate <= FASTEST:
        raise DomainSystemInvalid(f"the rate is a number of calls a second, above 0 and at most {FASTEST:g}")
    # the orders first, then the system: whoever changes an order locks it first
    calls, last_at = await store.schedule_release(tx, name, rate=rate, now=now)
    system = await store.lock_system(tx, name)
    if system is None:
        raise UnknownDomainSystem(f"there is no domain system '{name}'")
    if not system.held:
        raise NotHeld(f"{name} is not held")
    await store.save_system(
        tx,
        msgspec.structs.replace(
            system, held=False, held_reason=None, held_by=None, held_at=None, held_until=None, release_rate=rate,
            released_until=last_at, changed_at=now,
        ),
    )  # fmt: skip
    await history.record(tx, DomainSystemReleased(system=name, calls=calls, rate=rate, by=by.name, at=now))
    return Release(calls=calls, last_at=last_at)


async def take_callback(
    tx: Tx, system: str, message: Mapping[str, Any], *, signature: str | None, now: datetime
) -> TaskId | None:
    """A message of a verified sender: kept for the task that waits for it, which is then looked at at once.

    Answers the task, None when nothing waits for it (late, or a duplicate: harmless). With `signature`, the very same
    message sent again is refused. Raises CallbackReplayed, CallbackUnreadable.
    """
    if signature is not None:
        digest = hashlib.sha256(signature.encode()).hexdigest()
        if not await store.take_receipt(tx, system, digest, now=now, kept=WINDOW * 2):
            raise CallbackReplayed("this very message was sent before: sign each delivery anew")
    address = address_of(message)
    if address == Address():
        raise CallbackUnreadable(
            "the message names no work: send `externalId` (the Idempotency-Key) or the `id` that was given for it"
        )
    return await report_message(tx, system, dict(message), key=address.key, reference=address.reference, now=now)
