"""Whether something of few people can be worked out from figures that are all known.

Whoever adds figures up and takes them from one another gets a sum in which a learner counts by a
number that depends on where they stood alone: in which columns, and in which unit and adoption
group there. So learners are put together who came into the same columns. In such a class each
joins the unit and the adoption group they were counted in, and a sum that leaves most of them out
is a cut of this graph: it is of no fewer people than cross the lightest one. What a class with a
lighter cut could tell must be said by the other classes already (docs/adr/0024).
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from domain.base.model import PersonId

Near = dict[Hashable, dict[Hashable, int]]
People = dict[Hashable, dict[Hashable, dict[PersonId, None]]]
Form = dict[Hashable, int]
Forms = dict[tuple[Hashable, Hashable], Form]
_PRIME = 2**61 - 1
"""Sums are compared modulo this, which keeps numbers short."""


class Part(NamedTuple):
    """One learner's part in a figure: `part` names what was counted, `unit` and `adoption` the
    groups of theirs that were shown (empty for the rest of the learners)."""

    learner: PersonId
    part: str
    unit: str = ""
    adoption: str = ""


Column = Sequence[Part]
"""All that came into one measure: its total, and the groups that share it out."""


def tells_of_few(columns: Sequence[Column], least: int) -> bool:
    """Whether a sum over these columns may be of fewer people than `least`, but of somebody.

    What it denies holds; what it affirms need not, since not every sum is tried.
    """
    stood: dict[str, dict[int, Part]] = {}
    for n, column in enumerate(columns):
        for part in column:
            stood.setdefault(part.part, {})[n] = part
    by_unit = {n for n, column in enumerate(columns) if any(part.unit for part in column)}
    by_adoption = {n for n, column in enumerate(columns) if any(part.adoption for part in column)}
    # A column that is not shared out adds the same number to a whole class, so one side of the
    # graph can do without it, and without the class.
    return all(
        _may_tell(*_graph(stood, units, groups), least)
        for units, groups in ((None, None), (by_unit, None), (None, by_adoption))
    )


def _may_tell(forms: Forms, people: People, least: int) -> bool:
    fixed: dict[Hashable, Form] = {}
    light: list[Form] = []
    for joined in _joined(people):
        of_it = [forms[a, b] for a, others in joined.items() for b in others if (a, b) in forms]
        if _cut_by_few({one: dict(others) for one, others in joined.items()}, least):
            light += of_it
        else:
            for form in of_it:
                _fix(fixed, form)
    return any(_reduced(fixed, form) for form in light)


def _graph(
    stood: Mapping[str, Mapping[int, Part]], units: set[int] | None, groups: set[int] | None
) -> tuple[Forms, People]:
    """By unit and adoption group, what a learner of both counts by in a sum; and who they
    are. `units` and `groups` are the columns that make a side; None for all, and the class."""
    forms: Forms = {}
    people: People = {}
    for key in sorted(stood):
        there = stood[key]
        learner = next(iter(there.values())).learner
        unit = _end("unit", {n: one.unit for n, one in there.items()}, units)
        adoption = _end("adoption", {n: one.adoption for n, one in there.items()}, groups)
        forms[unit, adoption] = {
            (kind, n, cell): 1
            for n, one in there.items()
            for kind, cell in (("unit", one.unit), ("adoption", one.adoption))
        }
        for a, b in ((unit, adoption), (adoption, unit)):
            people.setdefault(a, {}).setdefault(b, {})[learner] = None
    return forms, people


def _end(kind: str, cells: Mapping[int, str], of: set[int] | None) -> Hashable:
    return (kind, *((n, cell) for n, cell in cells.items() if of is None or n in of))


def _joined(people: People) -> Iterable[Near]:
    """Each connected part of a graph, weighed by people.

    Somebody with several parts in it (coached twice) is one person, and makes no two cuts heavier.
    """
    left = dict.fromkeys(people)
    while left:
        waiting, found = [next(iter(left))], dict[Hashable, None]()
        while waiting:
            one = waiting.pop()
            if one not in found:
                found[one] = None
                del left[one]
                waiting.extend(people[one])
        yield _weighed({one: people[one] for one in found})


def _weighed(people: People) -> Near:
    near: Near = {one: {} for one in people}
    counted: set[PersonId] = set()
    for a, others in people.items():
        for b, there in others.items():
            if b not in near[a]:
                near[a][b] = near[b][a] = len(there.keys() - counted)
                counted.update(there)
    return near


def _cut_by_few(near: Near, least: int) -> bool:
    """Whether a cut of a connected graph is lighter than `least` (Stoer & Wagner, 1997)."""
    if any(sum(others.values()) < least for others in near.values()):
        return True
    while len(near) > 1:
        before = last = next(iter(near))
        close, ordered = dict(near[last]), {last}
        while close:
            before, last = last, max(close, key=lambda one: close[one])
            close.pop(last)
            ordered.add(last)
            for one, weight in near[last].items():
                if one not in ordered:
                    close[one] = close.get(one, 0) + weight
        if sum(near[last].values()) < least:
            return True
        for one, weight in near.pop(last).items():
            near[one].pop(last)
            if one != before:
                near[one][before] = near[before][one] = near[before].get(one, 0) + weight
    return False


def _fix(fixed: dict[Hashable, Form], form: Form) -> None:
    """Take a sum into the basis of those that are nothing where they are of few."""
    left = _reduced(fixed, form)
    if left:
        first = next(iter(left))
        scale = pow(left[first], -1, _PRIME)
        fixed[first] = {key: value * scale % _PRIME for key, value in left.items()}


def _reduced(fixed: dict[Hashable, Form], form: Form) -> Form:
    """What of a sum the basis does not say; empty where it says all."""
    left = dict(form)
    while (key := next((one for one in left if one in fixed), None)) is not None:
        times = left[key]
        for name, value in fixed[key].items():
            left[name] = (left.get(name, 0) - times * value) % _PRIME
        left = {name: value for name, value in left.items() if value}
    return left
