"""Whether a service can be delivered at a place: by the rule of its specification, and by whoever else is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from trunkline.catalog.model import Catalog
from trunkline.ordering.model import NewServiceOrderItem
from trunkline.ordering.policies import holds, item_scope


class PlaceQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """Can this specification, with these values, be delivered at this place?"""

    specification_id: str
    values: dict[str, object]
    place: object


class ServiceabilityCheck(Protocol):
    """Asks another system, for example one that speaks TMF645; called outside of any transaction."""

    async def __call__(self, questions: Sequence[PlaceQuestion]) -> list[str | None]:
        """For each question None when it can be delivered, else why not."""
        ...


def question_of(item: NewServiceOrderItem, place: object) -> PlaceQuestion:
    """What to ask about an item at another place."""
    return PlaceQuestion(
        specification_id=item.specification_id or "",
        values={name: held.value for name, held in item.characteristics.items()},
        place=place,
    )


def refusal(items: Sequence[NewServiceOrderItem], catalog: Catalog, header: Mapping[str, object]) -> str | None:
    """Why these items, a tree with its top first, cannot be delivered where they say; None when they can."""
    for item in items:
        specification = catalog.find_specification(item.specification_id or "")
        if specification is None or specification.serviceable is None:
            continue
        if not holds(specification.serviceable, item_scope(item, items[0], header), catalog):
            return f"'{specification.id}' cannot be delivered there"
    return None
