"""The workspace around the API: its page for browsers, its files, and nothing of the API changed."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from litestar import Litestar, get

from trunkline.api.workspace import Bundle, serve_workspace

HTML = {"Accept": "text/html,application/xhtml+xml"}


@get("/")
async def landing() -> str:
    """What programs get."""
    return "landing"


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A small application with a small bundle around it."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<title>the page</title>")
    (tmp_path / "theme.js").write_text("theme()")
    (tmp_path / "assets" / "main-1a2b.js").write_text("main()")
    (tmp_path / "assets" / "main-1a2b.js.gz").write_bytes(gzip.compress(b"main()"))
    app = Litestar([landing], openapi_config=None)
    app.asgi_handler = serve_workspace(app.asgi_handler, tmp_path)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/orders", "/orders/ORD-000123/plan", "/nowhere"])
async def test_a_browser_gets_the_page_at_every_address_of_a_page(client: httpx.AsyncClient, path: str) -> None:
    """UIF-02: reload and a copied address work."""
    answer = await client.get(path, headers=HTML)
    assert (answer.status_code, answer.text) == (200, "<title>the page</title>")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")


@pytest.mark.parametrize("path", ["/api/nothing", "/tmf-api/nothing", "/docs/nothing", "/health/nothing"])
async def test_an_address_of_the_api_is_never_a_page(client: httpx.AsyncClient, path: str) -> None:
    """API-01"""
    assert (await client.get(path, headers=HTML)).status_code == 404


async def test_a_program_gets_what_it_got_without_the_workspace(client: httpx.AsyncClient) -> None:
    """API-01"""
    assert (await client.get("/")).text == "landing"
    assert (await client.get("/orders")).status_code == 404
    assert (await client.post("/orders", headers=HTML)).status_code == 404


async def test_hashed_files_are_kept_for_ever_and_sent_as_small_as_possible(client: httpx.AsyncClient) -> None:
    """OPS-01"""
    answer = await client.get("/assets/main-1a2b.js", headers={"Accept-Encoding": "gzip"})
    assert answer.text == "main()"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    plain = await client.get("/assets/main-1a2b.js", headers={"Accept-Encoding": "identity"})
    assert (plain.text, "Content-Encoding" in plain.headers) == ("main()", False)


@pytest.mark.parametrize("path", ["/assets/../secret", "/assets/%2e%2e/index.html", "/assets/other.js", "/index.html"])
async def test_only_what_the_build_wrote_can_be_asked_for(client: httpx.AsyncClient, path: str) -> None:
    """SEC-01"""
    assert (await client.get(path)).status_code == 404


async def test_without_a_bundle_nothing_changes(tmp_path: Path) -> None:
    """OPS-01: the product works without its workspace."""
    app = Litestar([landing], openapi_config=None).asgi_handler
    assert serve_workspace(app, tmp_path / "nothing") is app
    assert not Bundle(tmp_path).is_there
