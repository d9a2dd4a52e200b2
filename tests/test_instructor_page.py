"""docs/instructor.md, from a download to an import file: every command is run as written, one after the other."""

import os
import re
import sys
from pathlib import Path

import arrivals
from classroom import write_key
from shell import finished
from test_exports import canvas_roster

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "instructor.md").read_text(encoding="utf-8")
# What installs is run by CI itself; drawing a hidden key takes minutes, and has tests of its own.
DONE_ELSEWHERE = ("pip install", "losslings key ")


def test_a_class_goes_from_the_download_to_an_import_file_and_letters(tmp_path):
    arrivals.canvas(tmp_path / "class")
    arrivals.zipped(tmp_path / "class", tmp_path / "download.zip")
    (tmp_path / "roster.csv").write_text(canvas_roster(), encoding="utf-8")
    write_key(tmp_path, hidden=True)
    (tmp_path / "key.jsonl").rename(tmp_path / "hidden.jsonl")
    (toml,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "assignment.toml").write_text(toml, encoding="utf-8")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    lines = "".join(re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)).splitlines()
    commands = [line for line in lines if line.strip() and not line.startswith(DONE_ELSEWHERE)]
    assert len(commands) >= 8
    for command in commands:
        done = finished(["sh", "-c", command], cwd=tmp_path, env={**os.environ, "PATH": path})
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
    for name in ("canvas.csv", "results/pages/index.html", "results/pages/similar.html", "results/marks.json"):
        assert (tmp_path / name).is_file(), name
    assert len(list((tmp_path / "results/feedback").rglob("*.html"))) >= len(arrivals.CLASS)
    assert "a bracket missing" in (tmp_path / "results/grades.csv").read_text(encoding="utf-8-sig")
    assert [link for link in re.findall(r"\]\(([\w./]+)\)", PAGE) if not (ROOT / "docs" / link).exists()] == []
