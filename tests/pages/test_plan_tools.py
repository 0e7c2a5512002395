"""What stands beside the views of a plan: the neighbourhood of a task, the sheet that is printed, the plan as it was."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from builders_pages import PAGES, Colleague, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Page, expect

Open = Callable[..., Awaitable["Page"]]
HEAD_OFFICE = "managed-firewall/01-add-head-office"
INSTALL = "Mount and cable the appliance"


async def test_the_neighbourhood_of_a_task_is_as_wide_as_it_says(open_page: Open, admin: Colleague) -> None:
    """Hits are the task and what its dependencies name, no more; one hit is one hit, and none of it is the plan's."""
    number = await admin.planned(HEAD_OFFICE)
    task = await admin.ready_task(number, INSTALL)
    plan = await admin.read(f"/api/serviceOrders/{number}/plan")
    around = {task} | {
        other
        for before, after in plan["dependencies"]
        for one, other in ((before, after), (after, before))
        if one == task
    }
    page = await open_page(f"/orders/{number}/plan?level=all&near={task}&hops=0")
    hits = page.locator(".planbar__hits")
    await expect(hits).to_contain_text(re.compile("^1 hit(?!s)"))
    await page.locator(".planbar__near select").select_option("1")
    await expect(hits).to_contain_text(f"{len(around)} hits")
    await expect(page.locator(".row--hit")).to_have_count(len(around))
    await expect(page).to_have_url(re.compile(f"near={task}"))
    await page.locator(".planbar__near").get_by_role("button").click()
    await expect(hits).to_have_count(0)
    # a word: as many hits as the plan has nodes of that name; n goes to the next, p back; each is marked at the scrollbar
    named = [one["number"] for one in plan["tasks"] if "appliance" in one["name"].lower()]
    assert len(named) > 1
    await page.goto(f"/orders/{number}/plan?level=all&q=appliance")
    await expect(page.locator(".row--task.row--hit")).to_have_count(len(named))
    found = int((await hits.inner_text()).split()[0])
    assert found == await page.locator(".row--hit").count()
    await page.keyboard.press("n")
    first = await page.locator("[role=row][aria-selected=true] .row__number").inner_text()
    await page.keyboard.press("n")
    await expect(page.locator("[role=row][aria-selected=true] .row__number")).not_to_have_text(first)
    await page.keyboard.press("p")
    await expect(page.locator("[role=row][aria-selected=true] .row__number")).to_have_text(first)


async def test_the_printed_sheet_holds_every_row_that_is_open(open_page: Open, admin: Colleague) -> None:
    """UIF-48: on paper as many rows as the tree has, state in words; numbered pages; also by the browser's own command."""
    number = await admin.planned(HEAD_OFFICE)
    await admin.ready_task(number, INSTALL)
    page = await open_page(f"/orders/{number}/plan?level=all")
    grid = page.get_by_role("treegrid")
    await expect(grid).to_be_visible()
    rows = int(await grid.get_attribute("aria-rowcount") or 0) - 1
    await page.evaluate(
        """() => addEventListener('beforeprint', () => {
          const sheet = document.querySelector('.planprint');
          const shown = [...document.body.children].filter((one) => one.checkVisibility());
          window.printed = {
            alone: shown.length === 1 && shown[0] === sheet,
            rows: sheet.querySelectorAll('tbody tr').length,
            states: [...sheet.querySelectorAll('tbody td:nth-child(2)')].map((one) => one.textContent.trim()),
            wide: sheet.scrollWidth - sheet.clientWidth,
          };
        })"""
    )
    # what the browser prints by itself is the sheet: its tagged rows are the tree's, and one for the head
    paper = await page.pdf(tagged=True, prefer_css_page_size=True)
    assert len(re.findall(rb"/S */TR\b", paper)) == rows + 1
    assert b"/Count 1" in paper or len(re.findall(rb"/Type */Page\b", paper)) > 1
    await expect(page.locator(".planprint")).to_have_count(0)
    await page.emulate_media(media="print")
    await page.evaluate(
        "() => { window.print = () => ['before', 'after'].forEach((when) => dispatchEvent(new Event(`${when}print`))); }"
    )
    await page.evaluate("() => { window.printed = null; document.querySelector('button[aria-label=Print]').click(); }")
    printed = await (await page.wait_for_function("() => window.printed")).json_value()
    assert printed["alone"]
    assert printed["rows"] == rows > 15
    assert all(re.search("[A-Za-z]{4}", state) for state in printed["states"])
    assert printed["wide"] <= 1
    await expect(page.locator(".planprint")).to_have_count(0)


