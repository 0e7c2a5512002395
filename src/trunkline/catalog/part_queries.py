"""What people read of decision tables and policies."""

from __future__ import annotations

from trunkline.catalog.errors import UnknownCatalogPart
from trunkline.catalog.parts import WORDS, Part, PartKind
from trunkline.catalog.store import read_part
from trunkline.kit.db import Tx

_LARGEST_VERSION = 2**31 - 1


async def list_parts(tx: Tx, kind: PartKind) -> list[Part]:
    """Of every part of this kind the version in force, else the newest, by id."""
    rows = await tx.fetch(
        """
        SELECT DISTINCT ON (id) part, id, version, state, body
          FROM catalog_part
         WHERE part = $1
         ORDER BY id, state = 'published' DESC, version DESC
        """,
        kind.value,
    )
    return [read_part(row) for row in rows]


async def get_part(tx: Tx, kind: PartKind, part_id: str, version: int | None = None) -> Part:
    """A version of a part (None: the one in force, else the newest); raises UnknownCatalogPart."""
    row = None
    if "\0" not in part_id and (version is None or 0 < version <= _LARGEST_VERSION):
        row = await tx.fetchrow(
            """
            SELECT part, id, version, state, body
              FROM catalog_part
             WHERE part = $1 AND id = $2 AND ($3::integer IS NULL OR version = $3)
             ORDER BY state = 'published' DESC, version DESC
             LIMIT 1
            """,
            kind.value,
            part_id,
            version,
        )
    if row is None:
        which = f"version {version} of {WORDS[kind]}" if version is not None else WORDS[kind]
        raise UnknownCatalogPart(f"the catalog has no {which} '{part_id[:100]}'")
    return read_part(row)
