"""What decomposition answers: domain orders to be made, each with its reason, and targets not made, each with its."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from trunkline.catalog.model import Characteristic
from trunkline.inventory.model import InventoryTree


class ReasonCode(StrEnum):
    """Why a domain order is made, or why a target is not."""

    ITEM = "item"  # it is what the item orders
    MANDATORY = "mandatory"  # the relationship always holds
    CHOSEN = "chosen"  # optional, and the order asks for it
    RULE_FIRED = "ruleFired"  # the decomposition rule holds
    RULE_NOT_FIRED = "ruleNotFired"  # the decomposition rule does not hold
    VALUE_MISSING = "valueMissing"  # the rule needs a value that nobody gave
    NOT_CHOSEN = "notChosen"  # optional, and nothing asks for it
    QUANTITY_ZERO = "quantityZero"  # the quantity comes out as none
    COMPOSED_OF = "composedOf"  # part of the parent without an order of its own
    ORDERED_AS_ITEM = "orderedAsItem"  # a nested item of the order covers it
    IN_INVENTORY = "inInventory"  # it exists and is ceased with its parent
    CHANGED = "changed"  # it exists and its values change
    NO_LONGER_WANTED = "noLongerWanted"  # it exists and after the change nothing asks for it
    UNCHANGED = "unchanged"  # it exists and stays as it is
    NO_CHANGE_ITEM = "noChangeItem"  # the item is there for context only
    SHARED = "shared"  # another one, in the order or in inventory, serves for it too
    QUALIFY_ONLY = "qualifyOnly"  # the order only asks whether it could be done: no resources
    MOVED = "moved"  # provided at the new place, ceased at the old one
    SWITCHED = "switched"  # suspended or resumed with what it belongs to


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Which rule and which value decided."""

    code: ReasonCode
    text: str  # for people, complete
    relationship: str | None = None  # 'source -> target (type)'
    rule: str | None = None  # name of the decomposition rule
    characteristic: str | None = None
    value: object = None


class DomainOrderDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A domain order as decomposition wants it. `n` counts from 1 through the whole order; `parent_n` refers to it."""

    n: int
    parent_n: int | None
    item_n: int
    kind: str  # DomainOrderKind value: cfs, rfs, resource
    action: str  # add, modify, delete
    name: str
    specification_id: str
    specification_version: int
    characteristics: dict[str, Characteristic]
    reason: Reason
    inventory_item_id: int | None = None  # what a modify or delete is about
    parent_inventory_item_id: int | None = None  # what an add stands under, when that gets no domain order
    place: object = None
    composed_of: tuple[str, ...] = ()  # ids of specifications that are part of it
    also_for: tuple[int, ...] = ()  # other domain orders that use this shared one, besides its parent
    moved_from_id: int | None = None  # inventory item at the old place that this one takes the place of
    served_by: tuple[int, ...] = ()  # shared inventory items of the customer that it uses instead of new ones


class SharedUse(msgspec.Struct, frozen=True, kw_only=True):
    """Something shared in inventory and who uses it: it is ceased with the last of them."""

    tree: InventoryTree
    users: frozenset[int]  # inventory ids of what lives and uses it, the one above it included


class SkippedTarget(msgspec.Struct, frozen=True, kw_only=True):
    """A specification that could have become a domain order and did not."""

    item_n: int
    parent_n: int | None  # domain order under which it would have stood
    specification_id: str
    reason: Reason


class WaitingBranch(msgspec.Struct, frozen=True, kw_only=True):
    """A relationship that lacks a value. When one of `characteristics` of its domain order is set, it is decided anew."""

    item_n: int
    domain_order_n: int
    relationship: str  # key of the relationship within the specification of the domain order
    specification_id: str  # of the target
    characteristics: tuple[str, ...]
    mandatory: bool
    reason: Reason


class Attention(msgspec.Struct, frozen=True, kw_only=True):
    """A choice that a person should make: which of several parts a change ceases.

    The order answers it with delete items for the chosen ones; without these, the newest are ceased.
    """

    item_n: int
    specification_id: str
    relationship: str
    cease: int  # how many
    candidates: tuple[int, ...]  # inventory item ids
    text: str


class TraceEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was considered: a relationship with its rule and quantity, or a mapping."""

    item_n: int
    domain_order_n: int | None  # the one whose relationship or mapping it is; None when it gets none
    specification_id: str  # of that one
    what: str  # relationship, mapping
    name: str  # 'source -> target (type)', or where the value comes from and goes to
    rule: str | None
    outcome: str  # fired, notFired, missing, overridden (a value was there already)
    count: int  # targets made, or values carried
    text: str  # the term that decided
    characteristic: str | None = None
    value: object = None


class Decomposition(msgspec.Struct, frozen=True, kw_only=True):
    """The whole answer for one service order. `trace` is empty unless it was asked for."""

    domain_orders: tuple[DomainOrderDraft, ...]
    skipped: tuple[SkippedTarget, ...]
    waiting: tuple[WaitingBranch, ...] = ()
    attention: tuple[Attention, ...] = ()
    trace: tuple[TraceEntry, ...] = ()
