"""What happens to jeopardy alerts."""

from __future__ import annotations

from typing import ClassVar

from trunkline.events.model import Event
from trunkline.jeopardy.model import JeopardyCause, JeopardyLevel, JeopardySubject


class _JeopardyEvent(Event, frozen=True, kw_only=True):
    about: ClassVar[str] = "jeopardyAlert"


class JeopardyLevelChanged(_JeopardyEvent, frozen=True, kw_only=True):
    """Something came into jeopardy, or its level changed; `before` is None when it is new, `after` when it is over."""

    subject: JeopardySubject
    subject_n: int
    cause: JeopardyCause
    before: JeopardyLevel | None
    after: JeopardyLevel | None
    message: str


class JeopardyAcknowledged(_JeopardyEvent, frozen=True, kw_only=True):
    """Somebody saw the alert and takes care of it."""

    note: str | None


class JeopardyOwned(_JeopardyEvent, frozen=True, kw_only=True):
    """Somebody else takes care of it now; None is nobody."""

    before: str | None
    after: str | None


class JeopardyThresholdsSaved(Event, frozen=True, kw_only=True):
    """The shares of a task's duration at which it is in jeopardy were set: level and percent."""

    about: ClassVar[str] = "catalog"

    shares: dict[str, int]


class JeopardyPolicySaved(Event, frozen=True, kw_only=True):
    """A jeopardy policy was made or changed."""

    about: ClassVar[str] = "catalog"

    name: str
    policy: dict[str, object]


class JeopardyPolicyDeleted(Event, frozen=True, kw_only=True):
    """A jeopardy policy was taken away."""

    about: ClassVar[str] = "catalog"

    name: str
