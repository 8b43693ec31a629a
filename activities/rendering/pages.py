"""The body of a mail, once as data, then as plain text and as HTML that says the same."""

from dataclasses import dataclass, field
from html import escape

_STYLE = (
    "body{margin:0;padding:24px;background:#fff;color:#1b1f24;"
    "font:16px/1.5 'Public Sans',Arial,sans-serif}"
    "@media (prefers-color-scheme:dark){"
    "body{background:#16191d!important;color:#f0f0f0!important}"
    "h1,h2,h3{color:#a9c7f5!important}footer{color:#c3c8ce!important}"
    "section{border-color:#4a515a!important}}"
)
_HEADING = "color:#1a4480;line-height:1.3;margin:0 0 8px;"


@dataclass(frozen=True)
class Item:
    """One thing in a section: what it is about, and since when."""

    about: str
    when: str


@dataclass(frozen=True)
class Section:
    """A heading, a sentence of what to do, and the things it goes for."""

    title: str
    sentence: str
    items: tuple[Item, ...] = ()
    group: str = ""
    """A line set above the first section of a group, to keep groups apart."""


@dataclass(frozen=True)
class Page:
    """A whole mail body."""

    language: str
    heading: str
    greeting: str
    intro: str
    sections: tuple[Section, ...] = field(default=())
    footer: str = ""


def as_text(page: Page) -> str:
    """The page as plain text."""
    blocks = [page.greeting, page.intro]
    group = ""
    for section in page.sections:
        if section.group != group:
            group = section.group
            blocks.append(f"{group.upper()}\n{'=' * len(group)}")
        lines = [section.title, "-" * len(section.title), section.sentence]
        lines += [f"  * {item.about}: {item.when}" for item in section.items]
        blocks.append("\n".join(lines))
    blocks.append(f"-- \n{page.footer}")
    return "\n\n".join(block for block in blocks if block) + "\n"


def as_html(page: Page) -> str:
    """The page as HTML: language, headings, one column, nothing loaded from elsewhere."""
    parts: list[str] = []
    group = ""
    grouped = any(section.group for section in page.sections)
    level = 3 if grouped else 2
    for section in page.sections:
        if section.group != group:
            group = section.group
            parts.append(f'<h2 style="{_HEADING}font-size:20px">{escape(group)}</h2>')
        parts.append(_section(section, level))
    return (
        '<!DOCTYPE html>\n<html lang="'
        f"{escape(page.language.replace('_', '-'))}"
        '"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(page.heading)}</title><style>{_STYLE}</style></head>\n"
        '<body style="margin:0;padding:24px">'
        '<main style="max-width:38em;margin:0 auto;overflow-wrap:anywhere">\n'
        f'<h1 style="{_HEADING}font-size:24px">{escape(page.heading)}</h1>\n'
        f"<p>{escape(page.greeting)}</p>\n<p>{escape(page.intro)}</p>\n"
        + "\n".join(parts)
        + f'\n<footer style="margin-top:32px;font-size:14px;color:#565c65">'
        f"<p>{escape(page.footer)}</p></footer>\n</main></body></html>\n"
    )


def _section(section: Section, level: int) -> str:
    items = "".join(
        f"<li><strong>{escape(item.about)}</strong>: {escape(item.when)}</li>"
        for item in section.items
    )
    listed = f'<ul style="margin:0 0 8px;padding-left:20px">{items}</ul>' if items else ""
    return (
        '<section style="margin:0 0 20px;padding-left:14px;border-left:3px solid #c6cace">'
        f'<h{level} style="{_HEADING}font-size:17px">{escape(section.title)}</h{level}>'
        f'<p style="margin:0 0 8px">{escape(section.sentence)}</p>{listed}</section>'
    )
