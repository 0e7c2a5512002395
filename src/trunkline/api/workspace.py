"""The browser workspace: the bundle that `ui/` is built into, served around the API when it is there.

Without a bundle nothing changes: `/` stays the plain landing page and the API works as ever.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from litestar.types import ASGIApp, Receive, Scope, Send

BUNDLE: Final = Path(__file__).parent.parent / "workspace"

# what belongs to the server; every other address that a browser opens is a page of the workspace
_SERVER: Final = frozenset({"api", "tmf-api", "docs", "openapi.json", "health", "metrics", ".well-known"})
_POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
_ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
_NAMED: Final = frozenset({"favicon.svg", "theme.js", "THIRD_PARTY.txt"})


class Bundle:
    """The files of a built workspace; each is read once, and only those that the build wrote can be asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, bytes] = {}
        self._names = frozenset(
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        )  # fmt: skip

    @property
    def is_there(self) -> bool:
        """Whether a bundle was built."""
        return "index.html" in self._names

    def find(self, path: str) -> str | None:
        """The file behind an address, or None."""
        name = path.removeprefix("/")
        return name if name in self._names and (name.startswith("assets/") or name in _NAMED) else None

    def content(self, name: str, accepted: str) -> tuple[bytes, str | None]:
        """The bytes of a file and how they are encoded: the smallest form that the caller accepts."""
        offered = {part.split(";")[0].strip() for part in accepted.split(",")}
        for encoding, suffix in _ENCODINGS:
            if encoding in offered and name + suffix in self._names:
                return self._bytes(name + suffix), encoding
        return self._bytes(name), None

    def _bytes(self, name: str) -> bytes:
        if name not in self._read:
            self._read[name] = (self._folder / name).read_bytes()
        return self._read[name]


def serve_workspace(app: ASGIApp, folder: Path = BUNDLE) -> ASGIApp:
    """The application with the workspace around it: its files, and its one page for every address that is a page's."""
    bundle = Bundle(folder)
    if not bundle.is_there:
        return app

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        method = scope.get("method")  # websockets have none
        if method not in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
        path = scope["path"]
        name = bundle.find(path)
        if name is None and _is_page(path, headers):
            name = "index.html"
        if name is None:
            await app(scope, receive, send)
            return
        await _send(bundle, name, headers, send, body=method == "GET")

    return answer


def _is_page(path: str, headers: Mapping[str, str]) -> bool:
    # a program that asks for */* gets what the API answers; only browsers name HTML
    return path.split("/")[1] not in _SERVER and "text/html" in headers.get("accept", "")


async def _send(bundle: Bundle, name: str, headers: Mapping[str, str], send: Send, *, body: bool) -> None:
    content, encoding = bundle.content(name, headers.get("accept-encoding", ""))
    suffix = Path(name).suffix
    media = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    hashed = name.startswith("assets/")
    answer = {
        "Content-Type": f"{media}; charset=utf-8" if media.startswith("text/") else media,
        "Content-Length": str(len(content)),
        "Cache-Control": "public, max-age=31536000, immutable" if hashed else "no-cache",
        "Vary": "Accept-Encoding" if hashed else "Accept, Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": _POLICY,
        "Referrer-Policy": "same-origin",
    }
    if encoding:
        answer["Content-Encoding"] = encoding
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(key.lower().encode("latin-1"), value.encode("latin-1")) for key, value in answer.items()],
        }
    )
    await send({"type": "http.response.body", "body": content if body else b"", "more_body": False})
