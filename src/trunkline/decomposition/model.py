"""What decomposition answers: domain orders to be made, each with its reason, and targets not made, each with its."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from trunkline.catalog.model import Characteristic


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


class SkippedTarget(msgspec.Struct, frozen=True, kw_only=True):
    """A specification that could have become a domain order and did not."""

    item_n: int
    parent_n: int | None  # domain order under which it would have stood
    specification_id: str
    reason: Reason


class Decomposition(msgspec.Struct, frozen=True, kw_only=True):
    """The whole answer for one service order."""

    domain_orders: tuple[DomainOrderDraft, ...]
    skipped: tuple[SkippedTarget, ...]
