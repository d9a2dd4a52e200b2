"""Files for programs hold to their JSON Schemas, whichever command wrote them; types and page say the same."""

from __future__ import annotations

import json
import typing
from pathlib import Path

import arrivals
import pytest
from classroom import SECONDS, frozen_key, lines_of
from jsonschema import Draft202012Validator, ValidationError
from shell import called
from test_exports import canvas_roster

from autograder.classroom.evidence import CurveEvidence, Evidence
from autograder.classroom.policy.ledger import SCHEMA, LatenessRecord, Row
from autograder.classroom.policy.marks import ExerciseMark
from autograder.classroom.run import RUN_SCHEMA, Run
from autograder.classroom.versions import Versions
from autograder.judging.key import Key
from autograder.judging.sources import FunctionSource

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "autograder/classroom/schemas"
PAGE = (ROOT / "docs/report.md").read_text(encoding="utf-8")
SCHEMAS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")}
REPORT = json.loads((ROOT / "autograder/report/schema.json").read_text(encoding="utf-8"))
VALIDATORS = {name: Draft202012Validator(schema) for name, schema in {**SCHEMAS, "report": REPORT}.items()}
TYPES = {
    "marks": (Row, LatenessRecord, ExerciseMark),
    "run": (Run, Versions),
    "evidence": (Evidence, CurveEvidence, FunctionSource),
}
ASSIGNMENT = """title = "Homework 3"
points = 100
bonus = ["surprise.stability"]
drop_lowest = 1
due = 2026-01-05T10:00:00+09:00
[late]
per_day = 10
[[adjust]]
student = "akim"
points = 2
reason = "oral"
"""


@pytest.fixture(scope="module", params=["public", "hidden"])
def folder(tmp_path_factory, request):
    """Grade a class with everything: a roster, lateness, adjustments, attempts, a broken file, pages."""
    folder = tmp_path_factory.mktemp(request.param)
    arrivals.canvas(folder / "class")
    arrivals.put(folder / "class/zoe_99_100_hw.py", "def surprise(p:\n")
    (folder / "roster.csv").write_text(canvas_roster(), encoding="utf-8")
    (folder / "hw.toml").write_text(ASSIGNMENT, encoding="utf-8")
    lines = frozen_key().part(["information/surprise", "information/entropy"]).lines
    Key(request.param == "hidden", lines).save(folder / "key.jsonl")
    options = ["--roster", "roster.csv", "--assignment", "hw.toml", "--key", "key.jsonl", "--time-limit", SECONDS]
    done = called("grade", "class", "-o", "results", *options, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def hold(results: Path) -> None:
    """Hold every file for programs against its schema."""
    for name in ("marks", "run"):
        VALIDATORS[name].validate(json.loads((results / f"{name}.json").read_text(encoding="utf-8")))
    for file, name in (("results", "report"), ("feedback", "report"), ("evidence", "evidence")):
        path = results / f"{file}.jsonl"
        for line in lines_of(path) if path.exists() else []:
            VALIDATORS[name].validate(line)


def test_what_grade_and_report_write_holds_to_the_schemas(folder):
    results = folder / "results"
    hold(results)
    rows = json.loads((results / "marks.json").read_text(encoding="utf-8"))["rows"]
    assert {row["status"] for row in rows} == {"graded", "missing"}
    assert any(row["late"]["text"] for row in rows)
    assert any(row["adjustments"] for row in rows)
    assert any(one["is_dropped"] for row in rows for one in row["exercises"])
    assert any(line["curves"] for line in lines_of(results / "evidence.jsonl"))
    done = called("report", "results", "--roster", "-", "--assignment", "-", "--no-pages", cwd=folder)
    assert done.returncode == 0, done.stderr
    hold(results)
    assert json.loads((results / "marks.json").read_text(encoding="utf-8"))["roster"] is None


# what is wrong: the file, and how it is spoilt
SPOILT = {
    "another version": ("marks", lambda marks: marks.update(schema="losslings/marks/v0")),
    "a field more": ("marks", lambda marks: marks["rows"][0].update(grade=3)),
    "a field fewer": ("marks", lambda marks: marks["rows"][0].pop("mark")),
    "a text for a number": ("marks", lambda marks: marks["rows"][0].update(mark="3")),
    "a third kind of key": ("run", lambda run: run["key"].update(kind="secret")),
    "a member without an id": ("run", lambda run: run["arrival"]["members"][0].pop("id")),
}


@pytest.mark.parametrize(("name", "spoil"), SPOILT.values(), ids=SPOILT)
def test_what_is_spoilt_does_not_hold(folder, name, spoil):
    content = json.loads((folder / "results" / f"{name}.json").read_text(encoding="utf-8"))
    spoil(content)
    with pytest.raises(ValidationError):
        VALIDATORS[name].validate(content)


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name, kinds in TYPES.items() for kind in kinds])
def test_a_schema_has_the_fields_of_its_type(name, kind):
    definition = SCHEMAS[name]["$defs"][kind.__name__]
    assert set(definition["properties"]) == set(definition["required"]) == set(typing.get_type_hints(kind))


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_and_explains_every_field_as_the_page_does(name):
    Draft202012Validator.check_schema(SCHEMAS[name])
    for definition in SCHEMAS[name]["$defs"].values():
        assert all(field["description"].endswith(".") for field in definition["properties"].values())
    root = SCHEMAS[name]["$defs"][SCHEMAS[name]["$ref"].rpartition("/")[2]]
    for field in root["properties"]:
        assert f"| `{field}` | " in PAGE.partition(f"{name}.json")[2], field


def test_schemas_name_their_version():
    assert SCHEMAS["marks"]["$defs"]["Marks"]["properties"]["schema"]["const"] == SCHEMA
    assert SCHEMAS["run"]["$defs"]["Run"]["properties"]["schema"]["const"] == RUN_SCHEMA
