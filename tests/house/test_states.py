"""States: only a life cycle sets one, the database knows the same ones, and each can be reached."""

from __future__ import annotations

import ast
import importlib
import re

import pytest

from sources import Source, dotted, product
from trunkline.access.model import Role
from trunkline.access.views import ListKind
from trunkline.agreements.state import AgreementClockState
from trunkline.appointments.state import AppointmentState
from trunkline.attachments.model import SubjectKind
from trunkline.catalog.model import DependencyType, MilestoneBasis, OrderStage, PointOfNoReturn, SpecificationKind
from trunkline.catalog.parts import PartKind
from trunkline.catalog.state import SpecificationState
from trunkline.fallout.campaign_model import REMEDIES_FOR_MANY
from trunkline.fallout.state import CampaignRecordState, CampaignState, FalloutState, Outcome, Resolution
from trunkline.inventory.model import InventoryKind
from trunkline.inventory.state import InventoryState, ScheduledState
from trunkline.jeopardy.model import JeopardyCause, JeopardyLevel, JeopardySubject
from trunkline.kit.db import Database
from trunkline.kit.lifecycle import Lifecycle
from trunkline.notifications.model import Channel, NotificationKind
from trunkline.notifications.state import NotificationState
from trunkline.orchestration.executor import EffectPurpose, EffectState
from trunkline.orchestration.state import (
    AtExpiry,
    DomainOrderAction,
    DomainOrderKind,
    DomainOrderState,
    FixedBy,
    HoldReason,
    HoldScope,
    TaskKind,
    TaskState,
)
from trunkline.orchestration.taking_back import AfterUndo
from trunkline.ordering.state import (
    ApprovalState,
    CancellationState,
    EnrichmentState,
    InvestigationState,
    ItemAction,
    MilestoneState,
    OrderTaskState,
    ServiceOrderState,
)

CLOSED_SETS: dict[str, frozenset[str]] = {
    column: frozenset(values)
    for column, values in {
        "user_role.role": Role,
        "saved_view.list": ListKind,
        "saved_view.shared_role": Role,
        "role_view_default.role": Role,
        "specification.kind": SpecificationKind,
        "specification.state": SpecificationState,
        "plan_specification.state": SpecificationState,
        "catalog_part.state": SpecificationState,
        "catalog_part.part": PartKind,
        "service_order.state": ServiceOrderState,
        "appointment.state": AppointmentState,
        "service_order_item.state": ServiceOrderState,
        "cancellation.state": CancellationState,
        "service_order_item.action": ItemAction,
        "approval.state": ApprovalState,
        "investigation.state": InvestigationState,
        "enrichment_task.state": EnrichmentState,
        "milestone.state": MilestoneState,
        "order_task.state": OrderTaskState,
        "order_task.stage": OrderStage,
        "point_of_no_return.hardness": {PointOfNoReturn.SOFT, PointOfNoReturn.HARD},
        "service_order_item.point_of_no_return": {PointOfNoReturn.SOFT, PointOfNoReturn.HARD},
        "milestone.due_basis": MilestoneBasis,
        "milestone_target.part": {"task", "domainOrder"},
        "inventory_item.kind": InventoryKind,
        "inventory_item.state": InventoryState,
        "inventory_history.state": InventoryState,
        "scheduled_inventory_change.state": ScheduledState,
        "scheduled_inventory_change.action": {DomainOrderAction.SUSPEND, DomainOrderAction.RESUME},
        "inventory_item.state_before": {InventoryState.ACTIVE, InventoryState.SUSPENDED},
        "domain_order.kind": DomainOrderKind,
        "domain_order.action": DomainOrderAction,
        "task_lag.type": DependencyType,
        "domain_order.state": DomainOrderState,
        "task.earliest_by": FixedBy,
        "task.kind": TaskKind,
        "task.state": TaskState,
        "hold.scope": HoldScope,
        "hold.reason_code": HoldReason,
        "hold.at_expiry": AtExpiry,
        "fallout.state": FalloutState,
        "fallout_routing_rule.category": DomainOrderKind,
        "fallout_campaign.state": CampaignState,
        "fallout_campaign.resolution": frozenset(REMEDIES_FOR_MANY),
        "fallout_campaign.afterwards": AfterUndo,
        "fallout_campaign_record.state": CampaignRecordState,
        "effect.state": EffectState,
        "effect.purpose": EffectPurpose,
        "fallout.resolution": Resolution,
        "fallout.outcome": {Outcome.STILL_FAILING, Outcome.FAILING_DIFFERENTLY},
        "fallout_remedy.outcome": Outcome,
        "agreement_clock.state": AgreementClockState,
        "agreement_clock.level": JeopardySubject,
        "agreement_clock.jeopardy": JeopardyLevel,
        "jeopardy_alert.cause": JeopardyCause,
        "jeopardy_alert.level": JeopardyLevel,
        "jeopardy_alert.subject": JeopardySubject,
        "jeopardy_threshold.level": JeopardyLevel,
        "notification.state": NotificationState,
        "notification.channel": Channel,
        "notification_rule.kind": NotificationKind,
        # no enum of its own: the same words as `Event.about`, and the item
        "attachment.subject": SubjectKind,
        "note.subject": {"serviceOrder", "serviceOrderItem", "domainOrder", "task", "fallout"},
    }.items()
}

# states that no verb leads to yet, and what will
SET_OTHERWISE: dict[type, dict[str, str]] = {
    ServiceOrderState: {},
}

