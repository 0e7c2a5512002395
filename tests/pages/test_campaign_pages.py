"""One remedy for many in the browser: what it will touch is shown, it runs, and each record says what became of it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from builders_pages import PAGES, Colleague, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Page, expect

    from builders_browser import violations

Open = Callable[..., Awaitable["Page"]]
AGREE = "Agree the rule base with the customer"


async def test_a_failure_met_twice_is_mended_by_one_campaign(open_page: Open, admin: Colleague) -> None:
    """NEW-06, NEW-21, FAL-11, UIF-62: drafted from the group, listed first, started, followed while it runs."""
    types = (await admin.read("/api/falloutTypes"))["items"]
    for _ in range(2):
        task = await admin.ready_task(await admin.planned("managed-firewall/02-add-branch"), AGREE)
        body = {"falloutType": types[0]["id"], "message": "The rule base names a zone that is not there."}
        await admin.do(f"/api/tasks/{task}/fallouts", body)
    page = await open_page("/fallouts?by=failure")
    await page.get_by_role("listitem").filter(has_text="a zone that is not there").get_by_role("link").first.click()
    await expect(page.get_by_role("main")).to_contain_text("Met in all")
    await page.get_by_role("button", name="One remedy for all").click()
    dialog = page.get_by_role("dialog")
    assert await violations(page) == []
    await dialog.get_by_label("Correct and retry").check()
    await dialog.get_by_role("button", name="List what it will touch").click()
    await expect(dialog.get_by_role("alert").first).to_contain_text("Give at least one value.")
    # what is said pushes no button out of the window
    await expect(dialog.get_by_role("button", name="List what it will touch")).to_be_in_viewport(ratio=1)
    await dialog.get_by_label("Retry", exact=True).check()
    await dialog.get_by_role("button", name="List what it will touch").click()
    main = page.get_by_role("main")
    await expect(main).to_contain_text("It will touch these 2 records and no other; left out: 0.")
    await expect(main.get_by_role("row").filter(has_text=re.compile("FO-"))).to_have_count(2)
    async with page.expect_response("**/start"):
        await page.get_by_role("button", name="Start").click()
    await expect(main).to_contain_text("2 records: 2 succeeded, 0 failed.", timeout=20_000)
    await expect(main.locator(".state").first).to_contain_text("Completed")
    assert await violations(page) == []
