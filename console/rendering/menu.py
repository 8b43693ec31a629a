"""The menu: the pages that are there for this person, by what they are."""

from domain.base.roles import Role
from services.reading.access import Standing

Item = tuple[str, str]
"""(address, key of its words)."""


def menu(standing: Standing | None) -> tuple[Item, ...]:
    """Everybody's own pages; then those of an office or a part that the person holds."""
    items: list[Item] = [("/", "menu.home")]
    if standing is not None:
        if standing.board:
            items.append(("/board", "menu.board"))
        # What one only coordinates is on the board.
        if standing.roles - {Role.COORDINATOR}:
            items.append(("/engagements", "menu.engagements"))
        if Role.SUPERVISOR in standing.roles:
            items.append(("/summaries", "menu.summaries"))
        if standing.coordinator or standing.leader:
            items += [("/program", "menu.program"), ("/agency", "menu.agency")]
    items.append(("/questionnaires", "menu.questionnaires"))
    items.append(("/profile", "menu.profile"))
    return tuple(items)
