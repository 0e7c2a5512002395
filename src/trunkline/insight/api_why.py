"""HTTP: why an order, a domain order or a task is not moving."""

from __future__ import annotations

from litestar import get

from trunkline.access.model import Actor, Permission
from trunkline.insight.why_queries import Standstill, why_domain_order, why_service_order, why_task
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import DomainOrderId, TaskId, read_service_order_number


@get("/api/serviceOrders/{number:str}/why", tags=["Orchestration plan"])
async def explain_service_order(number: str, database: Database, actor: Actor) -> Standstill:
    """The least that must happen before the order goes on."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        return await why_service_order(tx, read_service_order_number(number), now=clock.now())


@get("/api/domainOrders/{number:str}/why", tags=["Orchestration plan"])
async def explain_domain_order(number: str, database: Database, actor: Actor) -> Standstill:
    """The least that must happen before the domain order goes on."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        return await why_domain_order(tx, DomainOrderId.read(number), now=clock.now())


@get("/api/tasks/{number:str}/why", tags=["Orchestration plan"])
async def explain_task(number: str, database: Database, actor: Actor) -> Standstill:
    """The least that must happen before the task goes on: at the beginning of its chain, not in the middle."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        return await why_task(tx, TaskId.read(number), now=clock.now())


why_routes = [explain_service_order, explain_domain_order, explain_task]
