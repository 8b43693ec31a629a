"""`show`, `missing`, `timeline`, `todo`, `summary`: one engagement, one person."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from workers.cli.common import (
    AsJson,
    Id,
    Reason,
    print_facts,
    print_json,
    print_table,
    say,
    why_read,
    with_store,
    with_store_at,
)
from workers.cli.output import print_said

if TYPE_CHECKING:
    from services.operating.offers import Offer


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (show, missing, timeline, todo, summary):
        app.command()(command)


def show(id: Id, reason: Reason = None, as_json: AsJson = False) -> None:
    """Show an engagement: who, where it stands, what is missing; with --reason all that is said."""
    from services.operating import showing

    shown = with_store(lambda store: showing.engagement(store, id, why_read(reason)))
    if as_json:
        print_json(shown)
        return
    shown["stage"] = shown.pop("stage_name")
    shown["launched"] = shown["launched"][:10]
    print_facts([(k.replace("_", " "), _plain(v)) for k, v in shown.items() if _is_fact(v)])
    if shown["missing"]:
        say("\nMissing before the stage can be left:")
        _tell_missing(shown["missing"])
    for title in ("sessions", "goals", "next_steps", "disposed_of", "read_with_a_reason"):
        if shown[title]:
            say(f"\n{title.replace('_', ' ').capitalize()}:")
            for one in shown[title]:
                parts = (f"{k} {_short(k, v)}" for k, v in one.items() if v is not None)
                say("  - " + ", ".join(parts))
    if reason is None:
        say("\nWhat people wrote is shown only with --reason, and the reading is recorded.")
        return
    say("\nAll that was said:")
    for one in shown["said"]:
        at = one["at"][:16].replace("T", " ")
        anew = " Corrected." if one["body"].get("corrected") else ""
        say(f"\n  {one['n']}. {at} UTC, {one['who']}: {one['says']}{anew}")
        said = {k: v for k, v in one["body"].items() if k not in _SAID_ABOVE}
        print_said(_named(said, shown["people"]), "     ")


def missing(id: Id, as_json: AsJson = False) -> None:
    """Say what is missing before the current stage can be left, and who can supply it."""
    from services.operating import showing

    shown = with_store_at(lambda store, at: showing.missing(store, id, at))
    if as_json:
        print_json(shown)
        return
    stage = shown["stage_name"]
    status = shown["status"].replace("_", " ")
    if shown["status"] in ("following_up", "ended"):
        if not shown["waiting"]:
            say(f"Nothing is missing: coaching is {status}.")
    elif not shown["missing"]:
        say(f"Nothing is missing at {stage}; the coach can leave it: advance_stage.")
    else:
        say(f"Missing before {stage} can be left:")
        _tell_missing(shown["missing"])
    if shown["waiting"]:
        say("What waits besides:" if shown["missing"] else f"Coaching is {status}. What waits:")
        _tell_missing(shown["waiting"])


def timeline(id: Id, reason: Reason = None, as_json: AsJson = False) -> None:
    """Show what happened, as a coordinator may know it; with --reason, all that happened."""
    from services.operating import showing

    lines = with_store(lambda store: showing.timeline(store, id, why_read(reason)))
    if as_json:
        print_json(lines)
        return
    rows = [(x["n"], x["at"][:16].replace("T", " "), x["who"], x["says"]) for x in lines]
    print_table(("#", "when (UTC)", "who", "what"), rows, "Nothing has happened yet.")


def todo(
    person: Annotated[str, typer.Argument(help="An e-mail address, or a person's id.")],
    as_json: AsJson = False,
) -> None:
    """List what a person can do to move their engagements on: now, and from a day still ahead."""
    from services.operating.offers import offers

    name, found = with_store_at(lambda store, at: offers(store, person, at))
    if as_json:
        print_json([one.as_json() for one in found])
        return
    if not found:
        say(f"Nothing waits for {name} now.")
    for one in found:
        say(f"{one.learner}, as {one.todo.role}{_when(one)}: {one.says}")
        # Each command on a line of its own, never folded, so that it can be copied.
        for command in filter(None, (one.read, one.command)):
            say(f"  {command}")


def _when(offer: "Offer") -> str:
    """From which day it can be done, or since which it waits."""
    if offer.begins:
        return f", from {offer.begins}"
    return f", since {offer.todo.due:%Y-%m-%d}" if offer.todo.due else ""


def summary(id: Id, reason: Reason = None, as_json: AsJson = False) -> None:
    """Show a closed engagement's line of the closing summary; with --reason the handoff too."""
    from services.operating import showing

    shown = with_store(lambda store: showing.summary(store, id, why_read(reason)))
    if as_json:
        print_json(shown)
        return
    for part in ("summary", "handoff"):
        for one in shown.get(part, ()):
            say(f"{part.capitalize()}:")
            facts = [
                (name.replace("_", " "), _plain(value))
                for name, value in one.items()
                if name != "document"
            ]
            print_facts(facts, indent="  ")
    if "handoff" not in shown:
        say("What the handoff says is shown only with --reason, and the reading is recorded.")


def _tell_missing(missing: list[dict[str, Any]]) -> None:
    for one in missing:
        begins = f"From {one['from']}: " if one.get("from") else ""
        after = f", after {' and '.join(one['after'])}" if one.get("after") else ""
        say(f"  - {begins}{one['says']}")
        say(f"      {one['act']}: {' or '.join(one['who'])}{after}")


_SAID_ABOVE = frozenset({"entry_id", "corrected", "stage", "left", "own_model"})
"""Fields of an event that its own line says in words, or that are of no use to a reader."""


def _named(value: Any, people: dict[str, str]) -> Any:
    """The value with names in place of people's ids."""
    match value:
        case dict():
            return {people.get(k, k): _named(v, people) for k, v in value.items()}
        case list():
            return [_named(v, people) for v in value]
        case str():
            return people.get(value, value)
        case _:
            return value


def _is_fact(value: Any) -> bool:
    return isinstance(value, str | int)


def _short(name: str, value: Any) -> str:
    return str(value)[:8] if name == "entry" else _plain(value)


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dict():
            return f"{value.get('text')} (by {value.get('due')})"
        case list():
            return "; ".join(map(_plain, value)) or "none"
        case _:
            return str(value)
