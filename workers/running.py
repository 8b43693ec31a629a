"""The worker process: takes work from Temporal until it is told to stop."""

import structlog

from activities.courier import HttpCourier
from activities.registry import Ports
from services.troubles import Trouble
from store.log.signed_heads import HeadsFile
from workers.clock import wall_time
from workers.filing import FolderFiling
from workers.post import postman, press
from workers.settings import Settings
from workers.takeover import Takeover
from workers.wiring import WiredEngine, opened, takeover_watch
from workflows.schedules import ensure_schedules
from workflows.worker import build_worker

_log = structlog.get_logger(__name__)


async def work(settings: Settings) -> None:
    """Run a worker until cancelled. Raises `Unreachable` when a server is away at the start."""
    async with takeover_watch(settings) as takeover, opened(settings) as engine:
        await _serve(engine, takeover)


async def _serve(engine: WiredEngine, takeover: Takeover) -> None:
    queue = engine.task_queue
    worker = build_worker(
        engine.client,
        queue,
        ports(engine),
        at_once=engine.settings.pool_size,
        superseded=takeover.noticed.set,
    )
    agencies = await engine.store.reader.agencies()
    await ensure_schedules(engine.client, queue, agencies, engine.clock.rate)
    _log.info("worker_started", task_queue=queue)
    async with worker:
        await takeover.happened()
    raise Trouble("another engine has taken over (`coaching recover`); this worker ends")


def ports(engine: WiredEngine) -> Ports:
    """What the activities need of the world, from one engine."""
    return Ports(
        log=engine.store.engagements,
        mail_room=engine.store.mail_room,
        postman=postman(engine.settings),
        filing=FolderFiling(engine.settings.documents),
        ledger=engine.store.cohorts,
        press=press(engine.settings),
        anchoring=HeadsFile(engine.store.verifier, engine.settings.data_dir, wall_time),
        fact_room=engine.store.fact_room,
        courier=HttpCourier(wall_time, loopback=engine.settings.on_one_machine),
    )
