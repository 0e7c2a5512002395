"""`trunkline catalog`: load a folder, show what can be ordered."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.tree import Tree

from trunkline.catalog.commands import LoadResult, load_documents
from trunkline.catalog.documents import read_catalog_folder
from trunkline.catalog.model import Catalog, CharacteristicSpecification, Specification
from trunkline.catalog.queries import load_catalog
from trunkline.cli import catalog_checks, catalog_tmf
from trunkline.cli.output import AsJson, badge, emit, say, screen, table
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.kit.clock import now
from trunkline.kit.errors import NotFound

app = typer.Typer(help="The catalog: what can be ordered, and how it is made.", no_args_is_help=True)
catalog_checks.add_to(app)
catalog_tmf.add_to(app)


@app.command("load")
def load_command(
    folder: Annotated[Path, typer.Argument(help="A folder with YAML files.")],
    as_json: AsJson = False,
) -> None:
    """Check a catalog folder as a whole, and publish what changed as new versions; nothing when nothing changed."""
    if not folder.is_dir():
        raise NotFound(f"there is no folder {folder}")
    documents = read_catalog_folder(folder)

    async def load() -> LoadResult:
        async with open_database() as database, database.transaction() as tx:
            return await load_documents(tx, documents, by=cli_actor(), now=now())

    def show(result: LoadResult) -> None:
        say(f"revision {result.revision}: {len(result.published)} published, {result.unchanged} unchanged")
        for name in result.published:
            say(f"  {name}")

    emit(run(load()), as_json=as_json, show=show)


@app.command("show")
def show_command(
    specification_id: Annotated[str | None, typer.Argument(help="A specification's id; without it, all.")] = None,
    as_json: AsJson = False,
) -> None:
    """What can be ordered; or one specification with its characteristics, relationships and plans."""

    async def read() -> Catalog:
        async with open_database() as database, database.reading() as tx:
            return await load_catalog(tx)

    catalog = run(read())
    if specification_id is None:
        everything = sorted(catalog.specifications.values(), key=lambda s: (s.kind, s.id))
        emit(everything, as_json=as_json, show=_show_all)
        return
    specification = catalog.specification(specification_id)
    plans = [p for p in catalog.plans.values() if p.specification == specification_id]
    emit(
        {"specification": specification, "plans": plans},
        as_json=as_json,
        show=lambda _: _show_one(catalog, specification),
    )


def _show_all(specifications: list[Specification]) -> None:
    table(
        ["id", "kind", "version", "state", "name", "category", "orderable"],
        [[s.id, s.kind, s.version, badge(s.state), s.name, s.category, "yes" if s.orderable else ""]
         for s in specifications],
        none="the catalog is empty: run `trunkline catalog load FOLDER`",
    )  # fmt: skip


def _bounds(c: CharacteristicSpecification) -> str:
    parts = []
    if c.options:
        parts.append("one of " + ", ".join(str(option.value) for option in c.options))
    if c.minimum is not None or c.maximum is not None:
        parts.append(
            f"{'' if c.minimum is None else f'{c.minimum:g}'} to {'' if c.maximum is None else f'{c.maximum:g}'}"
        )
    if c.default_value is not None:
        parts.append(f"default {c.default_value}")
    return "; ".join(parts)


def _show_one(catalog: Catalog, specification: Specification) -> None:
    say(f"{specification.name} ({specification.id}, {specification.kind}, version {specification.version})")
    if specification.description:
        say(specification.description)
    say("")
    table(
        ["characteristic", "type", "unit", "mandatory", "values"],
        [
            [c.name, c.value_type, c.unit, "yes" if c.mandatory else "", _bounds(c)]
            for c in specification.characteristics
        ],
        none="no characteristics",
    )
    say("")

    def grow(branch: Tree, parent: Specification, seen: tuple[str, ...]) -> None:
        for relationship in sorted(parent.relationships, key=lambda r: r.order):
            when = f", when {relationship.rule.name}" if relationship.rule else ""
            must = "" if relationship.mandatory else ", optional"
            twig = branch.add(escape(f"{relationship.type} {relationship.target}{must}{when}"))
            target = catalog.find_specification(relationship.target)
            if target is not None and target.id not in seen:
                grow(twig, target, (*seen, target.id))

    tree = Tree(escape(specification.id))
    grow(tree, specification, (specification.id,))
    screen().print(tree)
    for plan in catalog.plans.values():
        if plan.specification == specification.id:
            actions = ", ".join(plan.actions) or "every action"
            say(f"\nplan {plan.id} version {plan.version} for {actions}")
            table(
                ["task", "name", "kind", "by", "after"],
                [[t.key, t.name, t.kind, t.assignment_group or t.executor, ", ".join(t.after)] for t in plan.tasks],
            )
