"""What people are asked to approve, as they may see it: agreement, plan, goals, ground rules.

Each is made from the lines of history that the reader may see (`visible.py`), so that nothing is
in a paper that the reader could not read elsewhere.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.agency.agency import Agency
from services.acts.act_words import choice_label, label_of
from services.acts.describe import keys_of
from services.reading.days import day_said, text_said
from services.reading.paper_parts import (
    Naming,
    Paper,
    Section,
    last_of,
    lines_of,
    said_in,
    standing_by,
    text_of,
    version_of,
)
from services.reading.visible import Line
from services.troubles import NotFound
from services.words import WORDS


def agreement(lines: Sequence[Line], agency: Agency, naming: Naming) -> Paper:
    """The agency's agreement in force and who joined it. Raises `NotFound` where none is signed."""
    signed = agency.agreement
    if signed is None:
        raise NotFound.of("no_agreement_yet")
    for_agency = WORDS.say("paper.signed_for_agency", name=naming(signed.signed_by))
    proposed = lines_of(lines, "terms_proposed")
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
        for one in lines_of(lines, "agreement_joined")
        if one.fields.get("version") == version
    ]
    return Paper(
        name="agreement",
        title=WORDS.say("paper.agreement", agency=agency.settings.name),
        version=version,
        sections=tuple(sections),
        standing=" ".join((for_agency, standing_by("paper.joined_by", by, "paper.terms_unsigned"))),
        approve="join_agreement",
        fields={"version": version, "understood": True},
    )


def _terms(terms: Line, naming: Naming) -> tuple[str, ...]:
    said = terms.fields
    points = [
        *said_in(said, "disclosed"),
        WORDS.say("paper.concerns_go_to", name=naming(said.get("concerns_go_to"))),
        *said_in({"expected_end": day_said(said.get("expected_end"))}, "expected_end"),
        WORDS.say("paper.ratings" if said.get("ratings_to_supervisor") else "paper.no_ratings"),
    ]
    if said.get("narrowed"):
        kept = ", ".join(choice_label("narrowed", one) or one for one in said["narrowed"])
        points.append(WORDS.say("paper.narrowed", kept=kept))
    return tuple(points)


def plan(lines: Sequence[Line], naming: Naming) -> Paper:
    """The sustainability plan as it stands. Raises `NotFound` where none may be seen."""
    written = last_of(lines, "sustainability_plan_written", "promised", "no_plan")
    signed = [s for s in lines_of(lines, "sustainability_plan_signed") if s.n > written.n]
    by = [naming(one.by) for one in signed[-1:]]
    return Paper(
        name="plan",
        title=WORDS.say("paper.plan"),
        version=version_of(lines, written),
        sections=(
            Section(WORDS.say("paper.promises"), text_of(written, "promised")),
            Section(
                WORDS.say("paper.supported_by"),
                text_of(written, "supported_by") or (WORDS.say("paper.supervisor_supports"),),
            ),
        ),
        standing=standing_by("paper.signed_by", by, "paper.unsigned"),
        approve="sign_sustainability_plan",
        fields={"version": version_of(lines, written)},
    )


def goals(lines: Sequence[Line], version: int) -> Paper:
    """The goals as they stand. Raises `NotFound` where none may be seen."""
    latest = {line.fields["entry_id"]: line for line in lines_of(lines, "goal_set")}
    for gone in lines_of(lines, "entry_retracted"):
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
    written = last_of(lines, "ground_rules_written", "rules", "no_rules")
    version = version_of(lines, written)
    by = [
        naming(one.by)
        for one in lines_of(lines, "ground_rules_accepted")
        if one.fields.get("version") == version
    ]
    return Paper(
        name="ground rules",
        title=WORDS.say("paper.rules"),
        version=version,
        sections=(Section(WORDS.say("paper.agreed"), text_of(written, "rules")),),
        standing=standing_by("paper.accepted_by", by, "paper.not_accepted"),
        approve="accept_ground_rules",
        fields={"version": version},
    )


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
