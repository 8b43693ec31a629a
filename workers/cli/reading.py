"""`read` and `readings`: what people are asked to approve, and who read text as an operator."""

import shutil
import sys
import textwrap
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workers.cli.common import (
    AsJson,
    Id,
    print_json,
    print_table,
    reading_for,
    say,
    with_store,
    with_store_at,
)

if TYPE_CHECKING:
    from services.reading.paper_parts import Paper
    from services.reading.read import Reading
    from store.store import Store


_PAPERS = "agreement, plan, goals, rules, handoff, debrief or development."


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(read)
    app.command()(readings)


def read(
    id: Id,
    paper: Annotated[str, typer.Argument(help=_PAPERS)],
    reader: Annotated[str, typer.Option("--as", help="Who reads it: an e-mail address.")],
    pdf: Annotated[
        Path | None, typer.Option("--pdf", help="Write it to this file as a PDF.")
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", help="Why you show it; recorded with the reading.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show what a person is asked to approve, as they may see it; the reading is recorded."""
    from services.operating.offers import act_command
    from services.printing.papers import paper_as_pdf
    from services.reading import read as services
    from services.troubles import BadFile

    name = services.paper_named(paper)

    async def run(store: "Store", at: datetime) -> "tuple[Reading, list[Paper], datetime]":
        shown = await services.through_operator(store, at, id, reader, name, reading_for(reason))
        return shown, services.papers(shown, name), at

    shown, papers, at = with_store_at(run)
    if pdf is not None:
        try:
            pdf.write_bytes(paper_as_pdf(shown, name, at))
        except OSError as error:
            raise BadFile(f"{pdf} can't be written ({error.strerror})") from None
    engagement, by = shown.state.engagement_id, shown.reader.email
    if as_json:
        print_json([{**_as_json(p), "pdf": str(pdf) if pdf else None} for p in papers])
        return
    for n, one in enumerate(papers):
        _print(one, "\n" if n else "")
        if one.approve in shown.can_do:
            command = act_command(engagement, one.approve, by, dict(one.fields))
            say(f"\nTo approve version {one.version}:\n  {command}")
    if pdf is not None:
        say(f"\nWritten: {pdf}")


def readings(id: Id, as_json: AsJson = False) -> None:
    """List every reading of an engagement's text by an operator: when, by whom, why."""
    from services import find
    from services.reading.reasons import readings as of

    async def run(store: "Store") -> list[dict[str, object]]:
        state = await find.engagement(store, id)
        return [dict(one) for one in await of(store, state.engagement_id)]

    rows = with_store(run)
    if as_json:
        print_json(rows)
        return
    lines = [(str(r["at"])[:16].replace("T", " "), r["by"], r["reason"]) for r in rows]
    print_table(("when (UTC)", "who", "why"), lines, "No operator has read what people wrote.")


def _as_json(paper: "Paper") -> dict[str, object]:
    return {
        "paper": paper.name,
        "title": paper.title,
        "version": paper.version,
        "standing": paper.standing,
        "approve": paper.approve,
        "fields": dict(paper.fields),
        "sections": [{"heading": s.heading, "points": list(s.points)} for s in paper.sections],
    }


def _print(paper: "Paper", before: str) -> None:
    say(f"{before}{paper.title}, version {paper.version}")
    say(paper.standing)
    for section in paper.sections:
        say(f"\n{section.heading}")
        for point in section.points:
            say(_folded(point))


def _folded(text: str) -> str:
    """Indented; folded at the terminal's width, and left alone where no terminal is."""
    paragraphs = text.splitlines() or [""]
    if not sys.stdout.isatty():
        return "\n".join(f"  {one}" for one in paragraphs)
    width = max(40, min(100, shutil.get_terminal_size().columns))
    fold = textwrap.TextWrapper(width, initial_indent="  ", subsequent_indent="  ")
    return "\n".join(fold.fill(one) for one in paragraphs)
