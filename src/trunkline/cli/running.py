"""The long-running processes: their parts, in which order they start, and in which they stop."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator, Coroutine, Iterator
from typing import Any, Final

import msgspec
import uvicorn

from trunkline.access.queries import list_users
from trunkline.app import create_app, listen
from trunkline.cli.output import aside, emit, say
from trunkline.cli.scenario import Story
from trunkline.cli.seed import DEMO_USERS, LOCAL_PASSWORD, add_administrator, fill, is_new, new_password
from trunkline.cli.session import cli_actor, known_to_rooms, migrated, postbox, run, slot_system
from trunkline.kit.db import Database
from trunkline.kit.embedded import EmbeddedPostgres
from trunkline.kit.errors import TrunklineError, Unavailable
from trunkline.kit.redaction import Redaction
from trunkline.kit.schema import require_migrated
from trunkline.reactions import react
from trunkline.settings import Settings
from trunkline.southbound.secrets import Secrets
from trunkline.southbound.serviceability import QualificationCheck
from trunkline.worker import run_worker

log = logging.getLogger("trunkline.cli")
_WATCH_SECONDS: Final = 1.0
_CONNECTIONS: Final = 20
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """What is up, for whoever started it. `passwords` are those of accounts made just now, `users` who may sign in."""

    url: str
    docs: str
    database: str
    users: tuple[str, ...]
    passwords: dict[str, str]


class _Web(uvicorn.Server):
    """The web server; signals are ours to handle, since the order of stopping matters."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def _stopping() -> AsyncIterator[asyncio.Event]:
    """Set by the first Ctrl-C or SIGTERM; a second one ends the process at once."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def ask() -> None:
        stop.set()
        for kind in _SIGNALS:
            loop.remove_signal_handler(kind)

    for kind in _SIGNALS:
        loop.add_signal_handler(kind, ask)
    try:
        yield stop
    finally:
        for kind in _SIGNALS:
            loop.remove_signal_handler(kind)


async def _keep_running(server: EmbeddedPostgres) -> None:
    """Brings the embedded server back when it was killed; web and worker wait meanwhile."""
    while True:
        await asyncio.sleep(_WATCH_SECONDS)
        if await asyncio.to_thread(lambda: server.pid) is None:
            log.warning("the embedded database has gone; it is started again")
            try:
                await asyncio.to_thread(server.start)
            except TrunklineError as error:
                log.error("%s", error.message)


class _Parts:
    """The parts of one process: started one by one, stopped in the order web, worker, the rest."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._web: tuple[_Web, asyncio.Task[None]] | None = None
        self._worker: tuple[asyncio.Event, asyncio.Task[None]] | None = None
        self._others: list[asyncio.Task[None]] = []

    def add_web(self, opened: socket.socket, settings: Settings) -> None:
        url, token = settings.serviceability_url, settings.serviceability_token
        asked = None if url is None else QualificationCheck(url, secrets=Secrets(os.environ), token=token)
        app = create_app(
            self._database, largest_attachment=settings.largest_attachment, serviceability=asked,
            slot_system=slot_system(settings),
        )  # fmt: skip
        config = uvicorn.Config(
            app,
            log_config=None,
            log_level=settings.log_level,
            access_log=settings.log_level == "debug",
            server_header=False,
            timeout_graceful_shutdown=5,
            timeout_keep_alive=30,
            lifespan="on",
        )
        web = _Web(config)
        app.state.stopping = lambda: web.should_exit  # live streams end by themselves
        self._web = (web, asyncio.create_task(web.serve(sockets=[opened])))

    def add_worker(self, settings: Settings, name: str | None = None) -> None:
        stop = asyncio.Event()
        working = run_worker(
            self._database, name=name, stop=stop, concurrency=settings.concurrency,
            engine=settings.execution_engine, temporal_address=settings.temporal_address,
            postbox=postbox(settings), redaction=Redaction(settings.hidden_fields),
        )  # fmt: skip
        self._worker = (stop, asyncio.create_task(working))

    def add(self, work: Coroutine[Any, Any, None]) -> None:
        self._others.append(asyncio.create_task(work))

    async def wait(self, stop: asyncio.Event) -> None:
        """Until somebody asks to stop, or a part ends by itself, whose error is raised then."""
        asked = asyncio.create_task(stop.wait())
        parts = [part[1] for part in (self._web, self._worker) if part is not None]
        done, _ = await asyncio.wait({asked, *parts}, return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        for part in done - {asked}:
            part.result()
            raise Unavailable("a part of the process ended by itself; the log says more")

    async def close(self) -> None:
        """Web first, so that nothing new comes in; then the worker; the caller stops the database last."""
        if self._web is not None:
            self._web[0].should_exit = True
            await asyncio.gather(self._web[1], return_exceptions=True)
        if self._worker is not None:
            self._worker[0].set()
            await asyncio.gather(self._worker[1], return_exceptions=True)
        for other in self._others:
            other.cancel()
        await asyncio.gather(*self._others, return_exceptions=True)


def _is_private(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def _first_fill(database: Database, settings: Settings, *, demo: bool, quiet: bool) -> dict[str, str]:
    """Fills a new database; answers the passwords of the accounts that were made."""
    actor = cli_actor()

    def tell(story: Story, text: str) -> None:
        if not quiet:
            aside().print(f"  {story.catalog}: {text}", markup=False)

    if demo and await is_new(database):
        password = LOCAL_PASSWORD if _is_private(settings.host) else new_password()
        if not quiet:
            aside().print("A new database: filling it with the demo.")
        await fill(database, password=password, by=actor, tell=tell)
        return {user.user_name: password for user in DEMO_USERS}
    made = await add_administrator(database, by=actor)
    return {} if made is None else {"admin": made}


def _where(opened: socket.socket) -> str:
    host, port = opened.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _show_running(running: Running) -> None:
    say(f"Trunkline is up: {running.url}   API: {running.docs}")
    say(f"Database: {running.database}")
    if running.passwords:
        say("Sign in as:")
        roles = {user.user_name: ", ".join(user.roles) for user in DEMO_USERS}
        for name, password in running.passwords.items():
            say(f"  {name:<8} password {password}   {roles.get(name, 'administrator')}")
    elif running.users:
        say(f"Sign in as: {', '.join(running.users)} (passwords were shown at the first start)")
    say("Ctrl-C stops everything; the next start finds the data again.")


async def _up(settings: Settings, opened: socket.socket, url: str, server: EmbeddedPostgres | None, *,
              demo: bool, as_json: bool) -> None:  # fmt: skip
    async with _stopping() as stop:
        await migrated(url)
        known = known_to_rooms(settings)
        database = await Database.connect(url, react=react, largest=_CONNECTIONS, known=known)
        parts = _Parts(database)
        try:
            parts.add_worker(settings)
            filling = asyncio.create_task(_first_fill(database, settings, demo=demo, quiet=as_json))
            asked = asyncio.create_task(stop.wait())
            await asyncio.wait({filling, asked}, return_when=asyncio.FIRST_COMPLETED)
            if not filling.done():
                filling.cancel()
                await asyncio.gather(filling, return_exceptions=True)
                return
            asked.cancel()
            parts.add_web(opened, settings)
            if server is not None:
                parts.add(_keep_running(server))
            where = _where(opened)
            database_name = str(settings.data) if server is not None else "as TRUNKLINE_DATABASE_URL says"
            async with database.reading() as tx:
                users = tuple(user.user_name for user in await list_users(tx, limit=20) if user.active)
            running = Running(
                url=where, docs=f"{where}/docs", database=database_name, users=users, passwords=filling.result()
            )
            emit(running, as_json=as_json, show=_show_running)
            await parts.wait(stop)
        finally:
            await parts.close()
            await database.close()


def up(settings: Settings, *, demo: bool, as_json: bool) -> None:
    """Database, web server and worker in this process, until a signal to end."""
    with contextlib.closing(listen(settings.host, settings.port)) as opened, _server(settings) as (url, server):
        run(_up(settings, opened, url, server, demo=demo, as_json=as_json))


@contextlib.contextmanager
def _server(settings: Settings) -> Iterator[tuple[str, EmbeddedPostgres | None]]:
    if settings.database_url is not None:
        yield settings.database_url, None
    else:
        with EmbeddedPostgres(settings.data) as server:
            yield server.url, server


async def _one_part(settings: Settings, url: str, server: EmbeddedPostgres | None, opened: socket.socket | None, *,
                    name: str | None, as_json: bool) -> None:  # fmt: skip
    """A web server (with a socket) or a worker (without)."""
    async with _stopping() as stop:
        await require_migrated(url)
        known = known_to_rooms(settings)
        database = await Database.connect(url, react=react, largest=_CONNECTIONS, known=known)
        parts = _Parts(database)
        try:
            if server is not None:
                parts.add(_keep_running(server))
            if opened is not None:
                parts.add_web(opened, settings)
                body = {"url": _where(opened)}
                emit(body, as_json=as_json, show=lambda b: say(f"Trunkline serves at {b['url']}"))
            else:
                parts.add_worker(settings, name)
                emit({"worker": name or ""}, as_json=as_json, show=lambda _: say("Trunkline works; Ctrl-C stops it"))
            await parts.wait(stop)
        finally:
            await parts.close()
            await database.close()


def serve(settings: Settings, *, as_json: bool) -> None:
    """A web server, until a signal to end."""
    with contextlib.closing(listen(settings.host, settings.port)) as opened, _server(settings) as (url, server):
        run(_one_part(settings, url, server, opened, name=None, as_json=as_json))


def work(settings: Settings, *, name: str | None, as_json: bool) -> None:
    """A worker, until a signal to end."""
    with _server(settings) as (url, server):
        run(_one_part(settings, url, server, None, name=name, as_json=as_json))
