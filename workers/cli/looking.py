"""`list`, `people`, `mails`, `cohorts`: what there is."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from workers.cli.common import (
    AgencyOption,
    AsJson,
    Limit,
    print_json,
    print_table,
    stage_name,
    told_if_cut,
    with_store,
)

if TYPE_CHECKING:
    from store.store import Store

_FATES = {"waiting": "frozen", "sent": "sent", "refused": "refused"}


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("list")(list_)
    for command in (cohorts, people, mails):
        app.command()(command)


def list_(
    cohort: Annotated[str | None, typer.Option(help="Only this cohort.")] = None,
    stage: Annotated[
        str | None, typer.Option(help="Only this stage: its number, 1 to 7, or its name.")
    ] = None,
    status: Annotated[
        str | None, typer.Option(help="Only active, paused, following_up or ended ones.")
    ] = None,
    at_risk: Annotated[bool, typer.Option("--at-risk", help="Only those at risk.")] = False,
    agency: AgencyOption = None,
    limit: Limit = 200,
    as_json: AsJson = False,
) -> None:
    """List engagements, oldest first."""
    wanted_status = _status(status)

    async def read(store: "Store") -> tuple[list[Any], dict[str, str]]:
        from services import find
        from services.troubles import NotFound

        of = await find.agency_or_all(store, agency)
        if cohort is not None:
            named = [c.name for c in await store.cohorts.lines(of)]
            if cohort not in named:
                known = ", ".join(map(repr, named[:5])) or "none yet"
                raise NotFound(f"no cohort is called {cohort[:60]!r}", f"The newest: {known}.")
        rows = await store.reader.overviews(
            agency=of,
            cohort=cohort,
            stage=await _stage(store, stage),
            status=wanted_status,
            at_risk=at_risk or None,
            limit=limit,
        )
        ids = {p for r in rows for p in (*r.learners, r.coach) if p}
        return rows, {k: p.name for k, p in (await store.reader.people(ids)).items()}

    rows, names = with_store(read)
    if as_json:
        print_json([r.model_dump(mode="json") for r in rows])
        return
    lines = [
        (
            r.engagement_id[:8],
            " and ".join(names.get(p, p[:8]) for p in r.learners),
            names.get(r.coach, r.coach[:8]) if r.coach else "(none yet)",
            r.stage_name or stage_name(r.stage),
            r.cycle,
            (r.outcome or r.status).replace("_", " "),
            "at risk" if r.at_risk else "",
        )
        for r in rows
    ]
    columns = ("id", "learner", "coach", "stage", "cycle", "status", "")
    chosen = any((cohort, stage, status, at_risk, agency))
    none = "No engagement is like that." if chosen else "None yet. Launch: coaching launch FILE"
    print_table(columns, lines, none)
    told_if_cut(len(rows), limit)


def cohorts(agency: AgencyOption = None, as_json: AsJson = False) -> None:
    """List cohorts, newest first, and how far their launch is."""
    from services.operating import listing

    rows = with_store(lambda store: listing.cohorts(store, agency))
    if as_json:
        print_json(rows)
        return
    columns = ("cohort", "agency", "opened", "launched", "refused", "waiting")
    lines = [[_moment(r[c]) if c == "opened" else r[c] for c in columns] for r in rows]
    print_table(columns, lines, "No cohort yet. Launch one: coaching launch FILE")


def people(agency: AgencyOption = None, as_json: AsJson = False) -> None:
    """List who is known: name, address, and the parts they have."""
    from services.operating import listing

    rows = with_store(lambda store: listing.people(store, agency))
    if as_json:
        print_json(rows)
        return
    several = len({r["agency"] for r in rows}) > 1
    columns = ("name", "e-mail", "parts", *(("agency",) if several else ()))
    lines = [
        (
            r["name"],
            r["email"],
            ", ".join(part if n == 1 else f"{part} ({n})" for part, n in r["roles"].items()),
            *((r["agency"],) if several else ()),
        )
        for r in rows
    ]
    print_table(columns, lines, "Nobody is known yet. Launch a cohort: coaching launch FILE")


def mails(
    status: Annotated[
        str | None, typer.Option(help="Only waiting, sent or refused (bounced) ones.")
    ] = None,
    agency: AgencyOption = None,
    limit: Limit = 100,
    as_json: AsJson = False,
) -> None:
    """List what became of mails, newest first; never what they say."""
    from services.operating import listing

    fate = _fate(status)
    rows = with_store(lambda store: listing.mails(store, agency, fate, limit))
    if as_json:
        print_json(rows)
        return
    called = {inner: shown for shown, inner in _FATES.items()}
    lines = [
        (
            _moment(r["made"]),
            r["to"],
            r["kind"].replace("_", " "),
            (r["engagement"] or "")[:8],
            called.get(r["status"], r["status"]),
            _moment(r["settled"]),
            r["reason"],
        )
        for r in rows
    ]
    columns = ("made (UTC)", "to", "kind", "engagement", "status", "since (UTC)", "why")
    print_table(columns, lines, "No mail is like that." if status else "No mail was made yet.")
    told_if_cut(len(rows), limit)


def _moment(text: str | None) -> str:
    return (text or "")[:16].replace("T", " ")


async def _stage(store: "Store", typed: str | None) -> str | None:
    from domain.process.models import stage_names
    from services.troubles import BadUsage

    if typed is None:
        return None
    wanted = typed.strip().casefold()
    own = [model for one in await store.reader.agencies() for model in one.models]
    names = {stage.key: stage.name for model in own for stage in model.stages} | stage_names()
    for key, name in names.items():
        if wanted in (key, name.casefold(), key.replace("_", " ")):
            return key
    known = ", ".join(sorted(set(names.values())))
    raise BadUsage(f"there is no stage {typed[:60]!r}", f"There are: {known}.")


def _status(typed: str | None) -> str | None:
    from domain.engagement.standing import Status
    from services.troubles import BadUsage

    if typed is None:
        return None
    wanted = typed.strip().lower().replace(" ", "_")
    if wanted in set(Status):
        return wanted
    raise BadUsage(f"there is no status {typed[:60]!r}", f"There are: {', '.join(Status)}.")


def _fate(typed: str | None) -> str | None:
    from services.troubles import BadUsage

    if typed is None:
        return None
    if typed in _FATES:
        return _FATES[typed]
    raise BadUsage(f"no mail is {typed[:60]!r}", f"They are {', '.join(_FATES)}.")
