"""Approval in the browser: what would follow, two signatures, item by item, many at once; dry run and enrichment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from builders_pages import PAGES, Colleague, built_workspace, colleague, fresh_order, running_product, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Browser, Page, expect

    from builders_browser import Guard

Open = Callable[..., Awaitable["Page"]]
BRANCH = "managed-firewall/02-add-branch"
POLICIES = """
catalog: policies of the tests
description: Two people for some orders, and something to find out for others.
approval_policies:
  - id: two-people
    name: These orders need two people
    when: {expression: 'order.category == "two-people"'}
    approvals: 2
enrichment_policies:
  - id: site-survey
    name: Survey of the site
    when: {expression: 'order.category == "survey"'}
    tasks:
      - key: visit
        name: Visit the site
        assignment_group: Service Design
"""


@pytest.fixture(scope="module")
def with_policies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a product of its own, whose catalog has the policies: other tests know nothing of them."""
    reason = why_not() or built_workspace()
    if reason:
        pytest.skip(reason)
    folder: Path = tmp_path_factory.mktemp("policies")
    (folder / "policies.yaml").write_text(POLICIES)
    with running_product() as running:
        environment = {**os.environ, "TRUNKLINE_DATA": str(running.data)}
        command = [sys.executable, "-m", "trunkline", "catalog", "load", str(folder)]
        loaded = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert loaded.returncode == 0, loaded.stdout + loaded.stderr
        yield running.url


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def ada(with_policies: str) -> AsyncIterator[Colleague]:
    """Ada, by the API."""
    async with colleague(with_policies, "ada") as client:
        yield client


@pytest_asyncio.fixture(loop_scope="session")
async def visit(with_policies: str, browser: Browser) -> AsyncIterator[Open]:
    """Opens a page of that product as somebody; no page may write an error on its console."""
    guards: list[Guard] = []

    async def opened(path: str, *, who: str = "ada", refused: tuple[int, ...] = ()) -> Page:
        async with colleague(with_policies, who) as client:
            cookies: Any = [
                {"name": cookie.name, "value": cookie.value, "url": with_policies, "httpOnly": True}
                for cookie in client.cookies.jar
            ]
        context = await browser.new_context(base_url=with_policies, viewport={"width": 1440, "height": 900})
        context.set_default_timeout(15_000)
        await context.add_cookies(cookies)
        page = await context.new_page()
        guards.append(Guard(page, with_policies, refused))
        await page.goto(path)
        return page

    yield opened
    for guard in guards:
        await guard.page.context.close()
    assert [fault for guard in guards for fault in guard.faults] == []


def _category(name: str) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        document["category"] = name

    return change


def _twice(document: dict[str, Any]) -> None:
    """A second item like the first."""
    other = fresh_order(BRANCH)["serviceOrderItem"][0]
    document["serviceOrderItem"].append({**other, "id": "second"})


async def _state(client: Colleague, number: str) -> str:
    return str((await client.read(f"/api/serviceOrders/{number}"))["serviceOrder"]["state"])


async def test_what_would_follow_stands_beside_the_checklist_and_the_full_dry_run_says_why(
    visit: Open, ada: Colleague
) -> None:
    """UIF-29, APR-13: domain orders with reasons, dates, tasks of the critical path, what is left out; nothing is made."""
    number = await ada.submitted(BRANCH)
    tried = await ada.do("/api/serviceOrders/dryRun", {"serviceOrder": number})
    page = await visit(f"/orders/{number}")
    follows = page.get_by_role("region", name="What would follow")
    await expect(follows.get_by_role("row")).to_have_count(len(tried["domainOrders"]) + 1)
    await expect(follows).to_contain_text(tried["domainOrders"][0]["reason"]["text"])
    await follows.get_by_role("link", name="Full dry run").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Dry run")
    await expect(
        page.get_by_role("tabpanel").get_by_role("link", name=tried["domainOrders"][0]["specification"]).first
    ).to_be_visible()
    await page.get_by_role("tab", name="Tasks").click()
    rows = page.get_by_role("tabpanel").locator("tbody tr")
    await expect(rows).to_have_count(len(tried["tasks"]))
    await page.get_by_label("Only the critical path").check()
    await expect(rows).to_have_count(sum(task["critical"] for task in tried["tasks"]))
    await page.get_by_role("tab", name="Trace").click()
    await page.get_by_label("Outcome").select_option(label="not made")
    for cell in await page.get_by_role("tabpanel").locator("tbody tr td:nth-child(3)").all_text_contents():
        assert cell == "not made"
    assert await _state(ada, number) == "acknowledged"
    assert (await ada.read(f"/api/serviceOrders/{number}/domainOrders"))["total"] == 0


