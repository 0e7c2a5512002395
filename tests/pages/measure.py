"""Measures a plan of 10,000 tasks in a real browser against the budgets: `python tests/pages/measure.py [lines]`.

Not a test: numbers of a shared machine are looked at, not asserted. Best of three rounds, server and browser on the same
machine. Prints one line for each budget.
"""

# ruff: noqa: T201
from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import msgspec
import yaml
from playwright.async_api import Browser, Page, async_playwright, expect

from builders_pages import (
    FLAGS,
    Colleague,
    Running,
    built_workspace,
    colleague,
    entry_kilobytes,
    find_chromium,
    running_product,
)
from trunkline.bench.large_orders import large_catalog, large_order

ROUNDS = 3

# frames while something moves: times between animation frames, the 95th percentile in milliseconds
_FRAMES = """async ([selector, what]) => {
  const e = document.querySelector(selector);
  const times = [];
  let last = performance.now();
  for (let i = 0; i < 120; i++) {
    if (what === 'scroll') e.scrollTop += 300;
    else {
      const r = e.getBoundingClientRect();
      e.dispatchEvent(new WheelEvent('wheel', {deltaY: i % 40 < 20 ? -60 : 60, clientX: r.x + r.width / 2, clientY: r.y + r.height / 2, bubbles: true, cancelable: true}));
    }
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.95)];
}"""


def _load_catalog(running: Running) -> None:
    document = msgspec.to_builtins(large_catalog())
    for plan in document["plans"]:
        for task in plan["tasks"]:
            task["kind"] = "manual"
            task.pop("executor", None)
            task["assignment_group"] = "Field Operations"
    folder = running.data / "large"
    folder.mkdir()
    (folder / "catalog.yaml").write_text(yaml.safe_dump(document))
    command = [sys.executable, "-m", "trunkline", "catalog", "load", str(folder)]
    subprocess.run(command, check=True, env={**os.environ, "TRUNKLINE_DATA": str(running.data)})


async def _planned(admin: Colleague, second: Colleague, lines: int) -> tuple[str, float]:
    """The number of the large order, and how long approval to plan took in seconds."""
    answer = await admin.post("/tmf-api/serviceOrdering/v4/serviceOrder", json=large_order(lines), timeout=300)
    assert answer.status_code < 300, answer.text[:1000]
    number = str(answer.json()["id"])
    started = time.perf_counter()
    for one in (admin, second):  # large orders need two people
        approved = await one.post(f"/api/serviceOrders/{number}/approve", json={}, timeout=300)
        assert approved.status_code < 300, approved.text[:1000]
        if approved.json()["serviceOrder"]["state"] != "acknowledged":
            break

    async def ready() -> int:
        return (await admin.get(f"/api/serviceOrders/{number}/plan", timeout=120)).status_code

    await admin.until(ready, lambda status: status == 200)
    return number, time.perf_counter() - started


async def _page(browser: Browser, url: str, admin: Colleague) -> Page:
    context = await browser.new_context(base_url=url, viewport={"width": 1440, "height": 900})
    await context.add_cookies(
        [{"name": one.name, "value": one.value or "", "url": url, "httpOnly": True} for one in admin.cookies.jar]
    )
    page = await context.new_page()
    page.set_default_timeout(120_000)
    return page


async def _round(browser: Browser, url: str, admin: Colleague, number: str) -> dict[str, float]:
    """One round of all measurements in a fresh context."""
    found: dict[str, float] = {}
    page = await _page(browser, url, admin)
    await page.goto("/")
    await expect(page.locator("h1")).to_be_visible()
    started = time.perf_counter()
    await page.goto(f"/orders/{number}/plan")
    await page.locator(".tree [role=row]").nth(5).wait_for()
    found["plan ready"] = (time.perf_counter() - started) * 1000
    found["expand all"] = await page.evaluate(
        """async () => {
          const button = [...document.querySelectorAll('button')].find((one) => one.textContent.includes('Expand all'));
          const rows = () => Number(document.querySelector('[role=treegrid]').getAttribute('aria-rowcount'));
          const before = rows(), started = performance.now();
          button.click();
          while (rows() < Math.max(before + 1, 10000)) await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          return performance.now() - started;
        }"""
    )
    found["scroll p95"] = await page.evaluate(_FRAMES, [".tree", "scroll"])
    cdp = await page.context.new_cdp_session(page)
    await cdp.send("HeapProfiler.collectGarbage")
    heap: Any = await cdp.send("Runtime.getHeapUsage")
    found["heap"] = heap["usedSize"] / 1e6
    found["nodes"] = await page.evaluate("() => document.querySelectorAll('*').length")
    # somebody else starts a task that is in sight
    await page.evaluate("() => { document.querySelector('.tree').scrollTop = 0; }")
    plan = await admin.read(f"/api/serviceOrders/{number}/plan")
    task = next(one["number"] for one in plan["tasks"] if one["state"] == "ready")
    await page.goto(f"/orders/{number}/plan?level=all&sel={task}")
    row = page.locator("[role=row][aria-selected=true]")
    await expect(row).to_contain_text("Ready")
    await page.evaluate(
        """() => { window.seen = new Promise((done) => {
          const look = () => document.querySelector('[role=row][aria-selected=true]')?.textContent.includes('In progress') ? done(performance.now()) : requestAnimationFrame(look);
          look();
        }); }"""
    )
    started = time.perf_counter()
    await admin.do(f"/api/tasks/{task}/start", {})
    await page.evaluate("() => window.seen")
    found["change visible"] = (time.perf_counter() - started) * 1000
    started = time.perf_counter()
    await page.goto(f"/orders/{number}/plan?view=map")
    await page.locator("canvas.map__canvas").wait_for()
    await page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    found["map ready"] = (time.perf_counter() - started) * 1000
    found["map zoom p95"] = await page.evaluate(_FRAMES, ["canvas.map__canvas", "zoom"])
    await page.context.close()
    return found


BUDGETS = {
    "plan ready": (2000, "ms"), "expand all": (300, "ms"), "scroll p95": (50, "ms"), "map ready": (2500, "ms"),
    "map zoom p95": (50, "ms"), "heap": (40, "MB"), "change visible": (1000, "ms"), "nodes": (5000, "elements"),
}  # fmt: skip


async def main(lines: int) -> None:
    """Builds, starts, plans, measures, prints."""
    wrong = built_workspace()
    assert wrong is None, wrong
    with running_product() as running:
        _load_catalog(running)
        async with (
            colleague(running.url, "ada") as admin,
            colleague(running.url, "olivia") as second,
            async_playwright() as playwright,
        ):
            number, planned = await _planned(admin, second, lines)
            answer = await admin.get(f"/api/serviceOrders/{number}/plan", timeout=120)
            plan = answer.json()
            print(f"{number}: {plan['totalTasks']} tasks, planned {planned:.1f} s after approval")
            browser = await playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
            rounds = [await _round(browser, running.url, admin, number) for _ in range(ROUNDS)]
            await browser.close()
    for name, (budget, unit) in BUDGETS.items():
        values = [one[name] for one in rounds]
        kept = "kept" if min(values) <= budget else "MISSED"
        print(
            f"{name:<15} {min(values):8.0f} {unit:<9} budget {budget:5}  {kept}   rounds {[round(v) for v in values]}"
        )
    print(f"{'entry script':<15} {entry_kilobytes('js'):8.0f} kB gzip   budget   200")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
