"""The lists in the browser: typed queries, the preview of a row, and a choice that goes over all pages."""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import quote

from builders_pages import PAGES, Colleague, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Page, expect

    from builders_browser import violations

Open = Callable[..., Awaitable["Page"]]
BRANCH = "managed-firewall/02-add-branch"


async def _look(page: Page, name: str) -> None:
    """A picture for people, when they ask for it."""
    folder = os.environ.get("TRUNKLINE_SHOTS")
    if folder:
        await page.screenshot(path=Path(folder) / f"{name}.png")


async def test_a_list_is_asked_looked_into_and_acted_on(open_page: Open, admin: Colleague) -> None:
    """UIF-14, UIF-15, UIF-18, UIF-20: suggestions, an error with its place, the preview, a view, one action on the choice."""
    number = await admin.planned(BRANCH)
    page = await open_page("/tasks?who=all", who="ada", refused=(400,))
    query = page.get_by_role("combobox", name="Query")
    await query.click()
    await query.press_sequentially("stat")
    await expect(page.get_by_role("option", name="state:")).to_be_visible()
    await query.press("ArrowDown")
    await query.press("Enter")
    await query.press_sequentially("rea")
    await query.press("ArrowDown")
    await query.press("Enter")
    await expect(query).to_have_value("state:ready ")
    await query.press_sequentially("ordr:x")
    await query.press("Enter")
    await expect(page.get_by_text("word 2 'ordr:x' (character 13)").first).to_be_visible()
    await query.fill(f"state:ready order:{number}")
    await query.press("Enter")
    # the same three ways: typed, as chips, in the address
    dialog, add = page.get_by_role("dialog"), page.get_by_role("button", name="Add a condition")
    await page.get_by_role("button", name="Change Query: state:ready").click()
    assert await violations(page) == []
    await dialog.get_by_label("Value *").fill("held, ready")
    await dialog.get_by_role("button", name="Change").click()
    await expect(query).to_have_value(f"state:held,ready order:{number}")
    await add.click()
    await dialog.get_by_label("Field *").select_option("Due (due)")
    await dialog.get_by_label("Comparison").select_option("is before")
    await dialog.get_by_label("Value *").fill("-9w")
    await dialog.get_by_label("With the other conditions").select_option("This or the others")
    await _look(page, "lists-condition")
    await dialog.get_by_role("button", name="Add").click()
    await expect(query).to_have_value(f"state:held,ready order:{number} or due<-9w")
    await expect(page).to_have_url(re.compile("due%3C-9w"))
    await expect(page.get_by_role("list", name="Filters").get_by_text("or", exact=True)).to_be_visible()
    await _look(page, "lists-chips")
    await page.get_by_role("button", name="Remove filter Query: due<-9w").click()
    await expect(query).to_have_value(f"state:held,ready order:{number}")
    await query.fill(f"state:ready order:{number}")
    await query.press("Enter")
    rows = page.locator("tbody tr")
    wanted = (await admin.read("/api/tasks", q=f"state:ready order:{number}"))["total"]
    assert wanted > 0
    await expect(rows).to_have_count(wanted)
    await query.blur()
    await page.keyboard.press("j")
    await page.keyboard.press("Space")
    preview = page.get_by_role("complementary", name="Preview of the row")
    first = await rows.nth(0).get_by_role("link").first.inner_text()
    await expect(preview.get_by_role("heading", name=first)).to_be_visible()
    await expect(preview.get_by_text("Asks for").or_(preview.get_by_text("Domain order"))).not_to_have_count(0)
    await _look(page, "lists-preview")
    if wanted > 1:
        await page.keyboard.press("ArrowDown")
        second = await rows.nth(1).get_by_role("link").first.inner_text()
        await expect(preview.get_by_role("heading", name=second)).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(preview).to_have_count(0)
    await expect(rows).to_have_count(wanted)
    await page.get_by_label("Select all on this page").check()
    async with page.expect_response("**/api/tasks/bulk") as answered:
        await page.get_by_role("button", name="Start", exact=True).click()
        await page.get_by_role("dialog").get_by_role("button", name="Start").click()
    assert (await (await answered.value).json())["succeeded"] == wanted
    await expect(page.get_by_text(f"{wanted} of {wanted} done, 0 refused, 0 left")).to_be_visible()
    await _look(page, "lists-outcome")
    started = await admin.read("/api/tasks", q=f"order:{number} assignee:ada")
    assert {line["task"]["state"] for line in started["items"]} == {"inProgress"}


