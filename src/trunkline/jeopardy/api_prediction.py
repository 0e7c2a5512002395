"""HTTP: when an order will end, by what such tasks took before."""

from __future__ import annotations

from litestar import get

from trunkline.access.model import Actor
from trunkline.jeopardy.predicting import OrderPrediction, predict_order
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import read_service_order_number


@get("/api/serviceOrders/{number:str}/prediction", tags=["Jeopardy"])
async def show_prediction(number: str, database: Database, actor: Actor) -> OrderPrediction:
    """By when it ends with a chance of one half, and of four in five, beside its date and its schedule."""
    async with database.reading() as tx:
        return await predict_order(tx, read_service_order_number(number), by=actor, now=clock.now())


routes = [show_prediction]
