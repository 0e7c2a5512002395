"""The lock that every change inside an order takes first."""

from __future__ import annotations

from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.ordering import store
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.queries import unknown


async def lock_service_order(tx: Tx, service_order_id: ServiceOrderId) -> ServiceOrder:
    """The order with its items, its row locked until the transaction ends; raises UnknownServiceOrder."""
    order = await store.lock_order(tx, service_order_id)
    if order is None:
        raise unknown(service_order_id)
    return order
