"""One engagement launched from a form: people by address, those not known yet by name as well."""

from collections.abc import Mapping

from domain.agency.agency import Agency
from domain.base.messages import Via
from domain.person.person import Person
from domain.process.models import ProcessModel, newest_released
from services import find
from services.connections import Engine
from services.launching.newcomers import register
from services.launching.start import Started, Wanted, start
from services.reading.agencies import coordinated_by
from services.troubles import NotFound, WrongFields
from services.words import WORDS

_NEEDED = ("learner_email", "supervisor_email", "skill", "purpose", "end", "origin")


def models_offered(agency: Agency) -> list[ProcessModel]:
    """The newest version of every coaching model, the usual one first, the agency's own last."""
    return [*newest_released(), *agency.models_in_use]


async def launch_by_form(
    engine: Engine, coordinator: Person, form: Mapping[str, str], *, via: Via
) -> Started:
    """Launch it in the coordinator's own name.

    `form` holds `learner_email`, `learner_name` and so on. Raises `WrongFields` by their names,
    `Refusal`, `BadUsage`, `Refused`, `workflows.errors.OutcomeUnknown`.
    """
    agency = await coordinated_by(engine, coordinator)
    wrong = {name: WORDS.say("wrong.missing") for name in _NEEDED if not form.get(name)}
    unknown: list[str] = []
    for who in ("learner", "supervisor", "coach"):
        email = form.get(f"{who}_email", "")
        if email and not await _known(engine, email, agency.agency_id):
            unknown.append(who)
            if not form.get(f"{who}_name"):
                wrong[f"{who}_name"] = WORDS.say("wrong.person_unknown")
    if wrong:
        raise WrongFields(WORDS.say("wrong.some_missing"), "", wrong)
    for who in unknown:
        await register(
            engine,
            name=form[f"{who}_name"],
            email=form[f"{who}_email"],
            agency=agency.agency_id,
            time_zone=form.get("time_zone") or None,
            by=coordinator,
            via=via,
        )
    wanted = Wanted(
        learners=[form["learner_email"]],
        supervisor=form["supervisor_email"],
        by=coordinator,
        coordinator=None,
        coach=form.get("coach_email") or None,
        skill=form["skill"],
        purpose=form["purpose"],
        end=form["end"],
        origin=form["origin"],
        participation=form.get("participation") or None,
        relation=form.get("relation") or None,
        form=form.get("form") or None,
        model=form.get("model") or None,
    )
    return await start(
        engine,
        wanted,
        form["command_id"],
        agency=agency.agency_id,
        again=bool(form.get("again")),
        via=via,
    )


async def _known(engine: Engine, email: str, agency_id: str) -> bool:
    try:
        await find.person(engine.store, email, [agency_id])
    except NotFound:
        return False
    return True
