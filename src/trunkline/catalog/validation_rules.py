"""Whether conditions are sound where they stand: known names, like compared with like, tables that fit."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from trunkline.catalog.expression_types import BOOLEAN, Declarations, Shape, check_expression
from trunkline.catalog.model import CharacteristicSpecification, Condition, DecisionTable, ValueType
from trunkline.catalog.validation_tables import check_table_use
from trunkline.catalog.validation_values import FREE, NUMBERS, Report, report_value, resolve


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a condition, expression or table is used: the characteristics at hand, the names, the catalog's tables."""

    characteristics: tuple[CharacteristicSpecification, ...]
    names: Declarations
    tables: Mapping[str, DecisionTable]


def check_text(text: str, place: Place, wanted: Shape, path: str, report: Report) -> None:
    """Whether an expression fits its place and gives what is wanted."""
    check_expression(text, place.names, wanted, lambda what, action: report(path, what, action))


def check_condition(condition: Condition, place: Place, path: str, report: Report) -> None:
    """Whether a condition is well formed, names known characteristics and compares like with like."""
    forms = [condition.characteristic is not None, condition.all is not None, condition.any is not None,
             condition.negated is not None, condition.expression is not None, condition.table is not None]  # fmt: skip
    if sum(forms) != 1:
        report(path, "a condition is one of: a characteristic with a test, 'all', 'any', 'negated', 'expression', "
               "'table'", "use exactly one")  # fmt: skip
        return
    if condition.expression is not None:
        check_text(condition.expression, place, BOOLEAN, f"{path}.expression", report)
    if condition.table is not None:
        table = place.tables.get(condition.table)
        if table is None:
            report(f"{path}.table", f"there is no decision table '{condition.table}'", "add it, or name another")
        else:
            check_table_use(table, place.names, "holds", BOOLEAN, f"{path}.table", report)
    for part in (*(condition.all or ()), *(condition.any or ()), *([condition.negated] if condition.negated else [])):
        check_condition(part, place, path, report)
    if condition.all == () or condition.any == ():
        report(path, "an empty list of conditions", "add one, or remove the rule")
    if condition.characteristic is None:
        return
    equals = condition.equals is not msgspec.UNSET
    bounds = condition.at_least is not None or condition.at_most is not None
    if sum([condition.present is not None, equals, condition.one_of is not None, bounds]) != 1:
        report(path, f"the condition on '{condition.characteristic}' needs one test",
               "use one of: present, equals, one_of, at_least and at_most")  # fmt: skip
        return
    found = resolve(place.characteristics, condition.characteristic)
    if found is None:
        names = ", ".join(each.name for each in place.characteristics) or "none"
        report(
            path, f"'{place.names.owner}' has no characteristic '{condition.characteristic}'", f"name one of: {names}"
        )
        return
    if equals and condition.equals is None:
        report(path, "no value ever equals null", "use present: false")
        return
    if condition.one_of == ():
        report(path, "an empty list of values", "add one, or remove the rule")
    if found is FREE or (found.value_type is ValueType.ARRAY and found.element is None):
        return
    if bounds and found.value_type not in NUMBERS:
        report(path, f"'{found.name}' is {found.value_type} and cannot be compared with a number",
               "use equals or one_of")  # fmt: skip
    if condition.at_least is not None and condition.at_most is not None and condition.at_least > condition.at_most:
        report(path, "no number is within these bounds", "mend at_least and at_most")
    for value in (*([condition.equals] if equals else []), *(condition.one_of or ())):
        report_value(found, value, path, report)
