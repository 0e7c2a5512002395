"""What happens to agreements and their clocks."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from trunkline.events.model import Event
from trunkline.jeopardy.model import JeopardySubject


class AgreementSaved(Event, frozen=True, kw_only=True):
    """An agreement was made, or has another revision."""

    about: ClassVar[str] = "catalog"

    name: str
    agreement: dict[str, object]


class AgreementDeleted(Event, frozen=True, kw_only=True):
    """No clock begins by the agreement any more; those that run go on."""

    about: ClassVar[str] = "catalog"

    name: str


class AgreementBreached(Event, frozen=True, kw_only=True):
    """The time that an agreement allows for thing `n` of this level was used up, and it is not done."""

    about: ClassVar[str] = "agreementClock"

    level: JeopardySubject
    agreement: str
    due_at: datetime
