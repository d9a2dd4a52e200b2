"""The report as data: real ones hold to the schema, and schema, types and the page for readers say the same."""

import json
import platform
import re
import typing
from dataclasses import replace

import numpy as np
import pytest
from click import unstyle
from handmade import CASES, MISTAKES, STATUSES, exercise_of, key_of, zero_avoided
from jsonschema import Draft202012Validator, ValidationError
from shell import ROOT

from autograder.isolation.job import Limits
from autograder.isolation.runner import Runner
from autograder.judging.grade import UNSTEADY, ExerciseGrade
from autograder.judging.key import Key
from autograder.judging.ladder import Ladder
from autograder.judging.public_only import PUBLIC_ONLY
from autograder.judging.submission import Submission
from autograder.report import data
from autograder.report.data import Report, exercise_report, judge_to_report, unjudged
from autograder.report.summary import summary
from autograder.report.terminal import report_lines
from autograder.translation import Text, translator

SCHEMA = json.loads((ROOT / "autograder" / "report" / "schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
PAGE = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
TYPES = [data.Report, data.ExerciseReport, data.ItemReport]
EXERCISE = exercise_of(*MISTAKES)
ZERO_AVOIDED = """
import numpy as np

def halve(x):
    if np.any(x < 0):
        raise ValueError("negative")
    return np.maximum(x / 2, 1e-12)
"""


@pytest.fixture(scope="module")
def runner():
    with Runner() as runner:
        yield runner


def reported(key: Key, runner: Runner, limits: Limits | None = None, **files: str) -> Report:
    submission = Submission("alice", {path: source.encode() for path, source in files.items()})
    return judge_to_report(submission, key, runner, str, limits)


# ---------------------------------------------------------------- schema


@pytest.mark.parametrize("hidden", [False, True], ids=["public", "hidden"])
@pytest.mark.parametrize(("status", "source"), STATUSES.items(), ids=STATUSES)
def test_a_real_report_of_every_status_holds_to_the_schema(status, source, hidden, runner):
    made = reported(key_of(EXERCISE, hidden=hidden), runner, Limits(1.0, 2.0), **{"halve.py": source})
    assert made["exercises"][0]["status"] == status
    VALIDATOR.validate(made)


def test_a_report_of_what_could_not_be_read_and_one_of_no_exercise_hold_to_the_schema(runner):
    made = judge_to_report(Submission("alice", {}, "alice.zip: not a zip"), key_of(EXERCISE), runner, str)
    VALIDATOR.validate(made)
    VALIDATOR.validate({**made, "exercises": [unjudged("halve", "not defined here")]})


def test_blocked_items_are_shown_and_hold_to_the_schema(runner):
    made = reported(key_of(EXERCISE), runner, **{"halve.py": "def halve(x): return x * 9"})
    VALIDATOR.validate(made)
    assert "blocked" in {item["status"] for item in made["exercises"][0]["items"]}


# ---------------------------------------------------------------- in a terminal


def printed(source: str, runner: Runner) -> list[str]:
    made = reported(key_of(EXERCISE), runner, **{"halve.py": source})
    return [unstyle(line).strip() for line in report_lines(made, str)]


def test_while_the_basics_fail_they_alone_are_explained_and_the_others_are_counted(runner):
    lines = printed("import numpy as np\n\ndef halve(x):\n    return 2 * np.maximum(x, 1e-9)\n", runner)
    assert [line.split()[0] for line in lines].count("call") == 1
    assert "Look at the basics first; failing too (4): zeros, shapes, refusals, purity" in lines


def test_a_hint_that_several_items_have_is_printed_once(runner):
    source = "import numpy as np\n\ndef halve(x):\n    return x / 2 if np.all(x > 0) and x.ndim else nan\n"
    lines = printed(source, runner)
    assert [line.split()[0] for line in lines].count("call") > 2
    hints = [line for line in lines if line.startswith("hint")]
    assert len(hints) == len(set(hints)) == 2
    assert not any(line.startswith("Look at the basics") for line in lines)


def test_a_mistake_without_words_is_said_by_its_title(runner):
    mistakes = [replace(one, ladder=Ladder("Half of nothing", "", (), "")) for one in EXERCISE.misconceptions]
    made = reported(key_of(replace(EXERCISE, misconceptions=tuple(mistakes))), runner, **{"halve.py": ZERO_AVOIDED})
    (item,) = [item for item in made["exercises"][0]["items"] if item["misconception"]]
    assert (item["title"], item["hint"], item["rungs"]) == ("Half of nothing", "Half of nothing", ["Half of nothing"])
    assert "hint      Half of nothing" in [unstyle(line).strip() for line in report_lines(made, str)]
    VALIDATOR.validate(made)


@pytest.mark.parametrize(("message", "word"), [(UNSTEADY, "unsteady"), (PUBLIC_ONLY, "public_only")])
def test_what_is_in_doubt_is_one_word_whatever_the_language(message, word):
    given = ExerciseGrade(EXERCISE, "failed", (), Text(message, {"items": "zeros"}))
    made = [exercise_report(given, hidden=True, translate=translator(one)) for one in ("en", "ko")]
    assert [one["doubt"] for one in made] == [word, word]
    assert made[0]["message"] != made[1]["message"]


# what is wrong: how a report is spoilt
SPOILT = {
    "a field more": lambda report: report.update(grade=3),
    "a field fewer": lambda report: report.pop("key"),
    "another version": lambda report: report.update(schema="losslings/report/v0"),
    "a negative score": lambda report: report["exercises"][0].update(score=-1.0),
    "a blocked exercise": lambda report: report["exercises"][0].update(status="blocked"),
    "a word that is no status": lambda report: report["exercises"][0]["items"][0].update(status="skipped"),
    "a number for a text": lambda report: report["exercises"][0]["items"][0].update(got=0.5),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_is_no_report_does_not_hold_to_the_schema(spoil, runner):
    made = reported(key_of(EXERCISE), runner, **{"halve.py": STATUSES["passed"]})
    spoil(made)
    with pytest.raises(ValidationError):
        VALIDATOR.validate(made)


def as_schema(hint: object) -> dict:
    """Write the type of a field as JSON Schema does."""
    if hint is str:
        return {"type": "string"}
    if hint is float:
        return {"type": "number"}
    if hint == str | None:
        return {"type": ["string", "null"]}
    if typing.get_origin(hint) is typing.Literal:
        return {"enum": list(typing.get_args(hint))}
    if typing.get_origin(hint) is list:
        return {"type": "array", "items": as_schema(typing.get_args(hint)[0])}
    assert hint in TYPES
    return {"$ref": f"#/$defs/{hint.__name__}"}


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_the_schema_says_what_the_types_say(kind):
    definition, hints = SCHEMA["$defs"][kind.__name__], typing.get_type_hints(kind)
    assert list(definition["properties"]) == definition["required"] == list(hints)
    for name, hint in hints.items():
        stated = definition["properties"][name]
        wanted = as_schema(hint)
        assert {part: stated.get(part) for part in wanted} == wanted, name
        assert stated["description"].endswith("."), name


def test_the_schema_is_one_and_names_its_version():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["title"] == SCHEMA["$defs"]["Report"]["properties"]["schema"]["const"] == data.SCHEMA


# ---------------------------------------------------------------- the page for readers


def example(runner: Runner) -> Report:
    """Judge the submission of the page's example."""
    cases = {name: case for name, case in CASES.items() if case[0] in ("basics", "zeros")}
    halve = exercise_of(zero_avoided, cases=cases)
    double = replace(halve, name="double", items=(replace(halve.items[0], stop=len(cases)),))
    source = "import numpy as np\n\ndef halve(x):\n    return np.maximum(x / 2, 1e-12)\n"
    return reported(key_of(halve, double), runner, **{"halve.py": source})


def test_the_pages_example_is_a_real_report(runner):
    (block,) = re.findall(r"```json\n(.*?)```", PAGE, flags=re.DOTALL)
    made = example(runner)
    here = {"isolation": "strict", "python": "3.11.7", "numpy": "2.3.5"}  # as on the page
    assert json.loads(block) == {**made, **here}, json.dumps(made, indent=2)
    assert (made["python"], made["numpy"]) == (platform.python_version(), np.__version__)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_the_page_explains_every_field(kind):
    for name in typing.get_type_hints(kind):
        assert f"\n| `{name}` | " in PAGE, name


# ---------------------------------------------------------------- a class's table


def test_a_summary_keeps_what_the_table_of_a_class_shows(runner):
    made = summary(example(runner))
    (halve, double) = made["exercises"]
    assert (made["submission"], halve["status"], double["status"]) == ("alice", "failed", "missing")
    title = "Zero replaced by a small number"
    assert halve["items"] == [{"misconception": "zero_avoided", "title": title, "hint": "What is half of nothing?"}]
