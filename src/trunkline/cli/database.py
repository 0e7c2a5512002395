"""`trunkline db`: migrate, status, backup, restore."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit, urlunsplit

import asyncpg
import msgspec
import typer

from trunkline.cli.output import AsJson, emit, say, table
from trunkline.cli.session import database_server, run, settings_now
from trunkline.kit.contract import Contract
from trunkline.kit.db import CONNECTION_ERRORS, explain_connection
from trunkline.kit.errors import Conflict, Invalid, Unavailable
from trunkline.kit.postgres_programs import oldest_programs_from
from trunkline.kit.schema import MigrationStatus

# kit.migrate is imported where it is used: slow to import, and most commands need it not
app = typer.Typer(help="The database: its shape, its backup.", no_args_is_help=True)


class BackupFailed(Unavailable):
    """The database's own program did not write or read the backup."""

    contract = Contract(
        "The backup was not written or read.",
        "Read what the database's program said, mend that, and run it again.",
        field="file",
    )


class BackupFileUnusable(Invalid):
    """The file of a backup is not there, or cannot be written where it was named."""

    contract = Contract(
        "The file of the backup cannot be used.", "Name a file that is there, or a folder.", field="file"
    )


class DataPresent(Conflict):
    """The database or the file holds data already, and nobody agreed to replace it."""

    contract = Contract(
        "There is data already that would be replaced.", "Move it away, or agree to replace it.", field="file"
    )


class BackupDone(msgspec.Struct, frozen=True, kw_only=True):
    """A backup that was written or read. `size` is in bytes."""

    file: str
    size: int
    server_version: str


@app.command("migrate")
def migrate_command(as_json: AsJson = False) -> None:
    """Bring the tables to the shape that this version needs; harmless when they have it."""
    from trunkline.kit.migrate import migrate, migration_status

    with database_server(settings_now()) as url:
        before = run(migration_status(url))
        after = run(migrate(url))
    done = f"migrated to {after.head}: ran {', '.join(before.pending)}" if before.pending else "nothing to do"
    emit(after, as_json=as_json, show=lambda _: say(done))


@app.command("status")
def status_command(as_json: AsJson = False) -> None:
    """Which server, which migrations; exit code 1 while one is pending."""
    from trunkline.kit.migrate import migration_status

    with database_server(settings_now()) as url:
        status = run(migration_status(url))

    def show(found: MigrationStatus) -> None:
        table(["", ""], [
            ["server", f"PostgreSQL {found.server_version}"],
            ["migrated to", found.current or "nothing yet"],
            ["pending", ", ".join(found.pending) or "none"],
        ])  # fmt: skip

    emit(status, as_json=as_json, show=show)
    if status.pending:
        raise typer.Exit(1)


@app.command("backup")
def backup_command(
    file: Annotated[Path, typer.Argument(help="The file to write.")],
    yes: Annotated[bool, typer.Option("--yes", help="Replace the file when it exists.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write everything into one file, while the product may go on working."""
    if file.exists() and not yes:
        raise DataPresent(f"{file} exists: choose another name, or say --yes to replace it")
    if not file.resolve().parent.is_dir():
        raise BackupFileUnusable(f"the folder of {file} does not exist: make it first")
    with database_server(settings_now()) as url:
        version = run(_server_version(url))
        # written aside and renamed when whole: a backup that was cut off never stands under the name of a good one
        part = file.with_name(file.name + ".part")
        try:
            _client("pg_dump", version, url, "--format=custom", "--no-owner", "--no-privileges", f"--file={part}")
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    done = BackupDone(file=str(file), size=file.stat().st_size, server_version=version)
    emit(done, as_json=as_json, show=lambda d: say(f"wrote {d.file}, {d.size:,} bytes, from {d.server_version}"))


@app.command("restore")
def restore_command(
    file: Annotated[Path, typer.Argument(help="A file that `trunkline db backup` wrote.")],
    yes: Annotated[bool, typer.Option("--yes", help="Replace what the database holds.")] = False,
    as_json: AsJson = False,
) -> None:
    """Put a backup into the database, whole or not at all; stop `up`, `serve` and `work` first."""
    from trunkline.kit.migrate import migrate

    if not file.is_file():
        raise BackupFileUnusable(f"there is no file {file}")
    with database_server(settings_now()) as url:
        version = run(_server_version(url))
        if run(_holds_data(url)) and not yes:
            raise DataPresent("the database holds data: say --yes to replace all of it by the backup")
        with tempfile.TemporaryDirectory(prefix="trunkline-") as folder:
            # the whole script first, then one transaction: a damaged file changes nothing
            script = str(Path(folder) / "restore.sql")
            _client("pg_restore", version, "", "--no-owner", "--no-privileges", f"--file={script}", str(file))
            anew = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
            quietly = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1")
            _client("psql", version, url, *quietly, "--single-transaction", "--command", anew, "--file", script)
        run(migrate(url))  # a backup of an older version is brought up to this one
    done = BackupDone(file=str(file), size=file.stat().st_size, server_version=version)
    emit(done, as_json=as_json, show=lambda d: say(f"restored {d.file}"))


async def _fetchval(url: str, sql: str) -> object:
    try:
        connection = await asyncpg.connect(url)
    except CONNECTION_ERRORS as error:
        raise Unavailable(explain_connection(url, error)) from error
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


async def _server_version(url: str) -> str:
    return f"PostgreSQL {await _fetchval(url, 'SHOW server_version')}"


async def _holds_data(url: str) -> bool:
    """Whether there is anything to lose: an order, a specification or a user."""
    if await _fetchval(url, "SELECT to_regclass('public.service_order') IS NULL"):
        return False
    found = await _fetchval(
        url,
        """
        SELECT EXISTS (SELECT FROM service_order)
            OR EXISTS (SELECT FROM specification)
            OR EXISTS (SELECT FROM user_account)
        """,
    )
    return bool(found)


def _client(program: str, server_version: str, url: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's programs on the database; the password goes by the environment, not the command line."""
    major = int(server_version.removeprefix("PostgreSQL ").partition(".")[0])
    environment = {**os.environ, "LC_ALL": "C"}
    target = []
    if url:
        parts = urlsplit(url)
        if parts.password:
            environment["PGPASSWORD"] = unquote(parts.password)
        where = parts.netloc.replace(f":{parts.password}@", "@") if parts.password else parts.netloc
        target = ["--dbname", urlunsplit(parts._replace(netloc=where))]
    done = subprocess.run(
        [oldest_programs_from(major).path(program), *target, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    if done.returncode != 0:
        said = (
            [line for line in done.stderr.splitlines() if "error" in line] or done.stderr.splitlines() or ["no reason"]
        )
        raise BackupFailed(f"{program} failed: {said[0].strip()}")
