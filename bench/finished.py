"""Finished coaching by the thousand that can be read: copies, each sealed with a key of its own."""

import hashlib
import json
import os
import zlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

import asyncpg

from domain.base.confidential import NOBODY, Confidential, Consent
from domain.engagement.commands import EngagementCommand
from domain.engagement.topics.consents import GiveConsent
from domain.engagement.topics.enrollment import DeclareCommitment
from domain.engagement.topics.leaving import WithdrawFromCoaching
from domain.instruments.answers import Answers
from domain.instruments.shelf import released
from domain.person.own_answers import AnswerForOneself
from domain.program.trust import TRUST
from store.database import Database
from store.keys.data_keys import DataKeys
from store.keys.key_ring import KeyRing
from store.keys.sealing import SHARED, StreamKeys, encrypt
from tests.store.world import AGENCY, ENGAGEMENT, RING_CHAIN, RING_MASTER, World, id_of

_AT_ONCE = 500
_PER_SUPERVISOR = 10
_WORDS = 12
"""So many times each of the two says how committed they are."""

Names = Mapping[str, str]
_TABLES = {
    "engagement": {
        "event": "stream_id",
        "stream": "id",
        "overview": "engagement_id",
        "agenda": "engagement_id",
        "course": "engagement_id",
    },
    "person": {
        "event": "stream_id",
        "stream": "id",
        "person": "person_id",
        "trust_score": "person_id",
    },
}
"""Tables to the column that names the stream."""
_SEALED = ("about", "scores")
_PLACES = count(1)


async def finish(world: World, size: int) -> None:
    """One engagement that ends, of a learner who consents and answered twice; and its copies."""
    await _template(world)
    database = await Database.connect(world.engine_dsn, 1)
    keys = DataKeys(KeyRing(RING_MASTER, RING_CHAIN))
    learner, supervisor = id_of("learner"), id_of("supervisor")
    of_engagement = await keys.of(database, "engagement", ENGAGEMENT)
    of_person = await keys.of(database, "person", learner)
    await database.close()
    async with world.connected() as c:
        await c.execute("set statement_timeout = 0")
        # What triggers make of lines in lists is not read here.
        await c.execute("alter table overview disable trigger user")
        for first in range(0, size - 1, _AT_ONCE):
            to = [
                {
                    ENGAGEMENT: _id("engagement", n),
                    learner: _id("learner", n),
                    supervisor: _id("supervisor", n // _PER_SUPERVISOR),
                }
                for n in range(first, min(first + _AT_ONCE, size - 1))
            ]
            await _copy(c, of_engagement, to)
            await _copy(c, of_person, to)
        await c.execute("alter table overview enable trigger user")
        await c.execute("analyze")


async def _template(world: World) -> None:
    learner = id_of("learner")
    items = released(*TRUST).items
    for time, number in enumerate((3, 5)):
        await world.store.people.record(
            learner,
            AnswerForOneself(
                command_id=f"trust-{time}",
                by=learner,
                at=world.clock.now(),
                person_id=learner,
                agency_id=AGENCY,
                instrument=TRUST[0],
                answered=Answers(items={item.key: number for item in items}),
                counted=True,
            ),
        )
    await world.record(world.launch())
    for n, command in enumerate(_acts(world)):
        at = world.clock.now() + timedelta(days=n)
        await world.record(command.model_copy(update={"at": at}))


def _acts(world: World) -> list[EngagementCommand]:
    learner, at = id_of("learner"), world.clock.now()
    said = {"by": learner, "at": at}
    acts: list[EngagementCommand] = [
        GiveConsent(command_id="consent", consent=Consent.SCORES_IN_REPORTS, given=True, **said)
    ]
    for n in range(_WORDS):
        for who in ("learner", "coach"):
            acts.append(
                DeclareCommitment(
                    command_id=f"word-{n}-{who}",
                    by=id_of(who),
                    at=at,
                    level=5 + n % 5,
                    committed_to="Hear the family out before a plan is made",
                )
            )
            acts.append(world.note(f"note-{n}-{who}"))
    return [*acts, WithdrawFromCoaching(command_id="left", **said)]


async def _copy(
    c: "asyncpg.Connection[asyncpg.Record]", keys: StreamKeys, copies: Sequence[Names]
) -> None:
    """A stream's rows under other ids, sealed anew: its events, head, key and lines in lists."""
    kind, _, template = keys.stream.partition("/")
    fresh = [_fresh(kind, names[template]) for names in copies]
    await c.copy_records_to_table(
        "data_key",
        records=[
            (key, kind, one.stream.partition("/")[2], SHARED, _wrapped(one, key))
            for one in fresh
            for key in one.keys
        ],
        columns=("key_id", "stream_kind", "stream_id", "subject", "wrapped"),
    )
    for table, of in _TABLES[kind].items():
        rows = await c.fetch(f"select * from {table} where {of} = $1", template)
        if rows:
            made = [
                tuple(_cell(keys, anew, names, name, row) for name in row.keys())  # noqa: SIM118
                for anew, names in zip(fresh, copies, strict=True)
                for row in rows
            ]
            await c.copy_records_to_table(table, records=made, columns=list(rows[0].keys()))


def _cell(
    keys: StreamKeys, anew: StreamKeys, names: Names, name: str, row: asyncpg.Record
) -> object:
    value = row[name]
    if name == "position":
        return -next(_PLACES)
    if name == "snapshot":
        purpose = f"snapshot/{row['version']}"
        plain = zlib.decompress(keys.open_blob(value, purpose)).decode()
        return anew.seal_blob(zlib.compress(_named(plain, names).encode(), 1), purpose)
    if name in _SEALED and value is not None:
        plain = keys.open_blob(value, name).decode()
        return bytes.fromhex(anew.seal_steadily(plain, name) or "")
    if name == "body":
        return json.dumps(_anew(json.loads(_named(value, names)), keys, anew))
    if isinstance(value, list):
        return [_named(one, names) if isinstance(one, str) else one for one in value]
    return _named(value, names) if isinstance(value, str) else value


def _anew(value: Any, keys: StreamKeys, anew: StreamKeys) -> Any:
    """A body with every sealed field sealed by the other keys."""
    if isinstance(value, list):
        return [_anew(one, keys, anew) for one in value]
    if not isinstance(value, dict):
        return value
    if "$sealed" not in value:
        return {name: _anew(one, keys, anew) for name, one in value.items()}
    return anew.seal_field(keys.unseal(value), Confidential(NOBODY, value["blank"]), SHARED)


def _fresh(kind: str, stream_id: str) -> StreamKeys:
    key_id = os.urandom(16).hex()
    return StreamKeys(f"{kind}/{stream_id}", {SHARED: key_id}, {key_id: os.urandom(32)})


def _wrapped(keys: StreamKeys, key_id: str) -> bytes:
    return encrypt(RING_MASTER, keys.keys[key_id], f"{keys.stream}/{SHARED}/{key_id}")


def _named(text: str, names: Names) -> str:
    for old, new in names.items():
        text = text.replace(old, new)
    return text


def _id(what: str, n: int) -> str:
    return str(UUID(hashlib.md5(f"{what} {n}".encode(), usedforsecurity=False).hexdigest()))
