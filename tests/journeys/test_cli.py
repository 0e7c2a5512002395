"""The command line as people and scripts use it: real processes where the process matters, the same code elsewhere."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from trunkline.cli.demo_files import demo_catalogs
from trunkline.cli.program import run
from trunkline.cli.session import temporary_server

Cli = Callable[..., tuple[int, str, str]]
Up = Callable[..., tuple[subprocess.Popen[str], dict[str, Any]]]
_TRUNKLINE = [sys.executable, "-m", "trunkline"]
_FIBRE = next(catalog for catalog in demo_catalogs() if catalog.name == "fibre-bundle")


@pytest.fixture
def cli(database_url: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Cli:
    """Runs a command line on a fresh database; answers exit code, standard output, standard error."""
    monkeypatch.setenv("TRUNKLINE_DATABASE_URL", database_url)
    monkeypatch.setenv("TRUNKLINE_DATA", str(tmp_path / "unused"))
    monkeypatch.setenv("TRUNKLINE_PORT", "0")

    def call(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(arguments)
        said = capfd.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def data() -> Iterator[Path]:
    """A folder for an embedded database, outside the test's own, where the server's user may go."""
    with temporary_server() as server:
        server.stop()  # the folder is wanted, made and ready
        yield server.folder


def _environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRUNKLINE_")}
    return {**kept, "TRUNKLINE_DATA": str(data), "TRUNKLINE_PORT": "0", **more}


def _call(data: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*_TRUNKLINE, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=_environment(data, **more),
        timeout=120,
    )


def _read_json(stream: Any) -> dict[str, Any]:
    text = ""
    for line in stream:
        text += line
        if line.rstrip() == "}":
            break
    document: dict[str, Any] = json.loads(text)
    return document


@pytest.fixture
def start_up(data: Path) -> Iterator[Up]:
    """Starts `trunkline up`; answers the process and what it says is running. What still runs at the end is killed."""
    started = []

    def start(*arguments: str) -> tuple[subprocess.Popen[str], dict[str, Any]]:
        command = [*_TRUNKLINE, "up", "--json", *arguments]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_environment(data))
        started.append(process)
        return process, _read_json(process.stdout)

    yield start
    for process in started:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def _end(process: subprocess.Popen[str], how: signal.Signals) -> int:
    process.send_signal(how)
    return process.wait(60)


def test_the_demo_ends_with_every_order_completed_and_its_services_active(tmp_path: Path) -> None:
    """OPS-01, TSK-11: the main job in one command, plain lines when not a terminal."""
    done = _call(tmp_path, "demo")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    total = sum(len(catalog.orders) for catalog in demo_catalogs())
    assert f"{total} of {total} orders ended as they should" in done.stdout
    assert "is tried again; it is resolved when the task has ended" in done.stdout
    assert "'Measure the optical power (retest 1 of 2)' done" in done.stdout, "a failed test was repaired and repeated"
    assert "\x1b" not in done.stdout


def test_up_starts_everything_stops_cleanly_and_finds_its_data_again(data: Path, start_up: Up) -> None:
    """OPS-01."""
    process, running = start_up()
    assert set(running["passwords"]) >= {"ada", "olivia", "felix"}
    with urllib.request.urlopen(running["url"] + "/health/ready") as answer:
        assert answer.status == 200
    assert _end(process, signal.SIGINT) == 0
    assert not (data / "data" / "postmaster.pid").exists(), "the database is stopped, last of all"

    process, running = start_up()
    assert running["passwords"] == {}, "nothing is filled a second time"
    found = json.loads(_call(data, "order", "list", "--json").stdout)
    assert {order["state"] for order in found["items"]} >= {"acknowledged", "rejected", "completed"}
    assert _end(process, signal.SIGTERM) == 0


def test_a_database_that_is_killed_under_up_is_brought_back(data: Path, start_up: Up) -> None:
    """OPS-02."""
    process, _ = start_up("--no-demo")
    postmaster = psutil.Process(int((data / "data" / "postmaster.pid").read_text().split()[0]))
    postmaster.kill()
    psutil.wait_procs([postmaster], 10)
    assert _call(data, "order", "list", "--json").returncode == 0
    assert _end(process, signal.SIGTERM) == 0
    assert not (data / "data" / "postmaster.pid").exists()


def test_a_port_in_use_gets_one_sentence(data: Path) -> None:
    """OPS-01."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = _call(data, "up", "--port", str(taken.getsockname()[1]))
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "stop what uses it, or set TRUNKLINE_PORT to another port" in done.stderr


