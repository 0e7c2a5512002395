"""What past fallouts teach: suggestions of type and cause for a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from trunkline.fallout.learning_text import Classifier, Example, Suggestion
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
