"""What can be ordered, what it is made of, under which rules, and by which tasks it is carried out.

The structs below are at once the model, the shape of the YAML catalogs and the shape of the stored bodies. The words of
values and of plans have files of their own and are read from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from trunkline.catalog.errors import UnknownSpecification
from trunkline.catalog.model_plans import Alternative as Alternative
from trunkline.catalog.model_plans import DataField as DataField
from trunkline.catalog.model_plans import DependencyScope as DependencyScope
from trunkline.catalog.model_plans import DependencyType as DependencyType
from trunkline.catalog.model_plans import ErrorClass as ErrorClass
from trunkline.catalog.model_plans import PlanSpecification as PlanSpecification
from trunkline.catalog.model_plans import PointOfNoReturn as PointOfNoReturn
from trunkline.catalog.model_plans import RepairSpecification as RepairSpecification
from trunkline.catalog.model_plans import RetryPolicy as RetryPolicy
from trunkline.catalog.model_plans import RetryRule as RetryRule
from trunkline.catalog.model_plans import SpecificationDependency as SpecificationDependency
from trunkline.catalog.model_plans import SpecificationKind as SpecificationKind
from trunkline.catalog.model_plans import TaskLag as TaskLag
from trunkline.catalog.model_plans import TaskSpecification as TaskSpecification
from trunkline.catalog.model_plans import TaskTest as TaskTest
from trunkline.catalog.model_plans import UndoSpecification as UndoSpecification
from trunkline.catalog.model_plans import WaitFor as WaitFor
from trunkline.catalog.model_plans import WaitTimeout as WaitTimeout
from trunkline.catalog.model_plans import retry_faults as retry_faults
from trunkline.catalog.model_policies import MilestoneBasis as MilestoneBasis
from trunkline.catalog.model_policies import MilestoneDue as MilestoneDue
from trunkline.catalog.model_policies import MilestonePolicy as MilestonePolicy
from trunkline.catalog.model_policies import MilestoneSpecification as MilestoneSpecification
from trunkline.catalog.model_policies import OrderStage as OrderStage
from trunkline.catalog.model_policies import OrderTaskFor as OrderTaskFor
from trunkline.catalog.model_policies import OrderTaskPolicy as OrderTaskPolicy
from trunkline.catalog.model_policies import OrderTaskSpecification as OrderTaskSpecification
from trunkline.catalog.model_policies import ReachedBy as ReachedBy
from trunkline.catalog.model_policies import WorkOrderPolicy as WorkOrderPolicy
from trunkline.catalog.model_values import Characteristic as Characteristic
from trunkline.catalog.model_values import CharacteristicOption as CharacteristicOption
from trunkline.catalog.model_values import CharacteristicSpecification as CharacteristicSpecification
from trunkline.catalog.model_values import Condition as Condition
from trunkline.catalog.model_values import Frozen as Frozen
from trunkline.catalog.model_values import ValueType as ValueType
from trunkline.catalog.state import SpecificationState
from trunkline.catalog.visits import with_visits


class RelationshipType(StrEnum):
    """How a specification needs another. Which kinds each may join is in `relationships.py`."""

    BUNDLES = "bundles"  # a package and what it is made of, same kind
    REALIZED_AS = "realizedAs"  # a service and the service that makes it real
    REQUIRES = "requires"  # a service and the resource, or the service, it cannot do without
    COMPOSED_OF = "composedOf"  # a part that gets no domain order of its own


class DecompositionRule(Frozen, frozen=True):
    """When a relationship applies. Evaluated for add and modify, never for delete."""

    name: str
    when: Condition


class Quantity(Frozen, frozen=True):
    """How many targets a relationship makes, in bounds: the value of `characteristic` of the source, or the result of
    `expression`, or one for each element of the array `each_of`, else `default`.

    With `each_of` an element goes into the target's characteristic `element`, and the members of an element that is an
    object go where mappings with the source `<each_of>.<member>` say.
    """

    minimum: int = 0
    default: int = 1
    maximum: int = 1
    characteristic: str | None = None
    expression: str | None = None  # CEL over `scope.Scope`, gives a whole number
    each_of: str | None = None  # name of an array characteristic of the source
    element: str | None = None  # name of the target's characteristic that gets the element


class MappingDirection(StrEnum):
    """Which way a value travels along a relationship."""

    DOWN = "parentToChild"
    UP = "childToParent"
    SIBLING = "siblingToSibling"  # from another target of the same source to this relationship's target


class CharacteristicMapping(Frozen, frozen=True):
    """How a characteristic of one end of a relationship gets its value from the other.

    Exactly one source: `source` (a characteristic name, or a dotted path into an object or array, optionally translated
    by `values`, with `otherwise` for a value that the list lacks), `constant`, `expression` (CEL over the source end's
    values) or `table` (a decision table; `output` names the field of its answer).
    """

    target: str
    source: str | None = None
    constant: object = None
    values: dict[str, object] | None = None
    otherwise: object = None
    direction: MappingDirection = MappingDirection.DOWN
    when: Condition | None = None
    expression: str | None = None
    table: str | None = None
    output: str | None = None  # of the table; the mapping's target when not given
    sibling: str | None = None  # with direction siblingToSibling: specification id of the end that gives


class SharedScope(StrEnum):
    """Within what several sources use one and the same target (N:1)."""

    ITEM = "item"  # one for all sources in the tree of a top-level item
    ORDER = "order"  # one for all items of the service order
    CUSTOMER = "customer"  # also one that the customer's inventory has already


class Sharing(Frozen, frozen=True):
    """That a target is shared, within what, and which of its characteristics must be alike for it."""

    scope: SharedScope
    alike: tuple[str, ...] = ()  # characteristic names of the target; all of these equal, or it is another target
    same_place: bool = False


class MissingValue(StrEnum):
    """What happens to a branch whose rule or quantity needs a value that nobody gave."""

    WAIT = "wait"  # the branch waits, and is made once when the value comes (staggered decomposition)
    REPORT = "report"  # the order cannot be approved until the value is given
    SKIP = "skip"  # no value means no


class SpecificationRelationship(Frozen, frozen=True):
    """A specification's need for another one."""

    type: RelationshipType
    target: str  # specification id
    mandatory: bool = True  # otherwise only when its rule holds or the order asks for it
    order: int = 0  # the smaller, the earlier
    quantity: Quantity = Quantity()
    rule: DecompositionRule | None = None
    mappings: tuple[CharacteristicMapping, ...] = ()
    sharing: Sharing | None = None
    missing: MissingValue = MissingValue.WAIT
    extra: dict[str, object] = {}  # TMF attributes that the model does not use


