"""Having an act recorded, and saying what came of it."""

from typing import TYPE_CHECKING, Any

from workers.cli.common import say, warn, with_engine

if TYPE_CHECKING:
    from services.connections import Engine


def recorded(id: str, act: str, given: dict[str, Any], by: str, command_id: str) -> dict[str, Any]:
    """Have the act recorded; what came of it. Raises `Trouble`s and `Refusal`."""
    from domain.engagement.parties import model_of
    from services import find
    from services.acting import act as acting
    from services.acting import agency_acts
    from services.acts.remarking import remarked

    agency_act = acting.agency_act(act)

    async def run(engine: "Engine") -> dict[str, Any]:
        if agency_act:
            agency = await find.agency_behind(engine.store, id)
            return await agency_acts.act_on(engine, agency, agency_act, given, by, command_id)
        state = await find.engagement(engine.store, id)
        command = await acting.command(
            engine,
            state,
            acting.act_named(act),
            given,
            by=by,
            command_id=command_id,
            at=engine.clock.now(),
        )
        done = await acting.submit(engine, state, command)
        return {
            "engagement": state.engagement_id,
            "entry": command_id,
            "version": done.version,
            "stage": done.stage,
            "stage_name": model_of(state).stage(done.stage).name,
            "status": done.status,
            "repeated": done.repeated,
            "look_again": remarked(command),
        }

    return with_engine(run)


def tell(answer: dict[str, Any], act: str) -> None:
    """Say what came of an act."""
    if answer["repeated"]:
        say(f"This was recorded before, and is not recorded twice: {act}, entry {answer['entry']}")
    else:
        say(f"Recorded: {act}, entry {answer['entry']}")
    for remark in answer.get("look_again", ()):
        warn(f"Look again: {remark} Clients are never named: if it is, correct or retract it.")
    if answer.get("stage"):
        say(f"Now at {answer['stage_name']}, {answer['status'].replace('_', ' ')}.")
