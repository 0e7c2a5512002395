"""What rules, quantities and mappings of a domain order may look at, worked out only when one of them looks."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from trunkline.catalog.conditions import Verdict, holds
from trunkline.catalog.model import Condition, DecisionTable
from trunkline.catalog.scope import NOTHING, Scope

NO_FACTS = Scope()


class View:
    """The values of a domain order in the making, within its item and order. `facts` is the scope without values."""

    __slots__ = ("_scope", "facts", "root", "tables", "values")

    def __init__(
        self,
        values: Mapping[str, object],
        *,
        facts: Scope = NO_FACTS,
        root: Mapping[str, object] = NOTHING,
        tables: Mapping[str, DecisionTable] | None = None,
    ) -> None:
        self.values = values
        self.facts = facts
        self.root = root
        self.tables = tables or {}
        self._scope: Scope | None = None

    @property
    def scope(self) -> Scope:
        """The whole scope of the rule language."""
        if self._scope is None:
            self._scope = msgspec.structs.replace(self.facts, values=self.values, root=self.root or self.values)
        return self._scope

    def holds(self, condition: Condition) -> Verdict:
        """Whether the condition holds here."""
        return holds(condition, self.scope, self.tables)

    def of(self, values: Mapping[str, object]) -> View:
        """The same surroundings for other values."""
        return View(values, facts=self.facts, root=self.root, tables=self.tables)
