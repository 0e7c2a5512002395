"""What must, or must not, go together for a customer: what an order lacks, what it clashes with, whom it leaves without."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from trunkline.catalog.conditions import holds
from trunkline.catalog.errors import ExpressionFailed
from trunkline.catalog.model import Catalog, CompatibilityRule, CompatibilityType
from trunkline.catalog.scope import Scope
from trunkline.decomposition.facts import item_facts, order_facts
from trunkline.decomposition.mapping import plain
from trunkline.decomposition.model import Decomposition
from trunkline.decomposition.switching import asks_to_suspend
from trunkline.inventory.model import InventoryItem, InventoryTree
from trunkline.inventory.state import INVENTORY_LIFECYCLE, InventoryState
from trunkline.ordering.model import ServiceOrder, ServiceOrderItem
from trunkline.ordering.state import ItemAction

_NEEDS = frozenset({"requires", "reliesOn", "dependsOn"})  # related item is needed for as long as this one lives
_ENDING = frozenset({InventoryState.TERMINATION_PENDING}) | frozenset(INVENTORY_LIFECYCLE.finals)
_MOST_NAMED = 20  # dependants named in a sentence; the list holds them all


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that does not go together. A blocking one keeps the order from being approved; the others warn."""

    item: str  # as the customer named it
    rule: str  # name of the compatibility rule, or the relation of the items
    blocking: bool
    text: str
    action: str
    dependants: tuple[str, ...] = ()  # numbers of what is active and would be left without


