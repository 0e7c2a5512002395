"""What people change in a running plan, in the browser: holds, and edits of the plan itself."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from builders_pages import PAGES, Colleague, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Page, expect

    from builders_browser import violations

Open = Callable[..., Awaitable["Page"]]
BRANCH = "managed-firewall/02-add-branch"
INSTALL = "Mount and cable the appliance"


async def test_a_hold_stands_in_the_plan_at_what_it_is_on(open_page: Open, admin: Colleague) -> None:
    """STM-02, UIF-06: a badge in the row, reason and owner beside it; who may not release is not offered to."""
    number = await admin.planned(BRANCH)
    task = await admin.ready_task(number, INSTALL)
    given = {"reasonCode": "siteNotReady", "note": "no duct into the house", "task": task}
    hold = await admin.do(f"/api/serviceOrders/{number}/holds", given)
    page = await open_page(f"/orders/{number}/plan?level=all&sel={task}&panel=1", who="felix")
    await expect(page.locator(".row__held")).to_have_count(1)
    beside = page.get_by_role("region", name="Held on purpose")
    await expect(beside).to_contain_text("no duct into the house")
    await expect(beside.get_by_role("button")).to_have_count(0)
    assert await violations(page) == []
    # held longer than the promised date allows: all that comes after it is in jeopardy, without a reload (UIF-38)
    await expect(page.locator(".row__jeopardy--critical")).to_have_count(0)
    far = {"reasonCode": "siteNotReady", "note": "no road", "task": task, "expiresAt": "2030-01-01T00:00:00Z"}
    long = await admin.do(f"/api/serviceOrders/{number}/holds", far)
    later = page.locator(".row--task", has=page.locator(".row__label", has_text="Enrol the appliance"))
    await expect(later.locator(".row__jeopardy--critical")).to_have_attribute(
        "title", re.compile("has to end by .*because")
    )
    await later.click()
    await expect(page.locator(".details__jeopardy")).to_contain_text("Critical")
    await admin.do(f"/api/holds/{long['number']}/release", {})
    await expect(page.locator(".row__jeopardy--critical")).to_have_count(0)
    await admin.do(f"/api/holds/{hold['number']}/release", {})
    await expect(page.locator(".row__held")).to_have_count(0)
    await expect(beside).to_have_count(0)


async def test_the_plan_is_edited_beside_it_and_its_history_says_who_did_what(
    open_page: Open, admin: Colleague
) -> None:
    """PLN-04, PLN-07: what an edit changes is said before; somebody else's edit is shown, not overwritten; it is undone."""
    number = await admin.planned(BRANCH)
    task = await admin.ready_task(number, INSTALL)
    plan = await admin.read(f"/api/serviceOrders/{number}/plan")
    last = next(one for one in plan["tasks"] if one["state"] == "waiting" and one["kind"] == "manual")
    page = await open_page(f"/orders/{number}/plan?level=all&sel={last['number']}&panel=1", refused=(409,))
    dialog = page.get_by_role("dialog")
    await page.get_by_role("button", name="Start in spite").click()
    await expect(dialog.get_by_role("status").filter(has_text="What it changes")).to_contain_text(last["name"])
    assert await violations(page) == []
    # somebody is faster
    other = await admin.do(f"/api/tasks/{task}/move", {"after": [], "reason": "nothing to wait for", "planVersion": 1})
    await dialog.get_by_label("Note").fill("the crew is there today")
    await dialog.get_by_role("button", name="Start in spite").click()
    await expect(dialog.get_by_role("region", name="Changed meanwhile")).to_contain_text("nothing to wait for")
    async with page.expect_response("**/overrideStart"):
        await dialog.get_by_role("button", name="Start in spite").click()
    await expect(dialog).to_have_count(0)
    assert (await admin.read(f"/api/tasks/{last['number']}"))["task"]["state"] == "ready"
    owner = last["domainOrder"]
    await page.goto(f"/orders/{number}/plan?level=all&sel={owner}&panel=1")
    await page.get_by_role("button", name="Add a task").click()
    await dialog.get_by_label("Name *", exact=True).fill("Call the porter")
    await dialog.get_by_label("Note").fill("the gate is locked")
    async with page.expect_response("**/plan/tasks"):
        await dialog.get_by_role("button", name="Add a task").click()
    await expect(page.get_by_role("treegrid").get_by_text("Call the porter", exact=True)).to_be_visible()
    async with page.expect_response("**/skip"):
        await page.get_by_role("button", name="Undo").click()
    await page.get_by_role("button", name="Plan history").click()
    told = dialog.get_by_role("listitem").filter(has_text="version")
    await expect(dialog).to_contain_text("the gate is locked")
    await expect(dialog).to_contain_text("the crew is there today")
    assert await told.count() >= other["version"] + 3
    assert await violations(page) == []


