"""What can go wrong, by family: the family is the HTTP status, the class name is the code, the message says what to do."""

from __future__ import annotations

import msgspec


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is wrong: where it is, what it is, and what to do about it."""

    what: str
    action: str
    item: str | None = None  # the order item, task, specification ... as the caller named it
    field: str | None = None  # path of the attribute, as on the wire


class TrunklineError(Exception):
    """The root of everything this product raises on purpose.

    `message` is for people; `problems` lists each single fault when there are several.
    """

    status = 500
    reason = "Internal error"

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


class Unauthenticated(TrunklineError):
    """Nobody known is calling."""

    status, reason = 401, "Not signed in"


class Forbidden(TrunklineError):
    """The caller is known and may not do this."""

    status, reason = 403, "Not permitted"


class NotFound(TrunklineError):
    """There is no such thing, or not for this caller."""

    status, reason = 404, "Not found"


class Conflict(TrunklineError):
    """The thing is not in a condition in which this can be done."""

    status, reason = 409, "Conflict"


class Unprocessable(TrunklineError):
    """Well formed, but a business rule refuses it."""

    status, reason = 422, "Refused by a rule"


class Unavailable(TrunklineError):
    """Something this product needs does not answer; trying again later may help."""

    status, reason = 503, "Not available"
