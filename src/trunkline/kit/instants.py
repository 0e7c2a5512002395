"""Instants written short: the stretch of time that a date, an hour or a full timestamp names."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta
from typing import Annotated

from msgspec import Meta

Instant = Annotated[datetime, Meta(tz=True)]  # in the body of a request: one without time zone is refused

_INSTANT = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[Tt ](\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?([Zz]|[+ -]\d{2}:?\d{2})?)?)?)?"
)


def read_instants(text: str) -> tuple[datetime, datetime]:
    """The stretch of time that a full or shortened instant names: `2026-11-23` is that day, in UTC unless it says so.

    The first instant belongs to the stretch, the second does not. Raises ValueError when the text is no instant.
    """
    found = _INSTANT.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    start = datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0),
                     int((fraction or "0")[:6].ljust(6, "0")), tzinfo=UTC)  # fmt: skip
    if fraction:
        length = timedelta(microseconds=10 ** (6 - min(len(fraction), 6)))
    elif second:
        length = timedelta(seconds=1)
    elif minute:
        length = timedelta(minutes=1)
    elif hour:
        length = timedelta(hours=1)
    elif day:
        length = timedelta(days=1)
    elif month:
        length = timedelta(days=calendar.monthrange(int(year), int(month))[1])
    else:
        length = timedelta(days=366 if calendar.isleap(int(year)) else 365)
    if zone and zone not in {"Z", "z"}:
        digits = zone[1:].replace(":", "")
        shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        start += shift if zone[0] == "-" else -shift  # '+' in a URL arrives as a space
    return start, start + length
