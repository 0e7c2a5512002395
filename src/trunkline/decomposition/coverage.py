"""Which parts of a catalog a set of decomposed orders exercised: rules, branches, mappings, table rows, tasks.

Every rule counts twice, for holding and for not holding; a branch is a relationship that made something.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from trunkline.catalog.conditions import holds, terms
from trunkline.catalog.errors import ExpressionFailed
from trunkline.catalog.model import Catalog, Condition, MappingDirection, Specification, SpecificationRelationship
from trunkline.catalog.plans import matches, select_plan
from trunkline.catalog.scope import Scope
from trunkline.catalog.tables import Decision, decision, prepare
from trunkline.decomposition.mapping import plain
from trunkline.decomposition.model import Decomposition, DomainOrderDraft

_ACTIONS = ("add", "modify", "delete")


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to exercise (`rule internet -> line: fast, true`), and how often it was."""

    counts: dict[str, int]

    @property
    def missed(self) -> list[str]:
        """What was never exercised, in order."""
        return [point for point, count in self.counts.items() if not count]

    @property
    def percent(self) -> float:
        """The share that was exercised; 100 when there is nothing to exercise."""
        if not self.counts:
            return 100.0
        return round(100 * (1 - len(self.missed) / len(self.counts)), 1)


def measure(catalog: Catalog, decompositions: Iterable[Decomposition]) -> Coverage:
    """What these decompositions exercised of the catalog."""
    counts = dict.fromkeys(sorted(_points(catalog)), 0)

    def hit(point: str) -> None:
        if point in counts:
            counts[point] += 1

    for decomposition in decompositions:
        children: dict[int | None, list[DomainOrderDraft]] = defaultdict(list)
        by_n = {draft.n: draft for draft in decomposition.domain_orders}
        for draft in decomposition.domain_orders:
            children[draft.parent_n].append(draft)
            for n in draft.also_for:
                children[n].append(draft)
        for draft in decomposition.domain_orders:
            specification = catalog.find_specification(draft.specification_id)
            if specification is not None:
                scope = _scope(draft, by_n)
                for point in _exercised(catalog, specification, draft, scope, children[draft.n]):
                    hit(point)
    return Coverage(counts=counts)


def _scope(draft: DomainOrderDraft, by_n: dict[int, DomainOrderDraft]) -> Scope:
    top = draft
    while top.parent_n is not None and by_n[top.parent_n].item_n == draft.item_n:
        top = by_n[top.parent_n]
    place = draft.place if isinstance(draft.place, dict) else {}
    return Scope(
        values=plain(draft.characteristics), root=plain(top.characteristics), action=draft.action, place=place
    )  # fmt: skip


def _label(source: Specification, relationship: SpecificationRelationship) -> str:
    return f"{source.id} -> {relationship.target} ({relationship.type})"


def _points(catalog: Catalog) -> Iterator[str]:
    for spec in catalog.specifications.values():
        for relationship in spec.relationships:
            label = _label(spec, relationship)
            yield f"branch {label}"
            if relationship.rule is not None:
                yield f"rule {label}: {relationship.rule.name}, true"
                yield f"rule {label}: {relationship.rule.name}, false"
            for n, mapping in enumerate(relationship.mappings):
                yield f"mapping {label}: {n}, {mapping.target}"
    for table in catalog.tables.values():
        for row in prepare(table).rows:
            yield f"table {table.id}: row {row.id}"
    for plan in catalog.plans.values():
        used = [a for a in (plan.actions or _ACTIONS) for s in catalog.specifications.values() if matches(plan, s, a)]
        for action in dict.fromkeys(used):
            for task in plan.tasks:
                yield f"task {plan.id}, {action}: {task.key}"


def _exercised(
    catalog: Catalog, spec: Specification, draft: DomainOrderDraft, scope: Scope, below: list[DomainOrderDraft]
) -> Iterator[str]:
    for relationship in spec.relationships if draft.action in ("add", "modify") else ():
        label = _label(spec, relationship)
        if relationship.rule is not None:
            outcome = _outcome(relationship.rule.when, scope, catalog)
            if outcome != "missing":
                yield f"rule {label}: {relationship.rule.name}, {outcome}"
            yield from _rows(relationship.rule.when, scope, catalog)
        made = [each for each in below if each.reason.relationship == label and each.action in ("add", "modify")]
        if made:
            yield f"branch {label}"
        for n, mapping in enumerate(relationship.mappings):
            for child in made:
                down = mapping.direction is not MappingDirection.UP
                goal, source = (child, scope) if down else (draft, _scope(_alone(child), {}))
                held = goal.characteristics.get(mapping.target)
                carried = held is not None and held.origin.startswith(
                    ("mapping:", "constant:", "expression:", "table:")
                )
                if mapping.when is not None:
                    carried = carried and _outcome(mapping.when, source, catalog) == "true"
                if carried:
                    yield f"mapping {label}: {n}, {mapping.target}"
                    if mapping.table in catalog.tables:
                        yield from _rows(Condition(table=mapping.table), source, catalog)
    plan = select_plan(catalog, spec, draft.action)
    for task in plan.tasks if plan is not None else ():
        if plan is not None and (task.when is None or _outcome(task.when, scope, catalog) == "true"):
            yield f"task {plan.id}, {draft.action}: {task.key}"


def _alone(draft: DomainOrderDraft) -> DomainOrderDraft:
    return msgspec.structs.replace(draft, parent_n=None)


def _outcome(condition: Condition, scope: Scope, catalog: Catalog) -> str:
    try:
        return holds(condition, scope, catalog.tables).outcome
    except ExpressionFailed:
        return "missing"


def _rows(condition: Condition, scope: Scope, catalog: Catalog) -> Iterator[str]:
    for term in terms(condition):
        table = catalog.tables.get(term.table or "")
        if table is not None:
            found = decision(table, scope)
            if isinstance(found, Decision) and found.row is not None:
                yield f"table {table.id}: row {found.row}"
