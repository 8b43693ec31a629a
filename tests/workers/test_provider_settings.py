"""The settings of an OpenID provider: whole or none, through TLS, and never printed."""

from pathlib import Path

import pytest

from services.signing.sign_in_provider import Oidc
from services.troubles import BadUsage
from workers.provider_settings import provider_of
from workers.settings import Settings

PROVIDER = {
    "COACHING_OIDC_ISSUER": "https://id.county.example",
    "COACHING_OIDC_CLIENT_ID": "console",
    "COACHING_OIDC_CLIENT_SECRET": "hush-hush",
}


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Settings with nothing but what a test sets."""
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def test_a_provider_is_all_three_or_none(alone: pytest.MonkeyPatch) -> None:
    assert provider_of(Settings()) is None
    for name, value in PROVIDER.items():
        alone.setenv(name, value)
    assert provider_of(Settings()) == Oidc("https://id.county.example", "console", "hush-hush")
    for name, value in PROVIDER.items():
        alone.delenv(name)
        with pytest.raises(BadUsage, match=f"{name} is missing"):
            provider_of(Settings())
        alone.setenv(name, value)


def test_a_provider_is_spoken_to_through_tls(alone: pytest.MonkeyPatch) -> None:
    for name, value in PROVIDER.items():
        alone.setenv(name, value)
    alone.setenv("COACHING_OIDC_ISSUER", "http://id.county.example")
    with pytest.raises(BadUsage, match="http://"):
        provider_of(Settings())
    alone.setenv("COACHING_OIDC_ISSUER", "http://127.0.0.1:9400")
    assert provider_of(Settings()) is not None


def test_the_secret_is_not_printed(alone: pytest.MonkeyPatch) -> None:
    for name, value in PROVIDER.items():
        alone.setenv(name, value)
    assert "hush" not in repr(Settings())
    assert "hush" not in repr(provider_of(Settings()))