class CompatibilityType(StrEnum):
    """What a compatibility rule demands."""

    REQUIRES = "requires"  # with the specification there is also a target
    EXCLUDES = "excludes"  # with the specification there is no target
    QUANTITY = "quantity"  # for each of the specification there are minimum to maximum targets


class CompatibilityRule(Frozen, frozen=True):
    """What else must, or must not, be ordered or in the customer's inventory together with a specification.

    It makes no domain order: it is a check of review. `blocking` rules keep an order from being approved; the others
    warn.
    """

    name: str
    type: CompatibilityType
    target: str  # specification id
    same_place: bool = False  # only targets at the same place count
    minimum: int = 1
    maximum: int | None = None
    when: Condition | None = None
    blocking: bool = True
    text: str = ""  # what people are told, besides the generated sentence


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
    serviceable: Condition | None = None  # where it can be delivered, over `place.…`; None: everywhere
    transient: bool = False  # done once and gone: its inventory ends terminated
    characteristics: tuple[CharacteristicSpecification, ...] = ()
    relationships: tuple[SpecificationRelationship, ...] = ()
    compatibility: tuple[CompatibilityRule, ...] = ()
    risk: int = 0  # 0 to 100: what four-eyes approval counts, the highest of an order's items
    extra: dict[str, object] = {}  # TMF633/634 attributes that the model does not use, kept for the round trip

    def characteristic(self, name: str) -> CharacteristicSpecification | None:
        """The characteristic specification of that name, or None."""
        return next((c for c in self.characteristics if c.name == name), None)

    def holder(self, path: str) -> str:
        """The name of the characteristic that a path leads into: `Sites` of `Sites.City`. Names may hold dots."""
        name = path
        while name and self.characteristic(name) is None:
            name = name.rpartition(".")[0]
        return name or path.partition(".")[0]


class DecisionTable(Frozen, frozen=True):
    """A GoRules JDM graph: decision tables that telecom people edit, by the name rules and mappings call them."""

    id: str
    version: int = 1
    state: SpecificationState = SpecificationState.DRAFT
    description: str = ""
    content: dict[str, object] = {}  # JDM: nodes and edges


