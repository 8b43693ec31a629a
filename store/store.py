"""The store as a whole: one pool, and everything that stands on it."""

from typing import Any

from activities.messages import Recorded
from activities.ports import AT_ONCE, Clock
from domain.agency.agency import AgencyCommand
from domain.base.model import AgencyId
from store.accesses import Accesses
from store.clock_anchor import ClockAnchor
from store.database import Database
from store.keys import known_keys
from store.keys.data_keys import DataKeys
from store.keys.key_ring import KeyRing
from store.keys.sealed_commands import Envelopes
from store.keys.shredding import Disposal
from store.log import epoch
from store.log.feed import Feed
from store.log.streams import Streams
from store.log.verifier import Verifier
from store.mail.digests import Digests
from store.mail.frozen_papers import Documents
from store.mail.mail_repository import Mails
from store.mail.mail_room import MailRoom
from store.outside.fact_room import FactMessages
from store.outside.token_rows import Tokens
from store.outside.webhook_rows import Webhooks
from store.personal.answer_rows import OwnAnswers
from store.personal.board_reading import BoardReading
from store.personal.calendar_rows import CalendarFeeds
from store.personal.course_rows import Courses
from store.personal.draft_rows import Drafts
from store.personal.figure_rows import Figures
from store.personal.own_reading import OwnReading
from store.personal.refusals import Refusals
from store.personal.report_rows import Reports
from store.personal.skills import Skills
from store.personal.window import Window
from store.projections.reader import Reader
from store.projections.rebuild import Rebuilder
from store.recording.cohort_ledger import Cohorts
from store.recording.engagement_log import Engagements
from store.recording.handler import Handler
from store.recording.repositories import Agencies, People
from store.sessions.account_rows import Accounts
from store.sessions.link_rows import SignInLinks
from store.sessions.session_rows import Sessions

_QUICK_SECONDS = 1.0
"""How long whoever changes an agency waits for what its engagements owe."""


class Store:
    """Use `Store.connect`; each part is asked by its own name.

    `engagements`, `mail_room` and `cohorts` are the activities' ports.
    """

    def __init__(
        self,
        database: Database,
        ring: KeyRing,
        clock: Clock,
        message_domain: str,
        engine_epoch: int,
        window: Window,
    ) -> None:
        self._database = database
        self.window = window
        self.own = OwnReading(window)
        self.board = BoardReading(window)
        self.keys = DataKeys(ring)
        self._streams = Streams(ring, self.keys, engine_epoch)
        self.agencies = Agencies(database, self._streams)
        self.people = People(database, self._streams, self.agencies)
        self.engagements = Engagements(database, self._streams, self.agencies, self.people, clock)
        self.envelopes = Envelopes(database, self.keys)
        mails = Mails(self.keys, message_domain)
        digests = Digests(mails, self.agencies, self.people)
        documents = Documents(self._streams, mails, self.agencies, self.people)
        self.mail_room = MailRoom(database, mails, digests, documents, clock)
        self.cohorts = Cohorts(database, clock, self.keys, self.envelopes, self.people)
        self.reader = Reader(database, self._streams, self.agencies, self.people, mails)
        self.feed = Feed(database)
        self.tokens = Tokens(database)
        self.sessions = Sessions(database)
        self.sign_in_links = SignInLinks(database)
        self.accounts = Accounts(database)
        self.webhooks = Webhooks(database, self.keys)
        self.fact_room = FactMessages(database, ring, self.keys, self.feed, clock)
        self.accesses = Accesses(database, ring)
        self.refusals = Refusals(database)
        self.figures = Figures(database)
        self.own_answers = OwnAnswers(database, self._streams)
        self.reports = Reports(database)
        self.courses = Courses(database, self.keys)
        self.drafts = Drafts(database, self.keys)
        self.feeds = CalendarFeeds(database)
        self.skills = Skills(database, self.keys)
        self.clock_anchor = ClockAnchor(database)
        self.verifier = Verifier(database, ring)
        handlers: dict[str, Handler[Any, Any, Any]] = {
            "agency": self.agencies.handler,
            "person": self.people.handler,
            "engagement": self.engagements.handler,
        }
        self.rebuilder = Rebuilder(database, self._streams, self.agencies, handlers)
        self.disposal = Disposal(database, self.keys, self.rebuilder)

    @classmethod
    async def connect(
        cls,
        dsn: str,
        keys: KeyRing,
        clock: Clock,
        *,
        message_domain: str = "coaching.invalid",
        size: int = AT_ONCE,
        console_dsn: str | None = None,
    ) -> "Store":
        """As the engine role; remembers the engine epoch of now.

        `console_dsn` is the console role's, by which pages read (`window`).

        Raises `StoreUnavailable`, and `WrongKey` where the database was begun with another key.
        """
        database = await Database.connect(dsn, size)
        try:
            await known_keys.check(database, keys)
            async with database.transaction() as c:
                engine_epoch = await epoch.current(c)
            window = await Window.connect(console_dsn)
        except BaseException:
            await database.close()
            raise
        return cls(database, keys, clock, message_domain, engine_epoch, window)

    async def close(self) -> None:
        """Let go of the database."""
        await self.window.close()
        await self._database.close()

    async def record_agency(self, agency_id: AgencyId, command: AgencyCommand) -> Recorded:
        """Record, then recompute what the agency's open engagements owe, as far as that is quick.

        The sweeper finds the others: they stand on an older agency version.
        """
        recorded = await self.agencies.record(agency_id, command)
        await self.engagements.catch_up(agency_id, _QUICK_SECONDS)
        return recorded

    async def raise_epoch(self) -> int:
        """Shut out every other engine connected so far; this store goes on under the new epoch."""
        async with self._database.transaction() as c:
            raised = await epoch.raise_engine_epoch(c)
        self._streams.engine_epoch = raised
        return raised

    async def raise_restore_epoch(self) -> int:
        """Called once after a backup was restored, before anything is recorded; the new epoch."""
        async with self._database.transaction() as c:
            return await epoch.raise_restore_epoch(c)
