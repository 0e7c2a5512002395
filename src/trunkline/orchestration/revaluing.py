"""Values of domain orders that changed: what follows for the plan, and what a person is asked about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.catalog.model import Catalog, MappingDirection
from trunkline.catalog.queries import load_catalog
from trunkline.decomposition.extending import Extension, extend
from trunkline.decomposition.outline import Outlines
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.orchestration import growth_store, progress_store, store, waiting_store
from trunkline.orchestration.awaiting import notice_values_of_waits
from trunkline.orchestration.errors import UnknownProposal
from trunkline.orchestration.events import DomainOrderValuesCarried, ProposalAccepted, ProposalDismissed
from trunkline.orchestration.growing import add_to_plan
from trunkline.orchestration.revising import notice_changes
from trunkline.orchestration.waiting_store import StoredProposal
from trunkline.orchestration.withdrawing import withdraw_domain_orders
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.queries import get_service_order
from trunkline.work.commands import add_work
from trunkline.work.model import Claim, WorkKind


def values_that_matter(catalog: Catalog) -> frozenset[tuple[str, str]]:
    """`(specification, characteristic)` whose change may travel on, or decide a rule or a quantity."""
    outlines = Outlines(catalog)
    found: set[tuple[str, str]] = set()
    for source in catalog.specifications.values():
        outline = outlines.find(source.id)
        for link in outline.links if outline is not None else ():
            found.update((source.id, name.partition(".")[0]) for name in link.reads)
            for mapping in link.relationship.mappings:
                match mapping.direction:
                    case MappingDirection.DOWN:
                        start = source.id
                    case MappingDirection.UP:
                        start = link.target
                    case MappingDirection.SIBLING:
                        start = mapping.sibling or ""
                if mapping.source is not None:
                    found.add((start, mapping.source.partition(".")[0]))
                else:  # an expression or a table may look at any of them
                    specification = catalog.find_specification(start)
                    if specification is not None:
                        found.update((start, each.name) for each in specification.characteristics)
    return frozenset(found)


async def notice_values(tx: Tx, changed: Mapping[tuple[int, int], Collection[str]], *, now: datetime) -> None:
    """Has workers look at the trees of domain orders `(order, n)` whose named values changed, where it matters.

    The caller holds the locks of the orders.
    """
    if not changed:
        return
    await notice_values_of_waits(tx, list(changed), now=now)
    subjects = []
    for row in await waiting_store.specifications_of(tx, list(changed)):
        catalog = await load_catalog(tx, row["catalog_revision"])
        kept: dict[int, frozenset[tuple[str, str]]] = tx.memory.setdefault("values that matter", {})
        if catalog.revision not in kept:
            kept[catalog.revision] = values_that_matter(catalog)
        matter = kept[catalog.revision]
        if any((row["specification_id"], name) in matter for name in changed[row["service_order_id"], row["n"]]):
            subjects.append((row["service_order_id"], row["n"]))
    await add_work(tx, WorkKind.EXTEND_PLAN, subjects, due_at=now)


async def extend_due_plans(tx: Tx, claims: Sequence[Claim], now: datetime) -> None:
    """Lets values travel, makes what waited for them, and writes down what they question; once for each tree."""
    for claim in claims:
        await extend_plan(tx, claim.service_order_id, claim.n, by="system", now=now)


async def extend_plan(
    tx: Tx,
    service_order_id: ServiceOrderId,
    domain_order_n: int,
    *,
    by: str,
    now: datetime,
    accept: Collection[tuple[int, str]] = (),
) -> Extension | None:
    """What follows from the values of now in the tree of a domain order; None when the order has ended."""
    await store.lock_orders(tx, [service_order_id])
    order = await get_service_order(tx, service_order_id)
    if order.completion_date is not None or order.catalog_revision is None:
        return None
    standing = await waiting_store.list_standing_orders(tx, service_order_id, domain_order_n)
    catalog = await load_catalog(tx, order.catalog_revision)
    first = await growth_store.next_domain_order(tx, service_order_id)
    extension = extend(order, catalog, standing, first=first, accept=accept)
    await _write(tx, order, catalog, extension, [each.n for each in standing], by=by, now=now)
    return extension


async def _write(
    tx: Tx, order: ServiceOrder, catalog: Catalog, extension: Extension, looked_at: Sequence[int], *, by: str,
    now: datetime,
) -> None:  # fmt: skip
    carried: dict[tuple[int, int], dict[str, Any]] = {
        (int(order.id), n): msgspec.to_builtins(values) for n, values in extension.values.items()
    }
    await progress_store.write_values(tx, carried)
    await notice_changes(tx, carried, now=now)
    await history.record_all(
        tx,
        [
            DomainOrderValuesCarried(
                service_order_id=order.id,
                n=n,
                values={name: held.value for name, held in values.items()},
                by=by,
                at=now,
            )
            for n, values in extension.values.items()
        ],
    )
    await waiting_store.end_waits(tx, order.id, extension.decided)
    await add_to_plan(tx, order, extension.added, catalog, because="a value came", by=by, now=now)
    await waiting_store.replace_proposals(tx, order.id, looked_at, extension.proposals, now=now)


async def accept_proposal(
    tx: Tx, service_order_id: ServiceOrderId, domain_order_n: int, relationship: str, *, by: Actor, now: datetime
) -> None:
    """Does what a proposal says: makes the targets it adds, withdraws those it cancels.

    Needs `service_order:approve`. Raises UnknownProposal when it is not, or no longer, proposed; WorkDone when work on
    what is to be withdrawn is in hand, RollBackRefused when what was done of it cannot be undone.
    """
    by.require(Permission.ORDER_APPROVE)
    await store.lock_orders(tx, [service_order_id])
    proposal = await _proposal(tx, service_order_id, domain_order_n, relationship)
    if proposal.cancel:
        reason = f"not wanted any more: {proposal.reason.text}"
        await withdraw_domain_orders(tx, service_order_id, proposal.cancel, reason=reason, by=by.name, now=now)
    accept = {(domain_order_n, relationship)}
    await extend_plan(tx, service_order_id, domain_order_n, by=by.name, now=now, accept=accept)
    await waiting_store.drop_proposal(tx, service_order_id, domain_order_n, relationship)
    await history.record(
        tx,
        ProposalAccepted(
            service_order_id=service_order_id, n=domain_order_n, relationship=relationship, add=proposal.add_count,
            cancel=proposal.cancel, by=by.name, at=now,
        ),
    )  # fmt: skip


async def dismiss_proposal(
    tx: Tx, service_order_id: ServiceOrderId, domain_order_n: int, relationship: str, *, note: str, by: Actor,
    now: datetime,
) -> None:  # fmt: skip
    """Leaves the plan as it is, for a reason. Needs `service_order:approve`; raises UnknownProposal."""
    by.require(Permission.ORDER_APPROVE)
    await store.lock_orders(tx, [service_order_id])
    await _proposal(tx, service_order_id, domain_order_n, relationship)
    await waiting_store.drop_proposal(tx, service_order_id, domain_order_n, relationship)
    await history.record(
        tx,
        ProposalDismissed(
            service_order_id=service_order_id,
            n=domain_order_n,
            relationship=relationship,
            note=note,
            by=by.name,
            at=now,
        ),
    )


async def _proposal(tx: Tx, service_order_id: ServiceOrderId, domain_order_n: int, relationship: str) -> StoredProposal:
    for row in await waiting_store.list_proposals(tx, service_order_id):
        if (row.domain_order_n, row.relationship) == (domain_order_n, relationship):
            return row
    raise UnknownProposal(f"nothing is proposed any more for '{relationship}'; look at the plan again")
