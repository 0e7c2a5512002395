"""Somebody says of which type a fallout is, other than what was thought when it was raised."""

from __future__ import annotations

from datetime import datetime

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.events import history
from trunkline.fallout import store
from trunkline.fallout.errors import FalloutAlreadyEnded, UnknownFalloutType
from trunkline.fallout.events import FalloutReclassified
from trunkline.fallout.model import Fallout
from trunkline.fallout.state import OPEN_STATES
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import FalloutId


async def reclassify_fallout(tx: Tx, fallout_id: FalloutId, *, fallout_type: str, by: Actor, now: datetime) -> Fallout:
    """The fallout is of this type from now on (FAL-15). Needs `fallout:work`.

    Raises UnknownFallout, UnknownFalloutType, and FalloutAlreadyEnded for one that is resolved or filed: the
    statistics count it as it was. The same type again changes nothing.
    """
    by.require(Permission.FALLOUT_WORK)
    fallout = await store.lock_fallout(tx, fallout_id)
    if fallout_type not in {known.id for known in await store.list_types(tx)}:
        what, action = f"there is no fallout type '{fallout_type}'", "choose one of /api/falloutTypes"
        raise UnknownFalloutType(f"{what}; {action}", problems=[Problem(field="falloutType", what=what, action=action)])
    if fallout.state not in OPEN_STATES:
        raise FalloutAlreadyEnded(f"{fallout_id.number} is {fallout.state}: only the type of an open one changes")
    if fallout_type == fallout.fallout_type:
        return fallout
    await store.save_type(tx, fallout_id, fallout_type)
    await history.record(
        tx,
        FalloutReclassified(
            service_order_id=fallout_id.service_order_id, n=fallout_id.n, before=fallout.fallout_type,
            after=fallout_type, by=by.name, at=now),
    )  # fmt: skip
    return msgspec.structs.replace(fallout, fallout_type=fallout_type)
