"""What can go wrong, by family: the family is the HTTP status, the class name is the code, the message says what to do."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from trunkline.kit.contract import CauseClass, Contract, Message, Owner


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is wrong: where it is, what it is, and what to do about it."""

    what: str
    action: str
    item: str | None = None  # the order item, task, specification ... as the caller named it
    field: str | None = None  # path of the attribute, as on the wire


class TrunklineError(Exception):
    """The root of everything this product raises on purpose.

    `message` is for people; `problems` lists each single fault when there are several. Each class has a `contract`:
    what its code says to whoever works orders. What it says to engineers is the first sentence of the class.
    """

    status = 500
    reason = "Internal error"
    cause_class: ClassVar[CauseClass] = CauseClass.DEFECT
    owner: ClassVar[Owner] = Owner.PLATFORM_OPERATOR
    item: ClassVar[str] = "what the request names"
    field: ClassVar[str] = "none"
    contract: ClassVar[Contract] = Contract(
        "Something went wrong inside the product.", "Try again; tell the operator the reference when it stays."
    )

    def __init__(self, message: str, *, problems: list[Problem] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.problems = problems or []

    @property
    def code(self) -> str:
        """The error's name, stable for callers: the class name."""
        return type(self).__name__


class Invalid(TrunklineError):
    """What was sent cannot be accepted as it stands."""

    status, reason = 400, "Invalid request"
    cause_class, owner = CauseClass.INPUT, Owner.CALLER
    item, field = "the one each problem names", "the one each problem names"
    contract = Contract(
        "What was sent cannot be used as it stands.", "Correct what the message names and send it again."
    )


class Unauthenticated(TrunklineError):
    """Nobody known is calling."""

    status, reason = 401, "Not signed in"
    cause_class, owner = CauseClass.IDENTITY, Owner.CALLER
    item, field = "the request", "Authorization"
    contract = Contract("You are not signed in.", "Sign in, then try again.")


class Forbidden(TrunklineError):
    """The caller is known and may not do this."""

    status, reason = 403, "Not permitted"
    cause_class, owner = CauseClass.PERMISSION, Owner.ADMINISTRATOR
    item, field = "the person who asks", "permission"
    contract = Contract("You may not do this.", "Ask an administrator for the permission that the message names.")


class NotFound(TrunklineError):
    """There is no such thing, or not for this caller."""

    status, reason = 404, "Not found"
    cause_class, owner = CauseClass.REFERENCE, Owner.CALLER
    item, field = "the number or name in the address", "the last part of the address"
    contract = Contract(
        "There is no such record, or you may not see it.", "Check the number, or search for the record."
    )


class Conflict(TrunklineError):
    """The thing is not in a condition in which this can be done."""

    status, reason = 409, "Conflict"
    cause_class, owner = CauseClass.STATE, Owner.CALLER
    item, field = "the record in the address", "state"
    contract = Contract(
        "The record is not in a condition in which this can be done.",
        "Read it again; what can be done now is offered there.",
    )


class Unprocessable(TrunklineError):
    """Well formed, but a business rule refuses it."""

    status, reason = 422, "Refused by a rule"
    cause_class, owner = CauseClass.RULE, Owner.CALLER
    item, field = "the one each problem names", "the one each problem names"
    contract = Contract("A rule refuses this.", "Change what the message names, then try again.")


class Unavailable(TrunklineError):
    """Something this product needs does not answer; trying again later may help."""

    status, reason = 503, "Not available"
    cause_class, owner = CauseClass.PLATFORM, Owner.PLATFORM_OPERATOR
    item, field = "the part that does not answer", "none"
    contract = Contract(
        "Something that is needed does not answer at the moment.", "Wait a moment and try again; nothing was changed."
    )


def message_of(kind: type[TrunklineError]) -> Message:
    """Every part of what this code says (NEW-23): its own contract, and its family's where that says nothing."""
    own = kind.contract
    return Message(
        code=kind.__name__,
        status=kind.status,
        cause_class=own.cause_class or kind.cause_class,
        owner=own.owner or kind.owner,
        item=kind.item,
        field=own.field or kind.field,
        agent=own.agent,
        action=own.action,
        engineer=" ".join((kind.__doc__ or "").split()),
    )
