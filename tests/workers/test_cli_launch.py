"""`launch`: a bad file names every cell and launches nothing; a good one is launched once."""

import asyncio
import json
import re
import signal
from pathlib import Path

import pytest

from domain.process.models import source_of
from services.launching import cohort_launching as launching
from services.launching.comparing import ACTS
from tests.domain.cohort.cohort_given import other, row, text
from tests.domain.cohort.workbook_given import xlsx
from tests.workers.commanding import begin
from tests.workers.desk import Desk, typed
from workers.cli.exits import Exit

BAD = (other(1, expected_end="soon"), row(supervisor_email="ana@almond.example", leader_name=""))


def _of(agency: str, n: int, **cells: str) -> dict[str, str]:
    """A good row of another agency, whose people nobody else at the desk's servers knows."""
    domain = f"{agency.split()[0].lower()}.example"
    row = {**other(n), "agency": agency, **cells}
    return {
        k: re.sub("@.*", f"@{domain}", v) if k.endswith("_email") else v for k, v in row.items()
    }


def _written(folder: Path, content: str | bytes, name: str = "county.csv") -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


@pytest.mark.parametrize("how", [(), ("--dry-run",)])
async def test_every_bad_cell_is_named_before_any_server_is_asked(
    tmp_path: Path, how: tuple[str, ...]
) -> None:
    answer = await typed("launch", _written(tmp_path, text(*BAD)), *how)
    assert answer.code == Exit.BAD_FILE
    assert answer.out == ""
    first, *lines = answer.err.splitlines()
    assert first == "coaching: nothing was launched: 3 problems in the file"
    assert lines[0].strip().startswith("row 2, expected_end (S2) = 'soon': Write the day")
    assert [line.split(":")[0].strip() for line in lines[1:]] == [
        "row 3, leader_name (J3)",
        "row 3, supervisor_email (E3) = 'ana@almond.example'",
    ]


async def test_a_file_of_another_kind_is_told_in_one_sentence(tmp_path: Path) -> None:
    """It printed a line for each column that a text about something else does not have."""
    file = tmp_path / "README.md"
    file.write_text("# Coaching\n\nWhat this is for, and who.\n", encoding="utf-8")
    answer = await typed("launch", str(file), "--dry-run")
    assert answer.code == Exit.BAD_FILE
    first, second = answer.err.splitlines()
    assert first == "coaching: nothing was launched: this is not a cohort file"
    assert second.strip().startswith("Give a workbook or CSV file with a row that names these")
    assert "learner_email" in second


async def test_scripts_get_the_problems_as_json(tmp_path: Path) -> None:
    answer = await typed("launch", _written(tmp_path, text(*BAD)), "--json")
    assert answer.code == Exit.BAD_FILE
    assert answer.json["launched"] == 0
    assert answer.json["problems"][0]["column"] == "expected_end"
    assert len(answer.json["problems"]) == 3


async def test_a_dry_run_of_a_good_file_needs_no_server(tmp_path: Path) -> None:
    answer = await typed("launch", _written(tmp_path, text(row(), other(1))), "--dry-run")
    assert answer.code == Exit.OK
    assert "county.csv is fine: 2 engagements for Almond County, as cohort county." in answer.out
    assert "Nothing was launched" in answer.out


async def test_a_dry_run_shows_what_to_look_over(tmp_path: Path) -> None:
    rows = (
        row(expected_end="03/04/2027", learner_name="José Núñez"),
        other(1, purpose="Talking with the mother Maria Lopez"),
    )
    file = _written(tmp_path, text(*rows).encode("cp1252"))
    out = (await typed("launch", file, "--dry-run")).out
    assert "letters are read as Windows-1252: José, Núñez." in out
    assert "The expected end 03/04/2027 is read as March 4, 2027 (1 row)." in out
    assert "Look again at row 3, purpose (R3) = 'mother Maria Lopez': Is this a client's" in out
    told = (await typed("launch", file, "--dry-run", "--json")).json
    assert {"written": "03/04/2027", "day": "2027-03-04", "rows": 1} in told["days"]
    assert [one["cell"] for one in told["remarks"]] == ["R3"]


async def test_the_workbook_itself_is_taken(tmp_path: Path) -> None:
    file = _written(tmp_path, xlsx(row(), other(1)), "county.xlsx")
    answer = await typed("launch", file, "--dry-run")
    assert "county.xlsx is fine: 2 engagements for Almond County" in answer.out


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", "", "The file is empty"),
        ("sheet.xlsx", b"PK\x03\x04rest", "workbook can't be read"),
        ("old.xls", b"\xd0\xcf\x11\xe0" * 200, "old workbook"),
        ("many.csv", "a\n" * 50_000, "this is not a cohort file"),
    ],
)
async def test_a_file_of_the_wrong_kind(
    tmp_path: Path, name: str, content: str | bytes, says: str
) -> None:
    answer = await typed("launch", _written(tmp_path, content, name))
    assert answer.code == Exit.BAD_FILE
    assert says in answer.err


