"""Whether a catalog is sound: every fault is told, with the specification, the path and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trunkline.catalog.expression_types import INTEGER, OPEN, Shape, declared, members_of, merged
from trunkline.catalog.model import (
    CompatibilityRule,
    CompatibilityType,
    DecisionTable,
    PlanSpecification,
    Specification,
    SpecificationRelationship,
    ValueType,
)
from trunkline.catalog.parts import Part, tables_among
from trunkline.catalog.relationships import ALLOWED, ancestors, find_relationship_cycle, is_allowed
from trunkline.catalog.validation_mappings import World, check_mappings
from trunkline.catalog.validation_parts import check_parts
from trunkline.catalog.validation_plans import check_plans
from trunkline.catalog.validation_rules import Place, check_condition, check_text
from trunkline.catalog.validation_tables import check_tables
from trunkline.catalog.validation_values import Report, check_characteristics, repeated, reporter
from trunkline.kit.errors import Problem


def check_catalog(
    specifications: Sequence[Specification], plans: Sequence[PlanSpecification], parts: Sequence[Part] = ()
) -> list[Problem]:
    """Everything that is wrong with specifications, plans, tables and policies taken together; empty when sound."""
    problems: list[Problem] = []
    known: dict[str, Specification] = {}
    for spec in specifications:
        report = reporter(spec.id, problems)
        if spec.id in known:
            report("id", "two specifications have this id", "give each its own id")
        known[spec.id] = spec
    cycle = find_relationship_cycle(known.values())
    places = places_of(known, tables_among(parts))
    for spec in known.values():
        _check_specification(spec, known, places, reporter(spec.id, problems))
    if cycle:
        reporter(cycle[0], problems)(
            "relationships", f"specifications need each other in a circle: {' -> '.join(cycle)}",
            "remove one of these relationships",
        )  # fmt: skip
    problems += check_tables(parts)
    problems += check_plans(plans, known, places)
    problems += check_parts(parts, known, places, plans)
    return problems


def places_of(known: Mapping[str, Specification], tables: Mapping[str, DecisionTable]) -> dict[str, Place]:
    """What conditions may look at in each specification."""
    above = ancestors(known.values())
    members = {spec.id: members_of(spec.characteristics) for spec in known.values()}
    places = {}
    for spec in known.values():
        tops = [each for each in (spec.id, *sorted(above[spec.id])) if known[each].orderable or not above[each]]
        root: Shape = merged([members[each] for each in tops]) if tops else OPEN
        places[spec.id] = Place(
            characteristics=spec.characteristics, names=declared(spec.id, spec.characteristics, root), tables=tables
        )
    return places


def _check_specification(
    spec: Specification, known: Mapping[str, Specification], places: Mapping[str, Place], report: Report
) -> None:
    if not spec.id or not spec.name:
        report("id", "id or name is empty", "give both")
    if not 0 <= spec.risk <= 100:
        report("risk", f"{spec.risk} is no risk", "give 0 to 100")
    check_characteristics(spec.characteristics, "characteristics", report)
    siblings = {r.target: places[r.target] for r in spec.relationships if r.target in places}
    for position, relationship in enumerate(spec.relationships):
        path = f"relationships[{position}]"
        target = known.get(relationship.target)
        if target is None:
            report(f"{path}.target", f"there is no specification '{relationship.target}'",
                   "add it to the catalog or name an existing one")  # fmt: skip
            continue
        if not is_allowed(relationship.type, spec.kind, target.kind):
            pairs = ", ".join(sorted(f"{source} -> {end}" for source, end in ALLOWED[relationship.type]))
            report(f"{path}.type", f"{relationship.type} cannot lead from {spec.kind} to {target.kind}",
                   f"use another type; this one allows {pairs}")  # fmt: skip
        _check_relationship(places[spec.id], target, relationship, path, report)
        check_mappings(relationship, places[spec.id], places[target.id], World(siblings=siblings), path, report)
    names = [relationship.rule.name for relationship in spec.relationships if relationship.rule]
    for name in repeated(names):
        report("relationships", f"two decomposition rules are called '{name}'", "give each its own name")
    for position, rule in enumerate(spec.compatibility):
        _check_compatibility(spec, rule, known, places[spec.id], f"compatibility[{position}]", report)
    for name in repeated([rule.name for rule in spec.compatibility]):
        report("compatibility", f"two compatibility rules are called '{name}'", "give each its own name")


def _check_relationship(
    place: Place, target: Specification, relationship: SpecificationRelationship, path: str, report: Report
) -> None:
    _check_quantity(place, target, relationship, path, report)
    if relationship.rule is not None:
        if not relationship.rule.name:
            report(f"{path}.rule.name", "the rule has no name", "name it; reasons given to people quote the name")
        check_condition(relationship.rule.when, place, f"{path}.rule.when", report)
    if relationship.sharing is not None:
        for name in relationship.sharing.alike:
            if target.characteristic(name) is None:
                report(f"{path}.sharing.alike", f"'{target.id}' has no characteristic '{name}'",
                       "name one of its characteristics")  # fmt: skip
        for name in repeated(relationship.sharing.alike):
            report(f"{path}.sharing.alike", f"'{name}' is there twice", "remove one")


def _check_quantity(
    place: Place, target: Specification, relationship: SpecificationRelationship, path: str, report: Report
) -> None:
    quantity, owner = relationship.quantity, place.names.owner
    if not 0 <= quantity.minimum <= quantity.default <= quantity.maximum:
        report(f"{path}.quantity", "minimum, default and maximum are not in order",
               "make 0 <= minimum <= default <= maximum")  # fmt: skip
    if sum(each is not None for each in (quantity.characteristic, quantity.expression, quantity.each_of)) > 1:
        report(f"{path}.quantity", "the number is told in more than one way",
               "use one of: characteristic, expression, each_of")  # fmt: skip
    by_name = {each.name: each for each in place.characteristics}
    if quantity.characteristic is not None:
        counted = by_name.get(quantity.characteristic)
        if counted is None:
            report(f"{path}.quantity.characteristic", f"'{owner}' has no characteristic '{quantity.characteristic}'",
                   "name one of its characteristics")  # fmt: skip
        elif counted.value_type is not ValueType.INTEGER:
            report(f"{path}.quantity.characteristic", f"'{counted.name}' is not an integer", "count by an integer one")
        elif counted.maximum is not None and counted.maximum < quantity.minimum:
            report(f"{path}.quantity.minimum", f"'{counted.name}' is never as large", "lower the minimum")
    if quantity.expression is not None:
        check_text(quantity.expression, place, INTEGER, f"{path}.quantity.expression", report)
    if quantity.element is not None and target.characteristic(quantity.element) is None:
        report(f"{path}.quantity.element", f"'{target.id}' has no characteristic '{quantity.element}'",
               "name one of its characteristics")  # fmt: skip
    if quantity.each_of is None:
        if quantity.element is not None:
            report(f"{path}.quantity.element", "'element' stands without 'each_of'", "name the array, or remove it")
        return
    array = by_name.get(quantity.each_of)
    if array is None:
        report(f"{path}.quantity.each_of", f"'{owner}' has no characteristic '{quantity.each_of}'",
               "name one of its characteristics")  # fmt: skip
    elif array.value_type is not ValueType.ARRAY:
        report(f"{path}.quantity.each_of", f"'{array.name}' is {array.value_type}, not an array", "name an array")
    elif array.min_size is not None and array.min_size > quantity.maximum:
        report(f"{path}.quantity.maximum", f"'{array.name}' has at least {array.min_size} elements",
               "raise the maximum")  # fmt: skip


def _check_compatibility(
    spec: Specification, rule: CompatibilityRule, known: Mapping[str, Specification], place: Place, path: str,
    report: Report,
) -> None:  # fmt: skip
    if not rule.name:
        report(f"{path}.name", "the rule has no name", "name it; the review quotes the name")
    if rule.target not in known:
        report(f"{path}.target", f"there is no specification '{rule.target}'", "name an existing one")
    elif rule.target == spec.id and rule.type is CompatibilityType.REQUIRES:
        report(f"{path}.target", "a specification that requires itself can never be ordered", "name another")
    if rule.minimum < 0 or (rule.maximum is not None and rule.maximum < rule.minimum):
        report(f"{path}.minimum", "minimum and maximum are not in order", "make 0 <= minimum <= maximum")
    if rule.when is not None:
        check_condition(rule.when, place, f"{path}.when", report)
