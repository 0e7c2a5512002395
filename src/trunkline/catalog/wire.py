"""Specifications as TMF633 v4 (services) and TMF634 v4.1 (resources) write them, and back without loss.

Extension attributes beside the standard ones: of a specification `category` (services), `orderable`,
`locationRequired`, `transient`; of a relationship `mandatory`, `order`, `minimumQuantity`, `defaultQuantity`,
`maximumQuantity`, `quantityCharacteristic`, `rule` and `mapping`; of a characteristic see `wire_characteristics`.
Relationships of types that are not ours, and all unknown attributes, are kept and written again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import msgspec

from trunkline.catalog.errors import CatalogInvalid
from trunkline.catalog.listing import LIFECYCLE_STATUS
from trunkline.catalog.model import (
    CharacteristicMapping,
    CompatibilityRule,
    Condition,
    DecompositionRule,
    MissingValue,
    Quantity,
    RelationshipType,
    Sharing,
    Specification,
    SpecificationKind,
    SpecificationRelationship,
)
from trunkline.catalog.state import SpecificationState
from trunkline.catalog.wire_characteristics import (
    read_characteristic,
    read_list,
    read_text,
    render_characteristic,
    wrong,
)
from trunkline.catalog.wire_rules import CAMEL, CAMEL_RULE, SNAKE, camel_condition, camel_when, rules_of, snake_rule

DEEPEST: Final = 60
_STATUS: Final = {
    SpecificationState.DRAFT: "In design",
    SpecificationState.PUBLISHED: "Active",
    SpecificationState.RETIRED: "Retired",
    SpecificationState.ARCHIVED: "Obsolete",
}
TYPES: Final = {
    SpecificationKind.CFS: "CustomerFacingServiceSpecification",
    SpecificationKind.RFS: "ResourceFacingServiceSpecification",
    SpecificationKind.RESOURCE: "ResourceSpecification",
}
_RELATIONSHIPS: Final = {each.value.lower(): each for each in RelationshipType}
_CHARACTERISTICS: Final = ("specCharacteristic", "resourceSpecCharacteristic", "serviceSpecCharacteristic",
                           "resourceSpecificationCharacteristic")  # fmt: skip
SERVER_OWNED: Final = frozenset({"id", "href", "lastUpdate"})
_OF_RELATIONSHIP: Final = frozenset({
    "id", "href", "relationshipType", "@referredType", "mandatory", "order", "minimumQuantity", "defaultQuantity",
    "maximumQuantity", "quantityCharacteristic", "quantityExpression", "quantityEachOf", "quantityElement", "rule",
    "mapping", "sharing", "missing",
})  # fmt: skip


class Face(msgspec.Struct, frozen=True, kw_only=True):
    """What differs between the two APIs."""

    base_path: str
    kinds: tuple[SpecificationKind, ...]
    characteristics: str
    values: str
    relationships: str
    resource_references: str | None = None


SERVICES = Face(
    base_path="/tmf-api/serviceCatalogManagement/v4/serviceSpecification",
    kinds=(SpecificationKind.CFS, SpecificationKind.RFS),
    characteristics="specCharacteristic",
    values="characteristicValueSpecification",
    relationships="serviceSpecRelationship",
    resource_references="resourceSpecification",
)
RESOURCES = Face(
    base_path="/tmf-api/resourceCatalog/v4/resourceSpecification",
    kinds=(SpecificationKind.RESOURCE,),
    characteristics="resourceSpecCharacteristic",
    values="resourceSpecCharacteristicValue",
    relationships="resourceSpecRelationship",
)


def face_of(kind: SpecificationKind) -> Face:
    """The API that shows specifications of this kind."""
    return RESOURCES if kind is SpecificationKind.RESOURCE else SERVICES


def href_of(specification_id: str, kind: SpecificationKind) -> str:
    """Where a specification is found."""
    return f"{face_of(kind).base_path}/{specification_id}"


# writing -----------------------------------------------------------------------------------------------------------


def render_specification(
    spec: Specification, *, changed_at: datetime, kinds: Mapping[str, SpecificationKind] | None = None
) -> dict[str, Any]:
    """A specification as JSON. `kinds` says of which kind the targets of its relationships are, as far as known."""
    face, kinds = face_of(spec.kind), kinds or {}
    extra = dict(spec.extra)
    foreign = extra.pop(face.relationships, None)
    status, wire_type = extra.pop("lifecycleStatus", None), extra.pop("@type", None)
    keeps_status = isinstance(status, str) and LIFECYCLE_STATUS.get(status.lower()) is spec.state
    keeps_type = isinstance(wire_type, str) and _kind_of(wire_type, face) is spec.kind
    document: dict[str, Any] = {
        "id": spec.id,
        "href": href_of(spec.id, spec.kind),
        "name": spec.name,
        "version": str(spec.version),
        "lifecycleStatus": status if keeps_status else _STATUS[spec.state],
        "lastUpdate": msgspec.to_builtins(changed_at),
        "isBundle": _bundles(spec.relationships),
        "orderable": spec.orderable,
        "locationRequired": spec.location_required,
        "transient": spec.transient,
        **rules_of(spec),
        **extra,
        "@type": wire_type if keeps_type else TYPES[spec.kind],
    }
    if spec.description:
        document["description"] = spec.description
    if spec.category is not None:
        document["category"] = spec.category
    document[face.characteristics] = [render_characteristic(c, face.values) for c in spec.characteristics]
    document[face.relationships] = [_render_relationship(r, kinds) for r in spec.relationships]
    if isinstance(foreign, list):
        document[face.relationships] += foreign
    if face.resource_references is not None:
        document[face.resource_references] = [
            {"id": r.target, "href": href_of(r.target, kinds[r.target]), "@referredType": TYPES[kinds[r.target]]}
            for r in spec.relationships
            if kinds.get(r.target) is SpecificationKind.RESOURCE
        ]
    return document


def _bundles(relationships: tuple[SpecificationRelationship, ...]) -> bool:
    return any(r.type is RelationshipType.BUNDLES for r in relationships)


def _render_relationship(r: SpecificationRelationship, kinds: Mapping[str, SpecificationKind]) -> dict[str, Any]:
    document: dict[str, Any] = {
        **r.extra,
        "id": r.target,
        "relationshipType": r.type.value,
        "mandatory": r.mandatory,
        "order": r.order,
        "minimumQuantity": r.quantity.minimum,
        "defaultQuantity": r.quantity.default,
        "maximumQuantity": r.quantity.maximum,
    }
    if r.target in kinds:
        document |= {"href": href_of(r.target, kinds[r.target]), "@referredType": TYPES[kinds[r.target]]}
    if r.quantity.characteristic is not None:
        document["quantityCharacteristic"] = r.quantity.characteristic
    for name, key in _QUANTITIES.items():
        if getattr(r.quantity, name) is not None:
            document[key] = getattr(r.quantity, name)
    if r.sharing is not None:
        sharing = msgspec.to_builtins(r.sharing)
        document["sharing"] = {CAMEL_RULE.get(name, name): value for name, value in sharing.items()}
    if r.missing is not MissingValue.WAIT:
        document["missing"] = r.missing.value
    if r.rule is not None:
        document["rule"] = {"name": r.rule.name, "when": camel_condition(msgspec.to_builtins(r.rule.when))}
    if r.mappings:
        document["mapping"] = [camel_when(msgspec.to_builtins(mapping)) for mapping in r.mappings]
    return document


_QUANTITIES: Final = {
    "expression": "quantityExpression", "each_of": "quantityEachOf", "element": "quantityElement",
}  # fmt: skip


# reading -----------------------------------------------------------------------------------------------------------


def read_json(raw: bytes) -> dict[str, Any]:
    """The JSON object in a request's body; raises CatalogInvalid when there is none, or one nested too deeply."""
    if not raw.strip():
        raise CatalogInvalid("the request has no body; send a JSON object")
    try:
        document = msgspec.json.decode(raw)
    except RecursionError:
        raise CatalogInvalid("the body is nested too deeply; send a flatter document") from None
    except (msgspec.MsgspecError, ValueError) as error:
        raise CatalogInvalid(f"the body is not valid JSON: {error}") from error
    if not isinstance(document, dict):
        raise CatalogInvalid("the body is not a JSON object; send one that starts with {")
    if _depth_exceeds(document, DEEPEST):
        raise CatalogInvalid(f"the body is nested more than {DEEPEST} levels deep; send a flatter document")
    return document


