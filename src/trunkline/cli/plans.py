"""`trunkline plan`: the orchestration plan of an order, as a tree."""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from typing import Annotated

import typer
from rich.console import Group
from rich.live import Live
from rich.text import Text
from rich.tree import Tree

from trunkline.cli.output import AsJson, badge, emit, screen
from trunkline.cli.session import open_database, run
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId, read_service_order_number
from trunkline.orchestration.model import DomainOrder, Task
from trunkline.orchestration.queries import PlanView, get_plan
from trunkline.orchestration.state import TaskState
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.queries import get_service_order
from trunkline.ordering.state import ENDED

app = typer.Typer(help="Orchestration plans.", no_args_is_help=True)
_BAR = 20
_WATCH_SECONDS = 0.5
_DONE = {TaskState.COMPLETED, TaskState.SKIPPED, TaskState.CANCELLED, TaskState.FAILED}


def bar(done: int, total: int) -> Text:
    """`━━━━━━────── 6/12`."""
    filled = _BAR * done // total if total else _BAR
    return Text("━" * filled, style="green") + Text("─" * (_BAR - filled), style="dim") + Text(f" {done}/{total}")


def _task_line(task: Task, predecessors: list[int]) -> Text:
    line = badge(task.state) + Text(f"  {task.id.number} {task.name}", style="")
    if task.state is TaskState.WAITING and predecessors:
        line += Text("  after " + ", ".join(str(n) for n in predecessors), style="dim")
    elif task.state not in _DONE and (task.assignee or task.assignment_group):
        line += Text(f"  {task.assignee or task.assignment_group}", style="dim")
    if task.state_reason:
        line += Text(f"  ({task.state_reason})", style="yellow")
    return line


def plan_tree(order: ServiceOrder, view: PlanView) -> Tree:
    """The plan as a tree: order, items, domain orders, tasks; each with its state and how far it is."""
    tasks: dict[int, list[Task]] = defaultdict(list)
    for task in view.tasks:
        tasks[task.domain_order_n].append(task)
    before: dict[int, list[int]] = defaultdict(list)
    for predecessor, successor in view.dependencies:
        before[successor].append(predecessor)
    children: dict[int | None, list[DomainOrder]] = defaultdict(list)
    for domain_order in view.domain_orders:
        children[domain_order.parent_n].append(domain_order)

    def grow(branch: Tree, domain_order: DomainOrder) -> None:
        line = badge(domain_order.state) + Text(f"  {domain_order.number} {domain_order.name} ")
        line += Text(f"[{domain_order.action} {domain_order.kind}]  ", style="dim")
        line += bar(domain_order.total_tasks - domain_order.open_tasks, domain_order.total_tasks)
        twig = branch.add(line)
        for task in tasks[domain_order.id.n]:
            twig.add(_task_line(task, before[task.id.n]))
        for child in children[domain_order.id.n]:
            grow(twig, child)

    done = sum(task.state in _DONE for task in view.tasks)
    head = badge(order.state) + Text(f"  {order.number} {order.description or ''}  ") + bar(done, len(view.tasks))
    tree = Tree(head)
    for item in order.items:
        roots = [root for root in children[None] if root.item_n == item.id.n]
        if not roots:
            continue
        branch = tree.add(badge(item.state) + Text(f"  item {item.item_id}: {item.action} {item.specification_id}"))
        for root in roots:
            grow(branch, root)
    return tree


async def read_plan(database: Database, service_order_id: ServiceOrderId) -> tuple[ServiceOrder, PlanView]:
    """The order and its plan, from one snapshot; raises NoPlanYet."""
    async with database.reading() as tx:
        return await get_service_order(tx, service_order_id), await get_plan(tx, service_order_id)


@app.command("show")
def show_command(
    number: Annotated[str, typer.Argument(help="The order: ORD-000123.")],
    watch: Annotated[bool, typer.Option("--watch", help="Keep drawing until the order has ended or Ctrl-C.")] = False,
    as_json: AsJson = False,
) -> None:
    """The plan as a tree with states and progress."""
    service_order_id = read_service_order_number(number)

    async def show_once() -> tuple[ServiceOrder, PlanView]:
        async with open_database() as database:
            return await read_plan(database, service_order_id)

    async def keep_showing() -> None:
        async with open_database() as database:
            order, view = await read_plan(database, service_order_id)
            with Live(plan_tree(order, view), console=screen(), auto_refresh=False) as live:
                while order.state not in ENDED:
                    await asyncio.sleep(_WATCH_SECONDS)
                    order, view = await read_plan(database, service_order_id)
                    live.update(plan_tree(order, view), refresh=True)

    if watch and not as_json and sys.stdout.isatty():
        run(keep_showing())
        return
    order, view = run(show_once())
    emit(
        {"serviceOrder": {"number": order.number, "state": order.state}, "plan": view},
        as_json=as_json,
        show=lambda _: screen().print(Group(plan_tree(order, view))),
    )
