"""An act as a form: its questions, what each can be answered with here, and what is known already.

Made from the command's own type, so that a new act has a form the day it exists.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from activities.rendering.dates import long_date
from domain.base.refusals import Refusal
from domain.engagement.commands import AnyCommand
from domain.engagement.parties import asked, is_group, model_of
from domain.instruments.shelf import rubrics
from services.acting.entry_choices import Choice, entry_choices
from services.acts.nameable import settled
from services.acts.possible import hindrance
from services.acts.questions import Question, Takes, questions_of
from services.acts.who_may import named
from services.reading.paper_parts import Paper
from services.reading.read import Reading, to_approve
from services.troubles import NotFound
from services.words import WORDS

_OTHERS = frozenset({("disclose", "to_person"), ("raise_concern", "concerning")})
"""Fields in which nobody means themself."""
_NAMES_ANOTHER = frozenset({"assign_coach", "assign_supervisor", "assign_coordinator"})


@dataclass(frozen=True)
class ActForm:
    """One act for one person. `known` is what needs no question, such as the version approved.

    `begun` stands in the form until the person writes something else.
    `paper` is what the act approves, to be read first; `hindrance` says why the act can't be done
    now, None where it can.
    """

    kind: str
    act: type[AnyCommand]
    questions: tuple[Question, ...]
    known: Mapping[str, Any]
    begun: Mapping[str, str]
    paper: Paper | None
    hindrance: Refusal | NotFound | None

    @property
    def has_nothing_to_name(self) -> bool:
        """Whether there is nothing that the act could be about, so that to ask helps nobody."""
        return isinstance(self.hindrance, NotFound)


def act_form(read: Reading, kind: str, act: type[AnyCommand], at: datetime) -> ActForm:
    """The form of an act as the reader can fill it in now."""
    paper, none_yet = _paper(read, kind)
    known: dict[str, Any] = dict(paper.fields) if paper else {}
    # What a person affirms is theirs to say, not ours.
    known = {name: value for name, value in known.items() if value is not True}
    if kind == "advance_stage":
        known["leaving"] = read.state.stage
    if kind == "give_consent":
        # It can be given to the present supervisor alone: the one whom the person read of here.
        known["to"] = read.state.supervisor
    questions = [
        _narrowed(read, kind, one, at)
        for one in questions_of(act)
        if one.name not in known and not _plain(read, one)
    ]
    hindered = hindrance(act, read.state, read.agency, read.reader.person_id, at)
    return ActForm(
        kind=kind,
        act=act,
        # What is not there can't be approved: to ask for its version would help nobody.
        questions=() if none_yet else tuple(one for one in questions if not _idle(one)),
        known=known,
        begun=_begun(read, kind),
        paper=paper,
        hindrance=named(read.state, hindered, read.name)
        if isinstance(hindered, Refusal)
        else hindered or none_yet,
    )


def _begun(read: Reading, kind: str) -> Mapping[str, str]:
    """What was said at the launch, to be agreed on or changed."""
    if kind == "propose_terms":
        return {"expected_end": read.state.expected_end.isoformat()}
    return {}


def _paper(read: Reading, kind: str) -> tuple[Paper | None, NotFound | None]:
    """What the act approves; or, where it approves something, why there is nothing yet."""
    try:
        return to_approve(read, kind), None
    except NotFound as none:
        return None, none


def _plain(read: Reading, question: Question) -> bool:
    """With one learner, whom an act is about needs no question; nor who of them did not come."""
    if question.name == "absent":
        return not is_group(read.state) or len(read.state.active_learners) < 2
    return question.name == "about" and len(read.state.active_learners) < 2


def _idle(question: Question) -> bool:
    """Whether it may be left out, and there is nothing to answer it with."""
    (inner,) = question.inner if question.takes is Takes.LIST else (question,)
    return not question.required and inner.takes is Takes.ENTRY and not inner.choices


def _narrowed(read: Reading, kind: str, question: Question, at: datetime) -> Question:
    """The question with what can be chosen in this engagement."""
    if question.name in ("about", "absent"):
        learners = tuple((p, read.name(p)) for p in read.state.active_learners)
        return replace(question, choices=learners)
    if kind == "record_observation" and question.name in ("ratings", "examples", "noted"):
        return replace(question, choices=_observed(read, question.name))
    if special := _special(read, kind, question.name):
        return replace(question, takes=Takes.CHOICE, choices=special)
    if question.takes is Takes.ENTRY:
        return replace(question, choices=entry_choices(read, kind, question.name, at))
    if kind in _NAMES_ANOTHER and question.takes is Takes.PERSON:
        return question  # whoever is meant has no part in it yet, and is named by address
    if question.takes is Takes.PERSON:
        people = _people(read)
        if question.name == "concerns_go_to":  # it may be about the others
            pair = (*read.state.learners, read.state.coach)
            people = ((person, said) for person, said in people if person not in pair)
        if question.name == "owner":
            people = ((person, said) for person, said in people if person in asked(read.state))
        if (kind, question.name) in _OTHERS:
            people = ((one, said) for one, said in people if one != read.reader.person_id)
        return replace(question, choices=tuple(people))
    if question.inner:
        inner = tuple(_narrowed(read, kind, one, at) for one in question.inner)
        return replace(question, inner=inner)
    return question


def _special(read: Reading, kind: str, name: str) -> tuple[Choice, ...]:
    """Fields that are free text to the type, and a choice among few things in an engagement."""
    if (kind, name) == ("record_observation", "rubric"):
        known = rubrics(read.agency.instruments_in_use)
        return tuple((key, one.title) for key, one in known.items())
    keys = settled(read.state, kind, name) or ()
    return tuple((key, _settled_words(read, name, key)) for key in keys)


def _settled_words(read: Reading, name: str, key: str) -> str:
    model = model_of(read.state)
    match name:
        case "to":
            return model.stage(key).name
        case "sheet":
            return model.sheets[key].title
        case _:
            day = next(f.day for f in read.state.closing.follow_ups if str(f.days) == key)
            return WORDS.say("choice.follow_up", days=key, day=long_date(day))


def _observed(read: Reading, name: str) -> tuple[Choice, ...]:
    """Skills to rate and exemplify, or questions of guides, of every rubric there is here."""
    known = rubrics(read.agency.instruments_in_use).values()
    if name == "noted":
        return tuple((one.key, one.asks) for rubric in known for one in rubric.questions)
    return tuple((item.key, item.text) for rubric in known for item in rubric.items)


def _people(read: Reading) -> Iterator[Choice]:
    state = read.state
    everyone = (*state.learners, state.coach, state.supervisor, state.coordinator)
    for person in dict.fromkeys(p for p in everyone if p):
        yield person, read.name(person)
