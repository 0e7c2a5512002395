"""The smallest words of a catalog: values, the traits that hold them, conditions over them."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Frozen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of everything in a catalog: immutable, strict about unknown fields, short when written."""


class Characteristic(msgspec.Struct, frozen=True):
    """A value and where it came from.

    `origin` is one of: `order` (the customer gave it), `default` (the specification did), `mapping:<source> -> <target>`,
    `constant:<relationship>`, `task:<number>`, `inventory`, `person:<user name>`.
    """

    value: object
    origin: str


class ValueType(StrEnum):
    """What a characteristic may hold. TM Forum's `valueType`, plus the input types people know from the trade."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"  # 2026-12-31
    DATE_TIME = "dateTime"  # RFC 3339 with time zone
    DURATION = "duration"  # ISO 8601: P2DT6H
    EMAIL = "email"
    ADDRESS = "address"  # an object with street, city, postcode, country ...
    OBJECT = "object"  # members as `properties` say
    ARRAY = "array"  # members as `element` says


class CharacteristicOption(Frozen, frozen=True):
    """One value that may be chosen."""

    value: object
    label: str | None = None
    default: bool = False
    extra: dict[str, object] = {}  # TMF attributes that the model does not use


class CharacteristicSpecification(Frozen, frozen=True):
    """One configurable trait: its type, its bounds, whether it must be given.

    Bounds are inclusive. `minimum` and `maximum` hold for integer and decimal, `min_length`, `max_length` and
    `pattern` (whole value, Python `re` syntax) for text, `min_size` and `max_size` for arrays.
    """

    name: str
    value_type: ValueType = ValueType.TEXT
    description: str = ""
    unit: str | None = None
    mandatory: bool = False
    default: object = None
    options: tuple[CharacteristicOption, ...] = ()  # when given, the value is one of them
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    min_size: int | None = None
    max_size: int | None = None
    element: CharacteristicSpecification | None = None  # of an array
    properties: tuple[CharacteristicSpecification, ...] = ()  # of an object
    schema: dict[str, object] | None = None  # JSON schema (2020-12) that the value must fulfil besides
    extra: dict[str, object] = {}  # TMF attributes that the model does not use

    @property
    def default_value(self) -> object:
        """The value used when none is given: `default`, else the option marked as default, else None."""
        if self.default is not None:
            return self.default
        return next((option.value for option in self.options if option.default), None)


class Condition(Frozen, frozen=True):
    """When a rule holds. Exactly one of the forms is used:

    `characteristic` with one of `present`, `equals`, `one_of`, `at_least`, `at_most` (the path may go into objects and
    arrays with dots: `Sites.Country`; any element counts); or `all`, `any` of several; or `negated`, a condition that
    must not hold; or `expression`, CEL text over the names of `scope.Scope` (`values.Bandwidth >= 100 && action ==
    "add"`) that gives true or false; or `table`, the id of a decision table whose output `holds` is true or false.
    """

    characteristic: str | None = None
    present: bool | None = None
    equals: object = msgspec.UNSET
    one_of: tuple[object, ...] | None = None
    at_least: float | None = None
    at_most: float | None = None
    all: tuple[Condition, ...] | None = None
    any: tuple[Condition, ...] | None = None
    negated: Condition | None = None
    expression: str | None = None
    table: str | None = None
