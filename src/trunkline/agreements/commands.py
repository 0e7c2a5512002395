"""Making, changing and taking away agreements: all of a file, or none of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.agreements import store
from trunkline.agreements.errors import AgreementInvalid, UnknownAgreement
from trunkline.agreements.events import AgreementDeleted, AgreementSaved
from trunkline.agreements.model import Agreement, faults
from trunkline.agreements.queries import read_agreements
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.orchestration.calendars import load_calendars


async def save_agreements(tx: Tx, wanted: Mapping[str, Agreement], *, by: Actor, now: datetime) -> list[str]:
    """Makes these agreements so, all or none, and answers the names of those that changed (JEO-13).

    What changes counts for clocks that begin from now on; a clock that runs keeps what was agreed when it began. Needs
    `catalog:design`; raises AgreementInvalid with every fault of every agreement.
    """
    by.require(Permission.CATALOG_DESIGN)
    calendars = await load_calendars(tx)
    problems = [problem for name, agreement in wanted.items() for problem in faults(name, agreement, calendars)]
    if problems:
        first = problems[0]
        raise AgreementInvalid(f"'{first.item}' cannot be agreed: {first.field}: {first.what}", problems=problems)
    held = {each.name: each.agreement for each in await read_agreements(tx)}
    changed = {name: agreement for name, agreement in wanted.items() if held.get(name) != agreement}
    if changed:
        await store.save_agreements(tx, changed, by=by.name, now=now)
        await history.record_all(
            tx,
            [
                AgreementSaved(name=name, agreement=msgspec.to_builtins(agreement), by=by.name, at=now)
                for name, agreement in changed.items()
            ],
        )
    return sorted(changed)


async def delete_agreement(tx: Tx, name: str, *, by: Actor, now: datetime) -> None:
    """No clock begins by it any more; those that run go on. Needs `catalog:design`; raises UnknownAgreement."""
    by.require(Permission.CATALOG_DESIGN)
    if "\0" in name or await store.lock_agreement(tx, name) is None:
        raise UnknownAgreement(f"there is no agreement '{name[:100]}'")
    await store.retire_agreements(tx, [name], now=now)
    await history.record(tx, AgreementDeleted(name=name, by=by.name, at=now))
