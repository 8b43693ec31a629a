"""`register` and `start`: a person and an engagement from the command line, without a file."""

import pytest

from tests.workers.desk import AGENCY, COACH, COORDINATOR, SUPERVISOR, Desk
from workers.cli.exits import Exit

pytestmark = pytest.mark.servers

NEW = "mira@almond.example"
FACTS = (
    "--supervisor",
    SUPERVISOR,
    "--by",
    COORDINATOR,
    "--purpose",
    "Plans that fit one family",
    "--end",
    "40 weeks",
    "--origin",
    "agency_initiative",
)


async def test_a_person_is_registered_and_renamed(desk: Desk) -> None:
    words = ("--agency", AGENCY, "--by", COORDINATOR)
    first = await desk.done("register", "Mira Ito", NEW, *words)
    assert f"Known: Mira Ito, {NEW}, at Almond County, America/Los_Angeles" in first.out
    again = await desk.done("register", "Mira Ito-Lund", NEW.upper(), *words, "--json")
    assert (again.json["before"], again.json["email"]) == ("Mira Ito", NEW)
    people = (await desk.done("people", "--json")).json
    assert [p["name"] for p in people if p["email"] == NEW] == ["Mira Ito-Lund"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("Mira", NEW, "--agency", AGENCY), Exit.USAGE, "who registers them?"),
        (("Mira", "no address", "--agency", AGENCY, "--by", COORDINATOR), Exit.USAGE, "email"),
        (("Mira", NEW, "--agency", "Elm", "--by", COORDINATOR), Exit.NOT_FOUND, "Almond County"),
        (("Mira", NEW, "--agency", AGENCY, "--by", "x@y.example"), Exit.NOT_FOUND, "x@y.example"),
        (("Mira", NEW, "--agency", "Elm", "--new-agency"), Exit.USAGE, "time zone"),
        (("Mira", NEW, "--agency", AGENCY, "--new-agency"), Exit.USAGE, "is known already"),
    ],
)
async def test_who_cannot_be_registered_is_told_why(
    desk: Desk, words: tuple[str, ...], code: Exit, says: str
) -> None:
    answer = await desk.coaching("register", *words)
    assert answer.code == code
    assert says in answer.err


async def test_an_engagement_is_started_once(desk: Desk) -> None:
    noor = ("Noor Aziz", "noor@almond.example")
    await desk.done("register", *noor, "--agency", AGENCY, "--by", COORDINATOR)
    words = ("start", "noor@almond.example", "--skill", "Safety plans", "--coach", COACH, *FACTS)
    first = await desk.done(*words, "--command-id", "start-noor")
    assert "Coaching of Noor Aziz launched: " in first.out
    repeated = (await desk.done(*words, "--command-id", "start-noor", "--json")).json
    assert repeated["repeated"] is True
    assert repeated["engagement"] in first.out
    second = await desk.coaching(*words)
    assert second.code == Exit.REFUSED
    assert "Noor Aziz is coached on this skill already" in second.err
    shown = (await desk.done("show", repeated["engagement"], "--json")).json
    assert (shown["learner"], shown["coach"]) == ("Noor Aziz", "Yara Zimmer")
    last = (await desk.done("timeline", repeated["engagement"])).out
    assert "(through an operator)" in last


async def test_a_learner_asks_for_coaching_and_names_no_coach(desk: Desk) -> None:
    words = ("start", "li0@almond.example", "--skill", "Court reports")
    facts = tuple(w if w != COORDINATOR else "li0@almond.example" for w in FACTS)
    own = (*words, *facts[:-1], "learner_need", "--coordinator", COORDINATOR)
    refused = await desk.coaching(*own, "--coach", COACH)
    assert refused.code == Exit.REFUSED
    assert (await desk.done(*own, "--json")).json["stage"] == "initial_interest"


async def test_who_has_no_right_to_launch_is_refused(desk: Desk) -> None:
    words = ("start", "li1@almond.example", "--skill", "Court reports")
    facts = tuple(w if w != COORDINATOR else COACH for w in FACTS)
    answer = await desk.coaching(*words, *facts, "--coordinator", COORDINATOR)
    assert answer.code == Exit.REFUSED


async def test_an_end_that_is_past_is_told(desk: Desk) -> None:
    facts = tuple(w if w != "40 weeks" else "2020-01-01" for w in FACTS)
    answer = await desk.coaching("start", "li1@almond.example", "--skill", "Court", *facts)
    assert answer.code == Exit.USAGE
    assert "not ahead" in answer.err


async def test_a_new_agency_begins_with_its_coordinator(desk: Desk) -> None:
    words = ("register", "Pat Elm", "pat@elm.example", "--agency", "Elm County", "--new-agency")
    done = await desk.done(*words, "--time-zone", "America/Denver")
    assert "Elm County is set up; Pat Elm is its coordinator." in done.out
    more = ("--agency", "Elm County", "--by", "pat@elm.example")
    for name in ("Lou", "Sam"):
        await desk.done("register", name, f"{name.lower()}@elm.example", *more)
    started = await desk.done(
        *("start", "lou@elm.example", "--supervisor", "sam@elm.example", "--by", "pat@elm.example"),
        *("--skill", "Interviews", "--purpose", "Better ones", "--end", "20 weeks"),
        *("--origin", "agency_initiative"),
    )
    assert "Coaching of Lou launched" in started.out