async def test_what_is_no_file(tmp_path: Path) -> None:
    assert (await typed("launch", str(tmp_path / "none.csv"))).code == Exit.NOT_FOUND
    folder = await typed("launch", str(tmp_path))
    assert folder.code == Exit.BAD_FILE
    assert "is a folder" in folder.err


async def test_a_cohort_has_a_name(tmp_path: Path) -> None:
    answer = await typed("launch", _written(tmp_path, text(row())), "--cohort", "a\x1bb")
    assert answer.code == Exit.USAGE


async def test_without_servers_it_says_what_to_start(tmp_path: Path) -> None:
    answer = await typed("launch", _written(tmp_path, text(row())), COACHING_DATA_DIR=str(tmp_path))
    assert answer.code == Exit.USAGE
    assert "coaching up" in answer.err


@pytest.mark.servers
async def test_the_same_file_twice_launches_nothing_twice(desk: Desk) -> None:
    before = (await desk.done("list", "--json")).json
    again = await desk.done("launch", str(desk.folder / "autumn.csv"))
    assert "All 6 engagements of autumn are launched already." in again.out
    assert "Nothing was launched twice." in again.out
    assert "6 engagements of this file were noted by operator:" in again.out
    assert (await desk.done("list", "--json")).json == before


@pytest.mark.servers
async def test_a_renamed_file_is_recognised(desk: Desk) -> None:
    rows = [other(n) for n in range(6)]
    answer = await desk.coaching("launch", desk.file("autumn (copy).csv", *rows))
    assert answer.code == Exit.REFUSED
    assert "6 of 6 learners are coached on this skill already, in the cohort 'autumn'" in answer.err
    assert "--cohort 'autumn'" in answer.err
    assert len((await desk.done("list", "--json", "--cohort", "autumn")).json) == 6


@pytest.mark.servers
async def test_a_longer_file_adds_to_its_cohort_and_tells_of_changed_names(desk: Desk) -> None:
    walnut = "Walnut County"
    await desk.done("launch", desk.file("winter.csv", _of(walnut, 1)))
    rows = (_of(walnut, 1, leader_name="Lena Berg"), _of(walnut, 2))
    longer = desk.file("winter.csv", *(dict(r, leader_name="Lena Berg") for r in rows))
    answer = await desk.done("launch", longer)
    assert "Launched 1 engagement as cohort winter; 1 were already." in answer.out
    assert "The name of lena@walnut.example was changed" in answer.err
    cohorts = (await desk.done("cohorts", "--json", "--agency", "walnut county")).json
    assert [(c["cohort"], c["launched"], c["waiting"]) for c in cohorts] == [("winter", 2, 0)]


@pytest.mark.servers
async def test_the_same_file_with_other_cells_names_the_rows_and_the_acts(desk: Desk) -> None:
    hazel = "Hazel County"
    await desk.done("launch", desk.file("fall.csv", *(_of(hazel, n) for n in range(4))))
    changed = (
        _of(hazel, 0, supervisor_name="Berta Berg", supervisor_email="berta@hazel.example"),
        _of(hazel, 1, expected_end="50 weeks"),
        _of(hazel, 2, skill="Motivational interviewing"),
        _of(hazel, 3, coordinator_name="Cora Cole", coordinator_email="cora@hazel.example"),
    )
    answer = await desk.done("launch", desk.file("fall.csv", *changed))
    assert "All 3 engagements of fall are launched already." in answer.out
    first, end, second, run_by = (line for line in answer.err.splitlines() if "row" in line)
    assert "row 2, supervisor_email differs" in first
    assert "assign_supervisor changes it" in first
    assert "row 3, expected_end differs" in end
    assert "agree_expected_end changes it" in end
    assert "row 4: this learner is coached on another skill in this cohort" in second
    assert "--anew" in second
    assert "row 5, coordinator_email differs" in run_by
    assert "assign_coordinator changes it" in run_by