# statements that write a state as a word; each says what a pure function says, and a law test compares them
ROLL_UPS = {
    "src/trunkline/orchestration/growth_store.py": "domain_order_state when tasks join, which leaves them open",
    "src/trunkline/orchestration/progress_store.py": "orchestration.state.domain_order_state, in one set-based step",
    "src/trunkline/orchestration/store.py": "a domain order without tasks: domain_order_state of an empty tally",
    "src/trunkline/ordering/progress.py": "ordering.progress.outcome, in one set-based step",
}


def _states_of(source: Source) -> dict[str, str]:
    """Names in this file that stand for a state's class: `TaskState`, and aliases such as `_T`."""
    names = {name: name for name in re.findall(r"\b\w+State\b", source.text)}
    for node in source.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id in names:
            names |= {target.id: node.value.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def _lifecycles() -> dict[str, Lifecycle]:  # type: ignore[type-arg]  # of any states
    modules = [importlib.import_module(s.module) for s in product() if s.module.endswith(".state")]
    return {name: value for module in modules for name, value in vars(module).items() if isinstance(value, Lifecycle)}


def test_only_a_lifecycle_sets_a_state() -> None:
    """Style rule 9, STM-01: a new record (a constructor, an insert) may begin in a start of its life cycle; everything else goes by a verb."""
    starts = {f"{life.states.__name__}.{start.name}" for life in _lifecycles().values() for start in life.starts}
    found = []
    for source in product():
        if source.module.endswith(".state"):
            continue
        names = _states_of(source)

        def named(value: ast.AST, names: dict[str, str] = names) -> str:
            name = dotted(value).removesuffix(".value")
            holder, _, member = name.rpartition(".")
            return f"{names[holder]}.{member}" if holder in names else ""

        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call):
                function = dotted(node.func).rpartition(".")[2]
                reads = re.match(r"(list|count|find)_", function)
                makes = function[:1].isupper() or re.match(r"_?(insert|add|new)(_|$)", function)
                found += [
                    f"{source.at(node)}: {function}({k.arg}={named(k.value)})"
                    for k in node.keywords
                    if k.arg in {"state", "after"} and named(k.value) and not reads
                    and not (makes and named(k.value) in starts)
                ]  # fmt: skip
            targets = node.targets if isinstance(node, ast.Assign) else []
            found += [
                f"{source.at(node)}: {ast.unparse(target)} = ..."
                for target in targets
                if isinstance(target, ast.Attribute) and target.attr == "state" and isinstance(node, ast.Assign)
                and named(node.value)
            ]  # fmt: skip
    assert not found, "\n".join(found)


def test_no_statement_writes_a_state_as_a_word_except_the_roll_ups() -> None:
    """Style rule 9: SQL gets the state that a life cycle answered as a parameter."""
    writes = re.compile(
        r"\bUPDATE\b(?:(?!\bWHERE\b).)*?\bSET\b(?:(?!\bWHERE\b|\bFROM\b).)*?\bstate\s*=\s*('|CASE)", re.DOTALL
    )
    found = {}
    for source in product():
        texts = [n.value for n in ast.walk(source.tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        if any(writes.search(text) for text in texts):
            found[source.path] = "writes a state as a word"
    assert not set(found) - set(ROLL_UPS), found
    assert not set(ROLL_UPS) - set(found), "these entries of the list are not needed any more"


async def test_every_list_of_words_in_the_database_equals_its_enum(db: Database) -> None:
    """Style rule 17: the last guard is the database."""
    async with db.reading() as tx:
        rows = await tx.fetch(
            """
            SELECT t.relname AS table_name, pg_get_constraintdef(c.oid) AS definition
              FROM pg_constraint AS c
              JOIN pg_class AS t ON t.oid = c.conrelid
              JOIN pg_namespace AS s ON s.oid = t.relnamespace
             WHERE c.contype = 'c' AND s.nspname = 'public'
            """
        )
    lists = {}
    for row in rows:
        listed = re.fullmatch(r"CHECK \(\((\w+) = ANY \(ARRAY\[(.*)\]\)\)\)", row["definition"])
        if listed:
            lists[f"{row['table_name']}.{listed[1]}"] = frozenset(re.findall(r"'([^']*)'::text", listed[2]))
    assert lists == CLOSED_SETS


async def test_every_state_column_is_guarded(db: Database) -> None:
    """Style rule 17: no table has a state that may be any word."""
    async with db.reading() as tx:
        rows = await tx.fetch(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'state'"
        )
    assert {f"{row[0]}.state" for row in rows} <= set(CLOSED_SETS)


@pytest.mark.parametrize("name", sorted(_lifecycles()))
def test_every_state_can_be_reached(name: str) -> None:
    """Style rule 8: a state is reached by verbs, or the list says what sets it."""
    life = _lifecycles()[name]
    otherwise = SET_OTHERWISE.get(life.states, {})
    unreached = {state.value for state in set(life.states) - life.reachable()}
    assert unreached == set(otherwise)


@pytest.mark.parametrize("source", [s for s in product() if s.module.endswith(".state")], ids=lambda s: s.module)
def test_every_state_says_what_it_means(source: Source) -> None:
    """Style rule 8: a comment on every state whose class has a docstring that does not list them."""
    lines = source.text.splitlines()
    silent = [
        f"{source.at(statement)} {node.name}"
        for node in source.tree.body
        if isinstance(node, ast.ClassDef) and node.name.endswith("State") and node.name not in {"ApprovalState"}
        for statement in node.body
        if isinstance(statement, ast.Assign) and "#" not in lines[statement.lineno - 1]
    ]
    assert not silent, silent
