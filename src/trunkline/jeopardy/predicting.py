"""Keeps how long tasks take, and predicts from it when an order will end."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Final

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.jeopardy import prediction_store
from trunkline.jeopardy.errors import UnknownOrderToPredict
from trunkline.jeopardy.prediction import OpenTask, Prediction, predict
from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId, service_order_number

_EVENTS: Final = 20_000
_MOST: Final = 20_000  # open tasks of a plan that are looked at
_RATIOS: Final = 2_000
_LARGE: Final = 500  # above so many the event loop stays free for others


class OrderPrediction(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """When an order will end, from history; beside it the date to meet, and the end that the schedule reckons."""

    prediction: Prediction | None  # None: nothing of it is open
    due_at: datetime | None
    estimated_end_at: datetime | None


async def keep_lengths(tx: Tx, now: datetime) -> int:
    """Keeps how long the tasks took that were completed since the last look; answers how much there may be more."""
    read = await prediction_store.keep_lengths(tx, limit=_EVENTS)
    return read if read == _EVENTS else 0


async def predict_order(tx: Tx, service_order_id: ServiceOrderId, *, by: Actor, now: datetime) -> OrderPrediction:
    """When the order will end (JEO-14). The same plan at the same instant has the same answer.

    Needs `task:read`; raises UnknownOrderToPredict.
    """
    by.require(Permission.TASK_READ)
    dates = await prediction_store.find_due(tx, service_order_id)
    if dates is None:
        raise UnknownOrderToPredict(f"there is no service order {service_order_number(service_order_id)}")
    rows, edges = await prediction_store.read_open_plan(tx, service_order_id, limit=_MOST)
    ratios = await prediction_store.read_ratios(tx, limit=_RATIOS)
    tasks = [
        OpenTask(n=row["n"], since=row["since"], planned=row["planned"], taken=tuple(row["taken"])) for row in rows
    ]
    links = [(edge["predecessor_n"], edge["successor_n"], edge["lag"]) for edge in edges]

    def reckon() -> Prediction | None:
        return predict(tasks, links, ratios, now=now, seed=int(service_order_id))

    found = await asyncio.to_thread(reckon) if len(tasks) > _LARGE else reckon()
    return OrderPrediction(prediction=found, due_at=dates["due_at"], estimated_end_at=dates["estimated_end_at"])
