"""Five engagements that between them carry every text there is, each marked."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from domain.agency.agency import AdoptInstrument
from domain.engagement.topics.goals import goals_version
from domain.instruments.instrument import OpenQuestion
from domain.instruments.shelf import released
from tests.journeys.cast import Cast, Told, launched
from tests.journeys.letters import ZONE
from tests.journeys.markers import LEFT_OUT, Marker
from tests.journeys.place import Place, until


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
    await set_up(does)
    goals = [await does("learner", "set_goal", goal=g) for g in _goals(does.day(200))]
    await does("coach", "agree_process", channel="in_person", every_days=14)
    await does("supervisor", "inform_supervisor", took_part=True)
    version = goals_version(await does.told.state())
    confirmed = {"version": version, "fits_policy": True, "time_granted": True}
    await does("supervisor", "confirm_goals", **confirmed)
    await _on_the_way(does)
    await does.told.days_pass(12)
    entry = await does(
        "learner", "declare_commitment", level=2, barriers=[{"answer": LEFT_OUT}, None]
    )
    await does("learner", "answer_barrier", barrier=f"{entry}/1")
    await _enrolled(does)
    await does("coach", "advance_stage")
    await _one_cycle(does)
    for goal, rating in zip(goals, (7, 1), strict=True):
        await does("learner", "rate_goal", goal=goal, rating=rating)
    for role in ("learner", "coach"):
        await does(role, "assess_relationship", relationship=3, communication=9)
    await _questionnaire(does)
    await does("coach", "review_cycle")
    await does("learner", "decide_next", decision="another_cycle")
    await does("coach", "waive_demonstration")
    await _enrolled(does)
    await _closing(does)


async def _questionnaire(does: Teller) -> None:
    """One of the agency's own, since no released one asks for words on each line."""
    place, cast = does.told.place, does.told.cast
    asks = (OpenQuestion(key="why", asks="Why this number?"),)
    own = released("working_relationship", 1).model_copy(
        update={"instrument": "in_our_words", "notes": asks}
    )
    head = {"command_id": str(uuid4()), "by": cast["coordinator"]}
    adopt = {**head, "at": place.engine.clock.now(), "agency_id": cast.agency, "content": own}
    await place.store.record_agency(cast.agency, AdoptInstrument.model_validate(adopt))
    given = {"items": {"trust": 3}, "notes": {"trust": {"why": None}}, "in_words": {"better": None}}
    for role in ("learner", "coach"):
        await does(role, "answer_instrument", instrument="in_our_words", answered=given)


async def set_up(does: Teller) -> None:
    """Through the first stage of coaching by somebody from outside."""
    await does("coordinator", "note_coach_contract")
    await does("coach", "look_at_readiness")
    await does("coach", "state_expertise")
    end = (await does.told.state()).expected_end
    handler = does.told.cast["coordinator"]
    await does("coach", "propose_terms", expected_end=end, concerns_go_to=handler)
    for role in ("supervisor", "learner", "coach"):
        await does(role, "join_agreement", version=1, understood=True)
    explained = {"exceptions_explained": True, "mandated_reporting_explained": True}
    await does("coach", "explain_confidentiality", **explained)
    await does("learner", "understand_confidentiality")
    await does("supervisor", "write_sustainability_plan", supervisor_has_skill=False)
    await does("supervisor", "sign_sustainability_plan", version=1)
    await does("coach", "advance_stage")


async def _enrolled(does: Teller) -> None:
    for role in ("learner", "coach"):
        await does(role, "declare_commitment", level=8)


