"""On the command line: rules and agreements as code, and one remedy for many fallouts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from builders_fallout import exhausted, plant_order
from builders_orchestration import T0, Shape
from trunkline.access.commands import create_group
from trunkline.access.model import SYSTEM
from trunkline.bench.throughput import Noop
from trunkline.cli.program import run
from trunkline.fallout.commands import raise_for_exhausted
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import TaskId
from trunkline.reactions import react
from trunkline.worker import Worker

Cli = Callable[..., tuple[int, str, str]]


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


def test_assignment_rules_are_kept_as_a_file_and_loaded_all_or_none(
    cli: Cli, database_url: str, tmp_path: Path
) -> None:
    """TSK-03: what `export` writes, `load` takes back without a change; a file with one fault changes nothing."""
    file = tmp_path / "rules.yaml"
    group = "north desk"

    async def open_desk() -> None:
        database = await Database.connect(database_url)
        async with database.transaction() as tx:
            await create_group(tx, name=group, by=SYSTEM, now=clock.now())
        await database.close()

    asyncio.run(open_desk())
    file.write_text(
        f"assignmentRules:\n  north: {{assignmentGroup: {group}, position: 5, condition: {{places: ['80*']}}}}\n"
        f"  rest: {{assignmentGroup: {group}, active: false}}\n"
    )
    code, said, err = cli("assignment", "load", str(file))
    assert (code, said) == (0, "2 read, 2 changed: north, rest\n"), err
    file.write_text(cli("assignment", "export")[1])
    assert "0 changed" in cli("assignment", "load", str(file))[1]
    assert "places: 80*" in cli("assignment", "rules")[1]
    file.write_text(f"assignmentRules:\n  rest: {{assignmentGroup: {group}}}\n  far: {{assignmentGroup: nobody}}\n")
    code, _, err = cli("assignment", "load", str(file))
    assert (code, "nobody" in err, "Traceback" in err) == (1, True, False)
    assert "active: false" in cli("assignment", "export")[1]
    assert (cli("assignment", "delete", "north")[0], cli("assignment", "delete", "north")[0]) == (0, 1)


def test_agreements_are_kept_as_a_file_and_loaded_all_or_none(cli: Cli, tmp_path: Path) -> None:
    """JEO-13: what `export` writes, `load` takes back without a change; a file with one fault changes nothing."""
    file = tmp_path / "agreements.yaml"
    file.write_text(
        "agreements:\n  mend: {level: fallout, duration: PT8H, levels: {minor: 50}, applies: {priorities: [1]}}\n"
        "  install: {level: task, kind: ola}\n"
        "durationPolicies:\n  acme-changes: {duration: P2DT6H, requestTypes: [modify], customers: [ACME]}\n"
    )
    code, said, err = cli("agreement", "load", str(file))
    assert (code, said) == (0, "3 read, 3 changed: acme-changes, install, mend\n"), err
    assert "the task's own" in cli("agreement", "list")[1]
    file.write_text(cli("agreement", "export")[1])
    assert "0 changed" in cli("agreement", "load", str(file))[1]
    for wrong in (
        "agreements: {install: {level: task, kind: ola, calendar: nowhere}}",
        "agreements: [",
        "agreements: {a: 5}",
        "durationPolicies: {a: {duration: PT0S}}\nagreements: {b: {level: task}}",
    ):
        file.write_text(wrong)
        code, _, err = cli("agreement", "load", str(file))
        assert (code, "Traceback" in err) == (1, False), err
    assert "nowhere" not in cli("agreement", "export")[1]
    assert cli("agreement", "clocks", "TASK-000001-1")[0] == 0
    assert (cli("agreement", "delete", "mend")[0], cli("agreement", "delete", "mend")[0]) == (0, 1)


def test_many_fallouts_are_mended_by_a_campaign_and_closed(cli: Cli, database_url: str) -> None:
    """NEW-21, FAL-04, FAL-05: drafted, looked at, discarded, begun, refused when it is over; every step as JSON too."""
    cli("db", "migrate")

    async def fail() -> None:
        database = await Database.connect(database_url, react=react)
        for _ in range(3):
            order = await plant_order(database, Shape(tasks=((1, "automated"),)))
            async with database.transaction() as tx:
                await raise_for_exhausted(tx, [exhausted(TaskId(order, 1))], now=T0)
        await database.close()

    async def work() -> None:
        database = await Database.connect(database_url, react=react)
        passed = [0]
        worker = Worker(database, Noop(), clock=lambda: clock.now() + timedelta(seconds=passed[0]))
        for _ in range(8):  # a campaign takes its time between steps: the clock moves on
            await worker.drain()
            passed[0] += 5
        await database.close()

    def said(*arguments: str) -> dict[str, object]:
        code, out, err = cli(*arguments, "--json")
        assert code == 0, err
        found: dict[str, object] = json.loads(out)
        return found

    asyncio.run(fail())
    assert cli("fallout", "list", "--category", "inventory")[1].count("FO-") == 3
    assert cli("fallout", "list", "--category", "system")[1].count("FO-") == 0
    draft = ("fallout", "campaign", "draft", "--resolution", "skip", "--fallout-type", "inventoryAllocationFailure",
             "--note", "not needed", "--code", "notNeeded", "--rate", "60000")  # fmt: skip
    code, _, err = cli(*draft[:5], "--fallout-type", "weather", "--note", "x")
    assert (code, "Traceback" in err) == (1, False)
    assert cli(*draft)[0] == 0
    assert "FC-000001 is draft:" in cli("fallout", "campaign", "show", "FC-000001")[1]
    assert "discarded" in str(said("fallout", "campaign", "discard", "FC-000001"))
    assert said(*draft)
    assert said("fallout", "campaign", "start", "FC-000002")
    for verb in ("pause", "resume"):
        assert said("fallout", "campaign", verb, "FC-000002")
    asyncio.run(work())
    assert cli("fallout", "campaign", "records", "FC-000002")[1].count("FO-") == 3
    assert "2 succeeded" in cli("fallout", "campaign", "show", "FC-000002")[1]
    code, _, err = cli("fallout", "campaign", "stop", "FC-000002", "--reason", "late")
    assert (code, "cannot stop" in err) == (1, True)
    number = "FO-000001-1"
    assert "filed under inventory.mismatch" in cli("fallout", "file", number, "inventory.mismatch")[1]
    assert cli("fallout", "close", number)[1].startswith(f"{number} is closed")
    assert cli("fallout", "close", number)[0] == 1
