"""Standing in for a task: a person gives the outputs that later open tasks need, so that none misses an input (NEW-22)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trunkline.catalog.queries import get_specification, load_catalog
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import DomainOrderId
from trunkline.orchestration import edit_store, store, taking_back_store
from trunkline.orchestration.errors import DataMissing
from trunkline.orchestration.model import Task
from trunkline.orchestration.needing import LaterTask, needed_outputs
from trunkline.orchestration.patterns import find_pattern, pattern_of


async def list_needed_outputs(tx: Tx, task: Task) -> dict[str, list[str]]:
    """The outputs of a task that are empty and that later open tasks need, each with the numbers of these tasks.

    Four queries and the open tasks after this one.
    """
    order_id = task.id.service_order_id
    domain_order = await store.get_domain_order(tx, DomainOrderId(order_id, task.domain_order_n))
    pattern = await find_pattern(tx, task, domain_order)
    row = await edit_store.read_plan(tx, order_id)
    if pattern is None or row is None:
        return {}
    later = await store.downstream(tx, task.id)
    if not later:
        return {}
    catalog = await load_catalog(tx, row["catalog_revision"])
    facts = await taking_back_store.read_made_from(tx, order_id, [each.id.n for each in later])
    tasks = [
        LaterTask(
            number=each.id.number,
            specification=facts[each.id.n]["specification_id"],
            pattern=pattern_of(catalog, facts[each.id.n]["plan_specification"], each.key),
        )
        for each in later
    ]
    specification = await get_specification(tx, domain_order.specification_id, domain_order.specification_version)
    held = {name: known.value for name, known in domain_order.characteristics.items()}
    return needed_outputs(catalog, pattern, specification, held, tasks)


async def require_outputs(tx: Tx, task: Task, given: Mapping[str, object]) -> None:
    """Raises DataMissing, naming each value and who needs it, when `given` lacks an output that a later task needs."""
    refuse_missing(task, await list_needed_outputs(tx, task), given)


def refuse_missing(task: Task, needed: Mapping[str, Sequence[str]], given: Mapping[str, object]) -> None:
    """Raises DataMissing when `given` lacks one of the `needed` outputs, each with the numbers of who needs it."""
    problems = [
        Problem(
            item=task.id.number, field=name, what=f"{', '.join(by[:3])} needs this value, and it is empty",
            action=f"give a value for '{name}'",
        )
        for name, by in needed.items()
        if given.get(name) in (None, "", [], {})
    ]  # fmt: skip
    if problems:
        raise DataMissing(
            f"{task.id.number} '{task.name}' cannot be left without what later tasks need of it", problems=problems
        )
