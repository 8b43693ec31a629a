"""`make run` on a machine that does much else."""

import pytest

from activities.ports import StoreUnavailable, TookTooLong
from domain.base.refusals import RequirementUnmet
from services.troubles import Unreachable
from workers.demo.patience import TRIES, onward, patiently
from workflows.errors import OutcomeUnknown


class _Late:
    """Answers at last, after so many times of no answer."""

    def __init__(self, late: int, trouble: Exception | None = None) -> None:
        self.late, self.asked = late, 0
        self.trouble = trouble or OutcomeUnknown("e6ec788f")

    async def __call__(self) -> str:
        self.asked += 1
        if self.asked <= self.late:
            raise self.trouble
        return "recorded"


@pytest.mark.parametrize(
    "trouble",
    [OutcomeUnknown("e6ec788f"), StoreUnavailable(), TookTooLong(), Unreachable("no launch yet")],
    ids=lambda one: type(one).__name__,
)
async def test_a_late_answer_does_not_end_the_demonstration(trouble: Exception) -> None:
    late = _Late(TRIES - 1, trouble)
    assert await patiently(late, pause=0) == "recorded"
    assert late.asked == TRIES


async def test_where_no_answer_comes_at_all_it_is_said() -> None:
    with pytest.raises(OutcomeUnknown, match="e6ec788f"):
        await patiently(_Late(TRIES), pause=0)


async def test_where_coaching_stalled_both_commit_anew_and_go_on() -> None:
    done: list[tuple[str, str]] = []

    async def do(by: str, kind: str, **_: object) -> str:
        done.append((by, kind))
        if kind == "advance_stage" and done.count((by, kind)) < 3:
            raise RequirementUnmet("enrollment")
        return "entry"

    await onward(do, ("cora", "lea"), "cora", "advance_stage")
    again = [("cora", "declare_commitment"), ("lea", "declare_commitment")]
    on = ("cora", "advance_stage")
    assert done == [on, *again, on, *again, on]
