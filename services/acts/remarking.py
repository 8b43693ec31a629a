"""Remarks on what people write: what looks like a client's name or case number (Toolkit, ch. 10),
what would make a goal hard to rate (ch. 4), and a session planned for a time that is past.

A remark, never a refusal: clients are never named anywhere, and the writer decides. A session that
was held without a plan is put down by planning it first.
"""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from domain.engagement.topics.goals import SetGoal
from domain.engagement.topics.sessions import ScheduleSession
from domain.instruments.goal_wording import WordingRemark, wording_remarks
from domain.words.client_names import remarks
from services.acts.act_words import label_of
from services.acts.kinds import HEAD, kind_of, references
from services.words import WORDS

_LEVEL = re.compile(r"levels\.(\d)\.description")


def remarked(command: BaseModel) -> list[str]:
    """One sentence for each passage that should be looked at again, nothing twice."""
    refers = references(type(command))
    said = command.model_dump(mode="json", exclude={*HEAD, *refers})
    found = [
        WORDS.say(
            f"remark.{remark.kind}",
            field=label_of(kind_of(type(command)), name),
            passage=repr(remark.passage),
        )
        for name, text in _texts(said)
        for remark in remarks(text)
    ]
    if isinstance(command, ScheduleSession) and command.starts < command.at:
        found.append(WORDS.say("remark.session_past"))
    if isinstance(command, SetGoal):
        found += [_wording(remark) for remark in wording_remarks(command.goal)]
    return list(dict.fromkeys(found))


def _wording(remark: WordingRemark) -> str:
    field = _LEVEL.sub("levels.description", remark.field)
    label = label_of("set_goal", f"goal.{field}")
    level = _LEVEL.match(remark.field)
    if level:
        label = WORDS.say("remark.level", n=int(level[1]) - 2, label=label)
    return WORDS.say(f"remark.goal.{remark.kind}", field=label, passage=repr(remark.passage))


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, name)
