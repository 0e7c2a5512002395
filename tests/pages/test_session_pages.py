"""A session that ends under somebody's hands, and a line that breaks: nothing is lost, nothing is done twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from builders_pages import PAGES, PASSWORD, Colleague, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Page, expect

    from builders_browser import violations

Open = Callable[..., Awaitable["Page"]]
BRANCH = "managed-firewall/02-add-branch"

# the longest transition or animation of anything on the page, in seconds
_LONGEST = """() => Math.max(0, ...[...document.querySelectorAll('*')].flatMap((e) => ['', '::before', '::after'].flatMap((part) => {
  const s = getComputedStyle(e, part || null);
  const moves = s.animationName !== 'none' && s.animationIterationCount !== 'infinite' ? s.animationDuration : '0s';
  return `${s.transitionDuration}, ${moves}`.split(', ').map(parseFloat);
})))"""


async def test_what_was_written_is_posted_once_after_a_session_ended(open_page: Open, admin: Colleague) -> None:
    """UIF-07: over an open form one signs in again; the text is kept and sent by itself, and the page is live again."""
    number = await admin.planned(BRANCH)
    task = await admin.ready_task(number, "Mount and cable the appliance")
    page = await open_page(f"/tasks/{task}", who="mara", refused=(401,))
    note = page.get_by_label("Write a note")
    await note.fill("key is with the porter")
    await page.context.clear_cookies()
    await page.get_by_role("button", name="Add note").click()
    over = page.get_by_role("dialog", name="Sign in again")
    await expect(over.get_by_label("Password")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(over).to_be_visible()
    assert await violations(page) == []
    await over.get_by_label("Password").fill(PASSWORD)
    async with page.expect_response("**/note"):
        await over.get_by_role("button", name="Sign in").click()
    await expect(over).to_have_count(0)
    await expect(page.get_by_text("key is with the porter")).to_have_count(1)
    await expect(note).to_have_value("")
    notes = (await admin.read(f"/api/tasks/{task}/record"))["notes"]
    assert [one["text"] for one in notes] == ["key is with the porter"]
    await admin.do(f"/api/tasks/{task}/note", {"text": "and the porter is in at seven"})
    await expect(page.get_by_text("and the porter is in at seven")).to_have_count(1)


async def test_a_line_that_broke_is_said_and_nothing_is_missed_or_shown_twice(
    open_page: Open, admin: Colleague
) -> None:
    """UIF-08, UIF-12: a banner while nobody answers; afterwards the plan stands as the server has it. No movement is long."""
    number = await admin.planned(BRANCH)
    task = await admin.ready_task(number, "Mount and cable the appliance")
    page = await open_page(f"/orders/{number}/plan?level=all&sel={task}", refused=(503,))
    rows = page.locator(".tree__rows [role=row]")
    row = page.locator("[role=row][aria-selected=true]")
    await expect(row).to_contain_text("Ready")
    before = await rows.count()
    assert await page.evaluate(_LONGEST) <= 0.2
    await page.evaluate("() => { document.querySelector('h1').style.transition = 'color 150ms'; }")
    assert await page.evaluate(_LONGEST) == 0.15
    await page.emulate_media(reduced_motion="reduce")
    assert await page.evaluate(_LONGEST) == 0
    await page.route("**/api/events/stream", lambda route: route.fulfill(status=503))
    await page.reload()
    await expect(row).to_contain_text("Ready")
    banner = page.get_by_text("The connection is lost")
    await expect(banner).to_be_visible()
    await admin.do(f"/api/tasks/{task}/start", {})
    await page.unroute("**/api/events/stream")
    await expect(row).to_contain_text("In progress")
    await expect(banner).to_have_count(0)
    await expect(rows).to_have_count(before)
    numbers = await rows.locator(".row__number").all_inner_texts()
    assert len(set(numbers)) == len(numbers)
