"""What acts belong together for whoever looks for one, by the topic that holds them."""

from collections.abc import Iterable

from services.acts.kinds import acts

GROUPS: dict[str, tuple[str, ...]] = {
    "moving_on": ("moving", "deciding"),
    "agreement": (
        "agreement",
        "confidentiality",
        "mandate",
        "readiness",
        "sustainability",
        "ground_rules",
        "expected_end",
    ),
    "commitment": ("enrollment",),
    "planning": ("goals", "planning", "sheets", "next_steps"),
    "sessions": ("sessions", "session_outcomes"),
    "practice": ("demonstration", "observation"),
    "talking": ("reflection", "feedback", "scaling", "requests"),
    "looking_back": ("evaluation", "instruments"),
    "closing": (
        "closing",
        "producing",
        "handing_over",
        "development_plan",
        "unreachable",
        "following",
    ),
    "telling": ("debriefs", "disclosing", "concerns", "consents"),
    "people": ("assign",),
    "pause_or_end": ("pausing", "leaving", "ending"),
    "mistakes": ("corrections",),
}
"""Group to the topics (`domain/engagement/topics`) whose acts it shows, in the order of a page."""


def grouped(kinds: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(group, its acts) of those given; no group is empty."""
    known = acts()
    wanted = list(kinds)
    found = []
    for group, topics in GROUPS.items():
        here = tuple(kind for kind in wanted if topic_of(known[kind]) in topics)
        if here:
            found.append((group, here))
    return tuple(found)


def topic_of(cls: type) -> str:
    """The topic that an act stands in."""
    return cls.__module__.rpartition(".")[2]