async def test_a_list_stands_still_under_the_pointer_and_is_changed_in_place(open_page: Open, admin: Colleague) -> None:
    """UIF-21, UIF-22: new lines wait to be shown, what changed is marked; what was changed by hand is taken back."""
    number = await admin.planned(BRANCH)
    page = await open_page("/tasks?who=all&q=" + quote(f"order:{number} state:ready"))
    rows = page.locator("tbody tr")
    lines = (await admin.read("/api/tasks", q=f"order:{number} state:ready"))["items"]
    await expect(rows).to_have_count(len(lines))
    name, task = lines[0]["task"]["name"], lines[0]["task"]["number"]
    keys = [await rows.nth(n).get_attribute("data-key") for n in range(len(lines))]
    # by keyboard: another priority, and back
    await page.keyboard.press("j")
    await page.keyboard.press("p")
    await page.get_by_role("combobox", name="Priority").select_option("1")
    async with page.expect_response("**/urgency"):
        await page.keyboard.press("Enter")
    await expect(page.get_by_text(f"{name} has priority 1")).to_be_visible()
    await _look(page, "lists-inline")
    async with page.expect_response("**/urgency"):
        await page.keyboard.press("Control+z")
    record = (await admin.read(f"/api/tasks/{task}/record"))["history"]
    assert [event["kind"] for event in record].count("TaskUrgencySet") == 2
    # while the pointer is in the list, a line that leaves it stays where it is until that is asked for
    await rows.nth(0).hover()
    assert keys == [await rows.nth(n).get_attribute("data-key") for n in range(len(keys))]
    await admin.do(f"/api/tasks/{task}/start")
    await expect(page.get_by_text("1 line is in this list no more.")).to_be_visible()
    assert keys == [await rows.nth(n).get_attribute("data-key") for n in range(len(keys))]
    await _look(page, "lists-live")
    await page.get_by_role("button", name="Show", exact=True).click()
    await expect(rows.and_(page.locator(f"[data-key={task}]"))).to_have_count(0)


async def test_a_list_looks_as_its_reader_chose_in_every_browser(open_page: Open, admin: Colleague) -> None:
    """UIF-04, UIF-16: order, widths, what stays at the left, close rows and the theme come with the person."""
    await admin.planned(BRANCH)
    page = await open_page("/tasks?who=all", who="olivia")
    heads = page.locator("thead th[scope=col]").filter(has=page.get_by_role("separator"))
    await expect(heads.first).to_be_visible()
    before = await heads.all_inner_texts()
    await page.locator("summary", has_text="Columns").click()
    await page.get_by_role("button", name="Move Task to the left").click()
    await page.get_by_role("checkbox", name="Customer").uncheck()
    await page.get_by_role("combobox", name="Stay at the left").select_option("1")
    await page.get_by_role("checkbox", name="Close rows").check()
    await _look(page, "lists-columns")
    await page.keyboard.press("Escape")
    edge = page.get_by_role("separator", name="Width of Task")
    await edge.focus()
    async with page.expect_response("**/api/preferences"):
        await page.keyboard.press("ArrowRight")
    async with page.expect_response("**/api/preferences"):
        await page.get_by_role("button", name="Dark theme").click()
    wanted = [before[1], before[0], *(text for text in before[2:] if text != "Customer")]
    width = await edge.get_attribute("aria-valuenow")
    other = await open_page("/tasks?who=all", who="olivia", width=1000)
    heads = other.locator("thead th[scope=col]").filter(has=other.get_by_role("separator"))
    await expect(heads).to_have_text(wanted)
    await expect(other.get_by_role("separator", name="Width of Task")).to_have_attribute("aria-valuenow", width or "")
    await expect(other.locator("html")).to_have_attribute("data-theme", "dark")
    await expect(heads.first).to_have_css("position", "sticky")
    await _look(other, "lists-columns-dark")
    async with other.expect_response("**/api/preferences"):
        await other.get_by_role("button", name="Light theme").click()


async def test_an_agent_lands_on_her_work_and_a_manager_says_what_lists_open_with(
    open_page: Open, admin: Colleague
) -> None:
    """UIF-15: supplied views, what a role opens with, a view that is shared with a role."""
    page = await open_page("/", who=None, refused=(401,))
    await page.get_by_label("User name").fill("felix")
    await page.get_by_label("Password").fill("trunkline-demo")
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile(r"/tasks\?who=mine$"))
    await expect(page.get_by_role("heading", name="Tasks", level=1)).to_be_visible()
    views, dialog = page.get_by_role("button", name="Saved views"), page.get_by_role("dialog")
    await views.click()
    await expect(page.get_by_role("menuitem", name="✓ My work")).to_be_visible()
    await expect(page.get_by_role("menuitem", name="Team queue")).to_be_visible()
    await expect(page.get_by_role("menuitem", name="Open it so for roles …")).to_have_count(0)
    await expect(page.get_by_role("menuitem", name="Remove this view")).to_have_count(0)
    boss = await open_page("/tasks?who=all&q=priority:1", who="mara")
    views, dialog = boss.get_by_role("button", name="Saved views"), boss.get_by_role("dialog")
    await views.click()
    await boss.get_by_role("menuitem", name="Save this view").click()
    await dialog.get_by_label("Name of the view *").fill("Most urgent")
    await dialog.get_by_label("Who sees it").select_option("Role: Fulfilment agent")
    assert await violations(boss) == []
    await _look(boss, "lists-view")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    await expect(views).to_be_focused()  # a menu closes when the focus comes back from elsewhere
    await views.click()
    await boss.get_by_role("menuitem", name="Open it so for roles …").click()
    await dialog.get_by_label("Fulfilment agent").check()
    assert await violations(boss) == []
    await _look(boss, "lists-view-roles")
    async with boss.expect_response("**/api/views/roleDefault"):
        await dialog.get_by_role("button", name="Save").click()
    await page.goto("/tasks")
    await expect(page).to_have_url(re.compile(r"who=all&q=priority"))
    made = next(one for one in (await admin.read("/api/views", list="tasks"))["items"] if one["name"] == "myWork")
    role = {"list": "tasks", "role": "fulfillmentAgent"}
    await admin.put("/api/views/roleDefault", json={**role, "view": made["id"]})
    await page.goto("/tasks")
    await expect(page).to_have_url(re.compile(r"who=mine$"))
