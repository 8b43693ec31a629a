"""Temporal loses all it knew: `coaching recover`, and every engagement goes on; nothing twice."""

from datetime import timedelta
from uuid import uuid4

import pytest

from activities.ports import StaleEpoch
from domain.engagement.commands import COMMANDS
from store.store import Store
from tests.journeys.cast import Told, assemble, launched
from tests.journeys.letters import copies, letters
from tests.journeys.place import DAYS, Place
from tests.journeys.stages import agree, close, closed
from workers.keys import key_ring

pytestmark = [pytest.mark.servers, pytest.mark.journey, pytest.mark.long]

READ_MODELS = ("overview", "todo", "timeline", "owed_work", "agenda", "course")


async def _behind_temporals_back(
    store: Store, told: Told, by: str, kind: str, **fields: object
) -> None:
    """A command as the log has it when worker and Temporal die right after the commit."""
    at = told.place.engine.clock.now()
    head = {"command_id": str(uuid4()), "by": told.cast[by], "at": at, "kind": kind}
    envelope = await store.envelopes.seal(told.id, COMMANDS.validate_python({**fields, **head}))
    await store.engagements.record(envelope)


async def test_recovered_every_engagement_goes_on(place: Place) -> None:
    cast = await assemble(place)
    planning, owing, following = [await launched(place, cast) for _ in range(3)]
    await agree(planning)
    soon = place.engine.clock.now() + timedelta(hours=12)
    await planning.does("coach", "schedule_session", starts=soon)
    # So that program reports read something of it.
    await owing.does("learner", "give_consent", consent="scores_in_reports", given=True)
    await close(owing)
    await closed(following)
    await place.mail_round()
    before = letters(place.stack.mail.folder)
    assert len(before) >= 4

    settings = place.engine.settings
    assert settings.database_url is not None
    zombie = await Store.connect(
        settings.database_url.get_secret_value(), key_ring(settings), place.engine.clock
    )
    old_worker = place.stack.worker
    assert old_worker is not None
    await _behind_temporals_back(zombie, owing, "learner", "see_handoff", version=1)
    await place.kill_temporal()
    await place.restart_temporal(wiped=True)
    ran = await place.coaching("recover", "--json")
    assert ran.code == 0, ran.err
    assert ran.json["engagements"] == 3
    assert ran.json["epoch"] == 2

    versions = {x.id: len(await x.kinds()) for x in (planning, following)}
    with pytest.raises(StaleEpoch):
        await _behind_temporals_back(zombie, planning, "learner", "withdraw_from_coaching")
    with pytest.raises(StaleEpoch):
        await _behind_temporals_back(
            zombie, following, "supervisor", "acknowledge_handoff", version=1
        )
    await zombie.close()
    assert await old_worker.ended(20), "a worker of the old epoch ends by itself"
    assert "another engine has taken over" in place.worker_log()
    assert {x.id: len(await x.kinds()) for x in (planning, following)} == versions

    await place.claims_run_out()
    await place.start_worker()
    # Longer than the minute a mail has that the old worker took in hand as it ended.
    await owing.came_to("handoff_delivered", 100)
    await owing.does("coach", "advance_stage")
    await following.does("supervisor", "acknowledge_handoff", version=1)
    await planning.does("coach", "keep_journal", note="It goes on")
    await place.quicken(3 * DAYS)
    # Its clock is as durable as before: an act of the engine's own falls due, days later.
    await planning.came_to("checkpoint_overdue", 60)
    await place.quicken(1.0)
    await place.mail_round()
    found = letters(place.stack.mail.folder)
    assert set(copies(found).values()) == {1}
    assert len([x for x in found if x.subject == "A document for you"]) == 4
    await _rebuilt_it_equals_what_was_there(place)


async def _rebuilt_it_equals_what_was_there(place: Place) -> None:
    await place.stack.stop_worker()
    untouched = await place.coaching("rebuild", "--json")
    assert untouched.code == 0
    assert untouched.json["differed"] == []
    assert untouched.json["streams"] > 5
    before = await place.dump()
    for table in READ_MODELS:
        assert before[table], table
        await place.sql(f"delete from {table}")
    await place.sql("update stream set snapshot = null")
    lost = await place.coaching("rebuild", "--json")
    differed = [x for x in lost.json["differed"] if x["stream"].startswith("engagement/")]
    assert len(differed) == 3
    for one in differed:
        assert set(one["differed"]) >= set(READ_MODELS) - {"todo", "course"}, one
    assert any("course" in one["differed"] for one in differed)
    after = await place.dump()
    for table in READ_MODELS:
        assert after[table] == before[table], table
    for table in ("event", "command", "mail", "discharge", "summarised"):
        assert after[table] == before[table], f"{table} is no read model"
    assert (await place.coaching("verify")).code == 0
