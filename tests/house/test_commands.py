"""Commands: each is documented, takes --json, and shows every state as a sign and a word."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import typer

from trunkline.catalog.state import SpecificationState
from trunkline.cli.output import SIGNS
from trunkline.cli.program import app
from trunkline.cli.reference import render
from trunkline.fallout.state import FalloutState
from trunkline.inventory.state import InventoryState
from trunkline.orchestration.state import DomainOrderState, TaskState
from trunkline.ordering.state import ApprovalState, EnrichmentState, ServiceOrderState

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
_STATES: list[type[StrEnum]] = [
    ServiceOrderState, ApprovalState, EnrichmentState, DomainOrderState, TaskState, FalloutState, InventoryState, SpecificationState,
]  # fmt: skip


def _commands(group: Any) -> list[Any]:
    return [
        found
        for command in group.commands.values()
        for found in (_commands(command) if hasattr(command, "commands") else [command])
    ]


def test_the_page_of_commands_is_current() -> None:
    """OPS-01."""
    assert _PAGE.read_text(encoding="utf-8") == render(), "run `make docs`"


def test_every_command_has_machine_output_and_says_what_it_does() -> None:
    """OPS-01."""
    for command in _commands(typer.main.get_command(app)):
        assert any("--json" in parameter.opts for parameter in command.params), command.name
        assert command.help, command.name
        assert all(parameter.help for parameter in command.params if parameter.name != "help"), command.name


@pytest.mark.parametrize("states", _STATES)
def test_every_state_has_a_sign(states: type[StrEnum]) -> None:
    """Style rule 25: a state is a word and a sign."""
    assert not [state for state in states if state not in SIGNS]
