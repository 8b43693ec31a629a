"""The servers that the engine needs: PostgreSQL and its clock, Temporal, mail."""

import aiosmtplib
import asyncpg

from services.troubles import BadUsage, Trouble, Unreachable
from store.clock_anchor import Anchor
from store.migrations.runner import migrations
from workers.clock import wall_time
from workers.servers import (
    connect_temporal,
    database_url,
    in_care_of_a_stack,
    on_its_way_back,
    reaching_postgres,
    where,
)
from workers.settings import Settings
from workers.stack.today import ahead

_SKEW_SECONDS = 5.0


async def postgres(settings: Settings) -> str:
    dsn = database_url(settings)
    async with reaching_postgres(settings, dsn):
        connection = await asyncpg.connect(dsn, timeout=4)
        try:
            version = await connection.fetchval("show server_version")
            there = await connection.fetchval("select to_regclass('event') is not null")
        finally:
            await connection.close()
    if not there:
        raise Unreachable(f"{where(dsn)} has no tables of ours", "Run `coaching migrate`.")
    return f"{version} at {where(dsn)}, of {len(migrations())} migrations"


async def temporal(settings: Settings) -> str:
    await connect_temporal(settings)
    shown = f"; its pages are at {settings.temporal_ui}" if settings.temporal_ui else ""
    return f"{settings.temporal_address}, namespace {settings.temporal_namespace}{shown}"


async def mail(settings: Settings) -> str:
    if settings.smtp_host is None:
        raise BadUsage("none set", "Set COACHING_SMTP_HOST.")
    address = f"{settings.smtp_host}:{settings.smtp_port}"
    server = aiosmtplib.SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        use_tls=settings.smtp_security == "tls",
        start_tls=settings.smtp_security == "starttls",
        timeout=4,
    )
    try:
        async with server:
            await server.noop()
    except (aiosmtplib.SMTPException, OSError) as error:
        if in_care_of_a_stack(settings, str(settings.smtp_port)):
            raise on_its_way_back("The mail catcher") from None
        raise Unreachable(
            f"{address} does not answer ({type(error).__name__})",
            "Correct COACHING_SMTP_HOST, COACHING_SMTP_PORT or COACHING_SMTP_SECURITY.",
        ) from None
    return address


async def clock(settings: Settings) -> str:
    dsn = database_url(settings)
    async with reaching_postgres(settings, dsn):
        connection = await asyncpg.connect(dsn, timeout=4)
        try:
            theirs = await connection.fetchval("select clock_timestamp()")
            clock = await connection.fetchrow("select origin_domain, origin_wall, rate from clock")
        finally:
            await connection.close()
    apart = abs((theirs - wall_time()).total_seconds())
    if apart > _SKEW_SECONDS:
        raise Trouble(f"PostgreSQL's is {apart:.0f} s away from ours", "Set both by NTP.")
    anchor = Anchor(**dict(clock)) if clock else Anchor(theirs, theirs, 1.0)
    at_rate = f"agrees with PostgreSQL's; runs at rate {anchor.rate:g}"
    return f"{at_rate}. {ahead(anchor.at(wall_time()))}".removesuffix(". ")
