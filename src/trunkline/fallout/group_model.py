"""The numbers by which people call groups of fallouts."""

from __future__ import annotations

import re
from typing import Final

from trunkline.fallout.errors import UnknownFalloutGroup

_NUMBER: Final = re.compile(r"FG-(\d{1,18})")


def group_number(group_id: int) -> str:
    """What people see: `FG-000012`."""
    return f"FG-{group_id:06d}"


def read_group_number(text: str) -> int:
    """The id behind `FG-000012`; raises UnknownFalloutGroup when the text is no such number."""
    found = _NUMBER.fullmatch(text.strip().upper())
    if found is None:
        raise UnknownFalloutGroup(f"there is no group of fallouts '{text}'; numbers are like FG-000012")
    return int(found[1])
