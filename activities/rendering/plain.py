"""Papers as plain text for a terminal or a page: what people read before they approve it.

Words of people are shown as they wrote them; what could steer a terminal is made visible.
"""

import textwrap
from collections.abc import Iterable

from activities.rendering.dates import long_date
from activities.rendering.displayable import safe_text
from activities.rendering.documents import follow_up_day
from activities.rendering.sentences import sentences
from domain.engagement.views.approvals import DebriefPaper, PlanPaper, SignatureLine, TermsPaper
from domain.engagement.views.papers import DevelopmentPlan, Handoff

_WIDTH = 78


def handoff_text(handoff: Handoff) -> str:
    """A handoff, saying what its PDF says; the version is what seeing it names."""
    says = sentences("handoff")
    unseen = (f"{says['unseen']} {says['unseen_why']}",) if handoff.unseen else ()
    promised = (
        (handoff.promised, f"Signed by {handoff.promised_by}." if handoff.promised_by else "")
        if handoff.promised
        else (says["no_promise"],)
    )
    goals = [
        f"{goal.statement}\nMeasured by: {goal.measure}\nBy: {long_date(goal.due)}"
        for goal in handoff.goals
    ]
    steps = [f"{step.text} (by {long_date(step.due)})" for step in handoff.next_steps]
    days = [follow_up_day(one) for one in handoff.follow_ups]
    own = "" if handoff.unseen else "What the learner tells about the results"
    return _paper(
        f"Coaching handoff, version {handoff.version}",
        _section("", handoff.agency),
        _section("", *unseen),
        _section(
            "Who",
            f"Learner: {handoff.learner}",
            f"Supervisor: {handoff.supervisor}",
            f"Coach: {handoff.coach}",
        ),
        _section("The skill", handoff.skill),
        _listed("Goals, as agreed", goals, says["no_goals"]),
        _section(own, handoff.results or says["no_results"]) if own else "",
        _listed("What helps it last", handoff.what_helps, says["no_helps"]) if own else "",
        _section("Who supports it", handoff.supported_by or says["no_support"]),
        _section("What the supervisor promised", *promised),
        _listed("Next steps", steps, says["no_steps"]) if own else "",
        _section("", says["development_plan"]) if handoff.development_plan else "",
        _listed("Coming dates", days, says["no_follow_ups"], says["follow_ups"]),
        _section("Questions", handoff.contact),
    )


def development_plan_text(plan: DevelopmentPlan) -> str:
    """A professional development plan, saying what its PDF says."""
    actions = [f"{action.text} (by {long_date(action.due)})" for action in plan.actions]
    return _paper(
        "Professional development plan",
        _section("", plan.agency),
        _section("Who", f"Learner: {plan.learner}", f"Written by: {plan.written_by}"),
        _listed("What goes well", plan.strengths),
        _listed("Where to grow", plan.growth_areas),
        _listed("What to do next", actions),
        _listed("What helps", plan.supports, sentences("development_plan")["no_supports"]),
        _section("Questions", plan.contact),
    )


def terms_text(terms: TermsPaper) -> str:
    """The agency's agreement with the terms of one engagement: what joining it signs."""
    says = sentences("terms")
    topics = [_section(_spoken(topic), text) for topic, text in terms.topics]
    narrowed = [_spoken(topic).lower() for topic in terms.narrowed]
    return _paper(
        f"Coaching agreement and terms, version {terms.version}",
        _section("", terms.agency, says["in_force" if terms.in_force else "waiting"]),
        _section(
            "Who",
            f"Learner: {terms.learners}",
            f"Supervisor: {terms.supervisor}",
            f"Coach: {terms.coach}",
        ),
        _section("Expected end", long_date(terms.expected_end)),
        _section("What is told, and to whom", terms.disclosed),
        _section("Concerns about coach or management go to", terms.concerns_go_to),
        _section("Goal ratings", says["ratings" if terms.ratings_to_supervisor else "no_ratings"]),
        _listed("Who reads what", narrowed, says["nothing_narrowed"], says["narrowed"]),
        _listed("Signed", [_signed(one) for one in terms.signatures], says["no_signatures"]),
        _section(f"The agency's agreement, version {terms.agreement_version}"),
        *topics,
    )


def plan_text(plan: PlanPaper) -> str:
    """A version of the sustainability plan and whether it is signed."""
    says = sentences("plan")
    return _paper(
        f"Sustainability plan, version {plan.version}",
        _section("What the supervisor promises", plan.promised),
        _section("Who supports the learning", plan.supported_by or says["no_support"]),
        _section("Signed", _signed(plan.signed) if plan.signed else says["unsigned"]),
    )


def debrief_text(debrief: DebriefPaper) -> str:
    """A debrief and whether the learner has seen it."""
    standing = "joint" if debrief.joint else "seen" if debrief.seen else "unseen"
    return _paper(
        f"Debrief of {long_date(debrief.written)}, revision {debrief.revision}",
        _section("", f"Written by {debrief.written_by}.", sentences("debrief")[standing]),
        _section("What is said", debrief.text),
    )


def _paper(title: str, *sections: str) -> str:
    shown = _wrapped(title)
    rule = "=" * max(len(line) for line in shown.split("\n"))
    return "\n\n".join([f"{shown}\n{rule}", *(section for section in sections if section)]) + "\n"


def _section(heading: str, *paragraphs: str) -> str:
    shown = [_wrapped(paragraph) for paragraph in paragraphs if paragraph]
    return "\n".join([*_heading(heading), *shown])


def _listed(heading: str, items: Iterable[str], none: str = "", lead: str = "") -> str:
    shown = [_wrapped(item, "  * ") for item in items]
    if not shown:
        return _section(heading, none)
    return "\n".join([*_heading(heading), *([_wrapped(lead)] if lead else []), *shown])


def _heading(heading: str) -> list[str]:
    return [heading, "-" * len(heading)] if heading else []


def _wrapped(text: str, bullet: str = "") -> str:
    """`text` in lines that fit; line ends that people made are kept, addresses stay whole."""
    lines: list[str] = []
    for line in safe_text(text).split("\n"):
        first = " " * len(bullet) if lines else bullet
        folded = textwrap.wrap(
            line,
            _WIDTH,
            initial_indent=first,
            subsequent_indent=" " * len(bullet),
            break_long_words=False,
            break_on_hyphens=False,
        )
        lines += folded or [first.rstrip()]
    return "\n".join(lines)


def _signed(signature: SignatureLine) -> str:
    return f"{signature.name} ({signature.role}), {long_date(signature.day)}"


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()
