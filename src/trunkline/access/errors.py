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


class UserNameInvalid(Invalid):
    """A user name has characters that are not allowed, or too many."""


class UnknownRole(Invalid):
    """There is no such role."""


class GroupNameTaken(Conflict):
    """Another assignment group has this name."""


class GroupNameInvalid(Invalid):
    """An assignment group's name is empty or too long."""


class UnknownGroup(NotFound):
    """There is no such assignment group."""


class UnknownApiKey(NotFound):
    """There is no such API key, or it belongs to somebody else."""


class LastAdministrator(Conflict):
    """Nobody would be left who may administer users."""


class ForeignRequest(Forbidden):
    """A page of another site tried to use the caller's session."""


class TooManyAttempts(Unauthenticated):
    """Somebody guesses a password; the user name is closed for a moment. `retry_after` is in seconds."""

    status, reason = 429, "Too many attempts"

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class SavedViewInvalid(Invalid):
    """A saved view's name or query cannot be kept."""


class SavedViewNameTaken(Conflict):
    """The person has another view of this name for this list."""


class SavedViewChanged(Conflict):
    """Somebody changed the view meanwhile, perhaps oneself in another window."""


class TooManySavedViews(Conflict):
    """The person has as many views of this list as are kept."""


class UnknownSavedView(NotFound):
    """There is no such view, or not for this person."""
