"""What is different between two catalogs, in words: what came, what went, and which attributes changed from what to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

import msgspec

from trunkline.catalog.characteristics import same, show
from trunkline.catalog.model import PlanSpecification, Specification
from trunkline.catalog.parts import WORDS, Part, kind_of

_NAMES: Final = (
    "key",
    "name",
    "id",
    "task",
    "characteristic",
    "value",
    "specification",
)  # what tells members of a list apart
_ABSENT: Final = object()


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference: of what (`specification internet-access`), where inside, and the values before and after."""

    kind: Literal["added", "removed", "changed"]
    item: str
    path: str = ""
    before: object = None
    after: object = None

    @property
    def text(self) -> str:
        """For people."""
        if not self.path:
            return f"{self.item} {self.kind}"
        if self.kind == "changed":
            return f"{self.item}: {self.path} was {show(self.before)}, is {show(self.after)}"
        value = self.after if self.kind == "added" else self.before
        return f"{self.item}: {self.path} {self.kind}: {show(value)}"


def compare(
    before: Sequence[Specification | PlanSpecification | Part],
    after: Sequence[Specification | PlanSpecification | Part],
) -> list[Change]:
    """Every difference, by item and path. Versions and states are not looked at, nor defaults that are written out."""
    old, new = _named(before), _named(after)
    changes: list[Change] = []
    for item in sorted(old.keys() | new.keys()):
        if item not in old:
            changes.append(Change(kind="added", item=item, after=new[item]))
        elif item not in new:
            changes.append(Change(kind="removed", item=item, before=old[item]))
        else:
            changes += _inside(item, "", old[item], new[item])
    return changes


def _named(nouns: Sequence[Specification | PlanSpecification | Part]) -> dict[str, Any]:
    named = {}
    for noun in nouns:
        match noun:
            case Specification():
                word = "specification"
            case PlanSpecification():
                word = "plan"
            case _:
                word = WORDS[kind_of(noun)]
        body: dict[str, Any] = msgspec.to_builtins(noun)
        named[f"{word} {noun.id}"] = {n: v for n, v in body.items() if n not in ("id", "version", "state")}
    return named


def _inside(item: str, path: str, before: Any, after: Any) -> Iterator[Change]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in [*before, *(name for name in after if name not in before)]:
            inner = f"{path}.{name}" if path else str(name)
            yield from _pair(item, inner, before.get(name, _ABSENT), after.get(name, _ABSENT))
    elif isinstance(before, list | tuple) and isinstance(after, list | tuple):
        old, new = _keyed(before), _keyed(after)
        if old is None or new is None:
            if not same(before, after):
                yield Change(kind="changed", item=item, path=path, before=before, after=after)
            return
        for key in [*old, *(key for key in new if key not in old)]:
            yield from _pair(item, f"{path}[{key}]", old.get(key, _ABSENT), new.get(key, _ABSENT))
        kept, shown = [key for key in old if key in new], [key for key in new if key in old]
        if kept != shown:
            yield Change(kind="changed", item=item, path=f"{path} (order)", before=kept, after=shown)
    elif not same(before, after):
        yield Change(kind="changed", item=item, path=path, before=before, after=after)


def _pair(item: str, path: str, before: Any, after: Any) -> Iterator[Change]:
    if before is _ABSENT:
        yield Change(kind="added", item=item, path=path, after=after)
    elif after is _ABSENT:
        yield Change(kind="removed", item=item, path=path, before=before)
    else:
        yield from _inside(item, path, before, after)


def _keyed(members: Sequence[Any]) -> dict[str, Any] | None:
    """Members of a list by what names them; None when they have no names, or not each its own."""
    keyed: dict[str, Any] = {}
    for member in members:
        if not isinstance(member, Mapping):
            return None
        if "target" in member:  # a relationship or mapping
            rule = member.get("rule")
            parts = (member.get("type"), member["target"], rule.get("name") if isinstance(rule, Mapping) else None,
                     member.get("direction"))  # fmt: skip
            key = " ".join(str(part) for part in parts if part is not None)
        else:
            key = next((str(member[name]) for name in _NAMES if name in member), "")
        if not key or key in keyed:
            return None
        keyed[key] = member
    return keyed
