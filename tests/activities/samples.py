"""Documents and mails as the engine would freeze them."""

from datetime import UTC, date, datetime

from activities.mail import FrozenMail, MailKind
from domain.engagement.views.development_plan_content import PlannedAction
from domain.engagement.views.handoff_content import FollowUpLine, GoalLine, StepLine
from domain.engagement.views.papers import (
    ClosingSummary,
    DevelopmentPlan,
    Digest,
    DigestLine,
    EndedLine,
    Handoff,
    SummaryLine,
)

Content = Digest | Handoff | ClosingSummary
SENDER = "office@agency.example"

HANDOFF = Handoff(
    engagement_id="11111111-0000-0000-0000-000000000000",
    agency="Cedar County",
    learner="Maria Nguyễn",
    supervisor="Dana Whitfield",
    coach="Tomás Ibarra",
    version=1,
    skill="Engaging families in first visits",
    goals=(
        GoalLine(
            statement="Open four of five first visits so that the family tells its own story first",
            measure="Five observed visits, with the opening checklist",
            due=date(2027, 2, 12),
        ),
        GoalLine(
            statement="Say in ten minutes why we came and what happens next",
            measure="A role-play and two live visits, rated from 1 to 5",
            due=date(2027, 2, 26),
        ),
    ),
    results=(
        "Calmer at the door. I start with a question now, and I wait for the answer. In the last "
        "three visits the parents told me what worries them before I had opened my folder, and I "
        "did not have to ask a second time. Saying why we came still takes me longer than ten "
        "minutes when an interpreter is there; I want to keep working on that with my partner. "
        "Keeping the first page of notes closed helped most of all."
    ),
    what_helps=("A practice partner", "The cue card", "Ten quiet minutes before a visit"),
    promised="Two hours a month for practice, and one joint visit each quarter.",
    promised_by="Ruth Okafor",
    supported_by="A peer group of three",
    next_steps=(
        StepLine(text="Plan a joint visit with Ana", due=date(2027, 3, 19)),
        StepLine(text="Write a phone card for the first call", due=date(2027, 3, 26)),
        StepLine(text="Watch two recorded openings with the peer group", due=date(2027, 4, 16)),
        StepLine(text="Try the opening with an interpreter", due=date(2027, 5, 14)),
    ),
    follow_ups=(
        FollowUpLine(days=30, day=date(2027, 4, 2)),
        FollowUpLine(days=90, day=date(2027, 6, 1)),
    ),
    development_plan=True,
    unseen=False,
    contact="Lee Park, lee.park@childrens-services.cedar-county.example, 555-0142",
    produced_at=datetime(2027, 3, 3, 20, 0, tzinfo=UTC),
)
"""As long as most: two goals, 400 letters of results, three helps, four steps."""

UNSEEN = HANDOFF.model_copy(
    update={"unseen": True, "results": None, "what_helps": (), "next_steps": ()}
)

DEVELOPMENT_PLAN = DevelopmentPlan(
    engagement_id="11111111-0000-0000-0000-000000000000",
    agency="Cedar County",
    learner="Maria Nguyễn",
    written_by="Dana Whitfield",
    strengths=("Listens before she asks", "Keeps calm when voices rise"),
    growth_areas=("Visits with an interpreter",),
    actions=(
        PlannedAction(text="Take the interpreter course", due=date(2027, 5, 10)),
        PlannedAction(text="Lead one visit a month with Ana", due=date(2027, 9, 1)),
    ),
    supports=("Course fee is paid", "Ana as a partner"),
    contact="Lee Park, 555-0142",
    written_at=datetime(2027, 3, 3, 20, 0, tzinfo=UTC),
)

SUMMARY_LINE = SummaryLine(
    engagement_id="11111111-0000-0000-0000-000000000000",
    learner="Maria Nguyễn",
    skill="Engaging families in first visits",
    started=date(2026, 9, 8),
    closed=date(2027, 2, 25),
    cycles=3,
    sessions=11,
    ended_as="closed_early",
    handoff="acknowledged",
    acknowledged_on=date(2027, 3, 1),
    follow_ups=(date(2027, 3, 27), date(2027, 5, 26)),
)

SUMMARY = ClosingSummary(
    agency="Cedar County",
    supervisor="Dana Whitfield",
    since=date(2026, 12, 1),
    until=date(2027, 3, 3),
    lines=(
        SUMMARY_LINE,
        SUMMARY_LINE.model_copy(
            update={
                "learner": "Aaliyah Robinson",
                "handoff": "waiting",
                "acknowledged_on": None,
                "ended_as": "completed",
            }
        ),
        EndedLine(
            engagement_id="22222222-0000-0000-0000-000000000000",
            learner="Jo Mercer",
            ended=date(2027, 1, 14),
        ),
    ),
)

DIGEST = Digest(
    name="Dana Whitfield",
    local_date=date(2027, 3, 3),
    lines=(
        DigestLine(
            what="next_step/1",
            engagement_id="a",
            reference="3fa2b1c0",
            learner="Maria Nguyễn",
            due=datetime(2027, 3, 3, 0, 0, tzinfo=UTC),
        ),
        DigestLine(
            what="next_step/2",
            engagement_id="b",
            reference="9b1c77aa",
            due=datetime(2027, 3, 4, 0, 0, tzinfo=UTC),
        ),
        DigestLine(
            what="session/1",
            engagement_id="a",
            reference="5e551011",
            learner="Maria Nguyễn",
            due=datetime(2027, 3, 3, 22, 5, tzinfo=UTC),
        ),
        DigestLine(
            what="observation_not_discussed/1",
            engagement_id="a",
            reference="0b5e0000",
            learner="Maria Nguyễn",
            due=datetime(2027, 3, 2, 7, 30, tzinfo=UTC),
        ),
        DigestLine(
            what="checkpoint/1",
            engagement_id="c",
            reference="77777777",
            due=datetime(2027, 3, 1, 20, 0, tzinfo=UTC),
            escalated=True,
        ),
    ),
)


def pdf_of(content: Content) -> bytes | None:
    """The document that goes along, as something that begins like one."""
    return None if isinstance(content, Digest) else b"%PDF-1.7 of a test"


def frozen(content: Content, **changes: str) -> FrozenMail:
    """A mail with this content, to Dana in Los Angeles."""
    mail = FrozenMail(
        mail_id="m1",
        kind=MailKind(content.document),
        recipient="p1",
        name="Dana Whitfield",
        address="dana@agency.example",
        time_zone="America/Los_Angeles",
        message_id="<m1@agency.example>",
        frozen_at=datetime(2027, 3, 3, 15, 0, tzinfo=UTC),
        content=content,
    )
    return mail.model_copy(update=changes)
