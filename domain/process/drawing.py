"""A process model as a picture: its stages one below the other, and where decisions lead back to.

SVG that stands alone, with a title and a description for who cannot see it.
"""

from html import escape

from domain.process.decisions import Decision
from domain.process.models import ProcessModel, StageModel
from domain.process.vocabulary import Work
from domain.words import WORDS

_WIDTH, _BOX_X, _BOX_WIDTH, _BOX_HEIGHT, _GAP, _TOP = 760, 40, 420, 64, 34, 70
_INK, _LINE, _FILL, _HERE = "#1b1b1b", "#005ea2", "#f0f4f8", "#d9e8f6"


def decision_name(decision: Decision) -> str:
    """What a decision is called beside the line it takes."""
    return WORDS.say(f"drawing.{decision.value}")


def drawn(model: ProcessModel, here: str | None = None) -> str:
    """The model as SVG text; `here` is the key of a stage to mark as the present one."""
    height = _TOP + len(model.stages) * (_BOX_HEIGHT + _GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'font-family="Public Sans, Noto Sans, sans-serif" fill="{_INK}">',
        f"<title>{escape(model.title)}</title>",
        f"<desc>{escape(' '.join(in_words(model)))}</desc>",
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10z" fill="{_LINE}"/></marker>'
        "</defs>",
        f'<text x="{_BOX_X}" y="36" font-size="20" font-weight="700">{escape(model.title)}</text>',
    ]
    for number, stage in enumerate(model.stages):
        parts += _stage(number, stage, last=number + 1 == len(model.stages), here=here)
        if number + 1 < len(model.stages):
            below = _y(number) + _BOX_HEIGHT
            parts.append(_arrow(f"M{_BOX_X + 40} {below} V{below + _GAP - 2}"))
    parts += _back(model)
    return "\n".join([*parts, "</svg>"]) + "\n"


def in_words(model: ProcessModel) -> tuple[str, ...]:
    """The same as sentences, one a stage: for a terminal, and for who cannot see the picture."""
    lines = []
    for number, stage in enumerate(model.stages, start=1):
        asked = len(model.gate(stage.key))
        needs = WORDS.say_n("drawing.needs", asked)
        lines.append(f"{number}. {stage.name}: {stage.does} {needs}")
        if Work.DECIDING in stage.opens:
            ways = ", ".join(
                WORDS.say(
                    "drawing.leads_to",
                    decision=decision_name(decision),
                    stage=model.stage(target).name,
                )
                for decision, target in model.decisions.items()
            )
            lines.append(f"   {WORDS.say('drawing.from_here', ways=ways)}")
    return tuple(lines)


def _y(number: int) -> int:
    return _TOP + number * (_BOX_HEIGHT + _GAP)


def _stage(number: int, stage: StageModel, *, last: bool, here: str | None) -> list[str]:
    y = _y(number)
    fill = _HERE if stage.key == here else _FILL
    width = 3 if stage.key == here or last else 1.5
    check = f" {WORDS.say('drawing.asks_enrollment')}" if stage.asks_enrollment else ""
    return [
        f'<rect x="{_BOX_X}" y="{y}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="6" '
        f'fill="{fill}" stroke="{_LINE}" stroke-width="{width}"/>',
        f'<text x="{_BOX_X + 16}" y="{y + 26}" font-size="16" font-weight="700">'
        f"{number + 1}. {escape(stage.name + check)}</text>",
        f'<text x="{_BOX_X + 16}" y="{y + 48}" font-size="12">{escape(_short(stage.does))}</text>',
    ]


def _back(model: ProcessModel) -> list[str]:
    deciding = model.opening(Work.DECIDING)
    start = model.number(deciding.key) - 1
    ways: dict[str, list[str]] = {}
    for decision, target in model.decisions.items():
        if model.number(target) <= start:
            ways.setdefault(target, []).append(decision_name(decision))
    parts = []
    for lane, (target, names) in enumerate(ways.items()):
        right = _BOX_X + _BOX_WIDTH
        x, end = right + 40 + 130 * lane, model.number(target) - 1
        from_y, to_y = _y(start) + 20 + 14 * lane, _y(end) + _BOX_HEIGHT // 2
        parts.append(_arrow(f"M{right} {from_y} H{x} V{to_y} H{right + 2}"))
        for n, name in enumerate(names):
            parts.append(
                f'<text x="{x + 8}" y="{(from_y + to_y) // 2 + 18 * n}" font-size="13">'
                f"{escape(name)}</text>"
            )
    return parts


def _arrow(path: str) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{_LINE}" stroke-width="2" marker-end="url(#tip)"/>'
    )


def _short(text: str, most: int = 72) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
