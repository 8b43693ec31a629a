"""`dispose`: only what has ended, only once it is confirmed, with a reason that stays."""

import pytest

from tests.workers.desk import AGENCY, COACH, COORDINATOR, SUPERVISOR, Desk
from tests.workers.typing_at import ENTER, terminal
from workers.cli.exits import Exit

pytestmark = pytest.mark.servers

MARKER = "a marker that only a disposed engagement holds"
LEARNER = "dora@almond.example"


async def _begun(desk: Desk, skill: str) -> str:
    who = ("Dora Quist", LEARNER, "--agency", AGENCY, "--by", COORDINATOR)
    await desk.done("register", *who)
    people = ("--supervisor", SUPERVISOR, "--coach", COACH, "--by", COORDINATOR)
    facts = ("--purpose", "To try", "--end", "9 weeks", "--origin", "agency_initiative")
    words = ("start", LEARNER, "--skill", skill, *people, *facts, "--json")
    one = str((await desk.done(*words)).json["engagement"])
    await desk.done("do", one, "look_at_readiness", f"note={MARKER}", "--by", COACH)
    return one


async def _ended(desk: Desk, skill: str) -> str:
    one = await _begun(desk, skill)
    await desk.done("do", one, "withdraw_from_coaching", "--by", LEARNER)
    return one


async def _still_reads(desk: Desk, one: str) -> bool:
    return MARKER in (await desk.done("show", one, "--reason", "a test")).out


async def test_what_goes_on_is_not_disposed_of(desk: Desk) -> None:
    one = await _begun(desk, "Going on")
    words = ("--reason", "too soon", "--confirm")
    refused = await desk.coaching("dispose", "engagement", one, *words, one[:8])
    assert refused.code == Exit.REFUSED
    assert "has not ended: coaching is active" in refused.err
    learner = await desk.coaching("dispose", "person", LEARNER, *words, LEARNER)
    assert learner.code == Exit.REFUSED
    assert one[:8] in learner.err
    assert await _still_reads(desk, one)
    await desk.done("do", one, "withdraw_from_coaching", "--by", LEARNER)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--reason", "due"), "this is to be confirmed"),
        (("--reason", "due", "--confirm", "yes"), "not what was to be typed"),
        (("--reason", " ", "--confirm", "{id}"), "a reason must say something"),
    ],
)
async def test_nothing_is_lost_before_it_is_confirmed_and_reasoned(
    desk: Desk, more: tuple[str, ...], says: str
) -> None:
    one = await _ended(desk, f"Confirm {says}")
    words = [word.format(id=one[:8]) for word in more]
    answer = await desk.coaching("dispose", "engagement", one, *words)
    assert answer.code == Exit.USAGE
    assert says in answer.err
    assert await _still_reads(desk, one)


async def test_an_ended_engagement_can_be_read_by_nobody_any_more(desk: Desk) -> None:
    one = await _ended(desk, "Disposal")
    words = ("--reason", "kept for five years", "--confirm", one[:8])
    done = await desk.done("dispose", "engagement", one, *words)
    assert "It can't be undone." in done.err
    assert "Disposed of: all that was written in engagement" in done.out
    assert not await _still_reads(desk, one)
    shown = (await desk.done("show", one)).out
    assert "reason kept for five years" in shown
    assert "operator:" in shown
    assert "A learner withdrew." in (await desk.done("timeline", one)).out
    assert "The log is whole." in (await desk.done("verify")).out


async def test_at_a_terminal_it_is_typed_out(desk: Desk) -> None:
    one = await _ended(desk, "Typed")
    words = ("dispose", "engagement", one, "--reason", "due")
    async with terminal(desk.folder, *words, settings=desk.place.stack.environment) as here:
        await here.sees("It can't be undone.")
        await here.answers(f"Type {one[:8]} to go on", one[:8] + ENTER)
        await here.sees("Disposed of:")
        assert await here.ended() == Exit.OK
    assert not await _still_reads(desk, one)


async def test_a_person_without_coaching_and_office_can_be_forgotten(desk: Desk) -> None:
    one = await _ended(desk, "Forgotten")
    office = ("dispose", "person", COORDINATOR, "--reason", "asked to", "--confirm", COORDINATOR)
    assert (await desk.coaching(*office)).code == Exit.REFUSED
    words = ("dispose", "person", LEARNER, "--reason", "asked to", "--confirm", LEARNER)
    await desk.done(*words)
    assert "Dora" not in (await desk.done("show", one)).out
    assert (await desk.coaching("todo", LEARNER)).code == Exit.NOT_FOUND
