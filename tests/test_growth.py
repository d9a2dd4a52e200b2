"""A pack as an author writes it who has read CONTRIBUTING alone: built, handed out and graded."""

from __future__ import annotations

import json
import shutil

from shell import PASSED, ROOT, called

GROWTH = ROOT / "tests/data/growth"


def test_a_pack_that_an_author_writes_is_built_handed_out_and_graded(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    pack, students = shutil.copytree(GROWTH / "pack", tmp_path / "pack"), tmp_path / "class"
    assert called("build", "--bank", pack, cwd=tmp_path).stdout.endswith("\n0 faults\n")
    for command in ("stubs", "key", "notebooks"):
        assert called(command, "--bank", pack, cwd=tmp_path).returncode == PASSED
    assert called("bundle", "-o", tmp_path / "bundle", "--pack", pack, cwd=tmp_path).returncode == PASSED
    for student, answer in {"alice": pack / "solutions", "bob": tmp_path / "bundle/exercises"}.items():
        shutil.copytree(answer, students / student)
    done = called("grade", students, "-o", "results", "--pack", tmp_path / "bundle", cwd=tmp_path)
    assert done.returncode == PASSED, done.stdout + done.stderr
    reports = [json.loads(line) for line in (tmp_path / "results/results.jsonl").read_text("utf-8").splitlines()]
    found = {
        report["submission"]: (one["status"], one["score"], one["max_score"])
        for report in reports
        for one in report["exercises"]
        if one["name"] == "brier_score"
    }
    assert found == {"alice": ("passed", 6.0, 6.0), "bob": ("todo", 0.0, 6.0)}
