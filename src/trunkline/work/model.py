"""What a piece of machine work is: a kind, a subject, and when it is due."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

import msgspec

from trunkline.kit.ids import ServiceOrderId


class WorkKind(StrEnum):
    """What can be asked of a worker. The subject is a service order, or the part `n` of one."""

    PLAN_SERVICE_ORDER = "planServiceOrder"  # decompose an approved order and make its plan
    EXECUTE_TASK = "executeTask"  # carry out a ready automated task
    FOLLOW_UP_TASK = "followUpTask"  # ask how work stands that a domain system took or whose answer was lost
    UNDO_TASK = "undoTask"  # take back what was asked for a task that was cancelled
    RELEASE_TASK = "releaseTask"  # a task whose lag or date has passed becomes ready
    EXTEND_PLAN = "extendPlan"  # a value came that branches waited for: they join the plan
    ESTIMATE_PLAN = "estimatePlan"  # work ended early or late: what follows is reckoned anew


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of work that a worker holds until its lease ends. `attempt` counts claims, from 1; it fences late answers."""

    kind: WorkKind
    service_order_id: ServiceOrderId
    n: int
    attempt: int


class Share(NamedTuple):
    """Every `parts`-th order, from number `part` on: two shares of the same number of parts have no order in common."""

    parts: int
    part: int

    def has(self, service_order_id: int) -> bool:
        """Whether the order belongs to this share."""
        return service_order_id % self.parts == self.part


WHOLE: Final = Share(1, 0)
