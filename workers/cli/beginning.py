"""`register` and `start`: a person, and one engagement, without any file."""

from typing import Annotated

import typer

from domain.base.roles import Form, Origin, Participation, Relation
from workers.cli.common import AgencyOption, AsJson, command_id_of, print_json, say, with_engine


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("register")(register_)
    app.command()(start)


def register_(
    name: Annotated[str, typer.Argument(help="The person's name.")],
    email: Annotated[str, typer.Argument(help="Their e-mail address.")],
    agency: Annotated[str, typer.Option("--agency", help="Their agency, by its name or id.")],
    by: Annotated[str, typer.Option("--by", help="Who registers them: an e-mail address.")] = "",
    time_zone: Annotated[
        str | None, typer.Option(help="Where they are; the agency's own if not given.")
    ] = None,
    new_agency: Annotated[
        bool, typer.Option("--new-agency", help="Set this agency up; they are its coordinator.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a person known, or change the name or time zone of an address that is known."""
    from services.launching import newcomers
    from services.troubles import BadUsage

    if not by.strip() and not new_agency:
        raise BadUsage("who registers them?", "Add --by with an e-mail address.")
    done = with_engine(
        lambda engine: newcomers.register(
            engine,
            name=name,
            email=email,
            agency=agency,
            time_zone=time_zone,
            by=by,
            found_agency=new_agency,
        )
    )
    if as_json:
        print_json(done.__dict__)
        return
    if done.new_agency:
        say(f"{done.agency} is set up; {done.name} is its coordinator.")
    say(f"Known: {done.name}, {done.email}, at {done.agency}, {done.time_zone}")
    if done.before:
        say(f"The name was {done.before} before.")


def start(
    learners: Annotated[list[str], typer.Argument(help="Who is coached: e-mail addresses.")],
    supervisor: Annotated[str, typer.Option(help="Their supervisor: an e-mail address.")],
    skill: Annotated[str, typer.Option(help="The skill that coaching is for.")],
    purpose: Annotated[str, typer.Option(help="What it is to bring.")],
    end: Annotated[str, typer.Option(help="Expected end: 2027-06-30, or '40 weeks'.")],
    by: Annotated[
        str, typer.Option(help="Who launches: the coordinator, or a learner for themself.")
    ],
    origin: Annotated[Origin, typer.Option(help="Where the wish comes from.")],
    coordinator: Annotated[
        str | None, typer.Option(help="The coordinator, if a learner asks for coaching.")
    ] = None,
    coach: Annotated[str | None, typer.Option(help="The coach, if known yet.")] = None,
    participation: Annotated[
        Participation | None, typer.Option(help="Voluntary if not given.")
    ] = None,
    relation: Annotated[Relation | None, typer.Option(help="Internal if not given.")] = None,
    form: Annotated[Form | None, typer.Option(help="Individual if not given.")] = None,
    model: Annotated[
        str | None, typer.Option(help="A coaching model: see `coaching models list`.")
    ] = None,
    cohort: Annotated[str, typer.Option(help="A cohort to count it in.")] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Though a learner is coached on this skill already.")
    ] = False,
    agency: AgencyOption = None,
    command_id: Annotated[
        str | None, typer.Option(help="Repeat a start whose outcome was unknown: its command id.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Launch one engagement. Everyone in it must be known: coaching register."""
    from services.launching import start as services

    made_id = command_id_of(command_id)
    wanted = services.Wanted(
        learners=learners,
        supervisor=supervisor,
        by=by,
        coordinator=coordinator,
        coach=coach,
        skill=skill,
        purpose=purpose,
        end=end,
        origin=origin.value,
        participation=participation and participation.value,
        relation=relation and relation.value,
        form=form and form.value,
        model=model,
        cohort=cohort,
    )
    done = with_engine(
        lambda engine: services.start(engine, wanted, made_id, agency=agency, again=again)
    )
    if as_json:
        print_json(
            {
                "engagement": done.engagement_id,
                "agency": done.agency,
                "command_id": made_id,
                "stage": done.recorded.stage,
                "repeated": done.recorded.repeated,
            }
        )
        return
    was = "was launched before, and is not launched twice" if done.recorded.repeated else "launched"
    say(f"Coaching of {' and '.join(done.learners)} {was}: {done.engagement_id}")
    say(f"What comes next: coaching missing {done.engagement_id[:8]}")