async def test_the_plan_is_shown_as_it_was_and_then_as_it_is(open_page: Open, admin: Colleague) -> None:
    """Replay: at the first instant nothing is done; back to now everything stands as the server says."""
    number = await admin.planned(HEAD_OFFICE)
    await admin.ready_task(number, INSTALL)
    page = await open_page(f"/orders/{number}/plan?level=all&at=1000000000")
    await expect(page.locator(".plan__asof")).to_contain_text("As of")
    slider = page.get_by_label("Instant of the plan")
    await slider.focus()
    await page.keyboard.press("Home")
    await expect(page.locator(".plan--past")).to_have_count(1)
    await page.get_by_role("button", name="Back to now").click()
    await expect(page.locator(".plan__asof")).to_have_count(0)
    plan = await admin.read(f"/api/serviceOrders/{number}/plan")
    done = sum(task["state"] in ("completed", "skipped") for task in plan["tasks"])
    await expect(page.locator(".strip__done")).to_contain_text(f"{done} of {plan['totalTasks']} tasks done")


async def test_the_bars_are_the_servers_dates_and_the_graph_opens_whole_in_a_narrow_window(
    open_page: Open, admin: Colleague
) -> None:
    """UIF-36, UIF-37, UIF-39, ORC-10: a bar lies at its dates to two pixels; the date asked for is a line; no card cut."""
    asked = datetime.now(UTC) + timedelta(days=2)

    def by(document: dict[str, Any]) -> None:
        document["requestedCompletionDate"] = asked.strftime("%Y-%m-%dT%H:%M:%SZ")

    number = await admin.submitted(HEAD_OFFICE, by)
    await admin.do(f"/api/serviceOrders/{number}/approve", {})
    await admin.ready_task(number, INSTALL)
    page = await open_page(f"/orders/{number}/plan?level=all&scale=week&planned=1")
    await expect(page.locator(".tree__duemark")).to_contain_text("Requested")
    dates = await admin.read(f"/api/serviceOrders/{number}/plan/dates")
    late = max((task for task in dates["tasks"] if task["startedAt"] is None), key=lambda task: task["plannedEndAt"])
    name = next(
        task["name"]
        for task in (await admin.read(f"/api/serviceOrders/{number}/plan"))["tasks"]
        if task["number"] == late["number"]
    )
    seen = await page.evaluate(
        """(name) => {
          const row = [...document.querySelectorAll('.row--task')].find((one) => one.querySelector('.row__label').textContent === name);
          const time = row.querySelector('.row__time').getBoundingClientRect();
          const left = (e) => e.getBoundingClientRect().left - time.left;
          const now = document.querySelector('.tree__nowline'), due = document.querySelector('.tree__due');
          return {width: time.width, now: left(now), due: left(due), bar: left(row.querySelector('.bar--task')),
                  planned: left(row.querySelector('.bar--planned')), at: Date.now()};
        }""",
        name,
    )
    pixels = seen["width"] / (7 * 24 * 3600_000)

    def place(instant: str) -> float:
        return float(seen["now"] + (datetime.fromisoformat(instant).timestamp() * 1000 - seen["at"]) * pixels)

    # the page's own clock ticks every half minute: less than half a pixel in a week
    assert abs(seen["due"] - place(asked.isoformat())) < 2
    assert abs(seen["bar"] - place(late["estimatedStartAt"])) < 2
    assert abs(seen["planned"] - place(late["plannedStartAt"])) < 2

    await page.set_viewport_size({"width": 900, "height": 900})
    await page.goto(f"/orders/{number}/plan?view=graph")
    await expect(page.locator(".card").first).to_be_visible()
    cut = """() => {
      const area = document.querySelector('.graph__flow').getBoundingClientRect();
      const cards = [...document.querySelectorAll('.card')].map((one) => one.getBoundingClientRect());
      return cards.filter((r) => r.left < area.left || r.right > area.right || r.top < area.top || r.bottom > area.bottom).length;
    }"""
    await page.wait_for_function(f"() => ({cut})() === 0")
    await page.set_viewport_size({"width": 700, "height": 700})
    await page.wait_for_function(f"() => ({cut})() === 0")