@pytest.mark.parametrize(
    "command", [["up"], ["serve"], ["work"], ["order", "list"], ["db", "status"], ["db", "migrate"]]
)
def test_a_wrong_url_gets_one_sentence(tmp_path: Path, command: list[str]) -> None:
    """OPS-01."""
    done = _call(tmp_path, *command, TRUNKLINE_DATABASE_URL="postgresql://someone:secret@127.0.0.1:1/x")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "error: nothing answers at 127.0.0.1:1: start the database server, or correct TRUNKLINE_DATABASE_URL\n"
    )


def test_wrong_usage_ends_with_code_2(cli: Cli) -> None:
    """OPS-01."""
    assert cli("order", "approve")[0] == 2
    assert cli("no-such-command")[0] == 2
    assert cli("order", "list", "--limit", "many")[0] == 2


def test_a_wrong_setting_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """OPS-01."""
    monkeypatch.setenv("TRUNKLINE_PORT", "eighty")
    code, out, err = cli("order", "list")
    assert (code, out) == (1, "")
    assert "TRUNKLINE_PORT: 'eighty' is no such number" in err


def _load_and_submit(cli: Cli) -> str:
    assert cli("catalog", "load", str(_FIBRE.folder))[0] == 0
    code, out, err = cli("order", "submit", str(_FIBRE.orders[0]), "--json")
    assert code == 0, err
    number: str = json.loads(out)[0]["id"]
    return number


def test_an_order_is_submitted_reviewed_and_approved_by_commands(cli: Cli) -> None:
    """OPS-01."""
    number = _load_and_submit(cli)
    shown = json.loads(cli("order", "show", number, "--json")[1])
    assert shown["serviceOrder"]["state"] == "acknowledged"
    assert shown["review"]
    code, out, _ = cli("order", "approve", number, "--note", "all in order")
    assert (code, out) == (0, f"{number} is inProgress\n")
    code, _, err = cli("order", "approve", number)
    assert code == 1
    assert err.startswith("error: ")
    assert "Traceback" not in err


def test_why_an_order_is_not_moving_is_told_with_who_can_act(cli: Cli) -> None:
    """NEW-02."""
    number = _load_and_submit(cli)
    code, out, err = cli("why", number, "--json")
    assert code == 0, err
    assert [blocker["kind"] for blocker in json.loads(out)["blockers"]] == ["approval"]
    assert "approve or reject the order" in cli("why", number)[1]
    assert cli("why", "TASK-000001-99")[0] == 1


def test_a_working_calendar_is_set_from_a_file_and_taken_away(cli: Cli, tmp_path: Path) -> None:
    """JEO-06."""
    file = tmp_path / "field.yaml"
    file.write_text('timeZone: Europe/Berlin\nhours: [{weekday: 0, start: "08:00", end: "16:00"}]\ncountry: DE\n')
    code, _, err = cli("calendar", "set", "field", str(file))
    assert code == 0, err
    assert "Mon 08:00-16:00" in cli("calendar", "list")[1]
    assert cli("calendar", "delete", "field")[0] == 0
    assert cli("calendar", "delete", "field")[0] == 1
    file.write_text("hours: 5")
    assert cli("calendar", "set", "field", str(file))[0] == 1
    file.write_text("a: [")
    assert "Traceback" not in cli("calendar", "set", "field", str(file))[2]


def test_notification_rules_are_kept_as_a_file_and_loaded_all_or_none(cli: Cli, tmp_path: Path) -> None:
    """NOT-01: what `export` writes, `load` takes back; a file with one wrong rule changes nothing."""
    file = tmp_path / "rules.yaml"
    written = cli("notifications", "export")[1]
    file.write_text(written.replace("active: false", "active: true").replace("serviceOrderManager", "catalogDesigner"))
    code, said, err = cli("notifications", "load", str(file))
    rules = len(json.loads(cli("notifications", "rules", "--json")[1]))
    assert (code, said) == (0, f"{rules} rule(s) saved\n"), err
    assert "role catalogDesigner" in cli("notifications", "rules")[1]
    file.write_text(written.replace("- to: creator", "- {to: user, name: nobody.such}"))
    code, _, err = cli("notifications", "load", str(file))
    assert (code, "nobody.such" in err, "Traceback" in err) == (1, True, False)
    assert "role catalogDesigner" in cli("notifications", "rules")[1]
    file.write_text(written)
    assert cli("notifications", "load", str(file))[0] == 0


def test_an_order_is_rejected_with_a_reason(cli: Cli) -> None:
    """OPS-01."""
    number = _load_and_submit(cli)
    code, out, err = cli("order", "reject", number, "--reason-code", "other", "--note", "The site does not exist.")
    assert (code, out) == (0, f"{number} is rejected (other: The site does not exist.)\n"), err


