"""Who may know whom: calls go down, events go up, and what is private to a room stays there."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
import tomllib

import pytest

from sources import NOT_ROOMS, ROOT, Source, dotted, imports, product

# where a failure of something unknown becomes a retry, a fallout, or an answer; file -> why
BROAD_EXCEPT = {
    "src/trunkline/duties.py": "a duty's failure becomes a retry; a chore comes round again by itself",
    "src/trunkline/planner.py": "what the planning cannot do becomes a retry, or holds the order",
    "src/trunkline/worker.py": "what fails while answers are recorded puts them back and goes on up",
    "src/trunkline/kit/embedded.py": "whatever interrupts the start, the half-started server is stopped, and it is raised again",
    "src/trunkline/cli/program.py": "the outermost place of a command: one sentence for people, the trace on request",
    "src/trunkline/southbound/registry.py": "an executor is foreign code: its failure becomes an answer of kind Refused",
}
# who else may ask for the time
CLOCK_READERS = {
    "trunkline.southbound.registry": "composes the executors of a process; only the simulator takes the clock"
}
API = re.compile(r"trunkline\.\w+\.api(_\w+)?$")
ROOTS = re.compile(r"trunkline\.(app|worker|bench|simulate|cli|api|__main__)(\.|$)")


def _private(source: Source, word: str) -> list[str]:
    """Imports of another room's `<word>` modules (`store`, `progress_store` ...)."""
    pattern = re.compile(rf"trunkline\.(\w+)\.(\w+_)?{word}(_\w+)?(\.|$)")
    found = []
    for name, node in imports(source):
        hit = pattern.match(name)
        if hit and hit[1] != source.room:
            found.append(f"{source.at(node)} imports {name}")
    return found


def test_a_store_is_imported_only_inside_its_room() -> None:
    """Design, part 3: `store.py` is private to its room."""
    found = [line for source in product() for line in _private(source, "store")]
    assert not found, found


def test_the_wire_is_known_only_to_its_room_and_to_http() -> None:
    """Design, part 3; style rule 23."""
    found = [
        line
        for source in product()
        if not (API.match(source.module) or ROOTS.match(source.module))
        for line in _private(source, "wire")
    ]
    assert not found, found


def test_calls_go_down() -> None:
    """Design, part 4: the layers in pyproject.toml, as import-linter sees them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = [part.strip() for c in contracts for layer in c.get("layers", []) for part in re.split(r"[|:]", layer)]
    unwritten = [name for name in layers if not name.startswith("(") and importlib.util.find_spec(name) is None]
    if unwritten:
        pytest.skip(f"not written yet: {unwritten}")
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_pure_files_do_no_input_or_output() -> None:
    """Design, part 3: nouns, states and errors touch nothing of the world."""
    worldly = re.compile(
        r"(asyncpg|httpx|litestar|sqlalchemy|alembic|asyncio|socket|subprocess|trunkline\.kit\.(db|clock)|"
        r"trunkline\.\w+\.(store|queries|commands|api))(\.|$)"
    )
    found = [
        f"{source.at(node)} imports {name}"
        for source in product()
        if source.room not in NOT_ROOMS and source.module.rpartition(".")[2] in {"model", "state", "errors", "events"}
        for name, node in imports(source)
        if worldly.match(name)
    ]
    assert not found, found


def test_only_the_clock_and_the_roots_know_what_time_it_is() -> None:
    """Style rule 11: time comes in as an argument."""
    asks = re.compile(r"(datetime\.)*(datetime|date)\.(now|utcnow|today)|time\.(time|time_ns|localtime|gmtime)")
    found = []
    for source in product():
        root = bool(ROOTS.match(source.module)) or source.module == "trunkline.kit.clock"
        if not root:
            found += [
                f"{source.at(node)} calls {dotted(node.func)}"
                for node in ast.walk(source.tree)
                if isinstance(node, ast.Call) and asks.fullmatch(dotted(node.func))
            ]
        if not root and not API.match(source.module) and source.module not in CLOCK_READERS:
            found += [
                f"{source.at(node)} imports the clock"
                for name, node in imports(source)
                if name == "trunkline.kit.clock" or name.startswith("trunkline.kit.clock.")
            ]
    assert not found, found


def test_everything_is_caught_only_where_it_becomes_something() -> None:
    """Style rule 21. The list says where and why; an entry that is not needed any more is removed."""
    found: dict[str, list[str]] = {}
    for source in product():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else "everything"
                if caught == "everything" or re.search(r"\b(Base)?Exception\b", caught):
                    found.setdefault(source.path, []).append(f"{source.at(node)} catches {caught}")
    surplus = {path: lines for path, lines in found.items() if path not in BROAD_EXCEPT}
    assert not surplus, surplus
    assert not set(BROAD_EXCEPT) - set(found), "these entries of the list are not needed any more"


def test_no_room_commits() -> None:
    """Style rule 12: whoever opened the transaction ends it."""
    ends = re.compile(r"\s*(COMMIT|ROLLBACK|BEGIN|START TRANSACTION)\b", re.IGNORECASE)
    found = []
    for source in product():
        if not source.room or source.room in NOT_ROOMS:
            continue
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            sql = node.args[0] if node.args else None
            says = isinstance(sql, ast.Constant) and isinstance(sql.value, str) and ends.match(sql.value)
            if node.func.attr in {"commit", "rollback"} or (node.func.attr == "execute" and says):
                found.append(source.at(node))
    assert not found, found
