"""`coaching prepare-temporal`: the namespace and search attributes that the engine needs."""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from services.troubles import Unreachable
from workers.servers import client_of, temporal_address
from workers.settings import Settings

if TYPE_CHECKING:
    from temporalio.client import Client

_KEPT = timedelta(days=30)
_ATTEMPTS = 30
_PAUSE_SECONDS = 1.0


async def prepare_temporal(settings: Settings) -> list[str]:
    """What was made now; nothing where all was there. Safe to repeat. Raises `Unreachable`."""
    from temporalio.service import RPCError

    client = await client_of(settings)
    made: list[str] = []
    for attempt in range(_ATTEMPTS):
        try:
            made += await _namespace(client, settings.temporal_namespace)
            return made + await _attributes(client, settings.temporal_namespace)
        except RPCError as error:
            # A namespace just made is not known everywhere for some seconds.
            if attempt == _ATTEMPTS - 1:
                raise Unreachable(
                    f"Temporal at {temporal_address(settings)} refuses ({error.status.name})",
                    "Make the namespace and its search attributes by Temporal's own tools.",
                ) from None
            await asyncio.sleep(_PAUSE_SECONDS)
    return made


async def _namespace(client: "Client", name: str) -> list[str]:
    from google.protobuf.duration_pb2 import Duration
    from temporalio.api.workflowservice.v1 import RegisterNamespaceRequest
    from temporalio.service import RPCError, RPCStatusCode

    kept = Duration()
    kept.FromTimedelta(_KEPT)
    request = RegisterNamespaceRequest(namespace=name, workflow_execution_retention_period=kept)
    try:
        await client.workflow_service.register_namespace(request)
    except RPCError as error:
        if error.status is not RPCStatusCode.ALREADY_EXISTS:
            raise
        return []
    return [f"namespace {name}"]


async def _attributes(client: "Client", namespace: str) -> list[str]:
    from temporalio.api.enums.v1 import IndexedValueType
    from temporalio.api.operatorservice.v1 import (
        AddSearchAttributesRequest,
        ListSearchAttributesRequest,
    )

    from workflows import attributes

    listed = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=namespace)
    )
    missing = [one.name for one in attributes.ALL if one.name not in listed.custom_attributes]
    if missing:
        keyword = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
        await client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(
                namespace=namespace, search_attributes=dict.fromkeys(missing, keyword)
            )
        )
    return [f"search attribute {name}" for name in missing]