def test_a_file_that_is_no_order_is_refused_by_name_and_nothing_is_submitted(cli: Cli, tmp_path: Path) -> None:
    """OPS-01."""
    _load_and_submit(cli)
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"serviceOrderItem": 5}')
    code, out, err = cli("order", "submit", str(_FIBRE.orders[1]), str(wrong))
    assert (code, out) == (1, "")
    assert str(wrong) in err
    assert json.loads(cli("order", "list", "--json")[1])["total"] == 1
    assert cli("order", "submit", str(tmp_path / "none.json"))[2] == f"error: there is no file {tmp_path}/none.json\n"


@pytest.mark.parametrize(
    "command",
    [
        ["order", "list"], ["task", "list"], ["fallout", "list"], ["fallout", "list", "--all"], ["user", "list"],
        ["catalog", "show"], ["calendar", "list"], ["db", "status"], ["db", "migrate"], ["doctor"],
    ],
)  # fmt: skip
def test_machine_output_is_json_and_nothing_else(cli: Cli, command: list[str]) -> None:
    """OPS-01."""
    code, out, err = cli(*command, "--json")
    assert (code, err) == (0, "")
    json.loads(out)
    assert cli(*command)[0] == 0


def test_an_error_for_a_machine_is_json_too(cli: Cli) -> None:
    """OPS-01."""
    code, out, err = cli("order", "show", "ORD-999999", "--json")
    assert code == 1
    assert json.loads(out)["error"]["code"] == "UnknownServiceOrder"
    assert err.startswith("error: ")


def test_a_user_and_a_key_are_made_by_commands(cli: Cli) -> None:
    """OPS-01."""
    assert cli("user", "add", "robot", "--role", "orderIntegrator")[0] == 0
    key = json.loads(cli("user", "key", "robot", "--json")[1])["key"]
    assert key.startswith("tlk_")
    users = json.loads(cli("user", "list", "--json")[1])
    assert [user["user_name"] for user in users] == ["robot"]
    assert cli("user", "add", "robot", "--role", "orderIntegrator")[0] == 1


def test_a_backup_is_restored_as_it_was(cli: Cli, tmp_path: Path) -> None:
    """OPS-01."""
    number = _load_and_submit(cli)
    file = tmp_path / "backup.dump"
    assert cli("db", "backup", str(file))[0] == 0
    assert cli("db", "backup", str(file))[0] == 1, "a file is not overwritten without --yes"
    assert cli("db", "backup", str(file), "--yes")[0] == 0
    assert cli("order", "approve", number)[0] == 0

    code, _, err = cli("db", "restore", str(file))
    assert code == 1
    assert "say --yes" in err
    code, _, err = cli("db", "restore", str(file), "--yes")
    assert code == 0, err
    assert json.loads(cli("order", "show", number, "--json")[1])["serviceOrder"]["state"] == "acknowledged"
    assert cli("order", "approve", number)[0] == 0, "and it goes on from there"


def test_a_file_that_is_no_backup_changes_nothing(cli: Cli, tmp_path: Path) -> None:
    """OPS-01."""
    number = _load_and_submit(cli)
    file = tmp_path / "backup.dump"
    file.write_bytes(b"PGDMP and then nonsense")
    code, _, err = cli("db", "restore", str(file), "--yes")
    assert code == 1
    assert err.startswith("error: pg_restore failed: ")
    assert cli("order", "show", number)[0] == 0


def test_the_doctor_finds_a_database_that_is_away(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """OPS-01."""
    code, out, _ = cli("doctor")
    assert code == 0, out
    monkeypatch.setenv("TRUNKLINE_DATABASE_URL", "postgresql://x@127.0.0.1:1/x")
    code, out, _ = cli("doctor", "--json")
    assert code == 1
    ill = [finding for finding in json.loads(out) if not finding["well"]]
    assert [finding["subject"] for finding in ill] == ["database"]
    assert "start the database server" in ill[0]["action"]


def test_a_catalog_written_as_tmf_json_is_read_again(cli: Cli, tmp_path: Path) -> None:
    """CAT-07, CAT-06: every file of the export becomes a draft again, and none is refused."""
    assert cli("catalog", "load", str(Path("catalogs") / "sd-wan"))[0] == 0
    code, out, err = cli("catalog", "export", str(tmp_path / "tmf"), "--tmf", "--json")
    assert code == 0, err
    files = json.loads(out)
    assert len(files) >= 10
    code, out, err = cli("catalog", "import", *files, "--json")
    assert code == 0, (out, err)
