"""The door for the dry run, which lies above this room: whoever composes the product hands a previewer in."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from trunkline.kit.db import Tx
from trunkline.ordering.model import Preview, ServiceOrder


class Previewer(Protocol):
    """Works out what approving an order would lead to; writes nothing.

    `order` holds the items that are to be approved and no others; what of it is approved already is in the database. The
    catalog is the order's revision, or the newest when it has none.
    """

    async def __call__(self, tx: Tx, order: ServiceOrder, *, now: datetime) -> Preview:
        """The preview of the order as it stands."""
        ...
