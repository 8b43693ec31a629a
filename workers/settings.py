"""All settings, from the environment alone: `COACHING_…`, or `COACHING_…_FILE` for secrets.

Where neither PostgreSQL nor Temporal is set, the running embedded stack of the data folder is used.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from activities.ports import AT_ONCE
from services.troubles import BadUsage
from workers.folders import usual_folder
from workers.settings_sources import PREFIX, SecretFiles, StackFile


class Settings(BaseSettings):
    """Settings of one process."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, hide_input_in_errors=True, env_ignore_empty=True
    )

    data_dir: Path = Field(
        default_factory=usual_folder,
        description="Where the embedded stack keeps all it has; `usual_folder` if not set.",
    )
    documents_dir: Path | None = Field(
        None, description="Where finished PDFs go; `documents` in the data folder if not set."
    )

    database_url: SecretStr | None = Field(
        None, description="PostgreSQL address of the role `coaching_engine`."
    )
    owner_database_url: SecretStr | None = Field(
        None, description="PostgreSQL address of the owner; only `migrate` uses it."
    )
    console_database_url: SecretStr | None = Field(
        None, description="PostgreSQL address of the role `coaching_console`, which only reads."
    )
    engine_password: SecretStr | None = Field(
        None, description="Password that `migrate` gives the role `coaching_engine`."
    )
    console_password: SecretStr | None = Field(
        None, description="Password that `migrate` gives the role `coaching_console`."
    )
    pool_size: int = Field(
        AT_ONCE,
        ge=1,
        le=100,
        description="Connections to PostgreSQL a process, and a worker's activities at once.",
    )

    temporal_address: str | None = Field(None, description="Host and port of Temporal.")
    temporal_namespace: str = Field("default", description="Temporal's namespace.")
    temporal_tls: bool = Field(False, description="Speak TLS to Temporal.")
    temporal_api_key: SecretStr | None = Field(None, description="API key of a Temporal cloud.")
    temporal_ui: str | None = Field(None, description="Address of Temporal's web pages, to show.")
    task_queue: str = Field("coaching", description="Temporal task queue of the workers.")

    master_key: SecretStr | None = Field(
        None,
        description="Key that wraps the data keys: 32 bytes in base64 (`coaching key`).",
    )
    chain_key: SecretStr | None = Field(
        None, description="Key of the event chain: 32 bytes in base64."
    )

    smtp_host: str | None = Field(None, description="Mail server.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of the mail server.")
    smtp_security: Literal["none", "starttls", "tls"] = Field(
        "starttls", description="`starttls`, `tls`, or `none` on loopback only."
    )
    smtp_user: str | None = Field(None, description="Account at the mail server, if it wants one.")
    smtp_password: SecretStr | None = Field(None, description="Password of that account.")
    mail_from: str = Field(
        "coaching@localhost", description="Sender of every mail the engine sends."
    )

    console_url: str | None = Field(
        None,
        pattern=r"^https?://[^/]+$",
        description="Where people reach the console; its own address if not set.",
    )
    console_host: str = Field("127.0.0.1", description="Address the console listens on.")
    console_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="Port the console listens on; one the data folder keeps if not set.",
    )
    console_proxies: str = Field(
        "",
        description="Addresses or networks of proxies in front of the console, by commas; whom "
        "they speak for is believed of nobody else.",
    )
    oidc_issuer: str | None = Field(
        None,
        pattern=r"^https?://[^/?#]+[^?#]*$",
        description="OpenID provider at which people sign in, as it names itself; links if not "
        "set. It must say which e-mail addresses it verified.",
    )
    oidc_client_id: str | None = Field(
        None,
        description="The console's name at that provider; its address for coming back is "
        "`/sign-in/callback` at the console's.",
    )
    oidc_client_secret: SecretStr | None = Field(
        None, description="The secret the console shares with that provider."
    )

    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least severe log line that is written to stderr."
    )
    log_format: Literal["json", "console"] = Field(
        "console", description="`json` for a log collector, `console` for people."
    )

    @property
    def on_one_machine(self) -> bool:
        """Whether Temporal is reached on loopback, as on the embedded stack: then messages to
        other systems may stay on this machine too."""
        host = (self.temporal_address or "").rpartition(":")[0].strip("[]")
        return host in ("127.0.0.1", "::1", "localhost")

    @property
    def documents(self) -> Path:
        """Where finished PDFs go."""
        return self.documents_dir or self.data_dir / "documents"

    @property
    def stack_file(self) -> Path:
        """What the running embedded stack says about itself."""
        return self.data_dir / "stack.json"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then secrets from files, then the running stack."""
        files = SecretFiles(settings_cls)
        return init_settings, env_settings, files, StackFile(settings_cls)


def load(data_dir: Path | None = None) -> Settings:
    """The settings of this process. Raises `BadUsage` in words a person can act on."""
    try:
        return Settings(data_dir=data_dir) if data_dir is not None else Settings()
    except ValidationError as error:
        lines = [
            f"{PREFIX}{'_'.join(str(part) for part in one['loc']).upper()}: {one['msg']}"
            for one in error.errors(include_input=False, include_url=False)
        ]
        raise BadUsage("these settings are wrong: " + "; ".join(lines)) from None
