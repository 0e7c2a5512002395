"""Whether an expression fits the specifications: known names, like compared with like, the kind of result that is wanted.

JSON values carry no declared type, so the engine sees them as dynamic; here the characteristics' types are followed
through the expression instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec

from trunkline.catalog.cel_syntax import MACROS, Node, is_macro
from trunkline.catalog.characteristics import same, show
from trunkline.catalog.errors import ExpressionInvalid
from trunkline.catalog.expressions import Compiled, compile_expression
from trunkline.catalog.model import CharacteristicSpecification, ValueType

Fault = Callable[[str, str], None]  # what, action
_TEXTUAL: Final = {
    ValueType.TEXT, ValueType.EMAIL, ValueType.DATE, ValueType.DATE_TIME, ValueType.DURATION,
}  # fmt: skip


class Shape(msgspec.Struct, frozen=True):
    """What is known of a value: its kind (text, integer, decimal, boolean, list, object, null, time, span, any)."""

    kind: str
    name: str = ""  # of the characteristic, for messages
    members: Mapping[str, Shape] | None = None  # of an object; None: not described
    element: Shape | None = None  # of a list
    options: tuple[object, ...] = ()


ANY: Final = Shape("any")
TEXT, INTEGER, DECIMAL, BOOLEAN = Shape("text"), Shape("integer"), Shape("decimal"), Shape("boolean")
_NUMBERS: Final = ("integer", "decimal")
OPEN: Final = Shape("object")  # an object nobody described


class Declarations(msgspec.Struct, frozen=True, kw_only=True):
    """What the names of `scope.Scope` hold at a place. `owner` is whose characteristics `values` are, for messages."""

    owner: str = "the specification"
    values: Shape = OPEN
    root: Shape = OPEN


def shape_of(spec: CharacteristicSpecification) -> Shape:
    """What is known of a characteristic's value."""
    options = tuple(option.value for option in spec.options)
    match spec.value_type:
        case ValueType.INTEGER | ValueType.DECIMAL | ValueType.BOOLEAN as plain:
            return Shape(plain.value, spec.name, options=options)
        case ValueType.ARRAY:
            return Shape("list", spec.name, element=ANY if spec.element is None else shape_of(spec.element))
        case ValueType.OBJECT | ValueType.ADDRESS:
            return Shape("object", spec.name, members=members_of(spec.properties) if spec.properties else None)
    return Shape("text", spec.name, options=options)


def members_of(characteristics: Sequence[CharacteristicSpecification]) -> dict[str, Shape]:
    """Shapes by name."""
    return {each.name: shape_of(each) for each in characteristics}


def declared(owner: str, values: Sequence[CharacteristicSpecification], root: Shape = OPEN) -> Declarations:
    """The names at a place whose `values` are these characteristics."""
    return Declarations(owner=owner, values=Shape("object", members=members_of(values)), root=root)


def merged(shapes: Sequence[Mapping[str, Shape]]) -> Shape:
    """One object that may be any of several: every name of any of them; ANY where they differ."""
    names: dict[str, Shape] = {}
    for shape in shapes:
        for name, each in shape.items():
            names[name] = each if names.get(name, each) == each else ANY
    return Shape("object", members=names) if shapes else OPEN


def check_expression(text: str, names: Declarations, wanted: Shape, fault: Fault) -> Compiled | None:
    """Tells everything that is wrong with an expression; answers it compiled when it can be run at all."""
    try:
        compiled = compile_expression(text)
    except ExpressionInvalid as error:
        for problem in error.problems:
            fault(f"`{text[:80]}`: {problem.what}", problem.action)
        return None
    found = _Types(names, text, fault).of(compiled.tree, {})
    if not fits(found, wanted):
        fault(f"`{text[:80]}` gives {_word(found)}", f"make it give {_word(wanted)}")
    return compiled


def fits(found: Shape, wanted: Shape) -> bool:
    """Whether a value of one shape may stand where another is wanted."""
    if "any" in (found.kind, wanted.kind) or found.kind == wanted.kind:
        return True
    return (found.kind, wanted.kind) in (("integer", "decimal"), ("time", "text"), ("span", "text"))


_ARTICLES: Final = {
    "text": "text", "integer": "a whole number", "decimal": "a number", "boolean": "true or false", "list": "a list",
    "object": "an object", "null": "nothing", "time": "a time", "span": "a duration", "any": "anything",
}  # fmt: skip


def _word(shape: Shape) -> str:
    word = _ARTICLES[shape.kind]
    return f"{word} ('{shape.name}')" if shape.name else word


