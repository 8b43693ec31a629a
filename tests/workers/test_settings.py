"""Wrong settings are told in words, by the name to correct, and never with a secret's value."""

import base64
import os
from pathlib import Path

import pytest

from services.troubles import BadUsage
from workers.folders import Folder
from workers.keys import kept_keys, key_ring
from workers.settings import Settings, load

KEY = base64.b64encode(bytes(32)).decode()


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACHING_SMTP_PORT", "many")
    with pytest.raises(BadUsage, match="COACHING_SMTP_PORT") as trouble:
        load()
    assert "many" not in trouble.value.what


def test_a_secret_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY + "\n")
    monkeypatch.setenv("COACHING_MASTER_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("COACHING_CHAIN_KEY", KEY)
    assert key_ring(load()).master == bytes(32)


def test_a_secret_both_in_a_file_and_in_the_environment_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COACHING_MASTER_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("COACHING_MASTER_KEY", KEY)
    with pytest.raises(BadUsage, match="both COACHING_MASTER_KEY and COACHING_MASTER_KEY_FILE"):
        load()


def test_a_secret_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACHING_MASTER_KEY_FILE", "/nowhere/key")
    with pytest.raises(BadUsage, match="/nowhere/key"):
        load()


@pytest.mark.parametrize(
    ("value", "why"), [("c2hvcnQ=", "has 5 bytes"), ("?", "is not base64"), ("", "is not set")]
)
def test_a_wrong_key_is_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, value: str, why: str
) -> None:
    monkeypatch.setenv("COACHING_MASTER_KEY", value)
    with pytest.raises(BadUsage, match=f"COACHING_MASTER_KEY {why}"):
        key_ring(load())


def test_secrets_are_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACHING_DATABASE_URL", "postgresql://engine:hush@db/coaching")
    assert "hush" not in repr(load())


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, one in Settings.model_fields.items() if not one.description] == []


def test_a_running_stack_is_found_by_its_folder(tmp_path: Path) -> None:
    folder = Folder(tmp_path / ".data")
    folder.make()
    folder.tell({"COACHING_TEMPORAL_ADDRESS": "127.0.0.1:1"}, {})
    assert load().temporal_address is None  # it wrote the file, but runs no more
    held = folder.claim()
    try:
        assert load().temporal_address == "127.0.0.1:1"
    finally:
        os.close(held)


def test_servers_set_by_hand_are_never_mixed_with_a_running_stack(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = Folder(tmp_path / ".data")
    held = folder.claim()
    folder.tell({"COACHING_TEMPORAL_ADDRESS": "127.0.0.1:1"}, {})
    monkeypatch.setenv("COACHING_DATABASE_URL", "postgresql://engine@db/coaching")
    try:
        assert load().temporal_address is None
    finally:
        os.close(held)


def test_keys_stay_the_same_and_are_for_their_owner_only(tmp_path: Path) -> None:
    first = kept_keys(tmp_path / "keys", make=True)
    assert kept_keys(tmp_path / "keys", make=False) == first
    assert all(one.stat().st_mode & 0o077 == 0 for one in (tmp_path / "keys").iterdir())


def test_lost_keys_are_not_replaced_by_others(tmp_path: Path) -> None:
    with pytest.raises(BadUsage, match=r"master\.key is missing"):
        kept_keys(tmp_path / "keys", make=False)
