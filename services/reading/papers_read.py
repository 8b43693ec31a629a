"""What people are asked to approve, as they may see it: agreement, plan, handoff, debrief.

Each is made from the lines of history that the reader may see (`visible.py`), so that nothing is
in a paper that the reader could not read elsewhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.agency.agency import Agency
from domain.base.model import PersonId
from services.acts.act_words import choice_label, label_of
from services.acts.describe import keys_of
from services.reading.days import day_said, text_said
from services.reading.visible import Line
from services.troubles import NotFound
from services.words import WORDS

Naming = Callable[[PersonId | None], str]


@dataclass(frozen=True)
class Section:
    """A heading with what is below it; `points` are its paragraphs or list items."""

    heading: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """One paper. `approve` is the act by which it is approved, `fields` what that act must
    name, `entry` the entry it was made of."""

    name: str
    title: str
    version: int
    sections: tuple[Section, ...]
    standing: str
    approve: str | None = None
    """None where nothing is approved by it yet."""
    entry: str | None = None
    fields: Mapping[str, object] = field(default_factory=dict)


def agreement(lines: Sequence[Line], agency: Agency, naming: Naming) -> Paper:
    """The agency's agreement in force and who joined it. Raises `NotFound` where none is signed."""
    signed = agency.agreement
    if signed is None:
        raise NotFound.of("no_agreement_yet")
    for_agency = WORDS.say("paper.signed_for_agency", name=naming(signed.signed_by))
    proposed = _of(lines, "terms_proposed")
    sections = [
        Section(keys_of("topics").get(topic, topic), (text,))
        for topic, text in signed.topics.items()
    ]
    if not proposed:
        return Paper(
            name="agreement",
            title=WORDS.say("paper.agreement", agency=agency.settings.name),
            version=signed.version,
            sections=tuple(sections),
            standing=" ".join((for_agency, WORDS.say("paper.no_terms"))),
        )
    terms = proposed[-1]
    version = terms.fields["version"]
    sections.append(Section(WORDS.say("paper.terms"), _terms(terms, naming)))
    by = [
        WORDS.say("paper.name_and_role", name=naming(one.by), role=one.role)
        for one in _of(lines, "agreement_joined")
        if one.fields.get("version") == version
    ]
    return Paper(
        name="agreement",
        title=WORDS.say("paper.agreement", agency=agency.settings.name),
        version=version,
        sections=tuple(sections),
        standing=" ".join((for_agency, _by("paper.joined_by", by, "paper.terms_unsigned"))),
        approve="join_agreement",
        fields={"version": version, "understood": True},
    )


def _terms(terms: Line, naming: Naming) -> tuple[str, ...]:
    said = terms.fields
    points = [
        *_said(said, "disclosed"),
        WORDS.say("paper.concerns_go_to", name=naming(said.get("concerns_go_to"))),
        *_said({"expected_end": day_said(said.get("expected_end"))}, "expected_end"),
        WORDS.say("paper.ratings" if said.get("ratings_to_supervisor") else "paper.no_ratings"),
    ]
    if said.get("narrowed"):
        kept = ", ".join(choice_label("narrowed", one) or one for one in said["narrowed"])
        points.append(WORDS.say("paper.narrowed", kept=kept))
    return tuple(points)


def plan(lines: Sequence[Line], naming: Naming) -> Paper:
    """The sustainability plan as it stands. Raises `NotFound` where none may be seen."""
    written = _last(lines, "sustainability_plan_written", "promised", "no_plan")
    signed = [s for s in _of(lines, "sustainability_plan_signed") if s.n > written.n]
    return Paper(
        name="plan",
        title=WORDS.say("paper.plan"),
        version=_version(lines, written),
        sections=(
            Section(WORDS.say("paper.promises"), _text(written, "promised")),
            Section(
                WORDS.say("paper.supported_by"),
                _text(written, "supported_by") or (WORDS.say("paper.supervisor_supports"),),
            ),
        ),
        standing=_by("paper.signed_by", [naming(s.by) for s in signed[-1:]], "paper.unsigned"),
        approve="sign_sustainability_plan",
        fields={"version": _version(lines, written)},
    )


def goals(lines: Sequence[Line], version: int) -> Paper:
    """The goals as they stand. Raises `NotFound` where none may be seen."""
    latest = {line.fields["entry_id"]: line for line in _of(lines, "goal_set")}
    for gone in _of(lines, "entry_retracted"):
        latest.pop(gone.fields.get("entry"), None)
    shown = [line.fields["goal"] for line in latest.values() if line.fields.get("goal")]
    if not shown:
        raise NotFound.of("no_goals")
    return Paper(
        name="goals",
        title=WORDS.say("paper.goals"),
        version=version,
        sections=tuple(
            Section(WORDS.say("paper.goal", number=n), _goal_points(goal))
            for n, goal in enumerate(shown, start=1)
        ),
        standing=WORDS.say("paper.goals_confirmed_by"),
        approve="confirm_goals",
        fields={"version": version, "fits_policy": True, "time_granted": True},
    )


