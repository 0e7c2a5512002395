"""The project's own source files, read and parsed once, for the house tests."""

from __future__ import annotations

import ast
import functools
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "trunkline"

# packages that are not rooms of the business: composition roots, HTTP in general, words of no business
NOT_ROOMS = frozenset({"api", "cli", "kit", "migrations"})


class Source(NamedTuple):
    """A parsed Python file; `path` is relative to the project, `module` its dotted name when it is in the package."""

    path: str
    text: str
    tree: ast.Module
    module: str

    @property
    def room(self) -> str:
        """The package directly below `trunkline`, or '' for the composition roots and for tests."""
        parts = self.module.split(".")
        return parts[1] if len(parts) > 2 or (self.path.endswith("__init__.py") and len(parts) == 2) else ""

    def at(self, node: ast.AST) -> str:
        """`file:line`, as an editor jumps to it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


def _read(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    module = ""
    if path.is_relative_to(PACKAGE):
        parts = ("trunkline", *path.relative_to(PACKAGE).with_suffix("").parts)
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text), module)


@functools.cache
def product() -> tuple[Source, ...]:
    """Every Python file of the package."""
    return tuple(_read(path) for path in sorted(PACKAGE.rglob("*.py")))


@functools.cache
def suite() -> tuple[Source, ...]:
    """Every Python file of the tests."""
    return tuple(_read(path) for path in sorted((ROOT / "tests").rglob("*.py")))


def imports(source: Source) -> Iterator[tuple[str, ast.AST]]:
    """Every dotted name that a file imports; `from a import b` counts as `a.b` (and so as `a`)."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def dotted(node: ast.AST) -> str:
    """`a.b.c` of such an expression, or ''."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


@functools.cache
def written_files() -> tuple[Path, ...]:
    """Every file of the project that is or could be committed; without git, every file below the usual folders."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        capture_output=True, check=False,
    )  # fmt: skip
    if listed.returncode == 0:
        names = [name for name in listed.stdout.decode().split("\0") if name]
        return tuple(path for name in names if (path := ROOT / name).is_file())
    folders = ("src", "tests", "docs", "catalogs", "requirements", "deploy", ".ci")
    below = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    return tuple(path for path in [*below, *ROOT.glob("*.*")] if path.is_file() and "__pycache__" not in path.parts)
