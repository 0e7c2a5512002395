"""A specification as decomposition needs it: worked out once for a whole order, however often the specification occurs."""

from __future__ import annotations

import msgspec

from trunkline.catalog.model import (
    Catalog,
    Characteristic,
    CharacteristicMapping,
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
    constant: Characteristic | None  # when the mapping carries the same value always


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One relationship of a specification, with its label and its reasons ready made."""

    relationship: SpecificationRelationship
    source_name: str
    target: str  # specification id
    target_name: str
    label: str  # 'source -> target (type)'
    downs: tuple[Route, ...]
    ups: tuple[Route, ...]
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
        self._catalog = catalog
        self._made: dict[str, Outline | None] = {}

    def find(self, specification_id: str) -> Outline | None:
        """The outline, or None when the catalog has no such specification."""
        try:
            return self._made[specification_id]
        except KeyError:
            specification = self._catalog.find_specification(specification_id)
            made = None if specification is None else self._outline(specification)
            self._made[specification_id] = made
            return made

    def _outline(self, source: Specification) -> Outline:
        ordered = sorted(source.relationships, key=lambda relationship: relationship.order)
        targets = [r.target for r in ordered if r.type is not RelationshipType.COMPOSED_OF]
        return Outline(
            specification=source,
            links=tuple(self._link(source, r, shared=targets.count(r.target) > 1) for r in ordered),
        )

    def _link(self, source: Specification, relationship: SpecificationRelationship, *, shared: bool) -> Link:
        target = self._catalog.find_specification(relationship.target)
        label = f"{source.id} -> {relationship.target} ({relationship.type})"
        down = [m for m in relationship.mappings if m.direction is MappingDirection.DOWN]
        up = [m for m in relationship.mappings if m.direction is MappingDirection.UP]
        return Link(
            relationship=relationship,
            source_name=source.name,
            target=relationship.target,
            target_name=relationship.target if target is None else target.name,
            label=label,
            downs=_routes(down, source.id, target, label),
            ups=_routes(up, relationship.target, source, label),
            shared=shared,
        )


def _routes(
    mappings: list[CharacteristicMapping], start: str, goal: Specification | None, label: str
) -> tuple[Route, ...]:  # fmt: skip
    """The routes into `goal`; a characteristic that it does not declare is no goal."""
    routes = []
    for mapping in mappings:
        if goal is None or goal.characteristic(mapping.target) is None:
            continue
        if mapping.source is None:
            origin = f"constant:{label}"
            routes.append(Route(mapping=mapping, origin=origin, constant=Characteristic(mapping.constant, origin)))
        else:
            origin = f"mapping:{start}.{mapping.source} -> {goal.id}.{mapping.target}"
            routes.append(Route(mapping=mapping, origin=origin, constant=None))
    return tuple(routes)