class _Present(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the customer has once the order is done. `item_id` None: no item of the order is about it."""

    specification_id: str
    place: bytes
    count: int
    scope: Scope
    item_id: str | None
    number: str | None  # in inventory
    checked: bool  # an item of the order adds or changes it, so that its own rules are looked at
    id: int | None = None  # in inventory


class _Tally:
    """How many of each specification there are, everywhere and by place."""

    def __init__(self, present: Iterable[_Present]) -> None:
        self._counts: dict[tuple[str, bytes | None], int] = defaultdict(int)
        for each in present:
            self._counts[each.specification_id, None] += each.count
            self._counts[each.specification_id, each.place] += each.count

    def of(self, specification_id: str, rule: CompatibilityRule, place: bytes) -> int:
        """How many the rule counts, seen from that place."""
        return self._counts.get((specification_id, place if rule.same_place else None), 0)


def check_compatibility(
    order: ServiceOrder,
    catalog: Catalog,
    customer_inventory: Sequence[InventoryItem],
    *,
    decomposition: Decomposition | None = None,
) -> list[Finding]:
    """Everything of an order that breaks a compatibility rule, in the order of its items.

    `customer_inventory` is all that the customer has; what has ended or is about to does not count. With the
    `decomposition` of the order what it makes and ceases below its items counts too. A rule that cannot be decided is
    told as a warning. The cost grows with items, inventory and rules, not with their product.
    """
    living = [item for item in customer_inventory if item.state not in _ENDING]
    ceased = _ceased(order, living, decomposition)
    before = [_existing(item, None, None) for item in living]
    staying: dict[int, InventoryItem] = {item.id: item for item in living if item.id not in ceased}
    after = _after(order, staying, decomposition)
    tally, was = _Tally(after), _Tally(before)
    findings: list[Finding] = []
    for each in after:
        specification = catalog.find_specification(each.specification_id) if each.checked else None
        for rule in () if specification is None else specification.compatibility:
            found = _broken(rule, each, tally, catalog)
            if found is not None:
                findings.append(found)
    findings += _clashes(after, tally, catalog)
    lost = ceased | _suspended(order, staying, decomposition)
    working = tally if lost == ceased else _Tally(each for each in after if each.id not in lost)
    findings += _left_without(order, after, working, was, lost, living, catalog)
    findings += _related(order)
    position = {item.item_id: n for n, item in enumerate(order.items)}
    told = {(f.item, f.rule, f.text): f for f in findings}
    return sorted(told.values(), key=lambda finding: position.get(finding.item, len(position)))


def place_key(place: object) -> bytes:
    """What two places have in common exactly when they are the same: an id, or else by all that is said of them."""
    first = place[0] if isinstance(place, (list, tuple)) and place else place
    if isinstance(first, dict) and first.get("id") is not None:
        return str(first["id"]).encode()
    return msgspec.json.encode(first, order="deterministic")


def _ceased(order: ServiceOrder, living: Sequence[InventoryItem], decomposition: Decomposition | None) -> set[int]:
    """What the order ceases: what its items name, with all below; or exactly what its decomposition says."""
    if decomposition is not None:
        return {
            draft.inventory_item_id
            for draft in decomposition.domain_orders
            if draft.action == "delete" and draft.inventory_item_id is not None
        }
    below: dict[int, list[int]] = defaultdict(list)
    for item in living:
        if item.parent_id is not None:
            below[item.parent_id].append(item.id)
    open_ids: list[int] = [
        item.inventory_item_id
        for item in order.items
        if item.action is ItemAction.DELETE and item.inventory_item_id is not None
    ]
    ceased: set[int] = set()
    while open_ids:
        one = open_ids.pop()
        if one not in ceased:
            ceased.add(one)
            open_ids += below[one]
    return ceased


def _suspended(
    order: ServiceOrder, staying: Mapping[int, InventoryItem], decomposition: Decomposition | None
) -> set[int]:
    """What the order switches off and leaves in place: who requires it is left without as well."""
    if decomposition is not None:
        return {
            draft.inventory_item_id
            for draft in decomposition.domain_orders
            if draft.action == "suspend" and draft.inventory_item_id is not None
        }
    return {
        item.inventory_item_id
        for item in order.items
        if item.inventory_item_id is not None and item.inventory_item_id in staying and asks_to_suspend(item)
    }  # fmt: skip


def _existing(item: InventoryItem, changed_by: ServiceOrderItem | None, facts: Scope | None) -> _Present:
    values = plain(item.characteristics)
    place = item.place
    scope = Scope(inventory={"state": item.state.value, "values": values}) if facts is None else facts
    if changed_by is not None:
        given = {name: held for name, held in changed_by.characteristics.items() if held.origin != "default"}
        values = plain({**item.characteristics, **given})
        place = item.place if changed_by.place is None else changed_by.place
    return _Present(
        specification_id=item.specification_id,
        place=place_key(place),
        count=1,
        scope=msgspec.structs.replace(scope, values=values, root=values),
        item_id=None if changed_by is None else changed_by.item_id,
        number=item.number,
        id=item.id,
        checked=changed_by is not None,
    )


def _after(
    order: ServiceOrder, staying: Mapping[int, InventoryItem], decomposition: Decomposition | None
) -> list[_Present]:
    """What there is when the order is done: what is added, then what stays."""
    facts = order_facts(order)
    items = {item.id.n: item for item in order.items}
    scopes: dict[int, Scope] = {}
    copies: dict[int, int] = {}
    sites: dict[int, object] = {}
    for item in order.items:  # a parent comes before its children
        around = None if item.parent_n is None else item.parent_n
        sites[item.id.n] = item.place if item.place is not None or around is None else sites.get(around)
        copies[item.id.n] = item.quantity * (1 if around is None else copies.get(around, 1))
        held = None if item.inventory_item_id is None else staying.get(item.inventory_item_id)
        scopes[item.id.n] = item_facts(
            facts, item, sites[item.id.n], None if held is None else InventoryTree(item=held)
        )
    if decomposition is None:
        added = [
            _added(item.specification_id, sites[n], plain(item.characteristics), item, scopes[n], copies[n])
            for n, item in items.items()
            if item.action is ItemAction.ADD and item.specification_id is not None
        ]
    else:
        added = [
            _added(draft.specification_id, draft.place, plain(draft.characteristics), items[draft.item_n],
                   scopes[draft.item_n], 1)
            for draft in decomposition.domain_orders
            if draft.action == "add"
        ]  # fmt: skip
    changing = {
        item.inventory_item_id: item
        for item in order.items
        if item.action is ItemAction.MODIFY and item.inventory_item_id is not None
    }
    return added + [
        _existing(item, changing.get(item.id), scopes[changing[item.id].id.n] if item.id in changing else None)
        for item in staying.values()
    ]


def _added(
    specification_id: str, place: object, values: dict[str, object], item: ServiceOrderItem, facts: Scope, count: int
) -> _Present:
    return _Present(
        specification_id=specification_id,
        place=place_key(place),
        count=count,
        scope=msgspec.structs.replace(facts, values=values, root=values),
        item_id=item.item_id,
        number=None,
        checked=True,
    )


def _applies(rule: CompatibilityRule, each: _Present, catalog: Catalog) -> bool | str:
    """Whether the rule speaks of this one; a text when that cannot be decided."""
    if rule.when is None:
        return True
    try:
        verdict = holds(rule.when, each.scope, catalog.tables)
    except ExpressionFailed as error:
        return error.message
    return verdict.text if verdict.outcome == "missing" else verdict.outcome == "true"


def _broken(rule: CompatibilityRule, each: _Present, tally: _Tally, catalog: Catalog) -> Finding | None:
    """What is wrong with one thing by a rule of its own specification; None when all is well."""
    applies = _applies(rule, each, catalog)
    if isinstance(applies, str):
        text = f"whether '{rule.name}' is kept cannot be told: {applies}"
        return Finding(
            item=each.item_id or "", rule=rule.name, blocking=False, text=text, action="give the value that it looks at"
        )
    if not applies:
        return None
    own = each.specification_id
    there, targets = tally.of(own, rule, each.place), tally.of(rule.target, rule, each.place)
    where = " at the same place" if rule.same_place else ""
    match rule.type:
        case CompatibilityType.REQUIRES:
            others = targets - each.count if rule.target == own else targets
            if others >= rule.minimum:
                return None
            count = "" if rule.minimum == 1 else f"{rule.minimum} "
            text = f"'{own}' requires {count}'{rule.target}'{where}, and there is {others or 'none'}"
            action = f"order '{rule.target}' too"
        case CompatibilityType.EXCLUDES:
            others = targets - 1 if rule.target == own else targets
            if others <= 0:
                return None
            text = f"'{own}' and '{rule.target}' exclude each other{where}"
            action = f"take one of the two out, or cease the '{rule.target}' that there is"
        case CompatibilityType.QUANTITY:
            low, high = rule.minimum * there, None if rule.maximum is None else rule.maximum * there
            if low <= targets and (high is None or targets <= high):
                return None
            bound = f"at least {low}" if targets < low else f"at most {high}"
            text = f"for {there} '{own}' there may be {bound} '{rule.target}'{where}, and there would be {targets}"
            action = f"order {'more' if targets < low else 'fewer'} '{rule.target}'"
    told = f"{text}: {rule.text}" if rule.text else text
    return Finding(item=each.item_id or "", rule=rule.name, blocking=rule.blocking, text=told, action=action)


def _clashes(after: Sequence[_Present], tally: _Tally, catalog: Catalog) -> list[Finding]:
    """What the order adds or changes and something that stays as it is excludes, or has too many of, by its own rule."""
    touched: dict[str, list[_Present]] = defaultdict(list)
    for each in after:
        if each.checked:
            touched[each.specification_id].append(each)
    findings = []
    for each in after:
        specification = None if each.checked else catalog.find_specification(each.specification_id)
        for rule in () if specification is None else specification.compatibility:
            if rule.type is CompatibilityType.REQUIRES or rule.target not in touched:
                continue
            found = _broken(rule, each, tally, catalog)
            if found is None or _applies(rule, each, catalog) is not True:
                continue
            new = [one for one in touched[rule.target] if not rule.same_place or one.place == each.place]
            text = f"{each.number} is there: {found.text}"
            # one item that clashes is enough to tell of the clash
            findings += [msgspec.structs.replace(found, item=one.item_id or "", text=text) for one in new[:1]]
    return findings


def _left_without(
    order: ServiceOrder,
    after: Sequence[_Present],
    tally: _Tally,
    was: _Tally,
    ceased: set[int],
    living: Sequence[InventoryItem],
    catalog: Catalog,
) -> list[Finding]:
    """What stays, required something that the order ceases or suspends, and has no other of it.

    One warning for each rule and item.
    """
    culprits = _ceasing_items(order, ceased, living)
    left: dict[tuple[str, str, str, bool], list[str]] = defaultdict(list)
    for each in after:
        stays = each.number is not None and each.id not in ceased
        specification = catalog.find_specification(each.specification_id) if stays else None
        for rule in () if specification is None else specification.compatibility:
            if rule.type is not CompatibilityType.REQUIRES or rule.target not in culprits:
                continue
            met = was.of(rule.target, rule, each.place) >= rule.minimum
            lost = tally.of(rule.target, rule, each.place) < rule.minimum
            if met and lost and _applies(rule, each, catalog) is True:
                left[culprits[rule.target], rule.name, rule.target, rule.same_place].append(each.number or "")
    findings = []
    for (item, rule_name, target, _), numbers in left.items():
        named = ", ".join(numbers[:_MOST_NAMED]) + (" and more" if len(numbers) > _MOST_NAMED else "")
        text = f"{named} would be left without the '{target}' that {'it requires' if len(numbers) == 1 else 'they require'}"
        findings.append(
            Finding(
                item=item, rule=rule_name, blocking=False, text=text, dependants=tuple(numbers),
                action="cease or suspend these too, or provide another one",
            )
        )  # fmt: skip
    return findings


def _ceasing_items(order: ServiceOrder, ceased: set[int], living: Sequence[InventoryItem]) -> dict[str, str]:
    """For each specification that something ceased is of: the item of the order that ceases it."""
    above: dict[int, int | None] = {item.id: item.parent_id for item in living}
    named: dict[int, str] = {
        item.inventory_item_id: item.item_id for item in order.items if item.inventory_item_id is not None
    }
    culprits: dict[str, str] = {}
    for item in living:
        at: int | None = item.id if item.id in ceased else None
        while at is not None and at not in named:
            at = above.get(at)
        if at is not None:
            culprits.setdefault(item.specification_id, named[at])
    return culprits


def _related(order: ServiceOrder) -> list[Finding]:
    """Items that rely on an item of the same order that ceases what it is about. Absent ones are told by the review."""
    by_name = {item.item_id: item for item in order.items}
    findings = []
    for item in order.items:
        for related in item.related_items if item.action is not ItemAction.DELETE else ():
            other = by_name.get(related.item_id)
            if related.relationship_type in _NEEDS and other is not None and other.action is ItemAction.DELETE:
                text = f"item '{item.item_id}' needs item '{other.item_id}', which ceases what it is about"
                action = "take the relation away, or do not cease it"
                findings.append(
                    Finding(item=item.item_id, rule=related.relationship_type, blocking=True, text=text, action=action)
                )
    return findings
