"""How urgent an order is: from the words and numbers that clients send to 1 critical ... 5 planning, and back."""

from __future__ import annotations

from collections.abc import Iterable

LOWEST_USUAL = 4  # what an order has that says nothing

_WORDS = {
    "critical": 1, "urgent": 1, "highest": 1, "high": 2, "moderate": 3, "medium": 3, "normal": 3, "low": 4,
    "lowest": 5, "planning": 5,
}  # fmt: skip


def read_priority(value: str | int) -> int:
    """1 critical, 2 high, 3 moderate, 4 low, 5 planning; 0, TM Forum's highest, is critical too.

    Raises ValueError when the value is none of these, as number, as text, or as word.
    """
    text = str(value).strip().lower()
    if text in _WORDS:
        return _WORDS[text]
    if len(text) == 1 and text in "012345":
        return max(1, int(text))
    raise ValueError(f"'{value}' is not a priority; use 0 or 1 (critical), 2, 3, 4 (low) or 5 (planning)")


def order_priority(own: int | None, of_items: Iterable[int | None]) -> int:
    """The highest of the order's own and its items' priorities; low when nobody says anything (PRI-02)."""
    given = [priority for priority in (own, *of_items) if priority is not None]
    return min(given, default=LOWEST_USUAL)
