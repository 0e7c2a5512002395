"""How files are written: short, opened by a sentence, named after what they say, and of no one's machine."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import PurePosixPath

import pytest

from sources import ROOT, imports, product, suite, written_files

LONGEST = 400
REFUSED_NAME = re.compile(r"_?(utils?|helpers?|services?|managers?|bases?|commons?|misc|stuff)")
# machine paths: a home directory, or a working directory at the root of somebody's machine
MACHINE_PATH = re.compile(r"(?<![\w.\-}/:])/(?:home/\w+|Users/\w+|root|work)/[\w.]")
# tests of real processes, which can only be waited for
WAITING_FOR_PROCESSES = frozenset(
    {
        "tests/journeys/test_worker_crash.py",
        "tests/journeys/test_chaos.py",
        "tests/journeys/test_engines.py",
        "tests/journeys/test_campaign_workers.py",
    }
)
TEXT = frozenset(
    {".py", ".md", ".toml", ".yaml", ".yml", ".json", ".sql", ".sh", ".lock", ".txt", ".ts", ".tsx", ".cfg", ""}
)


def test_no_file_is_longer_than_400_lines() -> None:
    """Style rule 5."""
    long = {s.path: n for s in (*product(), *suite()) if (n := len(s.text.splitlines())) > LONGEST}
    assert not long, f"split these after what they say: {long}"


def test_every_file_opens_with_a_sentence() -> None:
    """Style rule 5."""
    missing = []
    for source in (*product(), *suite()):
        sentence = (ast.get_docstring(source.tree) or "").split("\n\n")[0].strip()
        if not sentence or sentence[-1] not in ".:?!":
            missing.append(source.path)
    assert not missing, f"open these with one sentence that ends in a full stop: {missing}"


def test_files_are_named_after_what_they_say() -> None:
    """Style rule 4."""
    refused = [
        source.path
        for source in (*product(), *suite())
        if any(REFUSED_NAME.fullmatch(part) for part in PurePosixPath(source.path).with_suffix("").parts[1:])
    ]
    assert not refused, f"these names say nothing: {refused}"


def test_no_written_file_names_a_path_of_somebodys_machine() -> None:
    """OPS-01: what is in the project runs anywhere."""
    found = []
    for path in written_files():
        if path.suffix not in TEXT or path.name == "package-lock.json":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if MACHINE_PATH.search(line) and "MACHINE_PATH" not in line:
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert not found, "\n".join(found)


def test_no_commit_message_names_a_path_of_somebodys_machine() -> None:
    """The history is part of what is given away."""
    log = subprocess.run(["git", "-C", str(ROOT), "log", "--format=%h %B"], capture_output=True, check=False)
    if log.returncode != 0:
        pytest.skip("not a git checkout")
    found = [line for line in log.stdout.decode(errors="replace").splitlines() if MACHINE_PATH.search(line)]
    assert not found, found


def test_lock_files_name_no_index() -> None:
    """OPS-01: an installation takes packages from wherever its owner says."""
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "requirements").glob("*")
        if path.suffix in {".lock", ".txt"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"https?://|--(extra-)?index-url|--find-links", line)
    ]
    assert not found, f"no address belongs here: {found}"


def test_no_test_sleeps_and_none_patches_our_code() -> None:
    """Style rule 24: pass `now`, drain the queue, use the simulator."""
    found = []
    for source in suite():
        for node in ast.walk(source.tree):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            yields = called == "asyncio.sleep" and ast.unparse(node.args[0]) == "0"
            sleeps = called in {"time.sleep", "asyncio.sleep"} and not yields
            if (sleeps and source.path not in WAITING_FOR_PROCESSES) or called.endswith("monkeypatch.setattr"):
                found.append(f"{source.at(node)}: {called}")
        found += [f"{source.at(node)}: {name}" for name, node in imports(source) if name.startswith("unittest.mock")]
    assert not found, found
