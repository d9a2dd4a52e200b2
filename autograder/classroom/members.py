"""Read the submission of each member of a class."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.classroom.arrivals.arrival import Member, Part
from autograder.classroom.arrivals.attempts import EARLIER, OLDER
from autograder.classroom.arrivals.names import same
from autograder.classroom.arrivals.online_text import MAX_PAGE, code_of_page
from autograder.judging.forms import is_archive
from autograder.judging.items import Item, folder_items, reader_of
from autograder.judging.opening import UnreadableSubmission
from autograder.judging.reading import NOTHING, Reading
from autograder.judging.submission import Submission, clean, clean_name, plain, read_submission, submission_of
from autograder.translation import N_, Text

MOST = 3  # files that are named in a remark
NOT_GRADED = N_("handed in earlier, and not graded: {names}")
NO_FILE = N_("nothing was handed in; ask for a .py file or a notebook")
NO_CODE = N_("{path}: text that is no Python; ask for a .py file or a notebook")
TYPED = N_("read as code: what was typed into {path}")


def read_member(member: Member, wanted: Collection[str] = ()) -> Submission:
    """Read a member's last attempt, and say which files are older."""
    submission = read_group(member.id, member.parts, wanted)
    older = [clean_name(one.path.name) for one in member.left_out if one.reason in (EARLIER, OLDER)]
    if not older:
        return submission
    names = ", ".join(older[:MOST]) + (f" … ({len(older)})" if len(older) > MOST else "")
    return replace(submission, remarks=(*submission.remarks, Text(NOT_GRADED, {"names": names})))


def read_group(name: str, parts: Iterable[Path | Part], wanted: Collection[str] = ()) -> Submission:
    """Read what a member of a class handed in; what cannot be read becomes a problem of this submission alone.

    Parameters
    ----------
    name : str
    parts : iterable of Path and Part
    wanted : collection of str
        See `read_submission`.
    """
    known = [part if isinstance(part, Part) else Part(part, part.parent, part.name) for part in parts]
    if not known:
        return Submission(name, problem=NO_FILE, problems=(Text(NO_FILE),))
    try:
        if len(known) == 1 and is_as_it_came(known[0]):
            one = read_submission(known[0].path, known[0].root, wanted)
            return Submission(name, one.files, one.problem, one.problems, one.remarks)
        return read_parts(name, known, wanted)
    except UnreadableSubmission as error:
        path = str(error.text.values.get("path", "")).removeprefix(f"{known[0].path.parent}{os.sep}")
        text = plain(error.text._replace(values={**error.text.values, "path": path}))
        return Submission(name, problem=clean(text.render(str)), problems=(text,))
    except OSError as error:
        return Submission(name, problem=clean(error.strerror or str(error)))


def is_as_it_came(part: Part) -> bool:
    """Tell whether a part is to be read as a submission of its own, whatever the student called it."""
    return not part.is_text and (part.name == part.path.name or part.path.is_dir() or is_archive(part.name))


def read_parts(name: str, parts: Sequence[Part], wanted: Collection[str]) -> Submission:
    """Read several files, folders and archives together, each under the name that the student gave it."""
    reading = Reading(name, wanted)
    folders = {same(part.name) for part in parts if part.path.is_dir()}
    items: list[Item] = []
    for part in parts:
        start = f"{part.name}/" if len(folders) > 1 and part.path.is_dir() else ""
        try:
            items += items_of(part, start, reading)
        except UnreadableSubmission as error:
            reading.problems.append(error.text._replace(values={**error.text.values, "path": part.name}))
    # The last of a name counts: in two spellings of one student's folder, the later file.
    reading.read_all({item.path: item for item in items}.values())
    return as_they_came(submission_of(reading, name, NOTHING), name, parts)


def items_of(part: Part, start: str, reading: Reading) -> Iterator[Item]:
    if part.is_text:
        yield from items_of_text(part, reading)
    elif part.path.is_dir():
        for item in folder_items(part.path, part.root):
            yield item._replace(path=start + item.path)
    else:
        yield Item(part.name.replace("/", "_"), reader_of(part.path, part.root))


def items_of_text(part: Part, reading: Reading) -> Iterator[Item]:
    """Yield the code that a student typed into a page of the learning platform."""
    code = code_of_page(reader_of(part.path, part.root)(MAX_PAGE)).encode("utf-8", "replace")
    if code:
        reading.remarks.append(Text(TYPED, {"path": clean_name(part.name)}))
        yield Item(f"{Path(part.name).stem or 'text'}.py", lambda limit: code[:limit])
    else:
        reading.problems.append(Text(NO_CODE, {"path": clean_name(part.name)}))


def as_they_came(submission: Submission, name: str, parts: Sequence[Part]) -> Submission:
    """Call files in problems as they are called in the class's folder, where they are looked for."""
    came = {clean_name(part.name): clean_name(part.path.name) for part in parts if not part.path.is_dir()}
    problems = tuple(problem._replace(values=renamed(dict(problem.values), came)) for problem in submission.problems)
    problem = clean("; ".join(problem.render(str) for problem in problems))
    return Submission(name, submission.files, problem, problems, submission.remarks)


def renamed(values: dict[str, object], came: dict[str, str]) -> dict[str, object]:
    first, slash, rest = str(values.get("path", "")).partition("/")
    return {**values, "path": f"{came[first]}{slash}{rest}"} if first in came else values
