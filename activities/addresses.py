"""Where messages may be sent: https to public addresses; this machine only where that is allowed.

So that nobody who may name an address makes the engine knock at doors inside its own network.
"""

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

_LOOPBACK_NAMES = frozenset({"localhost"})
_LONGEST = 500
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class UnsafeAddress(Exception):
    """Nothing is sent there; `why` is a key: url, https, private, unknown."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Place:
    """An address taken apart; `loopback` where it names this machine."""

    scheme: str
    host: str
    port: int
    loopback: bool


def place_of(url: str, *, loopback: bool) -> Place:
    """The place a URL names, as far as can be said without asking for names.

    `loopback`: this machine may be named, also without TLS. Raises `UnsafeAddress`.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise UnsafeAddress("url") from None
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= _LONGEST
    if not plain or not host or parts.username or parts.password or parts.fragment:
        raise UnsafeAddress("url")
    literal = _literal(host)
    here = host in _LOOPBACK_NAMES or (literal is not None and literal.is_loopback)
    if here and loopback:
        if parts.scheme not in ("http", "https"):
            raise UnsafeAddress("url")
    elif parts.scheme != "https":
        raise UnsafeAddress("https")
    elif here or (literal is not None and not is_public(literal)):
        raise UnsafeAddress("private")
    usual = 443 if parts.scheme == "https" else 80
    return Place(parts.scheme, host, port or usual, here)


async def resolved(place: Place) -> str:
    """The IP address to connect to, which is asked for once and is what was checked.

    Raises `UnsafeAddress` where any of its addresses is not public.
    """
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except OSError:
        raise UnsafeAddress("unknown") from None
    addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    if not addresses:
        raise UnsafeAddress("unknown")
    for address in addresses:
        fine = address.is_loopback if place.loopback else is_public(address)
        if not fine:
            raise UnsafeAddress("private")
    return str(addresses[0])


def is_public(address: Address) -> bool:
    """Whether it is somewhere on the internet, whatever it is wrapped in."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
