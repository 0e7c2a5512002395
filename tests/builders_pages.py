"""What the browser tests are written with: the running product, its API as another person uses it, and a keyboard.

The product is started as people start it (`trunkline up`): processes of its own, an embedded database, the demo.
"""

from __future__ import annotations

import contextlib
import gzip
import importlib.util
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from builders_demo_catalogs import order_document
from places import server_folder

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "trunkline-demo"
PEOPLE = ("ada", "olivia", "felix", "mara", "rosa", "cora")
AXE = ROOT / "ui" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# one server, one browser and one event loop in each test process
PAGES = [pytest.mark.pages, pytest.mark.asyncio(loop_scope="session")]
_numbers = itertools.count(1)
_RUN = uuid.uuid4().hex[:6]


class Running(NamedTuple):
    """A running product: its address, and the folder of its database."""

    url: str
    data: Path


def find_chromium() -> str | None:
    """The path of an installed Chromium or Chrome; TRUNKLINE_CHROMIUM names another one."""
    named = os.environ.get("TRUNKLINE_CHROMIUM")
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "/usr/bin/chromium"]
    return next((found for name in ([named] if named else names) if (found := shutil.which(name))), None)


def why_not() -> str | None:
    """Why there can be no browser test here, in a sentence, or None."""
    if importlib.util.find_spec("playwright") is None:
        return "There is no Playwright here: `make test` installs it."
    if find_chromium() is None:
        return "There is no Chromium here: apt-get install chromium, or name one with TRUNKLINE_CHROMIUM."
    return None


def built_workspace() -> str | None:
    """Makes the browser bundle when it is missing or older than its sources; answers why there is none, or None."""
    if not AXE.is_file():  # a bundle that was brought here, or modules of an older lock
        (ROOT / "ui/node_modules/.package-lock.json").unlink(missing_ok=True)
        (ROOT / "src/trunkline/workspace/.sources").unlink(missing_ok=True)
    made = subprocess.run([sys.executable, str(ROOT / "hatch_build.py")], capture_output=True, text=True, check=False)
    if made.returncode != 0 or not (ROOT / "src/trunkline/workspace/index.html").is_file():
        return f"The workspace is not built and cannot be built here: {made.stderr.strip()[-300:] or 'npm is missing'}"
    if not AXE.is_file():
        return "axe-core is not installed: `npm ci` in ui/ brings it."
    return None


def entry_kilobytes(ending: str) -> float:
    """What the first page loads before it shows anything, in kB gzipped: the `js` or `css` that index.html names."""
    bundle = ROOT / "src/trunkline/workspace"
    names = set(re.findall(rf'(?:src|href)="/?([^"]+\.{ending})"', (bundle / "index.html").read_text()))
    return sum(len(gzip.compress((bundle / name).read_bytes(), 9)) for name in names) / 1000


@contextlib.contextmanager
def running_product(*arguments: str) -> Iterator[Running]:
    """Starts the product in a folder of its own; says where it is, and stops it at the end."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRUNKLINE_")}
    with server_folder() as folder:
        environment = {**kept, "TRUNKLINE_DATA": str(folder), "TRUNKLINE_PORT": "0"}
        command = [sys.executable, "-m", "trunkline", "up", "--json", *arguments]
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment)
            try:
                assert process.stdout is not None
                text = ""
                for line in process.stdout:
                    text += line
                    if line.rstrip() == "}":
                        break
                assert text, (folder / "log").read_text()[-3000:]
                yield Running(json.loads(text)["url"], folder)
            finally:
                process.terminate()
                try:
                    process.wait(30)
                finally:
                    process.kill()
                    process.wait()
                    process.stdout.close()


def fresh_order(name: str, change: Callable[[dict[str, Any]], None] | None = None) -> dict[str, Any]:
    """A demo order with external ids of its own, so that it can be submitted again and again."""
    document: dict[str, Any] = json.loads(json.dumps(order_document(name)))
    mark = f"{_RUN}-{next(_numbers)}"

    def rename(item: dict[str, Any]) -> None:
        service = item["service"]
        if "externalId" in service:
            service["externalId"] = f"{service['externalId']}-{mark}"
        for below in item.get("serviceOrderItem", []):
            rename(below)

    document["externalId"] = f"{document['externalId']}-{mark}"
    for item in document["serviceOrderItem"]:
        rename(item)
    if change is not None:
        change(document)
    return document


def _moving(plan: Mapping[str, Any]) -> bool:
    """Whether the machine is still at work on a plan."""
    return any(
        task["kind"] in ("automated", "milestone") and task["state"] in ("ready", "inProgress")
        for task in plan["tasks"]
    )


class Colleague(httpx.AsyncClient):
    """Somebody else who uses the product at the same time, through its API."""

    async def sign_in(self, name: str) -> Colleague:
        answer = await self.post("/api/session", json={"userName": name, "password": PASSWORD})
        assert answer.status_code < 300, answer.text
        return self

    async def read(self, path: str, **query: Any) -> Any:
        """The JSON behind a path; fails on a refusal."""
        answer = await self.get(path, params=query)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:500]}"
        return answer.json()

    async def do(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Posts; fails on a refusal."""
        answer = await self.post(path, json=dict(body or {}))
        assert answer.status_code < 300, f"{path}: {answer.status_code} {answer.text[:500]}"
        return answer.json() if answer.content else None

    async def until(self, ask: Callable[[], Awaitable[Any]], holds: Callable[[Any], bool]) -> Any:
        """Asks anew whenever something happened on the server, until the answer is as wanted (30 seconds at most)."""
        async with self.stream("GET", "/api/events/stream", timeout=30) as events:
            lines = events.aiter_lines()
            found = await ask()
            while not holds(found):
                await anext(lines)
                found = await ask()
            return found

    async def submitted(self, name: str, change: Callable[[dict[str, Any]], None] | None = None) -> str:
        """The number of a new order that waits for approval; with a change it is taken in even when it has faults."""
        path = "/tmf-api/serviceOrdering/v4/serviceOrder" + ("?validation=lenient" if change else "")
        return str((await self.do(path, fresh_order(name, change)))["id"])

    async def planned(self, name: str) -> str:
        """The number of a new order that is approved, and whose plan waits for people only: nothing moves by itself."""
        number = await self.submitted(name)
        await self.do(f"/api/serviceOrders/{number}/approve", {})

        async def plan() -> Any:
            answer = await self.get(f"/api/serviceOrders/{number}/plan")
            return answer.json() if answer.status_code == 200 else {}

        await self.until(plan, lambda found: found.get("totalTasks", 0) > 0 and not _moving(found))
        return number

    async def open_tasks(self, number: str) -> list[dict[str, Any]]:
        """The manual tasks of an order that somebody may do now."""
        listed = await self.read("/api/tasks", serviceOrder=number, limit=200)
        tasks = [line["task"] for line in listed["items"]]
        return [t for t in tasks if t["serviceOrder"] == number and t["state"] in ("ready", "inProgress")]

    async def ready_task(self, number: str, name: str) -> str:
        """The number of the task of that name, as soon as it can be done."""
        found = await self.until(
            lambda: self.open_tasks(number), lambda tasks: any(task["name"] == name for task in tasks)
        )
        return str(next(task["number"] for task in found if task["name"] == name))


@contextlib.asynccontextmanager
async def colleague(url: str, name: str) -> AsyncIterator[Colleague]:
    """A signed-in API client."""
    async with Colleague(base_url=url, headers={"X-Requested-With": "trunkline"}, timeout=30) as client:
        yield await client.sign_in(name)
