"""What happens to fallouts."""

from __future__ import annotations

from typing import ClassVar

from trunkline.events.model import Event


class _FalloutEvent(Event, frozen=True, kw_only=True):
    about: ClassVar[str] = "fallout"


class FalloutRaised(_FalloutEvent, frozen=True, kw_only=True):
    """A task failed, and a person must look."""

    task_n: int
    fallout_type: str
    cause: str
    message: str
    signature: str
    priority: int
    assignment_group: str | None


class FalloutAssigned(_FalloutEvent, frozen=True, kw_only=True):
    """The group or the person changed."""

    group_before: str | None
    group_after: str | None
    assignee_before: str | None
    assignee_after: str | None


class FalloutStateChanged(_FalloutEvent, frozen=True, kw_only=True):
    """It waits for information, or goes on; resolving, closing and cancelling have events of their own."""

    before: str
    after: str
    reason: str | None = None


class FalloutReclassified(_FalloutEvent, frozen=True, kw_only=True):
    """Somebody found it to be of another type."""

    before: str
    after: str


class FalloutFiled(_FalloutEvent, frozen=True, kw_only=True):
    """Somebody filed it in another category."""

    before: str | None
    after: str


class FalloutNoted(_FalloutEvent, frozen=True, kw_only=True):
    """Somebody wrote a note."""

    text: str


class FalloutRemedied(_FalloutEvent, frozen=True, kw_only=True):
    """A remedy was applied; whether it helped shows when the task ends.

    `task_moved` is false while other fallouts hold the same task (`others_open`): the last remedy moves it."""

    task_n: int
    resolution: str
    resolution_code: str | None
    note: str | None
    values: dict[str, object]
    task_moved: bool
    others_open: int


class FalloutFailedAgain(_FalloutEvent, frozen=True, kw_only=True):
    """The remedy did not help: the task failed again, in the same way or differently. `times` counts these."""

    task_n: int
    resolution: str | None
    outcome: str
    signature_before: str
    signature: str
    cause_before: str
    cause: str
    message_before: str
    message: str
    times: int


class FalloutResolved(_FalloutEvent, frozen=True, kw_only=True):
    """The task left its failed state by this remedy."""

    task_n: int
    resolution: str
    resolution_code: str | None
    note: str | None
    values: dict[str, object]
    task_moved: bool
    others_open: int


class FalloutClosed(_FalloutEvent, frozen=True, kw_only=True):
    """Looked at once more and filed."""

    resolution_code: str


class FalloutCancelled(_FalloutEvent, frozen=True, kw_only=True):
    """Raised in error."""

    task_n: int
    reason: str
    task_moved: bool


class FalloutTypeAdded(Event, frozen=True, kw_only=True):
    """An administrator added a type."""

    fallout_type: str
    name: str


class FalloutCategoryChanged(Event, frozen=True, kw_only=True):
    """An administrator added or changed a category."""

    category: str
    name: str
    parent: str | None
    retired: bool
    successor: str | None


class _CampaignEvent(Event, frozen=True, kw_only=True):
    about: ClassVar[str] = "falloutCampaign"

    campaign: str


class CampaignDrafted(_CampaignEvent, frozen=True, kw_only=True):
    """One remedy for many was prepared: what it will touch is listed."""

    resolution: str
    records: int
    conflicts: int


class CampaignMoved(_CampaignEvent, frozen=True, kw_only=True):
    """A campaign was started, approved, paused, resumed, stopped, finished or discarded."""

    before: str
    after: str
    reason: str | None = None


class CampaignWaveBegun(_CampaignEvent, frozen=True, kw_only=True):
    """Every record of the wave before has its outcome; the next wave begins."""

    wave: int
    records: int


class FalloutEscalated(_FalloutEvent, frozen=True, kw_only=True):
    """It stayed open for longer than its rule allows, and went to another group."""

    group_before: str | None
    group_after: str
    assignee_before: str | None
    rule: str


class FalloutMentioned(_FalloutEvent, frozen=True, kw_only=True):
    """Somebody was named in a note."""

    user: str
    text: str


class FalloutRoutingSaved(Event, frozen=True, kw_only=True):
    """An administrator set the rules by which fallouts are routed."""

    rules: int


class DomainOrderClosedByHand(Event, frozen=True, kw_only=True):
    """A person closed a domain order although tasks of it were open: these became fallouts."""

    about: ClassVar[str] = "domainOrder"

    reason: str
    fallouts: list[str]  # numbers
    waiting: int  # open tasks that wait for others, and go on when these are mended
