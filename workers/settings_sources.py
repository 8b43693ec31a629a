"""Where settings come from besides the environment: files of secrets, and the running stack."""

import os
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import PydanticBaseSettingsSource

from services.troubles import BadUsage
from workers.folders import Folder, usual_folder

PREFIX = "COACHING_"
_SERVERS = ("COACHING_DATABASE_URL", "COACHING_TEMPORAL_ADDRESS")


class SecretFiles(PydanticBaseSettingsSource):
    """`COACHING_X_FILE` names a file that holds the value of a secret `COACHING_X`."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """The text of the file, where one is named. Raises `BadUsage` when it can't be read."""
        variable = f"{PREFIX}{field_name.upper()}"
        named = os.environ.get(f"{variable}_FILE")
        if not named or "SecretStr" not in str(field.annotation):
            return None, field_name, False
        if os.environ.get(variable):
            raise BadUsage(f"both {variable} and {variable}_FILE are set", "Keep one of them.")
        try:
            return Path(named).read_text("utf-8").strip(), field_name, False
        except (OSError, UnicodeDecodeError) as error:
            raise BadUsage(
                f"{variable}_FILE: cannot read {named}: {type(error).__name__}"
            ) from None

    def __call__(self) -> dict[str, Any]:
        """All secrets that are named by a file."""
        found = {
            name: self.get_field_value(field, name)[0]
            for name, field in self.settings_cls.model_fields.items()
        }
        return {name: value for name, value in found.items() if value is not None}


class StackFile(PydanticBaseSettingsSource):
    """What the running embedded stack wrote down, so that no address needs to be typed."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Unused: the file is read as a whole."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """The stack's environment as settings; nothing where servers are set by hand."""
        # Half an embedded stack and half somebody's servers would be nobody's intention.
        if any(os.environ.get(name) or os.environ.get(f"{name}_FILE") for name in _SERVERS):
            return {}
        named = self.current_state.get("data_dir")
        written = Folder(Path(named) if named else usual_folder()).told()
        # Secrets named by file are already written out as values here.
        return {name.removeprefix(PREFIX).lower(): value for name, value in written.items()}
