"""Every page: reachable by everybody, light and dark, wide and narrow; nothing fetched from elsewhere."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio

from builders_pages import PAGES, Colleague, entry_kilobytes, why_not

pytestmark = PAGES

if not why_not():
    from playwright.async_api import Page, expect

    from builders_browser import misplaced, settled, violations

Open = Callable[..., Awaitable["Page"]]

# name -> path; the words in braces are found in the running product
PATHS = {
    "home": "/",
    "dashboard": "/dashboard?days=30",
    "all tasks": "/allTasks?open=true",
    "machine work": "/work",
    "orders": "/orders",
    "order new": "/orders/new",
    "order import": "/orders/import",
    "order waiting, review": "/orders/{waiting}",
    "order waiting, items": "/orders/{waiting}?tab=items",
    "order rejected": "/orders/{rejected}",
    "order decisions": "/orders/{rejected}?tab=decisions",
    "order items": "/orders/{broken}",
    "order domain orders": "/orders/{broken}?tab=domainOrders",
    "order fallouts": "/orders/{broken}?tab=fallouts",
    "order activity": "/orders/{broken}?tab=activity",
    "order notes": "/orders/{broken}?tab=notes",
    "order document": "/orders/{broken}?tab=document",
    "domain order": "/domainOrders/{domainOrder}",
    "plan tree": "/orders/{broken}/plan?level=all",
    "plan details": "/orders/{broken}/plan?level=all&sel={task}&panel=1",
    "plan graph": "/orders/{broken}/plan?view=graph",
    "plan map": "/orders/{broken}/plan?view=map",
    "plan filtered": "/orders/{broken}/plan?only=problems&critical=1&planned=1",
    "plan part": "/orders/{broken}/plan?level=all&root={domainOrder}",
    "plan near": "/orders/{broken}/plan?level=all&near={task}&hops=1",
    "plan stacks": "/orders/{broken}/plan?level=all&stacks=1",
    "plan replay": "/orders/{broken}/plan?level=all&at=4000000000",
    "no plan yet": "/orders/{waiting}/plan",
    "tasks": "/tasks?who=all",
    "order tasks": "/orderTasks",
    "task": "/tasks/{task}",
    "fallouts": "/fallouts",
    "fallout board": "/fallouts?by=board",
    "fallouts by failure": "/fallouts?by=failure",
    "fallout": "/fallouts/{fallout}",
    "fallout group": "/fallouts/groups/{group}",
    "campaigns": "/fallouts?by=campaign",
    "campaign": "/fallouts/campaigns/{campaign}",
    "fallout numbers": "/fallouts?by=numbers",
    "needs attention": "/attention",
    "jeopardy": "/jeopardy",
    "inventory": "/inventory",
    "customer": "/inventory/customers/{customer}",
    "inventory item": "/inventory/{item}",
    "catalog": "/catalog",
    "specification": "/catalog/managed-firewall",
    "notification rules": "/notifications",
    "notifications sent": "/notifications?tab=sent",
    "groups": "/groups",
    "group": "/groups/{team}",
    "systems": "/systems",
    "system": "/systems/{system}",
    "fallout rules": "/rules",
    "task rules": "/rules?tab=tasks",
    "users": "/admin",
    "user": "/admin/users/olivia",
    "roles": "/admin/roles",
    "api keys": "/admin/keys",
    "audit": "/admin/audit?people=true",
    "my profile": "/profile",
    "not found": "/nowhere",
    "no such order": "/orders/ORD-999999",
}


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def known(admin: Colleague) -> dict[str, str]:
    """What the demo holds, with one order that met a fallout."""
    orders = (await admin.read("/api/serviceOrders", limit=100))["items"]
    by_state = {order["state"]: order for order in reversed(orders)}
    broken = await admin.planned("managed-firewall/01-add-head-office")
    task = await admin.ready_task(broken, "Agree the rule base with the customer")
    body = {
        "falloutType": (await admin.read("/api/falloutTypes"))["items"][0]["id"],
        "message": "The label is torn off.",
    }
    fallout = await admin.do(f"/api/tasks/{task}/fallouts", body)
    group = (await admin.read("/api/falloutGroups", state="open"))["items"][0]["number"]
    campaign = await admin.do("/api/falloutCampaigns", {"resolution": "retry", "group": group})
    await admin.do("/api/domainSystems/spare/hold", {"reason": "New software, back within the hour"})
    await admin.put("/api/assignmentRules/urgent", json={
        "assignmentGroup": (await admin.read("/api/groups"))["items"][0]["name"], "condition": {"priorityAtMost": 1},
    })  # fmt: skip
    domain_orders = (await admin.read(f"/api/serviceOrders/{broken}/domainOrders"))["items"]
    items = (await admin.read("/api/inventory", limit=100))["items"]
    item = next(one for one in items if one["state"] == "active")
    return {
        "waiting": by_state["acknowledged"]["number"],
        "rejected": by_state["rejected"]["number"],
        "broken": broken,
        "task": await admin.ready_task(broken, "Mount and cable the appliance"),
        "fallout": fallout["fallout"]["number"],
        "group": group,
        "campaign": campaign["campaign"]["number"],
        "domainOrder": domain_orders[0]["number"],
        "item": item["number"],
        "team": (await admin.read("/api/groups"))["items"][0]["name"],
        "customer": item["customer"],
        "system": "spare",
    }


async def _picture(page: Page, name: str, scheme: str, width: int) -> None:
    folder = os.environ.get("TRUNKLINE_SHOTS")
    if folder:
        await page.screenshot(path=f"{folder}/{name.replace(', ', '-').replace(' ', '-')}-{scheme}-{width}.png")


@pytest.mark.parametrize("name", PATHS)
async def test_a_page_has_no_barrier_light_or_dark_and_nothing_sticks_out_or_is_cut(
    name: str, open_page: Open, known: dict[str, str]
) -> None:
    """UIF-04, UIF-05, UIF-09, UIF-11, UI-04, UI-05: axe zero, one h1, no overflow or overlap at three widths."""
    refused = (404,) if name in ("no such order", "no plan yet") else ()
    page = await open_page(PATHS[name].format(**known), refused=refused)
    await settled(page)
    await expect(page.locator("h1")).to_have_count(1)
    found: list[Any] = []
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        await settled(page)
        await _picture(page, name, scheme, 1440)
        found += [(scheme, one) for one in await violations(page)]
    found += [(1440, one) for one in await misplaced(page)]
    await page.set_viewport_size({"width": 900, "height": 900})
    await settled(page)
    await _picture(page, name, "dark", 900)
    found += [(900, one) for one in await misplaced(page)]
    if os.environ.get("TRUNKLINE_SHOTS"):  # looked at by people
        await page.emulate_media(color_scheme="light")
        await _picture(page, name, "light", 900)
    if not name.startswith("plan"):  # a plan may scroll both ways
        await page.set_viewport_size({"width": 320, "height": 800})
        await settled(page)
        await _picture(page, name, "light", 320)
        found += [(320, one) for one in await misplaced(page)]
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_door_has_no_barrier_and_lets_somebody_in_by_keyboard(open_page: Open, scheme: str) -> None:
    """UIF-04, UIF-05: the only page for those who have not signed in."""
    page = await open_page("/orders", who=None, dark=scheme == "dark", refused=(401,))
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    await settled(page)
    await _picture(page, "sign in", scheme, 1440)
    assert await violations(page) == []
    assert await misplaced(page) == []
    await page.keyboard.type("olivia")
    await page.keyboard.press("Tab")
    await page.keyboard.type("wrong")
    await page.keyboard.press("Enter")
    await expect(page.locator(".signin__error")).to_be_visible()
    await page.get_by_label("Password").focus()
    await page.keyboard.type("trunkline-demo")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Service orders", level=1)).to_be_visible()


async def test_the_first_page_loads_little(open_page: Open) -> None:
    """UI-01: script and styles stay in their budgets, gzipped; what draws graphs comes when a graph is looked at."""
    assert entry_kilobytes("js") <= 200
    assert entry_kilobytes("css") <= 65
    page = await open_page("/")
    await settled(page)
    loaded: list[str] = await page.evaluate("() => performance.getEntriesByType('resource').map((one) => one.name)")
    assert not [name for name in loaded if "elk" in name or "GraphView" in name or "PlanPage" in name]
