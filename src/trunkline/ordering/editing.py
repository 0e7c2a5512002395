"""Commands that change an order: its attributes and items, contacts, notes; and that delete it while nothing is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from trunkline.access.model import Actor, Permission
from trunkline.events import history
from trunkline.events.events import NoteEdited, NoteTakenBack
from trunkline.events.model import FieldChange
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import ServiceOrderId
from trunkline.ordering import approval as approvals
from trunkline.ordering import capture as rules
from trunkline.ordering import contacts, queries, revision, store
from trunkline.ordering.asking import ask_again, withdraw_approval
from trunkline.ordering.capturing import external_id_taken, look_at, refuse
from trunkline.ordering.errors import NotDeletable, NotEditable, ServiceOrderInvalid, UnknownServiceOrderItem
from trunkline.ordering.events import NoteAdded, ServiceOrderChanged, ServiceOrderDeleted
from trunkline.ordering.locking import lock_service_order
from trunkline.ordering.model import Contact, NewServiceOrder, Note, ServiceOrder, ServiceOrderItem
from trunkline.ordering.priority import order_priority
from trunkline.ordering.state import ServiceOrderState
from trunkline.ordering.wire import read_service_order
from trunkline.ordering.wire_answer import header_document, relations_of, render_service_order

LONGEST_NOTE = 20_000  # characters


async def edit_service_order(
    tx: Tx,
    service_order_id: ServiceOrderId,
    patch: Mapping[str, Any],
    *,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> ServiceOrder:
    """Applies a JSON merge patch of TMF641 attributes; what is sent as it already is, is not a change.

    A change before approval makes a new version and withdraws the pending approval for the old one. Needs
    `service_order:edit`. Raises AttributeNotPatchable, NotEditable, ServiceOrderInvalid, ExternalIdTaken, and OrderChanged
    when `version` is not the order's.
    """
    by.require(Permission.ORDER_EDIT)
    order = await lock_service_order(tx, service_order_id)
    approvals.refuse_other_version(order, version)
    shown = render_service_order(order, items=revision.ITEMS in patch)
    wanted = revision.check_patch(order, shown, patch)
    if not wanted:
        return order
    new = _read_patched(order, wanted)
    if order.state in revision.EDITABLE and not set(wanted) <= revision.ACCOMPANYING:
        captured = await look_at(tx, new, now=now)
        if order.state is not ServiceOrderState.DRAFT:
            refuse(captured.refusal())
        new = captured.order
    edited = _with_header(order, new)
    changes = revision.header_changes(header_document(order), header_document(edited), wanted)
    item_changes: list[FieldChange] = []
    if revision.ITEMS in wanted:
        item_changes = revision.item_changes(rules.as_captured(order).items, new.items)
    if not changes and not item_changes:
        return order
    if edited.external_id is not None and edited.external_id != order.external_id:
        holder = await queries.find_by_external_id(tx, edited.external_id)
        if holder is not None:
            raise await external_id_taken(tx, edited.external_id)
    if item_changes:
        await store.replace_items(tx, order.id, new.items, state=order.state)
    return await save_change(tx, order, edited, [*changes, *item_changes], by=by, now=now)


def _read_patched(order: ServiceOrder, wanted: Mapping[str, Any]) -> NewServiceOrder:
    draft = order.state is ServiceOrderState.DRAFT
    document = revision.merged(header_document(order), wanted)
    if revision.ITEMS in wanted:
        items = document.get(revision.ITEMS)
        document[revision.ITEMS] = list(map(_without_owned, items)) if isinstance(items, list) else items
        return _with_origins(order, read_service_order(document, draft=draft, owned=()))
    kept = rules.as_captured(order).items
    return replace(read_service_order(document, draft=True, owned=()), items=kept)


def _with_origins(order: ServiceOrder, new: NewServiceOrder) -> NewServiceOrder:
    """What enrichment found out and the document sends back unchanged stays its finding."""
    found = {
        item.item_id: {n: held for n, held in item.characteristics.items() if held.origin.startswith("enrichment:")}
        for item in order.items
    }
    items = tuple(
        replace(
            item,
            characteristics={
                name: before if (before := known.get(name)) is not None and before.value == held.value else held
                for name, held in item.characteristics.items()
            },
        )
        if (known := found.get(item.item_id))
        else item
        for item in new.items
    )
    return replace(new, items=items)


def _without_owned(item: Any) -> Any:
    # an item that was read and is sent back carries what the server added
    if not isinstance(item, dict):
        return item
    plain = {name: value for name, value in item.items() if name not in ("errorMessage", "state")}
    if isinstance(plain.get(revision.ITEMS), list):
        plain[revision.ITEMS] = [_without_owned(nested) for nested in plain[revision.ITEMS]]
    return plain


def _with_header(order: ServiceOrder, new: NewServiceOrder) -> ServiceOrder:
    return replace(
        order,
        external_id=new.external_id,
        priority=order_priority(new.priority, (item.priority for item in new.items)),
        category=new.category,
        description=new.description,
        customer_id=new.customer_id,
        customer_name=new.customer_name,
        requested_start_date=new.requested_start_date,
        requested_completion_date=new.requested_completion_date,
        committed_due_date=new.committed_due_date,
        expected_completion_date=new.expected_completion_date,
        body=new.body,
    )


async def save_change(
    tx: Tx, before: ServiceOrder, edited: ServiceOrder, changes: Sequence[FieldChange], *, by: Actor, now: datetime
) -> ServiceOrder:
    """Saves the header, counts the version up while the order waits for approval, and asks for a new approval then."""
    if before.state in revision.EDITABLE:
        edited = replace(edited, version=before.version + 1, state_reason=None)
    await store.save_header(tx, edited, now=now)
    after = await queries.get_service_order(tx, before.id)
    if before.state is ServiceOrderState.ACKNOWLEDGED:
        await withdraw_approval(tx, before.id, note="the order was changed", by=by.name, now=now)
        await ask_again(tx, after, now=now)
    await history.record(
        tx,
        ServiceOrderChanged(
            service_order_id=before.id, version=edited.version, changes=tuple(changes), by=by.name, at=now
        ),
    )
    return after


async def delete_service_order(tx: Tx, service_order_id: ServiceOrderId, *, by: Actor, now: datetime) -> None:
    """Removes an order for which nothing was done yet; its history stays.

    Needs `service_order:edit`. Raises NotDeletable in any state but draft and acknowledged.
    """
    by.require(Permission.ORDER_EDIT)
    order = await lock_service_order(tx, service_order_id)
    _check_deletable(order)
    await store.delete_order(tx, order.id)
    await history.record(
        tx,
        ServiceOrderDeleted(
            service_order_id=order.id, state=order.state, external_id=order.external_id, by=by.name, at=now
        ),
    )


def _check_deletable(order: ServiceOrder) -> None:
    if order.state not in revision.EDITABLE:
        raise NotDeletable(
            f"{order.number} is {order.state}; only a draft or acknowledged order, or an item of it, can be deleted"
        )


def find_item(order: ServiceOrder, n: int) -> ServiceOrderItem:
    """The item with that number; raises UnknownServiceOrderItem."""
    for item in order.items:
        if item.id.n == n:
            return item
    raise UnknownServiceOrderItem(f"{order.number} has no item {n}")


async def delete_service_order_item(
    tx: Tx, service_order_id: ServiceOrderId, n: int, *, by: Actor, now: datetime, version: int | None = None
) -> ServiceOrder:
    """Takes an item, with those nested in it, out of a draft or acknowledged order.

    Needs `service_order:edit`. Raises NotDeletable in any other state, UnknownServiceOrderItem, and ServiceOrderInvalid
    when an item that stays relates to one that goes, or none would stay.
    """
    by.require(Permission.ORDER_EDIT)
    order = await lock_service_order(tx, service_order_id)
    _check_deletable(order)
    approvals.refuse_other_version(order, version)
    going = {find_item(order, n).id.n}
    for item in order.items:  # pre-order: a parent comes before what is nested in it
        if item.parent_n in going:
            going.add(item.id.n)
    gone = {item.item_id for item in order.items if item.id.n in going}
    staying = [item for item in order.items if item.id.n not in going]
    if not staying and order.state is not ServiceOrderState.DRAFT:
        raise ServiceOrderInvalid(
            "an order needs at least one item; delete the order instead",
            problems=[Problem(field="serviceOrderItem", what="this is the last item", action="delete the order")],
        )
    problems = [
        Problem(
            item=item.item_id,
            field="serviceOrderItemRelationship",
            what=f"'{related.relationship_type}' names item '{related.item_id}'",
            action="take this relation away first",
        )
        for item in staying
        for related in item.related_items
        if related.item_id in gone
    ]
    if problems:
        raise ServiceOrderInvalid("another item relates to what would be deleted", problems=problems)
    orphaned = [
        replace(item, body=_without_relations_to(item.body, gone))
        for item in staying
        if any(other in gone for _, other in relations_of(item.body))
    ]
    await store.save_item_contents(tx, orphaned)
    await store.delete_items(tx, order.id, sorted(going))
    kept = tuple(staying)
    edited = replace(order, items=kept, priority=_priority_of(order, kept))
    changes = revision.item_changes(
        rules.as_captured(order).items, [item for item in rules.as_captured(order).items if item.n not in going]
    )
    return await save_change(tx, order, edited, changes, by=by, now=now)


def _priority_of(order: ServiceOrder, items: Sequence[ServiceOrderItem]) -> int:
    return order_priority(rules.as_captured(order).priority, (item.priority for item in items))


def _without_relations_to(body: Mapping[str, object], gone: set[str]) -> dict[str, object]:
    # only hasChild is left at this point: the item above one that goes
    left = dict(body)
    for name in ("serviceOrderItemRelationship", "orderItemRelationship"):
        relations = left.get(name)
        if isinstance(relations, list):
            left[name] = [
                relation
                for relation in relations
                if (relation["orderItem"].get("itemId") or relation["orderItem"].get("id")) not in gone
            ]
    return left


async def add_contact(
    tx: Tx, service_order_id: ServiceOrderId, n: int, contact: Contact, *, by: Actor, now: datetime
) -> Contact:
    """Adds a contact to an item before approval; the id of the given one is ignored, the answer has the real one.

    Needs `service_order:edit`. Raises NotEditable after approval, ServiceOrderInvalid for an incomplete contact.
    """
    order, item = await _item_for_contact(tx, service_order_id, n, by=by)
    added = replace(contact, id=contacts.free_contact_id(item.body))
    contacts.check_contact(added)
    await _save_contact(tx, order, item, contacts.with_contact(item.body, added), None, added, by=by, now=now)
    return added


async def edit_contact(
    tx: Tx, service_order_id: ServiceOrderId, n: int, contact: Contact, *, by: Actor, now: datetime
) -> Contact:
    """Puts the contact in place of the one with its id; raises UnknownContact and what `add_contact` raises."""
    order, item = await _item_for_contact(tx, service_order_id, n, by=by)
    was = contacts.find_contact(item.body, contact.id)
    contacts.check_contact(contact)
    if contact != was:
        await _save_contact(tx, order, item, contacts.with_contact(item.body, contact), was, contact, by=by, now=now)
    return contact


async def remove_contact(
    tx: Tx, service_order_id: ServiceOrderId, n: int, contact_id: str, *, by: Actor, now: datetime
) -> None:
    """Takes a contact away; raises UnknownContact, and NotEditable after approval."""
    order, item = await _item_for_contact(tx, service_order_id, n, by=by)
    was = contacts.find_contact(item.body, contact_id)
    body = contacts.without_contact(item.body, contact_id)
    await _save_contact(tx, order, item, body, was, None, by=by, now=now)


async def _item_for_contact(
    tx: Tx, service_order_id: ServiceOrderId, n: int, *, by: Actor
) -> tuple[ServiceOrder, ServiceOrderItem]:
    by.require(Permission.ORDER_EDIT)
    order = await lock_service_order(tx, service_order_id)
    if order.state not in revision.EDITABLE:
        raise NotEditable(f"{order.number} is {order.state}; contacts change before approval only")
    return order, find_item(order, n)


async def _save_contact(
    tx: Tx,
    order: ServiceOrder,
    item: ServiceOrderItem,
    body: dict[str, object],
    before: Contact | None,
    after: Contact | None,
    *,
    by: Actor,
    now: datetime,
) -> None:
    await store.save_item_contents(tx, [replace(item, body=body)])
    change = FieldChange(field=f"serviceOrderItem[{item.item_id}].contact", before=before, after=after)
    await save_change(tx, order, order, [change], by=by, now=now)


async def add_note(
    tx: Tx, service_order_id: ServiceOrderId, text: str, *, customer_visible: bool, by: Actor, now: datetime
) -> Note:
    """Writes on the order, in whatever state it is; what the customer may see becomes a TMF641 note as well.

    Needs `service_order:edit`. Raises ServiceOrderInvalid for an empty or endless text.
    """
    by.require(Permission.ORDER_EDIT)
    said = text.strip()
    if not said or len(said) > LONGEST_NOTE or "\0" in said:
        what = "the note is empty, too long, or holds a zero character"
        problems = [Problem(field="text", what=what, action=f"write 1 to {LONGEST_NOTE} characters")]
        raise ServiceOrderInvalid(what, problems=problems)
    order = await lock_service_order(tx, service_order_id)
    note_id = await store.insert_note(
        tx, order.id, author=by.name, at=now, customer_visible=customer_visible, text=said
    )
    if customer_visible:
        notes = order.body.get("note")
        shown = {"id": str(note_id), "author": by.name, "date": now, "text": said, "@type": "Note"}
        await store.save_body(
            tx, order.id, {**order.body, "note": [*(notes if isinstance(notes, list) else []), shown]}
        )
    await history.record(
        tx, NoteAdded(service_order_id=order.id, text=said, customer_visible=customer_visible, by=by.name, at=now)
    )
    return Note(id=note_id, author=by.name, at=now, customer_visible=customer_visible, text=said)


async def follow_notes(tx: Tx, events: Sequence[NoteEdited | NoteTakenBack]) -> None:
    """What the customer sees of a note on an order changes with it: the reaction to a note that was changed or taken
    back."""
    for event in events:
        if event.subject != "serviceOrder" or event.service_order_id is None:
            continue
        order = await lock_service_order(tx, event.service_order_id)
        notes = order.body.get("note")
        shown = notes if isinstance(notes, list) else []
        if not any(_is(note, event.note_id) for note in shown):
            continue  # only ours
        after = event.after if isinstance(event, NoteEdited) else None
        changed = [
            {**note, "text": after} if _is(note, event.note_id) else note
            for note in shown
            if after is not None or not _is(note, event.note_id)
        ]
        await store.save_body(tx, order.id, {**order.body, "note": changed})


def _is(note: object, note_id: int) -> bool:
    return isinstance(note, dict) and note.get("id") == str(note_id)
