"""The words of the engine that a process model may use: acts, entries, facts, reminders."""

from functools import cache
from typing import get_args

from domain.engagement.commands import AnyCommand
from domain.engagement.gates.conditions import FACTS
from domain.engagement.records.closing import ClosingRecord
from domain.engagement.records.practice import PracticeRecord
from domain.engagement.records.setting_up import SettingUpRecord
from domain.process.checker import KnownWords
from domain.process.vocabulary import Work
from domain.words import reminder_names


@cache
def known_words() -> KnownWords:
    """The words a process model may use, read off commands, records and facts themselves."""
    acts = {
        str(command.model_fields["kind"].default): Work(command.work) if command.work else None
        for command in get_args(AnyCommand)
    }
    records = (*get_args(SettingUpRecord), *get_args(PracticeRecord), *get_args(ClosingRecord))
    entries = frozenset(str(record.record) for record in records) - {"sheet"}
    return KnownWords(
        acts=acts, entries=entries, facts=frozenset(FACTS), reminders=reminder_names()
    )
