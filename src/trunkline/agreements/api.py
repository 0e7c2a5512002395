"""HTTP: what is agreed, and how the time of an order, item, domain order, task or fallout stands."""

from __future__ import annotations

from litestar import delete, get, put

from trunkline.access.model import Actor, Permission
from trunkline.agreements import commands, queries
from trunkline.agreements.wire import (
    AgreementClocksBody,
    AgreementsBody,
    AgreementsChanged,
    NewAgreements,
    render_agreement,
    render_clock,
    thing_of,
)
from trunkline.jeopardy.model import JeopardySubject
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.orchestration.calendars import load_calendars


@get("/api/agreements", tags=["Agreements"])
async def list_agreements(database: Database, actor: Actor) -> AgreementsBody:
    """What is agreed, and how often it was kept."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        found, outcomes = await queries.read_agreements(tx), await queries.outcomes(tx)
    verbs = ["save", "delete"] if actor.may(Permission.CATALOG_DESIGN) else []
    return AgreementsBody(items=[render_agreement(each, outcomes) for each in found], verbs=verbs)


@put("/api/agreements", tags=["Agreements"])
async def save_agreements(data: NewAgreements, database: Database, actor: Actor) -> AgreementsChanged:
    """Makes these agreements so, all or none; they count for clocks that begin from now on."""
    async with database.transaction() as tx:
        changed = await commands.save_agreements(tx, data.agreements, by=actor, now=clock.now())
    return AgreementsChanged(changed=changed)


@delete("/api/agreements/{name:str}", tags=["Agreements"])
async def delete_agreement(name: str, database: Database, actor: Actor) -> None:
    """No clock begins by it any more; those that run go on."""
    async with database.transaction() as tx:
        await commands.delete_agreement(tx, name, by=actor, now=clock.now())


@get("/api/agreementClocks", tags=["Agreements"])
async def list_agreement_clocks(of: str, database: Database, actor: Actor, within: bool = False) -> AgreementClocksBody:
    """How the times of an order, item, domain order, task or fallout stand; `within` an order also of all in it."""
    actor.require(Permission.TASK_READ)
    thing = thing_of(of)
    async with database.reading() as tx:
        found = await queries.clocks_of(tx, thing, within=within and thing[0] == JeopardySubject.SERVICE_ORDER)
        calendars = await load_calendars(tx) if found else {}
    now = clock.now()
    return AgreementClocksBody(items=[render_clock(view, calendars, now=now) for view in found])


routes = [list_agreements, save_agreements, delete_agreement, list_agreement_clocks]
