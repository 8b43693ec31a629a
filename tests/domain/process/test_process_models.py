"""A coaching model is data: checked before anybody is coached by it, drawn, and never changed."""

import hashlib
import xml.etree.ElementTree as ET
from importlib.resources import files

import pytest

from domain.engagement.gates.known_words import known_words
from domain.process.checker import faults
from domain.process.drawing import drawn, in_words
from domain.process.models import RELEASED, process_model
from domain.process.vocabulary import Work

HASHES = {
    ("skills_based", 1): "e99402375c46ff9c213c8b63e83344d60008166fb406cb6bcbb088f00fd09e3a",
    ("grow", 1): "7ced84a4004457b9bf860479880f6f0b68aa0b30442f6e6e77f2915918d877e1",
    ("clear", 1): "2d438288e2d0139a258db2a298939318ac882c4f289e86d2632ba74b1ccf78ea",
    ("flow", 1): "9ff05d6e582c86b4f4deb626efcec94e04e04ce8bf41f49f6959e56338743abd",
    "common.toml": "934526f5019b2b580d3e22e94dae6f1c81262443aca0f1cbb41d1a9281e0983d",
}


def text_of(name: str) -> str:
    return (files("domain.process") / "released" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("which", sorted(RELEASED))
def test_a_released_model_never_changes(which: tuple[str, int]) -> None:
    found = hashlib.sha256(text_of(RELEASED[which]).encode()).hexdigest()
    assert found == HASHES[which], "release a new version in a file of its own"


def test_what_all_models_share_never_changes() -> None:
    found = hashlib.sha256(text_of("common.toml").encode()).hexdigest()
    assert found == HASHES["common.toml"], "a need that changes gets a new key"


@pytest.mark.parametrize("which", sorted(RELEASED))
def test_a_released_model_is_sound(which: tuple[str, int]) -> None:
    assert faults(text_of(RELEASED[which]), known_words()) == ()


def broken(old: str, new: str) -> list[str]:
    """What the checker says of the GROW file with something changed in it."""
    text = text_of("grow_1.toml")
    assert old in text
    found = faults(text.replace(old, new), known_words())
    lines = text.replace(old, new).splitlines()
    for fault in found:
        assert fault.remedy
        assert fault.line is None or 1 <= fault.line <= len(lines)
    return [f"{fault.line}: {fault.what}" for fault in found]


def test_a_stage_that_nothing_leads_to_is_named() -> None:
    [said] = broken('another_cycle = "reality"', 'another_cycle = "closing"')
    assert "another_cycle leads to closing, where coaching is closed" in said
    moved = broken('opens = ["evaluating", "deciding"]', 'opens = ["evaluating"]')
    assert any("0 stages open deciding" in one for one in moved)
    early = broken('opens = ["planning"]', 'opens = ["planning", "deciding"]')
    assert any("2 stages open deciding" in one for one in early)


def test_a_stage_between_a_decision_and_closing_cannot_be_reached() -> None:
    extra = (
        '[[stages]]\nkey = "limbo"\nname = "Limbo"\ndoes = "Nothing."\nremind_after_days = 3\n\n'
    )
    closing = '[[stages]]\nkey = "closing"'
    [said] = broken(closing, extra + closing)
    assert "limbo cannot be reached" in said
    assert int(said.partition(":")[0]) > 100


def test_a_stage_of_decisions_is_left_by_one_alone() -> None:
    [said] = broken('"cycle_reviewed", "decision",', '"cycle_reviewed",')
    assert "evaluation can be left without a decision" in said


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('"agency_agreement", "terms",', '"agency_agreement",', "does not ask for terms"),
        ('"mandate_explained", "enrollment",\n]\n\n[dec', "]\n\n[dec", "standing does not ask"),
        ('"handoff_seen", ', "", "closing does not ask for handoff_seen"),
        ("asks_enrollment = true\n", "", "asks for commitment"),
        (
            "[needs.options_found]",
            '[needs.enrollment]\nact = "keep_journal"\nroles = ["coach"]\n'
            'question = { ask = "some", entry = "journal" }\n\n[needs.options_found]',
            "enrollment is said anew",
        ),
    ],
)
def test_every_model_keeps_agreement_enrollment_and_closing(old: str, new: str, what: str) -> None:
    [said] = broken(old, new)
    assert what in said


def test_a_gate_that_nobody_can_meet_is_named() -> None:
    [said] = broken('needs = ["options_found"]', 'needs = ["options_found", "observation"]')
    assert "Nobody can meet observation in options" in said
    unreached = broken('needs = ["way_chosen", "steps_planned"]', 'needs = ["next_steps"]')
    assert any("conversation comes later" in one for one in unreached)
    nobody = broken(
        'act = "agree_next_step"\nroles = ["coach", "learner"]',
        'act = "agree_next_step"\nroles = []',
    )
    assert any("names no role" in one for one in nobody)


def test_an_unknown_word_is_named_with_its_line() -> None:
    [act] = broken('act = "agree_next_step"', 'act = "agree_to_dance"')
    assert "there is no act agree_to_dance" in act
    [need] = broken('needs = ["reality_described"]', 'needs = ["reality_decried"]')
    assert need.endswith("Nothing says what reality_decried is.")
    [entry] = broken('entry = "sheet:options"', 'entry = "sheet:opinions"')
    assert "there is no entry sheet:opinions" in entry
    work = broken('opens = ["conversing"]', 'opens = ["conversating"]')
    assert work
    assert all(one.partition(":")[0].isdigit() for one in (act, need, entry, *work))


