"""Four engagements that between them carry every text there is, each marked."""

import asyncio
from datetime import timedelta
from typing import Any

from tests.journeys.cast import Cast, Told, launched
from tests.journeys.markers import LEFT_OUT, Marker
from tests.journeys.place import Place


class Teller:
    """Tells one engagement; whoever acts leaves a marker in every text."""

    def __init__(self, told: Told, marker: Marker) -> None:
        self.told, self.marker = told, marker

    async def __call__(self, role: str, kind: str, **given: Any) -> str:
        return await self.told.does(role, kind, **self.marker.fields(kind, given))

    def day(self, days: float) -> str:
        """A day that many days ahead."""
        return (self.told.place.engine.clock.now() + timedelta(days=days)).date().isoformat()


async def opened(place: Place, cast: Cast, marker: Marker, **given: Any) -> Teller:
    """Launched, with markers for skill and purpose."""
    texts = marker.fields("launch_engagement", {})
    return Teller(await launched(place, cast, **texts, **given), marker)


async def whole(does: Teller) -> None:
    """From interest to following up, with all that can be said on the way."""
    await does("coordinator", "note_coach_contract")
    await does("coach", "look_at_readiness")
    end = (await does.told.state()).expected_end
    for role in ("supervisor", "learner", "coach"):
        agreed = {"agreement_version": 1, "understood": True, "expected_end": end}
        await does(role, "join_agreement", **agreed)
    explained = {"exceptions_explained": True, "mandated_reporting_explained": True}
    await does("coach", "explain_confidentiality", **explained)
    await does("learner", "explain_confidentiality", **explained)
    await does("supervisor", "write_sustainability_plan", supervisor_has_skill=False)
    await does("supervisor", "sign_sustainability_plan")
    await does("coach", "advance_stage")

    goals = [await does("learner", "set_goal", goal=g) for g in _goals(does.day(200))]
    await does("coach", "agree_process", channel="in_person", every_days=14)
    await does("supervisor", "inform_supervisor", took_part=True)
    await does("supervisor", "confirm_goals", fits_policy=True, time_granted=True)
    await _on_the_way(does)
    await does.told.days_pass(12)
    entry = await does(
        "learner", "declare_commitment", level=2, barriers=[{"answer": LEFT_OUT}, None]
    )
    await does("coach", "answer_barrier", barrier_id=f"{entry}/1")
    await _enrolled(does)
    await does("coach", "advance_stage")

    await does("coach", "record_demonstration", clients_present=False)
    seen = {"medium": "live", "clients_present": True, "consent": True, "rubric": "case_plan"}
    await does("coach", "record_observation", **seen, ratings={"family_words": 3})
    await does("coach", "advance_stage")
    await does("learner", "write_reflection", answers={"what_happened": None})
    await does("coach", "prepare_conversation")
    await does("coach", "advance_stage")
    await does("coach", "hold_conversation")
    for rung in ("clarify", "value", "concerns", "suggest", "thank"):
        await does("coach", "give_feedback", rung=rung)
    owner = does.told.cast["learner"]
    await does("coach", "agree_next_step", owner=owner, due=does.day(150))
    mistaken = await does("coach", "agree_next_step", owner=owner, due=does.day(150))
    await does("coach", "retract_entry", entry=mistaken)
    await does("coach", "advance_stage")
    for goal, rating in zip(goals, (7, 1), strict=True):
        await does("learner", "rate_goal", goal=goal, rating=rating)
    for role in ("learner", "coach"):
        await does(role, "assess_relationship", relationship=3, communication=9)
    await does("coach", "review_cycle")
    await does("learner", "decide_next", decision="another_cycle")
    await does("coach", "waive_demonstration")
    await _enrolled(does)
    await _closing(does)


async def _enrolled(does: Teller) -> None:
    for role in ("learner", "coach"):
        await does(role, "declare_commitment", level=8)


async def _on_the_way(does: Teller) -> None:
    """Sessions, debriefs, a pause, and what concerns nobody else."""
    now = does.told.place.engine.clock.now()
    for kind in ("hold_session", "miss_session", "cancel_session"):
        session = await does("coach", "schedule_session", starts=now, form="group")
        await does("coach", kind, session=session)
    seen = await does("coach", "write_debrief", joint=False)
    await does("learner", "see_debrief", debrief=seen)
    await does("coach", "write_debrief", joint=False)
    await does("coach", "keep_journal")
    await does("learner", "raise_concern")
    harm = {"ground": "serious_harm", "learner_first": "told_first"}
    await does("coach", "disclose", **harm)
    await does("coach", "refer_learner")
    await does("coordinator", "pause_engagement")
    await does("coordinator", "resume_engagement")


async def _closing(does: Teller) -> None:
    await does("coach", "start_closing")
    await does("coach", "meet_to_close")
    await does("learner", "tell_results")
    await does("coach", "produce_handoff")
    await does("learner", "see_handoff")
    await does.told.came_to("handoff_delivered")
    await does("coach", "advance_stage")
    await does("supervisor", "acknowledge_handoff")
    for days in (30, 90):
        await does("supervisor", "answer_follow_up", days=days, still_used=True)


async def others(place: Place, cast: Cast, marker: Marker) -> list[Told]:
    """What one engagement has no room for: boundaries, peers, and the ways it can end early."""
    own = await opened(place, cast, marker, relation="supervisor", participation="mandated")
    await own("coach", "state_boundaries")
    await own("learner", "decline_coaching")
    pair = {"learners": [cast["learner"], cast["peer"]], "coach": cast["peer"]}
    peers = await opened(place, cast, marker, relation="peer", **pair)
    await peers("learner", "start_closing")
    for role in ("learner", "peer"):
        await peers(role, "write_reflection", answers={"what_happened": None})
    await peers("peer", "hold_conversation")
    await peers("learner", "share_reflection")
    await peers("learner", "withdraw_from_coaching")
    await peers("coordinator", "end_engagement")
    await asyncio.gather(own.told.came_to("engagement_ended"))
    return [own.told, peers.told]


def _goals(due: str) -> list[dict[str, Any]]:
    questions = ["one_behavior", "all_possibilities", "terms_explained", "middle_realistic"]
    levels = [{"amount": amount} for amount in (1, 3, 5, 7, 9)]
    gars = {"scale": "gars", "baseline": 0, "levels": levels, "due": due, "confirmed": questions}
    return [{"scale": "smart", "due": due}, gars]
