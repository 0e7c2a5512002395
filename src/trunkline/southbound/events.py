"""What happens to domain systems."""

from __future__ import annotations

from typing import ClassVar

from trunkline.events.model import Event


class _SystemEvent(Event, frozen=True, kw_only=True):
    about: ClassVar[str] = "catalog"

    system: str


class DomainSystemSaved(_SystemEvent, frozen=True, kw_only=True):
    """Its limits were set."""


class DomainSystemHeld(_SystemEvent, frozen=True, kw_only=True):
    """Nothing is asked of it until somebody releases it."""

    reason: str


class DomainSystemReleased(_SystemEvent, frozen=True, kw_only=True):
    """What was held back goes out, at a rate, urgent tasks first."""

    calls: int
    rate: float
