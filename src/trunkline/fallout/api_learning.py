"""HTTP: what past fallouts teach."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import post

from trunkline.access.model import Actor, Permission
from trunkline.fallout import learning_queries as queries
from trunkline.fallout.learning_text import Suggestion
from trunkline.kit.db import Database


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class TextToClassify(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody wrote about a failure."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=10_000)]


class SuggestionBody(_Wire, frozen=True, kw_only=True):
    """What it may be. `confidence` from 0 to 1; `because`: the words that speak for it."""

    value: str
    confidence: float
    because: list[str]


class ClassificationBody(_Wire, frozen=True, kw_only=True):
    """Suggestions, best first; empty when nothing in the text is known. `records`: past fallouts learned from."""

    types: list[SuggestionBody]
    causes: list[SuggestionBody]
    records: int


def _render(found: tuple[Suggestion, ...]) -> list[SuggestionBody]:
    return [SuggestionBody(value=s.label, confidence=round(s.confidence, 4), because=list(s.because)) for s in found]


@post("/api/falloutClassification", tags=["Fallout"], status_code=200)
async def classify_fallout_text(data: TextToClassify, database: Database, actor: Actor) -> ClassificationBody:
    """What kind of failure a text speaks of: type and cause, with the confidence; computed here, nothing is sent out."""
    actor.require(Permission.FALLOUT_READ)
    async with database.reading() as tx:
        found = await queries.classify(tx, data.text)
    return ClassificationBody(types=_render(found.types), causes=_render(found.causes), records=found.records)


routes = [classify_fallout_text]
