"""The door for the dry run, which lies above this room: whoever composes the product hands a previewer in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from trunkline.kit.db import Tx
from trunkline.ordering.model import Preview, ServiceOrder
from trunkline.ordering.serviceability import ServiceabilityCheck


class Previewer(Protocol):
    """Works out what approving an order would lead to; writes nothing.

    `order` holds the items that are to be approved and no others; what of it is approved already is in the database. The
    catalog is the order's revision, or the newest when it has none.
    """

    async def __call__(self, tx: Tx, order: ServiceOrder, *, now: datetime) -> Preview:
        """The preview of the order as it stands."""
        ...


@dataclass(frozen=True)
class Doors:
    """What lies above this room or outside of the product, for the routes that need it; the composition fills it in."""

    previewer: Previewer | None = None
    serviceability: ServiceabilityCheck | None = None
