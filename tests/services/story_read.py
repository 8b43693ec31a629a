"""A told story as one of its people reads it, without a database."""

from domain.person.person import Person
from services.acts.possible import possible
from services.reading.read import Reading
from services.reading.visible import seen_by
from tests.domain.given import Story


def read_by(story: Story, person: str) -> Reading:
    """What the pages of this person are made of; everybody is called by their id."""
    state = story.engagement
    ids = {*state.learners, state.coach, state.supervisor, state.coordinator, person} - {None}
    people = {
        one: Person(
            person_id=one,
            agency_id=state.agency_id,
            name=one,
            email=f"{one}@almond-county.example",
            time_zone="America/Los_Angeles",
        )
        for one in ids
        if one
    }
    can_do = tuple(possible(state, story.agency, person, story.now))
    lines = seen_by(state, list(enumerate(story.events)), person)
    return Reading(state, story.agency, people[person], people, lines, can_do)
