"""What needs attention: the same number on the home page and in the list, and the way to what is the matter."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from urllib.parse import urljoin

from builders_pages import PAGES, Colleague, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Page, expect

Open = Callable[..., Awaitable["Page"]]
HEAD_OFFICE = "managed-firewall/01-add-head-office"


async def test_a_domain_order_in_fallout_is_counted_listed_and_one_step_from_its_cause(
    open_page: Open, admin: Colleague
) -> None:
    """UI-02, UIF-17, UIF-68, JEO-13: tile, tab and list tell the same number; the reason leads to the fallout, which says
    how the time agreed for it stands."""
    agreed = {"mend": {"level": "fallout", "duration": "PT1S"}, "deliver": {"level": "serviceOrder", "duration": "P2D"}}
    agreed |= {"work": {"level": "task", "kind": "ola", "duration": "PT1S", "applies": {"taskKinds": ["manual"]}}}
    assert (await admin.put("/api/agreements", json={"agreements": agreed})).status_code == 200
    number = await admin.planned(HEAD_OFFICE)
    task = await admin.ready_task(number, "Agree the rule base with the customer")
    kind = (await admin.read("/api/falloutTypes"))["items"][0]["id"]
    fallout = await admin.do(f"/api/tasks/{task}/fallouts", {"falloutType": kind, "message": "The label is torn off."})
    told = await admin.read("/api/needsAttention", flag="fallout")
    page = await open_page("/", who="mara")
    tile = page.get_by_role("link", name=re.compile("^Domain orders that need attention"))
    count = re.sub(r"\D", "", await tile.inner_text())
    await tile.click()
    main = page.get_by_role("main")
    await expect(main.locator(".list__foot [role=status]")).to_have_text(f"{count} in all")
    await main.get_by_role("link", name=re.compile("^In fallout")).click()
    await expect(main.locator(".list__foot [role=status]")).to_have_text(f"{told['total']} in all")
    await main.get_by_role("searchbox", name="Service order").fill(number)
    row = main.get_by_role("row").filter(has_text="The label is torn off.")
    await expect(main.get_by_role("row")).to_have_count(2)  # its head, and this one
    await expect(row).to_contain_text("In fallout")
    await row.get_by_role("link", name=re.compile("^FO-")).click()
    await expect(page).to_have_url(re.compile(fallout["fallout"]["number"]))
    number_of = fallout["fallout"]["number"]
    await admin.until(
        lambda: admin.read("/api/agreementClocks", of=number_of),
        lambda found: any(clock["breachedAt"] for clock in found["items"]),
    )
    clocks = page.get_by_role("region", name="Agreed times")
    for where, says in (
        (f"/fallouts/{number_of}", ["Breached", "SLA mend"]), (f"/tasks/{task}", ["Paused", "OLA work"]),
        (f"/orders/{number}", ["On time", "SLA deliver"]),
    ):  # fmt: skip
        await page.goto(urljoin(page.url, where))
        await expect(clocks.get_by_role("listitem")).to_have_count(1)
        for words in says:
            await expect(clocks).to_contain_text(words)
    for name in agreed:
        await admin.delete(f"/api/agreements/{name}")
