"""Lint of characteristics and quantities: values that nobody gives, that nobody reads, and numbers out of bounds."""

from __future__ import annotations

from collections.abc import Iterable

from trunkline.catalog.cel_syntax import uses
from trunkline.catalog.conditions import Tables, characteristics_of, terms
from trunkline.catalog.expressions import compile_expression, names_read
from trunkline.catalog.lint import Subject, Tell
from trunkline.catalog.model import (
    ApprovalPolicy,
    CharacteristicMapping,
    Condition,
    EnrichmentPolicy,
    MappingDirection,
    Specification,
    SpecificationRelationship,
    TaskSpecification,
)
from trunkline.catalog.plans import matches
from trunkline.catalog.tables import prepare


def check_values_of(subject: Subject, tables: Tables, tell: Tell) -> None:
    """Every characteristic and quantity of the catalog."""
    given = _given(subject)
    read = _read(subject, tables)
    for spec in subject.known.values():
        for n, relationship in enumerate(spec.relationships):
            _quantity(spec, relationship, f"relationships[{n}]", tell)
        for c in spec.characteristics:
            path = f"characteristics[{c.name}]"
            never = c.name not in given[spec.id] and c.default_value is None and not spec.orderable
            if never and c.name in read[spec.id]:
                tell("value-never-given", spec.id, path, f"'{c.name}' is read, and nobody can give it a value",
                     "map it from above, give a default, or let a task ask for it")  # fmt: skip
            elif never and c.mandatory:
                tell("mandatory-never-given", spec.id, path, f"'{c.name}' is mandatory, and nobody can give it",
                     "map it from above, give a default, or let a task ask for it")  # fmt: skip
            elif never or (
                c.name not in read[spec.id] and c.name not in given[spec.id] and not c.mandatory and not c.description
                and (spec.relationships or not spec.orderable)
            ):  # fmt: skip
                tell("characteristic-unused", spec.id, path, f"nothing reads '{c.name}' and nothing gives it",
                     "use it, describe what it is for, or remove it")  # fmt: skip


def _tasks_of(subject: Subject, spec: Specification) -> Iterable[TaskSpecification]:
    return (
        task for plan in subject.plans for task in plan.tasks
        if any(matches(plan, spec, action) for action in (plan.actions or ("add",)))
    )  # fmt: skip


def _given(subject: Subject) -> dict[str, set[str]]:
    """Of every specification the characteristics that a mapping, an array's element, a task or a policy gives."""
    given: dict[str, set[str]] = {spec.id: set() for spec in subject.known.values()}
    for spec in subject.known.values():
        for relationship in spec.relationships:
            if relationship.quantity.element is not None:
                given[relationship.target].add(relationship.quantity.element)
            for mapping in relationship.mappings:
                goal = spec.id if mapping.direction is MappingDirection.UP else relationship.target
                given[goal].add(mapping.target)
        for task in _tasks_of(subject, spec):
            given[spec.id] |= {field.characteristic for field in task.data if not field.read_only}
            if task.test is not None and task.test.repair is not None:
                given[spec.id] |= {field.characteristic for field in task.test.repair.data}
            given[spec.id] |= _answered(task)
    for part in subject.parts:
        if isinstance(part, EnrichmentPolicy):
            for spec in subject.known.values():
                if part.specification in (None, spec.id) and part.category in (None, spec.category):
                    given[spec.id] |= {field.characteristic for task in part.tasks for field in task.data}
    return given


def _answered(task: TaskSpecification) -> set[str]:
    """Characteristics that an executor's answer fills, as its config says."""
    found: set[str] = set()
    waiting: list[object] = [task.config]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            found |= set(each)
            waiting += each.values()
        elif isinstance(each, list | tuple):
            waiting += each
        elif isinstance(each, str):
            found.add(each)
    return found