class ApprovalPolicy(Frozen, frozen=True):
    """How many people must approve an order for which the condition holds; none means that the system does.

    The condition is a CEL expression or table over `order` and the list `items` (see `scope.Scope`). Of several
    that hold the one with the most approvals counts; an order for which none holds needs one.
    """

    id: str
    version: int = 1
    state: SpecificationState = SpecificationState.DRAFT
    name: str = ""
    when: Condition = Condition()
    approvals: int = 1  # 0 automatic, 1 one person, 2 four eyes


class EnrichmentTask(Frozen, frozen=True):
    """One thing to be found out before an order can be approved."""

    key: str
    name: str
    description: str = ""
    assignment_group: str | None = None
    data: tuple[DataField, ...] = ()  # characteristics of the item's specification
    after: tuple[str, ...] = ()


class EnrichmentPolicy(Frozen, frozen=True):
    """What must be found out about an item of a specification, before approval, when the condition holds."""

    id: str
    version: int = 1
    state: SpecificationState = SpecificationState.DRAFT
    name: str = ""
    specification: str | None = None  # None: every specification
    category: str | None = None
    when: Condition | None = None
    tasks: tuple[EnrichmentTask, ...] = ()


class CatalogDocument(Frozen, frozen=True):
    """One YAML file of a catalog."""

    catalog: str  # what the file is about, for people
    description: str = ""
    specifications: tuple[Specification, ...] = ()
    plans: tuple[PlanSpecification, ...] = ()
    tables: tuple[DecisionTable, ...] = ()
    approval_policies: tuple[ApprovalPolicy, ...] = ()
    enrichment_policies: tuple[EnrichmentPolicy, ...] = ()
    milestone_policies: tuple[MilestonePolicy, ...] = ()
    order_task_policies: tuple[OrderTaskPolicy, ...] = ()
    work_order_policies: tuple[WorkOrderPolicy, ...] = ()


class Catalog:
    """The published catalog as of one revision: immutable, kept in memory, read once.

    `specifications` and `plans` hold for each id the newest version published up to the revision and not retired by
    then. `plans` carry out domain orders: the `written_plans` with the tasks that policies add.
    """

    def __init__(
        self,
        revision: int,
        specifications: Iterable[Specification],
        plans: Iterable[PlanSpecification],
        *,
        tables: Iterable[DecisionTable] = (),
        approval_policies: Iterable[ApprovalPolicy] = (),
        enrichment_policies: Iterable[EnrichmentPolicy] = (),
        milestone_policies: Iterable[MilestonePolicy] = (),
        order_task_policies: Iterable[OrderTaskPolicy] = (),
        work_order_policies: Iterable[WorkOrderPolicy] = (),
    ) -> None:
        self.revision = revision
        self.tables: Mapping[str, DecisionTable] = {t.id: t for t in tables}
        self.approval_policies: Mapping[str, ApprovalPolicy] = {p.id: p for p in approval_policies}
        self.enrichment_policies: Mapping[str, EnrichmentPolicy] = {p.id: p for p in enrichment_policies}
        self.milestone_policies: Mapping[str, MilestonePolicy] = {p.id: p for p in milestone_policies}
        self.order_task_policies: Mapping[str, OrderTaskPolicy] = {p.id: p for p in order_task_policies}
        self.work_order_policies: Mapping[str, WorkOrderPolicy] = {p.id: p for p in work_order_policies}
        self.specifications: Mapping[str, Specification] = {s.id: s for s in specifications}
        self.written_plans: Mapping[str, PlanSpecification] = {p.id: p for p in plans}
        visits = self.work_order_policies.values()
        self.plans: Mapping[str, PlanSpecification] = {
            plan_id: with_visits(plan, visits, self.specifications) if visits else plan
            for plan_id, plan in self.written_plans.items()
        }

    def find_specification(self, specification_id: str) -> Specification | None:
        """The specification, or None."""
        return self.specifications.get(specification_id)

    def specification(self, specification_id: str) -> Specification:
        """The specification; raises UnknownSpecification when the catalog has none of that id."""
        found = self.specifications.get(specification_id)
        if found is None:
            raise UnknownSpecification(f"the catalog has no published specification '{specification_id}'")
        return found
