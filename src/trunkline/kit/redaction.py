"""What is hidden of messages exchanged with the outside before anybody keeps or sees them.

A field is judged by the words of its name: `accessToken`, `access-token` and "Access token" are the same. What it holds
is replaced, whole branches included; the TMF shape of a characteristic, `{"name": ..., "value": ...}`, is understood.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any, Final

HIDDEN: Final = "[hidden]"
LONGEST: Final = 10_000
"""Characters of a text that are kept."""
DEFAULT_FIELDS: Final = (
    "password", "passwd", "pwd", "passphrase", "passcode", "secret", "token", "credential", "authorization",
    "authentication key", "api key", "access key", "private key", "shared key", "encryption key", "psk", "ki", "opc",
    "pin", "puk", "cookie", "session id", "signature", "e mail", "email", "phone", "mobile number", "iban",
    "card number", "cvv", "birth date", "date of birth",
)  # fmt: skip

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SCHEME = re.compile(r"\b(bearer|basic|digest)\s+[\w.~+/=-]{6,}", re.IGNORECASE)
_LOGIN = re.compile(r"(?<=://)[^/\s@:]+:[^/\s@]+(?=@)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_QUOTED_PAIR = re.compile(r'(["\'])([^"\'\\]{1,80})\1(\s*[:=]\s*)("(?:[^"\\]|\\.)*"?|\'[^\']*\'?|[^\s,;}\]]+)')
_QUOTED_TRAIT = re.compile(
    r'("name"\s*:\s*"([^"\\]{1,80})"[^{}]{0,200}?"value"\s*:\s*)("(?:[^"\\]|\\.)*"?|[^\s,;}\]]+)'
)
_BARE_NAME = re.compile(r"((?:[A-Za-z][\w.-]{0,60} ){0,2}[A-Za-z][\w.-]{1,60})\s*[:=]\s*(?!//)")
_BARE_VALUE = re.compile(r""""[^"]*"?|'[^']*'?|[^\s,;&"'<>]+""")
_ELEMENT = re.compile(r"(<(?:\w+:)?([\w.-]+)(?:\s[^<>]*)?>)[^<>]+(?=<|$)")


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.sub(r"(?<=[^s])s$", "", word.lower()) for word in _WORD.findall(name))


class Redaction:
    """Hides what fields of certain names hold; `more` are names besides the usual ones, such as "SIM PIN"."""

    def __init__(self, more: Collection[str] = ()) -> None:
        self._hidden = {words for name in (*DEFAULT_FIELDS, *more) if (words := _words(name))}
        self._longest = max(map(len, self._hidden))

    def hides(self, name: str) -> bool:
        """Whether the words of a hidden name stand side by side in this one."""
        words = _words(name)
        return any(
            words[start:end] in self._hidden
            for start in range(len(words))
            for end in range(start + 1, min(start + self._longest, len(words)) + 1)
        )

    def clean(self, value: Any) -> Any:
        """A copy of a JSON value without what is hidden; texts that are JSON themselves are looked into."""
        match value:
            case str():
                return self.clean_text(value)
            case Mapping():
                named = value.get("name")
                trait = isinstance(named, str) and "value" in value and self.hides(named)
                return {
                    name: HIDDEN
                    if held is not None and (self.hides(str(name)) or (trait and name == "value"))
                    else self.clean(held)
                    for name, held in value.items()
                }
            case list() | tuple():
                return [self.clean(held) for held in value]
            case _:
                return value

    def clean_text(self, text: str) -> str:
        """A text, at most `LONGEST` characters of it, without credentials, mail addresses and values of hidden fields."""
        if text[:1] in ("{", "["):
            try:
                return _cut(json.dumps(self.clean(json.loads(text)), ensure_ascii=False))
            except (ValueError, RecursionError):
                pass  # cut off or not quite JSON: looked at as a text
        text = _MAIL.sub(HIDDEN, _LOGIN.sub(HIDDEN, _SCHEME.sub(rf"\1 {HIDDEN}", text)))
        text = _QUOTED_TRAIT.sub(lambda m: m[1] + f'"{HIDDEN}"' if self.hides(m[2]) else m[0], text)
        text = _QUOTED_PAIR.sub(lambda m: f'{m[1]}{m[2]}{m[1]}{m[3]}"{HIDDEN}"' if self.hides(m[2]) else m[0], text)
        text = _ELEMENT.sub(lambda m: m[1] + HIDDEN if self.hides(m[2]) else m[0], text)
        return _cut(self._without_bare_values(text))

    def _without_bare_values(self, text: str) -> str:
        kept, at = [], 0
        for name in _BARE_NAME.finditer(text):  # of "login failed: password=x" each name is looked at
            if name.start() >= at and self.hides(name[1]) and (value := _BARE_VALUE.match(text, name.end())):
                kept += [text[at : name.end()], HIDDEN]
                at = value.end()
        return "".join([*kept, text[at:]])


_CHOICE: Final = "fields that are hidden"


def redaction_choice(more: Collection[str]) -> dict[str, object]:
    """What `Database.connect` is told, so that every transaction knows what is hidden besides the usual fields."""
    return {_CHOICE: Redaction(more)}


def redaction_of(memory: Mapping[Any, Any]) -> Redaction:
    """What is hidden, from a transaction's memory."""
    found = memory.get(_CHOICE)
    return found if isinstance(found, Redaction) else Redaction()


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} ... {len(text) - LONGEST} more characters"
