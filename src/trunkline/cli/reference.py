"""Writes the pages of all commands and all messages, out of these themselves: `python -m trunkline.cli.reference FILE`.

The page of messages is written to `reference/messages.md` beside the file that is named.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path
from typing import Any

import typer

import trunkline
from trunkline.api import messages
from trunkline.cli.program import app

_HEAD = """\
# Commands

Written by `make docs`; a test keeps it current. Every command has `--help`, and `--json` for machine output. Exit codes:
0 done, 1 refused or failed, 2 wrong usage.
"""


def _options(command: Any) -> list[str]:
    lines = []
    for parameter in command.params:
        if parameter.name in {"help", "as_json"} or getattr(parameter, "hidden", False):
            continue
        if parameter.param_type_name == "argument":
            shown = (parameter.metavar or parameter.name).upper()
        else:
            shown = " / ".join(dict.fromkeys([*parameter.opts, *parameter.secondary_opts]))
        must = " (needed)" if parameter.required else ""
        lines.append(f"- `{shown}`{must}: {parameter.help or ''}".rstrip(": "))
    return lines


def _commands(group: Any, path: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, command in group.commands.items():
        here = f"{path} {name}"
        found += _commands(command, here) if hasattr(command, "commands") else [(here, command)]
    return found


def render() -> str:
    """The page as Markdown."""
    parts = [_HEAD]
    for name, command in _commands(typer.main.get_command(app), "trunkline"):
        parts.append(f"## `{name}`\n\n{' '.join((command.help or '').split())}\n")
        if options := _options(command):
            parts.append("\n".join(options) + "\n")
    return "\n".join(parts)


def load_everything() -> None:
    """Imports every module of the product, so that every class of error is known."""
    for module in pkgutil.walk_packages(trunkline.__path__, "trunkline."):
        if ".migrations." not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.write_text(render(), encoding="utf-8")
    load_everything()
    told = page.parent / "reference" / "messages.md"
    told.parent.mkdir(exist_ok=True)
    told.write_text(messages.render(), encoding="utf-8")
