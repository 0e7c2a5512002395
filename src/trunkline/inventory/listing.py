"""By what lists of products, services and resources may be filtered and sorted: TMF attributes and their columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trunkline.inventory.state import InventoryState
from trunkline.inventory.words import CATEGORY, PRODUCT_STATUS, RESOURCE_WORDS, SERVICE_STATE
from trunkline.kit.errors import NotFound
from trunkline.kit.ids import read_inventory_number, read_service_order_number
from trunkline.kit.tmf import Column, ListQuery, read_query


def _id(text: str) -> int:
    found = read_inventory_number(text.rpartition("/")[2])
    if found is None:
        raise NotFound(f"'{text}' is no inventory number")
    return found


def _by_state(words: Mapping[InventoryState, str]) -> str:
    told = " ".join(f"WHEN '{state.value}' THEN '{word}'" for state, word in words.items())
    return f"CASE i.state {told} END"


def _category(text: str) -> str:
    kinds = {word.lower(): kind.value for kind, word in CATEGORY.items()}
    try:
        return kinds[text.strip().lower()]
    except KeyError:
        raise NotFound(f"no service is of the category {text}") from None


_CHARACTERISTIC = "EXISTS (SELECT 1 FROM jsonb_each(i.characteristics) AS c (name, held) WHERE {})"
_SHARED = (
    Column("id", "i.id", "number", read=_id),
    Column("href", "i.id", "number", read=_id),
    Column("externalId", "i.external_id"),
    Column("name", "i.name"),
    Column("startDate", "i.started_at", "instant"),
    Column("customer", "i.customer_id"),
    Column("relatedParty.id", "i.customer_id"),
    Column("creationDate", "i.created_at", "instant"),
)

SERVICES = (
    *_SHARED,
    Column("state", f"coalesce(i.body ->> 'state', {_by_state(SERVICE_STATE)})"),
    Column("category", "i.kind", read=_category),
    Column("serviceType", "coalesce(i.body ->> 'serviceType', i.specification_id)"),
    Column("serviceDate", "i.created_at", "instant"),
    Column("endDate", "i.ended_at", "instant"),
    Column("serviceSpecification.id", "i.specification_id"),
    Column("serviceCharacteristic.name", "c.name", within=_CHARACTERISTIC),
    Column("serviceCharacteristic.value", "c.held ->> 'value'", within=_CHARACTERISTIC),
    Column("serviceOrderItem.serviceOrderId", "i.service_order_id", "number", read=read_service_order_number),
)

RESOURCES = (
    *_SHARED,
    Column("resourceStatus", _by_state({s: words.resource_status for s, words in RESOURCE_WORDS.items()})),
    Column("operationalState", _by_state({s: words.operational_state for s, words in RESOURCE_WORDS.items()})),
    Column("administrativeState", _by_state({s: words.administrative_state for s, words in RESOURCE_WORDS.items()})),
    Column("usageState", _by_state({s: words.usage_state for s, words in RESOURCE_WORDS.items()})),
    Column("startOperatingDate", "i.started_at", "instant"),
    Column("endOperatingDate", "i.ended_at", "instant"),
    Column("resourceSpecification.id", "i.specification_id"),
    Column("resourceCharacteristic.name", "c.name", within=_CHARACTERISTIC),
    Column("resourceCharacteristic.value", "c.held ->> 'value'", within=_CHARACTERISTIC),
)

PRODUCTS = (
    *_SHARED,
    Column("status", _by_state(PRODUCT_STATUS)),
    Column("terminationDate", "i.ended_at", "instant"),
    Column("productSpecification.id", "i.specification_id"),
    Column("productCharacteristic.name", "c.name", within=_CHARACTERISTIC),
    Column("productCharacteristic.value", "c.held ->> 'value'", within=_CHARACTERISTIC),
)


def read_list_query(pairs: Iterable[tuple[str, str]], columns: tuple[Column, ...]) -> ListQuery:
    """A list query of inventory, the newest first unless it says else; raises QueryInvalid."""
    return read_query(pairs, columns, default_sort="-id", tie="i.id DESC")
