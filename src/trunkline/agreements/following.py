"""Clocks of agreements follow the history: each event is read once, in order, and a batch moves its clocks together.

An event says when it happened, so a clock that is moved later shows the same time as one that is moved at once. Nothing
is asked of those who move tasks and orders: what is not agreed costs them nothing, and what is agreed neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from msgspec.structs import replace

from trunkline.agreements import store
from trunkline.agreements.clocks import AgreementClock, Calendars, cover, follow, reckon, uncover
from trunkline.agreements.events import AgreementBreached
from trunkline.agreements.model import (
    HOLD_EVENTS,
    PLAN_EVENTS,
    SUBJECT_OF,
    AgreementInForce,
    Facts,
    Happening,
    OnHold,
    Thing,
    deciding,
    events_read,
    length_of,
    state_after,
)
from trunkline.agreements.state import AgreementClockState
from trunkline.events import history
from trunkline.jeopardy.commands import clear_dangers, raise_dangers
from trunkline.jeopardy.model import Danger, JeopardyCause, JeopardyLevel, JeopardySubject
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.orchestration.calendars import load_calendars
from trunkline.orchestration.state import DomainOrderState

EVENTS: Final = 20_000  # read at a time
_BATCH: Final = 1_000
Key = tuple[str, int, int, int]  # level, service order, number, agreement


async def follow_agreements(tx: Tx, now: datetime) -> int:
    """Moves the clocks by what has happened, then looks at those whose time has come (JEO-13).

    Answers how much it did when there may be more. While there is history left to read, no clock is looked at: what is
    not read yet may have stopped it.
    """
    agreements = await store.followed_agreements(tx)
    if not agreements:
        await store.skip_to_present(tx)
        return 0
    kinds = events_read(each.agreement for each in agreements.values())
    read, rows = await store.read_on(tx, kinds, limit=EVENTS)
    calendars = await load_calendars(tx)
    if rows:
        await _move(tx, rows, agreements, calendars, now=now)
    if read == EVENTS:
        return read
    due = await store.due_clocks(tx, now=now, limit=_BATCH)
    await _save(tx, {_key(clock): clock for clock in due}, due, agreements, calendars, now=now)
    return len(due) if len(due) == _BATCH else 0


async def _move(
    tx: Tx,
    rows: Sequence[Happening],
    agreements: Mapping[int, AgreementInForce],
    calendars: Calendars,
    *,
    now: datetime,
) -> None:
    """What a batch of events does to the clocks: read once, moved in memory, written once."""
    by_level: dict[str, list[AgreementInForce]] = defaultdict(list)
    for each in agreements.values():
        by_level[each.agreement.level].append(each)
    if JeopardySubject.DOMAIN_ORDER in by_level:
        rows = await _with_begun(tx, rows)
    things: set[Thing] = set()
    fresh: set[Thing] = set()
    for row in rows:
        if (thing := _thing(row)) is not None:
            things.add(thing)
            state = state_after(row.kind, row.data)
            if any(
                each.agreement.occasion(name).is_met(row.kind, state)
                for each in by_level[thing[0]]
                for name in ("start", "reset")
            ):
                fresh.add(thing)
    held = {row.service_order_id for row in rows if row.kind in HOLD_EVENTS}
    known = await store.read_clocks(tx, things, held)
    agreements = {**await store.agreements_by_id(tx, {clock.agreement_id for clock in known}), **agreements}
    clocks = {_key(clock): clock for clock in known}
    facts = await store.read_facts(tx, fresh) if fresh else {}
    holds = await store.read_holds(tx, held | {thing[1] for thing in facts})
    open_by_order: dict[int, set[Key]] = defaultdict(set)
    of_thing: dict[Thing, set[int]] = defaultdict(set)
    for key in clocks:
        open_by_order[key[1]].add(key)
        of_thing[key[:3]].add(key[3])
    moved: set[Key] = set()
    for row in rows:
        at = row.at
        if row.kind in HOLD_EVENTS:
            hold = next((h for h in holds[row.service_order_id] if h["n"] == row.n), None)
            for key in open_by_order[row.service_order_id] if hold is not None else ():
                clock, agreement = clocks[key], agreements[key[3]].agreement
                if row.kind == "HoldReleased":
                    clocks[key] = uncover(clock, row.n, at, calendars)
                elif hold is not None and clock.covered(hold["scope"], hold["scope_n"]):
                    clocks[key] = cover(clock, agreement, row.n, at, calendars)
                if clocks[key] is not clock:
                    moved.add(key)
            continue
        thing = _thing(row)
        if thing is None:
            continue
        state = state_after(row.kind, row.data)
        found = facts.get(thing)
        beginning = set() if found is None else {
            each.id
            for each in deciding([each for each in by_level[thing[0]] if each.holds_at(at)], found[0])
            if not _already(of_thing[thing], each, agreements)
        }  # fmt: skip
        for agreement_id in of_thing[thing] | beginning:
            in_force, key = agreements[agreement_id], (*thing, agreement_id)
            before = clocks.get(key)
            begun = before if found is None else _fresh(thing, in_force, found, holds[thing[1]], at)
            if begun is None:
                continue
            after = follow(before, begun, in_force.agreement, event=row.kind, state=state, at=at, calendars=calendars)
            if after is not None and after is not before:
                clocks[key] = after
                moved.add(key)
                of_thing[thing].add(agreement_id)
                open_by_order[thing[1]].add(key)
    await _save(
        tx, {_key(clock): clock for clock in known}, [clocks[key] for key in moved], agreements, calendars, now=now
    )


async def _with_begun(tx: Tx, rows: Sequence[Happening]) -> list[Happening]:
    """The events, and behind each making or extension of a plan those domain orders that it began at once."""
    plans = [row for row in rows if row.kind in PLAN_EVENTS]
    begun = await store.begun_with_plan(tx, plans) if plans else {}
    told: list[Happening] = []
    for row in rows:
        told.append(row)
        told += [
            Happening(
                kind="DomainOrderStateChanged", service_order_id=row.service_order_id, n=n, at=row.at,
                data={"after": DomainOrderState.IN_PROGRESS.value},
            )
            for n in (begun.get((row.service_order_id, row.at), ()) if row.kind in PLAN_EVENTS else ())
        ]  # fmt: skip
    return told


def _already(mine: Iterable[int], wanted: AgreementInForce, agreements: Mapping[int, AgreementInForce]) -> bool:
    """Whether the thing has a clock for the same kind and target already, by another agreement or another revision."""
    return any(
        (other.agreement.kind, other.agreement.target) == (wanted.agreement.kind, wanted.agreement.target)
        for each in mine
        if (other := agreements.get(each)) is not None and each != wanted.id
    )


def _fresh(
    thing: Thing, in_force: AgreementInForce, found: tuple[Facts, dict[str, Any]], holds: Sequence[Row], at: datetime
) -> AgreementClock:
    """What the clock begins as: how long it has, and the holds that cover the thing at that moment."""
    facts, place = found
    duration, calendar = length_of(in_force.agreement, facts)
    begun = AgreementClock(
        level=SUBJECTS[thing[0]], service_order_id=thing[1], n=thing[2], agreement_id=in_force.id,
        state=AgreementClockState.RUNNING, duration=duration, calendar=calendar, begun_at=at, running_since=at, **place,
    )  # fmt: skip
    if in_force.agreement.on_hold is OnHold.RUN:
        return begun
    covering = tuple(
        hold["n"]
        for hold in holds
        if hold["placed_at"] <= at
        and (hold["released_at"] is None or hold["released_at"] > at)
        and begun.covered(hold["scope"], hold["scope_n"])
    )
    return replace(begun, holds=covering)


SUBJECTS: Final = {subject.value: subject for subject in set(SUBJECT_OF.values())}


async def _save(
    tx: Tx,
    before: Mapping[Key, AgreementClock],
    moved: Sequence[AgreementClock],
    agreements: Mapping[int, AgreementInForce],
    calendars: Calendars,
    *,
    now: datetime,
) -> None:
    """Reckons the clocks anew, writes them, and tells what they have come to."""
    if not moved:
        return
    reckoned = [
        reckon(clock, agreements[clock.agreement_id].agreement.levels, calendars, now=now) for clock in moved
    ]  # fmt: skip
    await store.write_clocks(tx, reckoned)
    warned = [c for c in reckoned if c.open and c.jeopardy is not None]
    over = [c for c in reckoned if not c.open or c.jeopardy is None]
    owners = await store.read_owners(tx, [_key(clock)[:3] for clock in warned]) if warned else {}
    await raise_dangers(
        tx, [_danger(c, agreements[c.agreement_id], owners.get(_key(c)[:3])) for c in warned], now=now
    )  # fmt: skip
    known = [c for c in over if (was := before.get(_key(c))) is not None and was.jeopardy is not None]
    await clear_dangers(
        tx, [(c.service_order_id, c.level, c.n, agreements[c.agreement_id].name) for c in known], now=now
    )
    await history.record_all(
        tx,
        [
            AgreementBreached(
                service_order_id=ServiceOrderId(c.service_order_id), n=c.n, level=c.level,
                agreement=agreements[c.agreement_id].name, due_at=c.breached_at, by="system", at=now,
            )
            for c in reckoned
            if c.breached_at is not None and ((was := before.get(_key(c))) is None or was.breached_at is None)
        ],
    )  # fmt: skip


def _danger(clock: AgreementClock, in_force: AgreementInForce, owner: str | None) -> Danger:
    agreement = in_force.agreement
    level = clock.jeopardy or JeopardyLevel.CRITICAL
    words = f"{agreement.kind.upper()} '{in_force.name}' ({agreement.target})"
    if clock.breached_at is not None:
        message = f"{words} is breached since {clock.breached_at:%Y-%m-%d %H:%M} UTC"
    else:
        message = f"{words} has used {agreement.levels.get(level, 100)} % of its time"
    return Danger(
        service_order_id=clock.service_order_id, subject=clock.level, subject_n=clock.n, cause=JeopardyCause.AGREEMENT,
        level=level, message=message, owner=agreement.owner or owner, agreement=in_force.name,
    )  # fmt: skip


def _thing(row: Happening) -> Thing | None:
    """What the event is about; None when it is about nothing that has clocks."""
    level = SUBJECT_OF.get(row.kind)
    return None if level is None else (level.value, row.service_order_id, row.n)


def _key(clock: AgreementClock) -> Key:
    return (clock.level.value, clock.service_order_id, clock.n, clock.agreement_id)
