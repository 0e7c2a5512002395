"""Service orders, a small catalog for them, and the people who send and decide them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from trunkline.access.model import ROLE_PERMISSIONS, SYSTEM, Actor, Role
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import (
    ApprovalPolicy,
    CatalogDocument,
    CharacteristicOption,
    CharacteristicSpecification,
    Condition,
    DataField,
    EnrichmentPolicy,
    EnrichmentTask,
    Specification,
    SpecificationKind,
    ValueType,
)
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import InventoryItemId, inventory_number
from trunkline.ordering import commands
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.wire import read_service_order

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def actor(role: Role, name: str = "") -> Actor:
    """Somebody with this role."""
    return Actor(name=name or role.value, permissions=ROLE_PERMISSIONS[role], roles=(role,))


AGENT = actor(Role.SERVICE_ORDER_AGENT)
MANAGER = actor(Role.SERVICE_ORDER_MANAGER)
INTEGRATOR = actor(Role.ORDER_INTEGRATOR)
VIEWER = actor(Role.ORDER_VIEWER)

FIREWALL = Specification(
    id="firewall",
    kind=SpecificationKind.CFS,
    name="Managed firewall",
    location_required=True,
    characteristics=(
        CharacteristicSpecification(
            name="Coverage",
            mandatory=True,
            options=(CharacteristicOption(value="Basic"), CharacteristicOption(value="Premium")),
        ),
        CharacteristicSpecification(name="Sites", value_type=ValueType.INTEGER, default=1, minimum=1, maximum=50),
        CharacteristicSpecification(
            name="Zones",
            value_type=ValueType.ARRAY,
            min_size=2,
            max_size=3,
            element=CharacteristicSpecification(
                name="Zone",
                value_type=ValueType.OBJECT,
                properties=(CharacteristicSpecification(name="Name", mandatory=True),),
            ),
        ),
    ),
)
MAIL = Specification(id="mail", kind=SpecificationKind.CFS, name="Mail", characteristics=())
RACK = Specification(id="rack", kind=SpecificationKind.RESOURCE, name="Rack", orderable=False)
DOCUMENT = CatalogDocument(catalog="for tests of ordering", specifications=(FIREWALL, MAIL, RACK))
PLACE = [{"id": "site-1", "role": "installationAddress", "@type": "GeographicAddress"}]
CUSTOMER = {
    "id": "cust-1",
    "name": "Acme",
    "role": "customer",
    "@type": "RelatedParty",
    "@referredType": "Organization",
}


def item(
    item_id: str = "1", *, action: str = "add", specification: str | None = "firewall", **more: Any
) -> dict[str, Any]:
    """One serviceOrderItem; `service` members are given as `service_...`, all else as it is."""
    service: dict[str, Any] = {}
    if specification is not None:
        service["serviceSpecification"] = {"id": specification}
    if action == "add" and specification == "firewall":
        service["serviceCharacteristic"] = [{"name": "Coverage", "value": "Basic"}]
        service["place"] = PLACE
    service |= {name.removeprefix("service_"): more.pop(name) for name in list(more) if name.startswith("service_")}
    service = {name: value for name, value in service.items() if value is not None}
    return {"id": item_id, "action": action, "service": service, **more}


def document(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A TMF641 document that is accepted as it is."""
    whole = {"relatedParty": [CUSTOMER], "serviceOrderItem": list(items) or [item()], **more}
    return {name: value for name, value in whole.items() if value is not None}


async def load_catalog(database: Database, *documents: CatalogDocument) -> None:
    """Publishes the small catalog, or these documents."""
    async with database.transaction() as tx:
        await load_documents(tx, documents or (DOCUMENT,), by=SYSTEM, now=NOW)


async def submit(tx: Tx, *items: dict[str, Any], **more: Any) -> ServiceOrder:
    """Submits a document as an integrator does."""
    return await commands.submit_service_order(tx, read_service_order(document(*items, **more)), by=INTEGRATOR, now=NOW)


async def plant_inventory(
    tx: Tx,
    *,
    state: str = "active",
    specification: str = "firewall",
    external_id: str | None = None,
    customer_id: str | None = "cust-1",
) -> tuple[InventoryItemId, str]:
    """Puts a service into inventory; answers its id and its number."""
    found: int = await tx.fetchval(
        """
        INSERT INTO inventory_item (
            kind, external_id, name, state, specification_id, specification_version, customer_id, characteristics,
            created_at, ended_at)
        VALUES ('cfs', $1, $2, $3, $2, 1, $4, '{}', $5, $6)
        RETURNING id
        """,
        external_id,
        specification,
        state,
        customer_id,
        NOW,
        NOW if state in ("terminated", "cancelled") else None,
    )
    return InventoryItemId(found), inventory_number("cfs", found)


RISKY = Specification(
    id="risky", kind=SpecificationKind.CFS, name="Core access", risk=80,
    characteristics=(
        CharacteristicSpecification(name="Vlan", value_type=ValueType.INTEGER, minimum=1, maximum=4094),
        CharacteristicSpecification(name="Survey"),
    ),
    serviceable=Condition(expression='place.country == "CH"'),
)  # fmt: skip
FOUR_EYES = ApprovalPolicy(id="four-eyes", when=Condition(expression="order.risk >= 50"), approvals=2)
NOBODY = ApprovalPolicy(
    id="mail-alone", when=Condition(expression='items.all(i, i.specification == "mail")'), approvals=0
)
SURVEY = EnrichmentPolicy(
    id="survey",
    specification="risky",
    tasks=(
        EnrichmentTask(
            key="visit", name="Visit the site", assignment_group=None,
            data=(DataField(characteristic="Survey", mandatory=True),),
        ),
        EnrichmentTask(
            key="vlan", name="Choose a VLAN", after=("visit",), data=(DataField(characteristic="Vlan", mandatory=True),),
        ),
    ),
)  # fmt: skip


async def load_policies(
    database: Database, *, approval: tuple[ApprovalPolicy, ...] = (), enrichment: tuple[EnrichmentPolicy, ...] = ()
) -> None:
    """Publishes the small catalog with a risky specification and these policies."""
    whole = CatalogDocument(
        catalog="for tests of ordering",
        specifications=(FIREWALL, MAIL, RACK, RISKY),
        approval_policies=approval,
        enrichment_policies=enrichment,
    )
    await load_catalog(database, whole)
