"""The menu leads to no page that is empty for its reader."""

from console.rendering.menu import menu
from domain.base.roles import Role
from services.reading.access import Standing


def _addresses(*roles: Role, coordinator: bool = False) -> list[str]:
    return [address for address, _ in menu(Standing(coordinator, False, frozenset(roles)))]


def test_who_only_coordinates_has_the_board_and_no_list_of_their_own() -> None:
    only = _addresses(Role.COORDINATOR, coordinator=True)
    assert "/board" in only
    assert "/engagements" not in only
    assert "/engagements" in _addresses(Role.COORDINATOR, Role.COACH, coordinator=True)
