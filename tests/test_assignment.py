"""assignment.toml: what it makes of points, and that whatever is not right in it is one line with the way out."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from autograder.classroom.policy.assignment_file import KEYS, read_assignment
from autograder.classroom.policy.fields import WrongAssignment
from autograder.classroom.policy.ledger import ledger_of
from autograder.classroom.policy.marks import CannotApply
from autograder.classroom.policy.policy import Policy
from autograder.classroom.policy.roster import Person, Roster

ITEMS = {
    "information/entropy": ["basics", "zeros"],
    "information/surprise": ["basics", "shapes"],
    "torch_losses/entropy": ["basics"],
}
WORTH = {"basics": 6.0, "zeros": 4.0, "shapes": 4.0}


def read(tmp_path, text):
    path = tmp_path / "assignment.toml"
    path.write_text(text, encoding="utf-8")
    return read_assignment(path, ITEMS)


def item(name, status):
    return {"name": name, "status": status, "score": WORTH[name] * (status == "passed"), "max_score": WORTH[name]}


def report(student, **wrong):
    """Write a report in which all is right but for the items named by exercise."""
    exercises = []
    for name, items in ITEMS.items():
        unit, _, short = name.partition("/")
        statuses = {one: wrong.get(f"{unit}_{short}", {}).get(one, "passed") for one in items}
        made = [item(one, status) for one, status in statuses.items()]
        score, most = (sum(one[field] for one in made) for field in ("score", "max_score"))
        exercises.append(
            {
                "name": short,
                "unit": unit,
                "status": "passed",
                "score": score,
                "max_score": most,
                "reason": None,
                "doubt": None,
                "items": made,
            }
        )
    return {
        "submission": student,
        "score": sum(one["score"] for one in exercises),
        "max_score": sum(one["max_score"] for one in exercises),
        "exercises": exercises,
    }


RIGHT = report("alice")
HALF = report("bob", information_entropy={"basics": "failed", "zeros": "blocked"})  # 16 of 26


def marks(tmp_path, text, members=(), people=()):
    roster = Roster(Path("roster.csv"), "own", tuple(people)) if people else None
    reports = {one["submission"]: one for one in (RIGHT, HALF)}
    ledger = ledger_of(reports.values, list(reports), members, Policy(read(tmp_path, text), roster))
    return {row["submission"] or row["name"]: row for row in ledger.rows()}, ledger.total


# what stands in the file: the marks of alice, who is right, and of bob; and the total
MARKS = {
    "nothing": ("", 26, 16, 26),
    "a unit": ('exercises = ["information"]', 20, 10, 20),
    "a name": ('exercises = ["surprise"]', 10, 10, 10),
    "an id": ('exercises = ["torch_losses/entropy"]', 6, 6, 6),
    "points": ("points = 100", 100, 61.54, 100),
    "a weight": ("weights.surprise = 2", 36, 26, 36),
    "a unit's weight": ("weights.information = 0.5", 16, 11, 16),
    "nothing of an exercise": ('exclude = ["information/entropy"]', 16, 16, 16),
    "an item": ('exclude = ["information/entropy.zeros"]', 22, 16, 22),
    "the first item, which no longer blocks": ('exclude = ["information/entropy.basics"]', 20, 20, 20),
    "an item everywhere": ('exclude = ["*.basics"]', 8, 8, 8),
    "a bonus": ('bonus = ["surprise.shapes"]', 26, 16, 22),
    "a whole exercise as a bonus": ('bonus = ["surprise"]', 26, 16, 16),
    "the lowest": ('exercises = ["information"]\ndrop_lowest = 1', 10, 10, 10),
    "a curve": ("curve = {scale = 1.1, add = 2}", 26, 19.6, 26),
    "a floor": ("curve.floor = 20", 26, 20, 26),
    "rounding": ("points = 100\nrounding.step = 0.5", 100, 61.5, 100),
    "rounding up": ('points = 100\nrounding = {step = 1, direction = "up"}', 100, 62, 100),
    "points more": ('[[adjust]]\nstudent = "bob"\npoints = 2.5\nreason = "x"', 26, 18.5, 26),
    "points less": ('[[adjust]]\nstudent = "bob"\npoints = -20\nreason = "x"', 26, 0, 26),
    "a mark": ('[[adjust]]\nstudent = "BOB"\nset = 25\nreason = "x"', 26, 25, 26),
    "an exercise": ('[[adjust]]\nstudent = "bob"\nexercise = "information/entropy"\nset = 5\nreason = "x"', 26, 21, 26),
}


@pytest.mark.parametrize(("text", "alice", "bob", "total"), MARKS.values(), ids=MARKS)
def test_marks(tmp_path, text, alice, bob, total):
    rows, out_of = marks(tmp_path, text)
    assert (rows["alice"]["mark"], rows["bob"]["mark"], out_of) == (alice, bob, total)
    assert [rows[name]["score"] for name in ("alice", "bob")] == [26, 16]  # what was judged stays as it was


def test_an_adjustment_says_why(tmp_path):
    text = '[[adjust]]\nstudent = "bob"\nexercise = "surprise"\npoints = 2\nreason = "by hand"\n'
    rows, _ = marks(tmp_path, text)
    assert rows["bob"]["adjustments"] == ["surprise +2: by hand"]


# ---------------------------------------------------------------- late

DUE = "due = 2026-03-01T23:59:00+09:00\npoints = 100\n"
LATE = DUE + "late = {grace_minutes = 15, per_day = 10, max = 30, cutoff_days = 5}\n"
TIMES = {
    "in time": (LATE, "2026-03-01T23:00:00+09:00", 100, ""),
    "in another zone": (LATE, "2026-03-01T14:00:00+00:00", 100, ""),
    "without a zone": (LATE, "2026-03-01T23:58:00", 100, ""),
    "with grace": (LATE, "2026-03-02T00:13:59+09:00", 100, ""),
    "beyond grace": (LATE, "2026-03-02T00:14:01+09:00", 90, "late by 0 h 16 min: 10 % less"),
    "a day and an hour": (LATE, "2026-03-03T01:00:00+09:00", 80, "late by 1 d 1 h: 20 % less"),
    "at most": (LATE, "2026-03-06T12:00:00+09:00", 70, "late by 4 d 12 h: 30 % less"),
    "after the end": (LATE, "2026-03-07T12:00:00+09:00", 0, "late by 5 d 12 h: too late to count"),
    "without a price": (DUE, "2026-03-07T12:00:00+09:00", 100, "late by 5 d 12 h"),
    "nobody knows": (LATE, None, 100, ""),
}


@pytest.mark.parametrize(("text", "time", "mark", "words"), TIMES.values(), ids=TIMES)
def test_late(tmp_path, text, time, mark, words):
    rows, _ = marks(tmp_path, text, members=[{"id": "alice", "time": time}])
    assert (rows["alice"]["mark"], rows["alice"]["late"]["text"]) == (mark, words)


def test_per_cent_may_be_of_the_points(tmp_path):
    text = LATE.replace("cutoff_days = 5", 'of = "points"')
    rows, _ = marks(tmp_path, text, members=[{"id": "bob", "time": "2026-03-02T12:00:00+09:00"}])
    assert rows["bob"]["mark"] == 51.54


def test_what_canvas_calls_late_without_a_time_is_said_and_can_be_given_a_time(tmp_path):
    members = [{"id": "alice", "lms": {"late": "yes"}, "time": None}]
    rows, _ = marks(tmp_path, LATE, members=members)
    assert (rows["alice"]["mark"], rows["alice"]["late"]["minutes"]) == (100, None)
    assert "by how much is not known" in rows["alice"]["late"]["text"]
    rows, _ = marks(
        tmp_path, LATE + '[[handed_in]]\nstudent = "alice"\ntime = 2026-03-02T12:00:00+09:00', members=members
    )
    assert rows["alice"]["mark"] == 90


def test_a_roster_may_say_when_it_was_handed_in(tmp_path):
    people = [Person(name="alice", handed_in=datetime(2026, 3, 2, 12))]
    rows, _ = marks(tmp_path, LATE, members=[{"id": "alice"}], people=people)
    assert rows["alice"]["late"]["text"] == "late by 12 h 1 min: 10 % less"


def test_extra_time_moves_the_due_date_of_one(tmp_path):
    members = [{"id": name, "time": "2026-03-02T12:00:00+09:00"} for name in ("alice", "bob")]
    rows, _ = marks(tmp_path, LATE + '[[extra_time]]\nstudent = "alice"\nhours = 13\n', members=members)
    assert (rows["alice"]["late"]["percent"], rows["bob"]["late"]["percent"]) == (0, 10)


def test_a_zone_for_times_that_have_none(tmp_path):
    text = 'zone = "Asia/Seoul"\ndue = 2026-03-01T23:59:00\nlate.per_day = 10'
    rows, _ = marks(tmp_path, text, members=[{"id": "alice", "time": "2026-03-01T15:00:00+00:00"}])
    assert rows["alice"]["late"]["minutes"] == 1


# ---------------------------------------------------------------- who is missing

PEOPLE = [Person(id="1", name="alice"), Person(id="2", name="Carol Ray", email="carol@x.edu")]


@pytest.mark.parametrize(
    ("text", "mark"), [("", None), ('missing = "zero"\ncurve.floor = 10', 0.0)], ids=["blank", "zero"]
)
def test_who_is_missing_has_a_row(tmp_path, text, mark):
    rows, _ = marks(tmp_path, text, people=PEOPLE)
    carol = rows["Carol Ray"]
    assert (carol["status"], carol["mark"], carol["score"], carol["total"]) == ("missing", mark, None, 26)
    assert rows["bob"]["remarks"] == ["not on the roster"]
    assert rows["alice"]["id"] == "1"


def test_who_is_missing_may_be_given_a_mark(tmp_path):
    text = '[[adjust]]\nstudent = "carol"\nset = 20\nreason = "ill; oral exam"'
    rows, _ = marks(tmp_path, text, people=PEOPLE)
    assert rows["Carol Ray"]["mark"] == 20


def test_who_waits_for_a_report_is_not_missing(tmp_path):
    members = [{"id": "carol@x.edu"}, {"id": "alice"}]
    rows, _ = marks(tmp_path, "", members=members, people=PEOPLE)
    assert list(rows) == ["alice", "bob"]


# ---------------------------------------------------------------- what is not right

ADJUST = '[[adjust]]\nstudent = "bob"\n'
WRONG = {
    "no TOML": ("points 5", "not TOML"),
    "unknown key": ("pionts = 5", "pionts means nothing here; is points meant"),
    "unknown key, nothing like it": ("xyzzy = 5", "there are: title, course"),
    "in a table": ("[late]\nper_dya = 5", "late.per_dya means nothing here; is per_day meant"),
    "in an entry": (ADJUST + 'point = 1\nreason = "x"', "adjust 1.point means nothing here; is points meant"),
    "type": ('points = "100"', "points must be a number, such as 10 or 0.5"),
    "truth is no number": ("points = true", "points must be a number"),
    "range": ("late.per_day = 200\ndue = 2026-03-01T23:59:00Z", "late.per_day must be a number from 0 to 100"),
    "list": ('exercises = "entropy"', r'exercises must be a list of texts, such as \["regression"\]'),
    "table": ("curve = 5", r"curve must be a table, such as \[curve\]"),
    "entries": ("adjust = {}", r"adjust must be tables, each under a line \[\[adjust\]\]"),
    "choice": ('missing = "none"', "missing must be one of: blank, zero"),
    "whole": ("drop_lowest = 1.5", "drop_lowest must be a whole number"),
    "exercise": ('exercises = ["entrpy"]', "entrpy is no exercise or unit here; is entropy meant|is .*entropy meant"),
    "unit": ("weights.informatoin = 2", "informatoin is no exercise or unit here; is information meant"),
    "item": ('exclude = ["surprise.shape"]', "shape is no item of surprise; is shapes meant"),
    "item everywhere": ('bonus = ["*.zreos"]', "no exercise has an item zreos; is zeros meant"),
    "several": (ADJUST + 'exercise = "information"\nset = 1\nreason = "x"', "information means several exercises"),
    "nothing left": ('exclude = ["information", "torch_losses"]', "none is left"),
    "date in quotes": ('due = "2026-03-01"', "due must be a date and time without quotes"),
    "date without a zone": ("due = 2026-03-01T23:59:00", "due has no zone; write it behind the time"),
    "zone": ('zone = "Asia/Soul"', "Asia/Soul is no zone"),
    "late without due": ("late.per_day = 10", "late needs due"),
    "no reason": (ADJUST + "points = 1", "adjust 1.reason is missing; it must be a text in quotes"),
    "empty reason": (ADJUST + 'points = 1\nreason = " "', "adjust 1.reason must be a text in quotes"),
    "both": (ADJUST + 'points = 1\nset = 2\nreason = "x"', "adjust 1: either points, which are added, or set"),
    "neither": (ADJUST + 'reason = "x"', "adjust 1: either points"),
    "no time": ('[[handed_in]]\nstudent = "bob"', "handed_in 1.time is missing"),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_what_is_not_right_is_one_line(tmp_path, text, message):
    with pytest.raises(WrongAssignment, match=message) as raised:
        read(tmp_path, text)
    assert str(raised.value).startswith(str(tmp_path))
    assert len(str(raised.value).splitlines()) == 1


CANNOT = {
    "nobody": (
        ADJUST.replace("bob", "bbo") + 'set = 1\nreason = "x"',
        "adjust 1: bbo is nobody of this class; is bob meant",
    ),
    "drop too many": ("drop_lowest = 3", "3 exercises are dropped, and only 3 are there"),
    "drop unequal": ("drop_lowest = 1", "drop_lowest needs points"),
    "not counting": (
        'exercises = ["surprise"]\n' + ADJUST + 'exercise = "information/entropy"\nset = 1\nreason = "x"',
        "information/entropy does not count",
    ),
    "an exercise of who is missing": (
        ADJUST.replace("bob", "Carol Ray") + 'exercise = "surprise"\nset = 1\nreason = "x"',
        "Carol Ray handed in nothing",
    ),
}


@pytest.mark.parametrize(("text", "message"), CANNOT.values(), ids=CANNOT)
def test_what_cannot_be_applied_is_one_line(tmp_path, text, message):
    with pytest.raises(CannotApply, match=message):
        marks(tmp_path, text, people=PEOPLE)


def test_a_name_that_fits_several_is_one_line(tmp_path):
    text = '[[adjust]]\nstudent = "Anna Kim"\nset = 1\nreason = "x"'
    with pytest.raises(CannotApply, match="Anna Kim may be"):
        marks(tmp_path, text, people=[Person(id="1", name="Kim, Anna"), Person(id="2", name="Anna Kim")])


def test_no_file_is_one_line(tmp_path):
    with pytest.raises(WrongAssignment, match="No such file"):
        read_assignment(tmp_path / "assignment.toml", ITEMS)


# ---------------------------------------------------------------- the page for readers

PAGE = Path(__file__).parent.parent / "docs/marks.md"


def test_the_pages_example_is_read_and_has_every_key(tmp_path):
    (text,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "assignment.toml"
    path.write_text(text, encoding="utf-8")
    items = {"regression/huber_loss": ["basics", "dtypes", "purity"], "information/entropy": ["basics", "stability"]}
    assert read_assignment(path, items).names_students
    assert set(tomllib.loads(text)) | {"zone"} == set(KEYS)
