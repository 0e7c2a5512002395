"""What a page is watched for, and a keyboard that insists on seeing where the focus is. Needs Playwright."""

from __future__ import annotations

import asyncio
import base64
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import ConsoleMessage, Locator, Page, Request, expect

from builders_pages import AXE

_STATUS = "Failed to load resource: the server responded with a status of "
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# what is wrong with the focus, as a sentence, or null
_FOCUS = """async () => {
  const e = document.activeElement;
  if (!e || e === document.body) return 'nothing has the focus';
  const name = `${e.tagName.toLowerCase()} ${e.getAttribute('aria-label') || e.textContent.trim().slice(0, 40) || e.id}`;
  await Promise.all([...e.getAnimations(), ...(e.parentElement?.getAnimations() || [])].map((one) => one.finished.catch(() => 0)));
  const marked = (s) => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 && s.outlineColor !== 'rgba(0, 0, 0, 0)') || s.boxShadow !== 'none';
  const around = [e, e.parentElement, ...(e.labels || [])].filter(Boolean);
  if (!around.some((one) => marked(getComputedStyle(one)) || marked(getComputedStyle(one, '::before')))) return `${name} has no mark of focus`;
  const r = e.getBoundingClientRect();
  if (r.bottom < 0 || r.top > innerHeight || r.right < 0 || r.left > innerWidth) return `${name} has the focus out of sight`;
  return null;
}"""

# elements that stick out of the page, and words that are cut without an ellipsis that says so
_OVERFLOW = """() => {
  const found = [];
  for (let e = document.querySelector('main') || document.body; e; e = e.parentElement) {
    if (e.scrollWidth > e.clientWidth + 1) found.push(`the page is ${e.scrollWidth} wide in ${e.clientWidth}`);
  }
  const hidden = (e) => e.closest('.hidden, .cds--visually-hidden, .skip, [aria-hidden=true]') || !e.checkVisibility({visibilityProperty: true, opacityProperty: true});
  for (const e of document.querySelectorAll('button, a, h1, h2, h3, label, legend, th, td, dt, dd, p, .state')) {
    if (hidden(e)) continue;
    const s = getComputedStyle(e);
    const cuts = ['hidden', 'clip'].includes(s.overflowX);
    if (cuts && s.textOverflow !== 'ellipsis' && e.scrollWidth > e.clientWidth + 1) found.push(`${e.tagName} cuts “${e.textContent.trim().slice(0, 60)}”`);
    const r = e.getBoundingClientRect();
    if (r.width === 0 || r.height === 0) continue;
    if (r.right > innerWidth + 1 && !e.closest('.scroller, .tree, .strip, [data-scrolls], .planbar, [role=tablist]')) {
      let up = e.parentElement, scrolls = false;
      while (up && up !== document.body) { if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(up).overflowX)) scrolls = true; up = up.parentElement; }
      if (!scrolls) found.push(`${e.tagName} “${e.textContent.trim().slice(0, 60)}” sticks out at the right`);
    }
  }
  return [...new Set(found)];
}"""

# pairs of controls that lie over each other
_OVERLAP = """() => {
  const seen = [...document.querySelectorAll('main button, main a, main input, main select, main textarea, main h1, main h2')].filter((e) => {
    const s = getComputedStyle(e);
    return e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && s.position !== 'absolute' && s.position !== 'fixed'
      && !e.closest('.hidden, .cds--visually-hidden, .tree__rows, .react-flow, .map__zoom, .cds--number__controls, [role=dialog], dialog');
  }).map((e) => [e, e.getBoundingClientRect()]).filter(([, r]) => r.width > 1 && r.height > 1 && r.bottom > 0 && r.top < innerHeight);
  const found = [];
  for (let i = 0; i < seen.length; i++) for (let j = i + 1; j < seen.length; j++) {
    const [a, p] = seen[i], [b, q] = seen[j];
    if (a.contains(b) || b.contains(a)) continue;
    const x = Math.min(p.right, q.right) - Math.max(p.left, q.left), y = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (x > 3 && y > 3) found.push(`“${(a.textContent || a.id).trim().slice(0, 30)}” lies over “${(b.textContent || b.id).trim().slice(0, 30)}”`);
  }
  return found;
}"""