def _read(subject: Subject, tables: Tables) -> dict[str, set[str]]:
    """Of every specification the characteristics that decide or are passed on."""
    read: dict[str, set[str]] = {spec.id: set() for spec in subject.known.values()}

    def condition(spec_id: str, when: Condition | None) -> None:
        if when is None:
            return
        read[spec_id] |= {_top(subject.known[spec_id], path) for path in characteristics_of(when, tables)}
        for term in terms(when):
            text(spec_id, term.expression)
            table = tables.get(term.table or "")
            for path in prepare(table).reads if table is not None else ():
                root(spec_id, path)

    def text(spec_id: str, expression: str | None) -> None:
        if expression is None:
            return
        read[spec_id] |= set(names_read(expression, "values"))
        for use in uses(compile_expression(expression).tree):
            root(spec_id, use.path)

    def root(spec_id: str, path: tuple[str, ...]) -> None:
        if path[0] == "root" and len(path) > 1:
            for top in (spec_id, *subject.above[spec_id]):
                read[top].add(path[1])

    for spec in subject.known.values():
        for rule in spec.compatibility:
            condition(spec.id, rule.when)
        for relationship in spec.relationships:
            quantity = relationship.quantity
            read[spec.id] |= {name for name in (quantity.characteristic, quantity.each_of) if name is not None}
            text(spec.id, quantity.expression)
            if relationship.rule is not None:
                condition(spec.id, relationship.rule.when)
            if relationship.sharing is not None:
                read[relationship.target] |= set(relationship.sharing.alike)
            for mapping in relationship.mappings:
                giver = _giver(spec, relationship, mapping)
                condition(giver, mapping.when)
                text(giver, mapping.expression)
                if mapping.source is not None:
                    read[giver].add(_top(subject.known[giver], mapping.source))
                table = tables.get(mapping.table or "")
                for path in prepare(table).reads if table is not None else ():
                    root(giver, path)
                    if path[0] == "values" and len(path) > 1:
                        read[giver].add(path[1])
        for task in _tasks_of(subject, spec):
            read[spec.id] |= {field.characteristic for field in task.data if field.read_only}
            condition(spec.id, task.when)
            condition(spec.id, task.post_condition)
            condition(spec.id, task.test.passed if task.test else None)
            if task.wait is not None:
                condition(spec.id, task.wait.characteristic)
                read[spec.id].add(task.wait.date or "")
    for part in subject.parts:
        if isinstance(part, EnrichmentPolicy) and part.specification is not None:
            condition(part.specification, part.when)
        elif isinstance(part, ApprovalPolicy):
            continue
    return read


def _giver(spec: Specification, relationship: SpecificationRelationship, mapping: CharacteristicMapping) -> str:
    if mapping.direction is MappingDirection.DOWN:
        return spec.id
    return mapping.sibling or relationship.target


def _top(spec: Specification, path: str) -> str:
    """The characteristic that a dotted path goes into."""
    names = [c.name for c in spec.characteristics if path == c.name or path.startswith(f"{c.name}.")]
    return max(names, key=len, default=path)


def _quantity(spec: Specification, relationship: SpecificationRelationship, path: str, tell: Tell) -> None:
    quantity = relationship.quantity
    if quantity.maximum == 0:
        tell("quantity-never", spec.id, f"{path}.quantity", f"'{relationship.target}' is never made: at most 0",
             "raise the maximum, or remove the relationship")  # fmt: skip
    counted = spec.characteristic(quantity.characteristic or quantity.each_of or "")
    if counted is not None:
        low = counted.minimum if quantity.characteristic else counted.min_size
        high = counted.maximum if quantity.characteristic else counted.max_size
        options = [o.value for o in counted.options if isinstance(o.value, int)] if quantity.characteristic else []
        low, high = (min(options), max(options)) if options else (low, high)
        if (low is not None and low < quantity.minimum) or high is None or high > quantity.maximum:
            tell("quantity-out-of-bounds", spec.id, f"{path}.quantity",
                 f"'{counted.name}' can be outside {quantity.minimum} to {quantity.maximum}",
                 "give the characteristic the same bounds")  # fmt: skip
    if relationship.sharing is not None and quantity.maximum > 1:
        tell("sharing-quantity", spec.id, f"{path}.sharing", f"'{relationship.target}' is shared, and several are made",
             "make the maximum 1, or do not share it")  # fmt: skip
