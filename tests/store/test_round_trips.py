"""How often recording goes to PostgreSQL and back: a person waits for each of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from domain.base.confidential import Consent
from domain.engagement.topics.concerns import RaiseConcern
from domain.engagement.topics.consents import GiveConsent
from domain.engagement.topics.leaving import WithdrawFromCoaching
from tests.store.world import ENGAGEMENT, World, id_of

pytestmark = pytest.mark.servers

MOST = 5


@asynccontextmanager
async def _counted(world: World, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[str]]:
    """Every statement the store sends meanwhile, begin and commit too, prepared beforehand."""
    said: list[str] = []
    # This store's alone: in the same process, other stores look at their clocks.
    database = world.store._database
    real = database.transaction

    @asynccontextmanager
    async def listening(*args: float, **more: bool) -> AsyncIterator[object]:
        said.append("begin")
        async with real(*args, **more) as c:
            with c.query_logger(lambda record: said.append(record.query)):
                yield c
        said.append("commit")

    monkeypatch.setattr(database, "transaction", listening)
    yield said
    monkeypatch.undo()


async def test_a_command_takes_four_round_trips(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.record(world.launch())
    envelope = await world.store.envelopes.seal(ENGAGEMENT, world.note())
    async with _counted(world, monkeypatch) as said:
        await world.store.engagements.record(envelope)
    assert [one.split("\n")[0].partition("(")[0].strip() for one in said] == [
        "begin",
        "select * from open_stream",
        "-- Events, the stream's head and snapshot, and the command, in one trip. $6 null leaves "
        "the snapshot,",
        "commit",
    ]


async def test_no_kind_of_command_takes_more_than_five(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    launch = await world.store.envelopes.seal(ENGAGEMENT, world.launch())
    async with _counted(world, monkeypatch) as said:
        await world.store.engagements.record(launch)
    assert len(said) <= MOST
    for command in (world.note(), world.assign("assign-1", "other_coach")):
        envelope = await world.store.envelopes.seal(ENGAGEMENT, command)
        async with _counted(world, monkeypatch) as said:
            await world.store.engagements.record(envelope)
        assert len(said) <= MOST
        async with _counted(world, monkeypatch) as said:
            assert (await world.store.engagements.record(envelope)).repeated
        assert len(said) == 3


async def test_what_ends_coaching_that_counts_in_reports_takes_five(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.record(world.launch())
    head = {"by": id_of("learner"), "at": world.clock.now()}
    asked = Consent.SCORES_IN_REPORTS
    await world.record(GiveConsent(command_id="yes", consent=asked, given=True, **head))
    left = WithdrawFromCoaching(command_id="left", **head)
    envelope = await world.store.envelopes.seal(ENGAGEMENT, left)
    async with _counted(world, monkeypatch) as said:
        await world.store.engagements.record(envelope)
    assert len(said) == MOST
    assert (await world.sql("select finished_at from course"))[0]["finished_at"] is not None


async def test_what_comes_after_coaching_that_counts_reads_no_more_than_before(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.record(world.launch())
    head = {"by": id_of("learner"), "at": world.clock.now()}
    asked = Consent.SCORES_IN_REPORTS
    await world.record(GiveConsent(command_id="yes", consent=asked, given=True, **head))
    await world.record(WithdrawFromCoaching(command_id="left", **head))
    before = await world.sql("select * from course")
    concern = RaiseConcern(command_id="concern", concern="Too much at once", **head)
    envelope = await world.store.envelopes.seal(ENGAGEMENT, concern)
    async with _counted(world, monkeypatch) as said:
        await world.store.engagements.record(envelope)
    assert len(said) == MOST - 1
    assert await world.sql("select * from course") == before
    await world.record(GiveConsent(command_id="no", consent=asked, given=False, **head))
    assert await world.sql("select * from course") == []


async def test_nothing_is_sent_after_the_commit_when_a_connection_is_given_back(
    world: World,
) -> None:
    await world.record(world.launch())
    [row] = await world.sql(
        "select count(*) as resets from pg_stat_activity where usename = 'coaching_engine' "
        "and datname = current_database() and query ilike '%reset all%'"
    )
    assert row["resets"] == 0
