"""Lint of rules, mappings, compatibility, policies and decision tables: what never applies, and what is never needed."""

from __future__ import annotations

from collections.abc import Sequence

from trunkline.catalog.conditions import Tables, terms
from trunkline.catalog.errors import ExpressionFailed
from trunkline.catalog.lint import Subject, Tell
from trunkline.catalog.lint_domains import Path, cell_values, scopes_of, tried
from trunkline.catalog.model import (
    ApprovalPolicy,
    CharacteristicMapping,
    CharacteristicSpecification,
    CompatibilityType,
    Condition,
    DecisionTable,
    EnrichmentPolicy,
    MappingDirection,
    MilestonePolicy,
    OrderTaskPolicy,
    Specification,
)
from trunkline.catalog.tables import Decision, decision
from trunkline.catalog.validation_tables import layout_of

Characteristics = tuple[CharacteristicSpecification, ...]


def check_rules(subject: Subject, tables: Tables, tell: Tell) -> None:
    """Every rule, mapping and policy of the catalog."""
    for spec in subject.known.values():
        _rules(spec, tables, tell)
        _mappings(spec, subject, tables, tell)
        _compatibility(spec, subject, tables, tell)
    _policies(subject, tables, tell)
    _tables(subject, tables, tell)


def _rules(spec: Specification, tables: Tables, tell: Tell) -> None:
    ruled = [(n, r, r.rule) for n, r in enumerate(spec.relationships) if r.rule is not None]
    for n, _, rule in ruled:
        truth = tried([rule.when], spec.characteristics, tables)
        path = f"relationships[{n}].rule"
        if truth is not None and not truth.ever(0):
            tell("rule-unreachable", spec.id, path, f"the rule '{rule.name}' never holds", "mend or remove it")
        elif truth is not None and truth.always(0):
            tell("rule-always", spec.id, path, f"the rule '{rule.name}' always holds", "remove the rule")
    for place, (n, relationship, rule) in enumerate(ruled):
        for _, other, earlier in ruled[:place]:
            if other.target != relationship.target or other.type is not relationship.type:
                continue
            truth = tried([earlier.when, rule.when], spec.characteristics, tables)
            if truth is None or not truth.ever(0) or not truth.ever(1):
                continue
            path = f"relationships[{n}].rule"
            names = f"the rules '{earlier.name}' and '{rule.name}'"
            if truth.implies(0, 1) and truth.implies(1, 0):
                tell("rule-duplicate", spec.id, path, f"{names} make '{other.target}' in the same cases", "remove one")
            elif truth.implies(0, 1) or truth.implies(1, 0):
                tell("rule-shadowed", spec.id, path, f"one of {names} holds only where the other does, and both make "
                     f"'{other.target}'", "make them exclude each other, or join them")  # fmt: skip
    plain = [r.target for r in spec.relationships if r.rule is None and r.mandatory]
    for n, relationship, rule in ruled:
        if relationship.target in plain:
            tell("rule-shadowed", spec.id, f"relationships[{n}].rule",
                 f"'{relationship.target}' is made anyway, whatever the rule '{rule.name}' says",
                 "remove one of the relationships")  # fmt: skip


def _mappings(spec: Specification, subject: Subject, tables: Tables, tell: Tell) -> None:
    from_below: dict[str, str] = {}
    for n, relationship in enumerate(spec.relationships):
        target = subject.known[relationship.target]
        for direction in MappingDirection:
            group = [(k, m) for k, m in enumerate(relationship.mappings) if m.direction is direction]
            giver = spec if direction is MappingDirection.DOWN else target
            if direction is not MappingDirection.SIBLING:
                taker = target if direction is MappingDirection.DOWN else spec
                _group(spec, f"relationships[{n}]", group, giver.characteristics, taker, tables, tell)
        for k, mapping in enumerate(relationship.mappings):
            if mapping.direction is MappingDirection.UP and mapping.when is None:
                other = from_below.setdefault(mapping.target, relationship.target)
                if other != relationship.target:
                    tell("mapping-conflict", spec.id, f"relationships[{n}].mappings[{k}]",
                         f"'{other}' gives '{mapping.target}' too", "give one of them a condition, or remove it")  # fmt: skip


def _group(
    spec: Specification, path: str, group: Sequence[tuple[int, CharacteristicMapping]], given: Characteristics,
    taker: Specification, tables: Tables, tell: Tell,
) -> None:  # fmt: skip
    for place, (k, mapping) in enumerate(group):
        at = f"{path}.mappings[{k}]"
        if mapping.when is not None:
            truth = tried([mapping.when], given, tables)
            if truth is not None and not truth.ever(0):
                tell("mapping-unreachable", spec.id, at, "the condition never holds", "mend or remove it")
                continue
        for _, earlier in group[:place]:
            if earlier.target != mapping.target or not _surely_gives(earlier, given):
                continue
            truth = None
            if earlier.when is not None and mapping.when is not None:
                truth = tried([earlier.when, mapping.when], given, tables)
            if earlier.when is None or (truth is not None and truth.implies(1, 0)):
                tell("mapping-shadowed", spec.id, at, f"an earlier mapping gives '{mapping.target}' already",
                     "put this one first, or remove it")  # fmt: skip
                break
    for name in dict.fromkeys(m.target for _, m in group):
        goal = taker.characteristic(name)
        mine = [(k, m) for k, m in group if m.target == name]
        whens = [m.when for _, m in mine if m.when is not None]
        if goal is None or not goal.mandatory or goal.default_value is not None or len(whens) < len(mine):
            continue
        truth = tried(whens, given, tables)
        if truth is not None and any(all(o == "false" for o in row) for row in truth.rows):
            tell("mapping-gap", spec.id, f"{path}.mappings[{mine[-1][0]}]",
                 f"for some values nothing gives '{name}', which is mandatory",
                 "add a mapping without a condition as the last")  # fmt: skip


