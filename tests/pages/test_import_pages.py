"""An order from a file of rows, and an item copied to other sites."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from builders_pages import PAGES, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Page, expect

    from builders_browser import misplaced, violations

Open = Callable[..., Awaitable["Page"]]
ROWS = """itemId,specification,place.id,place.city,Firewall Coverage,Administration Support,CPE Type,Inspected Throughput,Security Contact
A,managed-firewall,SITE-1,Leeds,internet,businessHours,small,300,it@globex.example
B,no-such-service,SITE-2,York,internet,businessHours,small,300,it@globex.example
"""


async def test_rows_with_faults_are_named_and_left_out_and_an_item_is_copied_to_other_sites(open_page: Open) -> None:
    """CAP-20, CAP-11, CAP-12: each fault has its row; without it the order is made; a copy for each place."""
    page = await open_page("/orders", who="olivia", refused=(400,))
    await page.get_by_role("button", name="Import items").click()
    main = page.get_by_role("main")
    told = main.locator(".neworder__result")
    await main.get_by_role("button", name="Keep as draft").click()
    await expect(told).to_contain_text("Choose a file")
    await main.locator("input[type=file]").set_input_files(
        {"name": "items.csv", "mimeType": "text/csv", "buffer": ROWS.encode()}
    )
    await expect(main.get_by_role("heading", name="2 rows")).to_be_visible()
    await main.get_by_label("Customer id").fill("CUST-GLOBEX")
    await main.get_by_role("button", name="Submit").click()
    fault = told.get_by_role("row").filter(has_text="no-such-service")
    await expect(fault.get_by_role("rowheader")).to_have_text("2")
    assert await violations(page) == []
    assert await misplaced(page) == []
    await main.get_by_label("Leave out rows with faults").check()
    await main.get_by_role("button", name="Submit").click()
    await expect(told).to_contain_text("One row was left out")
    await told.get_by_role("link").click()
    await expect(page).to_have_url(re.compile(r"/orders/ORD-"))

    await page.goto(page.url.split("?")[0] + "?tab=items")
    await page.get_by_role("button", name="Copy to sites").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("textbox").fill("SITE-9\nBranch Hull; Dock Street; 5; HU1 1AA; Hull; GB")
    async with page.expect_response("**/copy"):
        await dialog.get_by_role("button", name="Copy to 2 sites").click()
    await expect(dialog).to_have_count(0)
    await expect(page.get_by_role("tab", name=re.compile("^Items"))).to_contain_text("3")
    await expect(page.get_by_role("main")).to_contain_text("A-3")
