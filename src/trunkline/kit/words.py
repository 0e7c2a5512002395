"""The words of a search."""

from __future__ import annotations

MOST_WORDS = 8


def read_words(text: str) -> tuple[str, ...]:
    """The words of a search, at most eight; what has neither letter nor digit is left out."""
    words = [word for word in text.replace("\0", " ").split() if any(map(str.isalnum, word))]
    return tuple(dict.fromkeys(words[:MOST_WORDS]))
