"""Manual tasks in the browser: data that is checked before it is sent, and somebody else who was faster."""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable

from builders_pages import PAGES, Colleague, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Page, Request, Route, expect

    from builders_browser import Keyboard, violations

Open = Callable[..., Awaitable["Page"]]
BRANCH = "managed-firewall/02-add-branch"
INSTALL = "Mount and cable the appliance"


async def test_a_task_is_completed_after_wrong_data_was_refused_without_a_request(
    open_page: Open, admin: Colleague
) -> None:
    """UIF-51, UIF-52, UIF-53, ORC-07: message at the field and in the summary; what it unlocks is told before."""
    number = await admin.planned(BRANCH)
    task = await admin.ready_task(number, INSTALL)
    page = await open_page(f"/tasks/{task}", who="felix")
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.get_by_role("main").locator(".state").first).to_contain_text("In progress")
    await expect(page.get_by_text("One task becomes ready.")).to_be_visible()
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(request.url)

    page.on("request", note)
    serial = page.get_by_label("Serial Number *")
    for wrong in ("", "no!"):
        await serial.fill(wrong)
        await page.get_by_role("button", name="Complete", exact=True).click()
        await expect(page.get_by_role("alert").first).to_contain_text("One value must be corrected")
        await expect(serial).to_be_focused()
        await expect(page.locator("[id$=error-msg]")).to_have_count(1)
    assert sent == []
    await serial.fill("SN-4711-0815")
    async with page.expect_response("**/complete"):
        await page.get_by_role("button", name="Complete", exact=True).click()
    await expect(page.get_by_role("main").locator(".state").first).to_contain_text("Completed")
    assert len(sent) == 1
    record = await admin.read(f"/api/tasks/{task}")
    assert (record["task"]["state"], record["task"]["assignee"]) == ("completed", "felix")
    assert record["domainOrder"]["characteristics"]["Serial Number"]["value"] == "SN-4711-0815"


async def test_a_task_is_found_taken_and_completed_by_keyboard_alone(
    open_page: Open, admin: Colleague, keyboard: Callable[[Page], Keyboard]
) -> None:
    """UIF-01, UIF-03, UIF-50, UIF-51: the palette finds it, s starts it, c leads to what is to be filled in."""
    number = await admin.planned(BRANCH)
    task = await admin.ready_task(number, INSTALL)
    page = await open_page("/", who="felix")
    keys = keyboard(page)
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await keys.press("Control+k")
    await expect(page.get_by_role("combobox", name="Go to or do")).to_be_focused()
    await keys.type(task)
    await expect(page.get_by_role("dialog").get_by_role("option").first).to_contain_text(task)
    await keys.press("Enter")
    await expect(page.get_by_role("heading", name=INSTALL)).to_be_visible()
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    await keys.press("s")
    await expect(page.get_by_role("main").locator(".state").first).to_contain_text("In progress")
    await keys.press("c")
    serial = page.get_by_label("Serial Number *")
    await expect(serial).to_be_focused()
    await keys.type("no!")
    await keys.press("Enter")
    await expect(page.get_by_role("alert").first).to_contain_text("One value must be corrected")
    await expect(serial).to_be_focused()
    await keys.fill(serial, "SN-4711-0816")
    await keys.push(page.get_by_role("button", name="Complete", exact=True))
    await expect(page.get_by_role("main").locator(".state").first).to_contain_text("Completed")


async def test_who_is_slower_sees_what_changed_and_overwrites_nothing(open_page: Open, admin: Colleague) -> None:
    """UIF-54, UIF-27: another client completes the task after the page has asked and before the server hears it.

    What was typed stays in sight, in the dialog and after it, though the form takes it no more.
    """
    number = await admin.planned(BRANCH)
    task = await admin.ready_task(number, INSTALL)
    page = await open_page(f"/tasks/{task}", who="felix", refused=(409,))
    serial = page.get_by_label("Serial Number *")
    await serial.fill("SN-MINE-0001")

    async def somebody_first(route: Route) -> None:
        """The page has asked; before the server hears it, somebody else completes the task."""
        await admin.do(f"/api/tasks/{task}/complete", {"values": {"Serial Number": "SN-OTHER-0001"}})
        await route.continue_()

    await page.route("**/complete", somebody_first)
    await page.get_by_role("button", name="Complete", exact=True).click()
    dialog = page.get_by_role("dialog", name="Somebody else changed this task")
    await expect(dialog).to_contain_text("Nothing of yours was written.")
    await expect(dialog.get_by_role("row").filter(has_text="Completed")).to_have_count(1)
    await expect(dialog).to_contain_text("by ada")
    await expect(dialog).to_contain_text("The task takes no more data.")
    await expect(dialog.locator(".typed")).to_contain_text("SN-MINE-0001")
    await page.keyboard.press("Tab")
    await dialog.get_by_role("button", name="Go on with the newest").press("Enter")
    await expect(dialog).to_have_count(0)
    await expect(page.get_by_role("main").locator(".state").first).to_contain_text("Completed")
    unwritten = page.get_by_role("region", name="You typed this, and it was not written")
    await expect(unwritten.locator("dd")).to_have_text("SN-MINE-0001")
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await unwritten.get_by_role("button", name="Copy what you typed").click()
    assert await page.evaluate("() => navigator.clipboard.readText()") == "SN-MINE-0001"
    kept = (await admin.read(f"/api/tasks/{task}"))["domainOrder"]["characteristics"]["Serial Number"]["value"]
    assert kept == "SN-OTHER-0001"


