"""Ideas, drawn by the package as cards and pages draw them, with formulas where those have words."""

from autograder.report.ideas.choosing import draw_idea
from autograder.report.ideas.shares import OVERFLOWS
from autograder.report.ideas.terms import NEGATIVE


def kl_terms() -> str:
    """Draw the terms of a divergence: each bar starts where the last one ended, a negative one pulls back."""
    return idea("f(array([0.5, 0.5]), array([0.9, 0.1]))", "0.5108256237659907")


def silent_broadcast() -> str:
    """Draw the table that a column and a flat array make, and the four pairs that were meant."""
    return idea("f(array([[1.], [2.], [3.], [4.]]), array([1., 2., 3., 4.]))", "ValueError", "2.5")


def unsigned_wraparound() -> str:
    """Draw the number line of uint8, on which 3 − 5 is 254."""
    return idea("f(array([3], dtype=uint8), array([5], dtype=uint8))", "4", "64516", "unsigned_wraparound")


def logits_to_shares() -> str:
    """Draw logits on their way to shares: straight, and with the largest one subtracted."""
    return idea("f(array([1000., 999., 997.]))", "[0.7053845126982412, 0.25949646034241913, 0.03511902695933973]")


# What stands in a picture for words of a language.
SYMBOLS = {
    "outcome": "", "class no.": "", "straight": "exp(x) / Σ", "largest subtracted": "exp(x − max) / Σ",
    "{shapes}: a table of {count}": "{shapes} → {count}", "the {count} pairs meant": "{count}",
    "first, {shape}": "{shape}", "second, {shape}": "{shape}",
    "mean of {count} squares: {mean}": "Σ e² / {count} = {mean}",
    "below {low} comes {high}": "{low} − 1 → {high}", "start": "", "answer": "",
    "{dtype}: {sum} is {answer}, not {right}": "{dtype}:  {sum} → {answer}",
}  # fmt: skip  # a table of pairs


def symbols(text: str) -> str:
    """Translate words into formulas; the sentence below a picture is left to the lesson."""
    return "" if text in (NEGATIVE, OVERFLOWS) else SYMBOLS.get(text, text)


def idea(call: str, expected: str, got: str | None = None, mistake: str | None = None) -> str:
    """Draw an idea as a file of its own."""
    picture = draw_idea(call, expected, got, symbols, mistake)
    assert picture is not None
    return picture.file()