def ground_rules(lines: Sequence[Line], naming: Naming) -> Paper:
    """A group's ground rules as they stand. Raises `NotFound` where none may be seen."""
    written = _last(lines, "ground_rules_written", "rules", "no_rules")
    version = _version(lines, written)
    by = [
        naming(one.by)
        for one in _of(lines, "ground_rules_accepted")
        if one.fields.get("version") == version
    ]
    return Paper(
        name="ground rules",
        title=WORDS.say("paper.rules"),
        version=version,
        sections=(Section(WORDS.say("paper.agreed"), _text(written, "rules")),),
        standing=_by("paper.accepted_by", by, "paper.not_accepted"),
        approve="accept_ground_rules",
        fields={"version": version},
    )


def handoffs(lines: Sequence[Line], naming: Naming) -> list[Paper]:
    """The handoff last made for each learner. Raises `NotFound` where none may be seen."""
    latest: dict[object, Line] = {}
    for made in _of(lines, "handoff_produced"):
        if made.fields.get("content"):
            latest[tuple(made.fields["about"])] = made
    if not latest:
        raise NotFound.of("no_handoff")
    return [_handoff(lines, made, naming) for made in latest.values()]


def _handoff(lines: Sequence[Line], made: Line, naming: Naming) -> Paper:
    content = made.fields["content"]
    entry = made.fields["entry_id"]
    seen = [s for s in _of(lines, "handoff_seen") if s.fields.get("handoff") == entry]
    steps = [
        WORDS.say("paper.step", text=s["text"], due=day_said(s["due"]))
        for s in content.get("next_steps", ())
    ]
    goals = [g if isinstance(g, str) else _goal(g) for g in content.get("goals", ())]
    days = [day_said(d if isinstance(d, str) else d["day"]) for d in content.get("follow_ups", ())]
    sections = (
        Section(WORDS.say("paper.skill"), _given(content.get("skill"))),
        Section(WORDS.say("paper.goals_agreed"), tuple(goals)),
        Section(WORDS.say("paper.results"), _given(content.get("results"))),
        Section(WORDS.say("paper.what_helps"), tuple(content.get("what_helps", ()))),
        Section(WORDS.say("paper.supports"), _given(content.get("supported_by"))),
        Section(WORDS.say("paper.promised"), _promise(content, naming)),
        Section(WORDS.say("paper.next_steps"), tuple(steps)),
        Section(WORDS.say("paper.follow_ups"), tuple(days)),
    )
    by = list(dict.fromkeys(naming(s.by) for s in seen))
    return Paper(
        name="handoff",
        title=WORDS.say("paper.handoff", name=naming(made.fields["about"][0])),
        version=_version(lines, made),
        sections=tuple(s for s in sections if s.points),
        standing=_by("paper.seen_by", by, "paper.not_seen_yet"),
        approve="see_handoff" if not by else "acknowledge_handoff",
        fields={"version": _version(lines, made)},
        entry=entry,
    )


def debriefs(lines: Sequence[Line], naming: Naming) -> list[Paper]:
    """Every debrief the reader may see, oldest first. Raises `NotFound` where there is none."""
    written = _of(lines, "debrief_written")
    if not written:
        raise NotFound.of("no_debrief")
    seen = {s.fields.get("debrief") for s in _of(lines, "debrief_seen")}
    return [
        Paper(
            name="debrief",
            title=WORDS.say("paper.debrief", day=day_said(one.at.date()), name=naming(one.by)),
            version=n,
            sections=(Section(WORDS.say("paper.said"), _text(one, "text")),),
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
        for one in _of(lines, "development_plan_written")
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


def _of(lines: Sequence[Line], kind: str) -> list[Line]:
    return [line for line in lines if line.kind == kind]


def _last(lines: Sequence[Line], kind: str, text: str, none: str) -> Line:
    found = _of(lines, kind)
    if not found or not found[-1].fields.get(text):
        raise NotFound.of(none)
    return found[-1]


def _version(lines: Sequence[Line], line: Line) -> int:
    """The version a line says it has, or else how many of its kind there were."""
    said = line.fields.get("version")
    return said if isinstance(said, int) else len(_of(lines, line.kind))


def _goal_points(goal: Mapping[str, Any]) -> tuple[str, ...]:
    """Every part of a goal but its form, each under its name."""
    return tuple(
        f"{label_of('set_goal', f'goal.{name}')}: {_flat(value)}"
        for name, value in goal.items()
        if name not in ("scale", "confirmed")
    )


def _flat(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_flat(one) for one in value)
    if isinstance(value, dict):
        return f"{value['description']} ({value['amount']:g})"
    return f"{value:g}" if isinstance(value, float) else text_said(value)


def _goal(goal: Mapping[str, Any]) -> str:
    said = {name: goal[name] for name in ("statement", "measure")}
    return WORDS.say("paper.goal_agreed", due=day_said(goal["due"]), **said)


def _promise(content: Mapping[str, Any], naming: Naming) -> tuple[str, ...]:
    if not content.get("promised"):
        return (WORDS.say("paper.no_promise"),)
    by = naming(content["promised_by"])
    return (WORDS.say("paper.promise", promised=content["promised"], name=by),)


def _given(value: Any) -> tuple[str, ...]:
    return () if value is None else (str(value),)


def _text(line: Line, name: str) -> tuple[str, ...]:
    return _given(line.fields.get(name))


def _said(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return (WORDS.say(f"paper.{name}", said=fields[name]),) if fields.get(name) else ()


def _by(key: str, names: Sequence[str], nobody: str) -> str:
    return WORDS.say(key, names=", ".join(names)) if names else WORDS.say(nobody)
