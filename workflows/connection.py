"""The client every process reaches Temporal with."""

import asyncio

from temporalio.client import Client

from workflows.runner import CONVERTER

SECONDS = 8.0


class TemporalUnreachable(Exception):
    """Temporal does not answer at its address."""


async def connect(
    address: str, namespace: str = "default", *, identity: str | None = None, lazy: bool = False
) -> Client:
    """A client; `lazy` waits with connecting until the first call (not for workers).

    Raises `TemporalUnreachable`.
    """
    try:
        async with asyncio.timeout(SECONDS):
            return await Client.connect(
                address, namespace=namespace, data_converter=CONVERTER, identity=identity, lazy=lazy
            )
    except (RuntimeError, TimeoutError):
        raise TemporalUnreachable(
            f"Temporal does not answer at {address}: check that it runs, and the address set for it"
        ) from None
