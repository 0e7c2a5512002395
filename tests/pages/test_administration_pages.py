"""Administration in the browser: an account is made, gets a key that is shown once, is closed; the audit tells of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from builders_pages import PAGES, Colleague, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Page, expect

    from builders_browser import misplaced, violations

Open = Callable[..., Awaitable["Page"]]


async def test_an_account_is_made_gets_a_key_and_is_closed_and_the_audit_knows(
    open_page: Open, admin: Colleague
) -> None:
    """UIF-68 (administration), UIF-06: only who has the right finds the pages."""
    page = await open_page("/admin", refused=(409,))
    await page.get_by_role("button", name="New user").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("User name").fill("probe")
    await dialog.get_by_label("Name", exact=True).fill("Probe of the line tests")
    await dialog.get_by_label("Order integrator").check()
    await dialog.get_by_label("Order viewer").check()
    async with page.expect_response("**/api/users"):
        await dialog.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("heading", name="Probe of the line tests", level=1)).to_be_visible()
    await page.get_by_role("button", name="New API key").click()
    await dialog.get_by_label("What it is for").fill("nightly probe")
    await dialog.get_by_label("Order integrator").uncheck()
    async with page.expect_response("**/api/apiKeys"):
        await dialog.get_by_role("button", name="Make the key").click()
    key = await dialog.get_by_label("API key").input_value()
    assert key.startswith("tlk_")
    await dialog.get_by_role("button", name="Close", exact=True).click()
    await page.get_by_role("link", name="1 usable").click()
    await page.get_by_role("link", name="nightly probe").click()
    await expect(page.locator(".facts")).to_contain_text("Order viewer")
    assert key not in await page.content()
    assert await violations(page) == [] and await misplaced(page) == []
    await page.get_by_role("button", name="Revoke").click()
    async with page.expect_response("**/api/apiKeys/*"):
        await dialog.get_by_role("button", name="Revoke").click()
    await expect(page.locator(".pagehead .state")).to_contain_text("Revoked")
    await page.goto("/admin/users/ada")
    await page.get_by_role("button", name="Close account").click()
    await dialog.get_by_role("button", name="Close account").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("nobody would be left")
    await page.goto("/admin/audit?record=probe")
    await expect(page.locator("tbody tr")).to_have_count(3)
    await expect(page.locator("tbody tr").first).to_contain_text("Api key revoked")
    other = await open_page("/", who="olivia")
    await expect(other.get_by_role("link", name="Dashboard").first).to_be_visible()
    await expect(other.get_by_role("link", name="Administration")).to_have_count(0)
