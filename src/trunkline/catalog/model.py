"""What can be ordered, what it is made of, under which rules, and by which tasks it is carried out.

The structs below are at once the model, the shape of the YAML catalogs and the shape of the stored bodies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum

import msgspec

from trunkline.catalog.errors import UnknownSpecification
from trunkline.catalog.state import SpecificationState


class Frozen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of everything in a catalog: immutable, strict about unknown fields, short when written."""


class Characteristic(msgspec.Struct, frozen=True):
    """A value and where it came from.

    `origin` is one of: `order` (the customer gave it), `default` (the specification did), `mapping:<source> -> <target>`,
    `constant:<relationship>`, `task:<number>`, `inventory`, `person:<user name>`.
    """

    value: object
    origin: str


class ValueType(StrEnum):
    """What a characteristic may hold. TM Forum's `valueType`, plus the input types people know from the trade."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"  # 2026-12-31
    DATE_TIME = "dateTime"  # RFC 3339 with time zone
    DURATION = "duration"  # ISO 8601: P2DT6H
    EMAIL = "email"
    ADDRESS = "address"  # an object with street, city, postcode, country ...
    OBJECT = "object"  # members as `properties` say
    ARRAY = "array"  # members as `element` says


class CharacteristicOption(Frozen, frozen=True):
    """One value that may be chosen."""

    value: object
    label: str | None = None
    default: bool = False
    extra: dict[str, object] = {}  # TMF attributes that the model does not use


class CharacteristicSpecification(Frozen, frozen=True):
    """One configurable trait: its type, its bounds, whether it must be given.

    Bounds are inclusive. `minimum` and `maximum` hold for integer and decimal, `min_length`, `max_length` and
    `pattern` (whole value, Python `re` syntax) for text, `min_size` and `max_size` for arrays.
    """

    name: str
    value_type: ValueType = ValueType.TEXT
    description: str = ""
    unit: str | None = None
    mandatory: bool = False
    default: object = None
    options: tuple[CharacteristicOption, ...] = ()  # when given, the value is one of them
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    min_size: int | None = None
    max_size: int | None = None
    element: CharacteristicSpecification | None = None  # of an array
    properties: tuple[CharacteristicSpecification, ...] = ()  # of an object
    extra: dict[str, object] = {}  # TMF attributes that the model does not use

    @property
    def default_value(self) -> object:
        """The value used when none is given: `default`, else the option marked as default, else None."""
        if self.default is not None:
            return self.default
        return next((option.value for option in self.options if option.default), None)


class SpecificationKind(StrEnum):
    """Customer-facing service, resource-facing service, resource."""

    CFS = "cfs"
    RFS = "rfs"
    RESOURCE = "resource"


class RelationshipType(StrEnum):
    """How a specification needs another. Which kinds each may join is in `relationships.py`."""

    BUNDLES = "bundles"  # a package and what it is made of, same kind
    REALIZED_AS = "realizedAs"  # a service and the service that makes it real
    REQUIRES = "requires"  # a service and the resource, or the service, it cannot do without
    COMPOSED_OF = "composedOf"  # a part that gets no domain order of its own


class Condition(Frozen, frozen=True):
    """When a rule holds. Exactly one of the forms is used:

    `characteristic` with one of `present`, `equals`, `one_of`, `at_least`, `at_most` (the path may go into objects and
    arrays with dots: `Sites.Country`; any element counts); or `all`, `any` of several; or `negated`, a condition that
    must not hold.
    """

    characteristic: str | None = None
    present: bool | None = None
    equals: object = msgspec.UNSET
    one_of: tuple[object, ...] | None = None
    at_least: float | None = None
    at_most: float | None = None
    all: tuple[Condition, ...] | None = None
    any: tuple[Condition, ...] | None = None
    negated: Condition | None = None


class DecompositionRule(Frozen, frozen=True):
    """When a relationship applies. Evaluated for add and modify, never for delete."""

    name: str
    when: Condition


class Quantity(Frozen, frozen=True):
    """How many targets a relationship makes: the value of `characteristic` of the source, else `default`, in bounds."""

    minimum: int = 0
    default: int = 1
    maximum: int = 1
    characteristic: str | None = None


class MappingDirection(StrEnum):
    """Which way a value travels along a relationship."""

    DOWN = "parentToChild"
    UP = "childToParent"


class CharacteristicMapping(Frozen, frozen=True):
    """How a characteristic of one end of a relationship gets its value from the other.

    Exactly one source: `source` (a characteristic name, optionally translated by `values`, with `otherwise` for a value
    that the list lacks) or `constant`.
    """

    target: str
    source: str | None = None
    constant: object = None
    values: dict[str, object] | None = None
    otherwise: object = None
    direction: MappingDirection = MappingDirection.DOWN
    when: Condition | None = None


class SpecificationRelationship(Frozen, frozen=True):
    """A specification's need for another one."""

    type: RelationshipType
    target: str  # specification id
    mandatory: bool = True  # otherwise only when its rule holds or the order asks for it
    order: int = 0  # the smaller, the earlier
    quantity: Quantity = Quantity()
    rule: DecompositionRule | None = None
    mappings: tuple[CharacteristicMapping, ...] = ()
    extra: dict[str, object] = {}  # TMF attributes that the model does not use


