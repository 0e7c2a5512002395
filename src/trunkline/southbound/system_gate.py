"""The gate before each domain system: maintenance, circuit breaker, rate and concurrency limits, of all workers.

Rules and state lie in PostgreSQL and are read once a second by each process, not once a call. While the database is
away the last known rules hold. A system without a row in `domain_system` is free.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import uuid
import zlib
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from trunkline.catalog.model_plans import ErrorClass
from trunkline.kit.db import OUTAGE, Database
from trunkline.orchestration.executor import Answer, Deferred, ExecutionCall, NotDone, Refused, Unknown
from trunkline.southbound import store
from trunkline.southbound.model import DomainSystem

_FRESH = timedelta(seconds=1)
_RECHECK = 60.0  # seconds; held work looks by itself so often, a release gives each call its turn
_BUSY = timedelta(seconds=1)
# a failure of the system or of the way there; a reasoned no is none
_FAILURES = frozenset({"timeout", "unreachable", "serverError"})


class SystemGate:
    """What one process knows of the systems, and counts."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._process = f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:6]}"
        self._systems: dict[str, DomainSystem] = {}
        self._elsewhere: dict[str, int] = {}
        self._read_at: datetime | None = None
        self._reading = asyncio.Lock()
        self._in_flight: dict[str, int] = defaultdict(int)
        self._failures: dict[str, int] = defaultdict(int)
        self._probing: set[str] = set()
        self._granted: dict[str, tuple[int, int]] = {}

    async def enter(self, call: ExecutionCall) -> Deferred | None:
        """None when the call may be made now; else until when, and why not."""
        now = self._clock()
        await self._refresh(now)
        name = call.system or ""
        system = self._systems.get(name)
        if system is not None:
            put_off = await self._judge(system, call, now)
            if put_off is not None:
                return put_off
        self._in_flight[name] += 1
        return None

    async def _judge(self, system: DomainSystem, call: ExecutionCall, now: datetime) -> Deferred | None:
        name = system.name
        if system.held:
            return Deferred(until=now + _spread(call), reason=f"{name} is held: {system.held_reason or 'maintenance'}")
        if system.released_until is not None and system.released_until > now and not call.released:
            return Deferred(until=system.released_until, reason=f"{name} takes what was held first")
        if system.opened_until is not None:
            if system.opened_until > now or name in self._probing:
                until = max(system.opened_until, now + _BUSY)
                return Deferred(until=until, reason=f"{name} failed {system.failures_to_open} times in a row: it rests")
            self._probing.add(name)  # one call finds out whether it is back
            return None
        if system.concurrency is not None:
            under_way = self._in_flight[name] + self._elsewhere.get(name, 0)
            if under_way >= system.concurrency:
                return Deferred(until=now + _BUSY, reason=f"{name} has {system.concurrency} calls under way")
        if system.rate is not None and not await self._grant(system, now):
            return Deferred(until=now + _BUSY, reason=f"{name} takes {system.rate:g} calls a second")
        return None

    async def _grant(self, system: DomainSystem, now: datetime) -> bool:
        """One of the calls that the system takes in this second; reserved for all workers a few at a time."""
        rate = system.rate or 1.0
        # slower than once a second: a window as long as it takes for one call
        window = 1.0 if rate >= 1 else 1 / rate
        second, most = int(now.timestamp() / window), max(1, int(rate * window))
        at, left = self._granted.get(system.name, (0, 0))
        if at != second:
            left = 0
        if left == 0:
            with contextlib.suppress(*OUTAGE):
                async with self._database.transaction() as tx:
                    left = await store.grant(tx, system.name, second, want=max(1, most // 10), most=most)
        if left == 0:
            return False
        self._granted[system.name] = (second, left - 1)
        return True

    def agreed(self, call: ExecutionCall, answer: Answer) -> Answer:
        """The answer with what is agreed with the system for its class of failure."""
        system = self._systems.get(call.system or "")
        if system is None or not isinstance(answer, Refused | NotDone):
            return answer
        rule = system.retry.get(answer.error_class if isinstance(answer, Refused) else ErrorClass.TIMEOUT)
        return answer if rule is None else msgspec.structs.replace(answer, agreed=rule)

    async def leave(self, call: ExecutionCall, answer: Answer | None) -> None:
        """The call has ended; so many failures in a row open the circuit, one success closes it."""
        name = call.system or ""
        self._in_flight[name] -= 1
        system = self._systems.get(name)
        if system is None or answer is None:
            self._probing.discard(name)
            return
        failed = isinstance(answer, Unknown) or (isinstance(answer, Refused) and answer.error_class in _FAILURES)
        probed = name in self._probing
        self._failures[name] = self._failures[name] + 1 if failed else 0
        opens = failed and (probed or self._failures[name] >= system.failures_to_open)
        closes = not failed and system.opened_until is not None
        if opens or closes:
            self._failures[name] = 0
            until = self._clock() + system.open_for if opens else None
            with contextlib.suppress(*OUTAGE):
                async with self._database.transaction() as tx:
                    await store.set_circuit(tx, name, until)
                self._read_at = None
        self._probing.discard(name)

    async def _refresh(self, now: datetime) -> None:
        if self._read_at is not None and now - self._read_at < _FRESH:
            return
        async with self._reading:  # the others of a batch wait for the one that reads, or they would pass unseen
            if self._read_at is None or now - self._read_at >= _FRESH:
                await self._read(now)

    async def _read(self, now: datetime) -> None:
        limited = {name: n for name, n in self._in_flight.items() if name in self._systems}
        with contextlib.suppress(*OUTAGE):
            async with self._database.transaction() as tx:
                self._systems = {system.name: system for system in await store.list_systems(tx)}
                if self._systems:
                    self._elsewhere = await store.exchange_use(tx, self._process, limited, now=now)
        self._read_at = now


def _spread(call: ExecutionCall) -> timedelta:
    """What is held together does not look together."""
    return timedelta(seconds=_RECHECK * (1 + zlib.crc32(call.idempotency_key.encode()) / 2**32))
