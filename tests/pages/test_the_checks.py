"""The checks of the browser tests find the faults that they are for: each is planted once, in a page that has none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from builders_pages import PAGES, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Browser, Page, expect

    from builders_browser import Guard, Keyboard, misplaced, settled, violations

Open = Callable[..., Awaitable["Page"]]

# what is put at the end of the main part of a page -> the rule that axe must name
BARRIERS = {
    "<img src='/favicon.svg'>": "image-alt",
    "<button></button>": "button-name",
    "<p style='color: #777; background: #888'>Grey on grey</p>": "color-contrast",
    "<button aria-label='Other words'>Seen words</button>": "label-content-name-mismatch",
    "<div role='row'>A row of nothing</div>": "aria-required-parent",
    "<p><button style='all: unset; width: 9px; height: 9px; background: red' aria-label='a'></button>"
    "<button style='all: unset; width: 9px; height: 9px; background: red' aria-label='b'></button></p>": "target-size",
}
# the same -> the words of the check of places
OUT_OF_PLACE = {
    "<p style='width: 3000px'>Too wide</p>": "the page is 3",
    "<p style='width: 40px; overflow: hidden; white-space: nowrap'>Words that are cut</p>": "cuts",
    "<div><button style='width: 90px; height: 30px'>Below</button>"
    "<button style='width: 90px; height: 30px; margin-left: -60px'>Above</button></div>": "lies over",
}

_PLANT = """html => {
  document.querySelector('[data-planted]')?.remove();
  const put = document.createElement('div');
  put.dataset.planted = 'yes';
  put.innerHTML = html;
  const main = document.querySelector('main');
  main.prepend(put);
  main.scrollTop = 0;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_planted_barrier_is_found_and_nothing_else(open_page: Open, scheme: str) -> None:
    """UIF-04, UIF-05: without this, an axe that does not run would look like a page without barriers."""
    page = await open_page("/catalog", dark=scheme == "dark", bypass_csp=True)
    await settled(page)
    assert await page.evaluate("() => document.documentElement.dataset.theme") == scheme
    assert await violations(page) == []
    for html, rule in BARRIERS.items():
        await page.evaluate(_PLANT, html)
        found = await violations(page)
        assert any(one.startswith(f"{rule} (") for one in found), f"{rule} is not found by {html}: {found}"
    await page.evaluate(_PLANT, "")
    assert await violations(page) == []


async def test_every_planted_overflow_cut_and_overlap_is_found(open_page: Open) -> None:
    """UIF-09, UI-04."""
    page = await open_page("/catalog", width=900, bypass_csp=True)
    await settled(page)
    assert await misplaced(page) == []
    for html, words in OUT_OF_PLACE.items():
        await page.evaluate(_PLANT, html)
        found = await misplaced(page)
        assert any(words in one for one in found), f"not found: {html}"
    await page.evaluate(_PLANT, "")
    assert await misplaced(page) == []


async def test_a_request_to_another_host_and_an_error_on_the_console_are_found(product: str, browser: Browser) -> None:
    """UIF-06: the guard sees a planted request that leaves the host, an error, and one that nobody catches."""
    context = await browser.new_context(base_url=product, bypass_csp=True)
    page = await context.new_page()
    guard = Guard(page, product, (401,))
    await page.goto("/")
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert guard.faults == []
    async with page.expect_event("requestfailed"):
        await page.evaluate(
            "() => { const e = document.createElement('img'); e.src = 'http://elsewhere.invalid/a.png'; document.body.append(e); }"
        )
    async with page.expect_console_message():
        await page.evaluate("() => console.error('planted words')")
    async with page.expect_event("pageerror"):
        await page.evaluate("() => { setTimeout(() => { throw new Error('planted fault'); }); }")
    told = " ".join(guard.faults)
    assert "elsewhere.invalid" in told
    assert "planted words" in told
    assert "planted fault" in told
    await context.close()


async def test_a_focus_without_a_mark_or_out_of_sight_is_found(
    open_page: Open, keyboard: Callable[[Page], Keyboard]
) -> None:
    """UIF-03: the keyboard of these tests refuses a stop that nobody can see."""
    page = await open_page("/catalog", bypass_csp=True)
    await settled(page)
    for style, words in (
        ("all: unset", "has no mark of focus"),
        ("position: fixed; left: -4000px", "out of sight"),
    ):
        await page.evaluate(_PLANT, f"<button style='{style}'>Planted</button><button id='after'>After</button>")
        await page.evaluate("() => document.activeElement?.blur()")
        with pytest.raises(AssertionError, match=words):
            await keyboard(page).tab_to(page.locator("#after"))
