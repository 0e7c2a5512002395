"""Takes decision tables and policies out of use; they are published by `load_documents`."""

from __future__ import annotations

from datetime import datetime

from trunkline.access.model import Actor, Permission
from trunkline.catalog import queries, store
from trunkline.catalog.errors import SpecificationInUse, UnknownCatalogPart
from trunkline.catalog.events import CatalogPartRetired
from trunkline.catalog.parts import WORDS, PartKind, kind_of, parts_of
from trunkline.catalog.state import SPECIFICATION_LIFECYCLE
from trunkline.catalog.validation import check_catalog
from trunkline.catalog.versions import lines
from trunkline.events import history
from trunkline.kit.db import Tx


async def retire_part(tx: Tx, kind: PartKind, part_id: str, *, by: Actor, now: datetime) -> None:
    """Takes a decision table or policy out of use as a new catalog revision; orders approved before keep it.

    Needs `catalog:design`. Raises UnknownCatalogPart, MoveRefused when it is not in force, or SpecificationInUse
    naming what still uses the table.
    """
    by.require(Permission.CATALOG_DESIGN)
    await store.lock_catalog(tx)
    rows = await store.newest_parts(tx, kind, [] if "\0" in part_id else [part_id])
    held = next((line.newest or line.draft for line in lines([store.read_part(row) for row in rows]).values()), None)
    if held is None:
        raise UnknownCatalogPart(f"the catalog has no {WORDS[kind]} '{part_id[:100]}'")
    after = SPECIFICATION_LIFECYCLE.after("retire", held.state)
    catalog = await queries.load_catalog(tx)
    left = [part for part in parts_of(catalog) if (kind_of(part), part.id) != (kind, part_id)]
    problems = check_catalog(list(catalog.specifications.values()), list(catalog.written_plans.values()), left)
    if problems:
        users = ", ".join(dict.fromkeys(f"'{problem.item}'" for problem in problems))
        raise SpecificationInUse(f"'{part_id}' is needed by {users}: change these first", problems=problems)
    revision = await store.next_revision(tx)
    versions = await store.move_part(
        tx, kind, part_id, before=held.state, after=after, retired_revision=revision, now=now
    )
    await history.record_all(tx, [
        CatalogPartRetired(part=kind.value, part_id=part_id, version=version, revision=revision, by=by.name, at=now)
        for version in versions
    ])  # fmt: skip