class Guard:
    """Watches a page: requests to other hosts, errors on the console, errors nobody caught."""

    def __init__(self, page: Page, product: str, refused: tuple[int, ...]) -> None:
        self.page = page
        self.faults: list[str] = []
        self._host = urlsplit(product).netloc
        self._refused = refused
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != self._host:
            self.faults.append(f"a request left the host: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        if any(message.text.startswith(f"{_STATUS}{status} ") for status in self._refused):
            return
        self.faults.append(f"{self.page.url}: {message.text}")


class Keyboard:
    """Keys only; after each step the focus must be somewhere, in sight, and marked."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self._page.keyboard.press(key)

    async def type(self, text: str) -> None:
        await self._page.keyboard.type(text)

    async def tab_to(self, target: Locator, *, back: bool = False) -> None:
        """Presses Tab until the target has the focus; every stop on the way must show it."""
        await expect(target).to_be_visible()
        for _ in range(120):
            if await target.evaluate("e => e === document.activeElement"):
                return
            await self._page.keyboard.press("Shift+Tab" if back else "Tab")
            wrong = await self._page.evaluate(_FOCUS)
            assert wrong in (None, "nothing has the focus"), wrong
        raise AssertionError(f"no way by Tab to {target}")

    async def push(self, target: Locator) -> None:
        """Goes to a button or link and presses Enter."""
        await self.tab_to(target)
        await self._page.keyboard.press("Enter")

    async def fill(self, target: Locator, text: str) -> None:
        """Goes to a field and types over what is in it."""
        await self.tab_to(target)
        await self._page.keyboard.press("Control+a")
        await self._page.keyboard.type(text)

    async def choose(self, target: Locator, label: str) -> None:
        """Goes to a list of choices and types the beginning of one."""
        await self.tab_to(target)
        await self._page.keyboard.type(label)
        assert await target.evaluate("e => e.selectedOptions[0].text") == label


async def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA and its best practices, one line each."""
    if not await page.evaluate("() => 'axe' in window"):
        # past the page's own rules for scripts: evaluated, not loaded
        await page.evaluate(AXE.read_text("utf-8") + "; undefined")
    asked = {
        "runOnly": {"type": "tag", "values": _TAGS},
        # not among those by default: what is read aloud begins with what is seen
        "rules": {"label-content-name-mismatch": {"enabled": True}, "target-size": {"enabled": True}},
        "resultTypes": ["violations"],
    }
    found: Any = await page.evaluate("options => axe.run(document, options)", asked)
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


async def settled(page: Page) -> None:
    """Until the page has its heading, its fonts, and shows nothing as still loading."""
    await expect(page.locator("h1").first).to_be_visible()
    await expect(page.locator(".pausing, [aria-busy=true], .cds--loading, .cds--skeleton")).to_have_count(0)
    await page.evaluate("() => document.fonts.ready.then(() => undefined)")
    # colours that change slowly are measured when they are there
    await page.evaluate("() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined)))")


async def misplaced(page: Page) -> list[str]:
    """What sticks out, is cut, or lies over something else."""
    outside, over = await asyncio.gather(page.evaluate(_OVERFLOW), page.evaluate(_OVERLAP))
    return [*outside, *over]


async def colours_of(page: Page, selector: str) -> dict[tuple[int, int, int], int]:
    """The colours in the picture of an element, as (red, green, blue), with how many pixels have them.

    What the browser shows is counted (a picture of the screen), not what the page believes it drew.
    """
    element = page.locator(selector)
    await expect(element).to_be_visible()
    taken = base64.b64encode(await element.screenshot()).decode()
    counted: list[list[int]] = await page.evaluate(
        """async (data) => {
          const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
          const picture = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
          const canvas = new OffscreenCanvas(picture.width, picture.height);
          const context = canvas.getContext('2d');
          context.drawImage(picture, 0, 0);
          const {data: pixels} = context.getImageData(0, 0, picture.width, picture.height);
          const counts = new Map();
          for (let i = 0; i < pixels.length; i += 4) {
            const key = (pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2];
            counts.set(key, (counts.get(key) || 0) + 1);
          }
          return [...counts];
        }""",
        taken,
    )
    return {(key >> 16, key >> 8 & 255, key & 255): count for key, count in counted}
