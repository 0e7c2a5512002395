"""What every message of failure says besides its text: who is told what, what kind of cause, whose it is, what to do."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class CauseClass(StrEnum):
    """What kind of thing is wrong: the first question of whoever looks."""

    INPUT = "input"  # what was asked or typed
    IDENTITY = "identity"  # who asks is not known
    PERMISSION = "permission"  # who asks may not
    REFERENCE = "reference"  # what is named is not there
    STATE = "state"  # the record moved on, or is not that far yet
    RULE = "rule"  # a rule of the business or the catalog says no, or cannot be evaluated
    CONFIGURATION = "configuration"  # the catalog, a setting or a credential is wrong
    FAR_SYSTEM = "farSystem"  # a domain system said no, or something that cannot be used
    CONNECTION = "connection"  # nobody answered
    OUTCOME_UNKNOWN = "outcomeUnknown"  # it was asked, and what became of it is not known
    QUALITY = "quality"  # the work was done and found wanting
    PERSON = "person"  # a person said so
    PLATFORM = "platform"  # what this product runs on
    DEFECT = "defect"  # a mistake in software


class Owner(StrEnum):
    """Whose it is to act: a role of the product, or a rule that names somebody."""

    CALLER = "caller"  # rule: whoever asked
    FALLOUT_GROUP = "falloutGroup"  # rule: the group that the routing rules name, else that of the task
    DOMAIN_SYSTEM_OWNER = "domainSystemOwner"  # rule: who runs the system that was asked
    PLATFORM_OPERATOR = "platformOperator"  # rule: who runs this installation
    SERVICE_ORDER_AGENT = "serviceOrderAgent"
    SERVICE_ORDER_MANAGER = "serviceOrderManager"
    FULFILLMENT_MANAGER = "fulfillmentManager"
    FALLOUT_MANAGER = "falloutManager"
    CATALOG_DESIGNER = "catalogDesigner"
    ADMINISTRATOR = "administrator"


class Contract(msgspec.Struct, frozen=True):
    """What one code says. `agent` is for who works orders: no word of programs; `action` is the next thing to do.

    `field` is the path of the attribute when it is the same each time; a problem of the error names it otherwise. What
    is None is as in the family of the error.
    """

    agent: str
    action: str
    field: str | None = None
    cause_class: CauseClass | None = None
    owner: Owner | None = None


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A code with every part of its contract."""

    code: str
    status: int | None  # of HTTP; None for the cause of a fallout
    cause_class: CauseClass
    owner: Owner
    item: str  # how the thing is named that is wrong
    field: str  # how the attribute is named
    agent: str
    action: str
    engineer: str
