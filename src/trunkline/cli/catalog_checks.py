"""`trunkline catalog export`, `diff` and `lint`: a catalog as code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from trunkline.catalog.difference import Change, compare
from trunkline.catalog.documents import document_of, read_catalog_folder, write_document
from trunkline.catalog.lint import Finding, lint
from trunkline.catalog.model import Catalog
from trunkline.catalog.wire import render_specification
from trunkline.cli.catalog_sources import find_source, from_database, from_folder, stored_catalog
from trunkline.cli.coverage import coverage_command
from trunkline.cli.output import AsJson, emit, say, table
from trunkline.kit.clock import now
from trunkline.kit.errors import Conflict

FILE = "catalog.yaml"


def export_command(
    folder: Annotated[Path, typer.Argument(help="Where catalog.yaml is written.")],
    revision: Annotated[int | None, typer.Option(help="A revision; without it, the newest.")] = None,
    tmf: Annotated[
        bool, typer.Option("--tmf", help="TMF633 and TMF634 JSON instead, one file for each specification.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write the published catalog as YAML; loading it again changes nothing, and writing it again gives the same file."""
    catalog = stored_catalog(revision)
    if tmf:
        _export_tmf(catalog, folder, as_json=as_json)
        return
    others = sorted(p for p in folder.rglob("*") if p.suffix in (".yaml", ".yml")) if folder.is_dir() else []
    if [p for p in others if p != folder / FILE]:
        raise Conflict(f"{folder} holds other YAML files, which would be loaded too: name an empty folder")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    path.write_text(write_document(document_of(catalog, name="Exported catalog")), encoding="utf-8")
    read_catalog_folder(folder)  # what was written can be read
    written = {
        "file": str(path), "revision": catalog.revision, "specifications": len(catalog.specifications),
        "plans": len(catalog.plans), "tables": len(catalog.tables),
        "policies": len(catalog.approval_policies) + len(catalog.enrichment_policies) + len(catalog.milestone_policies)
        + len(catalog.order_task_policies) + len(catalog.work_order_policies),
    }  # fmt: skip
    emit(written, as_json=as_json, show=lambda w: say(
        f"{w['file']}: revision {w['revision']}, {w['specifications']} specifications, {w['plans']} plans, "
        f"{w['tables']} tables, {w['policies']} policies"))  # fmt: skip


def _export_tmf(catalog: Catalog, folder: Path, *, as_json: bool) -> None:
    """One JSON file for each specification, as the TMF633 and TMF634 APIs would show it now."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = {name: specification.kind for name, specification in catalog.specifications.items()}
    changed_at = now()
    files = []
    for specification in catalog.specifications.values():
        path = folder / f"{specification.id}.json"
        document = render_specification(specification, changed_at=changed_at, kinds=kinds)
        path.write_bytes(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
        files.append(str(path))
    emit(files, as_json=as_json, show=lambda written: say(f"{len(written)} files in {folder}"))


def diff_command(
    before: Annotated[str, typer.Argument(help="A revision, '-' for the newest one, or a folder.")],
    after: Annotated[str, typer.Argument(help="The same.")],
    as_json: AsJson = False,
) -> None:
    """What changed from one catalog to another: revisions of the database or folders."""
    one, other = find_source(before), find_source(after)
    changes = compare(
        [*one.specifications, *one.plans, *one.parts], [*other.specifications, *other.plans, *other.parts]
    )  # fmt: skip

    def show(found: list[Change]) -> None:
        say(f"{one.name} -> {other.name}: {len(found)} difference(s)")
        for change in found:
            say(f"  {change.text}")

    emit(changes, as_json=as_json, show=show)


def lint_command(
    folder: Annotated[Path | None, typer.Argument(help="A folder with YAML files; without it, the database.")] = None,
    errors_only: Annotated[bool, typer.Option("--errors-only", help="Leave warnings out.")] = False,
    as_json: AsJson = False,
) -> None:
    """Find what is odd in a catalog: rules that never apply, values nobody gives, tasks nobody can undo. Ends with 1
    when something is found, with 0 when not."""
    source = from_database() if folder is None else from_folder(folder)
    findings = [
        finding for finding in lint(source.specifications, source.plans, source.parts)
        if finding.severity == "error" or not errors_only
    ]  # fmt: skip

    def show(found: list[Finding]) -> None:
        table(
            ["severity", "code", "where", "what", "what to do"],
            [[f.severity, f.code, f"{f.item} {f.path}".strip(), f.text, f.action] for f in found],
            none=f"{source.name}: nothing to complain about",
        )

    emit(findings, as_json=as_json, show=show)
    if findings:
        raise typer.Exit(1)


def add_to(app: typer.Typer) -> None:
    """Adds these commands to `trunkline catalog`."""
    app.command("export")(export_command)
    app.command("diff")(diff_command)
    app.command("lint")(lint_command)
    app.command("coverage")(coverage_command)
