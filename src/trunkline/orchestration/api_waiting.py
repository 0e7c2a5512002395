"""HTTP: branches of a plan that lack a value, and what changed values would lead to."""

from __future__ import annotations

from datetime import datetime

import msgspec
from litestar import get, post

from trunkline.access.model import Actor, Permission
from trunkline.decomposition.model import Reason
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, domain_order_number, read_service_order_number
from trunkline.orchestration import revaluing, waiting_store
from trunkline.orchestration.waiting_store import StoredProposal, StoredWait


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class WaitingBody(_Wire, frozen=True, kw_only=True):
    """A branch that is made as soon as one of `characteristics` gets a value that says so."""

    domain_order: str
    relationship: str
    specification: str
    characteristics: list[str]
    mandatory: bool
    reason: Reason


class ProposalBody(_Wire, frozen=True, kw_only=True):
    """Targets more or less than were made, because values changed."""

    domain_order: str
    relationship: str
    specification: str
    add: int
    cancel: list[str]
    reason: Reason
    proposed_at: datetime
    verbs: list[str]


class BranchesBody(_Wire, frozen=True, kw_only=True):
    """What of a plan is not decided."""

    waiting: list[WaitingBody]
    proposals: list[ProposalBody]


class ProposalDecision(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which proposal is meant; `note` says why it is dismissed."""

    domain_order: str
    relationship: str
    note: str = ""


def _wait(order_id: ServiceOrderId, wait: StoredWait) -> WaitingBody:
    return WaitingBody(
        domain_order=domain_order_number(
            DomainOrderId(order_id, wait.domain_order_n), resource=wait.kind == "resource"
        ),
        relationship=wait.relationship,
        specification=wait.specification_id,
        characteristics=wait.characteristics,
        mandatory=wait.mandatory,
        reason=wait.reason,
    )


def _proposal(order_id: ServiceOrderId, proposal: StoredProposal, actor: Actor) -> ProposalBody:
    return ProposalBody(
        domain_order=DomainOrderId(order_id, proposal.domain_order_n).number,
        relationship=proposal.relationship,
        specification=proposal.specification_id,
        add=proposal.add_count,
        cancel=[DomainOrderId(order_id, n).number for n in proposal.cancel],
        reason=proposal.reason,
        proposed_at=proposal.proposed_at,
        verbs=["accept", "dismiss"] if actor.may(Permission.ORDER_APPROVE) else [],
    )


async def _branches(database: Database, order_id: ServiceOrderId, actor: Actor) -> BranchesBody:
    async with database.reading() as tx:
        return BranchesBody(
            waiting=[_wait(order_id, wait) for wait in await waiting_store.list_waiting(tx, order_id)],
            proposals=[_proposal(order_id, each, actor) for each in await waiting_store.list_proposals(tx, order_id)],
        )


@get("/api/serviceOrders/{number:str}/plan/branches", tags=["Orchestration plan"])
async def show_branches(number: str, database: Database, actor: Actor) -> BranchesBody:
    """Branches that wait for a value, and proposals that wait for a decision."""
    actor.require(Permission.TASK_READ)
    return await _branches(database, read_service_order_number(number), actor)


@post("/api/serviceOrders/{number:str}/plan/branches/accept", tags=["Orchestration plan"], status_code=200)
async def accept_proposal(number: str, data: ProposalDecision, database: Database, actor: Actor) -> BranchesBody:
    """Does what a proposal says."""
    order_id = read_service_order_number(number)
    domain_order_id = DomainOrderId.read(data.domain_order)
    async with database.transaction() as tx:
        await revaluing.accept_proposal(tx, order_id, domain_order_id.n, data.relationship, by=actor, now=clock.now())
    return await _branches(database, order_id, actor)


@post("/api/serviceOrders/{number:str}/plan/branches/dismiss", tags=["Orchestration plan"], status_code=200)
async def dismiss_proposal(number: str, data: ProposalDecision, database: Database, actor: Actor) -> BranchesBody:
    """Leaves the plan as it is although values changed."""
    order_id = read_service_order_number(number)
    domain_order_id = DomainOrderId.read(data.domain_order)
    async with database.transaction() as tx:
        await revaluing.dismiss_proposal(
            tx, order_id, domain_order_id.n, data.relationship, note=data.note, by=actor, now=clock.now()
        )
    return await _branches(database, order_id, actor)


routes = [show_branches, accept_proposal, dismiss_proposal]