async def test_a_bar_is_dragged_to_another_date_and_what_follows_is_told_before_it_is_saved(
    open_page: Open, admin: Colleague
) -> None:
    """ORC-06, ORC-14, ORC-15: Escape puts it back; the dialog says who moves; it is saved with a reason, and undone."""
    number = await admin.planned(BRANCH)
    task = await admin.ready_task(number, INSTALL)
    page = await open_page(f"/orders/{number}/plan?level=all&scale=week&sel={task}")
    bar = page.locator(".row--selected .bar--ahead")
    dialog, flag = page.get_by_role("dialog"), page.locator(".bar__drag")

    async def take() -> None:
        await expect(bar).to_have_css("cursor", "grab")
        box = await bar.bounding_box()
        assert box is not None
        x, y = box["x"] + min(box["width"] / 2, 8), box["y"] + box["height"] / 2
        await page.mouse.move(x, y)
        await page.mouse.down()
        await page.mouse.move(x + 40, y, steps=4)
        await expect(flag).to_be_visible()

    await take()
    await page.keyboard.press("Escape")
    await expect(flag).to_have_count(0)
    await page.mouse.up()
    await expect(dialog).to_have_count(0)
    await take()
    said = await flag.inner_text()
    async with page.expect_response("**/reschedule?**"):
        await page.mouse.up()
    told = dialog.get_by_role("status").filter(has_text="What it changes")
    await expect(told).to_contain_text(INSTALL)
    await expect(told).to_contain_text(said)
    await expect(told).to_contain_text(re.compile(r"\d+ tasks end later"))
    assert await violations(page) == []
    await dialog.get_by_label("Note").fill("the crew comes later")
    async with page.expect_response("**/reschedule"):
        await dialog.get_by_role("button", name="Reschedule").click()
    await expect(page.get_by_role("treegrid").locator(".row--selected")).to_contain_text("Waiting")
    async with page.expect_response("**/reschedule"):
        await page.get_by_role("button", name="Undo").click()
    await expect(page.get_by_role("treegrid").locator(".row--selected")).to_contain_text("Ready")


async def test_milestones_stand_in_the_plan_and_follow_what_a_person_says(open_page: Open, admin: Colleague) -> None:
    """MIL-01, MIL-02, UIF-36, UIF-39: as rows with a diamond, in the graph behind their tasks, on the order's page."""
    number = await admin.planned("sd-wan/02-add-three-kiosks")
    stones = (await admin.read(f"/api/serviceOrders/{number}/milestones"))["items"]
    installed = next(one for one in stones if one["key"] == "equipment-installed")
    accepted = next(one for one in stones if one["key"] == "customer-acceptance")
    page = await open_page(f"/orders/{number}/plan?level=all&only=milestones&sel={accepted['number']}&panel=1")
    rows = page.locator(".row--milestone")
    await expect(rows).to_have_count(len(stones))
    await expect(rows.locator(".bar--point")).to_have_count(len(stones))
    beside = page.get_by_role("complementary")
    await beside.get_by_role("button", name="Mark as reached").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Mark as reached").click()
    await expect(dialog.get_by_role("alert").first).to_be_visible()  # how one knows is asked for
    await dialog.get_by_label("How do you know?").fill("signed on site")
    assert await violations(page) == []
    async with page.expect_response("**/reach"):
        await dialog.get_by_role("button", name="Mark as reached").click()
    await expect(rows.filter(has_text=accepted["name"])).to_contain_text("Reached")
    # somebody else says so: seen without a reload
    await admin.do(f"/api/milestones/{installed['number']}/reach", {"note": "photos are there"})
    await expect(rows.filter(has_text=installed["name"])).to_contain_text("Reached")
    await page.goto(f"/orders/{number}/plan?view=graph&scope={installed['number']}&sel={installed['number']}")
    await expect(page.locator(".card--point").filter(has_text=installed["name"])).to_have_count(1)
    names = page.locator(".card__name")
    await expect(names.filter(has_text="Install the CPE")).to_have_count(len(installed["targets"]))
    await page.goto(f"/orders/{number}?tab=milestones")
    await expect(page.get_by_role("row").filter(has_text=accepted["name"])).to_contain_text("signed on site")
    assert await violations(page) == []