def _surely_gives(mapping: CharacteristicMapping, given: Characteristics) -> bool:
    if mapping.constant is not None:
        return True
    source = next((each for each in given if each.name == mapping.source), None)
    sure = source is not None and (source.mandatory or source.default_value is not None)
    return sure and (mapping.values is None or mapping.otherwise is not None or bool(source and source.options))


def _compatibility(spec: Specification, subject: Subject, tables: Tables, tell: Tell) -> None:
    made = {r.target for each in subject.known.values() for r in each.relationships}
    for n, rule in enumerate(spec.compatibility):
        path = f"compatibility[{n}]"
        target = subject.known[rule.target]
        if rule.when is not None:
            truth = tried([rule.when], spec.characteristics, tables)
            if truth is not None and not truth.ever(0):
                tell("rule-unreachable", spec.id, path, f"the rule '{rule.name}' never holds", "mend or remove it")
        if rule.type is CompatibilityType.REQUIRES and not target.orderable and target.id not in made:
            tell("compatibility-never", spec.id, path, f"'{target.id}' can neither be ordered nor is it made",
                 "require something that can be ordered")  # fmt: skip
        for other in spec.compatibility[:n]:
            if (
                other.target == rule.target
                and {other.type, rule.type} == {CompatibilityType.REQUIRES, CompatibilityType.EXCLUDES}
                and (other.when is None or rule.when is None or other.when == rule.when)
            ):
                tell("compatibility-contradiction", spec.id, path,
                     f"'{other.name}' and '{rule.name}' require and exclude '{rule.target}'", "remove one")  # fmt: skip


def _policies(subject: Subject, tables: Tables, tell: Tell) -> None:
    for part in subject.parts:
        if isinstance(part, ApprovalPolicy):
            truth = tried([part.when], (), tables)
            if truth is not None and not truth.ever(0):
                tell("policy-never", part.id, "when", "the condition never holds", "mend it, or remove the policy")
            if part.approvals == 1:
                tell("policy-always", part.id, "approvals", "one approval is what an order needs anyway",
                     "ask for 0 or 2, or remove the policy")  # fmt: skip
        elif isinstance(part, EnrichmentPolicy):
            specs = [s for s in subject.known.values() if part.specification in (None, s.id)
                     and part.category in (None, s.category) and (s.orderable or subject.above[s.id])]  # fmt: skip
            if not specs:
                tell("policy-never", part.id, "category", "no specification is like that", "name one that there is")
            elif part.when is not None and part.specification is not None:
                truth = tried([part.when], specs[0].characteristics, tables)
                if truth is not None and not truth.ever(0):
                    tell("policy-never", part.id, "when", "the condition never holds", "mend it, or remove the policy")


def _tables(subject: Subject, tables: Tables, tell: Tell) -> None:
    users = users_of(subject)
    for table in tables.values():
        if table.id not in users:
            tell("table-unused", table.id, "", "nothing uses the table", "use or retire it")
        _rows(table, users.get(table.id, ()), tell)


def _rows(table: DecisionTable, given: Characteristics, tell: Tell) -> None:
    shape = layout_of(table)
    if shape is None:
        return
    paths: dict[Path, list[object]] = {}
    for column in shape.inputs:
        values = cell_values(row.cells.get(column.key, "") for row in shape.rows)
        paths.setdefault(column.path, []).extend(values)
    scopes = scopes_of(paths, given)
    if scopes is None:
        return
    hit = set()
    for scope in scopes:
        try:
            found = decision(table, scope)
        except ExpressionFailed:
            return
        if isinstance(found, Decision):
            hit.add(found.row)
    for row in shape.rows:
        if row.id not in hit:
            tell("table-row-unreachable", table.id, f"rows[{row.id}]", "no value leads to this row",
                 "put it higher, mend or remove it")  # fmt: skip


def users_of(subject: Subject) -> dict[str, Characteristics]:
    """The tables that are used, each with the characteristics of the first that uses it."""
    users: dict[str, Characteristics] = {}

    def use(condition: Condition | None, given: Characteristics) -> None:
        for term in terms(condition) if condition is not None else ():
            if term.table is not None:
                users.setdefault(term.table, given)

    for spec in subject.known.values():
        for rule in spec.compatibility:
            use(rule.when, spec.characteristics)
        for relationship in spec.relationships:
            use(relationship.rule.when if relationship.rule else None, spec.characteristics)
            for mapping in relationship.mappings:
                down = mapping.direction is MappingDirection.DOWN
                giver = spec if down else subject.known.get(mapping.sibling or relationship.target, spec)
                use(mapping.when, giver.characteristics)
                if mapping.table is not None:
                    users.setdefault(mapping.table, giver.characteristics)
    for plan in subject.plans:
        owner = subject.known.get(plan.specification or "")
        for task in plan.tasks:
            use(task.when, owner.characteristics if owner else ())
            use(task.wait.characteristic if task.wait else None, owner.characteristics if owner else ())
    for part in subject.parts:
        if isinstance(part, ApprovalPolicy | EnrichmentPolicy | MilestonePolicy | OrderTaskPolicy):
            use(part.when, ())
    return users
