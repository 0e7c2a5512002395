"""What a catalog asks of orders besides domain orders: milestones, tasks of the order itself, work orders in the field."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from trunkline.catalog.model_values import Condition, Frozen
from trunkline.catalog.state import SpecificationState


class MilestoneBasis(StrEnum):
    """What the date of a milestone is reckoned from."""

    PLAN = "plan"  # the planned end of what reaches it; of the item when nothing does
    SUBMITTED = "submitted"  # when the order was submitted
    REQUESTED = "requested"  # the order's requested completion date; no date when it has none


class MilestoneDue(Frozen, frozen=True):
    """When a milestone is due: `offset` after its basis, before it when negative."""

    basis: MilestoneBasis = MilestoneBasis.PLAN
    offset: timedelta = timedelta(0)


class ReachedBy(Frozen, frozen=True):
    """What reaches a milestone by itself.

    `task`: the last task with this key in the tree of the item is completed or skipped, where `specification` is given
    only those of its domain orders. `specification` alone: the last domain order of it is completed. `order_state`: the
    order comes into this state. Nothing of these: a person says so.
    """

    task: str | None = None
    specification: str | None = None
    order_state: str | None = None


class MilestoneSpecification(Frozen, frozen=True):
    """A point on an item's way that customers are told of."""

    key: str
    name: str
    description: str = ""
    reached_by: ReachedBy = ReachedBy()
    due: MilestoneDue = MilestoneDue()


class MilestonePolicy(Frozen, frozen=True):
    """Which milestones an item of a specification or category has, with these actions, when the condition holds."""

    id: str
    version: int = 1
    state: SpecificationState = SpecificationState.DRAFT
    name: str = ""
    specification: str | None = None  # None: every specification
    category: str | None = None
    actions: tuple[str, ...] = ()  # of the item; none: any
    when: Condition | None = None
    milestones: tuple[MilestoneSpecification, ...] = ()


class OrderStage(StrEnum):
    """When tasks of the order itself are made."""

    SUBMITTED = "submitted"  # before approval
    POST_APPROVAL = "postApproval"  # when the order is approved
    POST_FULFILLMENT = "postFulfillment"  # when everything that was ordered has been carried out


class OrderTaskFor(StrEnum):
    """What a task of the order itself is made for."""

    ORDER = "order"  # once for the order
    ITEM = "item"  # once for each top-level item that the policy matches


class OrderTaskSpecification(Frozen, frozen=True):
    """Something a person does for the order itself, outside the plan of what is made."""

    key: str
    name: str
    description: str = ""
    assignment_group: str | None = None
    duration: timedelta = timedelta(days=1)  # until it is due, from when it can be begun
    after: tuple[str, ...] = ()  # keys of tasks of the same policy


class OrderTaskPolicy(Frozen, frozen=True):
    """Which tasks an order, or each of its top-level items, gets at a stage, when the condition holds.

    For the order the condition is over `order` and `items`, for an item over the item's values (see `scope.Scope`).
    With `gates_approval` the order cannot be approved while one of them is open.
    """

    id: str
    version: int = 1
    state: SpecificationState = SpecificationState.DRAFT
    name: str = ""
    stage: OrderStage = OrderStage.SUBMITTED
    made_for: OrderTaskFor = OrderTaskFor.ORDER
    specification: str | None = None  # of the item; for the order: of one of its items
    category: str | None = None
    actions: tuple[str, ...] = ()
    when: Condition | None = None
    gates_approval: bool = False
    tasks: tuple[OrderTaskSpecification, ...] = ()


class WorkOrderPolicy(Frozen, frozen=True):
    """For which tasks, or domain orders as a whole, somebody must be sent out.

    With `task` the work order is made when a task with this key could be begun, and the task waits for its end; else
    when a domain order begins. `config` is for the executor: with tmf697 the address of the other system.
    """

    id: str
    version: int = 1
    state: SpecificationState = SpecificationState.DRAFT
    name: str = ""
    specification: str | None = None  # of the domain order
    category: str | None = None
    actions: tuple[str, ...] = ()
    task: str | None = None
    work_type: str = "installation"  # what the field service calls the job
    system: str = "field-service"  # the domain system that is asked
    executor: str = "tmf697"
    config: dict[str, object] = {}
    assignment_group: str | None = None  # who is asked when it fails; else that of the task
    duration: timedelta = timedelta(hours=2)  # from the order to the report of the field service


OrderPolicy = MilestonePolicy | OrderTaskPolicy | WorkOrderPolicy