async def _on_the_way(does: Teller) -> None:
    """Sessions, debriefs, a pause, and what concerns nobody else."""
    now = does.told.place.engine.clock.now()
    for kind in ("hold_session", "miss_session", "cancel_session"):
        session = await does("coach", "schedule_session", starts=now)
        await does("coach", kind, session=session)
    seen = await does("coach", "write_debrief", joint=False)
    await does("learner", "see_debrief", debrief=seen, revision=1)
    await does("coach", "write_debrief", joint=False)
    await does("coach", "keep_journal")
    await does("coach", "note_request", asked_for="side_talk")
    concern = await does("learner", "raise_concern")
    await does("coordinator", "answer_concern", concern=concern)
    harm = {"ground": "serious_harm", "learner_first": "told_first"}
    await does("coach", "disclose", **harm, to_person=does.told.cast["supervisor"])
    await does("coach", "refer_learner")
    await does("learner", "ask_for_pause")
    await does("coordinator", "pause_engagement")
    await does("coordinator", "resume_engagement")


async def _one_cycle(does: Teller) -> None:
    """Practice, reflection and the conversation."""
    await does("coach", "record_demonstration", clients_present=False)
    seen = {"medium": "live", "clients_present": True, "consent": True, "rubric": "case_plan"}
    rated = {"ratings": {"family_words": 3}, "examples": {"family_words": None}}
    await does("coach", "record_observation", **seen, **rated)
    guide = {**seen, "rubric": "safety_mapping", "noted": {"opening": None}}
    await does("coach", "record_observation", **guide)
    await does("coach", "advance_stage")
    asked = await does("coach", "ask_scaling_question", purpose="confidence")
    await does("learner", "answer_scaling_question", scaling_question=asked, number=4)
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


async def _closing(does: Teller) -> None:
    await does("coach", "start_closing")
    await does("coach", "meet_to_close", development_plan_wanted=True)
    plan = {"actions": [{"due": does.day(300)}]}
    await does("learner", "write_development_plan", plan=plan)
    await does("learner", "tell_results")
    await does("coach", "produce_handoff")
    await does("learner", "see_handoff", version=1)
    await does.told.came_to("handoff_delivered")
    await does("coach", "advance_stage")
    await does("supervisor", "acknowledge_handoff", version=1)


async def followed_up(does: Teller) -> None:
    """Each answer on its day; the calendar is quick by now."""
    for line in (await does.told.state()).closing.follow_ups:

        async def come(day: date = line.day) -> bool:
            return does.told.place.engine.clock.now().astimezone(ZONE).date() >= day

        await until(come, 60, f"the follow-up after {line.days} days")
        await does("supervisor", "answer_follow_up", days=line.days, still_used=True)


async def others(place: Place, cast: Cast, marker: Marker) -> list[Told]:
    """What one engagement has no room for: other relations and models, other ways to end."""
    own = await opened(place, cast, marker, relation="supervisor", participation="mandated")
    await own("coach", "state_boundaries")
    await own("coach", "explain_mandate")
    await own("learner", "decline_coaching")
    two = {"learners": [cast["learner"], cast["peer"]]}
    peers = await opened(place, cast, marker, relation="peer", coach=None, **two)
    await peers("learner", "start_closing")
    for role in ("learner", "peer"):
        await peers(role, "write_reflection", answers={"what_happened": None})
    await peers("peer", "hold_conversation", about=[cast["learner"]])
    await peers("learner", "share_reflection")
    await peers("learner", "withdraw_from_coaching")
    group = await opened(place, cast, marker, form="group", **two)
    await group("coach", "write_ground_rules")
    await group("coordinator", "end_engagement", about=[cast["peer"]])
    grow = await opened(place, cast, marker, model="grow")
    await grow("coach", "start_closing")
    await grow("learner", "fill_sheet", sheet="reality", answers={"standing": None})
    await grow.told.days_pass(2)
    await grow("coach", "go_on_without_learner", about=[cast["learner"]])
    await grow("coordinator", "end_engagement")
    await own.told.came_to("engagement_ended")
    return [one.told for one in (own, peers, group, grow)]


def _goals(due: str) -> list[dict[str, Any]]:
    questions = ["one_behavior", "all_possibilities", "terms_explained", "middle_realistic"]
    levels = [{"amount": amount} for amount in (1, 3, 5, 7, 9)]
    gars = {"scale": "gars", "baseline": 0, "levels": levels, "due": due, "confirmed": questions}
    return [{"scale": "smart", "due": due}, gars]
