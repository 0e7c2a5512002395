"""What can go wrong with identity and rights."""

from trunkline.kit.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated


class NotPermitted(Forbidden):
    """The actor lacks a permission."""


class NotSignedIn(Unauthenticated):
    """No valid session or API key came with the request."""


class WrongCredentials(Unauthenticated):
    """User name or password is wrong, or the account is not active."""


class UnknownUser(NotFound):
    """There is no such user."""


class UserNameTaken(Conflict):
    """Another account has this user name."""


class WeakPassword(Invalid):
    """The password is too short."""
