"""What is said about a mistake: the build reads it from a docstring, refuses half of it, and keeps the answer out."""

import pytest

from autograder.bank.build import build_bank
from autograder.bank.building.ladders import ladder_of, missing_words
from autograder.bank.folder import BankError, read_bank
from autograder.bank.translations import strings_of_the_bank
from autograder.judging.ladder import FAMILIES, RUNGS
from autograder.translation import Text
from tests.banks import MANIFEST, SPEC, write_bank

LADDER = """Sum instead of mean

Does your answer grow
with the number of elements?

The mean of 1, 1, 1 is 1; your function gives 3.

Divide by x.size.

Lecture: A loss that is a sum depends
on the size of the batch.
Family: reduction
"""


def words_of(docstring: str):
    def wrong(reference, x): ...

    wrong.__doc__ = docstring
    return ladder_of(wrong)


def test_a_docstring_is_a_title_three_rungs_a_sentence_and_a_family():
    ladder = words_of(LADDER)
    assert ladder.title == "Sum instead of mean"
    assert ladder.rungs[0] == ladder.hint == "Does your answer grow with the number of elements?"
    assert len(ladder.rungs) == RUNGS
    assert ladder.lecture == "A loss that is a sum depends on the size of the batch."
    assert ladder.family == "Mean, sum, or neither"
    assert list(missing_words(ladder, FAMILIES)) == []


# what slipped: (what stands there, what the author wrote instead, how the fault begins)
SLIPS = {
    "a hint alone": (LADDER, "Does your answer grow?", "the docstring needs a title, a hint in 3 paragraphs, `Lecture"),
    "a title with a full stop": ("of mean\n", "of mean.\n", "the docstring's first line is the mistake's title for t"),
    "a title that asks": ("of mean\n", "of mean?\n", "the docstring's first line is the mistake's title for teachers"),
    "a long title": ("Sum", "Sum " * 20, "the docstring's first line is the mistake's title for teachers: 72 letters"),
    "two rungs": ("Divide by x.size.\n\n", "", "rungs of the hint: 2; write 3 paragraphs after the title: a question"),
    "four rungs": ("Divide", "Think.\n\nDivide", "rungs of the hint: 4; write 3 paragraphs after the title"),
    "no question": ("elements?", "elements.", "the first rung of the hint asks nothing; write a plain question"),
    "no sentence": ("Lecture: ", "Lesson: ", "rungs of the hint: 4; write 3"),
    "an empty sentence": (" A loss that is a sum depends\non the size of the batch.", "", "the docstring has no line"),
    "no family": ("Family: reduction\n", "", "`Family: ` is none; the families are arguments, axis,"),
    "a misspelt family": ("reduction\n", "reducton\n", "`Family: reducton` is none (did you mean reduction?); the fam"),
}  # fmt: skip  # a slip a line


@pytest.mark.parametrize(("old", "new", "expected"), SLIPS.values(), ids=SLIPS)
def test_words_that_are_missing_are_named(old, new, expected):
    assert old in LADDER
    message, values = next(iter(missing_words(words_of(LADDER.replace(old, new)), FAMILIES)))
    assert Text(message, values).render(str).startswith(expected)


def lines_of(bank):
    return [fault.line(str) for fault in build_bank(bank).faults]


def test_a_missing_word_is_a_line_with_its_place_and_leaves_the_key(tmp_path):
    built = build_bank(write_bank(tmp_path, spec=SPEC.replace("    Family: quantity\n", "    Family: quanity\n", 1)))
    (fault,) = built.faults
    assert not fault.stops_key
    place = "impurity/gini_impurity · purity_instead · specs/impurity/gini_impurity.py:19: "
    assert fault.line(str).startswith(f"{place}`Family: quanity` is none (did you mean quantity?)")


# ---------------------------------------------------------------- the answer stays out

PLACES = {
    "title": "Chances not squared",
    "question": "Do two equal draws happen as often as one draw?",
    "idea": "Chances of 0.5 and 0.5 add up to 1",
    "last rung": "Multiply each chance by itself",
    "lecture": "Two independent draws both",
}
SPELLINGS = ("1 - np.sum(p * p)", "1-sum(p*p)", "`1 - numpy.sum(p*p)`", "1 − np.sum(p × p)", "1 - NP.SUM( p*p )")


@pytest.mark.parametrize("place", PLACES)
def test_no_rung_holds_the_answers_expression(place, tmp_path):
    assert PLACES[place] in SPEC
    spec = SPEC.replace(PLACES[place], f"{SPELLINGS[0]} {PLACES[place]}")
    (line,) = lines_of(write_bank(tmp_path, spec=spec))
    assert "squares_missing" in line
    assert "the hint gives the answer away (1 - np.sum(p * p)); leave the last step to the student" in line


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_answers_expression_is_known_in_other_spellings(spelling, tmp_path):
    spec = SPEC.replace(PLACES["last rung"], f"{PLACES['last rung']}: {spelling}")
    (line,) = lines_of(write_bank(tmp_path, spec=spec))
    assert "the hint gives the answer away" in line


# ---------------------------------------------------------------- families of a bank's own

OWN = f'{MANIFEST}\n[families]\nmixing = "How mixed a distribution is"\n'


def test_a_bank_has_families_of_its_own_which_its_catalogue_translates(tmp_path):
    spec = SPEC.replace("Family: quantity", "Family: mixing")
    bank = write_bank(tmp_path, spec=spec, manifest=OWN)
    built = build_bank(bank)
    assert built.faults == []
    (exercise,) = built.key
    families = {mistake.name: mistake.ladder.family for mistake in exercise.misconceptions}
    assert families["largest_only"] == "How mixed a distribution is"
    assert families["scaled"] == FAMILIES["formula"]
    bank.joinpath("keys").mkdir()
    built.key.save(bank / "keys/public.jsonl")
    bank.joinpath("keys/pictures.jsonl").touch()
    assert ("How mixed a distribution is", "losslings.toml") in set(strings_of_the_bank(read_bank(bank)))
    (line, *_) = lines_of(write_bank(tmp_path, spec=spec, manifest=MANIFEST))
    assert "`Family: mixing` is none" in line


TABLES = {
    "no table": ("families = 3\n", "", "families, families: write lines such as ranking = "),
    "a number": ("", "[families]\nmixing = 3\n", "families, mixing: write lines such as ranking = "),
    "an empty title": ("", '[families]\nmixing = " "\n', "families, mixing: write lines such as"),
    "no name": ("", '[families]\n"Big errors" = "Errors"\n', "families, Big errors: write lines such as"),
    "the engine's": ("", '[families]\nsign = "Signs"\n', "families, sign: the engine has this family; use it, or take"),
}


@pytest.mark.parametrize(("first", "last", "message"), TABLES.values(), ids=TABLES)
def test_a_wrong_table_of_families_is_one_clear_line(first, last, message, tmp_path):
    bank = write_bank(tmp_path, manifest=f"{first}{MANIFEST}\n{last}")
    with pytest.raises(BankError, match=message):
        read_bank(bank)
