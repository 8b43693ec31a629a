"""A file of 50,000 rows is read in seconds, and in memory that any machine has."""

import subprocess
import sys
from pathlib import Path

import pytest

from domain.cohort import MAX_ROWS
from tests.domain.cohort.cohort_given import other, text

_READ = """
import sys, time
from datetime import date
from pathlib import Path
from domain.cohort import read
began = time.process_time()
file = read(Path(sys.argv[1]).read_bytes(), date(2026, 11, 23))
assert not file.problems, file.problems[:3]
# Not getrusage: it counts what the process that started this one had.
[peak] = [one for one in open('/proc/self/status') if one.startswith('VmHWM')]
used = int(peak.split()[1]) // 1024
print(len(file.rows), round(time.process_time() - began, 1), used)
"""


@pytest.mark.journey
def test_fifty_thousand_rows_take_ten_seconds_and_half_a_gigabyte_at_most(tmp_path: Path) -> None:
    rows = (
        other(n, purpose=f"Plans that fit one family, number {n}", expected_end="6/30/2027")
        for n in range(MAX_ROWS)
    )
    file = tmp_path / "large.csv"
    file.write_text(text(*rows), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(file)], capture_output=True, text=True, check=True
    )
    count, seconds, megabytes = done.stdout.split()
    assert int(count) == MAX_ROWS
    assert float(seconds) <= 10
    assert int(megabytes) <= 500
