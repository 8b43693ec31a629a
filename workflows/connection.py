"""The client every process reaches Temporal with."""

import asyncio

from temporalio.client import Client

from workflows.runner import CONVERTER

SECONDS = 5.0


class TemporalUnreachable(Exception):
    """Temporal does not answer at its address."""


async def connect(
    address: str,
    namespace: str = "default",
    *,
    identity: str | None = None,
    tls: bool = False,
    api_key: str | None = None,
    lazy: bool = False,
) -> Client:
    """A client, whether or not the namespace is there yet; `lazy`, which is not for workers, waits
    with connecting until the first call. Raises `TemporalUnreachable`."""
    try:
        async with asyncio.timeout(SECONDS):
            return await Client.connect(
                address,
                namespace=namespace,
                data_converter=CONVERTER,
                identity=identity,
                tls=tls,
                api_key=api_key,
                lazy=lazy,
            )
    except (RuntimeError, OSError, TimeoutError):
        raise TemporalUnreachable(
            f"Temporal does not answer at {address}: check that it runs, and the address set for it"
        ) from None
