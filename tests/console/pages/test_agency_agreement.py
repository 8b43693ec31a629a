"""The agency's agreement as leadership signs it: what is demanded, and where it is missing."""

import re

import pytest

from console.rendering.words import say
from domain.agency.agency import TOPICS
from domain.words import WORDS
from services.ids import fresh_id
from tests.console.pages.visiting import Office, text_of

pytestmark = pytest.mark.servers


async def test_no_topic_of_the_agreement_is_said_to_be_as_one_likes(office: Office) -> None:
    page = await office.sees("leader", "/agency/agreement")
    labels = dict(re.findall(r'<label class="usa-label" for="topics\.(\w+)">(.*?)</label>', page))
    assert set(labels) == set(TOPICS)
    assert not [topic for topic, label in labels.items() if say("form.optional") in label]


async def test_a_topic_that_is_missing_is_named_beside_its_field(office: Office) -> None:
    left_out = {"scheduling", "confidentiality"}
    form = {f"topics.{topic}": "As agreed" for topic in TOPICS if topic not in left_out}
    answer = await office.post("leader", "/agency/agreement", {"command_id": fresh_id(), **form})
    assert answer.status_code == 422
    page = text_of(answer)
    assert set(re.findall(r'id="topics\.(\w+)-error"', page)) == left_out
    for topic in left_out:
        assert f'<a href="#topics.{topic}">{WORDS.say(f"choice.topics.{topic}")}:' in page
