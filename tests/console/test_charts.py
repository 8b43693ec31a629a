"""A chart says in numbers where it begins and where it ends."""

import re

import pytest

from console.rendering.chart import chart
from console.rendering.render import _environment

_VALUE = re.compile(r'class="chart-value"[^>]*>([^<]*)<')


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([3.0], ["3"]),
        ([3.0, 10.0], ["3", "10"]),
        ([25.94, 1.0, 50.0], ["25.9", "50"]),
    ],
)
def test_the_first_and_the_last_value_stand_beside_their_points(
    values: list[float], said: list[str]
) -> None:
    picture = vars(_environment().get_template("macros/chart.html").module)["picture"]
    drawn = picture(chart([("Mar 1", n) for n in values], 0, 50), "id", "said")
    assert _VALUE.findall(drawn) == said
