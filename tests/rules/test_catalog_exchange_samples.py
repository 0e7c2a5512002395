"""The published sample specifications of other systems can be read and written again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from trunkline.catalog.exchange import read_documents
from trunkline.catalog.wire import face_of, read_specification, render_specification

_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "tmf" / "samples"
_FILES = sorted(_FOLDER.glob("*-specification/*.json"))


@pytest.mark.skipif(not _FILES, reason="the sample files are not beside this checkout")
@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_a_sample_loads_and_is_the_same_after_a_round_trip(file: Path) -> None:
    """CAT-05: nothing is lost between reading, writing and reading."""
    [read] = read_documents({file.name: file.read_bytes()})
    assert read.problems == ()
    assert read.specification is not None
    first = read.specification
    document = render_specification(first, changed_at=datetime(2026, 11, 23, tzinfo=UTC))
    assert read_specification(document, face_of(first.kind), specification_id=first.id) == first
