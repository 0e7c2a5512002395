"""What approving an order would lead to, as the approver is shown it: the dry run, summed up and sealed by a digest."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.orchestration.dry_run import DryRun, dry_run
from trunkline.ordering.model import Check, Preview, ServiceOrder

MOST_SHOWN = 200  # domain orders that the summary lists one by one


async def preview_service_order(tx: Tx, order: ServiceOrder, *, now: datetime) -> Preview:
    """The preview of an order, or of the part of it that is given; the previewer of `ordering.previewing`."""
    return preview_of(await dry_run(tx, order, now=now))


def preview_of(run: DryRun) -> Preview:
    """A dry run summed up. Its digest covers order, items, version, catalog and all that would be made, and no dates."""
    order = run.order
    sealed = [order.id, order.version, [item.id.n for item in order.items], run.catalog_revision, run.digest,
              [problem.what for problem in run.problems]]  # fmt: skip
    return Preview(
        digest=hashlib.sha256(msgspec.json.encode(sealed)).hexdigest(),
        shown=_summary(run),
        checks=(*run.checks, *_checks(run)),
    )


def _checks(run: DryRun) -> list[Check]:
    late = []
    if run.schedule is not None and run.schedule.late_by is not None:
        what = f"the plan ends {run.schedule.end_at.isoformat()}, {run.schedule.late_by} after the requested completion"
        late = [Problem(field="requestedCompletionDate", what=what, action="agree a later date, or shorten the work")]
    attention = () if run.decomposition is None else run.decomposition.attention
    choices = [
        Problem(
            item=next((item.item_id for item in run.order.items if item.id.n == each.item_n), None),
            what=each.text,
            action="add delete items for the ones that are to end",
        )
        for each in attention
    ]
    return [
        _check("choices", "It is clear which parts end", choices, blocking=True),
        _check("decomposition", "The order can be decomposed and planned", run.problems, blocking=True),
        _check("feasible", "The work can be done by the requested date", late, blocking=False),
    ]


def _check(key: str, name: str, problems: Sequence[Problem], *, blocking: bool) -> Check:
    return Check(key=key, name=name, passed=not problems, blocking=blocking, problems=tuple(problems))


def _summary(run: DryRun) -> dict[str, object]:
    made = () if run.decomposition is None else run.decomposition.domain_orders
    tasks = () if run.plan is None else run.plan.tasks
    times = run.schedule
    return {
        "version": run.order.version,
        "catalogRevision": run.catalog_revision,
        "items": [item.item_id for item in run.order.items],
        "domainOrders": len(made),
        "domainOrdersByKind": dict(sorted(Counter(order.kind for order in made).items())),
        "domainOrdersByAction": dict(sorted(Counter(order.action for order in made).items())),
        "tasks": len(tasks),
        "tasksByKind": dict(sorted(Counter(str(task.kind) for task in tasks).items())),
        "plannedStart": None if times is None else times.start_at.isoformat(),
        "plannedEnd": None if times is None else times.end_at.isoformat(),
        "requestedEnd": None if times is None or times.due_at is None else times.due_at.isoformat(),
        "criticalTasks": 0 if times is None else len(times.critical_path),
        "domainOrderList": [
            {
                "n": order.n,
                "parentN": order.parent_n,
                "itemN": order.item_n,
                "kind": order.kind,
                "action": order.action,
                "specification": order.specification_id,
                "name": order.name,
                "reason": order.reason.text,
            }
            for order in made[:MOST_SHOWN]
        ],
        "domainOrderListCut": len(made) > MOST_SHOWN,
        "waiting": [msgspec.to_builtins(branch) for branch in (run.decomposition.waiting if run.decomposition else ())],
        "problems": [msgspec.to_builtins(problem) for problem in run.problems],
    }
