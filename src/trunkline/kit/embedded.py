"""PostgreSQL without installing it: starts the server that a wheel brings, on a socket only its owner can reach."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import select
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

from trunkline.kit.postgres_programs import (
    EmbeddedPostgresFailed,
    PostgresPrograms,
    programs_for,
    reachable_programs,
    read_major,
    require_passage,
    run_as,
    server_user,
)

__all__ = ["DATABASE", "EmbeddedPostgres", "EmbeddedPostgresFailed"]

DATABASE = "trunkline"
_START_SECONDS: Final = 60  # without any answer
_RECOVERY_SECONDS: Final = 900  # with the answer "not yet": the server reads its log after a crash
_GONE_SECONDS: Final = 15  # the processes of a killed server take a moment to notice
_NEEDED_BYTES: Final = 200_000_000
_LAST_BYTES: Final = 1_000_000
_LONGEST_SOCKET_PATH: Final = 90  # the system allows 107 bytes, the server adds its file name
_LARGEST_LOG: Final = 10_000_000
_TELLING = ("FATAL", "PANIC", "ERROR", "invalid value", "unrecognized")
_PASSING = ("is still in use", "lock file", "already exists", "could not create shared memory")

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

# servers that others still use: kept, so that they are buried when they end
_left_running: list[subprocess.Popen[bytes]] = []


class EmbeddedPostgres:
    """One embedded server with its data in `folder`, shared by every process that opens the same folder.

    `folder` is made when it is missing. No TCP port is opened. Started as root, the server itself runs as the user
    `nobody`, since PostgreSQL refuses root. The first to `start` launches the server, the others find it running;
    each holds a shared lock on `users.lock`, and the last one to leave stops the server. A server whose users were
    all killed is found and used by the next `start`, and stopped with it.
    """

    def __init__(self, folder: Path, *, extra_config: dict[str, str] | None = None) -> None:
        self.folder = folder.expanduser().resolve()
        self.data = self.folder / "data"
        self._extra = extra_config or {}
        self._process: subprocess.Popen[bytes] | None = None
        self._use: int | None = None  # our hold on users.lock
        self._log_start = 0
        self._owner = server_user()
        self._programs: PostgresPrograms | None = None
        socket = self.folder / "run"
        if len(str(socket)) > _LONGEST_SOCKET_PATH:
            name = hashlib.sha256(str(self.folder).encode()).hexdigest()[:16]
            # not the TMPDIR of the moment: every process must come to the same place
            socket = Path("/tmp") / f"trunkline-{os.geteuid()}-{name}"
        self.socket = socket

    @property
    def url(self) -> str:
        """Where to connect."""
        return f"postgresql://trunkline@/{DATABASE}?host={quote(str(self.socket))}"

    @property
    def started_here(self) -> bool:
        """Whether this object launched the server (else it found one running)."""
        return self._process is not None

    @property
    def pid(self) -> int | None:
        """The process id of the running server, or None."""
        return self._server_pid()

    def start(self) -> str:
        """Launches the server, or finds it running, and answers its URL.

        Also the way to bring it back when it was killed: starting again is harmless.
        Raises EmbeddedPostgresFailed, in one sentence, when the server cannot run.
        """
        try:
            self._prepare_folder()
            with self._turn():
                self._join()
                try:
                    self._prepare_server()
                    self._bring_up()
                    self._create_database()
                except BaseException:
                    self._leave()
                    raise
        except OSError as error:
            raise EmbeddedPostgresFailed(self._explain(error.strerror or str(error))) from error
        return self.url

    def stop(self) -> None:
        """Leaves the server; the last user stops it, cutting open connections."""
        if self._use is None:
            return
        with contextlib.suppress(OSError), self._turn():
            self._leave()

    def __enter__(self) -> EmbeddedPostgres:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def tool(self, name: str) -> str:
        """The path of one of the server's programs, `pg_dump` for example."""
        programs = self._programs or programs_for(self._data_major())
        return programs.path(name)

    # who uses the server

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """Starting and stopping go one at a time, whichever process they are in."""
        handle = os.open(self.folder / "start.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            deadline = time.monotonic() + _RECOVERY_SECONDS
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise EmbeddedPostgresFailed(
                            f"another Trunkline has been starting the database in {self.folder} for too long: stop it"
                        ) from None
                    time.sleep(0.05)
            yield
        finally:
            os.close(handle)

    def _join(self) -> None:
        if self._use is None:
            self._use = os.open(self.folder / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._use, fcntl.LOCK_SH)

    def _leave(self) -> None:
        if self._use is None:
            return
        try:
            fcntl.flock(self._use, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass  # somebody else still uses the server
        else:
            self._stop_server()
        finally:
            os.close(self._use)
            if self._process is not None and self._process.poll() is None:
                _left_running.append(self._process)
            self._use = self._process = None

    def _stop_server(self) -> None:
        pid = self._server_pid()
        if pid is None:
            return
        for how, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 10)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, how)
            if self._wait_gone(pid, seconds):
                return

    def _wait_gone(self, pid: int, seconds: float) -> bool:
        if self._process is not None and self._process.pid == pid:
            try:
                self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                return False
            return True
        if hasattr(os, "pidfd_open"):
            try:
                handle = os.pidfd_open(pid)
            except ProcessLookupError:
                return True
            try:
                return bool(select.select([handle], [], [], seconds)[0])
            finally:
                os.close(handle)
        deadline = time.monotonic() + seconds
        while self._server_pid() == pid and time.monotonic() < deadline:
            time.sleep(0.05)
        return self._server_pid() != pid

    # the folders

    def _prepare_folder(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o755)
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied")

    def _prepare_server(self) -> None:
        self._programs = reachable_programs(programs_for(self._data_major()), self._owner, self.folder)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._private_folder(self.socket)
        require_passage(self._owner, self.data)

    def _data_major(self) -> int | None:
        try:
            return read_major((self.data / "PG_VERSION").read_text(encoding="utf-8"))
        except OSError:
            return None

    def _private_folder(self, folder: Path) -> None:
        """Makes a folder that only the server's user can enter; refuses one that somebody else laid there."""
        folder.mkdir(exist_ok=True, mode=0o700)
        found = folder.lstat()
        ours = {os.geteuid(), self._owner.pw_uid if self._owner else os.geteuid()}
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in ours:
            raise EmbeddedPostgresFailed(f"{folder} belongs to another user: remove it, the database needs the place")
        folder.chmod(0o700)
        if self._owner is not None and found.st_uid != self._owner.pw_uid:
            os.chown(folder, self._owner.pw_uid, self._owner.pw_gid)

    def _initialise(self) -> None:
        # made aside and renamed when whole, so that a crash in the middle leaves nothing that looks like data
        making = self.folder / "data.new"
        if self.data.exists():
            if any(self.data.iterdir()):
                raise EmbeddedPostgresFailed(
                    f"{self.data} holds files but no database: move them away, or set TRUNKLINE_DATA to another folder"
                )
            self.data.rmdir()
        shutil.rmtree(making, ignore_errors=True)
        if shutil.disk_usage(self.folder).free < _NEEDED_BYTES:
            raise EmbeddedPostgresFailed(self._explain("No space left on device"))
        self._private_folder(making)
        require_passage(self._owner, making)
        done = self._run(
            "initdb", "-D", str(making), "-U", "trunkline", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
            "--data-checksums",
        )  # fmt: skip
        if done.returncode != 0:
            shutil.rmtree(making, ignore_errors=True)
            said = [line for line in (done.stderr + done.stdout).splitlines() if "error" in line or "FATAL" in line]
            raise EmbeddedPostgresFailed(self._explain(said[-1].strip() if said else "initdb gave no reason"))
        settings = _CONFIG + "".join(f"{name} = '{value}'\n" for name, value in self._extra.items())
        with (making / "postgresql.conf").open("a", encoding="utf-8") as config:
            config.write("\n" + settings)
        making.rename(self.data)

    # the server

    def _run(self, name: str, *args: str) -> subprocess.CompletedProcess[str]:
        return run_as(self._owner, [self.tool(name), *args])

    def _bring_up(self) -> None:
        began = launched = time.monotonic()
        tried = False
        while (answer := self._run("pg_isready", "-q", "-h", str(self.socket), "-U", "trunkline").returncode) != 0:
            if self._server_pid() is None:
                # a moment's patience for what a killed server left behind; for anything else there is none
                passing = time.monotonic() < began + _GONE_SECONDS and any(w in self._last_words() for w in _PASSING)
                if tried and not passing:
                    raise EmbeddedPostgresFailed(self._explain(self._last_words()))
                if tried:
                    time.sleep(0.3)
                self._launch()
                tried, launched = True, time.monotonic()
            recovering = answer == 1
            if time.monotonic() > launched + (_RECOVERY_SECONDS if recovering else _START_SECONDS):
                raise EmbeddedPostgresFailed(self._explain(self._last_words()))
            time.sleep(0.02)

    def _launch(self) -> None:
        owner = self._owner
        path = self.folder / "server.log"
        if path.exists() and path.stat().st_size > _LARGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
        with path.open("ab") as log:
            self._log_start = log.tell()
            self._process = subprocess.Popen(
                [self.tool("postgres"), "-D", str(self.data), "-k", str(self.socket)],
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

    def _server_pid(self) -> int | None:
        if self._process is not None and self._process.poll() is None:
            return self._process.pid
        try:
            pid = int((self.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
            os.kill(pid, 0)
        except PermissionError:
            return pid
        except (OSError, ValueError, IndexError):
            return None
        with contextlib.suppress(OSError):
            # an empty command line is a dead process that nobody has buried yet; another program has the number now
            if os.fsencode(self.data) not in Path(f"/proc/{pid}/cmdline").read_bytes():
                return None
        return pid

    def _create_database(self) -> None:
        query = f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"
        found = self._run("psql", "-h", str(self.socket), "-U", "trunkline", "-d", "postgres", "-Atqc", query)
        if found.stdout.strip() != "1":
            made = self._run("createdb", "-h", str(self.socket), "-U", "trunkline", DATABASE)
            if made.returncode != 0 and "already exists" not in made.stderr:
                raise EmbeddedPostgresFailed(self._explain(made.stderr.strip()))

    # what went wrong

    def _last_words(self) -> str:
        try:
            with (self.folder / "server.log").open("rb") as log:
                log.seek(self._log_start)
                lines = log.read().decode(errors="replace").splitlines()
        except OSError:
            return "no log was written"
        telling = [line for line in lines if any(s in line for s in _TELLING) and "contains errors" not in line]
        words = (telling or lines[-1:] or ["no log was written"])[-1]
        return words.partition("]")[2].strip() or words  # without the time and the process

    def _explain(self, reason: str) -> str:
        with contextlib.suppress(OSError):
            if shutil.disk_usage(self.folder).free < _LAST_BYTES:  # then the log has no words left to tell it
                reason = "No space left on device"
        if "No space left" in reason:
            return (
                f"the disk of {self.folder} is full: free at least {_NEEDED_BYTES // 1_000_000} MB, "
                "or set TRUNKLINE_DATA to a folder on another disk"
            )
        if "ermission denied" in reason or "Read-only" in reason or "Not a directory" in reason:
            return (
                f"the folder {self.folder} cannot be used for the database ({reason}): make it writable for you, "
                "or set TRUNKLINE_DATA to a folder of yours"
            )
        return f"the embedded database does not start ({reason}); the whole story is in {self.folder / 'server.log'}"
