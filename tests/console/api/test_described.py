"""The description is true: whatever is sent that fits it, in whatever role, is answered as it says.

Sent by schemathesis, to a real server, in the middle of a real engagement.
"""

import asyncio
import copy
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from console.api.act_schemas import component
from console.api.application import make_api
from services.acts.kinds import acts
from tests.console.api.calling import ROLES, SETTINGS, Office, opened_office, served_api
from tests.journeys.place import Place

pytestmark = pytest.mark.servers

EXAMPLES = 2
CHECKS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
_ACT = "/engagements/{engagement_id}/acts/{kind}"


@pytest.fixture(scope="module")
async def busy(shared_place: Place) -> AsyncIterator[Office]:
    """An engagement to do things to, with some history."""
    async with opened_office(shared_place) as one:
        await one.act("coach", "look_at_readiness", note="Ready to begin")
        await one.act("learner", "declare_commitment", level=8, committed_to="Better plans")
        yield one


@pytest.fixture(scope="module")
async def address(busy: Office) -> AsyncIterator[str]:
    """Where it answers."""
    async with served_api(busy.place) as found:
        yield found


@pytest.mark.parametrize("role", [*ROLES, None])
async def test_every_operation_answers_as_described(
    busy: Office, address: str, role: str | None
) -> None:
    description = make_api(busy.place.engine, SETTINGS).openapi()
    sent = await asyncio.to_thread(_send, description, busy, address, role, EXAMPLES)
    assert sum(sent.values()) >= 20 * EXAMPLES
    assert not {421, 429} & set(sent), "refused before the API had a look"
    assert (200 in sent) == (role is not None)


@pytest.mark.parametrize("role", ["coach", "learner"])
async def test_every_act_answers_as_described(busy: Office, address: str, role: str) -> None:
    description = copy.deepcopy(make_api(busy.place.engine, SETTINGS).openapi())
    act = description["paths"][_ACT]["post"]
    act["parameters"] = [one for one in act["parameters"] if one["name"] != "kind"]
    description["paths"] = {
        _ACT.replace("{kind}", kind): {"post": _of(act, kind)} for kind in acts()
    }
    sent = await asyncio.to_thread(_send, description, busy, address, role, 1)
    assert sum(sent.values()) == len(acts())
    assert not {421, 429} & set(sent), "refused before the API had a look"


def _of(act: dict[str, Any], kind: str) -> dict[str, Any]:
    body = {"schema": {"$ref": f"#/components/schemas/{component(kind)}"}}
    made = copy.deepcopy(act)
    made["operationId"] = kind
    made["requestBody"] = {"required": True, "content": {"application/json": body}}
    return made


def _send(
    description: dict[str, Any], office: Office, address: str, role: str | None, examples: int
) -> Counter[int]:
    """Call each operation; how often there was which status."""
    schema = schemathesis.openapi.from_dict(description)
    headers, sent = office.headers(role), Counter[int]()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        sent += _call(found.ok(), office, address, headers, examples)
    return sent


def _call(
    operation: APIOperation[Any, Any, Any, Any],
    office: Office,
    address: str,
    headers: dict[str, str],
    examples: int,
) -> Counter[int]:
    sent = Counter[int]()
    named = {"engagement_id": office.told.id} if "engagement_id" in operation.path else {}

    @given(case=operation.as_strategy())
    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def calls(case: schemathesis.Case[Any]) -> None:
        case.path_parameters = {**case.path_parameters, **named}
        case.headers.pop("Authorization", None)
        answer = case.call_and_validate(base_url=address, headers=headers, checks=CHECKS)
        sent[answer.status_code] += 1

    calls()
    return sent
