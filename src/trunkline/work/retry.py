"""How long to rest before the next try."""

from __future__ import annotations

import zlib
from datetime import timedelta


def rest(attempt: int, *, delay: timedelta, factor: float, longest: timedelta, spread: str = "") -> timedelta:
    """The rest after the failed attempt number `attempt` (from 1): delay, delay*factor, ... at most `longest`.

    With `spread` it is shortened by up to a fifth, by a share that follows from that text: what failed together does
    not come back together, and a test can foretell it.
    """
    try:
        seconds = delay.total_seconds() * factor ** (attempt - 1)
    except OverflowError:
        seconds = longest.total_seconds()
    if spread:
        seconds *= 1 - 0.2 * (zlib.crc32(spread.encode()) / 2**32)
    return min(timedelta(seconds=min(seconds, longest.total_seconds())), longest)
