"""Who takes part in coaching, and in what capacity (Toolkit, ch. 2, roles; ch. 8)."""

from enum import StrEnum


class Role(StrEnum):
    """The capacity in which someone acts within one engagement."""

    COORDINATOR = "coordinator"
    LEARNER = "learner"
    COACH = "coach"
    SUPERVISOR = "supervisor"
    LEADERSHIP = "leadership"
    HANDLER = "handler"
    """Whoever the agreement names for concerns, where they have no other part."""
    ENGINE = "engine"


class Relation(StrEnum):
    """How the coach stands to the learner (Toolkit, ch. 8)."""

    INTERNAL = "internal"
    EXTERNAL = "external"
    SUPERVISOR = "supervisor"
    PEER = "peer"


class Form(StrEnum):
    """Whether one person or several are coached at a time."""

    INDIVIDUAL = "individual"
    GROUP = "group"


class Channel(StrEnum):
    """How people meet."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    ONLINE = "online"


class Medium(StrEnum):
    """Through what a coach observes the learner's practice (Toolkit, table 6.5, step 3)."""

    ROLE_PLAY = "role_play"
    AUDIO = "audio"
    VIDEO = "video"
    LIVE = "live"
    WORK_SAMPLE = "work_sample"


class Participation(StrEnum):
    """Whether the learner chose coaching or was sent."""

    VOLUNTARY = "voluntary"
    MANDATED = "mandated"


class Origin(StrEnum):
    """Where an engagement comes from (Toolkit, table 6.5, step 1)."""

    LEARNER_NEED = "learner_need"
    AGENCY_INITIATIVE = "agency_initiative"
