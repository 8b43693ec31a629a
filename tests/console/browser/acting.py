"""Doing an act as people do: follow its link, answer by label, press the button, read the answer.

What is asked is looked up in the page: the field's name leads to the label and the group a person
reads, and these alone lead the hand.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from playwright.async_api import expect

from console.rendering.words import say
from services.acts.act_words import title_of_kind
from services.acts.irrevocable import FINAL
from tests.console.browser.hands import Hand

_READ = """([name, value]) => {
  const said = (text) => text.replace(/\\s+/g, ' ').trim();
  const all = [...document.getElementsByName(name)].filter((one) => one.type !== 'hidden');
  if (!all.length) return null;
  const choosing = ['radio', 'checkbox'].includes(all[0].type);
  const one = choosing ? all.find((it) => it.value === value) : all[0];
  if (!one) return {missing: all.map((it) => it.value)};
  const group = one.closest('fieldset');
  const legend = group ? group.querySelector(':scope > legend') : null;
  const option = one.tagName === 'SELECT'
    ? [...one.options].find((it) => it.value === value) : null;
  return {
    kind: one.tagName === 'SELECT' ? 'select' : one.type,
    label: said(one.labels.length ? one.labels[0].innerText : ''),
    group: legend ? said(legend.innerText) : '',
    option: option ? said(option.innerText) : '',
  };
}"""


class Refused(AssertionError):
    """The page did not say that it was recorded."""


async def act(hand: Hand, kind: str, **fields: Any) -> None:
    """From a page that has a link named like the act, to its being done."""
    await hand.follow(title_of_kind(kind))
    await act_here(hand, kind, **fields)


async def act_here(hand: Hand, kind: str, **fields: Any) -> None:
    """From the form of an act, to its being done."""
    await answer(hand, fields)
    if kind in FINAL:
        await hand.tick("", say("final.sure"))
    await hand.press(title_of_kind(kind))
    await recorded(hand, kind)


async def answer(hand: Hand, fields: Mapping[str, Any]) -> None:
    """Fill in the form that stands in the page."""
    for name, value in _flat("", fields):
        await _one(hand, name, value)


async def recorded(hand: Hand, kind: str) -> None:
    """The page says that this act was done. Raises `Refused` with what it says instead."""
    page = hand.page
    wanted = say("engagement.done", act=title_of_kind(kind))
    if not page.url.endswith(f"done={kind}"):
        said = await page.locator("main").inner_text()
        raise Refused(f"{kind} at {page.url}: {said[:1200]}")
    await expect(page.get_by_role("status").filter(has_text=wanted)).to_be_visible()


async def _one(hand: Hand, name: str, value: str) -> None:
    found = await hand.page.evaluate(_READ, [name, value])
    assert found is not None, f"nothing asks for {name} on {hand.page.url}"
    assert "missing" not in found, f"{name} has no {value}: {found}"
    match found["kind"]:
        case "radio":
            await hand.choose(found["group"], found["label"])
        case "checkbox":
            await hand.tick(found["group"], found["label"])
        case "select":
            await hand.choose(found["label"], found["option"])
        case _:
            await hand.fill(found["label"], value, found["group"])


def _flat(before: str, fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Dotted names as forms have them, with what is posted."""
    for key, value in fields.items():
        name = f"{before}{key}"
        match value:
            case dict() if kind := value.get("="):
                # One of several kinds: chosen first, its fields are named after it.
                yield name, str(kind)
                inner = {k: v for k, v in value.items() if k != "="}
                yield from _flat(f"{name}.{kind}.", inner)
            case dict():
                yield from _flat(f"{name}.", value)
            case list():
                yield from _flat(f"{name}.", {str(n): one for n, one in enumerate(value)})
            case tuple():
                yield from ((name, str(one)) for one in value)
            case bool():
                yield name, "yes" if value else "no"
            case datetime():
                yield name, value.strftime("%Y-%m-%dT%H:%M")
            case date():
                yield name, value.isoformat()
            case _:
                yield name, str(value)
