"""A plan as columns: repeated values once, numbers as differences, so that ten thousand tasks fit in a small answer."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

import msgspec


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """A column of repeated values: `words` holds each once, `at` says for every row which."""

    words: list[Any]
    at: list[int]


def words(values: Iterable[Hashable]) -> Words:
    """Each value once, in the order of their first appearance; and for every row its place among them."""
    places: dict[Hashable, int] = {}
    at = [places.setdefault(value, len(places)) for value in values]
    return Words(words=list(places), at=at)


def differences(numbers: Iterable[int]) -> list[int]:
    """The first number, then how much each is more than the one before."""
    last = 0
    found = []
    for number in numbers:
        found.append(number - last)
        last = number
    return found
