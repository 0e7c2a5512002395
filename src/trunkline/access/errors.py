"""What can go wrong with identity and rights."""

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated


class NotPermitted(Forbidden):
    """The actor lacks a permission."""

    contract = Contract("You may not do this.", "Ask an administrator for the permission that is named.")


class NotSignedIn(Unauthenticated):
    """No valid session or API key came with the request."""

    contract = Contract("You are not signed in.", "Sign in, then try again.")


class WrongCredentials(Unauthenticated):
    """User name or password is wrong, or the account is not active."""

    contract = Contract(
        "User name or password is wrong, or the account is closed.",
        "Type both again, or ask an administrator for a new password.",
        field="password",
    )


class UnknownUser(NotFound):
    """There is no such user."""

    contract = Contract("There is no such user.", "Check the user name.")


class UserNameTaken(Conflict):
    """Another account has this user name."""

    contract = Contract("Another account has this user name.", "Choose another user name.", field="userName")


class WeakPassword(Invalid):
    """The password is too short."""

    contract = Contract("The password is too short.", "Choose a longer one.", field="password")


class UserNameInvalid(Invalid):
    """A user name has characters that are not allowed, or too many."""

    contract = Contract(
        "The user name cannot be used.", "Use letters, digits, dots, dashes and underscores.", field="userName"
    )


class UnknownRole(Invalid):
    """There is no such role."""

    contract = Contract("There is no such role.", "Choose one of the roles there are.", field="roles")


class GroupNameTaken(Conflict):
    """Another assignment group has this name."""

    contract = Contract("Another group has this name.", "Choose another name.", field="name")


class GroupNameInvalid(Invalid):
    """An assignment group's name is empty or too long."""

    contract = Contract(
        "The name of the group cannot be used.", "Give it a name of at most the length that is said.", field="name"
    )


class UnknownGroup(NotFound):
    """There is no such assignment group."""

    contract = Contract("There is no such group.", "Choose one of the groups there are.")


class UnknownApiKey(NotFound):
    """There is no such API key, or it belongs to somebody else."""

    contract = Contract("There is no such API key, or it is somebody else's.", "Choose one of your own keys.")


class ApiKeyInvalid(Invalid):
    """A key is asked for that would be over at once, or would have rights that its user, or its maker, has not."""

    contract = Contract(
        "The key cannot be made as it is asked for.", "Correct what is named: its end, or its roles.", field="expiresAt"
    )


class LastAdministrator(Conflict):
    """Nobody would be left who may administer users."""

    contract = Contract(
        "Nobody would be left to administer users.",
        "Make somebody else an administrator first.",
        field="roles",
        cause_class=CauseClass.RULE,
        owner=Owner.ADMINISTRATOR,
    )


class ForeignRequest(Forbidden):
    """A page of another site tried to use the caller's session."""

    contract = Contract(
        "A page of another site tried to use your session; it was refused.",
        "Open the product itself and do it there.",
        field="Origin",
        cause_class=CauseClass.IDENTITY,
        owner=Owner.CALLER,
    )


class TooManyAttempts(Unauthenticated):
    """Somebody guesses a password; the user name is closed for a moment. `retry_after` is in seconds."""

    contract = Contract(
        "Too many wrong passwords; signing in is closed for a moment.",
        "Wait the time that is said, then try again.",
        field="password",
    )

    status, reason = 429, "Too many attempts"

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class SavedViewInvalid(Invalid):
    """A saved view's name or query cannot be kept."""

    contract = Contract(
        "The view cannot be kept as it is.", "Give it a name and a query that can be read.", field="name"
    )


class SavedViewNameTaken(Conflict):
    """The person has another view of this name for this list."""

    contract = Contract("You have another view of this name.", "Choose another name.", field="name")


class SavedViewChanged(Conflict):
    """Somebody changed the view meanwhile, perhaps oneself in another window."""

    contract = Contract("The view was changed meanwhile.", "Read it again, then repeat the change.", field="version")


class TooManySavedViews(Conflict):
    """The person has as many views of this list as are kept."""

    contract = Contract(
        "You keep as many views of this list as there is room for.",
        "Delete one that you do not need.",
        field="views",
        cause_class=CauseClass.RULE,
    )


class UnknownSavedView(NotFound):
    """There is no such view, or not for this person."""

    contract = Contract("There is no such view, or it is not yours.", "Choose one of your views.")
