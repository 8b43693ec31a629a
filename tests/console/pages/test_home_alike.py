"""The first page of who has many engagements: what is asked alike is one line, which opens."""

import pytest

from console.pages.home import MANY, alike
from services.own.needs_you import Waiting, When


def _waits(act: str, engagement: str) -> Waiting:
    return Waiting(
        engagement_id=engagement,
        learners="Ana",
        own=False,
        skill="",
        says=f"Please {act}",
        act=act,
        requirement=act,
        role="coach",
        minutes=1,
        due=None,
        when=When.WEEK,
        opens=None,
        days=None,
    )


@pytest.mark.parametrize("n", [1, MANY - 1])
def test_a_few_stay_lines_of_their_own(n: int) -> None:
    lines = [_waits("look", str(one)) for one in range(n)]
    assert alike(lines) == [[one] for one in lines]


def test_many_that_ask_the_same_are_one_where_the_first_of_them_stood() -> None:
    same = [_waits("look", str(one)) for one in range(MANY)]
    other = _waits("sign", "0")
    assert alike([same[0], other, *same[1:]]) == [same, [other]]
