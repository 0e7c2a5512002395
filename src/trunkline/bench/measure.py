"""What a scenario answers."""

from __future__ import annotations

import os
import statistics
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import msgspec

from trunkline.kit.db import Database


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """One measured thing: the best and the median of several runs.

    Either beside the raw limit taken just before each run (`ratio` is the best of the runs' own ratios, `aim` what it
    should reach), or against a `limit` that it should not pass.
    """

    scenario: str
    unit: str
    best: float
    median: float
    raw_best: float | None = None
    ratio: float | None = None
    aim: float | None = None
    limit: float | None = None  # `median` should stay at or below
    runs: tuple[float, ...] = ()

    @property
    def missed(self) -> bool:
        """Whether the aim is missed or the limit passed."""
        if self.limit is not None and self.median > self.limit:
            return True
        return self.ratio is not None and self.aim is not None and self.ratio < self.aim


def p95_ms(seconds: Sequence[float]) -> float:
    """Of times in seconds, the one that 95 of 100 do not pass, in ms."""
    return statistics.quantiles(seconds, n=20)[-1] * 1_000


def within(scenario: str, unit: str, runs: Sequence[float], *, limit: float) -> Measure:
    """What should stay at or below a limit; the smallest run is the best."""
    return Measure(
        scenario=scenario, unit=unit, best=min(runs), median=statistics.median(runs), limit=limit, runs=tuple(runs)
    )


async def cpu_seconds(database: Database) -> float:
    """What this process and all processes of the database server have computed so far, in seconds of one core.

    Other load on the machine disturbs it less than it does the time on the wall. Only this process where there is no
    /proc, or when the server is on another machine; what ended processes of the server used is in it too.
    """
    async with database.reading() as tx:
        backend: int = await tx.fetchval("SELECT pg_backend_pid()")
    return sum(os.times()[:2]) + _server_seconds(backend)


def _server_seconds(backend: int) -> float:
    used: dict[int, float] = {}
    parts: dict[int, list[int]] = defaultdict(list)
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = entry.read_text().rpartition(")")
        except OSError:  # it has ended meanwhile
            continue
        pid, fields = int(entry.parent.name), rest.split()
        if "postgres" in name:
            parents[pid] = int(fields[1])
            parts[int(fields[1])].append(pid)
            used[pid] = sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK")
    server = parents.get(backend)
    return 0.0 if server is None else sum(used.get(pid, 0.0) for pid in (server, *parts[server]))


Tell = Callable[[str], None]
Scenario = Callable[[Database, int, int, Tell], Awaitable[list[Measure]]]  # database, orders, rounds, tell