_FUNCTIONS: Final = {
    "size": INTEGER, "int": INTEGER, "uint": INTEGER, "double": DECIMAL, "string": TEXT, "bool": BOOLEAN,
    "timestamp": Shape("time"), "duration": Shape("span"), "matches": BOOLEAN, "startsWith": BOOLEAN,
    "endsWith": BOOLEAN, "contains": BOOLEAN, "has": BOOLEAN, "type": ANY, "dyn": ANY, "bytes": ANY,
    **dict.fromkeys(("getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear",
                     "getHours", "getMinutes", "getSeconds", "getMilliseconds"), INTEGER),
}  # fmt: skip
_OF_TEXT: Final = ("startsWith", "endsWith", "contains", "matches")


class _Types:
    """Follows shapes through one expression."""

    def __init__(self, names: Declarations, text: str, fault: Fault) -> None:
        self._text, self._fault, self._owner = text, fault, names.owner
        self._roots: dict[str, Shape] = {
            "values": names.values, "root": names.root, "action": Shape("text", "action", options=(
                "add", "modify", "delete", "suspend", "resume", "noChange", "move")),
            "place": OPEN, "parties": OPEN, "order": OPEN,
            "item": Shape("object", members={"id": TEXT, "quantity": INTEGER, "specification": TEXT, **_item()}),
            "items": Shape("list", element=OPEN),
            "inventory": Shape("object", members={"state": TEXT, "values": names.values, "id": ANY}),
        }  # fmt: skip

    def of(self, node: Node, bound: Mapping[str, Shape]) -> Shape:
        """The shape of a part, everything wrong inside it told."""
        match node.kind:
            case "literal":
                return _literal(node.value)
            case "name":
                return bound.get(node.word) or self._roots.get(node.word, ANY)
            case "select":
                return self._member(node, self.of(node.parts[0], bound), node.word)
            case "index":
                return self._index(node, bound)
            case "list":
                elements = [self.of(part, bound) for part in node.parts]
                alike = bool(elements) and all(each.kind == elements[0].kind for each in elements)
                return Shape("list", element=Shape(elements[0].kind) if alike else ANY)
            case "map":
                for part in node.parts:
                    self.of(part, bound)
                return OPEN
            case "operator":
                return self._operator(node, bound)
        if is_macro(node):
            return self._macro(node, bound)
        return self._call(node, [self.of(part, bound) for part in node.parts])

    def _at(self, node: Node) -> str:
        return self._text[node.start : node.end][:80]

    def _member(self, node: Node, whole: Shape, name: str) -> Shape:
        if whole.kind == "any":
            return ANY
        if whole.kind != "object":
            self._fault(f"`{self._at(node)}` looks for '{name}' in {_word(whole)}", "name a member of an object")
            return ANY
        if whole.members is None:
            return ANY
        if name in whole.members:
            return whole.members[name]
        where = f"'{whole.name}' has no member" if whole.name else f"'{self._owner}' has no characteristic"
        known = ", ".join(whole.members) or "none"
        self._fault(f"{where} '{name}' (in `{self._at(node)}`)", f"name one of: {known}")
        return ANY

    def _index(self, node: Node, bound: Mapping[str, Shape]) -> Shape:
        whole, key = self.of(node.parts[0], bound), node.parts[1]
        if key.kind == "literal" and isinstance(key.value, str) and whole.kind == "object":
            return self._member(node, whole, key.value)
        index = self.of(key, bound)
        if whole.kind == "list":
            if index.kind not in ("integer", "any"):
                self._fault(f"`{self._at(node)}` counts with {_word(index)}", "use a whole number")
            return whole.element or ANY
        if whole.kind not in ("any", "object"):
            self._fault(f"`{self._at(node)}` looks into {_word(whole)}", "use a list or an object")
        return ANY

    def _operator(self, node: Node, bound: Mapping[str, Shape]) -> Shape:
        parts = [self.of(part, bound) for part in node.parts]
        if node.word in ("&&", "||", "!"):
            for part, shape in zip(node.parts, parts, strict=True):
                if shape.kind not in ("boolean", "any"):
                    self._fault(f"`{self._at(part)}` is {_word(shape)}", "compare it, to have true or false")
            return BOOLEAN
        if node.word == "?:":
            if parts[0].kind not in ("boolean", "any"):
                self._fault(f"`{self._at(node.parts[0])}` is {_word(parts[0])}", "compare it, to have true or false")
            yes, no = parts[1:]
            return yes if yes.kind == no.kind else DECIMAL if {yes.kind, no.kind} == set(_NUMBERS) else ANY
        if node.word in ("==", "!=", "<", "<=", ">", ">="):
            self._compare(node, parts[0], parts[1])
            return BOOLEAN
        if node.word == "in":
            if parts[1].kind == "list":
                for other in node.parts[1].parts if node.parts[1].kind == "list" else ():
                    self._compare(node, parts[0], _literal(other.value) if other.kind == "literal" else ANY, other)
            elif parts[1].kind not in ("object", "any"):
                self._fault(f"`{self._at(node)}` looks into {_word(parts[1])}", "use a list or an object")
            return BOOLEAN
        return self._calculate(node, parts)

    def _compare(self, node: Node, left: Shape, right: Shape, element: Node | None = None) -> None:
        ordered = node.word in ("<", "<=", ">", ">=")
        kinds = {left.kind, right.kind}
        if kinds & {"any"} or (kinds <= set(_NUMBERS)) or (left.kind == right.kind and not ordered):
            pass
        elif left.kind != right.kind and "null" not in kinds:
            self._fault(f"`{self._at(node)}` compares {_word(left)} with {_word(right)}", "compare like with like")
            return
        elif ordered and left.kind not in ("text", "time", "span"):
            self._fault(f"`{self._at(node)}` orders {_word(left)}", "use == or !=")
            return
        sides = ((left, element or node.parts[1]), (right, node.parts[0]))
        for shape, other in sides:
            value = other.value if other.kind == "literal" else None
            if value is not None and shape.options and not ordered and not any(same(value, o) for o in shape.options):
                offered = ", ".join(map(show, shape.options[:20]))
                self._fault(f"{show(value)} is not an option of '{shape.name}'", f"use one of {offered}")

    def _calculate(self, node: Node, parts: Sequence[Shape]) -> Shape:
        if len(parts) == 1:
            if parts[0].kind not in (*_NUMBERS, "any", "span"):
                self._fault(f"`{self._at(node)}` calculates with {_word(parts[0])}", "use a number")
            return parts[0]
        left, right = parts
        if "any" in (left.kind, right.kind):
            return ANY if left.kind == right.kind else (left if right.kind == "any" else right)
        if node.word == "+" and left.kind == right.kind and left.kind in ("text", "list"):
            return Shape(left.kind, element=left.element)
        if {left.kind, right.kind} <= {"time", "span"}:
            return Shape("time") if "time" in (left.kind, right.kind) and left.kind != right.kind else Shape("span")
        if left.kind not in _NUMBERS or right.kind not in _NUMBERS:
            self._fault(f"`{self._at(node)}` calculates with {_word(left)} and {_word(right)}", "use two numbers")
            return ANY
        for shape, other in ((left, node.parts[1]), (right, node.parts[0])):
            if shape.kind == "decimal" and other.kind == "literal" and isinstance(other.value, int):
                self._fault(f"`{self._at(node)}` mixes a number and the whole number {other.value}",
                            f"write {other.value}.0")  # fmt: skip
        return INTEGER if left.kind == right.kind == "integer" else DECIMAL

    def _macro(self, node: Node, bound: Mapping[str, Shape]) -> Shape:
        source = self.of(node.parts[0], bound)
        if source.kind not in ("list", "object", "any"):
            self._fault(f"`{self._at(node)}` goes through {_word(source)}", "use a list")
        each = source.element or ANY if source.kind == "list" else ANY
        inner = {**bound, node.parts[1].word: each}
        found = [self.of(part, inner) for part in node.parts[2:]]
        if node.word == "map":
            return Shape("list", element=found[-1])
        if found[-1].kind not in ("boolean", "any"):
            self._fault(f"`{self._at(node.parts[-1])}` is {_word(found[-1])}", "compare it, to have true or false")
        return Shape("list", element=each) if node.word == "filter" else BOOLEAN

    def _call(self, node: Node, parts: Sequence[Shape]) -> Shape:
        if node.word in MACROS:
            return ANY
        if node.word in _OF_TEXT and parts and parts[0].kind not in ("text", "any"):
            self._fault(f"`{self._at(node)}` reads {_word(parts[0])} as text", "use a text")
        if node.word == "size" and parts and parts[0].kind not in ("text", "list", "object", "any"):
            self._fault(f"`{self._at(node)}` asks for the size of {_word(parts[0])}", "use a list or a text")
        return _FUNCTIONS.get(node.word, ANY)


def _item() -> dict[str, Shape]:
    return {"name": TEXT, "version": ANY, "action": TEXT, "category": TEXT}


def _literal(value: object) -> Shape:
    match value:
        case bool():
            return BOOLEAN
        case int():
            return INTEGER
        case float():
            return DECIMAL
        case str():
            return TEXT
        case None:
            return Shape("null")
    return ANY
