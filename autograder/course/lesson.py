"""Read a lesson: its text, the code to run on the way, and where each exercise stands.

A lesson is Markdown. Three things in it are read::

    ```pycon run                    code that becomes a cell of the notebook, what it prints left out
    >>> 1 + 1
    2
    ```

    ```python own                   code that calls what the student has written, of the exercise above; a cell as it is
    entropy(np.array([0.5, 0.5]))
    ```

    <!-- exercise: entropy -->      here stands that exercise, a paragraph of its own
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Literal, NamedTuple

RUN, OWN = "```pycon run\n", "```python own\n"
PART = re.compile(
    rf"^{RUN}(?P<code>.*?)^```$|^{OWN}(?P<own>.*?)^```$|^<!-- exercise: (?P<exercise>\w+) -->$"
    r"|(?=^(?P<section>## [^\n]*)$)",
    re.DOTALL | re.MULTILINE,
)
PROMPTS = (">>>", "...")
IMPORTS = ("import ", "from ")
FORMULA = re.compile(r"\$\$[^$]+\$\$|\$[^$\n]+\$")
WORD_JOINER = "\N{WORD JOINER}"


class LessonPart(NamedTuple):
    """A cell's worth of a lesson: Markdown, Python to run, or the name of an exercise.

    Parameters
    ----------
    kind : "text", "code" or "exercise"
    text : str
    id : str
        Made of the heading that it stands under, and unique in the lesson.
    """

    kind: Literal["text", "code", "exercise"]
    text: str
    id: str


def parts_of(lesson: str) -> Iterator[LessonPart]:
    """Split a lesson into its parts: a text begins at each section, and after each piece of code and exercise."""
    here, numbers, start = ids_of(lesson), count(1), 0

    def part(kind: Literal["text", "code", "exercise"], text: str) -> LessonPart:
        number = next(numbers)
        return LessonPart(kind, text, here if number == 1 else f"{here}-{number}")

    for found in [*PART.finditer(lesson), None]:
        text = lesson[start : found.start() if found else None].strip()
        if text:
            yield part("text", text)
        if found is None:
            return
        start = found.end()
        if found["section"]:
            here, numbers = ids_of(found["section"]), count(1)
        elif found["exercise"]:
            yield LessonPart("exercise", found["exercise"], "")
        elif found["own"]:
            yield part("code", found["own"].strip())
        else:
            for source in cells_of(found["code"]):
                yield part("code", source)


def ids_of(section: str) -> str:
    """Return what the ids of a section's cells begin with."""
    heading = section.strip().partition("\n")[0]
    return "lesson-" + re.sub(r"\W+", "-", heading.lower(), flags=re.ASCII).strip("-")[:50]


def cells_of(session: str) -> Iterator[str]:
    """Yield the cells of an interactive session: one for each value that it shows, as a cell shows its last one."""
    source: list[str] = []
    before = ""
    for line in session.splitlines():
        if line.startswith(PROMPTS):
            if source and before and not before.startswith(PROMPTS):
                yield "\n".join(source)
                source.clear()
            if source and source[-1].startswith(IMPORTS) and not line[4:].startswith(IMPORTS):
                source.append("")
            source.append(line[4:])
        before = line
    yield "\n".join(source)


def exercise_mark(name: str) -> str:
    return f"<!-- exercise: {name} -->"


def for_github(text: str) -> str:
    """Let GitHub see each formula: it overlooks one that a letter follows at once, such as a Korean particle.

    The word joiner in between is seen by nobody, and keeps formula and particle on one line.
    """

    def apart(formula: re.Match[str]) -> str:
        return formula[0] + WORD_JOINER * text[formula.end() : formula.end() + 1].isalpha()

    return FORMULA.sub(apart, text)
