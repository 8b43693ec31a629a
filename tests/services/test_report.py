"""The program report over a real log: of whom it is made, what is kept, what it never tells."""

import asyncio
from datetime import timedelta

import pytest

from domain.base.confidential import Consent
from domain.base.refusals import Refusal
from domain.engagement.topics.consents import GiveConsent
from domain.engagement.topics.leaving import WithdrawFromCoaching
from domain.instruments.answers import Answers
from domain.instruments.shelf import released
from domain.person.person import Person
from domain.program.report import Report
from services.connections import Engine
from services.coordinating.report import make_report, reports
from services.coordinating.report_view import as_csv, as_pdf
from services.own.own_instruments import answer
from services.troubles import NotFound
from tests.activities.test_documents import text_of
from tests.store.world import MARKER, World, id_of

pytestmark = pytest.mark.servers
TRUST = "organizational_trust"


async def _person(world: World, name: str) -> Person:
    await world.register(name)
    return (await world.store.reader.people([id_of(name)]))[id_of(name)]


async def _finishes(
    world: World, n: int, *, consents: tuple[bool, ...] = (True,), leaves: bool = True
) -> Person:
    """A learner whose coaching lasts n + 1 days, and who says so often whether it may count."""
    learner = await _person(world, f"learner {n}")
    at, who = id_of(f"engagement {n}"), learner.person_id
    launch = world.launch(f"launch-{n}").model_copy(update={"learners": (who,)})
    await world.record(launch, at)
    for turn, given in enumerate(consents):
        said = {"command_id": f"consent-{n}-{turn}", "by": who, "at": world.clock.now()}
        consent = GiveConsent(consent=Consent.SCORES_IN_REPORTS, given=given, **said)
        await world.record(consent, at)
    if leaves:
        then = world.clock.now() + timedelta(days=n + 1)
        left = WithdrawFromCoaching(command_id=f"left-{n}", by=who, at=then)
        await world.record(left, at)
    return learner


def _figures(made: Report) -> dict[str, tuple[int | None, float | None]]:
    return {one.key: (one.people, one.value) for one in made.measures}


async def test_it_is_over_those_who_finished_and_consent(world: World, engine: Engine) -> None:
    coordinator = await _person(world, "coordinator")
    for n in range(4):
        await _finishes(world, n)
    await _finishes(world, 4, consents=())
    await _finishes(world, 5, consents=(True, False))
    await _finishes(world, 6, leaves=False)
    with pytest.raises(Refusal) as refused:
        await make_report(engine, coordinator)
    assert refused.value.facts == {"least": 5}, "one by one they would tell who consented"
    assert (await reports(engine, coordinator)).reports == ()
    await _finishes(world, 7, consents=(False, True))
    made = await make_report(engine, coordinator)
    assert made.learners == 5
    assert _figures(made)["completed"] == (5, 0.0)
    assert _figures(made)["days"] == (5, 3.6)  # 1+2+3+4+8 = 18, by 5
    assert (await reports(engine, coordinator)).reports == (made,)


async def test_trust_is_of_those_who_answered_twice_and_let_it_count(
    world: World, engine: Engine
) -> None:
    coordinator = await _person(world, "coordinator")
    items = released(TRUST, 1).part_items("supervisor")
    for n in range(6):
        learner = await _finishes(world, n)
        for time, number in enumerate((2, 4 if n else 7)):
            given = Answers(items={item.key: number for item in items})
            counted = n != 5
            await answer(engine, learner, f"trust-{n}-{time}", TRUST, given, counted=counted)
    found = _figures(await make_report(engine, coordinator))
    assert found["trust_supervisor_start"] == (5, 2.0)
    assert found["trust_supervisor_end"] == (5, 4.6)  # 7+4+4+4+4 = 23, by 5
    assert found["trust_organization_end"] == (None, None)


async def test_trust_put_right_is_one_word_and_counts_as_its_newest_says(
    world: World, engine: Engine
) -> None:
    coordinator = await _person(world, "coordinator")
    items = released(TRUST, 1).part_items("supervisor")
    low, high = (Answers(items={item.key: number for item in items}) for number in (2, 6))
    for n in range(6):
        learner = await _finishes(world, n)
        first = await answer(engine, learner, f"a-{n}", TRUST, low, counted=True)
        if n == 4:  # put right: still one answering, so no before and after
            await answer(engine, learner, f"b-{n}", TRUST, high, counted=True, corrects=first)
            continue
        second = await answer(engine, learner, f"b-{n}", TRUST, high, counted=True)
        if n == 5:  # does not let it count any more
            await answer(engine, learner, f"c-{n}", TRUST, high, counted=False, corrects=second)
    found = _figures(await make_report(engine, coordinator))
    assert found["completed"] == (6, 0.0)
    assert found["trust_supervisor_end"] == (None, None), "of four of them there are both"


async def test_of_two_reports_made_at_once_one_is_kept(world: World, engine: Engine) -> None:
    coordinator = await _person(world, "coordinator")
    for n in range(5):
        await _finishes(world, n)
    both = await asyncio.gather(
        *(make_report(engine, coordinator) for _ in range(2)), return_exceptions=True
    )
    assert [type(one) for one in both if isinstance(one, Exception)] == [Refusal]
    assert len((await reports(engine, coordinator)).reports) == 1


async def test_a_report_says_nowhere_of_whom_it_is_made(world: World, engine: Engine) -> None:
    coordinator = await _person(world, "coordinator")
    for n in range(5):
        await _finishes(world, n)
    await make_report(engine, coordinator)
    made = await reports(engine, coordinator)
    for n in range(5):
        assert id_of(f"learner {n}") not in str(made)


async def test_a_report_is_there_as_a_table_and_to_print_and_names_no_learner(
    world: World, engine: Engine
) -> None:
    coordinator = await _person(world, "coordinator")
    for n in range(5):
        await _finishes(world, n)
    await make_report(engine, coordinator)
    made = await reports(engine, coordinator)
    table, printed = as_csv(made, made.reports[0]), text_of(as_pdf(made, made.reports[0]))
    assert "Everyone,Coaching completed,0.0,5" in table
    assert f"{MARKER} supervisor,Coaching completed,0.0,5" in table, "by unit"
    for said in (table, printed):
        assert f"{MARKER} learner" not in said
    assert "Over 5 learners" in printed


async def test_nobody_but_who_coordinates_or_leads_makes_or_reads_one(
    world: World, engine: Engine
) -> None:
    for name in ("learner", "coach", "supervisor"):
        person = await _person(world, name)
        with pytest.raises(NotFound):
            await make_report(engine, person)
        with pytest.raises(NotFound):
            await reports(engine, person)
