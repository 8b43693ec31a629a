"""The person's own page: time zone, working hours, reminders, calendar, what others see of them."""

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import HTMLResponse, RedirectResponse, Response

from console.depends import EngineOf, SettingsOf, SignedIn
from console.forms.posted import Posted, posted_of
from console.forms.regions import zones
from console.rendering.render import page
from console.rendering.words import say
from domain.agency.agency import WorkingHours
from domain.base.refusals import Refusal
from domain.words import say_refusal
from services.ids import fresh_id
from services.own import calendar_feed, profile
from services.own.own_engagements import own_page
from services.reading.readings_shown import readings_of

router = APIRouter()
DAYS = range(5)
_DONE = frozenset({"who", "wishes", "no_calendar"})


@router.get("/profile", name="profile")
async def show(
    request: Request, engine: EngineOf, visitor: SignedIn, done: str = ""
) -> HTMLResponse:
    """As it stands."""
    return await _shown(request, engine, visitor, done=done if done in _DONE else "")


@router.post("/profile/who")
async def say_who(request: Request, engine: EngineOf, visitor: SignedIn) -> Response:
    """Change name and time zone."""
    posted = posted_of(await request.form())
    try:
        await profile.say_who(
            engine,
            visitor.person,
            _one(posted, "command_id") or fresh_id(),
            name=_one(posted, "name"),
            time_zone=_one(posted, "time_zone"),
        )
    except ValidationError:
        return await _shown(request, engine, visitor, posted, wrong=say("profile.wrong_who"))
    except Refusal as refusal:
        said = say_refusal(refusal.code, refusal.facts)
        return await _shown(request, engine, visitor, posted, wrong=said)
    return RedirectResponse("/profile?done=who", status_code=303)


@router.post("/profile/wishes")
async def wish(request: Request, engine: EngineOf, visitor: SignedIn) -> Response:
    """Change when one is written to."""
    posted = posted_of(await request.form())
    try:
        own = _one(posted, "hours") == "own"
        start, end = (_one(posted, name) for name in ("start", "end"))
        hours = WorkingHours.model_validate({"start": start, "end": end}) if own else None
        await profile.set_preferences(
            engine,
            visitor.person,
            _one(posted, "command_id") or fresh_id(),
            hours=hours,
            reminder_days=[int(day) for day in posted.get("days", ()) if day.isdecimal()],
        )
    except ValidationError:
        return await _shown(request, engine, visitor, posted, wrong=say("profile.wrong_wishes"))
    except Refusal as refusal:
        said = say_refusal(refusal.code, refusal.facts)
        return await _shown(request, engine, visitor, posted, wrong=said)
    return RedirectResponse("/profile?done=wishes", status_code=303)


@router.post("/profile/calendar")
async def calendar(
    request: Request, engine: EngineOf, settings: SettingsOf, visitor: SignedIn
) -> Response:
    """A new address, shown this once; or none any more."""
    posted = posted_of(await request.form())
    if posted.get("end"):
        await calendar_feed.revoke_address(engine, visitor.person)
        return RedirectResponse("/profile?done=no_calendar", status_code=303)
    token = await calendar_feed.open_address(engine, visitor.person)
    address = f"{settings.base_url}/calendar/{token}.ics"
    return await _shown(request, engine, visitor, address=address)


@router.get("/calendar/{token}.ics", name="calendar")
async def feed(token: str, engine: EngineOf) -> Response:
    """The calendar at its secret address: nobody need sign in."""
    return Response(await calendar_feed.calendar_at(engine, token), media_type="text/calendar")


@router.get("/engagements/{engagement_id}/seen-of-me", name="seen_of_me")
async def seen_of_me(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn
) -> HTMLResponse:
    """What the others of one engagement can see now of what the person did."""
    state, others = await profile.seen_of_me(engine, visitor.person, engagement_id)
    return page(
        request,
        "seen_of_me.html",
        engagement_id=engagement_id,
        others=others,
        readings=await readings_of(engine, state),
    )


async def _shown(
    request: Request,
    engine: EngineOf,
    visitor: SignedIn,
    posted: Posted | None = None,
    *,
    wrong: str = "",
    done: str = "",
    address: str = "",
) -> HTMLResponse:
    now = await profile.profile_of(engine, visitor.person)
    typed = posted or {}
    return page(
        request,
        "profile.html",
        status=422 if wrong else 200,
        now=now,
        name=_one(typed, "name") or now.name,
        time_zone=_one(typed, "time_zone") or now.time_zone,
        zones=zones(),
        own_hours=_one(typed, "hours") == "own" if "hours" in typed else now.own_hours,
        start=_one(typed, "start") or str(now.hours.start),
        end=_one(typed, "end") or str(now.hours.end),
        days=typed.get("days", []) if "hours" in typed else [str(n) for n in now.reminder_days],
        weekdays=DAYS,
        since=await calendar_feed.address_since(engine, visitor.person),
        mine=(await own_page(engine, visitor.person)).lines,
        command_id=fresh_id(),
        wrong=wrong,
        done=done,
        address=address,
    )


def _one(posted: Posted, name: str) -> str:
    return (posted.get(name) or [""])[-1].strip()
