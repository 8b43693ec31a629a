"""What `make` does before anything of ours can run."""

import subprocess
import sys
from pathlib import Path

from tests.workers.commanding import CODE, clean_environment

_PIP = ["make", "--no-print-directory", "--eval", "told: ; @echo '$(PIP)'", "told"]


def test_a_machines_missing_package_folder_is_no_news_and_a_missing_package_is(
    tmp_path: Path,
) -> None:
    told = subprocess.run(
        [*_PIP, f"BIN={Path(sys.executable).parent}"],
        cwd=CODE,
        capture_output=True,
        text=True,
        check=True,
    )
    wanted = f"--no-index --find-links {tmp_path}/nowhere no-such-package-of-ours"
    answer = subprocess.run(
        ["sh", "-c", f"{told.stdout.strip()} {wanted}"],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode != 0
    assert "is ignored" not in answer.stderr + answer.stdout
    assert "ERROR: No matching distribution found for no-such-package-of-ours" in answer.stderr
