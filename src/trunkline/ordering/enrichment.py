"""Enrichment as rules: which tasks an order gets, what each move does to the order, whether the data is complete."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from trunkline.catalog.characteristics import check_value, coerce_value, is_empty
from trunkline.catalog.model import EnrichmentPolicy, Specification
from trunkline.kit.errors import Problem
from trunkline.kit.ids import ServiceOrderId
from trunkline.ordering.model import EnrichmentItemTask, NewServiceOrderItem
from trunkline.ordering.policies import policy_name
from trunkline.ordering.state import ENRICHMENT_ENDED, ENRICHMENT_LIFECYCLE, EnrichmentState, ServiceOrderState

REASON = "enrichment"  # why an order or item is pending while its tasks are open


def tasks_of(
    service_order_id: ServiceOrderId,
    matches: Iterable[tuple[NewServiceOrderItem, EnrichmentPolicy]],
    known: Sequence[EnrichmentItemTask],
    *,
    priority: int,
    now: datetime,
) -> list[EnrichmentItemTask]:
    """The new tasks of an order, numbered after those it had.

    What was completed before (the order came back after a rejection) is not asked again while the item still has every
    mandatory value.
    """
    done = {(task.item_id, task.policy.rpartition("@")[0], task.key) for task in known
            if task.state is EnrichmentState.COMPLETED}  # fmt: skip
    made: list[EnrichmentItemTask] = []
    for item, policy in matches:
        asked = [
            task
            for task in policy.tasks
            if (item.item_id, policy.id, task.key) not in done
            or any(field.mandatory and _lacks(item, field.characteristic) for field in task.data)
        ]
        keys = {task.key for task in asked}
        for task in asked:
            after = tuple(key for key in task.after if key in keys)
            made.append(
                EnrichmentItemTask(
                    service_order_id=service_order_id,
                    n=len(known) + len(made) + 1,
                    item_n=item.n,
                    item_id=item.item_id,
                    policy=policy_name(policy),
                    key=task.key,
                    name=task.name,
                    description=task.description,
                    state=EnrichmentState.WAITING if after else EnrichmentState.READY,
                    state_reason=None,
                    assignment_group=task.assignment_group,
                    assignee=None,
                    priority=item.priority or priority,
                    data=task.data,
                    after=after,
                    characteristics={},
                    version=1,
                    created_at=now,
                    started_at=None,
                    ended_at=None,
                    ended_by=None,
                )
            )
    return made


def _lacks(item: NewServiceOrderItem, name: str) -> bool:
    held = item.characteristics.get(name)
    return held is None or is_empty(held.value)


def is_open(task: EnrichmentItemTask) -> bool:
    """Whether the task has still to be done."""
    return task.state not in ENRICHMENT_ENDED


def rolled_up(states: Collection[EnrichmentState]) -> ServiceOrderState:
    """The law: how an item, and the order, stand whose enrichment tasks stand so.

    Nothing open: acknowledged. Something held and nothing that anybody could do: held. Else pending.
    """
    left = set(states) - ENRICHMENT_ENDED
    if not left:
        return ServiceOrderState.ACKNOWLEDGED
    workable = left & {EnrichmentState.READY, EnrichmentState.IN_PROGRESS}
    return ServiceOrderState.HELD if EnrichmentState.HELD in left and not workable else ServiceOrderState.PENDING


VERB_TO: Mapping[ServiceOrderState, str] = {
    ServiceOrderState.ACKNOWLEDGED: "finishEnrichment",
    ServiceOrderState.HELD: "holdEnrichment",
    ServiceOrderState.PENDING: "resumeEnrichment",
}


def released(tasks: Sequence[EnrichmentItemTask], completed: EnrichmentItemTask) -> list[EnrichmentItemTask]:
    """The tasks of the same item and policy that waited and, with `completed` done, wait for nothing more."""
    same = [task for task in tasks if (task.item_n, task.policy) == (completed.item_n, completed.policy)]
    still = {task.key for task in same if is_open(task) and task.n != completed.n}
    return [
        replace(task, state=ENRICHMENT_LIFECYCLE.after("ready", task.state))
        for task in same
        if task.state is EnrichmentState.WAITING and not still & set(task.after)
    ]


def checked_values(
    task: EnrichmentItemTask,
    given: Mapping[str, object],
    held: Mapping[str, object],
    specification: Specification | None,
    *,
    complete: bool,
) -> tuple[dict[str, object], list[Problem]]:
    """The values as the specification types them, and every fault of them (ENR-07).

    `held` is what the item has already; with `complete` every mandatory value must be there.
    """
    fields = {field.characteristic: field for field in task.data}
    problems: list[Problem] = []
    values: dict[str, object] = {}
    for name, value in given.items():
        field = f"values[{name}]"
        described = None if specification is None else specification.characteristic(name)
        if name not in fields:
            asked = ", ".join(f"'{known}'" for known in fields) or "no values"
            what, action = f"the task does not ask for '{name}'", f"leave it out; it asks for {asked}"
            problems.append(Problem(item=task.number, field=field, what=what, action=action))
        elif fields[name].read_only:
            what = f"'{name}' is shown, not asked for"
            problems.append(Problem(item=task.number, field=field, what=what, action="leave it out"))
        elif described is None:
            what = f"the item's specification has no characteristic '{name}'"
            action = "correct the enrichment policy, or take the item's specification that has it"
            problems.append(Problem(item=task.number, field=field, what=what, action=action))
        elif value is None:
            values[name] = None
        else:
            values[name] = coerce_value(described, value)
            problems += check_value(described, values[name], item=task.number, field=field)
    if complete:
        after = {**held, **values}
        problems += [
            Problem(
                item=task.number,
                field=f"values[{field.characteristic}]",
                what=f"'{field.characteristic}' is mandatory and has no value",
                action="give the value, then complete the task",
            )
            for field in task.data
            if field.mandatory and is_empty(after.get(field.characteristic))
        ]
    return values, problems
