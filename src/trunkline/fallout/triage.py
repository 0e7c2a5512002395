"""What kind of failure it is, who looks at it, and how urgently: decided before anybody has seen it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from trunkline.fallout.category_model import FalloutCategory, category_of
from trunkline.fallout.model import FailedTask, Failure, Fallout
from trunkline.fallout.signature import signature
from trunkline.fallout.state import FALLOUT_LIFECYCLE
from trunkline.kit.ids import FalloutId

DEFAULT_TYPE = "provisioningFailure"

# words in an error class or a message that point to a type; the first that fits
POINTERS = (
    ("billingIssue", ("billing", "invoice", "charge", "rating")),
    ("inventoryAllocationFailure", ("stock", "inventory", "allocat", "no free", "capacity", "exhausted pool")),
)

(_START,) = FALLOUT_LIFECYCLE.starts


def fallout_type(failure: Failure, *, known: Collection[str]) -> str:
    """The type that the catalog gave the task; when it gave none that exists, the one the words point to.

    An automatic fallout is never lost because its type was removed meanwhile.
    """
    if failure.fallout_type in known and failure.fallout_type is not None:
        return failure.fallout_type
    said = f"{failure.cause} {failure.message}".casefold()
    for candidate, words in POINTERS:
        if candidate in known and any(word in said for word in words):
            return candidate
    return DEFAULT_TYPE if DEFAULT_TYPE in known else min(known)


def where(failure: Failure, task: FailedTask) -> str:
    """Where it happened: the system that was asked when the exchange names one, else the key of the task."""
    system = (failure.exchange or {}).get("system")
    return system if isinstance(system, str) and system else task.key


def triage(
    failure: Failure,
    task: FailedTask,
    *,
    n: int,
    known_types: Mapping[str, str | None],
    categories: Mapping[str, FalloutCategory],
    raised_by: str,
    now: datetime,
) -> Fallout:
    """The fallout that this failure makes: number `n` in its order, urgent as its task, for the group of the task
    unless the failure names another. `known_types` are types with the category that each has."""
    found = fallout_type(failure, known=known_types)
    return Fallout(
        id=FalloutId(task.id.service_order_id, n),
        task_n=task.id.n,
        domain_order_n=task.domain_order_n,
        item_n=task.item_n,
        fallout_type=found,
        category=category_of(failure.cause, found, of_type=known_types.get(found), known=categories),
        state=_START,
        cause=failure.cause,
        message=failure.message,
        signature=signature(cause=failure.cause, where=where(failure, task), message=failure.message),
        exchange=failure.exchange,
        priority=task.priority,
        assignment_group=failure.assignment_group or task.assignment_group,
        assignee=None,
        raised_by=raised_by,
        raised_at=now,
    )
