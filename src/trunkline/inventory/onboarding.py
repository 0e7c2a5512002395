"""What a service that existed before this product becomes in inventory."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from trunkline.catalog.characteristics import check_values, coerce
from trunkline.catalog.model import Characteristic, Specification
from trunkline.inventory.finishing import move
from trunkline.inventory.model import InventoryItem, InventoryKind, OnboardedService
from trunkline.inventory.state import InventoryState
from trunkline.kit.errors import Problem
from trunkline.kit.ids import InventoryItemId

ORIGIN = "inventory"
# TMF638's word -> where a life begins, and the verbs from there
ONBOARDING: Final[dict[str, tuple[InventoryState, tuple[str, ...]]]] = {
    "feasibilityChecked": (InventoryState.RESERVED, ()),
    "designed": (InventoryState.RESERVED, ()),
    "reserved": (InventoryState.RESERVED, ()),
    "active": (InventoryState.ACTIVE, ()),
    "inactive": (InventoryState.ACTIVE, ("beginSuspension", "suspend")),
    "terminated": (InventoryState.ACTIVE, ("beginTermination", "terminate")),
}


def admit(
    service: OnboardedService,
    specification: Specification | None,
    *,
    inventory_item_id: InventoryItemId,
    now: datetime,
) -> tuple[InventoryItem, list[Problem]]:
    """The inventory item, and everything that is wrong with the description.

    Values are checked when the catalog has the specification; then its kind holds too, whatever was said.
    """
    problems = []
    if service.state not in ONBOARDING:
        what = f"a service has no state '{service.state[:40]}'"
        problems.append(Problem(field="state", what=what, action=f"use one of: {', '.join(ONBOARDING)}"))
    values = dict(service.characteristics)
    kind, version = service.kind, service.specification_version or 1
    if specification is not None:
        kind, version = InventoryKind(specification.kind.value), specification.version
        values = coerce(specification, values)
        problems += check_values(specification, values, item=service.name, complete=False)
        if kind is InventoryKind.RESOURCE:
            what = f"'{specification.id}' specifies a resource, not a service"
            problems.append(Problem(field="serviceSpecification.id", what=what, action="name a service specification"))
    start, verbs = ONBOARDING.get(service.state, ONBOARDING["active"])
    item = InventoryItem(
        id=inventory_item_id,
        kind=kind,
        external_id=service.external_id,
        name=service.name,
        state=start,
        specification_id=service.specification_id,
        specification_version=version,
        parent_id=None,
        customer_id=service.customer_id,
        place=service.place,
        characteristics={name: Characteristic(value, ORIGIN) for name, value in values.items() if value is not None},
        service_order_id=None,
        domain_order_n=None,
        created_at=now,
        started_at=service.started_at or (now if start is InventoryState.ACTIVE else None),
        ended_at=None,
        body=service.body,
    )
    for verb in verbs:
        item = move(item, verb, now=now)
    return item, problems
