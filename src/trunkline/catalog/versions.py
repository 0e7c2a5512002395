"""What a new version may be made of: drafts, next versions, unchanged bodies, and what ends a line of versions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from trunkline.catalog.characteristics import same
from trunkline.catalog.errors import CatalogInvalid, RetiredHasNoVersions
from trunkline.catalog.model import (
    ApprovalPolicy,
    DecisionTable,
    EnrichmentPolicy,
    MilestonePolicy,
    OrderTaskPolicy,
    PlanSpecification,
    Specification,
    WorkOrderPolicy,
)
from trunkline.catalog.parts import Part
from trunkline.catalog.state import SPECIFICATION_LIFECYCLE, SpecificationState
from trunkline.kit.errors import Problem

Noun = TypeVar(
    "Noun", Specification, PlanSpecification, DecisionTable, ApprovalPolicy, EnrichmentPolicy, MilestonePolicy,
    OrderTaskPolicy, WorkOrderPolicy,
)  # fmt: skip

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:~-]{0,99}")
_ENDED = frozenset({SpecificationState.RETIRED, SpecificationState.ARCHIVED})
_LARGEST = 2**63 - 1


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What there is of one specification or plan: the newest version that left the draft, and the open draft."""

    newest: Specification | PlanSpecification | Part | None = None
    draft: Specification | PlanSpecification | Part | None = None

    @property
    def next_version(self) -> int:
        """The number of the version that is written next: the open draft's, else one more than the newest."""
        if self.draft is not None:
            return self.draft.version
        return 1 if self.newest is None else self.newest.version + 1


def lines(nouns: Sequence[Specification] | Sequence[PlanSpecification] | Sequence[Part]) -> dict[str, Line]:
    """The lines of versions by id, from the newest versions and drafts."""
    found: dict[str, Line] = {}
    for noun in nouns:
        line = found.get(noun.id, Line())
        if noun.state is SpecificationState.DRAFT:
            found[noun.id] = replace(line, draft=noun)
        else:
            found[noun.id] = replace(line, newest=noun)
    return found


def same_content(one: Noun, other: Noun) -> bool:
    """Whether two versions say the same, whatever their number and state."""
    return _same(replace(one, version=0, state=other.state), replace(other, version=0))


def _same(one: object, other: object) -> bool:
    # attribute by attribute: a default that was written out and one that was left out are the same
    if isinstance(one, msgspec.Struct) and type(one) is type(other):
        return all(_same(getattr(one, name), getattr(other, name)) for name in one.__struct_fields__)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return same(one, other)


def next_draft(noun: Noun, line: Line) -> Noun:
    """`noun` as the draft that follows in its line.

    Raises RetiredHasNoVersions when the line has ended (CAT-01), CatalogInvalid when the noun cannot be kept at all.
    """
    refuse_ended(noun.id, line)
    problems = unfit(noun, line)
    if problems:
        raise CatalogInvalid(f"this draft cannot be kept: {problems[0].what}", problems=problems)
    return replace(noun, version=line.next_version, state=next(iter(SPECIFICATION_LIFECYCLE.starts)))


def published(noun: Noun) -> Noun:
    """The draft, in force; raises MoveRefused when it is no draft."""
    return replace(noun, state=SPECIFICATION_LIFECYCLE.after("publish", noun.state))


def refuse_ended(noun_id: str, line: Line) -> None:
    """Raises RetiredHasNoVersions when the newest version is retired or archived."""
    if line.newest is not None and line.newest.state in _ENDED:
        raise RetiredHasNoVersions(
            f"'{noun_id}' is {line.newest.state} and takes no new version: give the new one another id"
        )


def unfit(noun: Specification | PlanSpecification | Part, line: Line) -> list[Problem]:
    """Why a draft cannot even be kept; whether it is sound is asked when it is published."""
    problems = []

    def report(field: str, what: str, action: str) -> None:
        problems.append(Problem(item=noun.id, field=field, what=what, action=action))

    if not _ID.fullmatch(noun.id):
        report("id", f"'{noun.id[:100]}' is no usable id", "use up to 100 letters, digits, and . _ : ~ -")
    if isinstance(noun, Specification):
        if not noun.name.strip():
            report("name", "the name is empty", "give a name")
        if isinstance(line.newest, Specification) and line.newest.kind is not noun.kind:
            report("kind", f"'{noun.id}' is of the kind {line.newest.kind}, not {noun.kind}",
                   "keep the kind, or give it another id")  # fmt: skip
    field = unstorable(msgspec.to_builtins(noun))
    if field is not None:
        report(field, "the value cannot be stored", "leave out zero characters and numbers beyond 64 bits")
    return problems


def unstorable(value: object, path: str = "") -> str | None:
    """The path of the first value that the database cannot hold, or None."""
    match value:
        case str():
            return path if "\0" in value else None
        case bool():
            return None
        case int():
            return path if abs(value) > _LARGEST else None
        case float():
            return path if value != value or abs(value) == float("inf") else None
        case dict():
            for name, member in value.items():
                inside = f"{path}.{name}" if path else str(name)
                if "\0" in str(name):
                    return path or "name"
                found = unstorable(member, inside)
                if found is not None:
                    return found
        case list() | tuple():
            for n, element in enumerate(value):
                found = unstorable(element, f"{path}[{n}]")
                if found is not None:
                    return found
    return None
