"""A superuser changes the log behind our back: `coaching verify` names each event, with exit 8."""

import json

import pytest

from tests.journeys.cast import Told, assemble, launched
from tests.journeys.place import Place

pytestmark = [pytest.mark.servers, pytest.mark.journey, pytest.mark.long]

TAMPERED = ("changed", "removed", "reordered", "cut_off", "gone")


async def test_verify_names_what_a_superuser_did(place: Place) -> None:
    cast = await assemble(place)
    told = {how: await launched(place, cast) for how in (*TAMPERED, "untouched")}
    for one in told.values():
        for n in range(4):
            await one.does("coach", "keep_journal", note=f"Note {n}")
    signed = await place.coaching("verify", "--sign", "--json")
    assert (signed.code, signed.json["intact"]) == (0, True)
    await told["untouched"].does("coach", "keep_journal", note="After the heads were signed")
    newer = await place.coaching("verify", "--json")
    assert (newer.code, newer.json["unanchored"]) == (0, 1)

    await _tamper(place, told)
    ran = await place.coaching("verify", "--json")
    assert ran.code == 8
    found: dict[str, list[tuple[int, str]]] = {}
    for one in json.loads(ran.out)["findings"]:
        found.setdefault(one["stream"], []).append((one["version"], one["what"]))
    named = {how: found.pop(f"engagement/{one.id}", []) for how, one in told.items()}
    assert found == {}
    assert named["changed"] == [(3, "changed")]
    assert named["removed"] == [(3, "removed")]
    assert {(3, "reordered"), (4, "reordered")} <= set(named["reordered"])
    assert named["cut_off"] == [(4, "cut_off"), (5, "cut_off")]
    assert named["gone"] == [(version, "cut_off") for version in range(1, 6)]
    assert named["untouched"] == []

    said = await place.coaching("verify")
    assert said.code == 8
    assert f"engagement/{told['changed'].id}, event 3: changed" in said.out
    assert "Stop the workers" in said.err
    # Nor can the signed heads be bent to fit, nor a broken log be signed as whole.
    heads = place.stack.folder.path / "heads.jsonl"
    before = heads.read_bytes()
    assert (await place.coaching("verify", "--sign")).code == 8
    assert heads.read_bytes() == before
    heads.write_bytes(before.replace(b'"version": 5', b'"version": 3', 1))
    forged = await place.coaching("verify")
    assert forged.code == 8
    assert "not as it was signed" in forged.err


async def _tamper(place: Place, told: dict[str, Told]) -> None:
    where = "stream_kind = 'engagement' and stream_id = $1"
    ids = {how: one.id for how, one in told.items()}
    by = "by = 'somebody else'"
    await place.sql(f"update event set {by} where {where} and version = 3", ids["changed"])
    await place.sql(f"delete from event where {where} and version = 3", ids["removed"])
    for old, new in ((4, 999), (3, 4), (999, 3)):
        swap = f"update event set version = {new} where {where} and version = {old}"
        await place.sql(swap, ids["reordered"])
    await place.sql(f"delete from event where {where} and version > 3", ids["cut_off"])
    await place.sql("update stream set version = 3 where id = $1", ids["cut_off"])
    await place.sql(f"delete from event where {where}", ids["gone"])
    await place.sql("delete from stream where id = $1", ids["gone"])
