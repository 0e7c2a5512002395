"""What people type into a query, read as words, brackets and `or`: `state:held (customer:acme or -site:berlin)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from trunkline.kit.errors import Problem
from trunkline.kit.tmf import QueryInvalid

LONGEST: Final = 500  # characters
MOST_WORDS: Final = 30
DEEPEST: Final = 5  # brackets in brackets
NONE: Final = "none"  # the word for "has no value"
_WORD = re.compile(r'(?:[^\s"]|"[^"]*"?)+')
_TERM = re.compile(r"(?P<field>[A-Za-z][A-Za-z.]*)(?P<sign>:|!=|<=|>=|=|<|>)(?P<value>.*)", re.DOTALL)
_COMMAS = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*$)')
_QUOTED = re.compile(r'"[^"]*"')


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One word of a query: `-site:berlin` is field `site`, sign `:`, one value, negated. Without a field it is a word
    that is looked for anywhere. `at` counts characters from 0, `n` counts words from 1."""

    n: int
    at: int
    text: str
    field: str | None
    sign: str
    values: tuple[str, ...]
    negated: bool


class Both(msgspec.Struct, frozen=True):
    """All of these hold."""

    parts: tuple[Node, ...]


class Either(msgspec.Struct, frozen=True):
    """One of these holds, at least."""

    parts: tuple[Node, ...]


class Not(msgspec.Struct, frozen=True):
    """This does not hold."""

    part: Node


Node = Term | Both | Either | Not


class _Token(msgspec.Struct, frozen=True, kw_only=True):
    """A bracket (`(`, `-(`, `)`), an `or`, or a term."""

    kind: str
    n: int
    at: int
    text: str


def refuse(term: Term | _Token, what: str, action: str) -> QueryInvalid:
    """The error about one word, with its place."""
    shown = term.text if len(term.text) <= 60 else term.text[:57] + "..."
    where = f"word {term.n} '{shown}' (character {term.at + 1}): {what}"
    return QueryInvalid(f"{where}; {action}", problems=[Problem(field="q", item=term.text, what=where, action=action)])


def _tokens(text: str) -> Iterator[_Token]:
    """Brackets count at the beginning of a word, and at its end as far as any are open; inside they are letters."""
    depth = 0
    for n, found in enumerate(_WORD.finditer(text), start=1):
        word, at = found.group(), found.start()
        while word.startswith(("(", "-(")):
            sign = "(" if word[0] == "(" else "-("
            yield _Token(kind=sign, n=n, at=at, text=found.group())
            word, at, depth = word[len(sign) :], at + len(sign), depth + 1
        closing = 0
        plain = _QUOTED.sub("", word)
        while depth > closing and word.endswith(")") and plain.count(")") - closing > plain.count("("):
            word, closing = word[:-1], closing + 1
        if word:
            yield _Token(kind="or" if word.lower() == "or" else "term", n=n, at=at, text=word)
        for each in range(closing):
            yield _Token(kind=")", n=n, at=at + len(word) + each, text=found.group())
        depth -= closing


def _term(token: _Token) -> Term:
    negated = token.text.startswith("-") and len(token.text) > 1
    body = token.text[1:] if negated else token.text
    parts = _TERM.fullmatch(body)
    term = Term(
        n=token.n,
        at=token.at,
        text=token.text,
        field=parts["field"] if parts else None,
        sign=parts["sign"] if parts else ":",
        values=tuple(value.replace('"', "") for value in _COMMAS.split(parts["value"] if parts else body)),
        negated=negated,
    )
    if token.text.count('"') % 2:
        raise refuse(term, "a quotation mark is not closed", 'put a " behind the value')
    if "" in term.values:
        raise refuse(term, "a value is missing", f"write one, or '{term.field or 'field'}:{NONE}' for what has none")
    return term


class _Reader:
    """Reads tokens from the left; `or` binds weaker than standing side by side."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.next = 0
        self.terms = 0

    def _peek(self) -> _Token | None:
        return self.tokens[self.next] if self.next < len(self.tokens) else None

    def either(self, depth: int) -> Node:
        """Alternatives up to a closing bracket or the end."""
        parts = [self.both(depth)]
        while (token := self._peek()) is not None and token.kind == "or":
            self.next += 1
            if not parts[-1].parts:
                raise refuse(token, "nothing stands before 'or'", 'write a word there, or "or" in quotation marks')
            parts.append(self.both(depth))
            if not parts[-1].parts:
                raise refuse(token, "nothing stands behind 'or'", 'write a word there, or "or" in quotation marks')
        return parts[0] if len(parts) == 1 else Either(tuple(_simple(part) for part in parts))

    def both(self, depth: int) -> Both:
        """What stands side by side."""
        parts: list[Node] = []
        while (token := self._peek()) is not None and token.kind not in ("or", ")"):
            self.next += 1
            parts.append(self._term(token) if token.kind == "term" else self._group(token, depth + 1))
        return Both(tuple(parts))

    def _term(self, token: _Token) -> Term:
        term = _term(token)
        self.terms += 1
        if self.terms > MOST_WORDS:
            raise refuse(term, "that is one word too many", f"use at most {MOST_WORDS}")
        return term

    def _group(self, opened: _Token, depth: int) -> Node:
        if depth > DEEPEST:
            raise refuse(opened, "brackets are in too many brackets", f"use at most {DEEPEST} in each other")
        inner = self.either(depth)
        if self._peek() is None:
            raise refuse(opened, "a bracket is not closed", "put a ) behind the last word of it")
        self.next += 1
        if isinstance(inner, Both) and not inner.parts:
            raise refuse(opened, "the brackets are empty", "write a word into them, or leave them out")
        group = _simple(inner)
        return Not(group) if opened.kind == "-(" else group


def _simple(node: Node) -> Node:
    return node.parts[0] if isinstance(node, Both) and len(node.parts) == 1 else node


def read_query(text: str) -> Both:
    """What a query says, as a tree; its parts all hold.

    Raises QueryInvalid, naming word and place, for an open quotation mark or bracket, a missing value, and an `or` that
    lacks a side.
    """
    if len(text) > LONGEST or "\0" in text:
        what, action = "the query is too long or has a zero character", f"keep it under {LONGEST} characters"
        raise QueryInvalid(f"{what}; {action}", problems=[Problem(field="q", what=what, action=action)])
    whole = _Reader(list(_tokens(text))).either(0)
    return whole if isinstance(whole, Both) else Both((whole,))
