"""What conditions and expressions may look at: the names that CEL text and decision tables know."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

NOTHING: Mapping[str, object] = {}


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """The situation in which a condition is decided. Each attribute is a name in CEL text and in decision tables.

    A value that nobody gave is absent from its mapping (never null), so that `missing` can be told from `false`.
    """

    values: Mapping[str, object] = NOTHING  # characteristics of the source of the relationship, or of the task's owner
    root: Mapping[str, object] = NOTHING  # characteristics of the top of the item's tree
    action: str = "add"  # add, modify, delete, suspend, resume
    place: Mapping[str, object] = NOTHING  # of the item: country, city, postcode, id, ...
    parties: Mapping[str, object] = NOTHING  # role -> {id, name}
    order: Mapping[str, object] = NOTHING  # category, priority, customer, externalId, requestedCompletionDate, ...
    item: Mapping[str, object] = NOTHING  # id, quantity, specification
    items: tuple[
        Mapping[str, object], ...
    ] = ()  # of the whole order (approval policies): id, specification, action, ...
    inventory: Mapping[str, object] = NOTHING  # what exists before a modify or delete: state, values
