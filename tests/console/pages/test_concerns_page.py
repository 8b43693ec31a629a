"""A concern reaches whoever the agreement names, who may have no part in the coaching."""

import re

import pytest

from tests.console.pages.house import fresh_word
from tests.console.pages.visiting import Office

pytestmark = pytest.mark.servers


async def _raised(office: Office) -> tuple[str, str]:
    """A concern of the learner before the leader, who has no part; its words and its page."""
    told, word = office.told, fresh_word()
    terms = {"disclosed": "As agreed", "concerns_go_to": office.cast["leader"]}
    await told.does("coach", "propose_terms", expected_end=office.day(200), **terms)
    version = await told.version("terms")
    for role in ("supervisor", "learner", "coach"):
        await told.does(role, "join_agreement", version=version, understood=True)
    await told.does("learner", "raise_concern", concern=word)
    return word, f"/concerns/{told.id}"


async def test_a_handler_reads_and_answers_it_and_sees_nothing_else(office: Office) -> None:
    word, path = await _raised(office)
    home = await office.get("leader", "/")
    assert f'href="{path}"' in home.text
    page = await office.get("leader", path)
    assert word in page.text
    assert (await office.get("leader", office.at)).status_code == 404
    [entry] = set(re.findall(r'name="concern" value="([^"]+)"', page.text))
    reply = fresh_word()
    assert (await office.post("leader", path, {"concern": entry, "answer": ""})).status_code == 422
    done = await office.post("leader", path, {"concern": entry, "answer": reply})
    assert done.status_code == 303, done.text
    assert path not in (await office.get("leader", done.headers["location"])).text
    assert (await office.get("leader", path)).status_code == 404
    assert reply in await office.sees("learner", office.at)


async def test_an_answer_sent_again_because_its_outcome_was_unknown_is_taken_as_the_same(
    office: Office,
) -> None:
    _, path = await _raised(office)
    page = await office.get("leader", path)
    [entry] = set(re.findall(r'name="concern" value="([^"]+)"', page.text))
    [made] = re.findall(r'name="command_id" value="([^"]+)"', page.text)
    fields = {"concern": entry, "answer": fresh_word(), "command_id": made}
    for _ in range(2):
        assert (await office.post("leader", path, fields)).status_code == 303
    assert (await office.told.kinds()).count("concern_answered") == 1
    other = await office.post("peer", path, fields)
    assert other.status_code == 404, "its id opens nothing to anybody else"


async def test_nobody_else_learns_that_there_is_one(office: Office) -> None:
    word, path = await _raised(office)
    missing = (await office.get("peer", "/concerns/00000000-0000-4000-8000-000000000000")).text
    for role in ("peer", "coach", "supervisor", "coordinator", "learner"):
        for sent in (await office.get(role, path), await office.post(role, path, {"answer": "x"})):
            assert sent.status_code == 404, role
            if role == "peer":
                assert sent.text == missing
        if role != "learner":
            for page in ("/", office.at, "/board", "/engagements"):
                text = (await office.get(role, page)).text
                assert word not in text, (role, page)
                assert "concern was brought" not in text, (role, page)