async def test_who_is_slower_goes_on_with_what_was_typed_when_the_task_still_takes_it(
    open_page: Open, admin: Colleague
) -> None:
    """UIF-54: another client only assigns the task; the form keeps the words, and a second try writes them."""
    number = await admin.planned(BRANCH)
    task = await admin.ready_task(number, INSTALL)
    page = await open_page(f"/tasks/{task}", who="felix", refused=(409,))
    serial = page.get_by_label("Serial Number *")
    await serial.fill("SN-MINE-0002")

    async def somebody_first(route: Route) -> None:
        await admin.do(f"/api/tasks/{task}/assign", {"assignee": "felix"})
        await route.continue_()

    await page.route("**/complete", somebody_first, times=1)
    await page.get_by_role("button", name="Complete", exact=True).click()
    dialog = page.get_by_role("dialog", name="Somebody else changed this task")
    await expect(dialog).to_contain_text("What you typed is still in the form")
    await expect(dialog.locator(".typed")).to_have_count(0)
    await dialog.get_by_role("button", name="Go on with the newest").click()
    await expect(serial).to_have_value("SN-MINE-0002")
    async with page.expect_response("**/complete"):
        await page.get_by_role("button", name="Complete", exact=True).click()
    await expect(page.get_by_role("main").locator(".state").first).to_contain_text("Completed")
    await expect(page.get_by_role("region", name="You typed this, and it was not written")).to_have_count(0)
    kept = (await admin.read(f"/api/tasks/{task}"))["domainOrder"]["characteristics"]["Serial Number"]["value"]
    assert kept == "SN-MINE-0002"


async def test_a_task_is_held_with_a_reason_and_goes_on_once_it_is_released(
    open_page: Open, admin: Colleague, keyboard: Callable[[Page], Keyboard]
) -> None:
    """STM-02, UIF-52: by keyboard; nothing but the release is offered, and the order says who holds what."""
    number = await admin.planned(BRANCH)
    task = await admin.ready_task(number, INSTALL)
    page = await open_page(f"/tasks/{task}", who="mara")
    await expect(page.get_by_role("button", name="Hold", exact=True)).to_be_visible()
    await page.keyboard.press("h")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Hold", exact=True).click()
    await expect(dialog.get_by_label("Reason *")).to_be_focused()
    await dialog.get_by_label("Reason *").select_option("siteNotReady")
    await dialog.get_by_label("Note *").fill("no power in the cabinet")
    async with page.expect_response("**/holds"):
        await dialog.get_by_role("button", name="Hold", exact=True).press("Enter")
    banner = page.get_by_role("region", name="Held on purpose")
    await expect(banner).to_contain_text("The site is not ready: no power in the cabinet")
    await expect(page.get_by_role("button", name="Start", exact=True)).to_have_count(0)
    await page.get_by_role("button", name="Why not…?").click()
    await expect(page.locator(".whynot__list")).to_contain_text("Startonly when it is Ready")
    await page.keyboard.press("Escape")
    await expect(page.locator(".due--paused")).to_contain_text("Paused")  # UIF-56: in words too
    await page.goto(f"/orders/{number}?tab=items")
    await expect(banner.get_by_role("link", name=task)).to_be_visible()
    await banner.get_by_role("button", name="Release").click()
    async with page.expect_response("**/release"):
        await page.get_by_role("dialog").get_by_role("button", name="Release").click()
    await expect(banner).to_have_count(0)
    await page.goto(f"/tasks/{task}")
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    await expect(page.locator(".due--green")).to_contain_text("left")


async def test_the_bell_tells_of_what_was_given_to_somebody_and_leads_there(open_page: Open, admin: Colleague) -> None:
    """UIF-67: without a reload; read when it was followed; nothing of it is left unread."""
    number = await admin.planned(BRANCH)
    task = await admin.ready_task(number, INSTALL)
    page = await open_page("/orders", who="felix")
    bell = page.get_by_role("button", name="Notifications for me").or_(
        page.get_by_role("button", name=re.compile("unread notification"))
    )
    await bell.click()
    panel = page.get_by_role("region", name="Notifications for me")
    await expect(panel).to_be_visible()
    await admin.do(f"/api/tasks/{task}/assign", {"assignee": "felix"})
    line = panel.get_by_role("link", name=f"New: Task {task} was assigned to felix")
    await expect(line).to_be_visible(timeout=30_000)  # a worker reads the history every five seconds
    assert await violations(page) == []
    if os.environ.get("TRUNKLINE_SHOTS"):  # looked at by people
        await page.screenshot(path=f"{os.environ['TRUNKLINE_SHOTS']}/bell.png")
    await page.keyboard.press("Escape")
    await expect(panel).to_have_count(0)
    await expect(bell).to_be_focused()
    await page.keyboard.press("Enter")
    async with page.expect_response("**/api/inbox/read"):
        await line.click()
    await expect(page.get_by_role("heading", name=INSTALL)).to_be_visible()
    await bell.click()
    await expect(panel.get_by_role("link", name=f"Task {task} was assigned to felix", exact=True)).to_be_visible()
