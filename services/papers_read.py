"""What people are asked to approve, as they may see it: agreement, plan, handoff, debrief.

Each is made from the lines of history that the reader may see (`visible.py`), so that nothing is
in a paper that the reader could not read elsewhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.agency.agency import Agency
from domain.base.model import PersonId
from services.troubles import NotFound
from services.visible import Line

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
        raise NotFound(
            "the agency has no coaching agreement yet", "Leadership signs it: sign_agency_agreement"
        )
    proposed = _of(lines, "terms_proposed")
    sections = [
        Section(topic.replace("_", " ").capitalize(), (text,))
        for topic, text in signed.topics.items()
    ]
    if not proposed:
        return Paper(
            name="agreement",
            title=f"The coaching agreement of {agency.settings.name}",
            version=signed.version,
            sections=tuple(sections),
            standing=f"Signed for the agency by {naming(signed.signed_by)}. "
            "The terms of this engagement are not written yet.",
        )
    terms = proposed[-1]
    version = terms.fields["version"]
    sections.append(Section("What this engagement adds", _terms(terms, naming)))
    by = [
        f"{naming(one.by)} ({one.role})"
        for one in _of(lines, "agreement_joined")
        if one.fields.get("version") == version
    ]
    return Paper(
        name="agreement",
        title=f"The coaching agreement of {agency.settings.name}",
        version=version,
        sections=tuple(sections),
        standing=f"Signed for the agency by {naming(signed.signed_by)}. "
        + (f"Joined by {', '.join(by)}." if by else "Nobody has signed these terms yet."),
        approve="join_agreement",
        fields={"version": version, "understood": True},
    )


def _terms(terms: Line, naming: Naming) -> tuple[str, ...]:
    said = terms.fields
    points = [
        *_said(said, disclosed="What may be told, and to whom"),
        f"A concern about coach or management goes to {naming(said.get('concerns_go_to'))}",
        *_said(said, expected_end="Coaching is expected to end on"),
        "The supervisor sees goal ratings if the learner consents"
        if said.get("ratings_to_supervisor")
        else "The supervisor does not see goal ratings",
    ]
    if said.get("narrowed"):
        points.append(f"Kept from supervisor and coordinator: {', '.join(said['narrowed'])}")
    return tuple(points)


def plan(lines: Sequence[Line], naming: Naming) -> Paper:
    """The sustainability plan as it stands. Raises `NotFound` where none may be seen."""
    written = _last(lines, "sustainability_plan_written", "promised", "no plan is there to read")
    signed = [s for s in _of(lines, "sustainability_plan_signed") if s.n > written.n]
    return Paper(
        name="plan",
        title="The sustainability plan",
        version=_version(lines, written),
        sections=(
            Section("What the supervisor promises", _text(written, "promised")),
            Section(
                "Who supports the learning", _text(written, "supported_by") or ("The supervisor.",)
            ),
        ),
        standing=f"Signed by {naming(signed[-1].by)}." if signed else "Not signed yet.",
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
        raise NotFound(
            "no goals are there to read",
            "None is set yet, or they were not put to this person: inform_supervisor does that.",
        )
    return Paper(
        name="goals",
        title="The goals",
        version=version,
        sections=tuple(
            Section(f"Goal {n}", _goal_points(goal)) for n, goal in enumerate(shown, start=1)
        ),
        standing="The supervisor confirms that they fit policy and that time is granted.",
        approve="confirm_goals",
        fields={"version": version, "fits_policy": True, "time_granted": True},
    )


def ground_rules(lines: Sequence[Line], naming: Naming) -> Paper:
    """A group's ground rules as they stand. Raises `NotFound` where none may be seen."""
    written = _last(lines, "ground_rules_written", "rules", "no ground rules are there to read")
    version = _version(lines, written)
    by = [
        naming(one.by)
        for one in _of(lines, "ground_rules_accepted")
        if one.fields.get("version") == version
    ]
    return Paper(
        name="ground rules",
        title="The ground rules of this group",
        version=version,
        sections=(Section("What was agreed", _text(written, "rules")),),
        standing=f"Accepted by {', '.join(by)}." if by else "Nobody has accepted them yet.",
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
        raise NotFound(
            "no handoff is there to read", "It is not made yet, or this person may not read it yet."
        )
    return [_handoff(lines, made, naming) for made in latest.values()]


def _handoff(lines: Sequence[Line], made: Line, naming: Naming) -> Paper:
    content = made.fields["content"]
    entry = made.fields["entry_id"]
    seen = [s for s in _of(lines, "handoff_seen") if s.fields.get("handoff") == entry]
    steps = [f"{s['text']} (by {s['due']})" for s in content.get("next_steps", ())]
    goals = [g if isinstance(g, str) else _goal(g) for g in content.get("goals", ())]
    days = [d if isinstance(d, str) else d["day"] for d in content.get("follow_ups", ())]
    sections = (
        Section("Skill", _given(content.get("skill"))),
        Section("Goals as agreed", tuple(goals)),
        Section("What the learner tells of the results", _given(content.get("results"))),
        Section("What helps the learning last", tuple(content.get("what_helps", ()))),
        Section("Who supports it", _given(content.get("supported_by"))),
        Section("What was promised", _promise(content, naming)),
        Section("Next steps", tuple(steps)),
        Section("On these days we will ask", tuple(days)),
    )
    by = ", ".join(dict.fromkeys(naming(s.by) for s in seen))
    return Paper(
        name="handoff",
        title=f"The sustainability handoff of {naming(made.fields['about'][0])}",
        version=_version(lines, made),
        sections=tuple(s for s in sections if s.points),
        standing=f"Seen by {by}." if by else "The learner has not seen it yet.",
        approve="see_handoff" if not by else "acknowledge_handoff",
        fields={"version": _version(lines, made)},
        entry=entry,
    )


def debriefs(lines: Sequence[Line], naming: Naming) -> list[Paper]:
    """Every debrief the reader may see, oldest first. Raises `NotFound` where there is none."""
    written = _of(lines, "debrief_written")
    if not written:
        raise NotFound("no debrief is there to read", "The learner sees each one first.")
    seen = {s.fields.get("debrief") for s in _of(lines, "debrief_seen")}
    return [
        Paper(
            name="debrief",
            title=f"Debrief of {one.at:%Y-%m-%d}, by {naming(one.by)}",
            version=n,
            sections=(Section("What is said", _text(one, "text")),),
            standing="Seen by the learner." if entry in seen else "The learner has not seen it.",
            approve="see_debrief",
            fields={"debrief": entry, "revision": one.fields.get("revision", 1)},
        )
        for n, one in enumerate(written, 1)
        if (entry := one.fields.get("entry_id"))
    ]


def _of(lines: Sequence[Line], kind: str) -> list[Line]:
    return [line for line in lines if line.kind == kind]


def _last(lines: Sequence[Line], kind: str, text: str, none: str) -> Line:
    found = _of(lines, kind)
    if not found or not found[-1].fields.get(text):
        raise NotFound(none, "It is not written yet, or this person may not read it yet.")
    return found[-1]


def _version(lines: Sequence[Line], line: Line) -> int:
    """The version a line says it has, or else how many of its kind there were."""
    said = line.fields.get("version")
    return said if isinstance(said, int) else len(_of(lines, line.kind))


def _goal_points(goal: Mapping[str, Any]) -> tuple[str, ...]:
    """Every part of a goal but its form, each under its name."""
    return tuple(
        f"{name.replace('_', ' ').capitalize()}: {_flat(value)}"
        for name, value in goal.items()
        if name not in ("scale", "confirmed")
    )


def _flat(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_flat(one) for one in value)
    if isinstance(value, dict):
        return f"{value['description']} ({value['amount']:g})"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _goal(goal: Mapping[str, Any]) -> str:
    return f"{goal['statement']} (measured by {goal['measure']}, by {goal['due']})"


def _promise(content: Mapping[str, Any], naming: Naming) -> tuple[str, ...]:
    if not content.get("promised"):
        return ("No promise was signed.",)
    return (f"{content['promised']} (signed by {naming(content['promised_by'])})",)


def _given(value: Any) -> tuple[str, ...]:
    return () if value is None else (str(value),)


def _text(line: Line, name: str) -> tuple[str, ...]:
    return _given(line.fields.get(name))


def _said(fields: Mapping[str, Any], **names: str) -> tuple[str, ...]:
    return tuple(f"{says}: {fields[key]}" for key, says in names.items() if fields.get(key))
