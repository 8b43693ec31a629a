"""One file a page: what is asked, which services answer, which template shows it."""

from fastapi import APIRouter

from console.pages import (
    act,
    agency,
    agency_models,
    agency_questionnaires,
    board,
    caseload,
    closing,
    cohorts,
    concern,
    conversation,
    draft,
    engagement,
    engagement_questionnaires,
    engagements,
    goals,
    guide,
    home,
    launch,
    live,
    mails,
    paper,
    people,
    practice,
    profile,
    program,
    program_plan,
    questionnaires,
    report,
    scaling,
    seen_by,
    skill,
    summaries,
)

_PAGES = (
    home,
    board,
    launch,
    cohorts,
    caseload,
    agency,
    agency_models,
    agency_questionnaires,
    people,
    mails,
    engagements,
    engagement,
    concern,
    live,
    goals,
    practice,
    scaling,
    guide,
    skill,
    engagement_questionnaires,
    questionnaires,
    seen_by,
    summaries,
    profile,
    report,
    program_plan,
    program,
    act,
    draft,
    conversation,
    closing,
    paper,
)


def pages_router() -> APIRouter:
    """Every page."""
    router = APIRouter(include_in_schema=False)
    for room in _PAGES:
        router.include_router(room.router)
    return router
