"""Is the log what was written? Names everything changed, removed, added, reordered or cut off."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from activities.ports import LogNotWhole
from store.database import Connection, Database
from store.keys.key_ring import KeyRing
from store.log import heads, ledger
from store.log.heads import Head, HeadsForged
from store.log.key_findings import KeysSeen
from store.log.stored_event import StoredEvent
from store.log.stream_kinds import KINDS
from store.queries import load

_SECONDS = 3600.0
_SQL = load("store.log", "log.sql")


@dataclass(frozen=True)
class Finding:
    """`what` is changed, removed, added, reordered or cut_off.

    `stream` is a stream of events, such as `engagement/ID`; `command/engagement/ID` and
    `key/engagement/ID` are its commands and the ledger of its keys, `reading` is the log of
    readings. `version` counts from 1 in each; 0 where what was found has no place in it.
    """

    stream: str
    version: int
    what: str

    @property
    def part(self) -> str:
        """What `version` counts: events, or entries."""
        return "event" if self.stream.partition("/")[0] in KINDS else "entry"


@dataclass
class Verdict:
    """`unanchored`: events newer than the last signed heads, whose loss would go unseen."""

    streams: int = 0
    events: int = 0
    unanchored: int = 0
    anchored: bool = False
    findings: list[Finding] = field(default_factory=list)
    heads: dict[str, Head] = field(default_factory=dict, repr=False)
    """The last link of each chain that was looked at."""

    @property
    def intact(self) -> bool:
        """Nothing was tampered with, as far as it can be known."""
        return not self.findings


@dataclass(frozen=True)
class Link:
    """One row of a chain; `sign` gives the HMAC it must carry after another, at a place."""

    n: int
    hmac: bytes
    sign: Callable[[bytes, int], bytes]


class Verifier:
    """Recomputes every chain; needs no data key."""

    def __init__(self, database: Database, ring: KeyRing) -> None:
        self._database = database
        self._ring = ring

    async def write_heads(self, path: Path, at: datetime) -> int:
        """Sign how far every chain has come, if all is as it was written; the count of streams.

        What is signed is what was looked at, and it must follow what `path` holds so far.
        Raises `LogNotWhole`.
        """
        try:
            verdict = await self.verify(heads.existing(path))
        except HeadsForged:
            raise LogNotWhole(1) from None
        if not verdict.intact:
            raise LogNotWhole(len(verdict.findings))
        await asyncio.to_thread(heads.save, path, self._ring, verdict.heads, at)
        return verdict.streams

    async def verify(self, heads_file: Path | None = None) -> Verdict:
        """Against the chains, and the signed heads if there are. Raises `HeadsForged`."""
        signed = heads.load(heads_file, self._ring) if heads_file else {}
        verdict = Verdict(anchored=heads_file is not None)
        keys = KeysSeen()
        async with self._database.transaction(_SECONDS, frozen=True) as c:
            claimed = {row["stream"]: row for row in await c.fetch(_SQL["claimed"])}
            ours = {name for name in signed if name.partition("/")[0] in KINDS}
            for stream in sorted({*claimed, *ours}):
                rows = await _events(c, stream)
                verdict.streams += 1
                verdict.events += len(rows)
                anchor = signed.get(stream)
                known = anchor.version if anchor else 0
                verdict.unanchored += sum(row.version > known for row in rows)
                says = claimed[stream]["version"] if stream in claimed else 0
                self._look(verdict, stream, [self._event(row) for row in rows], says, anchor)
                keys.used(stream, rows)
            says_of = {f"command/{name}": row["commands"] for name, row in claimed.items()}
            says_of |= {row["chain"]: row["n"] for row in await c.fetch(_SQL["ledger_heads"])}
            left = {*says_of, *signed} - {*claimed, *ours}
            for statement in ("commands", "ledger"):
                async for chain, entries in _chains(c, _SQL[statement]):
                    links = [self._entry(chain, *entry) for entry in entries]
                    self._look(verdict, chain, links, says_of.get(chain, 0), signed.get(chain))
                    keys.entered(chain, [(n, body) for n, body, _ in entries])
                    left.discard(chain)
            for chain in sorted(left):
                self._look(verdict, chain, [], says_of.get(chain, 0), signed.get(chain))
            found = keys.compared(await c.fetch(_SQL["keys"]))
            verdict.findings += [Finding(*one) for one in found]
        verdict.findings = sorted(
            dict.fromkeys(verdict.findings), key=lambda one: (one.stream, one.version, one.what)
        )
        return verdict

    def _event(self, row: StoredEvent) -> Link:
        return Link(row.version, row.hmac, lambda previous, n: row.chained(self._ring, previous, n))

    def _entry(self, chain: str, n: int, body: object, hmac: bytes) -> Link:
        return Link(n, hmac, lambda before, at: ledger.signed(self._ring, chain, at, body, before))

    def _look(
        self, verdict: Verdict, chain: str, links: Sequence[Link], claimed: int, anchor: Head | None
    ) -> None:
        if links:
            verdict.heads[chain] = Head(links[-1].n, links[-1].hmac.hex())
        verdict.findings += [Finding(chain, n, what) for n, what in _check(links, claimed, anchor)]


def _check(links: Sequence[Link], claimed: int, anchor: Head | None) -> list[tuple[int, str]]:
    found = {link.n: _how(link, links, claimed) for link in _broken(links)}
    there = {link.n: link for link in links}
    last = max(there, default=0)
    found |= {n: "removed" for n in range(1, last) if n not in there}
    end = max(claimed, anchor.version if anchor else 0)
    found |= dict.fromkeys(range(last + 1, end + 1), "cut_off")
    signed = there.get(anchor.version) if anchor else None
    if anchor and signed and signed.n not in found and signed.hmac.hex() != anchor.hmac:
        found[signed.n] = "changed"
    return list(found.items())


def _broken(links: Sequence[Link]) -> list[Link]:
    """Links whose HMAC does not follow from themselves and the one before them."""
    broken, previous, expected = [], b"", 1
    for link in links:
        gap = link.n != expected
        # After a gap the predecessor's HMAC is unknown: the link itself can't be judged.
        if not gap and link.sign(previous, link.n) != link.hmac:
            broken.append(link)
        previous, expected = link.hmac, link.n + 1
    return broken


def _how(link: Link, links: Sequence[Link], claimed: int) -> str:
    """Reordered, if it is true to some other place of the chain; added, beyond its end."""
    for n in range(1, len(links) + 2):
        for previous in (b"", *(other.hmac for other in links)):
            if link.sign(previous, n) == link.hmac:
                return "reordered"
    return "added" if link.n > claimed else "changed"


async def _events(c: Connection, stream: str) -> list[StoredEvent]:
    kind, stream_id = stream.split("/", 1)
    return [StoredEvent.of(row) for row in await c.fetch(_SQL["stored"], kind, stream_id, None)]


async def _chains(
    c: Connection, statement: str
) -> AsyncIterator[tuple[str, list[tuple[int, object, bytes]]]]:
    """(chain, its entries), one chain after the other."""
    chain, entries = "", list[tuple[int, object, bytes]]()
    async for row in c.cursor(statement, prefetch=1000):
        if row["chain"] != chain and entries:
            yield chain, entries
            entries = []
        chain = row["chain"]
        entries.append((row["n"], row["body"], row["hmac"]))
    if entries:
        yield chain, entries
