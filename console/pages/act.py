"""One act as a form: asked, filled in, sent; what was typed is kept until it is recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from activities.ports import StoreUnavailable
from console.depends import EngineOf, SignedIn
from console.forms.placed import placed
from console.forms.posted import Posted, fields_from, posted_of
from console.forms.shown import ShownForm
from console.pages.beside import beside, candidates_for
from console.rendering.render import has_template, page
from console.rendering.said import said_of
from console.rendering.words import say
from domain.base.messages import Via
from domain.base.refusals import Refusal
from domain.guidance.aids import aids_beside
from services.acting import act as acting
from services.acting import drafts
from services.acting.act_form import ActForm, act_form
from services.acting.meanwhile import meanwhile
from services.acts.irrevocable import FINAL, is_final
from services.acts.kinds import acts
from services.acts.questions import Takes
from services.acts.remarking import remarked
from services.ids import fresh_id
from services.reading.access import reading_for
from services.reading.history import Told
from services.reading.instruments_view import beside_act
from services.reading.read import Reading
from services.reading.visible import roles_in
from services.troubles import NotFound, Trouble, WrongFields
from store.personal.draft_rows import Typed
from workflows.errors import EngineFault, OutcomeUnknown

router = APIRouter()
PLACES = frozenset({"conversation", "closing", "goals", "scaling", "guide"})
"""Pages of an engagement that an act can lead back to (`?then=…`)."""
ELSEWHERE = {"answer_instrument": "questionnaires"}
"""Acts whose questions depend on what was chosen before: their pages are their only forms."""
TELLS_OF = frozenset({"conversation"})
"""Those with a form for each learner: they are told whose was recorded."""


@router.get("/engagements/{engagement_id}/act/{kind}", name="act")
async def ask(
    request: Request, engagement_id: str, kind: str, engine: EngineOf, visitor: SignedIn
) -> Response:
    """The form; what was begun, and what the address gives (`?session=…`), stands in it."""
    if kind in ELSEWHERE:
        name = request.query_params.get("draft_about", "")
        below = f"{ELSEWHERE[kind]}/{quote(name, safe='')}" if name else ELSEWHERE[kind]
        return RedirectResponse(f"/engagements/{quote(engagement_id, safe='')}/{below}", 303)
    asked = await _asked(engine, visitor, engagement_id, kind)
    form, read = asked.form, asked.read
    given = {name: [value] for name, value in request.query_params.multi_items()}
    about = (given.get("draft_about") or [_about(form, given)])[-1]
    draft = await drafts.kept(engine, visitor.person, read.state.engagement_id, kind, about)
    begun = {name: [value] for name, value in form.begun.items()}
    values = {**begun, **(draft.fields if draft else {}), **given}
    return _shown(request, asked, values, fresh_id(), draft=draft, about=about)


@router.post("/engagements/{engagement_id}/act/{kind}")
async def send(
    request: Request, engagement_id: str, kind: str, engine: EngineOf, visitor: SignedIn
) -> Response:
    """Record it, or show the form again with what was typed and what to do."""
    asked = await _asked(engine, visitor, engagement_id, kind)
    form, read = asked.form, asked.read
    posted = posted_of(await request.form(max_fields=2000))
    command_id = (posted.get("command_id") or [fresh_id()])[-1]
    if posted.get("more"):
        return _shown(request, asked, posted, command_id, more=posted["more"][-1])
    fields = {**fields_from(form.questions, posted), **_known(form, posted)}
    state = read.state
    seen = (posted.get("seen") or [""])[-1]
    new = meanwhile(read, form.act, int(seen)) if seen.isdecimal() else []
    if new:
        return _shown(request, asked, posted, command_id, new=new)
    try:
        command = await acting.command(
            engine,
            state,
            form.act,
            fields,
            by=visitor.person.person_id,
            command_id=command_id,
            at=engine.clock.now(),
            via=Via.SELF,
        )
        remarks = [] if posted.get("said_so") else remarked(command)
        unsure = is_final(command) and not posted.get("sure")
        if remarks or unsure:
            trouble = say("final.not_sure") if unsure else None
            return _shown(request, asked, posted, command_id, remarks=remarks, trouble=trouble)
        await acting.submit(engine, state, command)
    except WrongFields as wrong:
        return _shown(request, asked, posted, command_id, errors=wrong.fields)
    except (Refusal, Trouble) as error:
        return _shown(request, asked, posted, command_id, trouble=said_of(error))
    except (OutcomeUnknown, StoreUnavailable):
        said = say("trouble.unknown")
        return _shown(request, asked, posted, command_id, trouble=said, status=503, unknown=True)
    except EngineFault:
        said = say("trouble.fault")
        return _shown(request, asked, posted, command_id, trouble=said, status=500)
    then = (posted.get("then") or [""])[-1]
    below = f"/{then}" if then in PLACES else ""
    recorded = {
        "done": kind,
        "about": (posted.get("draft_about") or [""])[-1] if then in TELLS_OF else "",
    }
    query = urlencode({name: value for name, value in recorded.items() if value})
    return RedirectResponse(f"/engagements/{state.engagement_id}{below}?{query}", status_code=303)


@dataclass(frozen=True)
class _Asked:
    """A form, what its reader may see, and what stands beside it."""

    form: ActForm
    read: Reading
    beside: Mapping[str, Any]


async def _asked(engine: EngineOf, visitor: SignedIn, engagement_id: str, kind: str) -> _Asked:
    act = acts().get(kind)
    if act is None:
        raise NotFound.of("no_such_act")
    read = await reading_for(engine, visitor.person, engagement_id, f"form of {kind}")
    form = act_form(read, kind, act, engine.clock.now())
    coaches = await candidates_for(engine, visitor.person, form, read)
    roles = roles_in(read.state, visitor.person.person_id)
    helps = {"helps": beside_act(read, kind), "aids": aids_beside(kind, roles)}
    return _Asked(form, read, {**beside(kind, read), **coaches, **helps})


def _about(form: ActForm, given: Posted) -> str:
    """The entry that the form was opened for: a draft about one is none about another."""
    named = (given.get(one.name) for one in form.questions if one.takes is Takes.ENTRY)
    return next((values[-1] for values in named if values), "")


def _known(form: ActForm, posted: Posted) -> Mapping[str, object]:
    """What needed no question: as it stood when the person read it, where the form says so."""
    return {
        name: _as_read(value, posted.get(f"known.{name}")) for name, value in form.known.items()
    }


def _as_read(value: object, said: Sequence[str] | None) -> object:
    """What the page carried along; a number as one, and as it is now where that is none."""
    if not said or isinstance(value, str):
        return said[-1] if said else value
    return int(said[-1]) if isinstance(value, int) and said[-1].isdecimal() else value


def _shown(
    request: Request,
    asked: _Asked,
    values: Posted,
    command_id: str,
    *,
    errors: Mapping[str, str] | None = None,
    trouble: str | None = None,
    remarks: list[str] | None = None,
    more: str | None = None,
    status: int | None = None,
    unknown: bool = False,
    new: list[Told] | None = None,
    draft: Typed | None = None,
    about: str | None = None,
) -> HTMLResponse:
    form, read = asked.form, asked.read
    wrong = placed(form.questions, values, errors or {})
    # Words that were typed are shown whatever became of what they are about.
    bare = form.has_nothing_to_name and draft is None and request.method == "GET"
    shown = ShownForm(form.kind, () if bare else form.questions, values, wrong, more)
    if status is None:
        status = 422 if wrong or trouble or remarks or new else 200
    hindered = form.hindrance and said_of(form.hindrance)
    return page(
        request,
        f"acts/{form.kind}.html" if has_template(f"acts/{form.kind}.html") else "act.html",
        status=status,
        engagement_id=read.state.engagement_id,
        form=shown,
        act=form,
        command_id=command_id,
        trouble=trouble,
        remarks=remarks or [],
        final=form.kind in FINAL,
        sure=request.method == "POST" and bool(values.get("sure")),
        unknown=unknown,
        hindered=hindered,
        answered={name.partition(".")[2] for name, said in values.items() if any(said)},
        new=new or [],
        seen=len(read.lines),
        then=(values.get("then") or [""])[-1],
        draft=draft,
        draft_said=(values.get("draft") or [""])[-1],
        draft_about=(values.get("draft_about") or [""])[-1] if about is None else about,
        **asked.beside,
    )
