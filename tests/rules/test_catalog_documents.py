"""Catalogs as YAML files: what is refused, and where the fault is said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from trunkline.catalog.documents import read_catalog_folder, read_document
from trunkline.catalog.errors import CatalogInvalid

GOOD = """
catalog: Test
specifications:
  - id: line
    kind: rfs
    name: Line
    characteristics:
      - &speed {name: Speed, value_type: integer, minimum: 1}
      - {<<: *speed, name: Upload Speed}
      - {name: Since, value_type: date, default: 2026-12-31}
      - {name: Answer, options: [{value: yes}, {value: no}, {value: 007}, {value: 12:30:00}]}
plans:
  - id: line-add
    specification: line
    tasks: [{key: install, name: Install, assignment_group: Field, duration: P1DT2H}]
"""


def test_yaml_is_read_without_surprises() -> None:
    """CAT-07: dates, yes, no, leading zeros and times of day stay text; anchors and merges work."""
    document = read_document(GOOD, name="line.yaml")
    speed, upload, since, answer = document.specifications[0].characteristics
    assert (upload.name, upload.value_type, upload.minimum) == ("Upload Speed", speed.value_type, 1)
    assert since.default == "2026-12-31"
    assert [option.value for option in answer.options] == ["yes", "no", "007", "12:30:00"]
    assert document.plans[0].tasks[0].duration.total_seconds() == 26 * 3600


@pytest.mark.parametrize(("before", "after", "item", "field"), [
    ("kind: rfs", "kind: magic", "line.yaml:5", "specifications[0].kind"),
    ("name: Line", "title: Line", "line.yaml:4", "specifications[0]"),
    ("    kind: rfs\n", "", "line.yaml:4", "specifications[0]"),
    ("minimum: 1", "minimum: one", "line.yaml:8", "specifications[0].characteristics[0].minimum"),
    ("duration: P1DT2H", "duration: soon", "line.yaml:15", "plans[0].tasks[0].duration"),
    ("catalog: Test", "catalog: [Test]", "line.yaml:2", "catalog"),
    ("    name: Line\n", "    name: Line\n    name: Other\n", "line.yaml:7", None),
    ("plans:", "specifications:", "line.yaml:12", None),
    ("kind: rfs", "kind: 'rfs", "line.yaml", None),
    ("name: Line", "name: !!python/object:os.system x", "line.yaml:6", None),
    ("{name: Since", "{[1]: Since", "line.yaml:10", None),
    ("catalog: Test", "- catalog", "line.yaml", None),
])  # fmt: skip
def test_a_fault_names_file_line_and_path(before: str, after: str, item: str, field: str | None) -> None:
    """CAT-07."""
    assert before in GOOD
    with pytest.raises(CatalogInvalid) as refused:
        read_document(GOOD.replace(before, after, 1), name="line.yaml")
    problem = refused.value.problems[0]
    assert (problem.item or "").startswith(item)
    assert problem.field == field or field is None
    assert problem.action


@pytest.mark.parametrize("text", ["", "just text", "[1, 2]", "[" * 3000, "a: {" * 2000])
def test_what_is_no_document_is_refused(text: str) -> None:
    """CAT-07: never an internal error."""
    with pytest.raises(CatalogInvalid):
        read_document(text, name="x.yaml")


def test_every_faulty_specification_of_every_file_is_told(tmp_path: Path) -> None:
    """CAT-07: all at once."""
    bad = "catalog: x\nspecifications: [{id: a}, {id: b}]\n"
    (tmp_path / "one.yaml").write_text(bad)
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "two.yml").write_text(bad)
    (tmp_path / "three.yaml").write_bytes(b"\xff\xfe\xff")
    (tmp_path / "note.txt").write_text("not YAML")
    with pytest.raises(CatalogInvalid) as refused:
        read_catalog_folder(tmp_path)
    assert [p.item for p in refused.value.problems] == [
        "below/two.yml:2", "below/two.yml:2", "one.yaml:2", "one.yaml:2", "three.yaml"]  # fmt: skip


def test_a_folder_without_yaml_is_refused(tmp_path: Path) -> None:
    """CAT-07."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(CatalogInvalid):
            read_catalog_folder(folder)
