"""What happens in inventory. One event tells of all items that one order moved in one step."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from trunkline.events.model import Event


class _InventoryEvent(Event, frozen=True, kw_only=True):
    about: ClassVar[str] = "inventory"

    inventory_items: list[int]


class InventoryReserved(_InventoryEvent, frozen=True, kw_only=True):
    """Placeholders were made for what an approved order will add."""


class InventoryChangeBegan(_InventoryEvent, frozen=True, kw_only=True):
    """An approved order is changing these; no other order may until it has ended."""


class InventoryTerminationBegan(_InventoryEvent, frozen=True, kw_only=True):
    """An approved order is ceasing these; no other order may touch them until it has ended."""


class InventorySuspensionBegan(_InventoryEvent, frozen=True, kw_only=True):
    """An approved order is suspending these; they work until it has ended."""


class InventoryResumptionBegan(_InventoryEvent, frozen=True, kw_only=True):
    """An approved order is resuming these; they stay switched off until it has ended."""


class InventorySuspended(_InventoryEvent, frozen=True, kw_only=True):
    """These are switched off for a while."""


class InventoryResumed(_InventoryEvent, frozen=True, kw_only=True):
    """These work again after a suspension."""


class InventoryActivated(_InventoryEvent, frozen=True, kw_only=True):
    """Placeholders came to be."""


class InventoryChanged(_InventoryEvent, frozen=True, kw_only=True):
    """A change is done: the new values hold."""


class InventoryRestored(_InventoryEvent, frozen=True, kw_only=True):
    """A change or termination did not come to be: everything is as it was."""


class InventoryTerminated(_InventoryEvent, frozen=True, kw_only=True):
    """These have ended."""


class InventoryCancelled(_InventoryEvent, frozen=True, kw_only=True):
    """Placeholders never came to be."""


class InventoryOnboarded(_InventoryEvent, frozen=True, kw_only=True):
    """A service that existed already was taken into inventory."""


class InventoryUpgraded(_InventoryEvent, frozen=True, kw_only=True):
    """These are held to a newer version of their specification now."""


class InventoryUpgradeFailed(_InventoryEvent, frozen=True, kw_only=True):
    """A change was made with a newer version of the specification, but the values do not fit it: the old one holds."""


class InventoryChangeScheduled(_InventoryEvent, frozen=True, kw_only=True):
    """An order to suspend or resume these has closed; it takes effect at its date."""

    action: str
    due_at: datetime


class InventoryScheduleCancelled(_InventoryEvent, frozen=True, kw_only=True):
    """What was scheduled for these does not take place."""

    reason: str
