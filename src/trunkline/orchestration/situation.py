"""What conditions of tasks may look at: the situation of a domain order, as a scope of the rule language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from trunkline.catalog.model import Characteristic
from trunkline.catalog.scope import Scope


class Situated(Protocol):
    """What drafts and stored domain orders have in common."""

    @property
    def characteristics(self) -> Mapping[str, Characteristic]:
        """Name -> value and origin."""

    @property
    def action(self) -> str:
        """What the domain order does."""

    @property
    def place(self) -> object:
        """Where, as the item says."""


def situation_of(domain_order: Situated) -> Scope:
    """The scope in which conditions of the domain order's tasks are decided. Values that nobody gave are absent."""
    place = domain_order.place
    if isinstance(place, (list, tuple)) and place:
        place = place[0]
    return Scope(
        values={name: held.value for name, held in domain_order.characteristics.items() if held.value is not None},
        action=domain_order.action,
        place=place if isinstance(place, dict) else {},
    )
