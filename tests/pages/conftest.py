"""One running product and one browser for all browser tests; each test has browser contexts of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any

import pytest
import pytest_asyncio

from builders_pages import FLAGS, built_workspace, colleague, find_chromium, running_product, why_not
from builders_pages import Colleague as Client

if not why_not():
    from playwright.async_api import Browser, Page, async_playwright

    from builders_browser import Guard, Keyboard

Opener = Callable[..., Coroutine[Any, Any, Any]]


@pytest.fixture(scope="session")
def product() -> Iterator[str]:
    """The address of the running product, with the workspace and the demo in it."""
    reason = why_not() or built_workspace()
    if reason:
        pytest.skip(reason)
    with running_product() as running:
        yield running.url


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(product: str) -> AsyncIterator[Browser]:
    """One headless Chromium."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield started
        await started.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def admin(product: str) -> AsyncIterator[Client]:
    """Ada, who may do everything, by the API: the other person in each test."""
    async with colleague(product, "ada") as client:
        yield client


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def kept_sessions() -> dict[str, Any]:
    """The cookies of the people who have signed in, by name."""
    return {}


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(product: str, browser: Browser, kept_sessions: dict[str, Any]) -> AsyncIterator[Opener]:
    """Opens a page as somebody: `await open_page("/orders", who="olivia", dark=True, width=900)`.

    At the end of the test no page may have asked another host for anything, nor have written an error on its console.
    `refused` lists the statuses that the test provokes on purpose.
    """
    guards: list[Guard] = []

    async def opened(
        path: str, *, who: str | None = "ada", dark: bool = False, width: int = 1440, height: int = 900,
        refused: tuple[int, ...] = (), **more: Any,
    ) -> Page:  # fmt: skip
        if who is not None and who not in kept_sessions:
            async with colleague(product, who) as client:
                cookies = [
                    {"name": cookie.name, "value": cookie.value, "url": product, "httpOnly": True}
                    for cookie in client.cookies.jar
                ]
            kept_sessions[who] = cookies
        context = await browser.new_context(
            base_url=product, viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light",
            locale="en-GB", timezone_id="Europe/Berlin", **more,
        )  # fmt: skip
        context.set_default_timeout(15_000)
        if who is not None:
            await context.add_cookies(kept_sessions[who])
        page = await context.new_page()
        guards.append(Guard(page, product, refused))
        await page.goto(path)
        return page

    yield opened
    for guard in guards:
        await guard.page.context.close()
    assert [fault for guard in guards for fault in guard.faults] == []


@pytest.fixture
def keyboard() -> Callable[[Page], Keyboard]:
    """The keyboard of a page: nothing else may be used in a test that works by keyboard alone."""
    return Keyboard
