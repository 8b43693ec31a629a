"""One engagement launched from a form: people by address, those not known yet by name as well."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from domain.agency.agency import Agency
from domain.base.messages import Via
from domain.base.model import Line
from domain.cohort.cells import wrong_people
from domain.cohort.content import Problem
from domain.cohort.dates import remedy_for
from domain.engagement.topics.launch import LaunchEngagement
from domain.person.person import Person
from domain.process.models import ProcessModel, newest_released
from services import find
from services.acts.field_errors import by_field
from services.connections import Engine
from services.launching.newcomers import register
from services.launching.start import Started, Wanted, start
from services.reading.agencies import coordinated_by
from services.troubles import NotFound, WrongFields
from services.words import WORDS

_PEOPLE = ("learner", "coach", "supervisor")
_SAID = ("skill", "purpose", "origin", "participation", "relation", "model")
_ORDER = (
    *(f"{who}_{what}" for who in _PEOPLE for what in ("email", "name")),
    *("skill", "purpose", "end", "origin", "participation", "relation", "model"),
)
_LINE: TypeAdapter[str] = TypeAdapter(Line)
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
    names = {who: await _name_of(engine, form, who, agency.agency_id) for who in _PEOPLE}
    wrong = _wrong(form, names, coordinator, engine.clock.now())
    if wrong:
        raise WrongFields(WORDS.say("wrong.some_missing"), "", wrong)
    unknown = [who for who in _PEOPLE if form.get(f"{who}_email") and not names[who]]
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


async def _name_of(engine: Engine, form: Mapping[str, str], who: str, agency_id: str) -> str:
    """What somebody who is known already is called; empty for nobody, and who is not known yet."""
    email = form.get(f"{who}_email", "")
    try:
        return (await find.person(engine.store, email, [agency_id])).name if email else ""
    except NotFound:
        return ""


def _wrong(
    form: Mapping[str, str], names: Mapping[str, str], coordinator: Person, now: datetime
) -> dict[str, str]:
    """All that is wrong with the form at once, by the names of its fields; the first of each.

    `names` are of those who are known already.
    """
    wrong = {name: WORDS.say("wrong.missing") for name in _NEEDED if not form.get(name)}
    for who in _PEOPLE:
        if form.get(f"{who}_email") and not names[who] and not form.get(f"{who}_name"):
            wrong[f"{who}_name"] = WORDS.say("wrong.person_unknown")
    people = {f"{who}_email": form.get(f"{who}_email", "").lower() for who in _PEOPLE}
    named = {f"{who}_name": names[who] or form.get(f"{who}_name", "") for who in _PEOPLE}
    cells = people | named | {"coordinator_email": coordinator.email.lower()}
    for problem in wrong_people(cells, lambda column, says: Problem.at(1, column, "", says)):
        wrong.setdefault(problem.column, problem.remedy)
    if form.get("end") and (says := remedy_for(form["end"], now.date())):
        wrong["end"] = says
    for name, says in _misshapen(form, named, now).items():
        wrong.setdefault(name, says)
    return dict(sorted(wrong.items(), key=lambda one: _ORDER.index(one[0])))


def _misshapen(form: Mapping[str, str], named: Mapping[str, str], now: datetime) -> dict[str, str]:
    """Texts that are too long, and choices that are none; people and days are looked at apart."""
    somebody = {"learners": ("learner",), "supervisor": "supervisor", "coordinator": "coordinator"}
    said = {name: form[name] for name in _SAID if form.get(name)}
    head = {"command_id": "blank", "by": "coordinator", "at": now, "expected_end": now.date()}
    found: dict[str, str] = {}
    try:
        LaunchEngagement.model_validate({**head, **somebody, **said})
    except ValidationError as error:
        found |= {name: says for name, says in by_field(error, said).items() if name in said}
    for name in (one for one in named if named[one]):
        try:
            _LINE.validate_python(named[name])
        except ValidationError as error:
            found[name] = next(iter(by_field(error, {}).values()))
    return found
