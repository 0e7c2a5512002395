"""What past fallouts teach: suggestions of type and cause for a text, and which remedy helped how often."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from trunkline.fallout.group_model import group_number
from trunkline.fallout.learning_model import Experience, Runbook, runbook
from trunkline.fallout.learning_text import Classifier, Example, Suggestion
from trunkline.fallout.state import Resolution
from trunkline.fallout.triage import POINTERS
from trunkline.kit.db import Tx

_FAILURES: Final = 2_000  # different failures that are learned from, the most frequent first
_KEPT: Final = "fallout classifiers"
_CAUSE_WORDS: Mapping[str, Sequence[str]] = {
    "timeout": ("timed out", "timeout", "no answer"),
    "unreachable": ("connection refused", "unreachable", "no route", "cannot connect"),
    "refused": ("refused", "rejected", "not allowed", "in use"),
}


class Classification(msgspec.Struct, frozen=True, kw_only=True):
    """What a text may be, best first. `records`: how many past fallouts were learned from."""

    types: tuple[Suggestion, ...]
    causes: tuple[Suggestion, ...]
    records: int


async def classify(tx: Tx, text: str) -> Classification:
    """Ranked suggestions for the text of a failure, from rules and past records, here and offline (FAL-15)."""
    types, causes = await _classifiers(tx)
    return Classification(types=tuple(types.suggest(text)), causes=tuple(causes.suggest(text)), records=types.examples)


async def _classifiers(tx: Tx) -> tuple[Classifier, Classifier]:
    """Made anew when there are other failures or types than the last time; kept between transactions."""
    mark = tuple(
        await tx.fetchrow(
            """
            SELECT (SELECT count(*) FROM fallout_group), (SELECT max(id) FROM fallout_group),
                   (SELECT string_agg(id, ' ' ORDER BY id) FROM fallout_type)
            """
        )
        or ()
    )
    kept: tuple[object, tuple[Classifier, Classifier]] | None = tx.memory.get(_KEPT)
    if kept is not None and kept[0] == mark:
        return kept[1]
    rows = await tx.fetch(
        """
        SELECT message, fallout_type, cause, total
          FROM fallout_group
         ORDER BY total DESC, id
         LIMIT $1
        """,
        _FAILURES,
    )
    known = {row["id"] for row in await tx.fetch("SELECT id FROM fallout_type")}
    rules = {kind: words for kind, words in POINTERS if kind in known}
    made = (
        Classifier(_examples(rows, "fallout_type"), rules),
        Classifier(_examples(rows, "cause"), _CAUSE_WORDS),
    )
    tx.memory[_KEPT] = (mark, made)
    return made


def _examples(rows: Iterable[Mapping[str, object]], label: str) -> list[Example]:
    return [
        Example(text=str(row["message"]), label=str(row[label]), count=max(1, int(str(row["total"])))) for row in rows
    ]


async def read_runbook(tx: Tx, signature: str) -> Runbook:
    """The past remedies of a failure and how they came out, from the last thousand (NEW-24)."""
    rows = await tx.fetch(
        """
        WITH tried AS MATERIALIZED (
            SELECT service_order_id, n, resolution, resolution_code, applied_at, outcome
              FROM fallout_remedy
             WHERE signature = $1 AND outcome <> 'overtaken'
             ORDER BY applied_at DESC
             LIMIT 1000
        ), corrected AS (
            SELECT e.data -> 'values' AS given, count(*) AS times
              FROM tried AS t
              JOIN event AS e ON e.service_order_id = t.service_order_id AND e.n = t.n AND e.at = t.applied_at
                   AND e.kind IN ('FalloutRemedied', 'FalloutResolved')
             WHERE t.resolution = 'correctAndRetry' AND t.outcome = 'mended'
             GROUP BY 1
             ORDER BY 2 DESC, 1
             LIMIT 1
        )
        SELECT resolution, mode() WITHIN GROUP (ORDER BY resolution_code) AS resolution_code, count(*) AS tried,
               count(*) FILTER (WHERE outcome = 'mended') AS mended,
               count(*) FILTER (WHERE outcome IN ('stillFailing', 'failingDifferently')) AS failed,
               count(*) FILTER (WHERE outcome = 'tried') AS open,
               CASE WHEN resolution = 'correctAndRetry' THEN (SELECT given FROM corrected) END AS given
          FROM tried
         GROUP BY resolution
        """,
        signature,
    )
    return runbook(
        signature,
        [
            Experience(
                resolution=Resolution(row["resolution"]), resolution_code=row["resolution_code"],
                values=row["given"] or {}, tried=row["tried"], mended=row["mended"], failed=row["failed"],
                open=row["open"],
            )
            for row in rows
        ],
    )  # fmt: skip


async def find_group_number(tx: Tx, signature: str) -> str | None:
    """The number of the group with this signature, or None."""
    group_id = await tx.fetchval("SELECT id FROM fallout_group WHERE signature = $1", signature)
    return None if group_id is None else group_number(group_id)
