"""Lint: every seeded defect is found at its place, and nothing is reported on clean catalogs."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders_defects import DEFECTS, Defect, Sources, clean
from builders_demo_catalogs import CATALOGS, NAMES, parts, plans, specifications
from trunkline.catalog.documents import read_catalog_folder
from trunkline.catalog.lint import CODES, Finding, lint
from trunkline.catalog.parts import parts_of

TABLE = Path(__file__).resolve().parents[2] / "docs" / "howto" / "lint-codes.md"


def found(sources: Sources) -> list[Finding]:
    return lint(list(sources.specs.values()), list(sources.plans.values()), list(sources.parts.values()))


def test_nothing_is_reported_on_the_clean_catalog() -> None:
    """NEW-13."""
    assert found(clean()) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_reported_on_a_demo_catalog(name: str) -> None:
    """NEW-13, CAT-08."""
    documents = read_catalog_folder(CATALOGS / name)
    assert lint(
        [spec for document in documents for spec in document.specifications],
        [plan for document in documents for plan in document.plans],
        [part for document in documents for part in parts_of(document)],
    ) == []  # fmt: skip


def test_nothing_is_reported_on_all_demo_catalogs_together() -> None:
    """NEW-13."""
    assert lint(specifications(), plans(), parts()) == []


def test_the_corpus_is_large_and_meets_every_code() -> None:
    """NEW-13: at least 60 defects, and no check that nothing can set off."""
    assert len(DEFECTS) >= 60
    assert len({defect.name for defect in DEFECTS}) == len(DEFECTS)
    assert {defect.code for defect in DEFECTS} == set(CODES)


@pytest.mark.parametrize("defect", DEFECTS, ids=[defect.name for defect in DEFECTS])
def test_a_seeded_defect_is_found_at_its_place(defect: Defect) -> None:
    """NEW-13, CAT-08, MAP-06, DEC-18."""
    findings = found(defect.patch(clean()))
    at_place = [f for f in findings if f.code == defect.code and f.item == defect.item and defect.path in f.path]
    assert at_place, [(f.code, f.item, f.path, f.text) for f in findings]
    assert all(f.text and f.action for f in findings)


def test_the_table_of_codes_is_current() -> None:
    """The page lists every code with what it means."""
    text = TABLE.read_text(encoding="utf-8")
    rows = [f"| `{code}` | {severity} | {meaning} |" for code, (severity, meaning) in CODES.items()]
    assert [line for line in text.splitlines() if line.startswith("| `")] == rows
