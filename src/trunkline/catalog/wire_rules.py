"""Conditions, sharing and compatibility rules as JSON: attributes in camelCase outside, in snake_case inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from trunkline.catalog.model import Specification


def camel_when(mapping: dict[str, Any]) -> dict[str, Any]:
    """A mapping or rule with its condition called as on the wire."""
    return {**mapping, "when": camel_condition(mapping["when"])} if "when" in mapping else mapping


CAMEL: Final = {"one_of": "oneOf", "at_least": "atLeast", "at_most": "atMost"}
SNAKE: Final = {camel: snake for snake, camel in CAMEL.items()}


def camel_condition(condition: Any, names: Mapping[str, str] = CAMEL) -> Any:
    """A condition with its attributes called as on the wire (or, with `SNAKE`, as in the model)."""
    if not isinstance(condition, dict):
        return condition
    renamed = {names.get(name, name): value for name, value in condition.items()}
    for name in ("all", "any"):
        if isinstance(renamed.get(name), list | tuple):
            renamed[name] = [camel_condition(part, names) for part in renamed[name]]
    if "negated" in renamed:
        renamed["negated"] = camel_condition(renamed["negated"], names)
    return renamed


def rules_of(spec: Specification) -> dict[str, Any]:
    """What our rules add to a specification: only what is not as it always is."""
    document: dict[str, Any] = {}
    if spec.risk:
        document["risk"] = spec.risk
    if spec.serviceable is not None:
        document["serviceable"] = camel_condition(msgspec.to_builtins(spec.serviceable))
    if spec.compatibility:
        document["compatibility"] = [
            {CAMEL_RULE.get(name, name): value for name, value in camel_when(msgspec.to_builtins(rule)).items()}
            for rule in spec.compatibility
        ]
    return document


CAMEL_RULE: Final = {"same_place": "samePlace"}


def snake_rule(rule: Any) -> Any:
    """A compatibility rule or sharing with its attributes called as in the model; anything else as it is."""
    if not isinstance(rule, dict):
        return rule
    names = {camel: snake for snake, camel in CAMEL_RULE.items()}
    renamed = {names.get(name, name): value for name, value in rule.items()}
    return {**renamed, "when": camel_condition(renamed["when"], SNAKE)} if "when" in renamed else renamed
