"""`trunkline order dry-run`: an order tried before it is done."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text
from rich.tree import Tree

from trunkline.cli.orders import read_order_file, show_checks
from trunkline.cli.output import AsJson, emit, say, screen
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.orchestration.api_dry_run import try_draft, try_stored
from trunkline.orchestration.wire_dry_run import DryRunBody, DryRunDomainOrder, DryRunTask, render_dry_run

_NUMBER = re.compile(r"ORD-\d+", re.IGNORECASE)


def dry_run_command(
    subject: Annotated[str, typer.Argument(help="A stored order (ORD-000123), or a TMF641 JSON file.")],
    skipped: Annotated[bool, typer.Option("--skipped", help="Also what would not be made, and why.")] = False,
    trace: Annotated[
        bool, typer.Option("--trace", help="Also every rule and mapping considered, fired or not, and why.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What approving an order now would lead to: checks, domain orders with reasons, tasks, dates. Writes nothing.

    Exit code 1 when the order could not be approved as it stands.
    """

    async def attempt() -> DryRunBody:
        async with open_database() as database, database.reading() as tx:
            if _NUMBER.fullmatch(subject):
                return render_dry_run(await try_stored(tx, subject.upper(), trace=trace))
            return render_dry_run(await try_draft(tx, read_order_file(Path(subject)), by=cli_actor().name, trace=trace))

    def show(body: DryRunBody) -> None:
        show_checks(list(body.checks))
        for problem in body.problems:
            where = " ".join(part for part in (problem.item, problem.field) if part)
            screen().print(Text("✗ ", style="bold red") + Text(f"{where + ': ' if where else ''}{problem.what}"))
            if problem.action:
                say(f"    {problem.action}")
        screen().print(dry_run_tree(body))
        for milestone in body.milestones:
            due = f", due {milestone.due_at:%Y-%m-%d %H:%M}" if milestone.due_at else ""
            say(f"milestone: {milestone.name} (item {milestone.item}){due}")
        for target in body.skipped_targets if skipped else ():
            say(f"not made: {target.specification_id}: {target.reason.text}")
        for task in body.skipped_tasks if skipped else ():
            say(f"not made: task {task.name}: {task.text}")
        for branch in body.waiting:
            say(f"waits: {branch.specification_id}: {branch.reason.text}")
        for each in body.attention:
            say(f"choose: {each.text}")
        for entry in body.trace:
            screen().print(
                Text(f"{entry.outcome:<10} ", style="green" if entry.outcome == "fired" else "dim")
                + Text(f"{entry.name}: {entry.text}")
            )
        if body.dates is not None:
            say(f"from {body.dates.start_at:%Y-%m-%d %H:%M} to {body.dates.end_at:%Y-%m-%d %H:%M} UTC")
            if body.dates.late_by is not None:
                say(f"that is {body.dates.late_by} after the requested completion date")

    found = run(attempt())
    emit(found, as_json=as_json, show=show)
    if not found.feasible:
        raise typer.Exit(1)


def dry_run_tree(body: DryRunBody) -> Tree:
    """Domain orders and tasks as a tree, each with its reason."""
    tasks: dict[int, list[DryRunTask]] = defaultdict(list)
    for task in body.tasks:
        tasks[task.domain_order_n].append(task)
    children: dict[int | None, list[DryRunDomainOrder]] = defaultdict(list)
    for domain_order in body.domain_orders:
        children[domain_order.parent_n].append(domain_order)
    tree = Tree(f"{len(body.domain_orders)} domain orders, {len(body.tasks)} tasks")
    stack = [(tree, root) for root in reversed(children[None])]
    while stack:
        branch, domain_order = stack.pop()
        reason = domain_order.reason.get("text", "") if isinstance(domain_order.reason, dict) else ""
        line = Text(f"{domain_order.name} ") + Text(
            f"[{domain_order.action} {domain_order.kind}]  {reason}", style="dim"
        )
        twig = branch.add(line)
        for task in tasks[domain_order.n]:
            mark = Text("● " if task.critical else "○ ", style="yellow" if task.critical else "dim")
            twig.add(mark + Text(task.name) + Text(f"  {task.assignment_group or task.executor}", style="dim"))
        stack += [(twig, child) for child in reversed(children[domain_order.n])]
    return tree


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("dry-run")(dry_run_command)
