"""Papers as PDF: with lines to sign where somebody signs, as they are delivered where they are."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import assert_never

from activities.rendering import documents
from activities.rendering.printed import PaperSheet, Signature, paper_pdf
from domain.base.roles import Role
from domain.engagement.records.closing import DevelopmentPlan, Handoff
from domain.engagement.views.development_plan_paper import development_plan
from domain.engagement.views.handoff import handoff
from services.printing.goals import goals_as_pdf
from services.reading.paper_parts import Paper
from services.reading.read import PaperName, Reading, papers
from services.reading.visible import Line
from services.troubles import NotFound
from services.words import WORDS


def paper_as_pdf(read: Reading, name: PaperName, at: datetime) -> bytes:
    """The newest paper of this name that the reader may see. Raises `NotFound`.

    `at` is the time it is printed.
    """
    match name:
        case "handoff":
            return _handoff(read)
        case "development":
            return _development_plan(read)
        case "goals":
            return goals_as_pdf(read, at)
        case "agreement" | "plan" | "rules" | "debrief":
            paper = papers(read, name)[-1]
            lines = _SIGNED.get(name)
            return paper_pdf(
                PaperSheet(
                    agency=read.agency.settings.name,
                    title=paper.title if name != "debrief" else WORDS.say("paper.debrief_printed"),
                    sections=[(one.heading, one.points) for one in paper.sections],
                    standing=paper.standing,
                    signatures=lines(read, paper) if lines else (),
                    printed_at=at.astimezone(read.reader.zone),
                )
            )
        case _:
            assert_never(name)


def _handoff(read: Reading) -> bytes:
    made = read.state.records.get(str(papers(read, "handoff")[-1].entry))
    if not isinstance(made, Handoff) or made.content is None:
        raise NotFound.of("handoff_made_anew")
    return documents.handoff_pdf(handoff(read.state, read.agency, read.people, made))


def _development_plan(read: Reading) -> bytes:
    written = read.state.records.get(str(papers(read, "development")[-1].entry))
    if not isinstance(written, DevelopmentPlan) or written.content is None:
        raise NotFound.of("no_development_plan")
    plan = development_plan(read.state, read.agency, read.people, written)
    return documents.development_plan_pdf(plan)


def _agreement(read: Reading, paper: Paper) -> list[Signature]:
    """Leadership, supervisor, learners and coach (Toolkit, ch. 6, coaching agreements)."""
    signed = read.agency.agreement
    on = {
        line.by: _day(read, line)
        for line in read.lines
        if line.kind == "agreement_joined" and line.fields.get("version") == paper.version
    }
    state = read.state
    parts = [
        (Role.SUPERVISOR, (state.supervisor,)),
        (Role.LEARNER, state.active_learners),
        (Role.COACH, (state.coach,)),
    ]
    return [
        Signature(WORDS.say("signature.leader"), read.name(signed.signed_by) if signed else None),
        *(
            Signature(WORDS.say(f"signature.{role}"), read.name(person), on.get(person))
            if person
            else Signature(WORDS.say(f"signature.{role}"))
            for role, people in parts
            for person in people
        ),
    ]


def _plan(read: Reading, _: Paper) -> list[Signature]:
    """Who supports the learner signs; a signature to what was written before is none."""
    written = [n.n for n in read.lines if n.kind == "sustainability_plan_written"]
    signed = [one for one in read.lines if one.kind == "sustainability_plan_signed"]
    last = next((one for one in reversed(signed) if written and one.n > written[-1]), None)
    supervisor = WORDS.say("signature.supervisor")
    if last is None:
        return [Signature(supervisor, read.name(read.state.supervisor))]
    return [Signature(supervisor, read.name(last.by), _day(read, last))]


def _day(read: Reading, line: Line) -> date:
    return line.at.astimezone(read.reader.zone).date()


_SIGNED: Mapping[PaperName, Callable[[Reading, Paper], Sequence[Signature]]] = {
    "agreement": _agreement,
    "plan": _plan,
}
