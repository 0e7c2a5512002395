"""The port to a CEL engine, and the two engines behind it; which one is used is decided once, by what is installed.

Both take plain JSON values and give plain JSON values. A run ends with a value or with a Fault that says whether a
key was not there, operands did not go together, or something else went wrong.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib
from collections.abc import Mapping
from typing import Any, Final, Literal, Protocol

import msgspec

ROOTS: Final = ("values", "root", "action", "place", "parties", "order", "item", "items", "inventory")


class Fault(msgspec.Struct, frozen=True):
    """Why an expression gave no value."""

    kind: Literal["absent", "overload", "other"]
    text: str


class Program(Protocol):
    """An expression ready to run."""

    def run(self, names: Mapping[str, Any]) -> object:
        """The value for these names, or a Fault. Never raises for what the expression does."""
        ...


class Engine(Protocol):
    """Compiles CEL text."""

    name: str

    def compile(self, text: str) -> Program:
        """A program; raises ValueError with the engine's words when the text is no expression over ROOTS."""
        ...


class CppEngine:
    """CEL's own implementation in C++ (package `cel-expr-python`); checks types while compiling."""

    name = "cel-cpp"

    def __init__(self) -> None:
        self._cel: Any = importlib.import_module("cel_expr_python.cel")
        kinds = self._cel.Type
        named = kinds.Map(kinds.STRING, kinds.DYN)
        types = dict.fromkeys(ROOTS, named) | {"action": kinds.STRING, "items": kinds.List(named)}
        self._env = self._cel.NewEnv(variables=types)

    def compile(self, text: str) -> Program:
        """A program of the C++ engine; raises ValueError."""
        try:
            return _CppProgram(self._env.compile(text), self._cel.Type.ERROR)
        except RuntimeError as error:
            raise ValueError(_first_line(str(error))) from None


class _CppProgram:
    def __init__(self, expression: Any, error_type: Any) -> None:
        self._expression = expression
        self._error_type = error_type

    def run(self, names: Mapping[str, Any]) -> object:
        try:
            result = self._expression.eval(data=names)
            if result.type() == self._error_type:
                return _fault(str(result.value()))
            return plain(result.plain_value())
        except (RuntimeError, TypeError, OverflowError, ValueError) as error:
            return _fault(str(error))


class RustEngine:
    """The Rust implementation (package `common-expression-language`); finds type faults only while running."""

    name = "cel-rust"

    def __init__(self) -> None:
        self._cel: Any = importlib.import_module("cel")

    def compile(self, text: str) -> Program:
        """A program of the Rust engine; raises ValueError."""
        try:
            program = self._cel.compile(text)
        except (ValueError, RuntimeError) as error:
            raise ValueError(_first_line(str(error))) from None
        return _RustProgram(program)


class _RustProgram:
    def __init__(self, program: Any) -> None:
        self._program = program

    def run(self, names: Mapping[str, Any]) -> object:
        try:
            return plain(self._program.execute(dict(names)))
        except (KeyError, IndexError) as error:
            return Fault("absent", str(error))
        except TypeError as error:
            return Fault("overload", str(error).partition(":")[0])
        except (ValueError, ArithmeticError, RuntimeError) as error:
            return Fault("other", _first_line(str(error)))


def _first_line(text: str) -> str:
    line = text.removeprefix("INVALID_ARGUMENT: ").splitlines()[0] if text else "it cannot be read"
    return line.removeprefix("ERROR: <input>:").strip()


_ABSENT: Final = ("key not found", "no such key", "index error", "index out of bounds")
_OVERLOAD: Final = ("no matching overload", "no such overload")


def _fault(text: str) -> Fault:
    low = text.lower()
    if any(word in low for word in _ABSENT):
        return Fault("absent", text)
    return Fault("overload" if any(word in low for word in _OVERLOAD) else "other", _first_line(text))


def plain(value: object) -> object:
    """A result as JSON knows it: times as RFC 3339, durations as ISO 8601 seconds."""
    match value:
        case dt.datetime():
            return value.isoformat().replace("+00:00", "Z")
        case dt.timedelta():
            return f"PT{value.total_seconds():g}S"
        case dict():
            return {str(name): plain(member) for name, member in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
    return value


@functools.cache
def engine() -> Engine:
    """The engine in use: the C++ one where its wheel is installed, else the Rust one."""
    for make in (CppEngine, RustEngine):
        try:
            return make()
        except ImportError:
            continue
    raise RuntimeError("no CEL engine is installed: install cel-expr-python or common-expression-language")
