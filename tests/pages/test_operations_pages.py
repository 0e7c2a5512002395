"""Running the operation in the browser: a system is held and released, rules say who gets what."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from builders_pages import PAGES, Colleague, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Page, expect

    from builders_browser import violations

Open = Callable[..., Awaitable["Page"]]


async def test_a_system_is_held_shown_where_people_look_first_and_released_at_a_rate(
    open_page: Open, admin: Colleague
) -> None:
    """UIF-64: calls are held with a reason, the forecast says what gets late, the release has a rate."""
    limits = {"rate": 50, "callbackSecret": "env:NOT_SHOWN"}
    assert (await admin.put("/api/domainSystems/outage-net", json=limits)).status_code == 200
    page = await open_page("/systems")
    await page.get_by_role("link", name="outage-net").click()
    await expect(page.locator(".state").first).to_contain_text("Open")
    await page.get_by_role("button", name="Hold calls").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Hold calls").click()
    await expect(dialog.get_by_role("alert").first).to_contain_text("Say why nothing may be asked of it.")
    await dialog.get_by_label("Note").fill("The core is rebooted.")
    await dialog.get_by_label("Expected back in minutes").fill("45")
    async with page.expect_response("**/outage-net/hold"):
        await dialog.get_by_role("button", name="Hold calls").click()
    await expect(page.locator(".state").first).to_contain_text("On hold")
    await expect(page.get_by_role("heading", name="What the hold makes late")).to_be_visible()
    await expect(page.get_by_text("0 held calls.")).to_be_visible()
    assert await violations(page) == []
    await page.goto("/")
    await page.get_by_role("link", name="outage-net is on hold: The core is rebooted.").click()
    await page.get_by_role("button", name="Change limits").click()
    await dialog.get_by_label("Calls a second").fill("20")
    async with page.expect_response("**/outage-net"):
        await dialog.get_by_role("button", name="Save").click()
    await page.get_by_role("button", name="Release").click()
    await dialog.get_by_label("Calls a second").fill("0")
    await expect(dialog).to_contain_text("Give a number above 0")
    await dialog.get_by_label("Calls a second").fill("2.5")
    async with page.expect_response("**/outage-net/release"):
        await dialog.get_by_role("button", name="Release").click()
    await expect(page.get_by_role("button", name="Release")).to_have_count(0)
    after = await admin.read("/api/domainSystems/outage-net")
    assert (after["held"], after["releaseRate"], after["rate"], after["takesCallbacks"]) == (False, 2.5, 20, True)


async def test_a_rule_is_written_tried_out_and_moved(open_page: Open, admin: Colleague) -> None:
    """FAL-12, TSK-03: the list says who gets what, and the try-out names the rule that decides."""
    group = (await admin.read("/api/groups"))["items"][0]["name"]
    page = await open_page("/rules")
    dialog = page.get_by_role("dialog")
    try:
        for name, system in (("Everything on net9", "net9"), ("Everything", "")):
            await page.get_by_role("button", name="New rule").click()
            await dialog.get_by_label("Rule", exact=True).fill(name)
            await dialog.get_by_role("button", name="Save").click()
            await expect(dialog.get_by_role("alert").first).to_contain_text("Choose the group that gets it.")
            await dialog.get_by_label("Group", exact=True).select_option(group)
            await dialog.get_by_label("System that was asked").fill(system)
            async with page.expect_response("**/falloutRoutingRules"):
                await dialog.get_by_role("button", name="Save").click()
            await expect(dialog).to_have_count(0)
        await page.locator("#try-system").fill("net9")
        await page.get_by_role("button", name="Who would get this?").click()
        await expect(page.get_by_role("status").get_by_text("by rule 1, “Everything on net9”")).to_be_visible()
        async with page.expect_response("**/falloutRoutingRules"):
            await page.get_by_role("button", name="Down", exact=True).click()
        await page.get_by_role("button", name="Who would get this?").click()
        await expect(page.get_by_role("status").get_by_text("by rule 1, “Everything”")).to_be_visible()
        assert await violations(page) == []
    finally:
        assert (await admin.put("/api/falloutRoutingRules", json={"rules": []})).status_code == 200