@pytest.mark.servers
async def test_rows_may_name_the_agencys_own_model_once_the_agency_is_known(desk: Desk) -> None:
    cedar, title = "Cedar County", "Coaching by lamplight"
    await desk.done("launch", desk.file("cedar.csv", _of(cedar, 1)))
    named = desk.file("lamps.csv", _of(cedar, 2, model=title))
    refused = await desk.coaching("launch", named, "--dry-run")
    assert refused.code == Exit.BAD_FILE
    assert "Use one of: skills_based, grow, clear, flow." in refused.err
    source = source_of("grow", 1).replace('"grow"', '"county_way"')
    own = desk.folder / "own.toml"
    own.write_text(source.replace("GROW / REGROW coaching", title), encoding="utf-8")
    await desk.done("models", "adopt", str(own), "--by", "celia@cedar.example")
    listed = (await desk.done("models", "list", "--json")).json
    assert ("county_way", cedar) in {(one["model"], one["agency"]) for one in listed}
    assert ("grow", None) in {(one["model"], one["agency"]) for one in listed}
    assert title in (await desk.done("models", "list", "--agency", cedar)).out
    looked = await desk.done("launch", named, "--dry-run")
    assert f"1 row is launched by {title} (version 1), the agency's own." in looked.out
    assert "Launched 1 engagement" in (await desk.done("launch", named)).out
    listed = (await desk.done("list", "--cohort", "lamps", "--json")).json
    assert [one["model"] for one in listed] == ["county_way"]


@pytest.mark.servers
async def test_every_act_that_is_advised_is_one(desk: Desk) -> None:
    acts = (await desk.done("acts", "--json")).json
    assert set(ACTS.values()) <= {one["act"] for one in acts}


@pytest.mark.servers
async def test_a_launch_in_the_background_goes_on_by_itself(desk: Desk) -> None:
    rows = [_of("Maple County", n) for n in range(15)]
    answer = await desk.done("launch", desk.file("maple.csv", *rows), "--background")
    assert "in the background" in answer.out or "Launched" in answer.out
    again = await desk.done("launch", desk.file("maple.csv", *rows), "--json")
    assert (again.json["already"], again.json["waiting"], again.json["total"]) == (15, 0, 15)


@pytest.mark.servers
async def test_two_who_launch_the_same_file_at_once_are_told_whose_is_what(desk: Desk) -> None:
    file = desk.file("twins.csv", *(_of("Birch County", n) for n in range(8)))
    environment = desk.place.stack.environment
    both = [await begin(desk.folder, "launch", file, "--json", **environment) for _ in range(2)]
    told = [json.loads((await one.communicate())[0]) for one in both]
    assert sum(done["launched"] for done in told) == 8
    for done in told:
        assert done["launched"] + sum(share["rows"] for share in done["others"]) == 8


@pytest.mark.servers
async def test_coordinators_of_another_agency_launch_nothing(desk: Desk) -> None:
    pine = "Pine County"
    await desk.done("launch", desk.file("pine.csv", _of(pine, 1)))
    stranger = {"coordinator_name": "Stan Stray", "coordinator_email": "stan@pine.example"}
    answer = await desk.coaching("launch", desk.file("pine.csv", _of(pine, 2, **stranger)))
    assert answer.code == Exit.REFUSED
    assert "none of Pine County's" in answer.err


@pytest.mark.servers
async def test_a_launch_left_with_ctrl_c_goes_on(desk: Desk) -> None:
    file = desk.file("left.csv", *(_of("Alder County", n) for n in range(25)))
    process = await begin(desk.folder, "launch", file, **desk.place.stack.environment)
    while not (await _cohort(desk, "Alder County")):
        assert process.returncode is None
    process.send_signal(signal.SIGINT)
    _, err = await asyncio.wait_for(process.communicate(), 15)
    assert process.returncode in (0, 130)
    assert not process.returncode or "goes on by itself" in err.decode()
    done = await desk.done("launch", file, "--json")
    assert (done.json["total"], done.json["waiting"], done.json["refused"]) == (25, 0, 0)


async def _cohort(desk: Desk, agency: str) -> bool:
    listed = await desk.coaching("cohorts", "--json", "--agency", agency)
    return listed.code == Exit.OK and bool(listed.json)


@pytest.mark.servers
async def test_without_a_worker_it_says_so_and_loses_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launching, "PATIENCE_SECONDS", 1.0)
    file = desk.file("spring.csv", _of("Pecan County", 9))
    answer = await desk.coaching("launch", file, COACHING_TASK_QUEUE="nobody-asks-this")
    assert answer.code == Exit.UNREACHABLE
    assert "no worker is running: 0 of 1 engagements are launched" in answer.err
    assert "coaching worker" in answer.err
    cohorts = (await desk.done("cohorts", "--json", "--agency", "Pecan County")).json
    assert cohorts[0]["waiting"] == 1


@pytest.mark.servers
async def test_a_row_may_name_its_coaching_model(desk: Desk) -> None:
    file = _written(desk.folder, text(_of("Modoc County", 1, model="GROW")), "modoc.csv")
    await desk.done("launch", file)
    [one] = (await desk.done("list", "--agency", "Modoc County", "--json")).json
    assert (one["model"], one["stage"]) == ("grow", "initial_interest")
