"""`coaching migrate`: the database brought up to date by its owner."""

from pydantic import SecretStr

from services.troubles import BadUsage, Trouble
from store.migrations.runner import MigrationChanged
from store.migrations.runner import migrate as apply
from workers.servers import reaching_postgres
from workers.settings import Settings


async def migrate_now(settings: Settings) -> list[str]:
    """Names of the migrations applied. Raises `BadUsage`, `Unreachable`, `Trouble`."""
    dsn = _needed("COACHING_OWNER_DATABASE_URL", settings.owner_database_url)
    engine = _needed("COACHING_ENGINE_PASSWORD", settings.engine_password)
    console = _needed("COACHING_CONSOLE_PASSWORD", settings.console_password)
    try:
        async with reaching_postgres(settings, dsn, seconds=None):
            return await apply(dsn, engine_password=engine, console_password=console)
    except MigrationChanged as changed:
        raise Trouble(
            f"{changed} was edited after it had been applied", "Restore it, and write a new one."
        ) from None


def _needed(variable: str, secret: SecretStr | None) -> str:
    if secret is None:
        raise BadUsage(f"{variable} is not set", f"Set {variable} or {variable}_FILE.")
    return secret.get_secret_value()
