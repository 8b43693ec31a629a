"""The engine's own processes: worker and console."""

import httpx
from temporalio.service import RPCError

from services.troubles import Unreachable
from workers import console_part
from workers.console_address import reached_at
from workers.folders import Folder
from workers.servers import (
    away,
    connect_temporal,
    in_care_of_a_stack,
    on_its_way_back,
    temporal_address,
)
from workers.settings import Settings
from workflows.diagnosis import polled


async def worker(settings: Settings) -> str:
    client = await connect_temporal(settings)
    address = temporal_address(settings)
    cared_for = in_care_of_a_stack(settings, address)
    # Temporal remembers for minutes a worker that is gone.
    if cared_for and not Folder(settings.data_dir).has("worker"):
        raise on_its_way_back("The worker")
    try:
        at_work = await polled(client, settings.task_queue)
    except RPCError:
        raise away(settings, "Temporal", address, f"Temporal at {address}") from None
    if not at_work and cared_for:
        raise on_its_way_back("The worker")
    if not at_work:
        raise Unreachable(
            f"none asks the task queue {settings.task_queue}", "Start one: `coaching worker`."
        )
    return f"asks the task queue {settings.task_queue}"


async def console(settings: Settings) -> str:
    if settings.console_url is None and settings.console_port is None:
        if not console_part.is_here():
            return console_part.NOT_HERE
        return "none is set here; `coaching up` serves one, or `coaching console` does"
    address = reached_at(settings, settings.console_port or 0)
    try:
        async with httpx.AsyncClient(timeout=4, trust_env=False) as client:
            answer = await client.get(address)
    except httpx.HTTPError as error:
        raise Unreachable(
            f"{address} does not answer ({type(error).__name__})",
            "Start it: `coaching console`; or correct COACHING_CONSOLE_URL.",
        ) from None
    if answer.status_code >= 500:
        raise Unreachable(f"{address} answers {answer.status_code}", "Its log says why.")
    return address
