"""The program report over a real log: of whom it is made, what is kept, what it never tells."""

import asyncio
from datetime import timedelta

import pytest

from domain.base.confidential import Consent
from domain.base.refusals import Refusal
from domain.engagement.topics.consents import GiveConsent
from domain.engagement.topics.enrollment import DeclareCommitment
from domain.engagement.topics.leaving import WithdrawFromCoaching
from domain.instruments.answers import Answers
from domain.instruments.shelf import released
from domain.person.person import Person
from domain.program.course import course_of
from domain.program.report import Report
from services.connections import Engine
from services.coordinating.instrument_figures import instrument_figures
from services.coordinating.report import make_report, reports
from services.coordinating.report_view import as_csv, as_pdf
from services.own.own_instruments import answer
from services.troubles import NotFound
from store.log.stored_event import StoredEvent
from store.projections.reader import Reader
from tests.activities.test_documents import text_of
from tests.store.world import AGENCY, MARKER, World, id_of

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
        await world.record(_leaves(world, n), at)
    return learner


def _leaves(world: World, n: int) -> WithdrawFromCoaching:
    then = world.clock.now() + timedelta(days=n + 1)
    return WithdrawFromCoaching(command_id=f"left-{n}", by=id_of(f"learner {n}"), at=then)


async def _commits(world: World, n: int, *levels: int) -> None:
    """The learner says how committed they are, time and again."""
    for time, level in enumerate(levels):
        said = {"command_id": f"word-{n}-{time}", "by": id_of(f"learner {n}")}
        word = DeclareCommitment(at=world.clock.now(), level=level, committed_to=MARKER, **said)
        await world.record(word, id_of(f"engagement {n}"))


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


async def _trusts(engine: Engine, person: Person, *numbers: int) -> None:
    items = released(TRUST, 1).part_items("supervisor")
    for time, number in enumerate(numbers):
        given = Answers(items={item.key: number for item in items})
        named = f"trust-{person.person_id}-{time}"
        await answer(engine, person, named, TRUST, given, counted=True)


async def test_trust_is_not_reported_where_a_questionnaires_figure_is_of_few_more(
    world: World, engine: Engine
) -> None:
    coordinator = await _person(world, "coordinator")
    for n in range(6):
        await _trusts(engine, await _finishes(world, n), 2, 4)
    for n in range(2):
        await _trusts(engine, await _person(world, f"worker {n}"), 7)
    [shown] = await instrument_figures(engine, coordinator)
    assert shown.parts[0].people == 8
    found = _figures(await make_report(engine, coordinator))
    assert found["trust_supervisor_end"] == (None, None), "less the report's it is of two"
    assert found["trust_supervisor_start"] == (6, 2.0), "which the figure is not made of"


async def test_a_questionnaires_figure_waits_for_enough_more_than_a_report_is_of(
    world: World, engine: Engine
) -> None:
    coordinator = await _person(world, "coordinator")
    for n in range(6):
        await _trusts(engine, await _finishes(world, n), 2, 4)
    assert _figures(await make_report(engine, coordinator))["trust_supervisor_end"] == (6, 4.0)
    for n in range(5):
        await _trusts(engine, await _person(world, f"worker {n}"), 7)
        if n < 4:
            assert await instrument_figures(engine, coordinator) == [], "of the workers alone"
    [shown] = await instrument_figures(engine, coordinator)
    assert (shown.parts[0].people, shown.parts[0].mean) == (11, 5.4)  # 24+35 = 59, by 11


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


async def test_trust_put_right_later_is_one_answering_and_counts_as_it_stands_last(
    world: World, engine: Engine
) -> None:
    coordinator = await _person(world, "coordinator")
    items = released(TRUST, 1).part_items("supervisor")
    for n in range(6):
        learner = await _finishes(world, n)
        for time, number in (("first", 2), ("last", 6)):
            for put_right in (False, True):
                given = Answers(items={item.key: number - put_right for item in items})
                await answer(
                    engine,
                    learner,
                    f"trust-{n}-{time}-{put_right}",
                    TRUST,
                    given,
                    # The last learner lets it count and thinks better of it.
                    counted=n < 5 or not put_right,
                    corrects=f"trust-{n}-{time}-False" if put_right else None,
                )
    found = _figures(await make_report(engine, coordinator))
    assert found["trust_supervisor_start"] == (5, 1.0)
    assert found["trust_supervisor_end"] == (5, 5.0)
    assert all(not one.differed for one in await world.store.rebuilder.rebuild())


