"""Review in the browser: reject with a reason, find out, correct, submit again, approve; with the mouse and without."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from builders_pages import PAGES, Colleague, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Locator, Page, expect

    from builders_browser import Keyboard

Open = Callable[..., Awaitable["Page"]]
BRANCH = "managed-firewall/02-add-branch"


def _state(page: Page, word: str) -> Locator:
    return page.locator(".pageheader .state, header .state, .order .state").filter(has_text=word).first


def _gigantic(document: dict[str, Any]) -> None:
    """Orders an appliance of a size that the catalog does not know."""
    for entry in document["serviceOrderItem"][0]["service"]["serviceCharacteristic"]:
        if entry["name"] == "CPE Type":
            entry["value"] = "gigantic"


async def test_an_order_is_rejected_investigated_corrected_submitted_again_and_approved(
    open_page: Open, admin: Colleague
) -> None:
    """UIF-25, UIF-28, UIF-23, APR-02, APR-10, APR-11, ORC-01: both decisions stay in the history."""
    number = await admin.submitted(BRANCH)
    page = await open_page(f"/orders/{number}")
    await page.get_by_role("button", name="Reject", exact=True).click()
    dialog = page.get_by_role("dialog", name=f"Reject {number}")
    await dialog.get_by_role("button", name="Reject").click()
    # nothing is sent without a reason: the field has the focus and is tied to what it lacks
    reason = dialog.get_by_label("Reason *")
    await expect(reason).to_be_focused()
    assert "Choose a reason." in await reason.evaluate(
        "e => (e.getAttribute('aria-describedby') || '').split(' ').map((id) => document.getElementById(id)?.textContent).join(' ')"
    )
    await reason.select_option(index=1)
    await dialog.get_by_role("button", name="Reject").click()
    await expect(dialog.get_by_label("Note *")).to_be_focused()
    await dialog.get_by_label("Note *").fill("The contact at the site has left.")
    await dialog.get_by_role("button", name="Reject").click()
    await expect(_state(page, "Rejected")).to_be_visible()
    investigation = page.get_by_role("region", name="Investigation")
    await expect(investigation).to_contain_text("The contact at the site has left.")
    await investigation.get_by_role("button", name="Assign to me").click()
    await expect(investigation).to_contain_text("ada")

    await page.get_by_role("button", name="Reopen", exact=True).click()
    await page.get_by_role("dialog").get_by_role("button", name="Reopen").click()
    await expect(_state(page, "Draft")).to_be_visible()
    await page.get_by_role("tab", name="Items").click()
    await page.get_by_role("button", name="Edit characteristics").click()
    values = page.get_by_role("dialog")
    await values.get_by_label("Security Contact").fill("noc@globex.example")
    await values.get_by_role("button", name="Save").click()
    await expect(values).to_be_hidden()
    await expect(page.get_by_role("tabpanel")).to_contain_text("noc@globex.example")
    await page.get_by_role("button", name="Submit", exact=True).click()
    await page.get_by_role("dialog").get_by_role("button", name="Submit").click()
    await expect(_state(page, "Waiting for approval")).to_be_visible()

    await page.get_by_role("button", name="Approve", exact=True).click()
    async with page.expect_response("**/approve"):
        await page.get_by_role("dialog").get_by_role("button", name="Approve").click()
    await expect(_state(page, "In progress")).to_be_visible()
    await page.get_by_role("tab", name="Decisions").click()
    panel = page.get_by_role("tabpanel")
    await expect(panel).to_contain_text("Rejected")
    await expect(panel).to_contain_text("Approved")
    order = (await admin.read(f"/api/serviceOrders/{number}"))["serviceOrder"]
    assert order["state"] in ("inProgress", "held")


async def test_an_order_is_rejected_corrected_and_approved_by_keyboard_alone(
    open_page: Open, admin: Colleague, keyboard: Callable[[Page], Keyboard]
) -> None:
    """UIF-03, UIF-23, UIF-25, UIF-28, UI-01: each stop of the focus is seen; keys r, o, s, a open the dialogs."""
    number = await admin.submitted(BRANCH)
    page = await open_page(f"/orders/{number}")
    keys = keyboard(page)
    await expect(page.get_by_role("button", name="Reject", exact=True)).to_be_visible()
    await keys.press("Tab")
    await expect(page.get_by_text("Skip to content")).to_be_focused()
    await keys.press("r")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Reason *")).to_be_focused()
    await expect(dialog.get_by_role("option").nth(1)).to_be_attached()
    await keys.press("ArrowDown")
    await keys.fill(dialog.get_by_label("Note *"), "Wrong contact.")
    await keys.push(dialog.get_by_role("button", name="Reject"))
    await expect(_state(page, "Rejected")).to_be_visible()
    await expect(dialog).to_have_count(0)
    await keys.press("o")
    await keys.push(dialog.get_by_role("button", name="Reopen"))
    await expect(_state(page, "Draft")).to_be_visible()
    await expect(dialog).to_have_count(0)
    await keys.tab_to(page.get_by_role("tab", selected=True))
    await keys.press("Home")
    await expect(page.get_by_role("tab", name="Items")).to_be_focused()
    await keys.push(page.get_by_role("button", name="Edit characteristics"))
    await keys.fill(dialog.get_by_label("Security Contact"), "noc@globex.example")
    await keys.push(dialog.get_by_role("button", name="Save"))
    await expect(page.get_by_role("tabpanel")).to_contain_text("noc@globex.example")
    await expect(dialog).to_have_count(0)
    await keys.press("s")
    await keys.push(dialog.get_by_role("button", name="Submit"))
    await expect(_state(page, "Waiting for approval")).to_be_visible()
    await expect(dialog).to_have_count(0)
    await keys.press("a")
    await keys.push(dialog.get_by_role("button", name="Approve"))
    await expect(_state(page, "In progress")).to_be_visible()


async def test_an_order_that_lacks_something_cannot_be_approved_and_the_checklist_leads_to_the_item(
    open_page: Open, admin: Colleague
) -> None:
    """UIF-24, APR-08: item and field are named and linked; nothing is approved."""
    number = await admin.submitted(BRANCH, _gigantic)
    page = await open_page(f"/orders/{number}?tab=review")
    failed = page.get_by_role("row").filter(has_text="Stands in the way")
    await expect(failed.first).to_contain_text("CPE Type")
    await expect(page.get_by_role("button", name="Approve", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Approve", exact=True).click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Approve").click()
    await expect(dialog.get_by_role("alert").first).to_contain_text(
        "The checklist does not let this version through yet."
    )
    await page.keyboard.press("Escape")
    await failed.first.get_by_role("button", name="Item 1").click()
    await expect(page.get_by_role("tab", name="Items")).to_have_attribute("aria-selected", "true")
    assert (await admin.read(f"/api/serviceOrders/{number}"))["serviceOrder"]["state"] == "acknowledged"


async def test_the_second_of_two_people_learns_that_the_order_was_changed_meanwhile(
    open_page: Open, admin: Colleague
) -> None:
    """UIF-27: what was looked at is approved, or nothing is."""
    number = await admin.submitted(BRANCH)
    page = await open_page(f"/orders/{number}", refused=(409, 412))
    await page.get_by_role("button", name="Approve", exact=True).click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    changed = await admin.patch(
        f"/tmf-api/serviceOrdering/v4/serviceOrder/{number}", json={"description": "Somebody else was here."}
    )
    assert changed.status_code == 200, changed.text
    await dialog.get_by_role("button", name="Approve").click()
    await expect(page.get_by_text("Somebody else changed this order meanwhile")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Show what changed").click()
    await expect(page.get_by_text("Somebody else was here.").first).to_be_visible()
    assert (await admin.read(f"/api/serviceOrders/{number}"))["serviceOrder"]["state"] == "acknowledged"


@pytest.mark.parametrize("who", ["felix", "rosa"])
async def test_who_may_not_decide_sees_no_button_and_the_server_refuses_too(
    who: str, open_page: Open, admin: Colleague
) -> None:
    """UIF-06, APR-01: nothing is offered that the server would refuse."""
    number = await admin.submitted(BRANCH)
    page = await open_page(f"/orders/{number}", who=who, refused=(403,))
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    for verb in ("Approve", "Reject"):
        await expect(page.get_by_role("button", name=verb, exact=True)).to_have_count(0)
    status = await page.evaluate(
        "n => fetch(`/api/serviceOrders/${n}/approve`, {method: 'POST', body: '{}', headers: {'Content-Type': 'application/json', 'X-Requested-With': 'trunkline'}}).then((r) => r.status)",
        number,
    )
    assert status == 403
