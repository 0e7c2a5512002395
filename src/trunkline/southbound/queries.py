"""Domain systems' read door."""

from __future__ import annotations

from datetime import datetime, timedelta

from trunkline.kit.db import Tx
from trunkline.orchestration.forecasting import forecast_orders
from trunkline.southbound import store
from trunkline.southbound.errors import DomainSystemInvalid, UnknownDomainSystem
from trunkline.southbound.model import OutageForecast, SystemStanding

MOST_CALLS = 20_000  # that a forecast looks at
MOST_LATE = 500  # orders that it lists
FASTEST = 10_000.0  # calls a second

list_domain_systems = store.list_standings


async def get_domain_system(tx: Tx, name: str) -> SystemStanding:
    """One system; raises UnknownDomainSystem."""
    found = await store.list_standings(tx, name)
    if not found:
        raise UnknownDomainSystem(f"there is no domain system '{name}': list them, or set its limits to make it known")
    return found[0]


async def forecast_release(
    tx: Tx, name: str, *, rate: float, until: datetime | None = None, now: datetime
) -> OutageForecast:
    """Which orders will be late, and when, if what is held goes out from `until` on, `rate` calls a second.

    Without `until`, from the time at which the system is expected back, else from now. Calls go out in the order of
    `release_domain_system`. What becomes ready later is not counted in. Raises UnknownDomainSystem, DomainSystemInvalid.
    """
    if not 0 < rate <= FASTEST:
        raise DomainSystemInvalid(f"the rate is a number of calls a second, above 0 and at most {FASTEST:g}")
    system = (await get_domain_system(tx, name)).system
    first = max(until or system.held_until or now, now)
    held = await store.list_held(tx, name, limit=MOST_CALLS + 1)
    if len(held) > MOST_CALLS:
        raise DomainSystemInvalid(f"more than {MOST_CALLS:,} calls are held: release some of them first")
    begin_at = {call: first + timedelta(seconds=place / rate) for place, call in enumerate(held)}
    outlooks = await forecast_orders(tx, begin_at, now=now)
    late = sorted(
        (each for each in outlooks if each.breaches), key=lambda each: (each.due_at or now, each.service_order_id)
    )
    return OutageForecast(
        system=name, until=first, rate=rate, calls=len(held), last_at=begin_at[held[-1]] if held else None,
        orders=len(outlooks), breaches=len(late), by_outage=sum(not each.breached_before for each in late),
        late=tuple(late[:MOST_LATE]),
    )  # fmt: skip
