"""From the history into the outbox: reads what happened, asks the rules, and writes one line for each address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import msgspec

from trunkline.access.model import SYSTEM
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.notifications import inbox_store, outbox_store, store
from trunkline.notifications.events import InboxFilled
from trunkline.notifications.inbox import OWN_RULES, entries_for
from trunkline.notifications.model import NotificationKind, NotificationRule, Occasion, OrderFacts, Person, Telling
from trunkline.notifications.occasions import READERS, read_occasion
from trunkline.notifications.routing import Addressee, addressees, due_at, holds, wanted_people
from trunkline.notifications.wording import document, subject_line, text, text_outside
from trunkline.orchestration.calendars import load_calendars
from trunkline.ordering.contacts import contacts_of

EVENTS: Final = 2_000  # read at a time
_MOST_PEOPLE: Final = 2_000
_KEPT: Final = timedelta(days=90)
_FORGOTTEN: Final = 1_000


async def collect_notifications(tx: Tx, now: datetime) -> int:
    """Reads the history on and fills the outbox; answers how much it read when there may be more.

    An event that happened before a rule was changed last is not told by it: switching a rule on tells nothing old. What
    concerns a person is told in the workspace without any rule.
    """
    rules = await store.list_rules(tx, active=True)
    everything = (*rules, *OWN_RULES)
    read, entries = await store.read_on(tx, READERS, limit=EVENTS)
    kinds = {rule.kind for rule in everything}
    occasions = [o for o in map(read_occasion, entries) if o is not None and o.kind in kinds]
    if occasions:
        seen = await _look(tx, everything, occasions)
        if rules:
            await outbox_store.add(tx, await _tellings(tx, rules, seen, now=now), now=now)
        told = entries_for(everything, seen.occasions, seen.orders, seen.people)
        if told and (added := await inbox_store.add(tx, told)):
            await history.record(tx, InboxFilled(count=added, by=SYSTEM.name, at=now))
    return read if read == EVENTS else 0


class _Seen(NamedTuple):
    """What happened, with what rules and texts need of it."""

    occasions: list[Occasion]
    orders: dict[int, OrderFacts]
    people: list[Person]
    names: dict[int, str]  # of tasks, by event


async def tell(
    tx: Tx,
    rules: Sequence[NotificationRule],
    occasions: Sequence[Occasion],
    *,
    now: datetime,
    trial: str = "",
    mutable: bool = True,
) -> list[Telling]:
    """What the rules tell of these occasions, to whom.

    `trial` marks a test, which tells whatever the condition, at once, and again what was told before; without `mutable`
    people are told although they muted the kind.
    """
    seen = await _look(tx, rules, occasions, trial=bool(trial))
    return await _tellings(tx, rules, seen, now=now, trial=trial, mutable=mutable)


async def _look(
    tx: Tx, rules: Sequence[NotificationRule], occasions: Sequence[Occasion], *, trial: bool = False
) -> _Seen:
    orders = await _read_orders(
        tx, occasions, contacts=any(r.to == "contact" for rule in rules for r in rule.recipients)
    )
    known = [o for o in occasions if _still_so(o, orders, trial=trial)]
    tasks = await store.read_tasks(
        tx, sorted({(o.entry.service_order_id or 0, o.task_n) for o in known if o.task_n is not None})
    )
    names: dict[int, str] = {}
    placed = []
    for occasion in known:
        row = tasks.get((occasion.entry.service_order_id or 0, occasion.task_n or 0))
        if row is not None:
            names[occasion.entry.id] = row["name"]
            occasion = msgspec.structs.replace(
                occasion,
                group=occasion.group or row["assignment_group"],
                assignee=occasion.assignee or row["assignee"],
            )
        placed.append(occasion)
    users, groups, roles = wanted_people(rules, placed, orders.values())
    people = await store.read_people(tx, users=users, groups=groups, roles=roles, limit=_MOST_PEOPLE)
    return _Seen(placed, orders, people, names)


async def _tellings(
    tx: Tx,
    rules: Sequence[NotificationRule],
    seen: _Seen,
    *,
    now: datetime,
    trial: str = "",
    mutable: bool = True,
) -> list[Telling]:
    calendars = await load_calendars(tx) if any(rule.calendar for rule in rules) else {}
    told = []
    for occasion in seen.occasions:
        order = seen.orders[occasion.entry.service_order_id or 0]
        for rule in rules:
            if rule.kind is not occasion.kind or (occasion.entry.at < rule.changed_at and not trial):
                continue
            if not trial and not holds(rule.condition, occasion, order):
                continue
            at = now if trial else due_at(rule, calendars, now=now)
            name = seen.names.get(occasion.entry.id)
            for place in addressees(rule, occasion, order, seen.people, mutable=mutable):
                told.append(_telling(rule, occasion, order, place, name, at=at, trial=trial))
    return told


def _telling(
    rule: NotificationRule,
    occasion: Occasion,
    order: OrderFacts,
    place: Addressee,
    name: str | None,
    *,
    at: datetime,
    trial: str,
) -> Telling:
    body = text_outside(occasion, order) if place.outside else text(rule, occasion, order, name=name)
    key = f"{trial}{occasion.entry.id}:{place.channel}:{place.address.lower()}"
    return Telling(
        rule=rule.name, kind=rule.kind, dedupe_key=key, service_order_id=order.id, channel=place.channel,
        recipient=place.recipient, address=place.address, secret=place.secret,
        digest=rule.digest is not None and not trial,
        subject=("Test: " if trial else "") + subject_line(occasion), body=body,
        link="" if place.outside else occasion.path,
        payload=document(rule, occasion, order) | ({"test": True} if trial else {}), due_at=at,
    )  # fmt: skip


def _still_so(occasion: Occasion, orders: dict[int, OrderFacts], *, trial: bool) -> bool:
    """An order that is gone is not told of, nor one that a policy let through or that was rejected meanwhile as waiting."""
    order = orders.get(occasion.entry.service_order_id or 0)
    if order is None:
        return False
    return trial or occasion.kind is not NotificationKind.APPROVAL_NEEDED or order.state == "acknowledged"


async def _read_orders(tx: Tx, occasions: Sequence[Occasion], *, contacts: bool) -> dict[int, OrderFacts]:
    ids = sorted({o.entry.service_order_id for o in occasions if o.entry.service_order_id is not None})
    rows = await store.read_orders(tx, ids)
    reached: dict[int, dict[str, str]] = defaultdict(dict)
    if contacts:
        bodies = [(row["id"], row["body"]) for row in rows]
        bodies += [(row["service_order_id"], row["body"]) for row in await store.read_item_bodies(tx, ids)]
        for order_id, body in bodies:
            for contact in contacts_of(body):
                if contact.email:
                    name = f"{contact.first_name} {contact.last_name}".strip()
                    reached[order_id].setdefault(contact.email, name)
    return {
        row["id"]: store.order_facts(row, tuple((name, address) for address, name in reached[row["id"]].items()))
        for row in rows
    }


async def forget_notifications(tx: Tx, now: datetime) -> int:
    """Removes what was sent, given up or told 90 days ago; the history keeps what it was about."""
    removed = await outbox_store.forget(tx, before=now - _KEPT, limit=_FORGOTTEN)
    read = await inbox_store.forget(tx, before=now - _KEPT, limit=_FORGOTTEN)
    return max(removed, read) if _FORGOTTEN in (removed, read) else 0
