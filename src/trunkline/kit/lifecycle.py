"""A lifecycle is a table: a verb on every arrow, and only the table says where a verb leads."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Generic, TypeVar

from trunkline.kit.contract import Contract
from trunkline.kit.errors import Conflict

S = TypeVar("S", bound=StrEnum)


class MoveRefused(Conflict):
    """The record is in a state from which the verb leads nowhere."""

    contract = Contract(
        "In the state that this is in, that cannot be done.", "Choose one of the actions that are offered."
    )


class Lifecycle(Generic[S]):
    """The moves of one kind of record.

    `moves` lists `(verb, from, to)`. A verb may leave several states, but from one state it leads to exactly one.
    """

    def __init__(self, states: type[S], start: S | Iterable[S], moves: Iterable[tuple[str, S, S]]) -> None:
        self.states = states
        self.starts: frozenset[S] = frozenset([start] if isinstance(start, StrEnum) else start)
        self.moves: tuple[tuple[str, S, S], ...] = tuple(moves)
        self._after: dict[tuple[str, S], S] = {}
        for verb, before, after in self.moves:
            if self._after.setdefault((verb, before), after) is not after:
                raise ValueError(f"{states.__name__}: '{verb}' leads from {before} to two states")

    def after(self, verb: str, state: S) -> S:
        """The state to which `verb` leads from `state`.

        Raises MoveRefused, naming the verbs that are possible, when the verb leads nowhere.
        """
        try:
            return self._after[verb, state]
        except KeyError:
            possible = ", ".join(self.verbs(state)) or "nothing: this state is final"
            raise MoveRefused(f"cannot {verb} from state {state}; possible here: {possible}") from None

    def allows(self, verb: str, state: S) -> bool:
        """Whether `verb` leads anywhere from `state`."""
        return (verb, state) in self._after

    def verbs(self, state: S) -> list[str]:
        """The verbs that lead somewhere from `state`, in table order."""
        return [verb for verb, before, _ in self.moves if before is state]

    def sources(self, verb: str) -> list[S]:
        """The states from which `verb` leads somewhere, in table order."""
        return [before for v, before, _ in self.moves if v == verb]

    @property
    def finals(self) -> frozenset[S]:
        """The states that no verb leaves."""
        return frozenset(self.states) - {before for _, before, _ in self.moves}

    def reachable(self) -> frozenset[S]:
        """Every state that can be reached from a start."""
        seen, frontier = set(self.starts), set(self.starts)
        while frontier:
            frontier = {after for _, before, after in self.moves if before in frontier} - seen
            seen |= frontier
        return frozenset(seen)
