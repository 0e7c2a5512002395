"""Orders with a plan and failures on it, for tests of fallouts."""

from __future__ import annotations

from collections.abc import Sequence

from builders_orchestration import T0, Shape, plant
from trunkline.access.model import ROLE_PERMISSIONS, Actor, Role
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import (
    CatalogDocument,
    CharacteristicSpecification,
    DataField,
    PlanSpecification,
    Specification,
    SpecificationKind,
    TaskSpecification,
    ValueType,
)
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration.events import AutomatedTaskExhausted

# two automated tasks and a manual one in a row, and an automated one beside them
CHAIN = Shape(
    tasks=((1, "automated"), (1, "automated"), (1, "manual"), (1, "automated")),
    edges=((1, 2), (2, 3)),
)
WIDE = Shape(tasks=tuple((1, "automated") for _ in range(50)))


def person(role: Role, name: str = "") -> Actor:
    """Somebody with a role; without a name, named after it."""
    return Actor(name=name or role.value.lower(), permissions=ROLE_PERMISSIONS[role], roles=(role,))


FULFILLER = person(Role.FULFILLMENT_AGENT, "fred")
AGENT = person(Role.FALLOUT_AGENT, "ann")
MANAGER = person(Role.FALLOUT_MANAGER, "maria")
ADMINISTRATOR = person(Role.ADMINISTRATOR, "root")


async def plant_order(database: Database, shape: Shape = CHAIN) -> ServiceOrderId:
    """An approved order with a plan, committed."""
    async with database.transaction() as tx:
        return await plant(tx, shape)


async def plant_people(tx: Tx) -> None:
    """The group `desk`, the user `ann`, and `gone`, who is not active any more."""
    await tx.execute("INSERT INTO assignment_group (name) VALUES ('desk')")
    await tx.execute(
        """
        INSERT INTO user_account (user_name, full_name, active, created_at)
        VALUES ('ann', 'Ann', true, $1), ('gone', 'Gone', false, $1)
        """,
        T0,
    )


def exhausted(
    task_id: TaskId,
    *,
    message: str = "port ge-0/0/1 is in use",
    error_class: str = "refused",
    fallout_type: str = "inventoryAllocationFailure",
    group: str | None = None,
) -> AutomatedTaskExhausted:
    """What the worker records when the last attempt at a task failed."""
    return AutomatedTaskExhausted(
        service_order_id=task_id.service_order_id, n=task_id.n, attempt=3, error_class=error_class, message=message,
        exchange={"request": {"port": "ge-0/0/1"}, "response": {"status": 409}}, fallout_type=fallout_type,
        assignment_group=group, by="system", at=T0,
    )  # fmt: skip


async def task_rows(tx: Tx, service_order_id: ServiceOrderId, ns: Sequence[int]) -> list[tuple[str, str | None]]:
    """State and reason of tasks, in the order of `ns`."""
    rows = await tx.fetch(
        """
        SELECT n, state, state_reason
          FROM task
         WHERE service_order_id = $1 AND n = ANY ($2)
        """,
        service_order_id,
        list(ns),
    )
    by_n = {row["n"]: (row["state"], row["state_reason"]) for row in rows}
    return [by_n[n] for n in ns]


async def notes_on(tx: Tx, task_id: TaskId) -> list[str]:
    """The notes on a task, oldest first."""
    rows = await tx.fetch(
        """
        SELECT text
          FROM note
         WHERE service_order_id = $1 AND subject = 'task' AND n = $2
         ORDER BY id
        """,
        task_id.service_order_id,
        task_id.n,
    )
    return [row["text"] for row in rows]


async def kinds(tx: Tx, service_order_id: ServiceOrderId) -> list[str]:
    """The kinds of all events of an order, oldest first."""
    rows = await tx.fetch("SELECT kind FROM event WHERE service_order_id = $1 ORDER BY id", service_order_id)
    return [row["kind"] for row in rows]


SPECIFICATION = Specification(
    id="spec",
    name="Spec",
    kind=SpecificationKind.RFS,
    characteristics=(
        CharacteristicSpecification(name="port"),
        CharacteristicSpecification(name="speed", value_type=ValueType.INTEGER, maximum=1000),
    ),
)
PLAN = PlanSpecification(
    id="plan",
    specification="spec",
    tasks=(
        TaskSpecification(
            key="t1", name="Task 1", kind="automated", executor="simulator",
            data=(DataField(characteristic="port", mandatory=True),),
        ),
        *(TaskSpecification(key=f"t{n}", name=f"Task {n}", assignment_group="desk") for n in (2, 3, 4)),
    ),
)  # fmt: skip


async def plant_order_with_catalog(database: Database) -> ServiceOrderId:
    """An order as CHAIN whose domain order has a specification in the catalog: text `port`, which task 1 asks for,
    and integer `speed`, at most 1000."""
    order = await plant_order(database)
    document = CatalogDocument(catalog="test", specifications=(SPECIFICATION,), plans=(PLAN,))
    async with database.transaction() as tx:
        await load_documents(tx, [document], by=ADMINISTRATOR, now=T0)
        await tx.execute("UPDATE domain_order SET plan_specification = 'plan@1' WHERE service_order_id = $1", order)
    return order
