"""From how many records on a campaign needs a second person: told once, when the database is opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

LIMIT: Final = 100  # records, unless a setting says otherwise
_SWITCH: Final = "largest campaign of one person"


def campaign_choice(limit: int) -> dict[str, object]:
    """What `Database.connect` is told, so that every transaction knows the limit."""
    return {_SWITCH: limit}


def campaign_limit(memory: Mapping[Any, Any]) -> int:
    """A campaign of more records than this is approved by a second person."""
    return int(memory.get(_SWITCH, LIMIT))
