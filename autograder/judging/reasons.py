"""Write why a function is not there or cannot be run: what happened, where, and the way out."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.isolation.inside.reasons import BEGIN, END, SEPARATOR, Reason
from autograder.translation import N_, Text

__all__ = ["Reason", "sentence", "split"]
MAX_LINE, MAX_NAME = 10**6, 200
AT, AT_LINE, WITH_DETAIL = N_("{place}: {what}"), N_("{place}, line {line}: {what}"), N_("{what} ({detail})")

# By kind. {name} is what the reason is about, {exercise} the function that is asked for.
SENTENCES = {
    "async": N_("{exercise} is an async function; write a plain def."),
    "method": N_("{exercise} is a method of {name}; write it outside of the class, without self."),
    "nested": N_("{exercise} is inside of {name}; write it without an indent."),
    "main_block": N_('{exercise} is below `if __name__ == "__main__":`, which is not run here; write it above, without'
                     " an indent."),
    "near_name": N_("is {name} meant? The name must be {exercise}, letter by letter."),
    "class": N_("{name} is a class; a function is asked for, and its name must be {exercise}."),
    "no_function": N_("it is not a function but {name}; write def {exercise}(…)."),
    "no_class": N_("it is not a class but {name}; write class {exercise}, with the methods that the docstring names."),
    "twice": N_("{exercise} is defined more than once; the last one counts."),
    "two_files": N_("{exercise} is written here and in {name}; the one here is judged."),
    "encoding": N_("not saved as UTF-8; read as {name}."),
    "not_there": N_("{name} is not there when {exercise} needs it."),
    "quotes": N_("the quotation mark {name} comes from a word processor; type it again as ' or \"."),
    "spaces": N_("a space that Python does not know, from a web page or a word processor; type it again as a plain"
                 " space."),
    "full_width": N_("{name} is a full-width sign of an East Asian keyboard; type it again in half width (English"
                     " mode)."),
    "signs": N_("{name} is no sign of Python's, a word processor or a formula has put it there; type it as * - / <= or"
                " the like."),
    "prompts": N_("the prompt (>>>, ... or In [1]:) was copied with the code; take it out of every line."),
    "line_numbers": N_("line numbers were copied with the code; take them out of every line."),
    "diff": N_("this is what changed (a diff), not the file; hand in the file itself."),
    "entities": N_("&gt;, &lt; or &amp; comes from a web page; type >, < or & in its place."),
    "cut_off": N_("the file ends here, in the middle of a function; hand in the whole file."),
    "python2": N_("this is Python 2; write it for Python 3: print(x), `except E as e:`."),
    "newer_python": N_("was it written for Python {name}? The grader runs {running}; write it in the older way."),
    "tabs": N_("tabs and spaces are mixed in the indent; use four spaces everywhere."),
    "indent": N_("this line's indent does not fit the lines above it; use four spaces for each level."),
    "unfinished": N_("a bracket or quotation mark is opened and not closed; close it."),
    "conflict": N_("a merge conflict (<<<<<<<, =======, >>>>>>>); keep one side, and hand it in again."),
    "zero_bytes": N_("the file is damaged: zero bytes are in it; save it as plain text and hand it in again."),
    "too_deep": N_("it is too deep or too large for Python to read; write it more simply."),
    "not_run": N_("this cell is not run here because of its first line; take the %% line out."),
    "syntax": N_("this is no Python; correct the line, run the whole file once, and hand it in again."),
    "library": N_("{name} is neither handed in nor installed here; hand in the file, or use numpy and the standard"
                  " library alone."),
    "helper": N_("{name} is not written yet, and {exercise} needs it: write it first."),
    "unguarded": N_("this exercise is solved without {name}, and this grader cannot refuse it; it is no fault of yours,"
                    " tell your instructor."),
    "raised": N_("this line fails when the file is run; correct it, and run the whole file once."),
}  # fmt: skip  # a sentence a line
# With a hidden key, without what the student's process could choose freely.
HIDDEN_SENTENCES = {
    **SENTENCES,
    "method": N_("{exercise} is a method of a class; write it outside of the class, without self."),
    "nested": N_("{exercise} is inside of another function; write it without an indent."),
    "near_name": N_("a function's name is nearly right: it must be {exercise}, letter by letter."),
    "class": N_("there is a class of that name; a function is asked for, and its name must be {exercise}."),
    "no_function": N_("it is not a function; write def {exercise}(…)."),
    "no_class": N_("it is not a class; write class {exercise}, with the methods that the docstring names."),
    "two_files": N_("{exercise} is written in more than one file; the first one is judged."),
    "quotes": N_("a quotation mark comes from a word processor; type it again as ' or \"."),
    "full_width": N_("a full-width sign of an East Asian keyboard; type it again in half width (English mode)."),
    "signs": N_("a sign that is not Python's, from a word processor or a formula; type it as * - / <= or the like."),
    "helper": N_("another function of yours is not written yet, and {exercise} needs it: write it first."),
    "library": N_("a module is neither handed in nor installed here; hand in the file, or use numpy and the standard"
                  " library alone."),
}  # fmt: skip  # a sentence a line
NOT_FOR_HIDDEN = {"not_there", "encoding"}
NEEDS_VERSION = "newer_python"
VERSIONS = {"3.12", "3.13", "3.14", "3.15"}


def split(text: str) -> Iterator[Reason | str]:
    """Split what a student's process wrote into reasons and other texts."""
    for part in text.split(END):
        before, begins, packed = part.partition(BEGIN)
        if before.strip():
            yield before.strip()
        if begins and (reason := unpack(packed)):
            yield reason


def unpack(packed: str) -> Reason | None:
    """Read a reason; None where it is none of ours: the process that wrote it is not believed."""
    parts = packed.split(SEPARATOR)
    if len(parts) != 5 or parts[0] not in SENTENCES or not parts[2].isdecimal():
        return None
    kind, place, line, name, detail = parts
    if kind == NEEDS_VERSION and name not in VERSIONS:
        return None
    return Reason(kind, place[:MAX_NAME], min(int(line[:7]), MAX_LINE), name[:MAX_NAME], detail)


def sentence(reason: Reason, exercise: str, running: str, *, hidden: bool = False) -> Text | None:
    """Write a reason as a sentence; with a hidden key without place, name and Python's words.

    Parameters
    ----------
    reason : Reason
    exercise : str
        The name of the function.
    running : str
        The version of Python that the code ran in.
    hidden : bool
        Whether the sentence must not repeat what the student's process could choose freely.

    Returns
    -------
    Text or None
        None where nothing may be said.
    """
    values = {"exercise": exercise, "running": running, "name": reason.name}
    if hidden:
        if reason.kind in NOT_FOR_HIDDEN:
            return None
        return Text(HIDDEN_SENTENCES[reason.kind], values)
    what = Text(SENTENCES[reason.kind], values)
    if reason.detail:
        what = Text(WITH_DETAIL, {"what": what, "detail": reason.detail})
    if not reason.place:
        return what
    return Text(AT_LINE if reason.line else AT, {"place": reason.place, "line": reason.line, "what": what})