async def test_two_different_people_approve_and_the_first_cannot_sign_again(visit: Open, ada: Colleague) -> None:
    """APR-14: one of two is shown, the order waits, and goes through with the second person."""
    number = await ada.submitted(BRANCH, _category("two-people"))
    page = await visit(f"/orders/{number}")
    await expect(page.get_by_text("0 of 2 approvals")).to_be_visible()
    await page.get_by_role("button", name="Approve", exact=True).click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("number 1 of 2")
    await dialog.get_by_role("button", name="Approve").click()
    await expect(page.get_by_role("tabpanel").get_by_text("1 of 2 approvals")).to_be_visible()
    await expect(page.get_by_text("somebody else has to approve as well")).to_be_visible()
    await expect(page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
    assert await _state(ada, number) == "acknowledged"
    second = await visit(f"/orders/{number}", who="olivia")
    await second.get_by_role("button", name="Approve", exact=True).click()
    await second.get_by_role("dialog").get_by_role("button", name="Approve").click()
    await expect(second.get_by_role("dialog")).to_have_count(0)
    await expect(second.locator("header .state").filter(has_text="Waiting for approval")).to_have_count(0)
    assert await _state(ada, number) != "acknowledged"


async def test_one_item_is_approved_and_the_other_is_rejected_with_a_reason(visit: Open, ada: Colleague) -> None:
    """APR-13: items are decided one by one."""
    number = await ada.submitted(BRANCH, _twice)
    page = await visit(f"/orders/{number}?tab=review")
    items = page.get_by_role("region", name="Items one by one")
    await expect(items.get_by_role("button", name="Approve items")).to_be_disabled()
    await items.get_by_role("checkbox").first.check()
    await items.get_by_role("button", name="Approve items").click()
    await page.get_by_role("dialog").get_by_role("button", name="Approve items").click()
    await expect(items).to_contain_text("The order is partly approved.")
    await items.get_by_role("checkbox").check()
    await items.get_by_role("button", name="Reject items").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Reason *").select_option(index=1)
    await dialog.get_by_label("Note *").fill("Not at this site.")
    await dialog.get_by_role("button", name="Reject items").click()
    await expect(items.get_by_role("listitem").nth(1)).to_contain_text("Rejected")
    progress = (await ada.read(f"/api/serviceOrders/{number}"))["approvalProgress"]
    assert (len(progress["approvedItems"]), len(progress["rejectedItems"]), progress["waitingItems"]) == (1, 1, [])


async def test_many_orders_are_approved_at_once_and_each_has_its_own_result(visit: Open, ada: Colleague) -> None:
    """UIF-26: what is refused says why and does not stop the others."""
    good = await ada.submitted(BRANCH)
    gone = await ada.submitted(BRANCH)
    page = await visit("/orders?state=acknowledged")
    for number in (good, gone):
        await page.get_by_label(f"Select {number}").check()
    await page.get_by_role("region", name="Chosen orders").get_by_role("button", name="Approve").click()
    dialog = page.get_by_role("dialog", name="Approve 2 orders")
    await expect(dialog).to_contain_text(gone)
    changed = await ada.patch(f"/tmf-api/serviceOrdering/v4/serviceOrder/{gone}", json={"description": "Changed."})
    assert changed.status_code == 200, changed.text
    await dialog.get_by_role("button", name="Approve").click()
    results = page.get_by_role("region", name="What became of each order")
    await expect(results).to_contain_text("1 done, 1 refused")
    assert await _state(ada, good) != "acknowledged"
    assert await _state(ada, gone) == "acknowledged"


async def test_what_must_be_found_out_is_done_before_the_order_can_be_approved(visit: Open, ada: Colleague) -> None:
    """ENR-01: the task stands in the list and on the order; held with a reason, resumed, completed."""
    number = await ada.submitted(BRANCH, _category("survey"))
    page = await visit(f"/orders/{number}?tab=enrichment")
    panel = page.get_by_role("tabpanel")
    await expect(page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
    await page.get_by_role("button", name="Hold enrichment").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Why it cannot go on").fill("The site is closed.")
    await dialog.get_by_role("button", name="Hold").click()
    await expect(panel).to_contain_text("The site is closed.")
    await page.get_by_role("button", name="Resume enrichment").click()
    await expect(panel).not_to_contain_text("The site is closed.")
    await panel.get_by_role("link", name="Visit the site").click()
    await page.get_by_role("button", name="Start", exact=True).click()
    await page.get_by_role("button", name="Complete", exact=True).click()
    await page.get_by_role("dialog").get_by_role("button", name="Complete").click()
    await expect(page.locator("header .state").filter(has_text="Completed")).to_be_visible()
    assert await _state(ada, number) == "acknowledged"
    await page.get_by_role("link", name="Enrichment").first.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Enrichment")
    await expect(page.get_by_role("link", name=number)).to_have_count(0)


async def test_the_catalog_shows_tables_with_their_rows_and_policies_in_words(visit: Open) -> None:
    """UIF-29, APR-14: an expression is read as words."""
    page = await visit("/catalog")
    await page.get_by_role("link", name="Decision tables").click()
    await page.get_by_role("link", name="sd-wan-cpe-model").click()
    await expect(page.get_by_role("row")).to_have_count(4)
    await page.goto("/catalog/parts/approvalPolicies/two-people")
    await expect(page.locator("main")).to_contain_text('order.category is "two-people"')
    await expect(page.locator("main")).to_contain_text("2 different people")
