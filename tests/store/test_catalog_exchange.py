"""Specifications of other systems, taken in from TMF files."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from trunkline.access.model import SYSTEM
from trunkline.catalog.exchange import import_specifications, read_documents
from trunkline.catalog.queries import find_draft
from trunkline.kit.db import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_GOOD = {
    "name": "Leased Line",
    "@type": "CustomerFacingServiceSpecification",
    "vendorNote": {"kept": True},
    "targetServiceSchema": {"@schemaLocation": "https://example.invalid/line.json"},
    "serviceSpecRelationship": [{"id": "other", "name": "Other", "relationshipType": "dependency"}],
}


async def test_files_are_drafted_or_refused_each_with_its_reason(db: Database) -> None:
    """CAT-05: one bad file keeps no good one out; what is not used is kept and told."""
    read = read_documents(
        {
            "good.json": msgspec.json.encode([_GOOD]),
            "nameless.json": b'{"@type": "ServiceSpecification"}',
            "broken.json": b"{",
            "again.json": msgspec.json.encode(_GOOD),
        }
    )
    async with db.transaction() as tx:
        good, nameless, broken, again = await import_specifications(tx, read, by=SYSTEM, now=NOW)
        held = await find_draft(tx, "leased-line")
    assert (good.specification_id, good.version, good.problems) == ("leased-line", 1, ())
    assert any("'dependency'" in text for text in good.warnings)
    assert any("not fetched" in text for text in good.warnings)
    assert nameless.problems[0].field == "name"
    assert "not JSON" in broken.problems[0].what
    assert "good.json has a specification 'leased-line' too" in again.problems[0].what
    assert held is not None
    assert held.specification.extra["vendorNote"] == {"kept": True}


async def test_importing_again_replaces_the_open_draft(db: Database) -> None:
    """CAT-05: the same file twice makes one draft."""
    for _ in range(2):
        async with db.transaction() as tx:
            [told] = await import_specifications(
                tx, read_documents({"a.json": msgspec.json.encode(_GOOD)}), by=SYSTEM, now=NOW
            )
        assert (told.specification_id, told.version) == ("leased-line", 1)
