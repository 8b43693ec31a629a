"""Then it is refused: with this code, and nothing recorded."""

from typing import Any

import pytest

from domain.base.refusals import Refusal
from tests.domain.given import Story


def refused(story: Story, code: str, by: str, kind: str, **fields: Any) -> Refusal:
    before = list(story.events)
    with pytest.raises(Refusal) as caught:
        story.does(by, kind, **fields)
    assert caught.value.code == code
    assert story.events == before, "a refusal records nothing"
    return caught.value
