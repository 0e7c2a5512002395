"""CEL text as a tree with places, for what engines do not tell: which names are used, how large it is, which term decided.

Grammar: the Common Expression Language definition, "Syntax"; messages are left out, as nothing here is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

_TOKEN = re.compile(
    r"""(?P<space>(?:\s|//[^\n]*)+)
    |(?P<text>(?:[rR][bB]?|[bB][rR]?)?(?:\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
    |(?P<float>\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)
    |(?P<integer>0x[0-9a-fA-F]+|\d+)(?P<unsigned>[uU])?
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<sign>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()\[\]{}])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)", re.DOTALL)
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_LEVELS: Final = (("==", "!=", "<", "<=", ">", ">=", "in"), ("+", "-"), ("*", "/", "%"))
MACROS: Final = ("all", "exists", "exists_one", "map", "filter")


class SyntaxFault(ValueError):
    """The text is no CEL; the message says where and why."""


class Node(msgspec.Struct, frozen=True):
    """A part of an expression. `word` is the operator, name, member or function; `start` and `end` are its place.

    Kinds: literal (`value`), name, select (of part 0), index (part 0 by part 1), call (parts are arguments), method
    (part 0 is the receiver), operator (`&&` and `||` with all their terms, `!`, `-`, `?:`, comparisons, arithmetic),
    list, map (key, value, key, value ...).
    """

    kind: str
    word: str
    parts: tuple[Node, ...]
    start: int
    end: int
    value: object = None


class _Token(msgspec.Struct, frozen=True):
    kind: str
    text: str
    start: int
    end: int


def parse(text: str) -> Node:
    """The tree of an expression; raises SyntaxFault."""
    try:
        return _Parser(text).whole()
    except RecursionError:
        raise SyntaxFault("it is nested too deeply") from None


def walk(node: Node) -> Iterator[Node]:
    """The node and everything inside it, in the order of the text."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(node.parts)


def depth(node: Node) -> int:
    """How deeply the tree is nested."""
    level, row = 0, [node]
    while row:
        level, row = level + 1, [part for each in row for part in each.parts]
    return level


def path_of(node: Node) -> tuple[str, ...] | None:
    """The fixed path that a node reads: ('values', 'Service Type') for `values["Service Type"]`; None for anything else."""
    steps: list[str] = []
    while node.kind != "name":
        if node.kind == "select":
            steps.append(node.word)
        elif node.kind == "index" and node.parts[1].kind == "literal" and isinstance(node.parts[1].value, str):
            steps.append(node.parts[1].value)
        else:
            return None
        node = node.parts[0]
    return (node.word, *reversed(steps))


def show_path(path: tuple[str, ...]) -> str:
    """A path as CEL writes it."""
    shown = path[0]
    for step in path[1:]:
        shown += f".{step}" if re.fullmatch(r"[A-Za-z_]\w*", step, re.ASCII) else f'["{step}"]'
    return shown


def is_macro(node: Node) -> bool:
    """Whether the node goes through a list: `list.all(each, ...)`."""
    return node.kind == "method" and node.word in MACROS and len(node.parts) >= 3 and node.parts[1].kind == "name"


class Use(msgspec.Struct, frozen=True):
    """A place where a fixed path is read: with `tested` only whether it is there is asked."""

    path: tuple[str, ...]
    node: Node
    tested: bool


def uses(node: Node, bound: frozenset[str] = frozenset()) -> Iterator[Use]:
    """Every longest fixed path read in the expression, names bound by macros left out."""
    path = path_of(node)
    if path is not None:
        if path[0] not in bound:
            yield Use(path, node, False)
        return
    if node.kind == "call" and node.word == "has" and len(node.parts) == 1:
        inner = path_of(node.parts[0])
        if inner is not None:
            if inner[0] not in bound:
                yield Use(inner, node.parts[0], True)
            return
    if is_macro(node):
        yield from uses(node.parts[0], bound)
        for part in node.parts[2:]:
            yield from uses(part, bound | {node.parts[1].word})
        return
    if node.kind == "operator" and node.word == "in":
        key, container = node.parts[0], path_of(node.parts[1])
        if container is not None and len(container) == 1 and container[0] not in bound and isinstance(key.value, str):
            yield Use((*container, key.value), node, True)
            return
    for part in node.parts:
        yield from uses(part, bound)


class _Parser:
    """Recursive descent over the tokens of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(self._cut())
        self.at = 0

    def _cut(self) -> Iterator[_Token]:
        place = 0
        while place < len(self.text):
            found = _TOKEN.match(self.text, place)
            if found is None:
                raise SyntaxFault(f"'{self.text[place]}' at character {place + 1} belongs to nothing")
            kind = next(k for k in ("space", "text", "float", "integer", "name", "sign") if found[k] is not None)
            if kind != "space":
                yield _Token(kind, found.group(), place, found.end())
            place = found.end()
        yield _Token("end", "", len(self.text), len(self.text))

    def whole(self) -> Node:
        """The whole text as one expression."""
        node = self._choice()
        if self._now.kind != "end":
            raise self._fault()
        return node

    @property
    def _now(self) -> _Token:
        return self.tokens[self.at]

    def _fault(self) -> SyntaxFault:
        token = self._now
        if token.kind == "end":
            return SyntaxFault("it ends too early")
        return SyntaxFault(f"'{token.text}' at character {token.start + 1} cannot stand there")

    def _take(self, *signs: str) -> _Token | None:
        token = self._now
        if token.text in signs and token.kind in ("sign", "name"):
            self.at += 1
            return token
        return None

    def _need(self, sign: str) -> _Token:
        token = self._take(sign)
        if token is None:
            raise self._fault()
        return token

    def _choice(self) -> Node:
        test = self._chain("||")
        if self._take("?") is None:
            return test
        yes = self._chain("||")
        self._need(":")
        no = self._choice()
        return Node("operator", "?:", (test, yes, no), test.start, no.end)

    def _chain(self, sign: str) -> Node:
        terms = [self._chain("&&") if sign == "||" else self._binary(0)]
        while self._take(sign) is not None:
            terms.append(self._chain("&&") if sign == "||" else self._binary(0))
        if len(terms) == 1:
            return terms[0]
        return Node("operator", sign, tuple(terms), terms[0].start, terms[-1].end)

    def _binary(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._unary()
        left = self._binary(level + 1)
        while (sign := self._take(*_LEVELS[level])) is not None:
            right = self._binary(level + 1)
            left = Node("operator", sign.text, (left, right), left.start, right.end)
        return left

    def _unary(self) -> Node:
        sign = self._take("!", "-")
        if sign is None:
            return self._member()
        if sign.text == "-" and self._now.kind in ("float", "integer"):
            number = self._member()
            if number.kind == "literal" and isinstance(number.value, int | float):
                return msgspec.structs.replace(number, value=-number.value, start=sign.start)
            return Node("operator", "-", (number,), sign.start, number.end)
        part = self._unary()
        return Node("operator", sign.text, (part,), sign.start, part.end)

    def _member(self) -> Node:
        node = self._primary()
        while True:
            if self._take("."):
                name = self._name()
                if self._take("("):
                    given, end = self._listed(")")
                    node = Node("method", name.text, (node, *given), node.start, end)
                else:
                    node = Node("select", name.text, (node,), node.start, name.end)
            elif self._take("["):
                index = self._choice()
                node = Node("index", "", (node, index), node.start, self._need("]").end)
            else:
                return node

    def _name(self) -> _Token:
        token = self._now
        if token.kind != "name":
            raise self._fault()
        self.at += 1
        return token

    def _listed(self, closing: str) -> tuple[tuple[Node, ...], int]:
        found: list[Node] = []
        while (end := self._take(closing)) is None:
            found.append(self._choice())
            if self._take(",") is None:
                return tuple(found), self._need(closing).end
        return tuple(found), end.end

    def _primary(self) -> Node:
        token = self._now
        if opening := self._take("("):
            inner = self._choice()
            return msgspec.structs.replace(inner, start=opening.start, end=self._need(")").end)
        if opening := self._take("["):
            parts, end = self._listed("]")
            return Node("list", "", parts, opening.start, end)
        if opening := self._take("{"):
            return self._map(opening)
        if token.kind not in ("text", "float", "integer", "name"):
            raise self._fault()
        self.at += 1
        if token.kind == "name" and token.text not in _WORDS:
            if self._take("("):
                given, end = self._listed(")")
                return Node("call", token.text, given, token.start, end)
            return Node("name", token.text, (), token.start, token.end)
        return Node("literal", token.text, (), token.start, token.end, _value(token))

    def _map(self, opening: _Token) -> Node:
        parts: list[Node] = []
        while (end := self._take("}")) is None:
            parts.append(self._choice())
            self._need(":")
            parts.append(self._choice())
            if self._take(",") is None:
                end = self._need("}")
                break
        return Node("map", "", tuple(parts), opening.start, end.end)


_WORDS: Final[dict[str, object]] = {"true": True, "false": False, "null": None}


def _value(token: _Token) -> object:
    match token.kind:
        case "name":
            return _WORDS[token.text]
        case "float":
            return float(token.text)
        case "integer":
            return int(token.text.rstrip("uU"), 0) if token.text[:2] == "0x" else int(token.text.rstrip("uU"))
    prefix = token.text[: re.search("[\"']", token.text).start()].lower()  # type: ignore[union-attr]
    rest = token.text[len(prefix) :]
    quotes = 3 if len(rest) >= 6 and rest[:3] in ('"""', "'''") else 1
    body = rest[quotes:-quotes]
    if "b" in prefix:
        return body.encode()
    return body if "r" in prefix else _ESCAPE.sub(_escaped, body)


def _escaped(found: re.Match[str]) -> str:
    code = found[1]
    if code[0] in "xuU" and len(code) > 1:
        return chr(int(code[1:], 16))
    return chr(int(code, 8)) if len(code) == 3 else _ESCAPES.get(code, code)
