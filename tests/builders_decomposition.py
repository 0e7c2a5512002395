"""Catalogs, orders and inventory trees for decomposition; and random ones that are sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from trunkline.catalog.model import (
    Catalog,
    Characteristic,
    CharacteristicMapping,
    CharacteristicSpecification,
    Condition,
    DecompositionRule,
    MappingDirection,
    Quantity,
    RelationshipType,
    Specification,
    SpecificationKind,
    SpecificationRelationship,
    ValueType,
)
from trunkline.decomposition.model import Decomposition, DomainOrderDraft, ReasonCode
from trunkline.inventory.model import InventoryItem, InventoryKind, InventoryTree
from trunkline.inventory.state import InventoryState
from trunkline.kit.ids import InventoryItemId, ServiceOrderId, ServiceOrderItemId
from trunkline.ordering.model import ServiceOrder, ServiceOrderItem
from trunkline.ordering.state import ItemAction, ServiceOrderState

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ORDER = ServiceOrderId(1)


def text(name: str, **more: Any) -> CharacteristicSpecification:
    """A characteristic that holds text."""
    return CharacteristicSpecification(name=name, **more)


def whole(name: str, **more: Any) -> CharacteristicSpecification:
    """A characteristic that holds a whole number."""
    return CharacteristicSpecification(name=name, value_type=ValueType.INTEGER, **more)


def spec(
    specification_id: str,
    *relationships: SpecificationRelationship,
    kind: str = "rfs",
    characteristics: Iterable[CharacteristicSpecification] = (),
    **more: Any,
) -> Specification:
    """A specification; its name is its id with a capital letter."""
    return Specification(
        id=specification_id,
        kind=SpecificationKind(kind),
        name=specification_id.capitalize(),
        characteristics=tuple(characteristics),
        relationships=relationships,
        **more,
    )


def to(target: str, *mappings: CharacteristicMapping, type: str = "requires", **more: Any) -> SpecificationRelationship:
    """A relationship to a target."""
    return SpecificationRelationship(type=RelationshipType(type), target=target, mappings=mappings, **more)


def when(characteristic: str, *, name: str = "", **test: Any) -> DecompositionRule:
    """A rule with one term."""
    return DecompositionRule(name=name or f"on {characteristic}", when=Condition(characteristic=characteristic, **test))


def down(source: str, target: str | None = None, **more: Any) -> CharacteristicMapping:
    """A mapping from parent to child."""
    return CharacteristicMapping(source=source, target=target or source, **more)


def up(source: str, target: str | None = None, **more: Any) -> CharacteristicMapping:
    """A mapping from child to parent."""
    return CharacteristicMapping(source=source, target=target or source, direction=MappingDirection.UP, **more)


def counted(characteristic: str | None = None, *, minimum: int = 0, default: int = 1, maximum: int = 10) -> Quantity:
    """A quantity."""
    return Quantity(minimum=minimum, default=default, maximum=maximum, characteristic=characteristic)


def catalog(*specifications: Specification) -> Catalog:
    """A published catalog without plans."""
    return Catalog(1, specifications, ())


def given(values: Mapping[str, object], origin: str = "order") -> dict[str, Characteristic]:
    """Characteristics with these values."""
    return {name: Characteristic(value, origin) for name, value in values.items()}


def item(n: int, specification_id: str | None = None, *, parent: int | None = None, **more: Any) -> ServiceOrderItem:
    """Item `n` of the order, called `str(n)`; `values` are its characteristics, `about` its inventory item."""
    values = more.pop("values", {})
    return ServiceOrderItem(
        id=ServiceOrderItemId(ORDER, n),
        item_id=more.pop("item_id", str(n)),
        parent_n=parent,
        state=ServiceOrderState.IN_PROGRESS,
        state_reason=None,
        action=ItemAction(more.pop("action", "add")),
        quantity=more.pop("quantity", 1),
        priority=None,
        specification_id=specification_id,
        specification_version=1,
        inventory_item_id=more.pop("about", None),
        characteristics=given(values),
        place=more.pop("place", None),
        related_items=(),
        issues=(),
        body=more.pop("body", {}),
    )


def order(*items: ServiceOrderItem) -> ServiceOrder:
    """An approved order of these items."""
    return ServiceOrder(
        id=ORDER, external_id=None, state=ServiceOrderState.IN_PROGRESS, state_reason=None, state_before=None,
        version=1, priority=4, category=None, description=None, customer_id="cust-1", customer_name="Acme",
        order_date=NOW, requested_start_date=None, requested_completion_date=None, committed_due_date=None,
        expected_completion_date=None, start_date=NOW, completion_date=None, catalog_revision=1, created_by="test",
        body={}, items=items,
    )  # fmt: skip


def tree(
    inventory_item_id: int,
    specification_id: str,
    *parts: InventoryTree,
    kind: str = "rfs",
    state: InventoryState = InventoryState.ACTIVE,
    values: Mapping[str, object] | None = None,
) -> InventoryTree:
    """Something in inventory with its parts."""
    return InventoryTree(
        item=InventoryItem(
            id=InventoryItemId(inventory_item_id), kind=InventoryKind(kind), external_id=None,
            name=specification_id.capitalize(), state=state, specification_id=specification_id,
            specification_version=1, parent_id=None, customer_id="cust-1", place=None,
            characteristics=given(values or {}, "inventory"), service_order_id=None, domain_order_n=None,
            created_at=NOW, started_at=NOW, ended_at=None,
        ),
        children=parts,
    )  # fmt: skip


def as_inventory(decomposition: Decomposition, *, first: int = 100) -> list[InventoryTree]:
    """What is in inventory when every domain order of adds has completed; item `n` gets the id `first + n`."""
    parts: dict[int | None, list[DomainOrderDraft]] = {}
    for draft in decomposition.domain_orders:
        parts.setdefault(draft.parent_n, []).append(draft)

    def grown(draft: DomainOrderDraft) -> InventoryTree:
        values = {name: held.value for name, held in draft.characteristics.items()}
        below = [grown(part) for part in parts.get(draft.n, [])]
        return tree(first + draft.n, draft.specification_id, *below, kind=draft.kind, values=values)

    return [grown(draft) for draft in parts.get(None, [])]


def items_of(trees: Iterable[InventoryTree]) -> list[InventoryItem]:
    """Every item of the trees, parents first."""
    listed: list[InventoryItem] = []
    for each in trees:
        listed += [each.item, *items_of(each.children)]
    return listed


def made(decomposition: Decomposition) -> Counter[str]:
    """How many domain orders there are of each specification."""
    return Counter(draft.specification_id for draft in decomposition.domain_orders)


def actions(decomposition: Decomposition) -> list[tuple[str, str]]:
    """(action, specification) of each domain order."""
    return [(draft.action, draft.specification_id) for draft in decomposition.domain_orders]


def skipped(decomposition: Decomposition) -> dict[str, ReasonCode]:
    """Why each skipped specification was skipped (the last one counts)."""
    return {target.specification_id: target.reason.code for target in decomposition.skipped}


# random ones -------------------------------------------------------------------------------------------------------

_VALUES = st.sampled_from(["a", "b", "c"])


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """A sound catalog of s0 ... sN; s0 is a root, each may need those after it.

    Every specification has `Choice` and `Count`, which rules and quantities look at, and `Told`, which children tell.
    """
    size = draw(st.integers(1, 7))
    made_specs = []
    for n in range(size):
        later = [f"s{m}" for m in range(n + 1, size)]
        targets = draw(st.lists(st.sampled_from(later), max_size=3, unique=True)) if later else []
        made_specs.append(
            spec(
                f"s{n}",
                *[draw(_relationships(target, position)) for position, target in enumerate(targets)],
                kind="cfs" if n == 0 else "rfs",
                characteristics=[
                    text("Choice", default=draw(st.none() | _VALUES)),
                    whole("Count", default=draw(st.none() | st.integers(0, 3)), minimum=0, maximum=3),
                    text("Told", default=draw(st.none() | _VALUES)),
                ],
            )
        )
    return catalog(*made_specs)


@st.composite
def _relationships(draw: st.DrawFn, target: str, position: int) -> SpecificationRelationship:
    mappings = draw(
        st.lists(
            st.sampled_from([
                down("Choice"),
                down("Count"),
                down("Choice", values={"a": "b"}, otherwise="c"),
                CharacteristicMapping(target="Choice", constant="a"),
                down("Choice", when=Condition(characteristic="Count", at_least=1)),
                up("Told"),
            ]),
            max_size=3,
            unique_by=lambda mapping: (mapping.direction, mapping.target),
        )
    )  # fmt: skip
    rule = draw(
        st.sampled_from([
            None, None, when("Choice", equals="a"), when("Choice", present=True), when("Count", at_least=2),
        ])
    )  # fmt: skip
    return to(
        target,
        *mappings,
        type=draw(st.sampled_from(["requires", "requires", "realizedAs", "composedOf"])),
        mandatory=draw(st.booleans()),
        order=draw(st.integers(0, 2)) + position,
        rule=rule,
        quantity=draw(st.sampled_from([Quantity(), counted("Count", maximum=3), counted(default=2, maximum=3)])),
    )


@st.composite
def values(draw: st.DrawFn) -> dict[str, object]:
    """Values for any specification of a random catalog."""
    return draw(st.fixed_dictionaries({}, optional={"Choice": _VALUES, "Count": st.integers(0, 3), "Told": _VALUES}))


@st.composite
def adds(draw: st.DrawFn, of: Catalog) -> ServiceOrder:
    """An order that adds specifications of the catalog, some nested in others."""
    ids = list(of.specifications)
    listed: list[ServiceOrderItem] = []
    for n in range(1, draw(st.integers(1, 4)) + 1):
        parent = draw(st.sampled_from([None, *range(1, n)]))
        chosen = draw(st.lists(st.sampled_from(ids), max_size=2))
        body = {"service": {"supportingService": [{"serviceSpecification": {"id": each}} for each in chosen]}}
        listed.append(
            item(
                n, draw(st.sampled_from(ids)), parent=parent, values=draw(values()), body=body,
                quantity=draw(st.sampled_from([1, 1, 2])),
            )
        )  # fmt: skip
    # parents first, each item right after what stands before it in its parent's list
    return order(*listed)
