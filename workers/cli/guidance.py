"""`guide` and `aids`: what to consider when coaching gets stuck, and short aids, to look up."""

import typer

from workers.cli.common import AsJson, print_json, say


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(guide)
    app.command()(aids)


def guide(as_json: AsJson = False) -> None:
    """What to consider when coaching gets stuck; on its page the record says what applies."""
    from domain.guidance.situations import situations

    found = situations()
    if as_json:
        print_json({key: one.model_dump(mode="json") for key, one in found.items()})
        return
    for one in found.values():
        say(f"{one.title}\n  {one.source}")
        for line in one.consider:
            say(f"  - {line}")
        say("")


def aids(as_json: AsJson = False) -> None:
    """Short aids: questions to ask, scales explained, models in a few lines."""
    from domain.guidance.aids import aids as every

    found = every()
    if as_json:
        print_json({key: one.model_dump(mode="json") for key, one in found.items()})
        return
    for one in found.values():
        say(f"{one.title}\n  {one.source}")
        for name, line in one.lines:
            say(f"  - {name}: {line}" if name else f"  - {line}")
        say("")
