"""How people work a page: by pointer or finger, or by keys alone; controls are known by label."""

import re
from typing import Protocol

from playwright.async_api import Locator, Page, expect

_MOST_TABS = 250

_NAME = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const said = (text) => text.replace(/\\s+/g, ' ').trim();
  const label = one.labels && one.labels.length ? one.labels[0].innerText : '';
  const group = one.closest('fieldset');
  const legend = group ? group.querySelector(':scope > legend') : null;
  return {
    name: said(one.getAttribute('aria-label') || label || one.innerText || ''),
    group: legend ? said(legend.innerText) : '',
    tag: one.tagName.toLowerCase(),
    type: one.type || '',
  };
}"""


class Hand(Protocol):
    """One way of working a page."""

    page: Page

    async def follow(self, link: str) -> None:
        """Go where a link leads."""

    async def press(self, button: str) -> None:
        """Press a button, and wait for what it leads to."""

    async def fill(self, label: str, text: str, group: str = "") -> None:
        """Write into a field, day or moment."""

    async def choose(self, group: str, choice: str) -> None:
        """Choose one of a group, or of a list to choose from."""

    async def tick(self, group: str, choice: str) -> None:
        """Tick a box of a group."""


def _named(text: str) -> re.Pattern[str]:
    # As a person reads it: whatever white space there is between the words.
    return re.compile(r"^\s*" + r"\s+".join(map(re.escape, text.split())) + r"\s*$")


class Pointer:
    """A mouse, or a finger where the screen takes touches."""

    def __init__(self, page: Page, *, touch: bool = False) -> None:
        self.page = page
        self._touch = touch

    async def follow(self, link: str) -> None:
        """The first link of this name in the page."""
        await self._leave(self.page.locator("main").get_by_role("link", name=_named(link)).first)

    async def press(self, button: str) -> None:
        """The one button of this name."""
        await self._leave(self.page.get_by_role("button", name=_named(button)))

    async def fill(self, label: str, text: str, group: str = "") -> None:
        """By its label, within its group."""
        await self._within(group).get_by_label(_named(label)).fill(text)

    async def choose(self, group: str, choice: str) -> None:
        """By pressing its label, which is what one sees of it."""
        found = self.page.get_by_role("group", name=_named(group))
        if await found.count():
            radio = found.get_by_role("radio", name=_named(choice))
            await self._touched(await _label_of(radio))
            await expect(radio).to_be_checked()
        else:
            await self.page.get_by_label(_named(group)).select_option(label=choice)

    async def tick(self, group: str, choice: str) -> None:
        """The same with a box."""
        box = self._within(group).get_by_role("checkbox", name=_named(choice))
        if not await box.is_checked():
            await self._touched(await _label_of(box))
        await expect(box).to_be_checked()

    def _within(self, group: str) -> Locator:
        if not group:
            return self.page.locator("main")
        return self.page.get_by_role("group", name=_named(group))

    async def _touched(self, what: Locator) -> None:
        if self._touch:
            await what.tap()
        else:
            await what.click()

    async def _leave(self, by: Locator) -> None:
        async with self.page.expect_navigation(wait_until="load"):
            await self._touched(by)


async def _label_of(control: Locator) -> Locator:
    """What the design system shows instead of the browser's own mark."""
    return control.page.locator(f'label[for="{await control.get_attribute("id")}"]')


class Keys:
    """Tab, Space, Enter, arrows and letters; never a pointer."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def follow(self, link: str) -> None:
        """Tab to it, Enter."""
        await self._reach(link, tags=("a",))
        await self._leave()

    async def press(self, button: str) -> None:
        """Tab to it, Enter."""
        await self._reach(button, tags=("button",))
        await self._leave()

    async def fill(self, label: str, text: str, group: str = "") -> None:
        """Tab to it, type."""
        kind = await self._reach(label, group=group, tags=("input", "textarea"))
        keys = self.page.keyboard
        if kind == "date":
            year, month, day = text.split("-")
            await keys.type(f"{month}{day}{year}")
        elif kind == "datetime-local":
            date, _, clock = text.partition("T")
            year, month, day = date.split("-")
            hour, minute = (int(part) for part in clock.split(":")[:2])
            await keys.type(f"{month}{day}{year}")
            await keys.press("ArrowRight")
            half = "AM" if hour < 12 else "PM"
            await keys.type(f"{hour % 12 or 12:02}{minute:02}{half}")
        else:
            await keys.press("Control+a")
            await keys.insert_text(text)

    async def choose(self, group: str, choice: str) -> None:
        """Tab into the group, then by arrows; a list to choose from takes what is typed."""
        if await self.page.get_by_role("group", name=_named(group)).count():
            await self._reach("", group=group, tags=("input",), type="radio")
            await self._by_arrows(group, choice)
        else:
            await self._reach(group, tags=("select",))
            await self.page.keyboard.type(choice)

    async def tick(self, group: str, choice: str) -> None:
        """Tab to it, Space."""
        await self._reach(choice, group=group, tags=("input",), type="checkbox")
        if not await self.page.evaluate("() => document.activeElement.checked"):
            await self.page.keyboard.press("Space")

    async def _by_arrows(self, group: str, choice: str) -> None:
        # The one that Tab comes to is not chosen yet, unless it was before.
        await self.page.keyboard.press("Space")
        for _ in range(60):
            here = await self.page.evaluate(_NAME)
            assert here is not None
            if here["name"] == " ".join(choice.split()):
                return
            await self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no {choice!r} in {group!r}")

    async def _reach(
        self, name: str, *, tags: tuple[str, ...], group: str = "", type: str = ""
    ) -> str:
        """Tab on until it has the focus; the type of the control."""
        wanted, within = " ".join(name.split()), " ".join(group.split())
        for _ in range(_MOST_TABS):
            await self.page.keyboard.press("Tab")
            here = await self.page.evaluate(_NAME)
            if (
                here is not None
                and here["tag"] in tags
                and (not wanted or here["name"] == wanted)
                and (not within or here["group"] == within)
                and (not type or here["type"] == type)
            ):
                return str(here["type"])
        raise AssertionError(f"Tab does not come to {name or group!r} on {self.page.url}")

    async def _leave(self) -> None:
        async with self.page.expect_navigation(wait_until="load"):
            await self.page.keyboard.press("Enter")
