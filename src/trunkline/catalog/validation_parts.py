"""Whether the parts of a catalog are sound: conditions of policies, approvals, tasks and the data they ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trunkline.catalog.cel_engines import ROOTS
from trunkline.catalog.expression_types import Declarations
from trunkline.catalog.model import (
    ApprovalPolicy,
    CharacteristicSpecification,
    DecisionTable,
    EnrichmentPolicy,
    PlanSpecification,
    Specification,
    ValueType,
    WorkOrderPolicy,
)
from trunkline.catalog.parts import WORDS, Part, kind_of, tables_among
from trunkline.catalog.validation_orders import Around, check_order_policy, two_ways
from trunkline.catalog.validation_rules import Place, check_condition
from trunkline.catalog.validation_values import Report, repeated, reporter
from trunkline.kit.errors import Problem
from trunkline.kit.graph import find_cycle

_KINDS = {"items": ValueType.ARRAY, "action": ValueType.TEXT}
_ROOTS = tuple(
    CharacteristicSpecification(name=name, value_type=_KINDS.get(name, ValueType.OBJECT))
    for name in ROOTS
    if name != "values"
)


def check_parts(
    parts: Sequence[Part], known: Mapping[str, Specification], places: Mapping[str, Place],
    plans: Sequence[PlanSpecification] = (),
) -> list[Problem]:  # fmt: skip
    """Everything that is wrong with the policies, and ids that are there twice."""
    problems: list[Problem] = []
    # structured conditions of policies name everything in sight: characteristics, and `order.risk`, `items.action` ...
    members = tuple({c.name: c for spec in known.values() for c in spec.characteristics}.values())
    tables = tables_among(parts)
    anywhere = Place(characteristics=(*_ROOTS, *members), names=Declarations(owner="an order"), tables=tables)
    of_order = Place(characteristics=_ROOTS, names=anywhere.names, tables=tables)
    around = Around(known, places, plans, anywhere, of_order)
    seen = set()
    for part in parts:
        report = reporter(part.id, problems)
        if not part.id:
            report("id", "the id is empty", "give one")
        kind = kind_of(part)
        if (kind, part.id) in seen:
            report("id", f"two of the kind {WORDS[kind]} have this id", "give each its own")
        seen.add((kind, part.id))
        if isinstance(part, ApprovalPolicy):
            if part.approvals not in (0, 1, 2):
                report("approvals", f"{part.approvals} approvals cannot be asked for", "give 0, 1 or 2")
            check_condition(part.when, of_order, "when", report)
        elif isinstance(part, EnrichmentPolicy):
            _check_enrichment(part, known, places, anywhere, report)
        elif not isinstance(part, DecisionTable):
            check_order_policy(part, around, report)
    problems += two_ways(part for part in parts if isinstance(part, WorkOrderPolicy))
    return problems


def _check_enrichment(
    policy: EnrichmentPolicy, known: Mapping[str, Specification], places: Mapping[str, Place], anywhere: Place,
    report: Report,
) -> None:  # fmt: skip
    spec = known.get(policy.specification or "")
    if policy.specification is not None and spec is None:
        report("specification", f"there is no specification '{policy.specification}'", "name an existing one")
    if policy.when is not None and (spec is not None or policy.specification is None):
        place = anywhere
        if spec is not None:
            own = places[spec.id]
            place = Place(characteristics=(*_ROOTS, *spec.characteristics), names=own.names, tables=own.tables)
        check_condition(policy.when, place, "when", report)
    if not policy.tasks:
        report("tasks", "the policy asks for nothing", "add a task, or remove the policy")
    keys = [task.key for task in policy.tasks]
    for key in repeated(keys):
        report("tasks", f"two tasks have the key '{key}'", "give each its own key")
    for task in policy.tasks:
        path = f"tasks[{task.key}]"
        if not task.key or not task.name:
            report(path, "key or name is empty", "give both")
        for other in task.after:
            if other not in keys:
                report(f"{path}.after", f"there is no task '{other}' in this policy", f"use one of: {', '.join(keys)}")
        for field in task.data:
            if spec is not None and spec.characteristic(field.characteristic) is None:
                names = ", ".join(each.name for each in spec.characteristics) or "none"
                report(f"{path}.data", f"'{spec.id}' has no characteristic '{field.characteristic}'",
                       f"ask for one of: {names}")  # fmt: skip
            if field.mandatory and field.read_only:
                report(f"{path}.data", f"'{field.characteristic}' is mandatory and read only", "drop one of the two")
    cycle = find_cycle({task.key: [other for other in task.after if other in keys] for task in policy.tasks})
    if cycle:
        report("tasks", f"tasks wait for each other in a circle: {' -> '.join(cycle)}", "remove one of these")
