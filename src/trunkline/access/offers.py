"""What somebody may do with a record now, and of all else why not: both from the same table."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from trunkline.access.model import Actor, Permission


class Forbidden(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A verb that the server would refuse, and why.

    `because`: `right`, the caller lacks the `rights` (one of them would do); `state`, the record would have to be in one
    of `states`; otherwise a word of the record's own such as `automated`.
    """

    verb: str
    because: str
    rights: tuple[Permission, ...] = ()
    states: tuple[str, ...] = ()


class Needs(msgspec.Struct, frozen=True):
    """A condition of a verb, and what stands against it when it does not hold."""

    holds: bool
    because: str = "state"
    states: tuple[str, ...] = ()


class Offers:
    """Collects verbs in the order in which they are shown."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self.verbs: list[str] = []
        self.forbidden: list[Forbidden] = []

    def offer(self, verb: str, rights: Permission | Iterable[Permission], *needs: Needs) -> None:
        """The verb needs one of these rights and all of these conditions; the first that fails is the reason said.

        A state from which the verb leads nowhere is said before a right that is missing: with the right it would not
        be possible either.
        """
        wanted = (rights,) if isinstance(rights, Permission) else tuple(rights)
        failed = next((need for need in needs if not need.holds), None)
        if failed is not None:
            self.forbidden.append(Forbidden(verb=verb, because=failed.because, states=failed.states))
        elif not any(self._actor.may(right) for right in wanted):
            self.forbidden.append(Forbidden(verb=verb, because="right", rights=wanted))
        else:
            self.verbs.append(verb)


def in_state(state: str, possible: Iterable[str]) -> Needs:
    """The record has to be in one of these states."""
    wanted = tuple(dict.fromkeys(possible))
    return Needs(state in wanted, states=tuple(str(each) for each in wanted))
