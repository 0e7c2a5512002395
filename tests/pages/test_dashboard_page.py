"""The dashboard in the browser: every number is a link, and the list behind it is as long as the number says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from builders_pages import PAGES, Colleague, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Page, expect

Open = Callable[..., Awaitable["Page"]]
# of each number: what it counts, itself, its list
NUMBERS = """() => [...document.querySelectorAll('.dash a[data-what]')].map(
    (a) => [a.dataset.what, a.textContent, a.getAttribute('href')])"""
# where a page asks for its list: the rows that it shows, and how many it says there are
FOOT = ".list__foot [role=status]"


async def test_every_number_opens_a_list_as_long_as_it_says(open_page: Open, admin: Colleague) -> None:
    """UIF-68: reached by keyboard; throughput, lead times, open work, fallouts, jeopardy, queues, workers."""
    order = await admin.planned("managed-firewall/01-add-head-office")
    task = await admin.ready_task(order, "Agree the rule base with the customer")
    types = (await admin.read("/api/falloutTypes"))["items"]
    await admin.do(f"/api/tasks/{task}/fallouts", {"falloutType": types[0]["id"], "message": "No answer."})
    page = await open_page("/")
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await page.keyboard.press("g")
    await page.keyboard.press("d")
    await expect(page.get_by_role("heading", name="Dashboard", level=1)).to_be_visible()
    await expect(page.get_by_role("region", name="Workers")).to_contain_text("Well")
    for table in await page.get_by_text("As a table").all():
        await table.click()
    numbers = await page.evaluate(NUMBERS)
    told = {what for what, _, _ in numbers}
    assert told >= {
        "tasksCompleted",
        "step",
        "taskLeadTime.now",
        "orders",
        "tasks",
        "fallouts",
        "falloutsRaised",
        "queue",
    }
    first: dict[str, tuple[str, str]] = {}
    for what, number, href in numbers:
        first.setdefault(what if what != "step" or number != "0" else "", (number, href))
    first.pop("", None)
    first.pop("work", None)  # the machine does its work meanwhile
    for what, (number, href) in first.items():
        await page.goto(href)
        if number == "0":
            await expect(page.locator(".notice")).to_be_visible()
        else:
            await expect(page.locator(FOOT), what).to_have_text(f"{number} in all")
