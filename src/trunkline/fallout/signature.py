"""When are two failures the same failure? When nothing but ids, numbers, addresses and quoted values tells them apart."""

from __future__ import annotations

import re

_LONGEST = 300

_URL = re.compile(r"\b[a-z][a-z0-9+.\-]*://[^\s'\"<>]+")
_MAIL = re.compile(r"[\w.!$%&'*+/=?^`{|}~\-]+@[\w\-]+(?:\.[\w\-]+)+")
_QUOTED = re.compile(r"(?<!\w)(?:'[^'\n]*'|\"[^\"\n]*\"|`[^`\n]*`|«[^»\n]*»|“[^”\n]*”|‘[^’\n]*’)(?!\w)")
_UUID = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b")
_LONG_HEX = re.compile(r"\b[0-9a-f]{16,}\b")
_MAC = re.compile(r"\b(?:[0-9a-f]{2}[:\-]){5}[0-9a-f]{2}\b|\b(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}\b")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(rf"\b\d{{1,2}} {_MONTH},? \d{{2,4}}\b|\b{_MONTH} \d{{1,2}},? \d{{2,4}}\b")
_HTTP_STATUS = re.compile(r"\b(http|answered|status)(?:/[\d.]+)?(?: status| code)*:? ([1-5])\d\d\b")
_IPV6 = re.compile(r"(?<![\w:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,8}(?:/\d{1,3})?(?![\w:])")
# a word that may hang together by points, colons, slashes, dashes: 10.0.0.1/24, ge-0/0/1, 2026-01-31T08:00, TASK-000123-17
_WORD = re.compile(r"(?<!\w)[-+]?\w+(?:[.:/@+\-]+\w+)*%?")
_BLANK = re.compile(r"\s+")
# an IPv6 address may end in colons, so a colon after it cannot be told from its own
_COLON = re.compile(r"#:(?=\s|$)")
# a list is as long as the case at hand makes it, and a time may be of one word or two
_SEVERAL = re.compile(r"('?)#\1(?:(?:\s*[,;|]\s*(?:and |or )?| )\1#\1(?![\w#]))+")
_CLASSES = {"1": "one", "2": "two", "3": "three", "4": "four", "5": "five"}


def normalise(message: str) -> str:
    """The message with everything that names a single case replaced by `#`.

    Kept is what tells kinds of failures apart: words, and the class of an HTTP status (4xx is the caller's fault, 5xx
    the other side's).
    """
    text = message.casefold()
    text = _URL.sub("#", text)
    text = _MAIL.sub("#", text)
    text = _QUOTED.sub("'#'", text)
    text = _HTTP_STATUS.sub(lambda found: f"{found[1]} {_CLASSES[found[2]]}-hundred", text)
    for pattern in (_UUID, _LONG_HEX, _MAC, _DATE, _IPV6):
        text = pattern.sub("#", text)
    text = _WORD.sub(lambda found: "#" if any(c.isnumeric() for c in found[0]) else found[0], text)
    return _SEVERAL.sub(r"\1#\1", _BLANK.sub(" ", _COLON.sub("#", text))).strip()


def signature(*, cause: str, where: str, message: str) -> str:
    """What makes two failures the same: the error class, where it happened (system or key of the task), and the
    normalised message. Readable, and at most 300 characters."""
    return f"{cause}|{where}|{normalise(message)}"[:_LONGEST]
