"""By what a list of specifications may be filtered and sorted: TMF633/634 attributes and the columns behind them."""

from __future__ import annotations

from collections.abc import Iterable

from trunkline.catalog.model import SpecificationKind
from trunkline.catalog.state import SpecificationState
from trunkline.kit.errors import NotFound
from trunkline.kit.tmf import Column, ListQuery, read_query

# TMF633's words for a lifecycle, and the state that each means here
LIFECYCLE_STATUS = {
    "in study": SpecificationState.DRAFT,
    "in design": SpecificationState.DRAFT,
    "in test": SpecificationState.DRAFT,
    "active": SpecificationState.PUBLISHED,
    "launched": SpecificationState.PUBLISHED,
    "retired": SpecificationState.RETIRED,
    "obsolete": SpecificationState.ARCHIVED,
}


def _state(text: str) -> str:
    word = text.strip().lower()
    if word in LIFECYCLE_STATUS:
        return LIFECYCLE_STATUS[word].value
    try:
        return SpecificationState(word).value
    except ValueError:
        raise NotFound(f"no specification is ever {text}") from None


def _kind(text: str) -> str:
    kinds = {"customerfacingservicespecification": "cfs", "resourcefacingservicespecification": "rfs",
             "resourcespecification": "resource"}  # fmt: skip
    word = text.strip().lower()
    try:
        return SpecificationKind(kinds.get(word, word)).value
    except ValueError:
        raise NotFound(f"no specification is of the kind {text}") from None


def _is_bundle() -> str:
    flag, needs = "s.body -> 'extra' -> 'isBundle'", "s.body @? '$.relationships[*] ? (@.type == \"bundles\")'"
    return f"CASE jsonb_typeof({flag}) WHEN 'boolean' THEN ({flag})::boolean ELSE {needs} END"


COLUMNS = (
    Column("id", "s.id"),
    Column("name", "s.name"),
    Column("description", "s.body ->> 'description'"),
    Column("category", "s.body ->> 'category'"),
    Column("version", "coalesce(s.body -> 'extra' ->> 'version', s.version::text)"),
    Column("lifecycleStatus", "s.state", read=_state),
    Column("state", "s.state", read=_state),
    Column("kind", "s.kind", read=_kind),
    Column("@type", "s.kind", read=_kind),
    Column("isBundle", _is_bundle(), "boolean"),
    Column("lastUpdate", "s.changed_at", "instant"),
)


def read_list_query(pairs: Iterable[tuple[str, str]]) -> ListQuery:
    """A list query of specifications, by id unless it says else; raises QueryInvalid. Parameters start at 2."""
    return read_query(pairs, COLUMNS, default_sort="id", tie="s.id", first=2)
