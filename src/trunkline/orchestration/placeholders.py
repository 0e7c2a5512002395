"""What a plan does to inventory when it is made: placeholders for what is new, marks on what changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from trunkline.decomposition.model import DomainOrderDraft
from trunkline.inventory import commands as inventory
from trunkline.inventory.model import InventoryKind, NewInventoryItem
from trunkline.inventory.serving import link_uses
from trunkline.kit.db import Tx
from trunkline.kit.ids import InventoryItemId
from trunkline.orchestration.drafting import PlannedOrder
from trunkline.orchestration.state import DomainOrderAction
from trunkline.ordering.model import ServiceOrder, ServiceOrderItem

# what an order begins with existing inventory besides changing its values
_BEGINNINGS = {
    DomainOrderAction.DELETE: inventory.begin_terminations,
    DomainOrderAction.SUSPEND: inventory.begin_suspensions,
    DomainOrderAction.RESUME: inventory.begin_resumptions,
}


async def touch_inventory(
    tx: Tx, planned: Sequence[PlannedOrder], *, now: datetime
) -> dict[tuple[int, int], InventoryItemId]:
    """Placeholders for what is new, marks on what changes; answers the inventory item of each domain order."""
    ids: dict[tuple[int, int], InventoryItemId] = {}
    wanted: list[NewInventoryItem] = []
    index: dict[tuple[int, int], int] = {}
    for one in planned:
        order_id, drafts = one.order.id, one.decomposition.domain_orders
        known = {d.n: InventoryItemId(d.inventory_item_id) for d in drafts if d.inventory_item_id is not None}
        known |= {
            n: InventoryItemId(standing.inventory_item_id)
            for n, standing in one.standing.items()
            if standing.inventory_item_id is not None
        }
        ids.update({(order_id, n): inventory_item_id for n, inventory_item_id in known.items()})
        for action, begin in _BEGINNINGS.items():
            begun = [known[draft.n] for draft in drafts if draft.action == action and draft.n in known]
            if begun:
                await begin(tx, begun, service_order_id=order_id, now=now)
        changed = {known[d.n]: d.specification_version for d in drafts if d.action == "modify" and d.n in known}
        if changed:
            await inventory.begin_changes(tx, changed, service_order_id=order_id, now=now, versions=changed)
        for draft in drafts:
            if draft.action != "add":
                continue
            parent_index = parent_id = None
            if draft.parent_n is not None:
                parent_index, parent_id = index.get((order_id, draft.parent_n)), known.get(draft.parent_n)
            elif draft.parent_inventory_item_id is None and draft.kind == InventoryKind.CFS:
                # what was sold: the customer sees the product, the service realises it
                wanted.append(_placeholder(one.order, draft, InventoryKind.PRODUCT))
                parent_index = len(wanted) - 1
            if draft.parent_inventory_item_id is not None:  # something that the order names for context only
                parent_index, parent_id = None, InventoryItemId(draft.parent_inventory_item_id)
            index[order_id, draft.n] = len(wanted)
            wanted.append(
                msgspec.structs.replace(
                    _placeholder(one.order, draft, InventoryKind(draft.kind)),
                    parent_index=parent_index,
                    parent_id=parent_id,
                    domain_order_n=draft.n,
                    external_id=_external_id(one, draft),
                    moved_from_id=None if draft.moved_from_id is None else InventoryItemId(draft.moved_from_id),
                )
            )
    if wanted:
        made = await inventory.reserve(tx, wanted, now=now)
        ids.update({key: made[position] for key, position in index.items()})
    await link_uses(tx, _uses(planned, ids))
    return ids


def _uses(
    planned: Sequence[PlannedOrder], ids: Mapping[tuple[int, int], InventoryItemId]
) -> list[tuple[InventoryItemId, InventoryItemId]]:
    """`(shared item, user)` for each domain order that uses what was made for another one, or what is there already."""
    uses = []
    for one in planned:
        for draft in one.decomposition.domain_orders:
            own = ids.get((one.order.id, draft.n))
            if own is None:
                continue
            uses += [(own, ids[one.order.id, n]) for n in draft.also_for if (one.order.id, n) in ids]
            uses += [(InventoryItemId(shared), own) for shared in draft.served_by]
    return uses


def _external_id(one: PlannedOrder, draft: DomainOrderDraft) -> str | None:
    """The name that the customer's system gave the future service: it goes to the first domain order of the item."""
    item = one.items[draft.item_n]
    service = item.body.get("service")
    external_id = service.get("externalId") if isinstance(service, dict) else None
    is_root = draft.parent_n is None or one.item_of(draft.parent_n) != draft.item_n
    # one id cannot name several things: neither copies of the item nor copies of an item above it
    above: ServiceOrderItem | None = item
    single = True
    while above is not None:
        single = single and above.quantity == 1
        above = None if above.parent_n is None else one.items[above.parent_n]
    return external_id if isinstance(external_id, str) and is_root and single else None


def _placeholder(order: ServiceOrder, draft: DomainOrderDraft, kind: InventoryKind) -> NewInventoryItem:
    return NewInventoryItem(
        kind=kind,
        name=draft.name,
        specification_id=draft.specification_id,
        specification_version=draft.specification_version,
        customer_id=order.customer_id,
        place=draft.place,
        characteristics=draft.characteristics,
        service_order_id=order.id,
        domain_order_n=None,
    )
