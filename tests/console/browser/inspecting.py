"""What holds on every page: WCAG 2.2 A and AA by axe-core, and what axe-core does not look at."""

import os
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.async_api import Page

from tests.console.browser.watching import complaints_of

_WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_PICTURES = os.environ.get("COACHING_TEST_PICTURES")

_RUN_AXE = """(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags},
                                           resultTypes: ['violations']})"""
_FRAME = """() => {
  const shown = (one) => one.offsetParent !== null || getComputedStyle(one).position === 'fixed';
  const skip = document.querySelector('body > a:first-child');
  return {
    language: document.documentElement.lang,
    title: document.title.trim(),
    headings: [...document.querySelectorAll('h1')].filter(shown).length,
    levels: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(shown)
      .map((one) => Number(one.tagName[1])),
    skip: skip ? skip.getAttribute('href') : null,
    main: document.querySelectorAll('main').length,
    mainId: document.querySelector('main')?.id ?? null,
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    moved: [...document.querySelectorAll('[tabindex]')].filter((one) => one.tabIndex > 0).length,
  };
}"""
_FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const drawn = (el) => {
    const style = getComputedStyle(el);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    return outlined || style.boxShadow !== 'none';
  };
  // USWDS draws the ring of a radio or a checkbox on the label beside it.
  const beside = one.nextElementSibling;
  const label = beside && beside.tagName === 'LABEL' ? beside : null;
  const ring = drawn(one) || (label && (drawn(label) ||
    getComputedStyle(label, '::before').outlineStyle !== 'none'));
  const box = (label ?? one).getBoundingClientRect();
  return {
    what: `${one.tagName.toLowerCase()} ${one.id || one.getAttribute('href') || one.name || ''}`,
    ring: Boolean(ring),
    inView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


async def axe(page: Page) -> list[str]:
    """What violates WCAG 2.2 A or AA: the rule, why, and where."""
    # By the browser's own hand: the pages' content policy lets nobody else put a script in.
    await page.evaluate(_axe())
    found: dict[str, Any] = await page.evaluate(_RUN_AXE, list(_WCAG))
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]} {node.get('failureSummary', '')[:200]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


async def frame(page: Page) -> list[str]:
    """What is wrong with a page's frame: title, heading, skip link, order, width."""
    seen: dict[str, Any] = await page.evaluate(_FRAME)
    levels: list[int] = seen["levels"]
    jumps = [f"h{a} to h{b}" for a, b in pairwise(levels) if b > a + 1]
    wrong = {
        "has no language": not seen["language"],
        "has no title": len(seen["title"]) < 5,
        f"has {seen['headings']} h1": seen["headings"] != 1,
        f"has {seen['main']} main": seen["main"] != 1,
        f"has no skip link: {seen['skip']}": seen["skip"] != f"#{seen['mainId']}",
        f"skips levels of headings: {', '.join(jumps)}": bool(jumps),
        f"is {seen['wider']} px wider than the screen": seen["wider"] > 0,
        "changes the order of Tab": seen["moved"] > 0,
    }
    return [what for what, is_wrong in wrong.items() if is_wrong]


async def focus(page: Page, most: int = 200) -> list[str]:
    """What is wrong with the ring of whatever Tab comes to, through the whole page."""
    await page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
    wrong: list[str] = []
    for _ in range(most):
        await page.keyboard.press("Tab")
        seen = await page.evaluate(_FOCUS)
        if seen is None:
            return wrong
        if not seen["ring"]:
            wrong.append(f"no visible focus: {seen['what']}")
        if not seen["inView"]:
            wrong.append(f"focus out of view: {seen['what']}")
    return [*wrong, f"Tab does not come to an end within {most} steps"]


async def inspect(page: Page, *, keys: bool = False) -> list[str]:
    """All that is wrong with the page as it stands; `keys`: Tab goes through it too."""
    wrong = [*await axe(page), *await frame(page), *complaints_of(page)]
    return [*wrong, *(await focus(page) if keys else ())]


async def look(page: Page, name: str) -> None:
    """Keep a picture for people to look at, where `COACHING_TEST_PICTURES` names a folder."""
    if _PICTURES:
        # Playwright makes the folder.
        await page.screenshot(path=Path(_PICTURES) / f"{name}.png", full_page=True, timeout=60_000)
