"""What an agency learns of its people's own answers: means over enough people, or nothing."""

import pytest

from domain.instruments.answers import Answers
from domain.instruments.shelf import released
from domain.person.person import Person
from services.connections import Engine
from services.coordinating.instrument_figures import InstrumentFigures, instrument_figures
from services.own.own_instruments import answer, own_instrument
from services.troubles import NotFound
from tests.store.world import World, id_of

pytestmark = pytest.mark.servers

TRUST = "organizational_trust"
SUPERVISOR_ITEMS = released(TRUST, 1).part_items("supervisor")


async def _person(world: World, name: str) -> Person:
    await world.register(name)
    return (await world.store.reader.people([id_of(name)]))[id_of(name)]


async def _answers(
    world: World, engine: Engine, n: int, number: int, *, counted: bool = True, time: int = 1
) -> None:
    person = await _person(world, f"worker {n}")
    given = Answers(items={item.key: number for item in SUPERVISOR_ITEMS})
    await answer(engine, person, f"answer-{n}-{time}", TRUST, given, counted=counted)


async def _figures(world: World, engine: Engine) -> list[InstrumentFigures]:
    return await instrument_figures(engine, await _person(world, "coordinator"))


async def test_of_four_people_nothing_is_said_and_of_five_a_mean(
    world: World, engine: Engine
) -> None:
    for n, number in enumerate((2, 4, 6, 7)):
        await _answers(world, engine, n, number)
    await _answers(world, engine, 4, 1, counted=False)
    assert await _figures(world, engine) == [], "one of the five does not count"
    await _answers(world, engine, 5, 3)
    [found] = await _figures(world, engine)
    supervisor, organization = found.parts
    assert (supervisor.mean, supervisor.people) == (4.4, 5)  # 2+4+6+7+3 = 22, by 5
    assert (organization.mean, organization.people) == (None, None), "nobody answered that part"


async def test_one_more_answer_does_not_move_a_figure_and_enough_do(
    world: World, engine: Engine
) -> None:
    for n in range(5):
        await _answers(world, engine, n, 4)
    [before] = await _figures(world, engine)
    for n in range(5, 9):
        await _answers(world, engine, n, 7)
        assert await _figures(world, engine) == [before], "a change would tell of one person"
    await _answers(world, engine, 9, 7)
    [after] = await _figures(world, engine)
    assert (after.parts[0].mean, after.parts[0].people) == (5.5, 10)


async def test_one_person_who_answers_again_and_again_does_not_move_a_figure(
    world: World, engine: Engine
) -> None:
    for n in range(5):
        await _answers(world, engine, n, 4)
    [before] = await _figures(world, engine)
    await _answers(world, engine, 5, 7)
    for time in range(2, 8):
        await _answers(world, engine, 0, 4, time=time)
    assert await _figures(world, engine) == [before], "the difference would be the sixth's answers"


async def test_of_a_part_that_few_answered_anew_the_figure_stands(
    world: World, engine: Engine
) -> None:
    both = {item.key: 4 for item in released(TRUST, 1).items}
    for n in range(5):
        person = await _person(world, f"worker {n}")
        await answer(engine, person, f"both-{n}", TRUST, Answers(items=both), counted=True)
    [before] = await _figures(world, engine)
    person = await _person(world, "worker 5")
    sevens = Answers(items=dict.fromkeys(both, 7))
    await answer(engine, person, "both-5", TRUST, sevens, counted=True)
    for n in range(6, 11):
        await _answers(world, engine, n, 4)
    [after] = await _figures(world, engine)
    assert after.parts[0].people == 11
    assert after.parts[1] == before.parts[1], "one more would be that one's"


async def test_a_persons_newest_word_is_the_one_that_counts(world: World, engine: Engine) -> None:
    for n in range(6):
        await _answers(world, engine, n, 2)
    await _answers(world, engine, 0, 7, time=2)
    await _answers(world, engine, 1, 7, time=2, counted=False)
    [found] = await _figures(world, engine)
    assert (found.parts[0].mean, found.parts[0].people) == (3.0, 5)  # 7+2+2+2+2 = 15


async def test_nobody_but_who_coordinates_or_leads_learns_them(
    world: World, engine: Engine
) -> None:
    with pytest.raises(NotFound):
        await instrument_figures(engine, await _person(world, "coach"))


async def test_answers_lie_sealed_and_go_when_their_person_is_disposed_of(
    world: World, engine: Engine
) -> None:
    person = await _person(world, "worker 1")
    item = released("job_responsibilities", 1).items[0].key
    given = Answers(items={item: 1}, notes={item: {"reasons": "MARKER of a reason"}})
    await answer(engine, person, "answer-1", "job_responsibilities", given)
    shown = await own_instrument(engine, person, "job_responsibilities")
    assert shown.answered[0].answers == given
    rows = await world.sql("select body::text from event where kind = 'answered_for_oneself'")
    assert "MARKER" not in rows[0]["body"]
    assert item not in rows[0]["body"]
    await world.store.disposal.dispose_person(person.person_id, world.disposed)
    gone = await own_instrument(engine, person, "job_responsibilities")
    assert gone.answered == ()
