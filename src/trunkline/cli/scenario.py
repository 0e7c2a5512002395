"""Takes service orders from their file to their end: what the demo does, and what fills a new database."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from trunkline.access.model import Actor
from trunkline.catalog.commands import load_documents
from trunkline.catalog.documents import read_catalog_folder
from trunkline.catalog.queries import get_specification
from trunkline.cli.demo_files import DemoCatalog
from trunkline.cli.orders import read_order_file
from trunkline.cli.sample import sample_value
from trunkline.fallout.queries import FalloutFilter, list_fallouts
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.state import REMEDIABLE_STATES, Resolution
from trunkline.inventory.queries import get_inventory_item
from trunkline.inventory.state import InventoryState
from trunkline.kit.clock import now
from trunkline.kit.db import Database, Tx
from trunkline.kit.errors import Conflict, TrunklineError, Unavailable
from trunkline.orchestration.commands import complete_task
from trunkline.orchestration.queries import TaskView, list_domain_orders, list_worklist, view_task
from trunkline.orchestration.state import TaskKind, TaskState
from trunkline.ordering.commands import approve_service_order, review, submit_service_order
from trunkline.ordering.model import Check, ServiceOrder
from trunkline.ordering.queries import get_service_order
from trunkline.ordering.state import ENDED, ServiceOrderState

_PAUSE: Final = 0.1  # seconds between two looks at an order
_LONGEST: Final = 90.0  # seconds that one order may take


class Story(msgspec.Struct, kw_only=True):
    """One order on its way. `unexpected` lists inventory that is not as its domain order should have left it."""

    catalog: str
    file: Path
    order: ServiceOrder | None = None
    checks: tuple[Check, ...] = ()
    manual_tasks: int = 0
    fallouts: int = 0
    active: int = 0
    terminated: int = 0
    unexpected: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """`sd-wan 01-add-two-sites`."""
        return f"{self.catalog} {self.file.stem}"

    @property
    def succeeded(self) -> bool:
        """Whether the order ended completed, with its inventory as it should be."""
        completed = self.order is not None and self.order.state is ServiceOrderState.COMPLETED
        return completed and not self.unexpected


Tell = Callable[[Story, str], None]


async def load_demo_catalogs(database: Database, catalogs: list[DemoCatalog], *, by: Actor) -> None:
    """Publishes the demo catalogs; what is published already stays as it is."""
    documents = [document for catalog in catalogs for document in read_catalog_folder(catalog.folder)]
    async with database.transaction() as tx:
        await load_documents(tx, documents, by=by, now=now())


async def submit(database: Database, story: Story, *, by: Actor, tell: Tell, with_review: bool = False) -> ServiceOrder:
    """Submits the order of the file and goes through the review checklist, telling each line `with_review`."""
    draft = read_order_file(story.file)
    async with database.transaction() as tx:
        story.order = order = await submit_service_order(tx, draft, by=by, now=now())
    async with database.transaction() as tx:
        story.checks = tuple(await review(tx, order.id, now=now()))
    passed = sum(check.passed for check in story.checks)
    for check in story.checks:
        if with_review:
            mark = "✓" if check.passed else "✗" if check.blocking else "!"
            first = f": {check.problems[0].what}" if check.problems else ""
            tell(story, f"{order.number} review {mark} {check.name}{first}")
    tell(story, f"{order.number} submitted: {len(order.items)} item(s), review {passed} of {len(story.checks)} passed")
    return order


async def approve(database: Database, story: Story, *, by: Actor, tell: Tell) -> None:
    """Approves the order that was submitted."""
    assert story.order is not None
    async with database.transaction() as tx:
        story.order = await approve_service_order(tx, story.order.id, by=by, now=now())
    tell(story, f"{story.order.number} approved: a worker decomposes it")


async def carry_out(database: Database, story: Story, *, by: Actor, tell: Tell, with_review: bool = False) -> None:
    """Submits, approves, and does whatever the plan asks of people, until the order has ended.

    A worker must be running. Raises Unavailable when the order does not end in time.
    """
    order = await submit(database, story, by=by, tell=tell, with_review=with_review)
    await approve(database, story, by=by, tell=tell)
    deadline = time.monotonic() + _LONGEST
    while story.order is None or story.order.state not in ENDED:
        if time.monotonic() > deadline or _is_stuck(story.order):
            state = f"{story.order.state} ({story.order.state_reason})" if story.order else "unknown"
            raise Unavailable(f"{order.number} does not go on by itself, it is {state}: see `trunkline plan show`")
        await do_manual_tasks(database, story, by=by, tell=tell)
        await _mend(database, story, by=by, tell=tell)
        async with database.reading() as tx:
            story.order = await get_service_order(tx, order.id)
        await asyncio.sleep(_PAUSE)
    await _look_at_inventory(database, story)
    tell(story, f"{order.number} {story.order.state}: {story.active} active, {story.terminated} terminated")


def _is_stuck(order: ServiceOrder | None) -> bool:
    """Whether the plan could not be made, which no task and no fallout will change."""
    held = order is not None and order.state is ServiceOrderState.HELD
    return held and order is not None and (order.state_reason or "").startswith("decomposition")


async def do_manual_tasks(database: Database, story: Story, *, by: Actor, tell: Tell) -> None:
    """Completes every task that waits for a person, with values made from what it asks for."""
    assert story.order is not None
    async with database.reading() as tx:
        entries = await list_worklist(tx, service_order_id=story.order.id, limit=200)
    for entry in entries:
        task = entry.task
        if task.kind is not TaskKind.MANUAL or task.state not in {TaskState.READY, TaskState.IN_PROGRESS}:
            continue
        try:
            async with database.transaction() as tx:
                view = await view_task(tx, task.id)
                values = await _values_for(tx, view)
                await complete_task(tx, task.id, values=values, by=by, now=now())
        except Conflict:
            continue  # somebody else was quicker
        story.manual_tasks += 1
        given = "".join(f", {name}={value}" for name, value in values.items())
        tell(story, f"{task.id.number} '{task.name}' done by {task.assignment_group or 'hand'}{given}")


async def _values_for(tx: Tx, view: TaskView) -> dict[str, object]:
    order = view.domain_order
    specification = await get_specification(tx, order.specification_id, order.specification_version)
    values: dict[str, object] = {}
    for field in view.asked_for:
        known = order.characteristics.get(field.characteristic)
        characteristic = specification.characteristic(field.characteristic)
        if not field.read_only and (known is None or known.value is None) and characteristic is not None:
            values[field.characteristic] = sample_value(characteristic)
    return values


async def _mend(database: Database, story: Story, *, by: Actor, tell: Tell) -> None:
    """Resolves open fallouts by trying again."""
    assert story.order is not None
    wanted = FalloutFilter(states=REMEDIABLE_STATES, service_order_id=story.order.id)
    async with database.reading() as tx:
        found = await list_fallouts(tx, wanted)
    for view in found:
        fallout = view.fallout
        tell(story, f"{fallout.number} raised on {fallout.task_id.number} '{view.task_name}': {fallout.message}")
        try:
            async with database.transaction() as tx:
                await resolve_fallout(
                    tx, fallout.id, resolution=Resolution.RETRY, resolution_code="triedAgain",
                    note="The domain system is back.", by=by, now=now(),
                )  # fmt: skip
        except Conflict:
            continue
        story.fallouts += 1
        tell(story, f"{fallout.number} is tried again; it is resolved when the task has ended")


async def _look_at_inventory(database: Database, story: Story) -> None:
    """Compares every inventory item that the order touched with what its domain order should have left."""
    assert story.order is not None
    wrong = []
    async with database.reading() as tx:
        for domain_order in await list_domain_orders(tx, story.order.id):
            if domain_order.inventory_item_id is None:
                continue
            item = await get_inventory_item(tx, domain_order.inventory_item_id)
            specification = await get_specification(
                tx, domain_order.specification_id, domain_order.specification_version
            )
            ends = domain_order.action == "delete" or specification.transient
            expected = InventoryState.TERMINATED if ends else InventoryState.ACTIVE
            if item.state is expected:
                story.active += expected is InventoryState.ACTIVE
                story.terminated += expected is InventoryState.TERMINATED
            else:
                wrong.append(f"{domain_order.number} left {item.name} {item.state}, not {expected}")
    story.unexpected = tuple(wrong)


async def carry_out_all(database: Database, stories: list[Story], *, by: Actor, tell: Tell) -> None:
    """The stories of one catalog follow each other, since each builds on the one before; catalogs go side by side."""
    chains: dict[str, list[Story]] = {}
    for story in stories:
        chains.setdefault(story.catalog, []).append(story)

    async def follow(chain: list[Story]) -> None:
        for story in chain:
            try:
                await carry_out(database, story, by=by, tell=tell, with_review=story is chain[0])
            except TrunklineError as error:
                tell(story, f"stopped: {error.message}")
                story.unexpected = (error.message, *(f"{p.field}: {p.what}" for p in error.problems))
                return
            if not story.succeeded:
                return

    await asyncio.gather(*(follow(chain) for chain in chains.values()))


def stories_of(catalogs: list[DemoCatalog]) -> list[Story]:
    """One story for each order file, in order."""
    return [Story(catalog=catalog.name, file=file) for catalog in catalogs for file in catalog.orders]