class Specification(Frozen, frozen=True):
    """A service specification (CFS or RFS) or a resource specification, in one version."""

    id: str
    kind: SpecificationKind
    name: str
    version: int = 1
    state: SpecificationState = SpecificationState.DRAFT
    description: str = ""
    category: str | None = None
    orderable: bool = True  # whether an order item may name it directly
    location_required: bool = False  # an item that adds it must say where
    transient: bool = False  # done once and gone: its inventory ends terminated
    characteristics: tuple[CharacteristicSpecification, ...] = ()
    relationships: tuple[SpecificationRelationship, ...] = ()
    extra: dict[str, object] = {}  # TMF633/634 attributes that the model does not use, kept for the round trip

    def characteristic(self, name: str) -> CharacteristicSpecification | None:
        """The characteristic specification of that name, or None."""
        return next((c for c in self.characteristics if c.name == name), None)


class DataField(Frozen, frozen=True):
    """A value that a task asks of the person, or expects in the executor's answer."""

    characteristic: str  # of the domain order's specification
    mandatory: bool = False  # the task cannot be completed while it is empty
    read_only: bool = False


class DependencyScope(StrEnum):
    """Where a task looks for the domain orders it waits for."""

    ITEM = "item"  # in the trees of the same order item
    ORDER = "order"  # in the whole service order


class SpecificationDependency(Frozen, frozen=True):
    """A task waits until the domain orders of a specification, in the scope, have ended."""

    specification: str
    scope: DependencyScope = DependencyScope.ITEM


class RetryPolicy(Frozen, frozen=True):
    """How often an automated task is tried, and how long it rests in between: delay, delay*factor, ... at most `longest`."""

    attempts: int = 3
    delay: timedelta = timedelta(seconds=2)
    factor: float = 2.0
    longest: timedelta = timedelta(minutes=5)


class TaskSpecification(Frozen, frozen=True):
    """The pattern a task is made from."""

    key: str  # unique within the plan specification
    name: str
    kind: str = "manual"  # TaskKind value: manual, automated, milestone
    description: str = ""
    assignment_group: str | None = None  # who does a manual task, and who is asked when an automated one fails
    duration: timedelta = timedelta(0)
    executor: str = "manual"  # manual, simulator, http
    system: str | None = None  # which domain system the executor speaks to
    operation: str | None = None  # what it asks of that system
    config: dict[str, object] = {}  # what the executor needs besides, for http: url, method, answer mapping
    data: tuple[DataField, ...] = ()
    after: tuple[str, ...] = ()  # keys of tasks of the same plan specification
    after_children: bool = False  # also waits for the domain orders below
    after_specifications: tuple[SpecificationDependency, ...] = ()
    retry: RetryPolicy = RetryPolicy()
    fallout_type: str = "provisioningFailure"


class PlanSpecification(Frozen, frozen=True):
    """The tasks by which a domain order is carried out, and for which domain orders they are meant.

    The most specific match wins: a specification beats a category, a named action beats none. Two published plan
    specifications with the same condition are refused.
    """

    id: str
    version: int = 1
    state: SpecificationState = SpecificationState.DRAFT
    specification: str | None = None
    category: str | None = None
    kind: SpecificationKind | None = None
    actions: tuple[str, ...] = ()  # add, modify, delete; empty means all
    tasks: tuple[TaskSpecification, ...] = ()

    def task(self, key: str) -> TaskSpecification:
        """The task specification with that key."""
        return next(task for task in self.tasks if task.key == key)


class CatalogDocument(Frozen, frozen=True):
    """One YAML file of a catalog."""

    catalog: str  # what the file is about, for people
    description: str = ""
    specifications: tuple[Specification, ...] = ()
    plans: tuple[PlanSpecification, ...] = ()


class Catalog:
    """The published catalog as of one revision: immutable, kept in memory, read once.

    `specifications` and `plans` hold for each id the newest version published up to the revision and not retired by
    then.
    """

    def __init__(
        self, revision: int, specifications: Iterable[Specification], plans: Iterable[PlanSpecification]
    ) -> None:
        self.revision = revision
        self.specifications: Mapping[str, Specification] = {s.id: s for s in specifications}
        self.plans: Mapping[str, PlanSpecification] = {p.id: p for p in plans}

    def find_specification(self, specification_id: str) -> Specification | None:
        """The specification, or None."""
        return self.specifications.get(specification_id)

    def specification(self, specification_id: str) -> Specification:
        """The specification; raises UnknownSpecification when the catalog has none of that id."""
        found = self.specifications.get(specification_id)
        if found is None:
            raise UnknownSpecification(f"the catalog has no published specification '{specification_id}'")
        return found
