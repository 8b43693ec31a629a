"""Papers of the time around closing: handoffs, debriefs, development plans."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.acts.act_words import label_of
from services.reading.days import day_said
from services.reading.paper_parts import (
    Naming,
    Paper,
    Section,
    given,
    lines_of,
    standing_by,
    text_of,
    version_of,
)
from services.reading.visible import Line
from services.troubles import NotFound
from services.words import WORDS


def handoffs(lines: Sequence[Line], naming: Naming) -> list[Paper]:
    """The handoff last made for each learner. Raises `NotFound` where none may be seen."""
    latest: dict[object, Line] = {}
    for made in lines_of(lines, "handoff_produced"):
        if made.fields.get("content"):
            latest[tuple(made.fields["about"])] = made
    if not latest:
        raise NotFound.of("no_handoff")
    return [_handoff(lines, made, naming) for made in latest.values()]


def _handoff(lines: Sequence[Line], made: Line, naming: Naming) -> Paper:
    content = made.fields["content"]
    entry = made.fields["entry_id"]
    seen = [s for s in lines_of(lines, "handoff_seen") if s.fields.get("handoff") == entry]
    steps = [
        WORDS.say("paper.step", text=s["text"], due=day_said(s["due"]))
        for s in content.get("next_steps", ())
    ]
    goals = [g if isinstance(g, str) else _goal(g) for g in content.get("goals", ())]
    days = [day_said(d if isinstance(d, str) else d["day"]) for d in content.get("follow_ups", ())]
    sections = (
        Section(WORDS.say("paper.skill"), given(content.get("skill"))),
        Section(WORDS.say("paper.goals_agreed"), tuple(goals)),
        Section(WORDS.say("paper.results"), given(content.get("results"))),
        Section(WORDS.say("paper.what_helps"), tuple(content.get("what_helps", ()))),
        Section(WORDS.say("paper.supports"), given(content.get("supported_by"))),
        Section(WORDS.say("paper.promised"), _promise(content, naming)),
        Section(WORDS.say("paper.next_steps"), tuple(steps)),
        Section(WORDS.say("paper.follow_ups"), tuple(days)),
    )
    by = list(dict.fromkeys(naming(s.by) for s in seen))
    return Paper(
        name="handoff",
        title=WORDS.say("paper.handoff", name=naming(made.fields["about"][0])),
        version=version_of(lines, made),
        sections=tuple(s for s in sections if s.points),
        standing=standing_by("paper.seen_by", by, "paper.not_seen_yet"),
        approve="see_handoff" if not by else "acknowledge_handoff",
        fields={"version": version_of(lines, made)},
        entry=entry,
    )


def debriefs(lines: Sequence[Line], naming: Naming) -> list[Paper]:
    """Every debrief the reader may see, oldest first. Raises `NotFound` where there is none."""
    written = lines_of(lines, "debrief_written")
    if not written:
        raise NotFound.of("no_debrief")
    seen = {s.fields.get("debrief") for s in lines_of(lines, "debrief_seen")}
    return [
        Paper(
            name="debrief",
            title=WORDS.say("paper.debrief", day=day_said(one.at.date()), name=naming(one.by)),
            version=n,
            sections=(Section(WORDS.say("paper.said"), text_of(one, "text")),),
            standing=WORDS.say("paper.seen" if entry in seen else "paper.not_seen"),
            approve="see_debrief",
            fields={"debrief": entry, "revision": one.fields.get("revision", 1)},
        )
        for n, one in enumerate(written, 1)
        if (entry := one.fields.get("entry_id"))
    ]


def development_plans(lines: Sequence[Line], naming: Naming) -> list[Paper]:
    """The professional development plan last written for each learner. Raises `NotFound`."""
    latest = {
        tuple(one.fields["about"]): one
        for one in lines_of(lines, "development_plan_written")
        if one.fields.get("plan")
    }
    if not latest:
        raise NotFound.of("no_development_plan")
    return [_development_plan(one, naming) for one in latest.values()]


def _development_plan(written: Line, naming: Naming) -> Paper:
    said, day = written.fields["plan"], day_said(written.at.date())
    actions = tuple(
        WORDS.say("paper.step", text=one["text"], due=day_said(one["due"]))
        for one in said["actions"]
    )
    parts = {
        name: actions if name == "actions" else tuple(said[name])
        for name in ("strengths", "growth_areas", "actions", "supports")
    }
    return Paper(
        name="development plan",
        title=WORDS.say("paper.development", name=", ".join(map(naming, written.fields["about"]))),
        version=1,
        sections=tuple(
            Section(label_of("write_development_plan", f"plan.{name}"), points)
            for name, points in parts.items()
            if points
        ),
        standing=WORDS.say("paper.written", name=naming(written.by), day=day),
        entry=written.fields["entry_id"],
    )


def _goal(goal: Mapping[str, Any]) -> str:
    said = {name: goal[name] for name in ("statement", "measure")}
    return WORDS.say("paper.goal_agreed", due=day_said(goal["due"]), **said)


def _promise(content: Mapping[str, Any], naming: Naming) -> tuple[str, ...]:
    if not content.get("promised"):
        return (WORDS.say("paper.no_promise"),)
    by = naming(content["promised_by"])
    return (WORDS.say("paper.promise", promised=content["promised"], name=by),)
