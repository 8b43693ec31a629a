"""Is the log what was written? Names every event changed, removed, reordered or cut off."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from activities.ports import LogNotWhole
from store.database import Connection, Database
from store.keys.key_ring import KeyRing
from store.log import heads
from store.log.heads import Head, HeadsForged
from store.log.stored_event import COLUMNS, StoredEvent

_SECONDS = 3600.0


@dataclass(frozen=True)
class Finding:
    """`what` is changed, removed, reordered or cut_off."""

    stream: str
    version: int
    what: str


@dataclass
class Verdict:
    """`unanchored`: events newer than the last signed heads, whose loss would go unseen."""

    streams: int = 0
    events: int = 0
    unanchored: int = 0
    anchored: bool = False
    findings: list[Finding] = field(default_factory=list)
    heads: dict[str, Head] = field(default_factory=dict, repr=False)
    """The last event of each stream that was looked at."""

    @property
    def intact(self) -> bool:
        """Nothing was tampered with, as far as it can be known."""
        return not self.findings


class Verifier:
    """Recomputes the chain of every stream; needs no data key."""

    def __init__(self, database: Database, ring: KeyRing) -> None:
        self._database = database
        self._ring = ring

    async def write_heads(self, path: Path, at: datetime) -> int:
        """Sign how far every stream has come, if all is as it was written; the count of streams.

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
        return len(verdict.heads)

    async def verify(self, heads_file: Path | None = None) -> Verdict:
        """Against the chain, and the signed heads if there are. Raises `HeadsForged`."""
        signed = heads.load(heads_file, self._ring) if heads_file else {}
        verdict = Verdict(anchored=heads_file is not None)
        async with self._database.transaction(_SECONDS) as c:
            claimed = await _claimed(c)
            for stream in sorted({*claimed, *signed}):
                rows = await _rows(c, stream)
                verdict.streams += 1
                verdict.events += len(rows)
                if rows:
                    verdict.heads[stream] = Head(rows[-1].version, rows[-1].hmac.hex())
                anchor = signed.get(stream)
                known = anchor.version if anchor else 0
                verdict.unanchored += sum(row.version > known for row in rows)
                verdict.findings += self._check(stream, rows, claimed.get(stream, 0), anchor)
        return verdict

    def _check(
        self, stream: str, rows: list[StoredEvent], claimed: int, anchor: Head | None
    ) -> list[Finding]:
        broken = self._broken(rows)
        found = [Finding(stream, row.version, self._how(row, rows)) for row in broken]
        there = {row.version for row in rows}
        last = max(there, default=0)
        found += [Finding(stream, v, "removed") for v in range(1, last) if v not in there]
        end = max(claimed, anchor.version if anchor else 0)
        found += [Finding(stream, v, "cut_off") for v in range(last + 1, end + 1)]
        if (
            anchor
            and anchor.version in there
            and not any(f.version == anchor.version for f in found)
        ):
            row = next(row for row in rows if row.version == anchor.version)
            if row.hmac.hex() != anchor.hmac:
                found.append(Finding(stream, row.version, "changed"))
        return sorted(found, key=lambda finding: finding.version)

    def _broken(self, rows: list[StoredEvent]) -> list[StoredEvent]:
        """Rows whose HMAC does not follow from themselves and the row before them."""
        broken, previous, expected = [], b"", 1
        for row in rows:
            gap = row.version != expected
            # After a gap the predecessor's HMAC is unknown: the row itself can't be judged.
            if not gap and row.chained(self._ring, previous) != row.hmac:
                broken.append(row)
            previous, expected = row.hmac, row.version + 1
        return broken

    def _how(self, row: StoredEvent, rows: list[StoredEvent]) -> str:
        """Reordered, if it is true to some other place of the stream; else changed."""
        for version in range(1, len(rows) + 2):
            for previous in (b"", *(other.hmac for other in rows)):
                if row.chained(self._ring, previous, version) == row.hmac:
                    return "reordered"
        return "changed"


async def _claimed(c: Connection) -> dict[str, int]:
    """How far each stream says it has come; streams only the events know of count too."""
    rows = await c.fetch(
        "select kind, id, version from stream where version > 0 "
        "union select distinct stream_kind, stream_id, 0 from event e where not exists "
        "(select from stream s where s.kind = e.stream_kind and s.id = e.stream_id)"
    )
    return {f"{row['kind']}/{row['id']}": row["version"] for row in rows}


async def _rows(c: Connection, stream: str) -> list[StoredEvent]:
    kind, stream_id = stream.split("/", 1)
    rows = await c.fetch(
        f"select {COLUMNS} from event where stream_kind = $1 and stream_id = $2 order by version",
        kind,
        stream_id,
    )
    return [StoredEvent.of(row) for row in rows]
