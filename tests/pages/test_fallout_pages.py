"""A fallout in the browser: raised on a task, given to somebody else, resolved in one step."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from builders_pages import PAGES, Colleague, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Page, expect

    from builders_browser import Keyboard, violations

Open = Callable[..., Awaitable["Page"]]
BRANCH = "managed-firewall/02-add-branch"
AGREE = "Agree the rule base with the customer"


async def test_a_fallout_is_raised_reassigned_and_resolved(open_page: Open, admin: Colleague) -> None:
    """UIF-58, UIF-61, FAL-01, FAL-09, FAL-10: the task is held, then ready again in the same step."""
    number = await admin.planned(BRANCH)
    task = await admin.ready_task(number, AGREE)
    page = await open_page(f"/tasks/{task}", who="mara")
    await page.get_by_role("button", name="Raise fallout").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Raise fallout").click()
    await expect(dialog.get_by_role("alert").first).to_contain_text("Choose a fallout type.")
    await dialog.get_by_label("What is wrong").fill("The invoice of the customer has another tariff.")
    taken = dialog.get_by_role("group", name="Suggested types").get_by_role(
        "button", name="Take the type Billing issue"
    )
    await taken.click()  # one click takes what the server suggests (FAL-15)
    await expect(dialog.get_by_label("Fallout type")).to_have_value("billingIssue")
    await dialog.get_by_label("What is wrong").fill("The customer wants another rule base.")
    await dialog.get_by_role("button", name="Raise fallout").click()
    main = page.get_by_role("main")
    await expect(main.locator(".state").first).to_contain_text("Held")
    await page.get_by_role("link", name=re.compile("^FO-")).first.click()
    await page.wait_for_url("**/fallouts/FO-*")  # the page of the task tells the same
    await expect(main).to_contain_text("The customer wants another rule base.")
    fallout = page.url.rsplit("/", 1)[1]

    note = page.get_by_label("Write a note")
    await note.fill("Can you look, @ros")
    await page.get_by_role("option", name="@rosa").click()
    await expect(note).to_have_value("Can you look, @rosa ")
    await page.get_by_role("button", name="Add note").click()
    await expect(page.get_by_text("Watched by rosa.")).to_be_visible()  # who is named watches (FAL-12)
    other = await open_page(f"/fallouts/{fallout}", who="rosa")
    await other.get_by_role("button", name="Assign", exact=True).click()
    assign = other.get_by_role("dialog")
    field = assign.get_by_role("combobox", name="Assignee")
    await field.fill("nobody of this name")
    await expect(assign).to_contain_text("Nobody is found by this.")
    await field.press("Tab")
    await assign.get_by_role("button", name="Assign", exact=True).click()
    await expect(assign.get_by_role("alert").first).to_contain_text("is not in the list")
    await expect(field).to_be_focused()
    await field.fill("repair")  # she is found by her full name
    await expect(assign.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    assert await violations(other) == []
    await assign.get_by_role("listbox").get_by_role("option", name="rosa").click()
    await expect(field).to_have_value("rosa")
    await assign.get_by_role("button", name="Assign", exact=True).click()
    await expect(main).to_contain_text("rosa")  # mara's page hears of it
    await other.get_by_role("button", name="Reassign task").click()
    await other.get_by_role("dialog").get_by_role("combobox", name="Assignee").fill("felix")
    await other.get_by_role("dialog").get_by_role("combobox", name="Assignee").press("Tab")  # typed out is chosen
    # whether there is such a person is asked first
    await expect(other.get_by_role("dialog").get_by_role("combobox", name="Assignee")).not_to_have_attribute(
        "aria-busy", "true"
    )
    await other.get_by_role("dialog").get_by_role("button", name="Reassign task").click()
    await expect(other.get_by_role("main")).to_contain_text("felix")
    await other.get_by_role("button", name="Resolve", exact=True).click()
    await other.get_by_role("radio", name="Retry", exact=True).check()
    await other.get_by_role("dialog").get_by_label("Note", exact=True).fill("Agreed by phone.")
    async with other.expect_response("**/resolve"):
        await other.get_by_role("dialog").get_by_role("button", name="Retry").click()
    await expect(other.get_by_role("main").locator(".state").first).to_contain_text("Resolved")
    after = (await admin.read(f"/api/tasks/{task}"))["task"]
    assert (after["state"], after["assignee"]) == ("ready", "felix")
    # only what the remedies of this state allow is offered
    await expect(other.get_by_role("button", name="Resolve", exact=True)).to_have_count(0)


async def test_a_fallout_is_raised_reassigned_and_resolved_by_keyboard_alone(
    open_page: Open, admin: Colleague, keyboard: Callable[[Page], Keyboard]
) -> None:
    """UIF-03, UIF-58, UIF-61: f raises, t takes, a assigns, r resolves."""
    number = await admin.planned(BRANCH)
    task = await admin.ready_task(number, AGREE)
    page = await open_page(f"/tasks/{task}")
    keys = keyboard(page)
    main = page.get_by_role("main")
    dialog = page.get_by_role("dialog")
    await expect(page.get_by_role("button", name="Raise fallout")).to_be_visible()
    await keys.press("f")
    await expect(dialog.get_by_role("option").nth(1)).to_be_attached()
    await keys.press("ArrowDown")
    await keys.fill(dialog.get_by_label("What is wrong"), "The cable is cut.")
    await keys.push(dialog.get_by_role("button", name="Raise fallout"))
    await expect(main.locator(".state").first).to_contain_text("Held")
    await expect(dialog).to_have_count(0)
    await keys.push(main.get_by_role("link", name=re.compile("^FO-")).first)
    await expect(main).to_contain_text("The cable is cut.")
    await expect(page.get_by_role("button", name="Resolve", exact=True)).to_be_visible()
    await keys.press("a")
    field = dialog.get_by_role("combobox", name="Assignee")
    await keys.tab_to(field)
    await keys.press("ArrowDown")
    await expect(field).to_have_attribute("aria-expanded", "true")
    await keys.press("Escape")  # the list, not the dialog
    await expect(field).to_have_attribute("aria-expanded", "false")
    await keys.type("ros")
    option = dialog.get_by_role("listbox").get_by_role("option", name="rosa")
    await expect(dialog.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    await keys.press("ArrowDown")
    await expect(field).to_have_attribute("aria-activedescendant", await option.get_attribute("id") or "none")
    await keys.press("Enter")
    await expect(field).to_have_value("rosa")
    await keys.push(dialog.get_by_role("button", name="Assign", exact=True))
    await expect(main).to_contain_text("rosa")
    await expect(dialog).to_have_count(0)
    await keys.press("r")
    await expect(dialog.get_by_role("radio").first).to_be_focused()
    await keys.press("ArrowDown", "ArrowUp")
    await expect(dialog.get_by_role("radio", name="Retry", exact=True)).to_be_checked()
    await keys.fill(dialog.get_by_label("Note", exact=True), "Spliced.")
    async with page.expect_response("**/resolve"):
        await keys.push(dialog.get_by_role("button", name="Retry"))
    await expect(main.locator(".state").first).to_contain_text("Resolved")
    assert (await admin.read(f"/api/tasks/{task}"))["task"]["state"] == "ready"


async def test_machine_made_fallouts_are_counted_the_same_on_the_home_page_and_in_the_list(
    open_page: Open, admin: Colleague
) -> None:
    """UIF-17, UIF-59, UIF-68: the number of a tile is the number of lines behind it."""
    number = await admin.planned(BRANCH)
    task = await admin.ready_task(number, AGREE)
    types = (await admin.read("/api/falloutTypes"))["items"]
    await admin.do(f"/api/tasks/{task}/fallouts", {"falloutType": types[0]["id"], "message": "Counted."})
    page = await open_page("/")
    tile = page.locator(".tile").filter(has_text="Open fallouts")
    shown = int(re.sub(r"\D", "", await tile.inner_text()))
    await tile.click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Fallouts")
    await expect(page.get_by_text(f"{shown} in all")).to_be_visible()
    assert shown == (await admin.read("/api/fallouts", open="true"))["total"]


async def test_a_fallout_moves_over_the_board_by_keyboard_and_by_dragging_where_it_may_go(
    open_page: Open, admin: Colleague, keyboard: Callable[[Page], Keyboard]
) -> None:
    """UIF-65: a move is announced, and only what the server offers is offered."""
    number = await admin.planned(BRANCH)
    task = await admin.ready_task(number, AGREE)
    kind = (await admin.read("/api/falloutTypes"))["items"][0]["id"]
    raised = await admin.do(f"/api/tasks/{task}/fallouts", {"falloutType": kind, "message": "On the board."})
    fallout = raised["fallout"]["number"]
    page = await open_page("/fallouts?by=board")
    keys = keyboard(page)
    moves = page.get_by_role("group", name=f"Move {fallout}", exact=True)
    await keys.push(page.get_by_role("button", name=f"Move {fallout}", exact=True))
    await expect(moves.get_by_role("button").first).to_be_focused()
    assert [text.strip() for text in await moves.get_by_role("button").all_inner_texts()] == [
        "→ In progress", "→ Awaiting information", "→ Resolved", "Cancel"
    ]  # fmt: skip
    async with page.expect_response("**/assign"):
        await keys.press("Enter")
    await expect(page.locator("[data-said]")).to_have_text(f"{fallout} moved to In progress")
    card = page.locator(".board__column[data-state=inProgress] .board__card").filter(has_text=fallout)
    await expect(card).to_be_visible()
    assert await violations(page) == []
    assert (await admin.read(f"/api/fallouts/{fallout}"))["fallout"]["assignee"] == "ada"

    there = page.locator(".board__column[data-state=awaitingInformation]")
    box, goal = await card.bounding_box(), await there.bounding_box()
    assert box is not None and goal is not None
    await page.mouse.move(box["x"] + 60, box["y"] + 30)
    await page.mouse.down()
    await page.mouse.move(box["x"] + 90, box["y"] + 40, steps=3)
    await expect(there).to_have_class(re.compile("board__column--open"))
    await expect(page.locator(".board__column[data-state=open]")).not_to_have_class(re.compile("--open"))
    await page.mouse.move(goal["x"] + 60, goal["y"] + 30, steps=5)
    await page.mouse.up()
    await page.get_by_role("dialog").get_by_role("textbox").fill("Which floor?")
    async with page.expect_response("**/askInformation"):
        await page.get_by_role("dialog").get_by_role("button", name="Ask", exact=True).click()
    await expect(page.locator("[data-said]")).to_have_text(f"{fallout} moved to Awaiting information")
