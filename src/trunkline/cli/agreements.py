"""`trunkline agreement`: service level agreements as code, and how their clocks stand."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
import yaml

from trunkline.agreements.commands import delete_agreement, save_agreements
from trunkline.agreements.errors import AgreementInvalid
from trunkline.agreements.model import Agreement, AgreementInForce
from trunkline.agreements.queries import Outcomes, clocks_of, outcomes, read_agreements
from trunkline.agreements.wire import AgreementClockBody, render_clock, thing_of
from trunkline.catalog.yaml_values import read_yaml
from trunkline.cli.output import AsJson, badge, emit, say, table, to_json
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.kit.clock import now
from trunkline.orchestration.calendars import load_calendars
from trunkline.orchestration.duration_policies import load_durations, save_durations
from trunkline.orchestration.durations import DurationPolicy

app = typer.Typer(
    help="Service level agreements (SLA, OLA), and how the time of each thing stands.", no_args_is_help=True
)


@app.command("list")
def list_command(as_json: AsJson = False) -> None:
    """What is agreed, and how often it was kept."""

    async def read() -> tuple[list[AgreementInForce], dict[str, Outcomes]]:
        async with open_database() as database, database.reading() as tx:
            return await read_agreements(tx), await outcomes(tx)

    found, counted = run(read())

    def show(_: object) -> None:
        rows = []
        for each in found:
            a, o = each.agreement, counted.get(each.name)
            rows.append([
                each.name, a.kind.upper() if a.enabled else f"{a.kind.upper()} (off)", a.level, a.target,
                "the task's own" if a.duration is None else str(a.duration), a.calendar or "around the clock",
                *([o.running, o.paused, o.late, o.met, o.breached] if o else [0] * 5),
            ])  # fmt: skip
        heads = [
            "agreement",
            "kind",
            "of",
            "target",
            "time",
            "calendar",
            "running",
            "paused",
            "late",
            "met",
            "breached",
        ]
        table(heads, rows, none="nothing is agreed")

    emit([{"agreement": each, "outcomes": counted.get(each.name)} for each in found], as_json=as_json, show=show)


@app.command("export")
def export_command(as_json: AsJson = False) -> None:
    """All agreements and duration policies as YAML, to be kept and reviewed like code; `load` takes it back."""

    async def read() -> AgreementsFile:
        async with open_database() as database, database.reading() as tx:
            found = {each.name: each.agreement for each in await read_agreements(tx)}
            return AgreementsFile(agreements=found, duration_policies=dict(await load_durations(tx)))

    document: dict[str, Any] = msgspec.to_builtins(run(read()))
    sys.stdout.write(
        to_json(document) + "\n" if as_json else yaml.safe_dump(document, sort_keys=False, allow_unicode=True)
    )


@app.command("load")
def load_command(
    file: Annotated[Path, typer.Argument(help="YAML or JSON as `export` writes it.")],
    as_json: AsJson = False,
) -> None:
    """Make the agreements and duration policies of a file so, all or none; what it does not name stays as it is."""
    wanted = read_file(file)

    async def save() -> list[str]:
        async with open_database() as database, database.transaction() as tx:
            changed = await save_durations(tx, wanted.duration_policies, by=cli_actor(), now=now())
            return [*changed, *await save_agreements(tx, wanted.agreements, by=cli_actor(), now=now())]

    changed = run(save())
    count = len(wanted.agreements) + len(wanted.duration_policies)
    emit(
        {"read": count, "changed": changed}, as_json=as_json,
        show=lambda _: say(f"{count} read, {len(changed)} changed: {', '.join(changed) or 'none'}"),
    )  # fmt: skip


class AgreementsFile(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What a file holds: agreements by name, and how long tasks take."""

    agreements: dict[str, Agreement] = {}
    duration_policies: dict[str, DurationPolicy] = {}


def read_file(file: Path) -> AgreementsFile:
    """What a file holds; raises AgreementInvalid, naming the place, when it is none."""
    try:
        document, _ = read_yaml(file.read_text(encoding="utf-8"))
        found = msgspec.convert(document, AgreementsFile, strict=False)
        if not found.agreements and not found.duration_policies:
            raise AgreementInvalid(f"{file}: there are no 'agreements' and no 'durationPolicies' in it")
        return found
    except (msgspec.ValidationError, yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise AgreementInvalid(f"{file}: {error}") from None


@app.command("delete")
def delete_command(name: Annotated[str, typer.Argument(help="The agreement.")], as_json: AsJson = False) -> None:
    """Begin no clock by it any more; those that run go on."""

    async def remove() -> None:
        async with open_database() as database, database.transaction() as tx:
            await delete_agreement(tx, name, by=cli_actor(), now=now())

    run(remove())
    emit({"deleted": name}, as_json=as_json, show=lambda _: say(f"agreement {name} begins no clock any more"))


@app.command("clocks")
def clocks_command(
    number: Annotated[str, typer.Argument(help="ORD-, ORDL-, SO-, TASK- or FO- number; of an order, with all in it.")],
    as_json: AsJson = False,
) -> None:
    """How the time of an order, item, domain order, task or fallout stands."""

    async def read() -> list[AgreementClockBody]:
        thing = thing_of(number)
        async with open_database() as database, database.reading() as tx:
            found = await clocks_of(tx, thing, within=thing[0] == "serviceOrder")
            calendars = await load_calendars(tx)
        return [render_clock(view, calendars, now=now()) for view in found]

    def show(found: list[AgreementClockBody]) -> None:
        rows = [
            [c.of, c.agreement, c.kind.upper(), c.target, badge(c.state), f"{c.share} %", str(c.elapsed).split(".")[0],
             str(c.duration), _moment(c.due_at), "breached" if c.breached_at else c.jeopardy or ""]
            for c in found
        ]  # fmt: skip
        heads = ["of", "agreement", "kind", "target", "state", "used", "elapsed", "time", "due", "warning"]
        table(heads, rows, none="no agreement has a clock for it")

    emit(run(read()), as_json=as_json, show=show)


def _moment(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%d %H:%M}"
