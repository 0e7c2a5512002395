"""The only place that asks what time it is; everything else is told."""

from datetime import UTC, datetime
from typing import Annotated

from msgspec import Meta

Instant = Annotated[datetime, Meta(tz=True)]  # as bodies of requests have it: one without time zone is refused


def now() -> datetime:
    """The present instant, with time zone UTC."""
    return datetime.now(UTC)
