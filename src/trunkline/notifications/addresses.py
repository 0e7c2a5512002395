"""Which addresses may be written to, and how this installation sends. Pure, but for what transactions are told once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from trunkline.kit.errors import Problem
from trunkline.notifications.model import Postbox

_POSTBOX: Final = "notifications are sent by"
_MAIL = re.compile(r"[^@\s<>\",;:\x00-\x1f]{1,64}@[^@\s<>\",;:\x00-\x1f]{1,190}")


def postbox_choice(postbox: Postbox) -> dict[str, object]:
    """What `Database.connect` is told, so that every transaction knows how this installation sends."""
    return {_POSTBOX: postbox}


def postbox_of(memory: Mapping[Any, Any]) -> Postbox:
    """How this installation sends; without a word it has no mail server and may call no host."""
    found = memory.get(_POSTBOX)
    return found if isinstance(found, Postbox) else Postbox()


def is_mail_address(text: str) -> bool:
    """Whether a text is one plain mail address: no name, no list, nothing that could end a header line."""
    return _MAIL.fullmatch(text) is not None


def _origin(url: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of a web address; None when it is none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("https", "http") or not parts.hostname or port == 0:
        return None
    return parts.scheme, parts.hostname, port or (443 if parts.scheme == "https" else 80)


def url_problem(url: str, postbox: Postbox) -> Problem | None:
    """Why a webhook must not go to this address; None when it may.

    Only hosts that the setting lists are called, over TLS unless the setting says `http://` for that host, and never
    with a user name or password in the address.
    """
    field = "recipients.url"
    origin = _origin(url)
    if origin is None or len(url) > 2000 or re.search(r"[\s\x00-\x1f]", url):
        return Problem(
            field=field, what=f"'{url[:100]}' is no web address", action="give one that begins with https://"
        )
    if "@" in urlsplit(url).netloc:
        return Problem(
            field=field,
            what="the address has a user name or password in it",
            action="leave them out; the call is signed with the secret that you name",
        )
    allowed = (host if "://" in host else f"https://{host}" for host in postbox.webhook_hosts)
    if origin in map(_origin, allowed):
        return None
    scheme, host, port = origin
    return Problem(
        field=field,
        what=f"{scheme}://{host}:{port} may not be called from here",
        action="have the operator add the host to TRUNKLINE_WEBHOOK_HOSTS (http://host:port for one without TLS)",
    )
