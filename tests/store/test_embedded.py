"""The embedded server: found again, shared, brought back after a kill, and one sentence when it cannot run."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest

from places import server_folder
from trunkline.kit.embedded import EmbeddedPostgres, EmbeddedPostgresFailed
from trunkline.kit.postgres_programs import read_major

_FAST = {"fsync": "off", "shared_buffers": "16MB"}
_START_AND_DIE = """
import os, signal, sys
from pathlib import Path
from trunkline.kit.embedded import EmbeddedPostgres
EmbeddedPostgres(Path(sys.argv[1]), extra_config={"fsync": "off"}).start()
os.kill(os.getpid(), signal.SIGKILL)
"""
_START_AND_STOP = """
import sys
from pathlib import Path
from trunkline.kit.embedded import EmbeddedPostgres, EmbeddedPostgresFailed
try:
    with EmbeddedPostgres(Path(sys.argv[1])) as server:
        print("up as", __import__("psutil").Process(server.pid).username())
except EmbeddedPostgresFailed as error:
    print(error)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the server's user may reach; whatever runs on it at the end of the test is stopped."""
    with server_folder() as place:
        folder = place / "db"
        yield folder
        with contextlib.suppress(OSError):
            os.kill(int((folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)


async def _query(url: str, sql: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


async def test_a_second_start_finds_the_data_again(folder: Path) -> None:
    """OPS-01."""
    with EmbeddedPostgres(folder, extra_config=_FAST) as server:
        await _query(server.url, "CREATE TABLE kept AS SELECT 7 AS n")
    assert server.pid is None
    with EmbeddedPostgres(folder) as server:
        assert await _query(server.url, "SELECT n FROM kept") == 7


async def test_a_killed_server_is_brought_back_with_what_was_committed(folder: Path) -> None:
    """OPS-02."""
    with EmbeddedPostgres(folder) as server:
        await _query(server.url, "CREATE TABLE kept AS SELECT 7 AS n")
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        server.start()
        assert await _query(server.url, "SELECT n FROM kept") == 7


async def test_two_users_share_one_server_and_the_last_one_to_leave_stops_it(folder: Path) -> None:
    """OPS-01."""
    first, second = EmbeddedPostgres(folder, extra_config=_FAST), EmbeddedPostgres(folder)
    first.start()
    second.start()
    assert (first.started_here, second.started_here) == (True, False)
    assert first.pid == second.pid
    pid = first.pid
    first.stop()
    assert second.pid == pid
    assert await _query(second.url, "SELECT 1") == 1
    second.stop()
    assert second.pid is None


def test_a_server_whose_users_were_killed_is_taken_over_and_stopped_at_the_end(folder: Path) -> None:
    """OPS-02."""
    died = subprocess.run([sys.executable, "-c", _START_AND_DIE, str(folder)], check=False)
    assert died.returncode == -signal.SIGKILL
    heir = EmbeddedPostgres(folder)
    orphan = heir.pid
    assert orphan is not None
    heir.start()
    assert (heir.pid, heir.started_here) == (orphan, False)
    heir.stop()
    assert heir.pid is None


def test_no_tcp_port_is_open_and_only_the_owner_may_enter(folder: Path) -> None:
    """OPS-01."""
    with EmbeddedPostgres(folder, extra_config=_FAST) as server:
        assert server.pid is not None
        postmaster = psutil.Process(server.pid)
        for process in (postmaster, *postmaster.children(recursive=True)):
            with contextlib.suppress(psutil.NoSuchProcess):  # a helper process of the server that has just ended
                assert [c for c in process.net_connections("inet") if c.status == psutil.CONN_LISTEN] == []
        for private in (server.socket, server.data):
            assert stat.S_IMODE(private.stat().st_mode) == 0o700


def test_the_rights_of_the_folders_above_are_left_alone(folder: Path) -> None:
    """OPS-01."""
    before = [(parent.stat().st_mode, parent.stat().st_uid) for parent in folder.parents]
    with EmbeddedPostgres(folder, extra_config=_FAST):
        pass
    assert [(parent.stat().st_mode, parent.stat().st_uid) for parent in folder.parents] == before


as_nobody = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can become somebody else, with setpriv"
)


def _as_nobody(folder: Path) -> str:
    # the right to read everything, so that it does not matter where the interpreter lies; not the right to write
    rights = ["--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"]
    who = ["--reuid", "nobody", "--regid", str(pwd.getpwnam("nobody").pw_gid), "--clear-groups"]
    done = subprocess.run(
        ["setpriv", *who, *rights, sys.executable, "-c", _START_AND_STOP, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env={"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    return done.stdout + done.stderr


@as_nobody
def test_it_works_for_a_user_who_is_not_root(folder: Path) -> None:
    """OPS-01."""
    nobody = pwd.getpwnam("nobody")
    folder.mkdir()
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    assert _as_nobody(folder) == "up as nobody\n"


@as_nobody
def test_a_folder_that_cannot_be_written_gets_one_sentence(folder: Path) -> None:
    """OPS-01."""
    folder.mkdir(mode=0o755)
    assert _as_nobody(folder).startswith(f"the folder {folder} cannot be used for the database (Permission denied)")


def test_a_place_that_is_a_file_gets_one_sentence(folder: Path) -> None:
    """OPS-01."""
    folder.write_text("not a folder")
    with pytest.raises(EmbeddedPostgresFailed, match="set TRUNKLINE_DATA to a folder of yours"):
        EmbeddedPostgres(folder / "data").start()


def test_a_set_up_that_was_cut_off_is_begun_again(folder: Path) -> None:
    """OPS-01."""
    half = folder / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(folder, extra_config=_FAST) as server:
        assert server.pid is not None
    assert not half.exists()


def test_files_that_are_no_database_are_not_touched(folder: Path) -> None:
    """OPS-01."""
    precious = folder / "data" / "thesis.txt"
    precious.parent.mkdir(parents=True)
    precious.write_text("years of work")
    with pytest.raises(EmbeddedPostgresFailed, match="holds files but no database: move them away"):
        EmbeddedPostgres(folder).start()
    assert precious.read_text() == "years of work"


def test_data_of_a_version_that_is_not_installed_get_one_sentence(folder: Path) -> None:
    """OPS-01."""
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "PG_VERSION").write_text("11\n")
    with pytest.raises(EmbeddedPostgresFailed, match=r"written by PostgreSQL 11.*trunkline db backup"):
        EmbeddedPostgres(folder).start()


def test_a_wrong_setting_is_told_with_the_servers_own_words(folder: Path) -> None:
    """OPS-01."""
    with pytest.raises(EmbeddedPostgresFailed, match='invalid value for parameter "shared_buffers"'):
        EmbeddedPostgres(folder, extra_config={"shared_buffers": "no_such_size"}).start()


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="a small disk needs a mount of our own")
@pytest.mark.parametrize("size", ["20m", "210m"])
def test_a_full_disk_gets_one_sentence(folder: Path, size: str) -> None:
    """OPS-01: both before the data are made, and when they are there already and the disk has filled up."""
    folder.mkdir()
    fill = (
        f'{sys.executable} -c "$2" {folder} && dd if=/dev/zero of={folder}/filler bs=1M 2>/dev/null;'
        if size == "210m"
        else ""
    )
    script = f'mount -t tmpfs -o size={size} tmpfs {folder} || exit 9; {fill} {sys.executable} -c "$1" {folder}'
    said = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", _START_AND_STOP, _START_AND_STOP],
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode in (1, 9) and "ermitted" in said.stderr:
        pytest.skip("this machine lets nobody mount")
    assert said.stdout.splitlines()[-1].startswith(f"the disk of {folder} is full: free at least 200 MB"), said


@pytest.mark.parametrize(
    ("text", "major"),
    [("postgres (PostgreSQL) 18.1", 18), ("16\n", 16), ("postgres (PostgreSQL) 19beta2", 19), ("9.6", 9), ("", 0)],
)
def test_a_major_version_is_read_from_what_programs_and_files_say(text: str, major: int) -> None:
    """OPS-01."""
    assert read_major(text) == major
