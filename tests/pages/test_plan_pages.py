"""The orchestration plan in the browser: what was made of an order, and its plan, watched to its end without reload."""

from __future__ import annotations

import itertools
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from builders_pages import PAGES, Colleague, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Page, expect

    from builders_browser import Keyboard, colours_of, settled

Open = Callable[..., Awaitable["Page"]]
BRANCH = "managed-firewall/02-add-branch"
# the focus is in the grid, and the row that it is on lies between its head and its lower edge
_IN_SIGHT = """() => {
  const grid = document.activeElement, row = document.getElementById(grid.getAttribute('aria-activedescendant'));
  if (grid.getAttribute('role') !== 'treegrid' || !row) return false;
  const [r, g] = [row.getBoundingClientRect(), grid.getBoundingClientRect()];
  return r.top >= g.top + 31 && r.bottom <= g.bottom;
}"""
_PLACE = ("level", "posinset", "setsize")


async def test_domain_orders_and_specifications_of_an_approved_order_lead_to_each_other(
    open_page: Open, admin: Colleague
) -> None:
    """UIF-30, UIF-32, ORC-02, ORC-03: item, domain order, why it was made, origin of values, catalog, and back."""
    number = await admin.planned(BRANCH)
    made = (await admin.read(f"/api/serviceOrders/{number}/domainOrders"))["items"]
    page = await open_page(f"/orders/{number}")
    await page.get_by_role("tab", name=f"Domain orders {len(made)}").click()
    panel = page.get_by_role("tabpanel")
    for one in made:
        await expect(panel.get_by_text(one["number"]).first).to_be_visible()
    cfs = next(one for one in made if one["kind"] == "cfs")
    await panel.get_by_role("link", name=cfs["name"]).first.click()
    await expect(page).to_have_url(re.compile(f"/domainOrders/{cfs['number']}$"))
    main = page.get_by_role("main")
    await expect(main).to_contain_text(cfs["reason"]["text"])
    await expect(main).to_contain_text("Firewall Coverage")
    await main.get_by_role("link", name=cfs["specification"]).first.click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Managed Firewall Service")
    await page.go_back()
    await expect(main).to_contain_text(cfs["number"])
    await main.get_by_role("link", name=number).first.click()
    await expect(page).to_have_url(re.compile(f"/orders/{number}"))


async def test_domain_orders_and_specifications_are_looked_through_by_keyboard_alone(
    open_page: Open, admin: Colleague, keyboard: Callable[[Page], Keyboard]
) -> None:
    """UIF-23, UIF-30, UIF-32."""
    number = await admin.planned(BRANCH)
    made = (await admin.read(f"/api/serviceOrders/{number}/domainOrders"))["items"]
    cfs = next(one for one in made if one["kind"] == "cfs")
    page = await open_page(f"/orders/{number}")
    keys = keyboard(page)
    await expect(page.get_by_role("tab", name=f"Domain orders {len(made)}")).to_be_visible()
    await keys.tab_to(page.get_by_role("tab", selected=True))
    await keys.press("ArrowRight", "ArrowRight")
    await expect(page.get_by_role("tab", name="Domain orders")).to_be_focused()
    await keys.push(page.get_by_role("tabpanel").get_by_role("link", name=cfs["name"]).first)
    await expect(page.get_by_role("heading", level=1)).to_contain_text(cfs["name"])
    await keys.push(page.get_by_role("main").get_by_role("link", name=cfs["specification"]).first)
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Managed Firewall Service")


async def _values(admin: Colleague, task: str) -> dict[str, Any]:
    """A value for everything that a task of this order asks for."""
    known = {"Tuning Ends": "2027-02-01", "Serial Number": "SN-4711-0815"}
    asked = (await admin.read(f"/api/tasks/{task}"))["askedFor"]
    return {
        field["characteristic"]: known.get(field["characteristic"], "A-1")
        for field in asked
        if field["mandatory"] and not field["readOnly"] and field["value"] is None
    }


async def _carry_out(admin: Colleague, number: str) -> None:
    """Does by the API whatever the plan asks of people, until the order is completed."""

    async def order() -> Any:
        return (await admin.read(f"/api/serviceOrders/{number}"))["serviceOrder"]["state"]

    async def work() -> Any:
        for task in await admin.open_tasks(number):
            values = await _values(admin, task["number"])
            await admin.do(f"/api/tasks/{task['number']}/complete", {"values": values})
        return await order()

    await admin.until(work, lambda state: state == "completed")


