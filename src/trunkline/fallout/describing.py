"""What failed, as far as anybody said: the item and the field, read out of the answer of the far system or the message."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from trunkline.catalog.model import ErrorClass
from trunkline.orchestration.executor import POST_CONDITION_FAILED, RULE_FAILED
from trunkline.orchestration.verdicts import TEST_FAILED

# lists of single faults, as RFC 9457, RFC 7807, JSON:API, TMF630 and common frameworks name them
_LISTS: Final = ("details", "errors", "invalidParams", "invalid-params", "violations", "fieldErrors", "problems",
                 "errorMessage", "detail")  # fmt: skip
_ITEM_LISTS: Final = ("serviceOrderItem", "productOrderItem", "resourceOrderItem", "orderItem")
_FIELDS: Final = (
    "field",
    "path",
    "pointer",
    "instancePath",
    "propertyPath",
    "property",
    "attribute",
    "parameter",
    "loc",
)
_NAMED: Final = frozenset(
    {"invalidParams", "invalid-params", "violations", "fieldErrors"}
)  # in these, `name` is the field
_ITEMS: Final = ("item", "itemId", "orderItem", "orderItemId", "serviceOrderItemId")
_TEXTS: Final = ("what", "reason", "message", "msg", "title", "detail", "code")
_LONGEST: Final = 200  # characters of a name
_MOST: Final = 20  # faults that are kept
_DEEPEST: Final = 4
_QUOTED: Final = r"'([^']{1,100})'"
# what our own messages say, by cause
_SAID: Final[Mapping[str, tuple[re.Pattern[str], ...]]] = {
    ErrorClass.MISCONFIGURED: (re.compile(rf"no value for {_QUOTED}"),),
    ErrorClass.BAD_ANSWER: (re.compile(r"the answer lacks ([\w.]{1,100})"),),
    POST_CONDITION_FAILED: (re.compile(rf"does not hold: {_QUOTED}"),),
    RULE_FAILED: (re.compile(r"values\.([A-Za-z_]\w{0,99})"), re.compile(rf"values\[{_QUOTED}\]")),
    TEST_FAILED: (re.compile(rf"{_QUOTED} (?:is|has)"),),
}


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong: the item and the path of the field, as who refused names them, and what is said of it."""

    item: str | None = None
    field: str | None = None
    what: str | None = None


def faults_of(cause: str, message: str, exchange: Mapping[str, object] | None) -> tuple[Fault, ...]:
    """The single faults of a failure, at most 20; none when neither the answer nor the message names one.

    `exchange` is what the record keeps of it, without what is hidden. The far system's own words come first.
    """
    answer = (exchange or {}).get("response")
    body = answer.get("body", answer) if isinstance(answer, Mapping) else answer
    found = list(dict.fromkeys(_faults(_read(body), depth=0)))
    if not found:
        for pattern in _SAID.get(cause, ()):
            if named := pattern.search(message):
                return (Fault(field=named[1]),)
    return tuple(found[:_MOST])


def _read(body: object) -> object:
    if not isinstance(body, str):
        return body
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _faults(document: object, *, depth: int, item: str | None = None, named: bool = False) -> Iterator[Fault]:
    if isinstance(document, list):
        for each in document:
            yield from _faults(each, depth=depth, item=item, named=named)
        return
    if not isinstance(document, Mapping) or depth > _DEEPEST:
        return
    about = next((text for name in _ITEMS if (text := _text(document.get(name)))), item)
    field = _field(document) or (_text(document.get("name")) if named else None)
    if field is not None:
        what = next((text for name in _TEXTS if (text := _text(document.get(name)))), None)
        yield Fault(item=about, field=field, what=what)
    for name in _LISTS:
        inner = document.get(name)
        if isinstance(inner, Mapping) and name in ("errors", "fieldErrors") and _field(inner) is None:
            # field -> what is wrong with it, one text or several
            for key, said in inner.items():
                first = said[0] if isinstance(said, list) and said else said
                yield Fault(item=about, field=str(key)[:_LONGEST], what=_text(first))
        elif isinstance(inner, list | Mapping):
            yield from _faults(inner, depth=depth + 1, item=about, named=name in _NAMED)
    for name in _ITEM_LISTS:
        inner = document.get(name)
        for each in inner if isinstance(inner, list) else ():
            if isinstance(each, Mapping):
                yield from _faults_of_item(each, depth=depth + 1)


def _faults_of_item(each: Mapping[str, Any], *, depth: int) -> Iterator[Fault]:
    item = _text(each.get("id"))
    found = list(_faults(each, depth=depth, item=item))
    said = each.get("errorMessage")
    if not found and isinstance(said, list) and said and isinstance(said[0], Mapping):
        what = next((text for name in _TEXTS if (text := _text(said[0].get(name)))), None)
        found = [Fault(item=item, what=what)]
    yield from found


def _field(fault: Mapping[str, Any]) -> str | None:
    source = fault.get("source")
    given = [fault.get(name) for name in _FIELDS]
    if isinstance(source, Mapping):
        given += [source.get("pointer"), source.get("parameter")]
    for value in given:
        if isinstance(value, list):
            value = ".".join(str(part) for part in value)
        if text := _text(value):
            return text
    return None


def _text(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return " ".join(str(value).split())[:_LONGEST] or None
