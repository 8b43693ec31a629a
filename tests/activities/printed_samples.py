"""What people print, as services would make it."""

from datetime import UTC, date, datetime

from activities.rendering.printed import (
    GoalSheet,
    GoalsSheet,
    ObservationSheet,
    PaperSheet,
    Signature,
    SkillLine,
)

AT = datetime(2027, 3, 3, 17, tzinfo=UTC)
AGREEMENT = PaperSheet(
    agency="Cedar County",
    title="Coaching agreement of Cedar County",
    sections=(
        ("Purpose", ("Coaching that helps people use what they learned in training.",)),
        ("Time", ("Two hours a month, for six months.", "Sessions are work time.")),
    ),
    standing="Signed for the agency by Ruth Okafor. Joined by Dana Whitfield (supervisor).",
    signatures=(
        Signature("Agency leadership", "Ruth Okafor"),
        Signature("Supervisor", "Dana Whitfield", date(2027, 3, 1)),
        Signature("Learner", "Maria Nguyễn"),
        Signature("Coach"),
    ),
    printed_at=AT,
)
GOALS = GoalsSheet(
    agency="Cedar County",
    learner="Maria Nguyễn",
    goals=(
        GoalSheet(
            statement="Ask the family for its own words",
            facts=(("Unit", "plans of ten"), ("Levels", "In 1 of ten (1)\nIn 3 of ten (3)")),
            low=-2,
            high=2,
            rated=(
                (
                    "Maria Nguyễn",
                    (
                        (date(2027, 1, 5), -2, ""),
                        (date(2027, 2, 5), 0, "After the second visit"),
                        (date(2027, 3, 1), 1, ""),
                    ),
                ),
            ),
        ),
        GoalSheet("Write plans that families follow", (("Due", "June 1"),), 0, 10, ()),
    ),
    scores=((date(2027, 2, 5), 50.0), (date(2027, 3, 1), 56.2)),
    printed_at=AT,
)
FORM = ObservationSheet(
    agency="Cedar County",
    title="Family engagement",
    asks="How often did the learner show each skill?",
    source="After the Georgia Department of Human Services (2010); Toolkit, table 4.2",
    facts=(("Learner", ""), ("Observer", ""), ("Day", ""), ("Where and how", "")),
    scale=("Almost never", "Occasionally", "Often", "Almost always"),
    skills=(SkillLine("Was genuine and respectful"), SkillLine("Asked about what matters")),
    questions=(("How was the opening?", ""),),
    note="",
    blank=True,
    printed_at=AT,
)
OBSERVED = ObservationSheet(
    **{
        **vars(FORM),
        "facts": (("Learner", "Maria Nguyễn"), ("Observer", "Tomás Ibarra"), ("Day", "March 1")),
        "skills": (
            SkillLine(
                "Was genuine and respectful", 3, "Waited while the mother was looking for words"
            ),
            SkillLine("Asked about what matters"),
        ),
        "questions": (("How was the opening?", "With a question"),),
        "note": "A calm visit",
        "blank": False,
    }
)
