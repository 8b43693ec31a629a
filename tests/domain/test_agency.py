"""The agency's agreement: who signs it, and on what."""

import pytest

from domain.agency.agency import TOPICS, AgencyAgreementSigned, SignAgencyAgreement, decide_agency
from domain.base.refusals import Refusal
from tests.domain.given import AGENCY, COORDINATOR, START

TEXTS = dict.fromkeys(TOPICS, "as agreed anew")


def signing(by: str, topics: dict[str, str] = TEXTS) -> SignAgencyAgreement:
    return SignAgencyAgreement(
        command_id="s1", by=by, at=START, agency_id=AGENCY.agency_id, topics=topics
    )


def test_only_leadership_signs() -> None:
    with pytest.raises(Refusal) as caught:
        decide_agency(AGENCY, signing(COORDINATOR))
    assert caught.value.code == "not_leadership"


def test_a_changed_text_is_a_new_version() -> None:
    (event,) = decide_agency(AGENCY, signing("leader-1"))
    assert isinstance(event, AgencyAgreementSigned)
    assert event.version == 2


def test_all_ten_topics_are_spoken_to() -> None:
    with pytest.raises(Refusal) as caught:
        decide_agency(AGENCY, signing("leader-1", dict(list(TEXTS.items())[:9])))
    assert caught.value.facts["missing"] == (TOPICS[9],)
