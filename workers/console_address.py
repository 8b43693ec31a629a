"""Where the console listens and is reached; a data folder keeps its port, for bookmarks."""

from pathlib import Path

from services.troubles import BadUsage
from store.whole_file import write_whole
from workers.settings import Settings
from workers.stack.child import free_port, port_answers

_FILE = "console.port"


def kept_port(folder: Path) -> int:
    """The port of this data folder; a new one where there was none, or somebody else has it now."""
    port = last_port(folder)
    if port and not port_answers(port):
        return port
    port = free_port()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(folder / _FILE, f"{port}\n".encode())
    return port


def last_port(folder: Path) -> int:
    """The port where this data folder's console was last; 0 where there was none."""
    try:
        port = int((folder / _FILE).read_text("ascii"))
    except (OSError, ValueError):
        return 0
    return port if 0 < port <= 65535 else 0


def listening_port(settings: Settings) -> int:
    """The port that is set, and else the one the data folder keeps."""
    return settings.console_port or kept_port(settings.data_dir)


def reached_at(settings: Settings, port: int) -> str:
    """The address people type, without a slash at its end."""
    if settings.console_url is not None:
        return settings.console_url
    host = settings.console_host
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def known_address(settings: Settings) -> str:
    """Where people reach a console that is served, asked from outside it. Raises `BadUsage`."""
    if settings.console_url is None and settings.console_port is None:
        raise BadUsage(
            "nobody said where people reach the console",
            "Set COACHING_CONSOLE_URL, or start it with `coaching up`.",
        )
    return reached_at(settings, settings.console_port or 0)
