"""Which outputs of a task the later open tasks need, directly or through mappings: what a person must give in its place.

Pure. A value is asked for only when the task would bring it, nothing holds it yet, and a later open task reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from trunkline.catalog.conditions import characteristics_of
from trunkline.catalog.expressions import names_read
from trunkline.catalog.model import Catalog, Condition, MappingDirection, Specification, TaskSpecification


class LaterTask(msgspec.Struct, frozen=True, kw_only=True):
    """An open task that comes after: its number, the specification of its domain order, and its pattern, if any."""

    number: str
    specification: str
    pattern: TaskSpecification | None


def texts_of(config: object) -> list[str]:
    """Every text in the config of an executor, keys included."""
    if isinstance(config, Mapping):
        return [text for key, value in config.items() for text in (str(key), *texts_of(value))]
    if isinstance(config, list | tuple):
        return [text for each in config for text in texts_of(each)]
    return [config] if isinstance(config, str) else []


def _named_in(config: object, names: Iterable[str]) -> set[str]:
    texts = texts_of(config)
    return {name for name in names if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for text in texts)}


def _top(specification: Specification, path: str) -> str:
    names = [c.name for c in specification.characteristics if path == c.name or path.startswith(f"{c.name}.")]
    return max(names, key=len, default=path)


def outputs_of(pattern: TaskSpecification, specification: Specification) -> tuple[str, ...]:
    """The characteristics that a task brings: what it asks for, and what the answer of its executor fills."""
    asked = [field.characteristic for field in pattern.data if not field.read_only]
    answered = _named_in(pattern.config.get("answer"), [c.name for c in specification.characteristics])
    return tuple(dict.fromkeys([*asked, *sorted(answered)]))


def inputs_of(pattern: TaskSpecification, specification: Specification, tables: Mapping[str, object]) -> set[str]:
    """The characteristics of its domain order that a task reads.

    Shown to a person, looked at by a condition, or sent: an automated task sends every characteristic, of which it
    needs the mandatory ones and those that its config names.
    """
    read = {field.characteristic for field in pattern.data if field.read_only}
    conditions: list[Condition | None] = [
        pattern.post_condition, pattern.test.passed if pattern.test else None,
        pattern.wait.characteristic if pattern.wait else None,
    ]  # fmt: skip
    for condition in conditions:
        if condition is not None:
            read |= {_top(specification, path) for path in characteristics_of(condition, tables)}  # type: ignore[arg-type]
    if pattern.wait is not None and pattern.wait.date is not None:
        read.add(pattern.wait.date)
    if pattern.kind == "automated":
        sent = {key: value for key, value in pattern.config.items() if key != "answer"}
        read |= _named_in(sent, [c.name for c in specification.characteristics])
        read |= {c.name for c in specification.characteristics if c.mandatory}
    own = {field.characteristic for field in pattern.data if not field.read_only}
    return {name for name in read if specification.characteristic(name) is not None} - own


def _links(catalog: Catalog) -> list[tuple[str, str, str, str]]:
    """Every way of a value by a mapping: giving specification and characteristic, taking ones."""
    found = []
    for source in catalog.specifications.values():
        for relationship in source.relationships:
            for mapping in relationship.mappings:
                down = mapping.direction is MappingDirection.DOWN
                giver = source.id if down else mapping.sibling or relationship.target
                taker = source.id if mapping.direction is MappingDirection.UP else relationship.target
                specification = catalog.find_specification(giver)
                if specification is None:
                    continue
                if mapping.source is not None:
                    names: Iterable[str] = [_top(specification, mapping.source)]
                elif mapping.expression is not None:
                    names = names_read(mapping.expression, "values")
                elif mapping.table is not None:  # a table may look at any of them
                    names = [c.name for c in specification.characteristics]
                else:
                    names = []
                found += [(giver, name, taker, mapping.target) for name in names]
    return found


def needed_by(catalog: Catalog, later: Sequence[LaterTask]) -> dict[tuple[str, str], list[str]]:
    """`(specification, characteristic)` that these tasks need, each with the numbers of the tasks that need it.

    What a mapping makes of a value is needed as much as the value.
    """
    found: dict[tuple[str, str], dict[str, None]] = {}
    for task in later:
        specification = catalog.find_specification(task.specification)
        if task.pattern is None or specification is None:
            continue
        for name in inputs_of(task.pattern, specification, catalog.tables):
            found.setdefault((task.specification, name), {})[task.number] = None
    links = _links(catalog)
    moved = True
    while moved:
        moved = False
        for giver, name, taker, target in links:
            new = found.get((taker, target), {}).keys() - found.get((giver, name), {}).keys()
            if new:
                found.setdefault((giver, name), {}).update(dict.fromkeys(sorted(new)))
                moved = True
    return {key: sorted(numbers) for key, numbers in found.items()}


def needed_outputs(
    catalog: Catalog, pattern: TaskSpecification, specification: Specification, held: Mapping[str, object],
    later: Sequence[LaterTask],
) -> dict[str, list[str]]:  # fmt: skip
    """The outputs of a task that are empty and that later open tasks need, each with the numbers of these tasks."""
    needed = needed_by(catalog, later)
    return {
        name: needed[specification.id, name]
        for name in outputs_of(pattern, specification)
        if (specification.id, name) in needed and held.get(name) in (None, "", [], {})
    }
