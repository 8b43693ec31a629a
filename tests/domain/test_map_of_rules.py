"""The README's map says where each rule is: every topic once, and no file that is not there."""

import re
from pathlib import Path

TOPICS = Path("domain/engagement/topics")


def test_every_topic_is_on_the_map_once() -> None:
    text = Path("README.md").read_text("utf-8")
    start, end = text.index("**Where is the rule?**"), text.index("What each stage asks for")
    named = re.findall(r"`(\w+\.py)`", text[start:end])
    there = [one.name for one in TOPICS.glob("*.py") if one.name != "__init__.py"]
    assert sorted(named) == sorted(there)
