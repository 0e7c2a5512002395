"""From the history into the outbox: reads what happened, asks the rules, and writes one line for each address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from trunkline.kit.db import Tx
from trunkline.notifications import outbox_store, store
from trunkline.notifications.model import NotificationKind, NotificationRule, Occasion, OrderFacts, Telling
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

    An event that happened before a rule was changed last is not told by it: switching a rule on tells nothing old.
    """
    rules = await store.list_rules(tx, active=True)
    if not rules:
        await store.skip_to_present(tx)
        return 0
    read, entries = await store.read_on(tx, READERS, limit=EVENTS)
    kinds = {rule.kind for rule in rules}
    occasions = [o for o in map(read_occasion, entries) if o is not None and o.kind in kinds]
    if occasions:
        await outbox_store.add(tx, await tell(tx, rules, occasions, now=now), now=now)
    return read if read == EVENTS else 0


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
    orders = await _read_orders(
        tx, occasions, contacts=any(r.to == "contact" for rule in rules for r in rule.recipients)
    )
    known = [o for o in occasions if _still_so(o, orders, trial=bool(trial))]
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
    calendars = await load_calendars(tx) if any(rule.calendar for rule in rules) else {}
    told = []
    for occasion in placed:
        order = orders[occasion.entry.service_order_id or 0]
        for rule in rules:
            if rule.kind is not occasion.kind or (occasion.entry.at < rule.changed_at and not trial):
                continue
            if not trial and not holds(rule.condition, occasion, order):
                continue
            at = now if trial else due_at(rule, calendars, now=now)
            for place in addressees(rule, occasion, order, people, mutable=mutable):
                told.append(_telling(rule, occasion, order, place, names.get(occasion.entry.id), at=at, trial=trial))
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
    """Removes what was sent or given up 90 days ago; the history keeps what it was about."""
    removed = await outbox_store.forget(tx, before=now - _KEPT, limit=_FORGOTTEN)
    return removed if removed == _FORGOTTEN else 0
