"""The content security policy, and that no page would need a weaker one."""

import re
from pathlib import Path

import pytest

import console
from console.hardening.safe_headers import POLICY

FOLDER = Path(console.__file__).parent
PAGES = sorted((FOLDER / "templates").rglob("*.html"))
INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals=.js|<script(?![^>]*\ssrc=)"
)
ELSEWHERE = re.compile(r"(?:src|href|action)=[\"']?(?:https?:)?//")
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape|Markup\(")


def test_the_policy_allows_nothing_inline_and_nothing_of_others() -> None:
    said = dict(one.split(" ", 1) for one in POLICY.split("; "))
    assert said["default-src"] == "'none'"
    assert said["script-src"] == said["style-src"] == said["form-action"] == "'self'"
    assert said["frame-ancestors"] == said["base-uri"] == "'none'"
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


@pytest.mark.parametrize("page", PAGES, ids=lambda one: str(one.relative_to(FOLDER)))
def test_a_template_holds_no_code_and_names_no_other_host(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for never in (INLINE, ELSEWHERE, UNESCAPED):
        assert never.findall(text) == []


def test_our_own_scripts_make_no_code_of_text() -> None:
    text = (FOLDER / "static" / "console.js").read_text(encoding="utf-8")
    assert re.findall(r"\beval\b|new Function|innerHTML|outerHTML|document\.write", text) == []
