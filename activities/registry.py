"""Every activity of the engine, made from the ports once, for whoever builds a worker."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from activities.anchoring import Signing
from activities.cohorts import Cohorts
from activities.outbound import Courier, FactRoom
from activities.ports import (
    Anchoring,
    CohortLedger,
    EngagementLog,
    EngagementWorkflows,
    Filing,
    MailRoom,
    Postman,
)
from activities.recording import Recording
from activities.rounds import Mailing, Press
from activities.sweeping import Sweeping
from activities.telling import Telling


@dataclass(frozen=True)
class Ports:
    """All that activities need of the world."""

    log: EngagementLog
    mail_room: MailRoom
    postman: Postman
    filing: Filing
    ledger: CohortLedger
    press: Press
    anchoring: Anchoring
    fact_room: FactRoom
    courier: Courier


class Activities:
    """The engine's activities, each holding its ports."""

    def __init__(self, ports: Ports, workflows: EngagementWorkflows) -> None:
        self.recording = Recording(ports.log, ports.mail_room)
        self.mailing = Mailing(ports.mail_room, ports.postman, ports.filing, ports.press)
        self.sweeping = Sweeping(ports.log, workflows)
        self.cohorts = Cohorts(ports.ledger, workflows)
        self.signing = Signing(ports.anchoring)
        self.telling = Telling(ports.fact_room, ports.courier)

    def all(self) -> list[Callable[..., Any]]:
        """What a worker registers."""
        return [
            self.recording.record_command,
            self.recording.read_owed,
            self.recording.perform_owed,
            self.recording.freeze_handoff,
            self.mailing.freeze_digests,
            self.mailing.freeze_summaries,
            self.mailing.send_mail,
            self.mailing.send_waiting,
            self.sweeping.nudge_overdue,
            self.cohorts.read_progress,
            self.cohorts.launch_batch,
            self.signing.sign_heads,
            self.telling.tell_systems,
        ]