STAGE = """[[stages]]
key = "goal_setting"
name = "Setting goals"
"""
SPOILT = {
    "a text where a list belongs": ('opens = ["planning"]', 'opens = "planning"', "opens"),
    "an unknown work": ('"evaluating", "deciding"]', '"evaluating", "decyding"]', "decyding"),
    "an unknown role": (
        'says = "No next step',
        'only_if = "sunday"\nsays = "No next step',
        "sunday",
    ),
    "a stage without its name": (STAGE, '[[stages]]\nkey = "goal_setting"\n', "[[stages]]"),
    "a word of a question": ('wrap_up", about =', 'wrap_up", abuot =', "abuot"),
    "two stages of one key": (STAGE, STAGE.replace("goal_setting", "initial_interest"), "key ="),
    "a work that two stages open": (
        'opens = ["conversing"]',
        'opens = ["conversing", "planning"]',
        "planning",
    ),
    "a decision that leads nowhere": ('another_cycle = "reality"', 'another_cycle = "x"', "cycle"),
    "closing that does not close": ('closing = "closing"', 'closing = "reality"', "closing ="),
    "an act that is none": ('act = "agree_next_step"', 'act = "dance"', "dance"),
    "an entry that is none": ('entry = "sheet:options"', 'entry = "sheet:opinions"', "opinions"),
    "a shared need in a stage too early": (
        'needs = ["options_found"]',
        'needs = [\n  "options_found",\n  "observation",\n]',
        '"observation",',
    ),
    "a standing need that is none": ('"mandate_explained",', '"mandate_explain",', "explain"),
    "a reminder that is none": (
        'act = "agree_next_step"',
        'act = "agree_next_step"\nreminder = "rimender"',
        "rimender",
    ),
    "a text to sign that is none": (
        'act = "agree_next_step"',
        'act = "agree_next_step"\nsigns = "trems"',
        "trems",
    ),
    "a need before it that is none": (
        'act = "agree_next_step"',
        'act = "agree_next_step"\nafter = ["way"]',
        "way",
    ),
}
"""What is spoilt: the text, what stands in its place, and what is on the line to be named."""


@pytest.mark.parametrize("kind", sorted(SPOILT))
def test_a_fault_is_named_with_its_own_line(kind: str) -> None:
    """The line was the first one that held the word, whatever the word meant there."""
    old, new, on_it = SPOILT[kind]
    text = text_of("grow_1.toml")
    assert text.count(old) >= 1
    before = text[: text.index(old)]
    spoilt = before + new + text[len(before + old) :]
    first, last = before.count("\n") + 1, (before + new).count("\n") + 1
    lines = spoilt.splitlines()
    named = [fault.line for fault in faults(spoilt, known_words())]
    within = [n for n in named if n is not None and first <= n <= last]
    assert within, named
    assert any(on_it in lines[n - 1] for n in within)
    assert None not in named


def test_what_a_file_lacks_altogether_has_no_line() -> None:
    text = text_of("grow_1.toml").replace('title = "GROW / REGROW coaching"\n', "")
    [fault] = faults(text, known_words())
    assert (fault.line, fault.what) == (None, "title is missing.")


def test_a_name_written_wrong_comes_with_the_one_that_is_meant() -> None:
    text = text_of("grow_1.toml").replace('title = "GROW', 'titel = "GROW')
    assert {fault.what for fault in faults(text, known_words())} == {
        "title is missing.",
        "titel is not known here; perhaps title is meant.",
    }


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("version = 1", 'version = "one"', "version has to be a whole number."),
        ("version = 1", "version = 0", "version has to be 1 or more."),
        ('use = "Goals', 'use = ["Goals"]\n#', 'use has to be a text, such as "this".'),
    ],
)
def test_a_wrong_value_is_said_in_words_of_ours(old: str, new: str, says: str) -> None:
    [fault] = faults(text_of("grow_1.toml").replace(old, new), known_words())
    assert fault.what == says


def test_what_is_not_toml_is_said_with_its_line() -> None:
    [fault] = faults('model = "x"\nversion = = 1\n', known_words())
    assert fault.line == 2


def test_a_model_that_says_nothing_is_refused_not_crashed_on() -> None:
    assert faults("", known_words())


@pytest.mark.parametrize("which", sorted(RELEASED))
def test_a_model_can_be_looked_at_and_read(which: tuple[str, int]) -> None:
    model = process_model(*which)
    picture = ET.fromstring(drawn(model, model.first.key))
    texts = [t.text or "" for t in picture.iter("{http://www.w3.org/2000/svg}text")]
    for number, stage in enumerate(model.stages, start=1):
        assert any(text.startswith(f"{number}. {stage.name}") for text in texts)
    assert len(in_words(model)) == len(model.stages) + 1
    assert picture.find("{http://www.w3.org/2000/svg}title") is not None


def test_works_stay_open_but_deciding() -> None:
    model = process_model("skills_based", 1)
    assert not model.allows(Work.PRACTICE, "joint_planning")
    assert model.allows(Work.PRACTICE, "evaluation")
    assert model.allows(Work.DECIDING, "evaluation")
    assert not model.allows(Work.DECIDING, "closing")
