"""A specification as decomposition needs it: worked out once for a whole order, however often the specification occurs."""

from __future__ import annotations

import msgspec

from trunkline.catalog.conditions import characteristics_of
from trunkline.catalog.expressions import names_read
from trunkline.catalog.model import (
    Catalog,
    Characteristic,
    CharacteristicMapping,
    DecisionTable,
    MappingDirection,
    RelationshipType,
    Specification,
    SpecificationRelationship,
)
from trunkline.decomposition.model import Reason, ReasonCode


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """One mapping of a link. `origin` is what the values it carries say about where they came from."""

    mapping: CharacteristicMapping
    origin: str
    table: DecisionTable | None  # when a table gives the value
    constant: Characteristic | None  # when the mapping carries the same value always


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One relationship of a specification, with its label and its reasons ready made."""

    relationship: SpecificationRelationship
    source_name: str
    target: str  # specification id
    target_name: str
    label: str  # 'source -> target (type)'
    key: str  # the label, made different from those of the source's other relationships
    reads: tuple[str, ...]  # characteristics of the source that its rule and quantity look at
    downs: tuple[Route, ...]
    ups: tuple[Route, ...]
    siblings: tuple[Route, ...]  # from other targets of the same source
    shared: bool  # another relationship of the same source has the same target

    @property
    def composed(self) -> bool:
        """Whether the target is a part without a domain order of its own."""
        return self.relationship.type is RelationshipType.COMPOSED_OF

    def reason(
        self, code: ReasonCode, text: str, *, characteristic: str | None = None, value: object = None
    ) -> Reason:  # fmt: skip
        """A reason that names this relationship and its rule."""
        rule = self.relationship.rule
        return Reason(
            code=code, text=text, relationship=self.label, rule=None if rule is None else rule.name,
            characteristic=characteristic, value=value,
        )  # fmt: skip


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """A specification and its links, the smallest `order` first."""

    specification: Specification
    links: tuple[Link, ...]

    def link_to(self, specification_id: str) -> Link | None:
        """The first link to that specification that makes domain orders, or None."""
        return next((link for link in self.links if link.target == specification_id and not link.composed), None)


class Outlines:
    """The outlines of a catalog, each made when it is first asked for."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._made: dict[str, Outline | None] = {}

    def find(self, specification_id: str) -> Outline | None:
        """The outline, or None when the catalog has no such specification."""
        try:
            return self._made[specification_id]
        except KeyError:
            specification = self.catalog.find_specification(specification_id)
            made = None if specification is None else self._outline(specification)
            self._made[specification_id] = made
            return made

    def _outline(self, source: Specification) -> Outline:
        ordered = sorted(source.relationships, key=lambda relationship: relationship.order)
        targets = [r.target for r in ordered if r.type is not RelationshipType.COMPOSED_OF]
        links: list[Link] = []
        for relationship in ordered:
            link = self._link(source, relationship, shared=targets.count(relationship.target) > 1)
            alike = sum(other.label == link.label for other in links)
            links.append(msgspec.structs.replace(link, key=f"{link.label} {alike + 1}") if alike else link)
        return Outline(specification=source, links=tuple(links))

    def _link(self, source: Specification, relationship: SpecificationRelationship, *, shared: bool) -> Link:
        target = self.catalog.find_specification(relationship.target)
        label = f"{source.id} -> {relationship.target} ({relationship.type})"
        down = [m for m in relationship.mappings if m.direction is MappingDirection.DOWN]
        up = [m for m in relationship.mappings if m.direction is MappingDirection.UP]
        across = [m for m in relationship.mappings if m.direction is MappingDirection.SIBLING]
        return Link(
            relationship=relationship,
            source_name=source.name,
            target=relationship.target,
            target_name=relationship.target if target is None else target.name,
            label=label,
            key=label,
            reads=self._reads(source, relationship),
            downs=self._routes(down, source.id, target, label),
            ups=self._routes(up, relationship.target, source, label),
            siblings=self._routes(across, "", target, label),
            shared=shared,
        )

    def _reads(self, source: Specification, relationship: SpecificationRelationship) -> tuple[str, ...]:
        """The characteristics that rule and quantity look at; a path into one counts as that one."""
        found: list[str] = []
        if relationship.rule is not None:
            found += characteristics_of(relationship.rule.when, self.catalog.tables)
        quantity = relationship.quantity
        found += [name for name in (quantity.characteristic, quantity.each_of) if name is not None]
        if quantity.expression is not None:
            found += names_read(quantity.expression, "values")
        return tuple(dict.fromkeys(source.holder(path) for path in found))

    def _routes(
        self, mappings: list[CharacteristicMapping], start: str, goal: Specification | None, label: str
    ) -> tuple[Route, ...]:
        """The routes into `goal`; a characteristic that it does not declare is no goal."""
        routes = []
        for mapping in mappings:
            if goal is None or goal.characteristic(mapping.target) is None:
                continue
            table = constant = None
            origin = f"mapping:{mapping.sibling or start}.{mapping.source} -> {goal.id}.{mapping.target}"
            if mapping.expression is not None:
                origin = f"mapping:{mapping.sibling or start} ({mapping.expression}) -> {goal.id}.{mapping.target}"
            elif mapping.table is not None:
                table = self.catalog.tables.get(mapping.table)
                origin = f"mapping:table {mapping.table} -> {goal.id}.{mapping.target}"
            elif mapping.source is None:
                origin = f"constant:{label}"
                constant = Characteristic(mapping.constant, origin)
            routes.append(Route(mapping=mapping, origin=origin, table=table, constant=constant))
        return tuple(routes)
