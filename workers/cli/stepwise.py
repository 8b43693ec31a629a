"""`do` step by step: who, which act, each field; shown before it is sent, kept when refused."""

import json
from typing import Any

import questionary
import typer

from domain.base.refusals import Refusal
from services.acting.act import act_named, agency_act
from services.acts.describe import all_acts, summary
from services.acts.kinds import acts
from services.acts.questions import questions_of
from services.operating.choosing import Choices, choices, choices_at_agency, people_of
from services.operating.offers import command_line
from services.troubles import BadUsage, Trouble
from store.whole_file import write_whole
from workers.cli.asking import Asker, pick, yes
from workers.cli.common import say, with_store, with_store_at
from workers.cli.explaining import exit_of, report
from workers.cli.output import print_said
from workers.cli.recording import recorded, tell
from workers.settings import load

_AGAIN, _CHANGE, _KEEP, _DROP = "again", "change", "keep", "drop"
_NEXT = (
    (_CHANGE, "change a field"),
    (_AGAIN, "send it as it is"),
    (_KEEP, "keep it in a file and stop"),
    (_DROP, "throw it away"),
)


def do(id: str, act: str | None, given: dict[str, Any], by: str, command_id: str) -> None:
    """Ask for what is not given, show it, and have it recorded.

    Where it is refused, or the person says no, it can be changed and sent again, or kept in a file.
    Raises `KeyboardInterrupt` at Ctrl-C, and what stopped the last try where nothing was recorded.
    """
    who = by or pick("Who does it", with_store(lambda store: people_of(store, id)))
    if act and agency_act(act):
        known = with_store(lambda store: choices_at_agency(store, id, who))
    else:
        known = with_store_at(lambda store, at: choices(store, at, id, who))
    name = act.strip().lower().replace("-", "_") if act else _which(known)
    cls = agency_act(name) or act_named(name)
    say(f"{name}: {summary(cls)}")
    alone = known.learners == 1
    questions = tuple(q for q in questions_of(cls) if not (alone and q.name == "about"))
    asker = Asker(known)
    fields = asker.all(questions, given)
    refused: Trouble | Refusal | None = None
    send = _shown(name, fields, known)
    while True:
        if send:
            refused = _tried(known, name, fields, command_id)
            if refused is None:
                return
        send = False
        match pick("What now", _NEXT):
            case "change":
                labels = tuple((q.name, q.label) for q in questions)
                [chosen] = [q for q in questions if q.name == pick("Which one", labels)]
                answer = asker.one(chosen, fields.get(chosen.name))
                fields = {k: v for k, v in fields.items() if k != chosen.name}
                fields |= {} if answer is None else {chosen.name: answer}
                send = _shown(name, fields, known)
            case "again":
                send = True
            case "keep":
                _keep(known, name, fields, command_id)
                break
            case _:
                break
    if refused is not None:
        raise typer.Exit(int(exit_of(refused)))


def _which(known: Choices) -> str:
    """An act that waits for the person, or another one open to them."""
    if not (known.first or known.other):
        raise BadUsage(
            f"{known.actor} can do nothing in this engagement now",
            f"`coaching missing {known.engagement_id[:8]}` says who can.",
        )
    means = dict(all_acts())
    shown: list[questionary.Choice | questionary.Separator] = []
    for title, names in (("-- waits for you", known.first), ("-- also possible", known.other)):
        if names:
            shown.append(questionary.Separator(title))
            shown += [questionary.Choice(f"{n}: {means[n]}", value=n) for n in names if n in acts()]
    return str(questionary.select("What is done:", choices=shown).unsafe_ask())


def _shown(name: str, fields: dict[str, Any], known: Choices) -> bool:
    """Show what will be recorded; whether it may be."""
    people = {address: says.partition(",")[0] for address, says in known.people}
    say(f"\nTo be recorded: {name}, by {known.actor}, typed by an operator")
    print_said({key: people.get(str(value), value) for key, value in fields.items()}, "  ")
    return yes("Record this?", default=True)


def _tried(
    known: Choices, name: str, fields: dict[str, Any], command_id: str
) -> Trouble | Refusal | None:
    """None once it is recorded; else why not, which has been said."""
    try:
        tell(recorded(known.engagement_id, name, fields, known.email, command_id), name)
    except (Trouble, Refusal) as error:
        report(error)
        return error
    except Exception:
        _keep(known, name, fields, command_id)
        raise
    return None


def _keep(known: Choices, name: str, fields: dict[str, Any], command_id: str) -> None:
    """Write the fields to a file for their owner alone, and say how to go on from it."""
    folder = load().data_dir / "drafts"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{known.engagement_id[:8]}-{name}-{command_id[:8]}.json"
    write_whole(file, json.dumps(fields, ensure_ascii=False, indent=2).encode())
    words = ("do", known.engagement_id[:8], name, "--from", str(file), "--by", known.email)
    say(f"Kept, readable by you alone: {file}")
    say(f"  {command_line(*words, '--command-id', command_id)}")
