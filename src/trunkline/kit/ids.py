"""Typed ids, and the numbers people see: an order's parts carry its number, so no look-up is needed to find them.

A service order has a number of its own; everything in it is numbered within it, which is also the key in the
database. `TASK-000123-17` is task 17 of order `ORD-000123`.
"""

from __future__ import annotations

import re
from typing import ClassVar, NamedTuple, NewType, Self

from trunkline.kit.errors import NotFound

ServiceOrderId = NewType("ServiceOrderId", int)
InventoryItemId = NewType("InventoryItemId", int)
UserId = NewType("UserId", int)
EventId = NewType("EventId", int)

_NUMBER = re.compile(r"([A-Z]+)-(\d{1,18})(?:-(\d{1,10}))?")
# 63-bit: what a PostgreSQL bigint holds
_LARGEST = 2**63 - 1


def service_order_number(service_order_id: int) -> str:
    """`ORD-000123`."""
    return f"ORD-{service_order_id:06d}"


def read_service_order_number(text: str) -> ServiceOrderId:
    """The id behind `ORD-000123` (plain digits are taken too).

    Raises NotFound when the text is no such number.
    """
    found = _NUMBER.fullmatch(text.strip().upper())
    if found and found[1] == "ORD" and found[3] is None and int(found[2]) <= _LARGEST:
        return ServiceOrderId(int(found[2]))
    if text.isascii() and text.isdigit() and int(text) <= _LARGEST:
        return ServiceOrderId(int(text))
    raise NotFound(f"there is no service order '{text}'; a service order number looks like ORD-000123")


class PartId(NamedTuple):
    """A thing inside a service order: the order, and a number within it."""

    service_order_id: ServiceOrderId
    n: int


class _Part(PartId):
    prefixes: ClassVar[tuple[str, ...]] = ()
    noun: ClassVar[str] = ""

    @property
    def number(self) -> str:
        """What people see."""
        return f"{self.prefixes[0]}-{self.service_order_id:06d}-{self.n}"

    @classmethod
    def read(cls, text: str) -> Self:
        """The id behind a number; raises NotFound when the text is no such number."""
        found = _NUMBER.fullmatch(text.strip().upper())
        if found and found[1] in cls.prefixes and found[3] and int(found[2]) <= _LARGEST and int(found[3]) < 2**31:
            return cls(ServiceOrderId(int(found[2])), int(found[3]))
        raise NotFound(f"there is no {cls.noun} '{text}'; its number looks like {cls.prefixes[0]}-000123-1")

    def __str__(self) -> str:
        return self.number


class ServiceOrderItemId(_Part):
    """An item of a service order."""

    prefixes, noun = ("ORDL",), "service order item"


class DomainOrderId(_Part):
    """A domain order. People see SO- for service orders and RO- for resource orders; see `domain_order_number`."""

    prefixes, noun = ("SO", "RO"), "domain order"


class TaskId(_Part):
    """A task of an orchestration plan."""

    prefixes, noun = ("TASK",), "task"


class EnrichmentTaskId(_Part):
    """Something to be found out before an order can be approved."""

    prefixes, noun = ("ENR",), "enrichment task"


class FalloutId(_Part):
    """A fallout record."""

    prefixes, noun = ("FO",), "fallout"


class HoldId(_Part):
    """A hold on an order or a part of it."""

    prefixes, noun = ("HOLD",), "hold"


class CancellationId(_Part):
    """A request to cancel an order."""

    prefixes, noun = ("CAN",), "cancellation"


class JeopardyAlertId(_Part):
    """An alert that something may end too late."""

    prefixes, noun = ("JEO",), "jeopardy alert"


class OrderTaskId(_Part):
    """Something that a person does for an order itself, outside its plan."""

    prefixes, noun = ("OT",), "order task"


class MilestoneId(_Part):
    """A point on an item's way that customers are told of."""

    prefixes, noun = ("MS",), "milestone"


class AppointmentId(_Part):
    """Somebody comes at an agreed time to do a task."""

    prefixes, noun = ("APT",), "appointment"


class AttachmentId(_Part):
    """An attached file."""

    prefixes, noun = ("FILE",), "attached file"


def domain_order_number(domain_order_id: DomainOrderId, *, resource: bool) -> str:
    """`SO-000123-4` for a service order (CFS or RFS), `RO-000123-7` for a resource order."""
    prefix = "RO" if resource else "SO"
    return f"{prefix}-{domain_order_id.service_order_id:06d}-{domain_order_id.n}"


INVENTORY_PREFIXES = {"product": "PRD", "cfs": "SRV", "rfs": "SRV", "resource": "RES"}


def inventory_number(kind: str, inventory_item_id: int) -> str:
    """`PRD-000012`, `SRV-000013`, `RES-000014`."""
    return f"{INVENTORY_PREFIXES[kind]}-{inventory_item_id:06d}"


def read_inventory_number(text: str) -> InventoryItemId | None:
    """The id behind an inventory number, or None when the text is not one (it may be an external id)."""
    found = _NUMBER.fullmatch(text.strip().upper())
    if found and found[1] in set(INVENTORY_PREFIXES.values()) and found[3] is None and int(found[2]) <= _LARGEST:
        return InventoryItemId(int(found[2]))
    return None