async def test_a_plan_is_watched_to_its_end_in_three_views_without_a_reload(open_page: Open, admin: Colleague) -> None:
    """UIF-33, UIF-39, UIF-40, UIF-43, UIF-47, ORC-04, ORC-05: somebody else works, the page only listens."""
    number = await admin.planned(BRANCH)
    total = (await admin.read(f"/api/serviceOrders/{number}/plan"))["totalTasks"]
    tree, graph, plan_map = [
        await open_page(f"/orders/{number}/plan?{query}") for query in ("level=all", "view=graph", "view=map")
    ]
    await expect(tree.get_by_role("treegrid")).to_be_visible()
    await expect(graph.locator(".react-flow__node").first).to_be_visible()
    for page in (tree, graph, plan_map):
        await page.evaluate("() => { window.notReloaded = true; }")
    waiting = await colours_of(plan_map, "canvas.map__canvas")
    await expect(tree.locator(".row--task").first).to_be_visible()
    await tree.set_viewport_size({"width": 1280, "height": 600})
    await tree.locator(".tree").evaluate("e => { e.scrollTop = 150; }")
    under = """() => { const r = document.querySelector('.tree').getBoundingClientRect();
      return document.elementFromPoint(r.x + 200, r.y + r.height / 2).closest('[role=row]').querySelector('.row__number').textContent; }"""
    pointed = await tree.evaluate(under)
    await _carry_out(admin, number)
    for page in (tree, graph, plan_map):
        await expect(page.locator(".strip__done")).to_contain_text(f"{total} of {total} tasks done")
        assert await page.evaluate("() => window.notReloaded") is True
    assert await tree.evaluate(under) == pointed
    await tree.locator(".tree").evaluate("e => { e.scrollTop = 1e6; }")
    await expect(tree.get_by_role("row").filter(has_text="Start charging")).to_contain_text("Completed")
    await expect(graph.locator(".react-flow__node").filter(has_text="Start charging")).to_contain_text("Completed")
    done = await colours_of(plan_map, "canvas.map__canvas")
    assert done != waiting
    summed = [int(n) for n in await tree.locator(".strip__count b").all_inner_texts()]
    assert sum(summed) == total


async def test_a_plan_is_watched_to_its_end_by_keyboard_alone(
    open_page: Open, admin: Colleague, keyboard: Callable[[Page], Keyboard]
) -> None:
    """UIF-03, UIF-34, UIF-41: keys 1, 2, 3 change the view; what was selected in one is selected in the others."""
    number = await admin.planned(BRANCH)
    page = await open_page(f"/orders/{number}/plan")
    keys = keyboard(page)
    grid = page.get_by_role("treegrid")
    await keys.tab_to(grid)
    await keys.press("*", "End")
    await keys.press("Home", "ArrowDown")
    chosen = page.locator("[role=row][aria-selected=true]")
    await expect(chosen).to_have_attribute("aria-level", "2")
    await keys.press("ArrowLeft")
    await expect(chosen).to_have_attribute("aria-expanded", "false")
    await keys.press("ArrowRight")
    await expect(chosen).to_have_attribute("aria-expanded", "true")
    # type-ahead, then the details of the row
    await keys.type("managed")
    await keys.press("Enter")
    await expect(page.locator("#plan-view + *")).to_contain_text("Managed Firewall")
    await keys.press("2")
    await expect(page.get_by_role("tab", name="Dependencies")).to_have_attribute("aria-selected", "true")
    await keys.press("3")
    canvas = page.get_by_test_id("map")
    await keys.tab_to(canvas)
    await keys.press("+", "ArrowDown", "ArrowDown", "Enter")
    await expect(page).to_have_url(re.compile(f"sel=TASK-{number[4:]}"))
    await keys.press("1")
    row = page.locator("[role=row][aria-selected=true]")
    await expect(row).to_be_in_viewport()
    await expect(grid).to_be_focused()
    await page.wait_for_function(_IN_SIGHT)
    await _carry_out(admin, number)
    await expect(page.locator(".strip__done")).to_contain_text("100 %")