def _depth_exceeds(value: Any, left: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    members = value.values() if isinstance(value, dict) else value
    return left == 0 or any(_depth_exceeds(member, left - 1) for member in members)


def _kind_of(wire_type: str, face: Face) -> SpecificationKind:
    if face is RESOURCES:
        return SpecificationKind.RESOURCE
    return SpecificationKind.RFS if re.search("resource-?facing", wire_type.lower()) else SpecificationKind.CFS


def read_specification(raw: Mapping[str, Any], face: Face, *, specification_id: str) -> Specification:
    """A draft from JSON. What the server owns (id, href, lastUpdate) is not looked at, nor is the version's number.

    Raises CatalogInvalid naming the attribute that cannot be read; whether the specification is sound is asked when it
    is published.
    """
    name = read_text(raw, "name", "")
    if not name or not name.strip():
        raise wrong("name", "the name is missing", "give a name")
    wire_type = read_text(raw, "@type", "") or TYPES[face.kinds[0]]
    kind = _kind_of(wire_type, face)
    references = face.resource_references
    own = {"name", "description", "@type", "version", "lifecycleStatus", "isBundle", "orderable", "locationRequired",
           "transient", "risk", "serviceable", "compatibility", face.relationships, *_CHARACTERISTICS, *SERVER_OWNED}  # fmt: skip
    extra = {key: value for key, value in raw.items() if key not in own and key != references}
    category = raw.get("category")
    if isinstance(category, str):
        del extra["category"]
    version = raw.get("version")
    if version is not None and not (isinstance(version, str | int) and re.fullmatch(r"\d+", str(version))):
        extra["version"] = version
    status = read_text(raw, "lifecycleStatus", "")
    if status is not None and status.lower() in ("in study", "in test", "launched"):
        extra["lifecycleStatus"] = status
    if wire_type != TYPES[kind]:
        extra["@type"] = wire_type
    relationships, foreign = _read_relationships(raw, face)
    if foreign:
        extra[face.relationships] = foreign
    if references is not None:
        relationships += _read_references(raw, references, {r.target for r in relationships})
    flag = raw.get("isBundle")
    if isinstance(flag, bool) and flag != _bundles(tuple(relationships)):
        extra["isBundle"] = flag
    return Specification(
        id=specification_id,
        kind=kind,
        name=name,
        description=read_text(raw, "description", "") or "",
        category=category if isinstance(category, str) else None,
        orderable=_flag(raw, "orderable", True, ""),
        location_required=_flag(raw, "locationRequired", False, ""),
        transient=_flag(raw, "transient", False, ""),
        characteristics=tuple(
            read_characteristic(each, f"{key}[{n}].")
            for key in _CHARACTERISTICS
            for n, each in enumerate(read_list(raw, key, ""))
        ),
        relationships=tuple(relationships),
        risk=_convert(raw.get("risk") or 0, int, "risk"),
        serviceable=_convert(camel_condition(raw.get("serviceable"), SNAKE), Condition | None, "serviceable"),
        compatibility=_convert(
            [snake_rule(rule) for rule in read_list(raw, "compatibility", "")],
            tuple[CompatibilityRule, ...],
            "compatibility",
        ),
        extra=extra,
    )


def _flag(raw: Mapping[str, Any], name: str, default: bool, at: str) -> bool:
    value = raw.get(name)
    if value is None:
        return default
    if not isinstance(value, bool):
        raise wrong(f"{at}{name}", f"{name} is neither true nor false", "give true or false")
    return value


def _read_relationships(
    raw: Mapping[str, Any], face: Face
) -> tuple[list[SpecificationRelationship], list[dict[str, Any]]]:
    ours, foreign = [], []
    for n, each in enumerate(read_list(raw, face.relationships, "")):
        at = f"{face.relationships}[{n}]."
        kind = _RELATIONSHIPS.get((read_text(each, "relationshipType", at) or "").lower())
        if kind is None:
            foreign.append(each)
        else:
            ours.append(_read_relationship(each, kind, at))
    return ours, foreign


def _read_relationship(raw: Mapping[str, Any], kind: RelationshipType, at: str) -> SpecificationRelationship:
    target = read_text(raw, "id", at)
    if not target:
        raise wrong(f"{at}id", "the relationship has no target", "give the id of a specification")
    numbers = {"minimum": "minimumQuantity", "default": "defaultQuantity", "maximum": "maximumQuantity",
               "characteristic": "quantityCharacteristic", **_QUANTITIES}  # fmt: skip
    quantity = {name: raw[key] for name, key in numbers.items() if raw.get(key) is not None}
    rule, mappings = raw.get("rule"), raw.get("mapping")
    if isinstance(rule, dict):
        rule = {**rule, "when": camel_condition(rule.get("when"), SNAKE)}
    if isinstance(mappings, list):
        mappings = [
            {**m, "when": camel_condition(m["when"], SNAKE)} if isinstance(m, dict) and "when" in m else m
            for m in mappings
        ]
    order = raw.get("order")
    missing = raw.get("missing")
    return SpecificationRelationship(
        type=kind,
        target=target,
        mandatory=_flag(raw, "mandatory", True, at),
        order=_convert(0 if order is None else order, int, f"{at}order"),
        quantity=_convert(quantity, Quantity, f"{at}quantity"),
        rule=_convert(rule, DecompositionRule | None, f"{at}rule"),
        mappings=_convert(mappings or (), tuple[CharacteristicMapping, ...], f"{at}mapping"),
        sharing=_convert(snake_rule(raw.get("sharing")), Sharing | None, f"{at}sharing"),
        missing=MissingValue.WAIT if missing is None else _convert(missing, MissingValue, f"{at}missing"),
        extra={key: value for key, value in raw.items() if key not in _OF_RELATIONSHIP},
    )


def _convert(value: Any, kind: Any, at: str) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `$")
        place = camel_path(at + path.rstrip("`"))
        raise wrong(place, what[:1].lower() + what[1:], "correct this attribute") from None


def camel_path(path: str) -> str:
    """A path with the attributes of conditions called as on the wire."""
    for snake, camel in CAMEL.items():
        path = path.replace(f".{snake}", f".{camel}")
    return path


def _read_references(
    raw: Mapping[str, Any], name: str, known: set[str]
) -> list[SpecificationRelationship]:  # fmt: skip
    """A resource specification that a service names without a relationship is one that it requires."""
    found = []
    for n, each in enumerate(read_list(raw, name, "")):
        target = read_text(each, "id", f"{name}[{n}].")
        if not target:
            raise wrong(f"{name}[{n}].id", "the reference has no id", "give the id of a resource specification")
        if target not in known:
            known.add(target)
            extra = {key: value for key, value in each.items() if key not in ("id", "href", "@referredType")}
            found.append(SpecificationRelationship(type=RelationshipType.REQUIRES, target=target, extra=extra))
    return found
