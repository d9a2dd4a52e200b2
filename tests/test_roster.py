"""Who takes part: rosters of every platform, in every encoding; and whose submission is whose."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.classroom.grammars import GRAMMARS, GrammarsToCome
from autograder.classroom.policy.matching import match
from autograder.classroom.policy.roster import Person, UnusableRoster, read_roster
from autograder.classroom.policy.tables import UnreadableTable, read_csv

CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,HW 1 (123),Final Score
,,,,,Manual Posting,
"    Points Possible",,,,,30,(read only)
"Kim, Anna",2234563,0012,akim,Math 1,,
"Du Châtelet, Émilie",2234568,0013,echatelet,Math 1,,
"Kim, Anna",2234563,0012,akim,Math 2,,
"Student, Test",99,,f00,Math 1,,
"""
MOODLE = """Identifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (submission),Feedback comments
Participant 2234563,Anna Kim,akim@school.edu,Submitted for grading - ,,100.00,"Monday, 5 January 2026, 10:00 AM",
Participant 2234568,Émilie Du Châtelet,echatelet@school.edu,No submission - ,,100.00,-,
"""
MOODLE_KO = MOODLE.replace("Identifier,Full name,Email address", "식별자,성명,이메일 주소").replace(
    "Participant", "참가자"
)
GRADESCOPE = """First Name,Last Name,SID,Email,Role,Sections
Anna,Kim,0012,akim@school.edu,Student,A
Émilie,Du Châtelet,0013,echatelet@school.edu,Student,A
Ada,Teacher,1,ada@school.edu,Instructor,A
"""
NBGRADER = (
    "id,last_name,first_name,email,lms_user_id\nakim,Kim,Anna,akim@school.edu,2234563\nechatelet,Du Châtelet,Émilie,,\n"
)
OWN = '학번;성명;이메일\n="0012";Anna Kim;akim@school.edu\n="0013";Émilie Du Châtelet;\n'
BRIGHTSPACE = """OrgDefinedId,Username,Last Name,First Name,Email
#0012,#akim,Kim,Anna,a@b.c
#0013,#echatelet,Du Châtelet,Émilie,
"""

# the kind, the text, the ids and the logins of both students
FILES = {
    "canvas": ("canvas", CANVAS, ["0012", "0013"], ["akim", "echatelet"]),
    "moodle": ("moodle", MOODLE, ["", ""], ["", ""]),
    "moodle-ko": ("moodle", MOODLE_KO, ["", ""], ["", ""]),
    "gradescope": ("gradescope", GRADESCOPE, ["0012", "0013"], ["", ""]),
    "nbgrader": ("nbgrader", NBGRADER, ["akim", "echatelet"], ["", ""]),
    "own": ("own", OWN, ["0012", "0013"], ["", ""]),
    "brightspace": ("own", BRIGHTSPACE, ["0012", "0013"], ["akim", "echatelet"]),
}
NAMES = {frozenset(("anna", "kim")), frozenset(("émilie", "du", "châtelet"))}


