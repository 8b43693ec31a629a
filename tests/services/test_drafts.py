"""Drafts: kept for who typed them, given back, gone once sent, and nobody else's ever."""

import pytest

from domain.person.person import Person
from services.acting import drafts
from services.acts.kinds import entries_named
from services.connections import Engine
from services.troubles import BadUsage, NotFound
from tests.store.world import ENGAGEMENT, MARKER, World, id_of

pytestmark = pytest.mark.servers

FORM = "write_reflection"
TYPED = {"text": [f"{MARKER} half a thought"], "about": ["a", "b"]}


async def _person(world: World, name: str) -> Person:
    return (await world.store.reader.people([id_of(name)]))[id_of(name)]


@pytest.fixture
async def learner(world: World) -> Person:
    """The learner of an engagement."""
    await world.record(world.launch())
    return await _person(world, "learner")


async def test_what_was_typed_is_given_back_and_the_last_counts(
    engine: Engine, learner: Person
) -> None:
    await drafts.save(engine, learner, ENGAGEMENT, FORM, {"text": ["before"]})
    await drafts.save(engine, learner, ENGAGEMENT, FORM, TYPED)
    await drafts.save(engine, learner, ENGAGEMENT, FORM, {"text": ["other"]}, entry="session-1")
    kept = await drafts.kept(engine, learner, ENGAGEMENT, FORM)
    assert kept is not None
    assert kept.fields == TYPED
    assert {(one.act, one.entry) for one in await drafts.begun(engine, learner)} == {
        (FORM, ""),
        (FORM, "session-1"),
    }
    await drafts.discard(engine, learner, ENGAGEMENT, FORM)
    assert await drafts.kept(engine, learner, ENGAGEMENT, FORM) is None
    assert await drafts.kept(engine, learner, ENGAGEMENT, FORM, "session-1") is not None


async def test_a_draft_is_nobody_elses(world: World, engine: Engine, learner: Person) -> None:
    await drafts.save(engine, learner, ENGAGEMENT, FORM, TYPED)
    coach = await _person(world, "coach")
    assert await drafts.kept(engine, coach, ENGAGEMENT, FORM) is None
    stranger = await _person(world, "other_coach")
    for asked in (ENGAGEMENT, id_of("nothing"), ENGAGEMENT[:8]):
        with pytest.raises(NotFound):
            await drafts.kept(engine, stranger, asked, FORM)
        with pytest.raises(NotFound):
            await drafts.save(engine, stranger, asked, FORM, TYPED)
    assert MARKER not in await world.dump()


async def test_a_row_moved_to_another_person_opens_for_nobody(
    world: World, engine: Engine, learner: Person
) -> None:
    await drafts.save(engine, learner, ENGAGEMENT, FORM, TYPED)
    await world.sql("update draft set person = $1", id_of("coach"))
    assert await drafts.kept(engine, await _person(world, "coach"), ENGAGEMENT, FORM) is None


async def test_after_thirty_days_it_is_gone(world: World, engine: Engine, learner: Person) -> None:
    await drafts.save(engine, learner, ENGAGEMENT, FORM, TYPED)
    world.clock.forward(days=31)
    assert await drafts.kept(engine, learner, ENGAGEMENT, FORM) is None
    assert await drafts.begun(engine, learner) == []
    await drafts.save(engine, await _person(world, "coach"), ENGAGEMENT, "keep_journal", TYPED)
    assert len(await world.sql("select from draft")) == 1


async def test_disposal_takes_drafts_along(world: World, engine: Engine, learner: Person) -> None:
    coach = await _person(world, "coach")
    await drafts.save(engine, learner, ENGAGEMENT, FORM, TYPED)
    await drafts.save(engine, coach, ENGAGEMENT, "keep_journal", TYPED)
    await world.store.disposal.dispose_engagement(ENGAGEMENT, world.disposed, id_of("learner"))
    assert [row["person"] for row in await world.sql("select person from draft")] == [
        id_of("coach")
    ]
    await world.store.disposal.dispose_engagement(ENGAGEMENT, world.disposed)
    assert await world.sql("select from draft") == []
    await drafts.save(engine, coach, ENGAGEMENT, "keep_journal", TYPED)
    await world.store.disposal.dispose_person(id_of("coach"), world.disposed)
    assert await world.sql("select from draft") == []


async def test_what_is_no_form_keeps_nothing(engine: Engine, learner: Person) -> None:
    for act, fields, entry in (
        ("no_such_act", TYPED, ""),
        (FORM, {"text": ["x" * (drafts.LARGEST + 1)]}, ""),
        (FORM, TYPED, "e" * 200),
    ):
        with pytest.raises(BadUsage):
            await drafts.save(engine, learner, ENGAGEMENT, act, fields, entry)


async def test_an_act_names_the_entries_whose_drafts_it_ends(world: World) -> None:
    assert entries_named(world.note()) == []
