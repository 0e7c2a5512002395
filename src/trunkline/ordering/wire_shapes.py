"""The attributes of a TMF641 v4.1 service order that have a type we rely on; everything else may be as it likes.

Limits in length exist where the value is a key of an index.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

import jsonschema_rs
import msgspec
from msgspec import UNSET, Meta, UnsetType

from trunkline.kit.errors import Problem
from trunkline.kit.instants import Instant

LONGEST_KEY = 500  # characters of an id
LARGEST_QUANTITY = 10_000

Key = Annotated[str, Meta(pattern=r"\S", max_length=LONGEST_KEY)]


class _Shape(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Base: unknown attributes are let through, missing ones are UNSET."""


class SpecificationRefShape(_Shape, frozen=True, kw_only=True):
    """ServiceSpecificationRef."""

    id: Key | UnsetType = UNSET
    name: str | UnsetType = UNSET


class CharacteristicShape(_Shape, frozen=True, kw_only=True):
    """Characteristic; the value may be anything."""

    name: Key


class ItemRefShape(_Shape, frozen=True, kw_only=True):
    """ServiceOrderItemRef: the schema of 4.1 says itemId, its samples say id; either will do."""

    id: str | UnsetType = UNSET
    item_id: str | UnsetType = UNSET


class ItemRelationshipShape(_Shape, frozen=True, kw_only=True):
    """ServiceOrderItemRelationship."""

    relationship_type: Key
    order_item: ItemRefShape


class ServiceShape(_Shape, frozen=True, kw_only=True):
    """ServiceRefOrValue."""

    id: Key | UnsetType = UNSET
    external_id: Key | UnsetType = UNSET
    service_specification: SpecificationRefShape | UnsetType = UNSET
    service_characteristic: list[CharacteristicShape] | UnsetType = UNSET


class PartyShape(_Shape, frozen=True, kw_only=True):
    """RelatedParty."""

    id: Key | UnsetType = UNSET
    name: str | UnsetType = UNSET
    role: str | UnsetType = UNSET
    referred_type: str | UnsetType = msgspec.field(default=UNSET, name="@referredType")


class ItemShape(_Shape, frozen=True, kw_only=True):
    """ServiceOrderItem."""

    id: Key
    action: Key
    service: ServiceShape
    quantity: Annotated[int, Meta(ge=1, le=LARGEST_QUANTITY)] = 1
    priority: str | int | UnsetType = UNSET
    state: str | UnsetType = UNSET
    committed_due_date: Instant | UnsetType = UNSET
    related_party: list[PartyShape] | UnsetType = UNSET
    service_order_item: list[ItemShape] = []
    service_order_item_relationship: list[ItemRelationshipShape] = []
    order_item_relationship: list[ItemRelationshipShape] = []


class ServiceOrderShape(_Shape, frozen=True, kw_only=True):
    """ServiceOrder, as created. That there is at least one item is checked apart: a draft may have none."""

    external_id: Key | UnsetType = UNSET
    category: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    priority: str | int | UnsetType = UNSET
    notification_contact: str | UnsetType = UNSET
    cancellation_reason: str | UnsetType = UNSET
    cancellation_date: Instant | UnsetType = UNSET
    requested_start_date: Instant | UnsetType = UNSET
    requested_completion_date: Instant | UnsetType = UNSET
    committed_due_date: Instant | UnsetType = UNSET
    expected_completion_date: Instant | UnsetType = UNSET
    validation_mode: Annotated[str, Meta(pattern="^(strict|lenient)$")] | UnsetType = UNSET
    note: list[dict[str, Any]] | UnsetType = UNSET
    order_relationship: list[dict[str, Any]] | UnsetType = UNSET
    external_reference: list[dict[str, Any]] | UnsetType = UNSET
    related_party: list[PartyShape] | UnsetType = UNSET
    service_order_item: list[ItemShape] = []


def _validator() -> Any:
    return jsonschema_rs.validator_for(msgspec.json.schema(ServiceOrderShape), validate_formats=True)


_VALIDATOR = _validator()


def path_text(path: list[str | int]) -> str:
    """`serviceOrderItem[0].service.id`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def _item_at(document: Any, path: list[str | int]) -> str | None:
    name, here = None, document
    for step in path:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(here, dict) and isinstance(here.get("id"), str) and "action" in here:
            name = here["id"]
    return name


def _in_words(error: Any) -> tuple[list[str | int], str, str]:
    path: list[str | int] = list(error.instance_path)
    missing = getattr(error.kind, "property", None)
    if missing is not None:
        path.append(missing)
        return path, f"{missing} is missing", "send it; it is mandatory"
    if "pattern" in error.schema_path and path and path[-1] != "validationMode":
        return path, "the value is blank", "send a value"
    message = error.message if len(error.message) <= 300 else error.message[:300] + " ..."
    return path, message, "send a value of the right type and size"


def type_problems(document: dict[str, Any], first: str) -> list[Problem]:
    """Every place where the document does not have the shape; `first` is the decoder's own complaint.

    The decoder stops at the first fault and is fast; the schema made from the same structs finds the others.
    """
    problems = []
    for error in _VALIDATOR.iter_errors(document):
        path, what, action = _in_words(error)
        problems.append(Problem(item=_item_at(document, path), field=path_text(path) or None, what=what, action=action))
    if not problems:  # a fault that a schema cannot say
        what, _, where = first.partition(" - at `$")
        field = re.sub(r"^\.", "", where.rstrip("`")) or None
        problems.append(Problem(field=field, what=what, action="send a value of the right type and size"))
    return problems
