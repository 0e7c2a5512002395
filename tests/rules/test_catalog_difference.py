"""What changed between two catalogs, in words; and the commands export, diff and lint."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

from builders_catalog import cfs, characteristic, needs, number, plan, rfs, table, task
from builders_demo_catalogs import CATALOGS
from trunkline.catalog.difference import compare
from trunkline.cli.program import app

BEFORE = [
    cfs("internet", number("Bandwidth"), characteristic("Tier", options=["a", "b"]), relationships=(needs("line"),)),
    rfs("line"),
    plan("line-add", task("one"), task("two"), specification="line"),
    table("mode", {"a": "values.Bandwidth"}, {"h": "holds"}, {"h": "true"}),
]


def texts(after: list[object]) -> list[str]:
    return [change.text for change in compare(BEFORE, after)]  # type: ignore[arg-type]


def test_nothing_is_different_from_itself() -> None:
    """CAT-07: the order of items, versions and defaults that are written out make no difference."""
    assert texts([replace(each, version=7) for each in reversed(BEFORE)]) == []


def test_what_came_went_and_changed_is_told_in_words() -> None:
    """CAT-08."""
    internet, _, line_add, mode = BEFORE
    assert texts([
        replace(internet, name="Net", characteristics=(number("Bandwidth", minimum=5), characteristic("New"))),
        replace(line_add, tasks=tuple(reversed(line_add.tasks))), mode, rfs("other"),  # type: ignore[union-attr]
    ]) == [
        "plan line-add: tasks (order) was [\"one\",\"two\"], is [\"two\",\"one\"]",
        "specification internet: name was 'Internet', is 'Net'",
        "specification internet: characteristics[Bandwidth].minimum added: 5",
        "specification internet: characteristics[Tier] removed: "
        '{"name":"Tier","options":[{"value":"a"},{"value":"b"}]}',
        'specification internet: characteristics[New] added: {"name":"New"}',
        "specification line removed",
        "specification other added",
    ]  # fmt: skip


def call(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["catalog", *words])
    return result.exit_code, result.stdout


def test_lint_ends_with_nought_for_a_clean_folder() -> None:
    """CAT-08, NEW-13: the exit code is for builds."""
    code, out = call("lint", str(CATALOGS / "sd-wan"), "--json")
    assert (code, json.loads(out)) == (0, [])


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """A demo catalog with a rule that never holds."""
    for path in (CATALOGS / "sd-wan").glob("*.yaml"):
        text = path.read_text("utf-8").replace("characteristic: Tenancy, present: true", "expression: 'values.Tenancy == \"shared\" && values.Tenancy == \"dedicated\"'")  # fmt: skip
        (tmp_path / path.name).write_text(text, "utf-8")
    return tmp_path


def test_lint_ends_with_one_and_tells_place_and_remedy(spoilt: Path) -> None:
    """CAT-08, NEW-13."""
    code, out = call("lint", str(spoilt), "--json")
    [finding] = json.loads(out)
    assert code == 1
    assert (finding["code"], finding["item"], finding["path"]) == (
        "rule-unreachable", "sd-wan-controller", "relationships[0].rule")  # fmt: skip
    assert "a tenancy is chosen" in finding["text"]
    assert "mend or remove it" in call("lint", str(spoilt))[1]


def test_diff_tells_what_differs_between_folders(spoilt: Path) -> None:
    """CAT-07."""
    code, out = call("diff", str(CATALOGS / "sd-wan"), str(spoilt), "--json")
    changes = json.loads(out)
    assert code == 0
    assert {change["item"] for change in changes} == {"specification sd-wan-controller"}
    assert any(change["path"].endswith("when.expression") for change in changes)
    assert "0 difference(s)" in call("diff", str(spoilt), str(spoilt))[1]
