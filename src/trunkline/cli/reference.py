"""Writes the page of all commands, out of the commands themselves: `python -m trunkline.cli.reference FILE`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer

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


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render(), encoding="utf-8")
