"""The lines of versions of decision tables and policies, and the version that follows."""

from __future__ import annotations

from collections.abc import Sequence

from trunkline.catalog import store
from trunkline.catalog.model import ApprovalPolicy, DecisionTable, EnrichmentPolicy, MilestonePolicy, OrderTaskPolicy
from trunkline.catalog.parts import Part, PartKind, kind_of
from trunkline.catalog.versions import Line, lines, next_draft, published
from trunkline.kit.db import Tx


async def part_lines(tx: Tx, parts: Sequence[Part]) -> list[tuple[Part, Line]]:
    """Each part with what there is of it."""
    found: dict[PartKind, dict[str, Line]] = {}
    for kind in PartKind:
        ids = [part.id for part in parts if kind_of(part) is kind and "\0" not in part.id]
        if ids:
            found[kind] = lines([store.read_part(row) for row in await store.newest_parts(tx, kind, ids)])
    return [(part, found.get(kind_of(part), {}).get(part.id, Line())) for part in parts]


def next_part(part: Part, line: Line) -> Part:
    """The part in force as the next version of its line; raises RetiredHasNoVersions or CatalogInvalid."""
    if isinstance(part, DecisionTable):
        return published(next_draft(part, line))
    if isinstance(part, ApprovalPolicy):
        return published(next_draft(part, line))
    if isinstance(part, EnrichmentPolicy):
        return published(next_draft(part, line))
    if isinstance(part, MilestonePolicy):
        return published(next_draft(part, line))
    if isinstance(part, OrderTaskPolicy):
        return published(next_draft(part, line))
    return published(next_draft(part, line))
