"""Review, decisions, enrichment and the building of orders at the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from builders_ordering import document, item
from trunkline.cli.program import run

Cli = Callable[..., tuple[int, str, str]]
CATALOG = """
catalog: Access
specifications:
  - id: access
    kind: cfs
    name: Access
    serviceable: {expression: 'place.country == "CH"'}
    characteristics:
      - {name: Survey}
      - {name: Rate, value_type: integer}
  - {id: mail, kind: cfs, name: Mail}
enrichment_policies:
  - id: survey
    specification: access
    when: {expression: 'values.Rate > 1000'}
    tasks:
      - key: visit
        name: Visit the site
        data:
          - {characteristic: Survey, mandatory: true}
"""


@pytest.fixture
def cli(database_url: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Cli:
    """Runs a command line on a fresh database with a small catalog; answers exit code, output, errors."""
    monkeypatch.setenv("TRUNKLINE_DATABASE_URL", database_url)

    def call(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(arguments)
        said = capfd.readouterr()
        return code, said.out, said.err

    folder = tmp_path / "catalog"
    folder.mkdir()
    (folder / "access.yaml").write_text(CATALOG, encoding="utf-8")
    code, _, err = call("catalog", "load", str(folder))
    assert code == 0, err
    return call


def submit(cli: Cli, tmp_path: Path, *items: dict) -> str:
    path = tmp_path / "order.json"
    path.write_text(json.dumps(document(*items)), encoding="utf-8")
    code, out, err = cli("order", "submit", str(path), "--json")
    assert code == 0, err
    number: str = json.loads(out)[0]["id"]
    return number


def access(item_id: str, rate: int) -> dict:
    values = [{"name": "Rate", "value": rate}]
    return item(item_id, specification="access", service_serviceCharacteristic=values)


def test_what_the_review_shows_is_approved_and_nothing_else(cli: Cli, tmp_path: Path) -> None:
    """APR-08, NEW-29, OPS-01."""
    number = submit(cli, tmp_path, access("A", 10), access("B", 10))
    review = json.loads(cli("order", "review", number, "--item", "1", "--json")[1])
    assert (review["approvable"], review["preview"]["shown"]["items"]) == (True, ["A"])
    assert review["preview"]["digest"] in cli("order", "review", number, "--item", "1")[1]
    code, _, err = cli("order", "approve", number, "--item", "1", "--preview", "old")
    assert (code, "look at the dry run again" in err) == (1, True)
    code, out, _ = cli("order", "approve", number, "--item", "1", "--preview", review["preview"]["digest"])
    assert (code, out) == (0, f"{number} is inProgress (1 of 2 items decided)\n")
    code, out, err = cli("order", "reject", number, "--item", "2", "--reason-code", "other", "--note", "not now")
    assert (code, out) == (0, f"{number} is inProgress\n"), err


def test_many_orders_are_decided_each_by_itself(cli: Cli, tmp_path: Path) -> None:
    """APR-15, OPS-01."""
    numbers = [submit(cli, tmp_path, access("A", 10)) for _ in range(3)]
    code, out, _ = cli("order", "approve", numbers[0], "ORD-999999", numbers[1], "--json")
    results = json.loads(out)
    assert (code, results["succeeded"], results["failed"]) == (1, 2, 1)
    assert [result["code"] for result in results["results"]] == [None, "UnknownServiceOrder", None]
    code, out, _ = cli("order", "reject", numbers[2], numbers[0], "--reason-code", "other", "--note", "x")
    assert code == 1 and "rejected" in out
    assert cli("order", "approve", *numbers, "--version", "1")[0] == 2


def test_enrichment_is_worked_off_at_the_command_line(cli: Cli, tmp_path: Path) -> None:
    """ENR-03, ENR-04, ENR-05, ENR-07, OPS-01."""
    number = submit(cli, tmp_path, access("A", 5000), access("B", 10))
    [task] = json.loads(cli("enrichment", "list", "--json")[1])["items"]
    assert (task["itemId"], task["state"]) == ("A", "ready")
    assert "Visit the site" in cli("enrichment", "list")[1]
    assert cli("enrichment", "hold", task["number"], "--reason", "closed")[0] == 0
    assert json.loads(cli("order", "show", number, "--json")[1])["serviceOrder"]["state"] == "held"
    assert cli("enrichment", "resume", task["number"])[0] == 0
    assert cli("enrichment", "start", task["number"])[1] == f"{task['number']} is inProgress\n"
    assert cli("enrichment", "complete", task["number"])[0] == 1
    code, out, _ = cli("enrichment", "complete", task["number"], "--value", "Survey=good")
    assert (code, out) == (0, f"{task['number']} is completed\n")
    assert cli("enrichment", "list")[1] == "no enrichment tasks\n"
    assert json.loads(cli("order", "show", number, "--json")[1])["serviceOrder"]["state"] == "acknowledged"


def test_rows_are_imported_and_an_item_is_copied_to_sites(cli: Cli, tmp_path: Path) -> None:
    """CAP-11, CAP-12, CAP-20, OPS-01."""
    rows, places = tmp_path / "rows.csv", tmp_path / "places.csv"
    rows.write_text("itemId,specification,Rate\nA,access,10\nB,access,fast\n", encoding="utf-8")
    code, _, err = cli("order", "import", str(rows), "--customer", "c1")
    assert (code, "row[2]" in err) == (1, True)
    code, out, err = cli("order", "import", str(rows), "--customer", "c1", "--skip-invalid", "--json")
    made = json.loads(out)
    assert (code, made["imported"], made["problems"][0]["row"]) == (0, 1, 2), err
    number = made["serviceOrder"]["id"]
    places.write_text("id,country\ns1,CH\ns2,FR\n", encoding="utf-8")
    assert cli("order", "copy-to-sites", number, "1", str(places))[0] == 1
    code, out, _ = cli("order", "copy-to-sites", number, "1", str(places), "--eligible-only", "--json")
    assert (code, [one["item_id"] for one in json.loads(out)["outcomes"]]) == (0, ["A-2", None])
    assert cli("order", "import", str(tmp_path / "none.csv"))[2].startswith("error: there is no file")
    assert json.loads(cli("order", "prioritize", number, "--json")[1])["items"][0]["after"] == 4
