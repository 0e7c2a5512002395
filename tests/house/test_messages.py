"""Messages: every code of an error and every cause of a fallout has all parts of its contract (NEW-23)."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

from trunkline.access.model import Role
from trunkline.api.messages import all_errors, all_messages, render
from trunkline.catalog.model import ErrorClass
from trunkline.cli.reference import load_everything
from trunkline.fallout.causes import CAUSES
from trunkline.kit.contract import Message, Owner

_ROOT = Path(__file__).resolve().parents[2]
_SOURCES = sorted((_ROOT / "src" / "trunkline").rglob("*.py"))
_RULES = {Owner.CALLER, Owner.FALLOUT_GROUP, Owner.DOMAIN_SYSTEM_OWNER, Owner.PLATFORM_OPERATOR}
# who works orders is not told of these
_INSIDES = re.compile(r"HTTP|JSON|SQL|[Ee]xception|[Tt]raceback|\bstack|\bnull\b|None\b|regex|\bclass\b|PATCH|POST")

load_everything()


def test_each_class_of_error_has_a_contract_of_its_own() -> None:
    """NEW-23: what a code says is not inherited; the engineer's text is the first sentence of the class."""
    silent = [
        kind.__name__ for kind in all_errors() if "contract" not in vars(kind) or not (kind.__doc__ or "").strip()
    ]
    assert not silent, "say in a Contract what the agent is told and what to do"


def test_each_message_has_all_its_parts() -> None:
    """NEW-23: item, field, cause class, next action, owner; the agent's text apart from the engineer's."""
    assert {told.code: faults for told in all_messages() if (faults := list(_faults(told)))} == {}


def _faults(told: Message) -> Iterator[str]:
    for name in ("code", "item", "field", "agent", "action", "engineer"):
        if not getattr(told, name).strip():
            yield f"no {name}"
    if not (told.agent.endswith(".") and told.action.endswith(".")):
        yield "agent text and action are sentences"
    if told.agent == told.engineer and told.owner is not Owner.CALLER:
        yield "agent and engineer are told the same"
    if found := _INSIDES.search(told.agent):
        yield f"the agent is told of {found[0]}"
    if told.owner not in _RULES and told.owner.value not in set(Role):
        yield "the owner is no role and no rule"


def test_no_two_messages_share_a_code() -> None:
    """NEW-23: a code stands for one thing."""
    codes = [message.code for message in all_messages()]
    assert len(codes) == len(set(codes))


def test_every_refusal_of_a_value_names_the_field() -> None:
    """NEW-23: whoever raises a 400 or 422 lists problems, or the class says which field it is about."""
    kinds = {kind.__name__: kind for kind in all_errors() if kind.status in (400, 422)}
    silent = [
        f"{path.name}:{call.lineno} {name}"
        for path in _SOURCES
        for name, call in _calls(path)
        if name in kinds
        and kinds[name].contract.field is None
        and not any(keyword.arg == "problems" for keyword in call.keywords)
    ]
    assert not silent


def test_every_cause_that_a_fallout_can_have_says_what_to_do() -> None:
    """NEW-23: found by the classes of failure and by what the code gives as cause, not by a list."""
    causes = {str(known) for known in ErrorClass}
    for path in _SOURCES:
        for name, call in _calls(path):
            for keyword in call.keywords:
                given = (name, keyword.arg)
                if keyword.arg == "error_class" or given in {("Failure", "cause"), ("raise_fallout", "cause")}:
                    causes |= set(_texts(path, keyword.value))
    assert {"ruleFailed", "testFailed", "closedByHand", "refused"} <= causes
    assert causes <= set(CAUSES)


def test_the_page_of_messages_is_current() -> None:
    """NEW-23: the wording is looked at when it changes."""
    page = _ROOT / "docs" / "reference" / "messages.md"
    assert page.read_text(encoding="utf-8") == render(), "run `make docs`"


def _calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node


def _texts(path: Path, value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _texts(path, value.body)
        yield from _texts(path, value.orelse)
    elif isinstance(value, ast.Name) and value.id.isupper():
        parts = path.relative_to(_ROOT / "src").with_suffix("").parts
        yield str(getattr(importlib.import_module(".".join(parts)), value.id))
