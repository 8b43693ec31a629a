"""Every act has a place on the page where people look for it."""

from services.acts.act_groups import GROUPS, grouped, topic_of
from services.acts.kinds import acts


def test_every_act_is_in_one_group() -> None:
    shown = [kind for _, kinds in grouped(acts()) for kind in kinds]
    assert sorted(shown) == sorted(acts())


def test_no_group_names_a_topic_without_acts() -> None:
    topics = {topic_of(cls) for cls in acts().values()}
    assert {topic for group in GROUPS.values() for topic in group} <= topics
