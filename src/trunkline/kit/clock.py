"""The only place that asks what time it is; everything else is told."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant, with time zone UTC."""
    return datetime.now(UTC)
