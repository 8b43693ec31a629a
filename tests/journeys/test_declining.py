"""A mandated learner's no: the coordinator learns that enrollment was not reached, nothing more."""

import json
from typing import Any

import pytest

from tests.journeys.cast import Told, assemble, launched
from tests.journeys.letters import letters
from tests.journeys.onlookers import read_as
from tests.journeys.place import DAYS, Place, until
from tests.journeys.stages import agree, plan

pytestmark = [pytest.mark.servers, pytest.mark.journey]

REASON = "My supervisor would use it against me"
PURPOSE = "Plans that families can follow"
BARRIER = "I do not trust the unit"


@pytest.mark.long
async def test_a_mandated_learners_no_is_a_no_and_stays_theirs(place: Place) -> None:
    cast = await assemble(place)
    told = await launched(place, cast, participation="mandated", origin="agency_initiative")
    await agree(told)
    await plan(told)
    await told.does("coach", "declare_commitment", level=9, committed_to="Being there")
    barriers = [{"what": BARRIER}]
    unsure: dict[str, Any] = {
        "level": 2,
        "committed_to": "Hearing what it is",
        "barriers": barriers,
    }
    await told.does("learner", "declare_commitment", **unsure)

    by = ("--by", cast.email("learner"))
    ran = await place.coaching("do", told.id, "decline_coaching", f"reason={REASON}", *by)
    assert ran.code == 0, ran.err
    state = await told.state()
    assert (state.status, state.outcome) == ("ended", "not_enrolled")

    await place.quicken(3 * DAYS)
    async with place.post():
        await told.days_pass(20)
        await place.mail_round()
    _each_is_told_once_that_it_ended(told)

    again = await place.coaching("do", told.id, "start_closing", "--by", cast.email("coach"))
    assert again.code == 3
    assert "has ended" in again.err
    assert "enrolled" not in again.err
    await _only_not_enrolled_is_known(told)


def _each_is_told_once_that_it_ended(told: Told) -> None:
    """And reminded of nothing in all these days."""
    found = letters(told.place.stack.mail.folder)
    concerned = sorted(map(told.cast.email, ("learner", "coach", "supervisor", "coordinator")))
    assert sorted(x.to for x in found if x.is_digest) == concerned
    assert [x.to for x in found if not x.is_digest] == [told.cast.email("supervisor")]
    [summary] = (x for x in found if x.is_summary)
    assert "enrolled" not in summary.text


async def _only_not_enrolled_is_known(told: Told) -> None:
    place, cast = told.place, told.cast
    for role in ("coordinator", "supervisor", "coach"):
        for letter in letters(place.stack.mail.folder, cast.email(role)):
            assert REASON not in letter.text
            assert "declin" not in letter.text.lower()
    shown = []
    ways = (("list",), ("show", told.id), ("timeline", told.id), ("missing", told.id))
    for words in (*ways, ("todo", cast.email("coordinator"))):
        shown += [await place.coaching(*words), await place.coaching(*words, "--json")]
    assert [ran.code for ran in shown] == [0] * len(shown)
    text = "\n".join(ran.out for ran in shown)
    assert "not enrolled" in shown[0].out
    for word in (REASON, BARRIER, "Hearing what it is", "declin", "withdr", "commitment_declared"):
        assert word not in text, word
    last = shown[5].json[-1]
    assert (last["kind"], last["role"], last["who"]) == ("engagement_ended", "engine", "the engine")
    assert last["via"] == "engine"
    assert REASON not in place.worker_log()


async def test_their_reason_is_read_by_no_operator_not_even_with_a_reason(place: Place) -> None:
    cast = await assemble(place)
    told = await launched(place, cast, participation="mandated")
    await told.does("learner", "decline_coaching", reason=REASON)

    async def ended() -> bool:
        return (await told.overview()).outcome == "not_enrolled"

    await until(ended, 10, "the end")
    assert REASON not in (await place.coaching("show", told.id)).out
    assert (await place.coaching("show", told.id, "--reason", " ")).code == 2
    read = await place.coaching("show", told.id, "--reason", "Complaint 7 is looked into")
    assert read.code == 0, read.err
    assert PURPOSE in read.out, "what is not the learner's alone is shown"
    assert REASON not in read.out
    assert "declin" not in read.out.lower()
    [access] = await place.store.accesses.of(told.id)
    assert access.reason == "Complaint 7 is looked into"
    own = json.dumps([line.fields for line in await read_as(told, cast["learner"])], default=str)
    assert REASON in own, "the author reads it"
