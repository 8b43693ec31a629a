"""What others did on the same thing while a form was open."""

from dataclasses import replace

from domain.engagement.commands import AnyCommand
from domain.engagement.events import EVENT_CLASSES
from services.acts.act_groups import topic_of
from services.acts.kinds import kind_of
from services.reading.history import Told, history
from services.reading.read import Reading

_TOPICS = {kind_of(cls): topic_of(cls) for cls in EVENT_CLASSES}


def meanwhile(read: Reading, act: type[AnyCommand], seen: int) -> list[Told]:
    """Lines past the first `seen` of the reader's own, by others, of the topic of `act`."""
    topic = topic_of(act)
    new = tuple(
        line
        for line in read.lines[seen:]
        if line.by != read.reader.person_id and _TOPICS.get(line.kind) == topic
    )
    return history(replace(read, lines=new))