async def test_making_one_opens_no_engagement(
    world: World, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    coordinator = await _person(world, "coordinator")
    for n in range(5):
        await _finishes(world, n, leaves=False)
        await _commits(world, n, 5, 7 + n % 2)
        await world.record(_leaves(world, n), id_of(f"engagement {n}"))
    monkeypatch.setattr(StoredEvent, "opened", None)
    monkeypatch.setattr(Reader, "state", None)
    found = _figures(await make_report(engine, coordinator))
    assert found["enrollment_start"] == (5, 5.0)
    assert found["enrollment_end"] == (5, 7.4)


async def test_each_course_is_what_the_log_says_of_it(world: World) -> None:
    for n in range(3):
        await _finishes(world, n, leaves=False)
        await _commits(world, n, 4, 6, 5 + n)
        await world.record(_leaves(world, n), id_of(f"engagement {n}"))
    for course in await world.store.courses.of(AGENCY):
        [n] = [n for n in range(3) if id_of(f"learner {n}") == course.learner]
        state = await world.store.reader.state(id_of(f"engagement {n}"))
        events = [one for _, one in await world.store.reader.events(id_of(f"engagement {n}"))]
        assert state is not None
        assert course == course_of(state, events, course.learner)
        assert course.enrollment == (4, 5 + n)


async def test_a_log_from_before_there_were_courses_makes_the_same_report(
    world: World, engine: Engine
) -> None:
    coordinator = await _person(world, "coordinator")
    items = released(TRUST, 1).items
    for n in range(5):
        learner = await _finishes(world, n)
        for time, number in enumerate((2, 3 + n % 3)):
            given = Answers(items={item.key: number for item in items})
            await answer(engine, learner, f"trust-{n}-{time}", TRUST, given, counted=True)
    before = await make_report(engine, coordinator)
    for table in ("course", "trust_score", "program_report"):
        await world.sql(f"delete from {table}")
    after = await make_report(engine, coordinator)
    assert after.learners == 5
    assert after == before
    await world.sql("delete from course")
    differed = {one.stream: one.differed for one in await world.store.rebuilder.rebuild()}
    assert differed[f"engagement/{id_of('engagement 1')}"] == ("course",)
    assert len(await world.store.courses.of(AGENCY)) == 5


async def test_scores_lie_sealed_and_go_with_what_they_were_made_of(
    world: World, engine: Engine
) -> None:
    items = released(TRUST, 1).items
    for n in range(2):
        learner = await _finishes(world, n, leaves=False)
        await _commits(world, n, 3, 10 - n)
        await world.record(_leaves(world, n), id_of(f"engagement {n}"))
        for time in range(2):
            given = Answers(items={item.key: 3 + time for item in items})
            await answer(engine, learner, f"trust-{n}-{time}", TRUST, given, counted=True)
    rows = await world.sql("select facts::text, scores from course")
    assert len({len(row["scores"]) for row in rows}) == 1, "a ten looks like a nine"
    assert not any("enrollment" in row["facts"] for row in rows)
    await world.store.disposal.dispose_engagement(id_of("engagement 0"), world.disposed)
    await world.store.disposal.dispose_person(id_of("learner 1"), world.disposed)
    found = {one.learner: one for one in await world.store.courses.of(AGENCY)}
    gone, kept = found[id_of("learner 0")], found[id_of("learner 1")]
    assert (gone.enrollment, gone.trust_supervisor) == (None, (3.0, 4.0))
    assert (kept.enrollment, kept.trust_supervisor) == ((3, 9), None)
    for table, id_column, one in (
        ("course", "engagement_id", "engagement 0"),
        ("trust_score", "person_id", "learner 1"),
    ):
        left = await world.sql(f"select scores from {table} where {id_column} = $1", id_of(one))
        assert {row["scores"] for row in left} == {None}
    assert all(not one.differed for one in await world.store.rebuilder.rebuild())


async def test_consent_taken_back_takes_the_course_away(world: World) -> None:
    await _finishes(world, 0, consents=(True, False, True))
    assert len(await world.store.courses.of(AGENCY)) == 1
    taken_back = GiveConsent(
        command_id="no",
        by=id_of("learner 0"),
        at=world.clock.now() + timedelta(days=9),
        consent=Consent.SCORES_IN_REPORTS,
        given=False,
    )
    await world.record(taken_back, id_of("engagement 0"))
    assert await world.sql("select * from course") == []


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