async def test_arrow_keys_walk_the_whole_tree_and_say_where_they_are(open_page: Open, admin: Colleague) -> None:
    """UIF-34, UIF-35: level, position and size of the set are right on every row; the focus never leaves the grid."""
    number = await admin.planned("sd-wan/01-add-four-sites")
    page = await open_page(f"/orders/{number}/plan?level=all")
    grid = page.get_by_role("treegrid")
    await grid.focus()
    await page.keyboard.press("Home")
    count = int(await grid.get_attribute("aria-rowcount") or 0) - 1
    assert count > 30
    seen: list[tuple[int, int, int]] = []
    for _ in range(count):
        row = page.locator(f"#{await grid.get_attribute('aria-activedescendant')}")
        level, position, size = [int(await row.get_attribute(f"aria-{name}") or 0) for name in _PLACE]
        seen.append((level, position, size))
        await page.wait_for_function(_IN_SIGHT)
        before = await grid.get_attribute("aria-activedescendant")
        await page.keyboard.press("ArrowDown")
        if len(seen) < count:
            await expect(grid).not_to_have_attribute("aria-activedescendant", before or "")
    for before, after in itertools.pairwise(seen):
        assert after[0] <= before[0] + 1
        if after[0] == before[0]:
            assert (after[1], after[2]) == (before[1] + 1, before[2])
        if after[0] > before[0]:
            assert after[1] == 1
    assert seen[0][0] == 1


async def test_the_view_of_a_plan_stands_in_its_address(open_page: Open, admin: Colleague) -> None:
    """UIF-02: filter, view, selection and open branches come back in another window, with back, and after a reload."""
    number = await admin.planned(BRANCH)
    page = await open_page(f"/orders/{number}/plan")
    await expect(page.get_by_role("treegrid")).to_be_visible()
    await page.get_by_role("button", name="Expand all").click()
    await page.get_by_role("button", name="Ready").click()
    await expect(page).to_have_url(re.compile("level=all.*state=ready"))
    rows = await page.get_by_role("row").all_inner_texts()
    other = await open_page(page.url)
    await expect(other.get_by_role("row")).to_have_count(len(rows))
    assert await other.get_by_role("row").all_inner_texts() == rows
    await page.reload()
    await expect(page.get_by_role("row")).to_have_count(len(rows))
    await page.get_by_role("tab", name="Map").click()
    await expect(page).to_have_url(re.compile("view=map"))
    await page.go_back()
    await expect(page.get_by_role("treegrid")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_map_and_graph_are_really_drawn(dark: bool, open_page: Open, admin: Colleague) -> None:
    """UIF-39, UIF-40: several colours of states in the pixels; as many nodes as tasks, one line for a dependency."""
    number = await admin.planned("managed-firewall/01-add-head-office")
    await admin.ready_task(number, "Agree the rule base with the customer")
    plan = await admin.read(f"/api/serviceOrders/{number}/plan")
    page = await open_page(f"/orders/{number}/plan?view=map", dark=dark)
    await settled(page)
    seen = await colours_of(page, "canvas.map__canvas")
    # of the legend: those of the states that tasks have
    legend = await page.locator(".maplegend i, .map__legend i, .legend i").evaluate_all(
        "all => all.map((e) => getComputedStyle(e).backgroundColor)"
    )
    states = {tuple(int(part) for part in one[4:-1].split(",")) for one in legend if one.startswith("rgb(")}
    assert len(states) >= 3
    assert states <= set(seen), f"{states - set(seen)} are in the legend and not on the map"
    assert len(seen) > 20, "words are drawn, with smooth edges"

    await page.goto(f"/orders/{number}/plan?view=graph")
    await expect(page.locator(".react-flow__node")).to_have_count(plan["totalTasks"])
    await expect(page.locator(".react-flow__edge")).to_have_count(len(plan["dependencies"]))
    drawn = await colours_of(page, ".react-flow")
    assert len(drawn) > 50
    boxes = await page.locator(".react-flow__node").evaluate_all(
        "all => all.map((e) => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.right, r.bottom]; })"
    )
    for i, (x0, y0, x1, y1) in enumerate(boxes):
        for u0, v0, u1, v1 in boxes[i + 1 :]:
            assert x1 <= u0 or u1 <= x0 or y1 <= v0 or v1 <= y0, "two nodes lie over each other"
