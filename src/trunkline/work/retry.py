"""How long to rest before the next try."""

from __future__ import annotations

from datetime import timedelta


def rest(attempt: int, *, delay: timedelta, factor: float, longest: timedelta) -> timedelta:
    """The rest after the failed attempt number `attempt` (from 1): delay, delay*factor, ... at most `longest`."""
    try:
        seconds = delay.total_seconds() * factor ** (attempt - 1)
    except OverflowError:
        return longest
    return min(timedelta(seconds=min(seconds, longest.total_seconds())), longest)
