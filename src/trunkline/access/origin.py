"""Whether a change comes from our own pages: a page of another site must not use its visitor's session."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from trunkline.access.errors import ForeignRequest


def refuse_foreign_page(headers: Mapping[str, str], *, origin_needed: bool = True) -> None:
    """Raises ForeignRequest unless a request comes from a page of ours; the names of `headers` are in lower case.

    A page of another site can send neither the header X-Requested-With (any value) nor an Origin header that names
    this host. Without `origin_needed` a request with neither passes: programs send none, browsers always do.
    """
    origin = headers.get("origin")
    if "x-requested-with" in headers or (origin is None and not origin_needed):
        return
    try:
        place = urlsplit(origin or "").netloc.lower()
    except ValueError:
        place = ""
    if not place or place != headers.get("host", "").lower():
        raise ForeignRequest(
            "a change that is asked for with the session cookie needs the header X-Requested-With (any value), "
            "or an Origin header that names this host; programs use an API key instead"
        )
