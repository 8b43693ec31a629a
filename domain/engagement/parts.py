"""What an engagement's state is made of: who recorded what when, hardly any text."""

from datetime import date
from enum import StrEnum

from domain.base.model import EntryId, Frozen, Instant, PersonId
from domain.base.roles import Form, Medium, Role
from domain.engagement.stages import Decision
from domain.engagement.views.handoff_content import HandoffContent


class Entry(Frozen):
    """Something recorded once by someone."""

    entry_id: EntryId
    by: PersonId
    at: Instant


class TalkedOver(Entry):
    """What a conversation is about; `conversation` names the one in which it was talked over."""

    conversation: EntryId | None = None

    @property
    def talked_over(self) -> bool:
        """Whether a conversation was held on it."""
        return self.conversation is not None


class Observed(TalkedOver):
    """The learner was observed."""

    medium: Medium


class Conversation(Entry):
    """A coaching conversation; the first on new observations begins a ladder of its own."""

    begins_ladder: bool


class RungGiven(Frozen):
    """A rung of the ladder was given in (or after) a conversation."""

    rung: str
    conversation: EntryId


class Barrier(Frozen):
    """Something that could stand in the way of a commitment; each gets an answer."""

    barrier_id: str
    answered: bool


class Declared(Frozen):
    """How committed someone said they are, 0 to 10; None once disposed of."""

    at: Instant
    level: int | None
    barriers: tuple[Barrier, ...] = ()

    def reaches(self, threshold: int) -> bool:
        """At or over the threshold with every barrier answered."""
        return (
            self.level is not None
            and self.level >= threshold
            and all(b.answered for b in self.barriers)
        )


class Checkpoint(Frozen):
    """An enrollment checkpoint: open until everyone asked is committed."""

    number: int
    reason: str
    opened_at: Instant
    due: Instant
    overdue: bool = False
    declared: dict[PersonId, Declared] = {}


class Goal(Frozen):
    """A goal as agreed; `statement` is what the supervisor confirms and the handoff shows."""

    entry_id: EntryId
    statement: str
    scale: str
    due: date
    confirmed: bool = False


class Session(Frozen):
    """A coaching session, planned or past."""

    entry_id: EntryId
    at: Instant
    minutes: int
    form: Form
    outcome: str = "planned"


class NextStep(Frozen):
    """A step promised in a conversation, with its day."""

    entry_id: EntryId
    owner: PersonId
    text: str
    due: date
    cycle: int
    done: bool = False


class Cycle(Frozen):
    """One round of practice, reflection, feedback and evaluation."""

    number: int
    started: Instant
    demonstrations: tuple[Entry, ...] = ()
    waived_by: tuple[PersonId, ...] = ()
    observations: tuple[Observed, ...] = ()
    reflections: tuple[TalkedOver, ...] = ()
    preparations: tuple[Entry, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    rungs: tuple[RungGiven, ...] = ()
    shared_reflections: tuple[Entry, ...] = ()
    rated: tuple[tuple[PersonId, EntryId], ...] = ()
    assessed_by: tuple[PersonId, ...] = ()
    reviews: tuple[Entry, ...] = ()
    decision: Decision | None = None

    @property
    def ladder(self) -> tuple[str, ...]:
        """The rungs given on what was talked over last, lowest first."""
        begun = [n for n, talk in enumerate(self.conversations) if talk.begins_ladder]
        current = {talk.entry_id for talk in self.conversations[begun[-1] if begun else 0 :]}
        return tuple(given.rung for given in self.rungs if given.conversation in current)

    @property
    def all_talked_over(self) -> bool:
        """A conversation was held, and none of the observations came after it."""
        return bool(self.conversations) and all(o.talked_over for o in self.observations)

    def reflected_by(self) -> frozenset[PersonId]:
        """Who has reflected on what is to be talked over next (or was, if nothing new is there).

        An observation made after a conversation asks for a reflection of its own.
        """
        again = bool(self.conversations) and not self.all_talked_over
        return frozenset(r.by for r in self.reflections if not (again and r.talked_over))


class Plan(Frozen):
    """The sustainability plan: what the supervisor promised, who supports the learning."""

    entry_id: EntryId
    promised: str
    supported_by: str
    signed: bool = False


class Process(Frozen):
    """How coaching goes on, as agreed in joint planning."""

    every_days: int
    quiet_days: int


class Joined(Frozen):
    """Someone signed the agreement in a role: its version, and what that one permits."""

    role: Role
    version: int
    ratings_to_supervisor: bool = False


class Closing(Frozen):
    """How far the closing has come."""

    started_at: Instant | None = None
    missing: tuple[str, ...] = ()
    met_at: Instant | None = None
    results_told: bool = False
    results: str | None = None
    what_helps: tuple[str, ...] = ()
    hidden_steps: tuple[EntryId, ...] = ()
    """Open next steps the learner keeps out of the handoff."""
    handoff: HandoffContent | None = None
    produced_at: Instant | None = None
    seen_at: Instant | None = None
    delivered_at: Instant | None = None
    acknowledged_at: Instant | None = None
    closed_at: Instant | None = None
    followed_up: tuple[int, ...] = ()


class Pause(Frozen):
    """A time in which the engagement's clock stood still."""

    since: Instant
    until: Instant | None = None


class RecordOf(StrEnum):
    """The kinds of entries an author may retract."""

    GOAL = "goal"
    SESSION = "session"
    DEMONSTRATION = "demonstration"
    OBSERVATION = "observation"
    REFLECTION = "reflection"
    PREPARATION = "preparation"
    CONVERSATION = "conversation"
    SHARED_REFLECTION = "shared_reflection"
    REVIEW = "review"
    DEBRIEF = "debrief"
    PLAN = "plan"
    NEXT_STEP = "next_step"
