"""What a new installation is filled with: demo catalogs, people to sign in as, and orders in several states."""

from __future__ import annotations

import secrets
from typing import Final

import msgspec

from trunkline.access.commands import create_group, create_user, ensure_administrator, set_members
from trunkline.access.model import Actor, Role
from trunkline.access.queries import find_group, find_user
from trunkline.catalog.documents import read_catalog_folder
from trunkline.cli.demo_files import DemoCatalog, demo_catalogs
from trunkline.cli.scenario import Story, Tell, approve, carry_out, load_demo_catalogs, stories_of, submit
from trunkline.kit.clock import now
from trunkline.kit.db import Database
from trunkline.ordering.commands import reject_service_order
from trunkline.ordering.queries import list_rejection_reasons

# only where nobody else can reach the web server; elsewhere a password is made at random and shown once
LOCAL_PASSWORD: Final = "trunkline-demo"


class DemoUser(msgspec.Struct, frozen=True, kw_only=True):
    """A person to sign in as."""

    user_name: str
    full_name: str
    roles: tuple[Role, ...]
    in_groups: bool = False  # member of every group that demo tasks go to


DEMO_USERS: Final = (
    DemoUser(user_name="ada", full_name="Ada Admin", roles=(Role.ADMINISTRATOR,)),
    DemoUser(user_name="olivia", full_name="Olivia Orders", roles=(Role.SERVICE_ORDER_MANAGER,)),
    DemoUser(user_name="felix", full_name="Felix Field", roles=(Role.FULFILLMENT_AGENT,), in_groups=True),
    DemoUser(user_name="mara", full_name="Mara Manager", roles=(Role.FULFILLMENT_MANAGER,), in_groups=True),
    DemoUser(user_name="rosa", full_name="Rosa Repair", roles=(Role.FALLOUT_MANAGER,), in_groups=True),
    DemoUser(user_name="cora", full_name="Cora Catalog", roles=(Role.CATALOG_DESIGNER,)),
)


async def is_new(database: Database) -> bool:
    """Whether the database holds neither an order nor a specification."""
    async with database.reading() as tx:
        used = await tx.fetchval(
            """
            SELECT EXISTS (SELECT FROM service_order)
                OR EXISTS (SELECT FROM specification)
            """
        )
    return not used


def new_password() -> str:
    """A password made at random."""
    return secrets.token_urlsafe(12)


async def add_administrator(database: Database, *, by: Actor) -> str | None:
    """Makes the account `admin` when nobody may administer users; answers its password, this one time."""
    password = new_password()
    async with database.transaction() as tx:
        _, made = await ensure_administrator(tx, user_name="admin", password=password, by=by, now=now())
    return password if made else None


async def add_demo_users(database: Database, catalogs: list[DemoCatalog], *, password: str, by: Actor) -> None:
    """Adds the people and the groups that demo tasks go to; those who are there already stay as they are."""
    groups = {
        task.assignment_group
        for catalog in catalogs
        for document in read_catalog_folder(catalog.folder)
        for plan in document.plans
        for task in plan.tasks
        if task.assignment_group
    }
    async with database.transaction() as tx:
        for user in DEMO_USERS:
            if await find_user(tx, user.user_name) is None:
                await create_user(
                    tx, user_name=user.user_name, full_name=user.full_name, roles=user.roles, password=password,
                    by=by, now=now(),
                )  # fmt: skip
        members = [user.user_name for user in DEMO_USERS if user.in_groups]
        for group in sorted(groups):
            if await find_group(tx, group) is None:
                await create_group(tx, name=group, by=by, now=now())
                await set_members(tx, group, members, by=by, now=now())


async def fill(database: Database, *, password: str, by: Actor, tell: Tell) -> None:
    """Fills a new database. A worker must be running.

    Of the catalogs' first orders one is carried out to its end, one waits for approval, one is rejected, the others
    are approved and wait for people, or meet a fallout.
    """
    catalogs = demo_catalogs()
    await load_demo_catalogs(database, catalogs, by=by)
    await add_demo_users(database, catalogs, password=password, by=by)
    chains: dict[str, list[Story]] = {}
    for story in stories_of(catalogs):
        chains.setdefault(story.catalog, []).append(story)
    for at, chain in enumerate(chains.values()):
        first, *others = chain
        match at:
            case 0:
                await submit(database, first, by=by, tell=tell)
                await _reject(database, first, by=by, tell=tell)
            case 2:
                await carry_out(database, first, by=by, tell=tell)
            case 4:
                await submit(database, first, by=by, tell=tell)
            case _:
                await submit(database, first, by=by, tell=tell)
                await approve(database, first, by=by, tell=tell)
        if others and others[0].file.stem.startswith("02-add"):
            await submit(database, others[0], by=by, tell=tell)


async def _reject(database: Database, story: Story, *, by: Actor, tell: Tell) -> None:
    assert story.order is not None
    async with database.transaction() as tx:
        reasons = await list_rejection_reasons(tx)
        story.order = await reject_service_order(
            tx, story.order.id, reason_code=reasons[0].id, note="Please confirm the site with the customer.",
            by=by, now=now(),
        )  # fmt: skip
    tell(story, f"{story.order.number} rejected: {reasons[0].name}")
