"""`python -m bench`: measure, print, and with `--json FILE` write the figures down."""

import argparse
import json
import logging
import os
import platform
import tempfile
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import structlog
import uvloop
from rich.console import Console
from rich.table import Table

from bench import afterwards, commands, growth, pages, papers, reports
from bench.place import opened
from bench.timing import Figure


def main() -> None:
    """Nothing is asserted: figures are for people to compare."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--json", type=Path, help="write machine and figures to this file")
    parser.add_argument("--only", help="only what is measured in this module, such as `growth`")
    chosen = parser.parse_args()
    path: Path | None = chosen.json
    console = Console(width=None if Console().is_terminal else 130)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    begun = perf_counter()
    figures = uvloop.run(_all(console, chosen.only))
    machine = _machine() | {"seconds": round(perf_counter() - begun)}
    console.print(_table(figures))
    console.print(", ".join(f"{name} {value}" for name, value in machine.items()))
    if path is not None:
        content = {"machine": machine, "figures": [asdict(one) for one in figures]}
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


async def _all(console: Console, only: str | None) -> list[Figure]:
    figures = []
    with console.status("Starting servers ..."):
        async for figure in _measured(only):
            console.print(f"[dim]{figure.what}: {figure.ours:.1f} {figure.unit}")
            figures.append(figure)
    return figures


async def _measured(only: str | None) -> AsyncIterator[Figure]:
    if only in (None, "papers"):
        yield await papers.handoff()
        yield await papers.digest()
    if only in (None, "growth"):
        async for figure in growth.growth():
            yield figure
    if only in (None, "pages"):
        async for figure in pages.pages():
            yield figure
    # Not unasked: filling a store with what can be read takes longer than all the rest.
    if only == "reports":
        async for figure in reports.reports():
            yield figure
    if only in (None, "commands", "afterwards"):
        async for figure in _with_temporal(only):
            yield figure


async def _with_temporal(only: str | None) -> AsyncIterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        # PostgreSQL under root runs as another account, which must get in.
        Path(folder).chmod(0o711)  # noqa: ASYNC240 - nothing else runs yet
        async with opened(Path(folder)) as place:
            if only != "afterwards":
                async with place.engine_worker(), place.bare_worker():
                    yield await commands.end_to_end(place)
                    yield await commands.store_alone(place)
                    yield await commands.cohort(place)
            if only != "commands":
                yield await afterwards.rebuild(place)
                for figure in await afterwards.restart(place):
                    yield figure


def _table(figures: list[Figure]) -> Table:
    table = Table(title="Medians; ratio: how many times what is beside it")
    for name in ("What", "Beside", "Unit"):
        table.add_column(name)
    for name in ("Ours", "Bare", "Ratio"):
        table.add_column(name, justify="right")
    table.add_column("Spread")
    for one in figures:
        numbers = (f"{one.ours:.1f}", f"{one.bare:.1f}", f"{one.ratio:.2f}")
        table.add_row(one.what, one.beside, one.unit, *numbers, one.spread)
    return table


def _machine() -> dict[str, object]:
    return {
        "at": datetime.now(UTC).date().isoformat(),
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


if __name__ == "__main__":
    main()
