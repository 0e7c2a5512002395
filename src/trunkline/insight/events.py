"""What the watchdog finds."""

from __future__ import annotations

from trunkline.events.model import Event


class StuckItemsFound(Event, frozen=True, kw_only=True):
    """These open parts of an order (numbers) have nothing and nobody that would move them: a defect."""

    items: tuple[str, ...]
