"""`trunkline assignment`: which group gets which task, as code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
import yaml

from trunkline.assignment.commands import delete_assignment_rule, save_assignment_rules
from trunkline.assignment.errors import AssignmentRuleInvalid
from trunkline.assignment.model import AssignmentRule, WrittenRule
from trunkline.assignment.queries import list_rules
from trunkline.catalog.yaml_values import read_yaml
from trunkline.cli.output import AsJson, emit, say, table, to_json
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.kit.clock import now

app = typer.Typer(help="Assignment rules: which group gets which task.", no_args_is_help=True)


class RulesFile(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What a file holds: rules by name."""

    assignment_rules: dict[str, WrittenRule]


async def _read() -> list[AssignmentRule]:
    async with open_database() as database, database.reading() as tx:
        return await list_rules(tx)


@app.command("rules")
def rules_command(as_json: AsJson = False) -> None:
    """Every rule, in the order in which they are asked."""

    def show(found: list[AssignmentRule]) -> None:
        rows = [
            [rule.position, rule.name, "on" if rule.active else "off", rule.assignment_group, _when(rule)]
            for rule in found
        ]
        table(["position", "rule", "", "group", "when"], rows, none="there are no assignment rules")

    emit(run(_read()), as_json=as_json, show=show)


def _when(rule: AssignmentRule) -> str:
    said = msgspec.to_builtins(rule.condition)
    return "; ".join(
        f"{name}: {', '.join(map(str, value)) if isinstance(value, list | tuple) else value}" for name, value in said.items()
    ) or "always"  # fmt: skip


@app.command("export")
def export_command(as_json: AsJson = False) -> None:
    """All rules as YAML, to be kept and reviewed like code; `load` takes it back."""
    written = {rule.name: WrittenRule.of(rule) for rule in run(_read())}
    document: dict[str, Any] = msgspec.to_builtins(RulesFile(assignment_rules=written))
    sys.stdout.write(
        to_json(document) + "\n" if as_json else yaml.safe_dump(document, sort_keys=False, allow_unicode=True)
    )


@app.command("load")
def load_command(
    file: Annotated[Path, typer.Argument(help="YAML or JSON as `export` writes it.")],
    as_json: AsJson = False,
) -> None:
    """Make the rules of a file so, all or none; rules that it does not name stay as they are."""
    try:
        document, _ = read_yaml(file.read_text(encoding="utf-8"))
        wanted = msgspec.convert(document, RulesFile, strict=False).assignment_rules
        if not wanted:
            raise AssignmentRuleInvalid(f"{file}: there is no rule in 'assignmentRules'")
    except (msgspec.ValidationError, yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise AssignmentRuleInvalid(f"{file}: {error}") from None

    async def save() -> list[str]:
        async with open_database() as database, database.transaction() as tx:
            return await save_assignment_rules(tx, wanted, by=cli_actor(), now=now())

    changed = run(save())
    emit(
        {"read": len(wanted), "changed": changed},
        as_json=as_json,
        show=lambda _: say(f"{len(wanted)} read, {len(changed)} changed: {', '.join(changed) or 'none'}"),
    )


@app.command("delete")
def delete_command(name: Annotated[str, typer.Argument(help="The rule.")], as_json: AsJson = False) -> None:
    """Take a rule away; tasks stay where they are."""

    async def remove() -> None:
        async with open_database() as database, database.transaction() as tx:
            await delete_assignment_rule(tx, name, by=cli_actor(), now=now())

    run(remove())
    emit({"deleted": name}, as_json=as_json, show=lambda _: say(f"rule {name} is gone"))