def written(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(("kind", "text", "ids", "logins"), FILES.values(), ids=FILES)
def test_a_roster_is_recognised_by_its_headings(tmp_path, kind, text, ids, logins):
    roster = read_roster(written(tmp_path, text))
    assert roster.kind == kind
    assert {frozenset(person.name.replace(",", "").lower().split()) for person in roster.people} == NAMES
    assert [person.id for person in roster.people] == ids
    assert [person.login for person in roster.people] == logins


def test_the_numbers_of_a_platform_are_those_of_its_downloads(tmp_path):
    canvas = read_roster(written(tmp_path, CANVAS))
    assert [person.lms for person in canvas.people] == [{"canvas_user": "2234563"}, {"canvas_user": "2234568"}]
    assert canvas.people[0].columns["SIS User ID"] == "0012"
    assert "again" in canvas.remarks[0].render(str)
    for text in (MOODLE, MOODLE_KO):
        anna, emilie = read_roster(written(tmp_path, text)).people
        assert emilie.lms == {"moodle_participant": "2234568"}
        assert (anna.handed_in, emilie.handed_in) == (datetime(2026, 1, 5, 10, 0), None)  # Moodle says none


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_any_encoding_and_separator_will_do(tmp_path, encoding, separator):
    text = NBGRADER.replace(",", separator) + f"aerzte{separator}Ärzte{separator}Jürgen{separator}{separator}\n"
    people = read_roster(written(tmp_path, text, encoding)).people
    assert [person.name for person in people] == ["Anna Kim", "Émilie Du Châtelet", "Jürgen Ärzte"]


@pytest.mark.parametrize("encoding", ["cp949", "utf-8-sig", "utf-16"])
def test_korean_in_its_own_encodings(tmp_path, encoding):
    people = read_roster(written(tmp_path, "학번,성,이름\n2026001,김,민수\n2026002,박,지훈\n", encoding)).people
    assert [(person.id, person.name) for person in people] == [("2026001", "김민수"), ("2026002", "박지훈")]


def test_excel_says_which_separator(tmp_path):
    assert read_csv(written(tmp_path, "sep=;\nname;id\nA, B;1\n")).rows == [(3, ["A, B", "1"])]


def test_nbgraders_gradebook_is_asked(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)  # it starts alembic
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        gradebook.add_student("akim", first_name="Anna", last_name="Kim", lms_user_id="2234563")
    monkeypatch.delitem(sys.modules, GRAMMARS, raising=False)
    (person,) = read_roster(tmp_path / "gradebook.db").people
    assert (person.id, person.name, person.lms) == ("akim", "Anna Kim", {"lms_user": "2234563"})
    assert isinstance(sys.modules[GRAMMARS], GrammarsToCome)  # nobody waits until they are compiled


WRONG = {
    "no heading": ("Grade,Points\n1,2\n", UnusableRoster, "no column says who a student is"),
    "nobody": ("id,name\n", UnusableRoster, "no students in it"),
    "empty": ("", UnreadableTable, "empty"),
    "no text": (b"\x89PNG\0\0\0\1\0\0\0\2", UnreadableTable, "not a table"),
}


@pytest.mark.parametrize(("content", "error", "message"), WRONG.values(), ids=WRONG)
def test_what_is_no_roster_is_one_line(tmp_path, content, error, message):
    path = tmp_path / "roster.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(error, match=message) as raised:
        read_roster(path)
    assert len(str(raised.value).splitlines()) == 1


def test_a_file_that_is_no_gradebook_is_one_line(tmp_path):
    (tmp_path / "gradebook.db").write_text("id\n")
    with pytest.raises(UnusableRoster, match="not a gradebook"):
        read_roster(tmp_path / "gradebook.db")


# ---------------------------------------------------------------- whose is whose


def member(ident, **more):
    return {"id": ident, **more}


ANNA = Person(id="0012", login="akim", email="Anna.Kim@school.edu", name="Kim, Anna", lms={"canvas_user": "77"})
BERT = Person(id="0013", login="bsmith", email="bert@school.edu", name="Bert Smith")
ALIKE = [ANNA, BERT]
MEMBERS = {
    "id": member("0012"),
    "id without its zeros": member("12"),
    "login in capitals": member("AKim"),
    "address": member("x", email="anna.kim@SCHOOL.edu"),
    "local part": member("anna.kim"),
    "first last": member("Anna Kim"),
    "last, first": member("kim, anna"),
    "letters alone": member("kimanna"),
    "platform's number": member("somebody", lms={"canvas_user": "77"}),
    "student id of the platform": member("somebody", lms={"sid": "0012"}),
    "name of the platform": member("u1", name="Anna Kim"),
    "words in any order": member("Kim Anna"),
}


@pytest.mark.parametrize("one", MEMBERS.values(), ids=MEMBERS)
def test_a_submission_is_matched_by_whatever_is_known(one):
    assert match(ALIKE, [one]).person_of == {one["id"]: 0}


def test_nfc_nfd_accents_and_eszett():
    people = [Person(name="Séan O'Connor"), Person(name="Jonas Strauß"), Person(name="Łukasz Müller")]
    spelt = [unicodedata.normalize("NFD", "séan o'connor"), "Jonas Strauss", "Lukasz Muller"]
    assert match(people, map(member, spelt)).person_of == dict(zip(spelt, range(3), strict=True))


def test_accents_are_tolerated_only_where_one_is_meant():
    people = [Person(name="Jonas Strauß"), Person(name="Jonas Strauss"), Person(name="Zoë Ng")]
    matching = match(people, [member("Jonas Strauß"), member("jonas strauss"), member("zoe ng")])
    assert matching.person_of == {"Jonas Strauß": 0, "jonas strauss": 1, "zoe ng": 2}
    matching = match([Person(name="René Roy"), Person(name="Rêne Roy")], [member("Rene Roy")])
    assert (matching.person_of, matching.doubtful) == ({}, {"Rene Roy": [0, 1]})


def test_whoever_fits_several_is_nobodys():
    namesakes = [Person(id="1", name="Kim, Anna"), Person(id="2", name="Anna Kim")]
    assert match(namesakes, [member("Anna Kim")]).doubtful == {"Anna Kim": [0, 1]}
    matching = match([BERT], [member("Bert Smith"), member("smith, bert")])
    assert (matching.person_of, set(matching.doubtful)) == ({}, {"Bert Smith", "smith, bert"})


def test_the_surer_name_comes_first():
    swapped = [Person(id="a", name="Bert Smith"), Person(id="b", name="Anna Kim")]
    matching = match(swapped, [member("a", name="Anna Kim"), member("b", name="Bert Smith")])
    assert matching.person_of == {"a": 0, "b": 1}


def test_a_number_of_an_upload_is_no_students():
    assert match([Person(id="777", name="Bo")], [member("x", lms={"canvas_upload": "777"})]).person_of == {}


def test_a_thousand_students_are_matched_at_once():
    people = [Person(id=f"{number:05}", name=f"Last{number}, First{number}") for number in range(1000)]
    members = [member(f"first{number} last{number}") for number in range(1000)]
    assert len(match(people, members).person_of) == 1000


def test_reading_a_roster_does_not_need_nbgrader(tmp_path):
    program = "import sys; sys.modules['nbgrader'] = None\n"
    program += "from pathlib import Path\nfrom autograder.classroom.policy.roster import read_roster\n"
    program += f"print(len(read_roster(Path({str(written(tmp_path, OWN))!r})).people))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "2\n"
