"""Contract dates: what is paid again and again needs start, end and term; what is paid once must have none (APR-05).

An item says how it is paid by the attribute `priceType`, by its `itemPrice` (TMF622) or by a characteristic `priceType`;
else its specification does by the TMF attribute `priceType`. The contract stands in `contractStartDate`,
`contractEndDate` and `contractTerm` (or TMF622 `itemTerm`), as attributes or characteristics of the item.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from trunkline.catalog.characteristics import is_empty
from trunkline.kit.errors import Problem
from trunkline.ordering.capture import Surroundings, specification_of
from trunkline.ordering.model import NewServiceOrderItem
from trunkline.ordering.state import ItemAction

RECURRING = frozenset({"recurring", "entitlement"})
ONE_TIME = frozenset({"onetime", "nonrecurring"})
_PRICE = "priceType"
_START, _END, _TERM = "contractStartDate", "contractEndDate", "contractTerm"


def contract_problems(items: Iterable[NewServiceOrderItem], around: Surroundings) -> list[Problem]:
    """Every item whose contract does not go with how it is paid; one that says nothing of payment is left alone."""
    problems: list[Problem] = []
    for item in items:
        if item.action not in (ItemAction.ADD, ItemAction.MODIFY):
            continue
        kinds = _kinds(item, around)
        contract = {name: _contract_value(item, name) for name in (_START, _END, _TERM)}
        if kinds & RECURRING:
            problems += [
                Problem(
                    item=item.item_id, field=name, what=f"the item is paid again and again and has no {name}",
                    action=f"give {name}",
                )
                for name, value in contract.items() if is_empty(value)
            ]  # fmt: skip
        elif kinds & ONE_TIME:
            problems += [
                Problem(item=item.item_id, field=name, what=f"the item is paid once and has a {name}",
                        action=f"take {name} away")
                for name in (_START, _END) if not is_empty(contract[name])
            ]  # fmt: skip
        problems += _order_problems(item, contract)
    return problems


def _order_problems(item: NewServiceOrderItem, contract: Mapping[str, object]) -> list[Problem]:
    start, end = _instant(contract[_START]), _instant(contract[_END])
    if start is None or end is None or start < end:
        return []
    what, action = "the contract ends before it starts", "correct one of the dates"
    return [Problem(item=item.item_id, field=_END, what=what, action=action)]


def _instant(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        found = msgspec.convert(value if "T" in value else f"{value}T00:00:00Z", datetime)
    except msgspec.ValidationError:
        return None
    return found if found.tzinfo is not None else None


def _kinds(item: NewServiceOrderItem, around: Surroundings) -> set[str]:
    prices = item.body.get("itemPrice")
    said = [price.get(_PRICE) for price in prices if isinstance(price, Mapping)] if isinstance(prices, list) else []
    held = item.characteristics.get(_PRICE)
    said += [item.body.get(_PRICE), None if held is None else held.value]
    specification = specification_of(item, around)
    if not any(said) and specification is not None:
        said.append(specification.extra.get(_PRICE))
    return {word.replace("-", "").replace(" ", "").lower() for word in said if isinstance(word, str)}


def _contract_value(item: NewServiceOrderItem, name: str) -> object:
    held = item.characteristics.get(name)
    if held is not None and not is_empty(held.value):
        return held.value
    given = item.body.get(name)
    if given is None and name == _TERM:
        terms = item.body.get("itemTerm")
        return terms[0] if isinstance(terms, list) and terms else None
    return given
