"""The job that takes what customers have over to the newest version of its specification, without an order."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from trunkline.access.model import Actor, Permission
from trunkline.catalog.errors import UnknownSpecification
from trunkline.catalog.queries import load_catalog
from trunkline.events import history
from trunkline.inventory import store
from trunkline.inventory.events import InventoryUpgraded
from trunkline.inventory.model import InventoryItem
from trunkline.inventory.state import InventoryState
from trunkline.inventory.upgrading import misfits
from trunkline.kit.db import Tx

_STILL = (InventoryState.ACTIVE, InventoryState.SUSPENDED)


class NotUpgraded(msgspec.Struct, frozen=True, kw_only=True):
    """An item that stayed at its version, and why."""

    number: str
    specification: str
    version: int
    why: str


class UpgradeReport(msgspec.Struct, frozen=True, kw_only=True):
    """What the job did with one batch; `after` is where the next one begins, None when this was the last."""

    upgraded: int
    skipped: tuple[NotUpgraded, ...]  # an order works on them: it or the next run of the job upgrades them
    failed: tuple[NotUpgraded, ...]  # their values do not fit the newest version
    after: int | None


async def upgrade_inventory(
    tx: Tx,
    *,
    by: Actor,
    now: datetime,
    specification_id: str | None = None,
    after: int = 0,
    limit: int = 1000,
) -> UpgradeReport:
    """Takes living items, of one specification or of all, over to the newest published version when their values fit.

    One batch of at most `limit` items that have an older version, in id order from the one after the id `after` on:
    one query reads and locks, one writes. Needs `inventory:write`. Raises UnknownSpecification.
    """
    by.require(Permission.INVENTORY_WRITE)
    catalog = await load_catalog(tx)
    if specification_id is not None and specification_id not in catalog.specifications:
        raise UnknownSpecification(f"the published catalog has no specification '{specification_id}'")
    newest = {
        one.id: one for one in catalog.specifications.values() if specification_id is None or one.id == specification_id
    }
    old = await store.lock_older(
        tx, {one.id: one.version for one in newest.values()}, after=after, limit=limit
    )  # fmt: skip
    done: list[InventoryItem] = []
    skipped, failed = [], []
    for item in old:
        specification = newest[item.specification_id]
        if item.state not in _STILL:
            skipped.append(_stayed(item, f"it is {item.state}: an order works on it"))
        elif problems := misfits(item, specification):
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            failed.append(_stayed(item, problems[0].what + more))
        else:
            done.append(replace(item, specification_version=specification.version))
    if done:
        await store.save(tx, done, now=now)
        await history.record(tx, InventoryUpgraded(inventory_items=[item.id for item in done], by=by.name, at=now))
    return UpgradeReport(
        upgraded=len(done),
        skipped=tuple(skipped),
        failed=tuple(failed),
        after=old[-1].id if len(old) == limit else None,
    )


def _stayed(item: InventoryItem, why: str) -> NotUpgraded:
    return NotUpgraded(
        number=item.number, specification=item.specification_id, version=item.specification_version, why=why
    )
