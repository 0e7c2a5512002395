"""Appointments in the browser: a time is chosen, the task waits for it, it is moved and called off."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable

from builders_pages import PAGES, Colleague, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Page, expect

    from builders_browser import misplaced, violations

Open = Callable[..., Awaitable["Page"]]
BRANCH = "managed-firewall/02-add-branch"
INSTALL = "Mount and cable the appliance"
SHOTS = os.environ.get("TRUNKLINE_SHOTS")


async def test_a_visit_is_booked_moved_and_called_off_where_its_task_is_shown(
    open_page: Open, admin: Colleague
) -> None:
    """FSM-02: the days and free times of a group; the task waits; the order's page leads to it."""
    number = await admin.planned(BRANCH)
    task = await admin.ready_task(number, INSTALL)
    page = await open_page(f"/tasks/{task}", who="felix")
    part = page.get_by_role("region", name="Appointment", exact=True)
    await part.get_by_role("button", name="Make an appointment").click()
    dialog = page.get_by_role("dialog")
    slots = dialog.locator(".slots__slot")
    await dialog.get_by_role("button", name="Week after").click()
    await expect(slots.first).to_be_visible()
    await dialog.get_by_role("button", name="Book", exact=True).click()
    await expect(dialog.get_by_role("alert").first).to_contain_text("Choose a time.")
    await slots.nth(1).click()
    if SHOTS:
        await page.screenshot(path=f"{SHOTS}/appointment-dialog.png")
    async with page.expect_response(f"**/{task}/appointment") as answer:
        await dialog.get_by_role("button", name="Book", exact=True).click()
    first = (await (await answer.value).json())["startAt"]
    await expect(page.get_by_role("main").locator(".state").first).to_contain_text("Waiting")
    assert (await admin.read(f"/api/tasks/{task}/appointment"))["appointment"]["startAt"] == first
    assert [*await violations(page), *await misplaced(page)] == []
    if SHOTS:
        await page.screenshot(path=f"{SHOTS}/appointment-task.png")
    await part.get_by_role("button", name="Move").click()
    await slots.nth(3).click()
    async with page.expect_response("**/rebook"):
        await dialog.get_by_role("button", name="Move", exact=True).click()
    moved = (await admin.read(f"/api/tasks/{task}/appointment"))["appointment"]
    assert moved["startAt"] > first
    await page.goto(f"/orders/{number}")
    await page.get_by_role("region", name="Appointments").get_by_role("link", name=task).click()
    await part.get_by_role("button", name="Call off").click()
    await dialog.get_by_label("Reason").fill("the customer is away")
    async with page.expect_response("**/cancel"):
        await dialog.get_by_role("button", name="Call off").click()
    await expect(page.get_by_role("main").locator(".state").first).to_contain_text("Ready")
    await expect(part).to_contain_text("the customer is away")
