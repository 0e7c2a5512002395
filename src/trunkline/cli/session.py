"""What every command needs: settings, a migrated database, and who is acting."""

from __future__ import annotations

import asyncio
import getpass
import os
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import uvloop

from trunkline.access.model import Actor, Permission, Role
from trunkline.appointments.model import SlotSystem
from trunkline.fallout.campaign_limit import campaign_choice
from trunkline.inventory.upgrading import upgrade_choice
from trunkline.kit.db import Database
from trunkline.kit.embedded import EmbeddedPostgres
from trunkline.kit.garbage import collect_seldom
from trunkline.kit.redaction import redaction_choice
from trunkline.kit.schema import is_migrated, require_migrated
from trunkline.notifications.addresses import postbox_choice
from trunkline.notifications.model import Postbox
from trunkline.reactions import react
from trunkline.settings import Settings, read_settings
from trunkline.southbound.secrets import Secrets
from trunkline.southbound.time_slots import TimeSlotClient

T = TypeVar("T")


def settings_now() -> Settings:
    """The settings in this process's environment."""
    return read_settings(os.environ)


def postbox(settings: Settings) -> Postbox:
    """How notifications are sent, as the settings say."""
    return Postbox(
        smtp_url=settings.smtp_url,
        sender=settings.mail_sender,
        webhook_hosts=settings.webhook_hosts,
        workspace_url=settings.workspace_url,
    )


def slot_system(settings: Settings) -> SlotSystem | None:
    """The other system that keeps appointments; None: the calendars of our own groups."""
    if settings.appointment_url is None:
        return None
    return TimeSlotClient(settings.appointment_url, secrets=Secrets(os.environ), token=settings.appointment_token)


def known_to_rooms(settings: Settings) -> dict[str, object]:
    """What every transaction is told of the settings."""
    switches = upgrade_choice(settings.upgrade_inventory) | campaign_choice(settings.campaign_limit)
    return switches | postbox_choice(postbox(settings)) | redaction_choice(settings.hidden_fields)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Runs a command's body."""
    # the same loop as the web server's: measured a quarter faster on the worker's hot path than the standard one
    collect_seldom()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


def cli_actor() -> Actor:
    """Whoever may start commands on this machine may do everything: an administrator, named after the user."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = str(os.geteuid())
    return Actor(
        name=f"cli:{name}",
        full_name=f"{name} at the command line",
        permissions=frozenset(Permission),
        roles=(Role.ADMINISTRATOR,),
    )


@contextmanager
def database_server(settings: Settings) -> Iterator[str]:
    """The URL of the database: that of the settings, or of the embedded server, which runs as long as the block."""
    if settings.database_url is not None:
        yield settings.database_url
        return
    with EmbeddedPostgres(settings.data) as server:
        yield server.url


async def migrated(url: str) -> None:
    """Migrates when it is needed."""
    if not await is_migrated(url):
        from trunkline.kit.migrate import migrate  # slow to import, and seldom needed

        await migrate(url)


@contextmanager
def temporary_server() -> Iterator[EmbeddedPostgres]:
    """An embedded server with a folder of its own, stopped and removed at the end of the block."""
    with tempfile.TemporaryDirectory(prefix="trunkline-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o711)  # started by root, the server runs as another user, who must be able to pass
        with EmbeddedPostgres(Path(name) / "database") as server:
            yield server


@asynccontextmanager
async def open_database(settings: Settings | None = None) -> AsyncIterator[Database]:
    """A database ready for use.

    The embedded one is migrated when it needs it; for any other, raises DatabaseNotMigrated, since others may depend
    on its present shape.
    """
    settings = settings or settings_now()
    with database_server(settings) as url:
        if settings.embedded:
            await migrated(url)
        else:
            await require_migrated(url)
        database = await Database.connect(url, react=react, known=known_to_rooms(settings))
        try:
            yield database
        finally:
            await database.close()
