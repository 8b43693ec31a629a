"""Ctrl-C and SIGTERM as a cancellation, so that what was begun is ended in order."""

import asyncio
import signal
from collections.abc import Coroutine


async def until_told(work: Coroutine[None, None, None]) -> None:
    """Run until done or told to stop; being told is no error."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    told = (signal.SIGINT, signal.SIGTERM)
    for one in told:
        loop.add_signal_handler(one, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        if not task.cancelled():
            raise
    finally:
        for one in told:
            loop.remove_signal_handler(one)
