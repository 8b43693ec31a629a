"""Messages go to the internet, and to this machine only where that is allowed."""

import asyncio
from typing import Any

import pytest

from activities.addresses import Place, UnsafeAddress, place_of, resolved


@pytest.mark.parametrize(
    "url",
    [
        "https://payroll.example/facts",
        "https://payroll.example:8443/facts?key=1",
        "https://93.184.216.34/",
        "https://[2606:4700::1111]/",
    ],
)
def test_public_addresses_with_tls_are_fine(url: str) -> None:
    assert not place_of(url, loopback=False).loopback


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://payroll.example/", "https"),
        ("ftp://payroll.example/", "https"),
        ("https://localhost/", "private"),
        ("https://127.0.0.1/", "private"),
        ("https://10.1.2.3/", "private"),
        ("https://192.168.0.1/", "private"),
        ("https://169.254.169.254/latest/meta-data", "private"),
        ("https://[::1]/", "private"),
        ("https://[fd00::1]/", "private"),
        ("https://[::ffff:10.0.0.1]/", "private"),
        ("https://[64:ff9b::a00:1]/", "private"),
        ("https://0.0.0.0/", "private"),
        ("https://224.0.0.1/", "private"),
        ("https://name:word@payroll.example/", "url"),
        ("https://payroll.example/#part", "url"),
        ("https:///facts", "url"),
        ("https://[half", "url"),
        ("https://payroll.example:99999/", "url"),
        ("https://pay roll.example/", "url"),
        (f"https://payroll.example/{'x' * 500}", "url"),
    ],
)
def test_others_are_not(url: str, why: str) -> None:
    with pytest.raises(UnsafeAddress) as refused:
        place_of(url, loopback=False)
    assert refused.value.why == why


def test_this_machine_may_be_allowed_and_nothing_else_is_by_that() -> None:
    assert place_of("http://127.0.0.1:8000/facts", loopback=True).loopback
    assert place_of("http://localhost:8000/facts", loopback=True).loopback
    for url in ("http://10.0.0.1/", "http://payroll.example/", "https://192.168.0.1/"):
        with pytest.raises(UnsafeAddress):
            place_of(url, loopback=True)


@pytest.mark.parametrize("found", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fe80::1%2"])
async def test_a_name_that_leads_inside_is_refused(
    found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def answered(*_: Any, **__: Any) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        return [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", (found, 443))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", answered)
    with pytest.raises(UnsafeAddress, match="private"):
        await resolved(Place("https", "inside.example", 443, loopback=False))
