"""HTTP: what past fallouts teach."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import get, post

from trunkline.access.model import Actor, Permission
from trunkline.fallout import learning_queries as queries
from trunkline.fallout.classifying import reclassify_fallout
from trunkline.fallout.errors import UnknownFalloutGroup
from trunkline.fallout.group_model import read_group_number
from trunkline.fallout.learning_model import ENOUGH, Experience
from trunkline.fallout.learning_text import Suggestion
from trunkline.fallout.queries import find_group, get_fallout
from trunkline.kit import clock
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import FalloutId


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class TextToClassify(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody wrote about a failure."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=10_000)]


class TypeFound(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of which type a fallout is."""

    fallout_type: str


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


class ExperienceBody(_Wire, frozen=True, kw_only=True):
    """How a remedy came out for a failure. `rate`: the share of known outcomes that mended, null without any;
    `enough` is false while they are too few to say anything. `keptBack`: why it is never one click (`endsWork`,
    `chosenEachTime`)."""

    resolution: str
    resolution_code: str | None
    values: dict[str, object]
    tried: int
    mended: int
    failed: int
    open: int
    rate: float | None
    enough: bool
    kept_back: str | None


class RunbookBody(_Wire, frozen=True, kw_only=True):
    """The past remedies of a failure, the surest first. `best` is worth a click; null while fewer than `enoughAt`
    outcomes are known, or when nothing helped more often than not."""

    group: str | None
    signature: str
    experiences: list[ExperienceBody]
    best: ExperienceBody | None
    enough_at: int


def _experience(found: Experience) -> ExperienceBody:
    return ExperienceBody(
        resolution=found.resolution.value,
        rate=found.rate,
        **{name: getattr(found, name) for name in (
            "resolution_code", "values", "tried", "mended", "failed", "open", "enough", "kept_back")},
    )  # fmt: skip


async def _runbook(tx: Tx, signature: str) -> RunbookBody:
    book = await queries.read_runbook(tx, signature)
    return RunbookBody(
        group=await queries.find_group_number(tx, signature),
        signature=signature,
        experiences=[_experience(found) for found in book.experiences],
        best=None if book.best is None else _experience(book.best),
        enough_at=ENOUGH,
    )


@get("/api/fallouts/{number:str}/runbook", tags=["Fallout"])
async def show_fallout_runbook(number: str, database: Database, actor: Actor) -> RunbookBody:
    """What helped when this failure was met before, measured by what became of the tasks."""
    actor.require(Permission.FALLOUT_READ)
    async with database.reading() as tx:
        view = await get_fallout(tx, FalloutId.read(number))
        return await _runbook(tx, view.fallout.signature)


@get("/api/falloutGroups/{number:str}/runbook", tags=["Fallout"])
async def show_fallout_group_runbook(number: str, database: Database, actor: Actor) -> RunbookBody:
    """What helped when this failure was met before, measured by what became of the tasks."""
    actor.require(Permission.FALLOUT_READ)
    group_id = read_group_number(number)
    async with database.reading() as tx:
        group = await find_group(tx, group_id)
        if group is None:
            raise UnknownFalloutGroup(f"there is no group of fallouts '{number}'")
        return await _runbook(tx, group.signature)


@post("/api/falloutClassification", tags=["Fallout"], status_code=200)
async def classify_fallout_text(data: TextToClassify, database: Database, actor: Actor) -> ClassificationBody:
    """What kind of failure a text speaks of: type and cause, with the confidence; computed here, nothing is sent out."""
    actor.require(Permission.FALLOUT_READ)
    async with database.reading() as tx:
        found = await queries.classify(tx, data.text)
    return ClassificationBody(types=_render(found.types), causes=_render(found.causes), records=found.records)


@post("/api/fallouts/{number:str}/reclassify", tags=["Fallout"], status_code=204)
async def reclassify(number: str, data: TypeFound, database: Database, actor: Actor) -> None:
    """Says that an open fallout is of another type than was thought."""
    async with database.transaction() as tx:
        await reclassify_fallout(tx, FalloutId.read(number), fallout_type=data.fallout_type, by=actor, now=clock.now())


routes = [classify_fallout_text, reclassify, show_fallout_runbook, show_fallout_group_runbook]
