"""Stages of an agency's own model go by the names its file gives them, wherever people read."""

import re
from contextlib import suppress
from html import unescape
from uuid import uuid4

import pytest

from activities.ports import StoreUnavailable
from domain.agency.agency_models import AdoptModel
from domain.base.refusals import Refusal, RequirementUnmet
from domain.process.models import source_of
from domain.words import say_refusal
from services.acting import model_files
from services.reading.read import PAPERS
from tests.console.pages.house import House
from tests.console.signing.doorway import Doorway
from tests.journeys import stages
from tests.journeys.cast import assemble
from tests.journeys.marked_story import opened
from tests.journeys.markers import Marker
from tests.journeys.place import Place, until
from tests.workers.desk import typed

pytestmark = pytest.mark.servers

KEYS = (
    "initial_interest", "joint_planning", "practice", "self_reflection", "feedback", "evaluation",
    "closing",
)  # fmt: skip
HIDDEN = "kestrel"
SHOWN = "Lantern"
WANTED = "The county's own paper is not here yet (coach)."
PAGES = (
    "",
    "goals",
    "closing",
    "guide",
    "seen-by-supervisor",
    "seen-of-me",
    "act/go_back",
    "act/advance_stage",
    "act/start_closing",
    *(f"papers/{name}" for name in PAPERS),
    "/",
    "/engagements",
    "/board",
    "/board?order=due",
    "/caseload",
    "/program",
    "/agency/models",
)
_NOT_READ = re.compile(r"<(script|style|template)\b.*?</\1>|<svg\b.*?>|<[^>]*>", re.DOTALL)


def own_model() -> str:
    """The skills-based model, its stages under keys and names that have nothing in common."""
    text = source_of("skills_based", 1).replace('"skills_based"', '"county_way"')
    text = text.replace('"Skills-based coaching"', '"Coaching by lamplight"')
    for n, key in enumerate(KEYS):
        text = re.sub(rf'^key = "{key}"\nname = ".*"$', f'key = "{HIDDEN}_{n}"\nname = "{SHOWN} {n}"', text, flags=re.M)  # fmt: skip # noqa: E501
        text = re.sub(rf'^(\w+) = "{key}"$', rf'\1 = "{HIDDEN}_{n}"', text, flags=re.M)
    text = text.replace('"readiness", ', f'"readiness", "{HIDDEN}_paper", ', 1)
    return text + (
        f"\n[needs.{HIDDEN}_paper]\n"
        'question = { ask = "some", entry = "journal" }\n'
        'act = "keep_journal"\nroles = ["coach"]\n'
        f'says = "{WANTED}"\n'
    )


async def _house(place: Place) -> House:
    cast, marker = await assemble(place), Marker()
    model = model_files.sound(own_model().encode(), "county.toml")
    head = {"command_id": str(uuid4()), "by": cast["coordinator"], "at": place.engine.clock.now()}
    adopt = AdoptModel(agency_id=cast.agency, content=model, **head)

    async def recorded() -> bool:
        with suppress(StoreUnavailable):
            await place.store.record_agency(cast.agency, adopt)
            return True
        return False

    await until(recorded, 60, "the model in use")
    does = await opened(place, cast, marker, model="county_way", expected_end="2028-06-01")
    return House(Doorway(place, cast, requests_a_minute=1_000_000), does, marker)


async def test_pages_and_papers_never_say_a_key(shared_place: Place) -> None:
    house = await _house(shared_place)
    told = house.does.told
    await told.does("coach", "keep_journal", note="It is here")
    await stages.agree(told)
    for role in ("coordinator", "learner", "coach", "supervisor", "leader"):
        browser = await house.open(role)
        read = " ".join([_read((await browser.get(path)).text) for path in PAGES])
        assert HIDDEN not in read.lower(), (role, _around(read))
        assert role == "leader" or f"{SHOWN} 1" in read, role


async def test_the_terminal_never_says_a_key(shared_place: Place) -> None:
    house = await _house(shared_place)
    at, coach = house.does.told.id, house.cast["coach"]
    reason = ("--reason", "a test")
    for words in (
        ("show", at, *reason),
        ("missing", at),
        ("timeline", at, *reason),
        ("list", "--stage", f"{SHOWN} 0"),
        ("todo", coach),
        ("do", at, "keep_journal", "note=Here", "--by", coach),
    ):
        ran = await typed(*words, **shared_place.stack.environment)
        assert ran.code == 0, (words, ran.err)
        assert HIDDEN not in ran.out.lower(), (words, _around(ran.out))


async def test_refusals_say_names(shared_place: Place) -> None:
    house = await _house(shared_place)
    told = house.does.told
    refused = [
        ("coach", "advance_stage", {}),
        ("coach", "advance_stage", {"leaving": f"{HIDDEN}_1"}),
        ("coach", "go_back", {"to": f"{HIDDEN}_2"}),
        (
            "coach",
            "review_cycle",
            {"went_well": "It", "was_hard": "It", "barriers": "It", "changes": "It"},
        ),
    ]
    said = {}
    for role, act, fields in refused:
        with pytest.raises(Refusal) as found:
            await told.does(role, act, **fields)
        said[found.value.code] = say_refusal(found.value.code, found.value.facts)
        assert HIDDEN not in said[found.value.code].lower()
        if isinstance(found.value, RequirementUnmet):
            assert WANTED in said[found.value.code]
        else:
            assert SHOWN in said[found.value.code], found.value.facts
    assert {*said} == {"requirement_unmet", "stage_already_left", "not_back", "too_early"}
    coach = await house.open("coach")
    form = await coach.act("advance_stage")
    assert HIDDEN not in _read(form.text).lower(), _around(_read(form.text))
    assert WANTED in _read(form.text)


def _read(page: str) -> str:
    return unescape(_NOT_READ.sub(" ", page))


def _around(text: str) -> list[str]:
    return [text[max(0, m.start() - 80) : m.end() + 40] for m in re.finditer(HIDDEN, text, re.I)]
