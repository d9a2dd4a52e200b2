"""A folder of git clones, one a student, as GitHub Classroom and Classroom 50 make it: ``hw1-octocat``.

What all names begin with is the assignment's. ``.git`` is never read.
"""

from __future__ import annotations

from autograder.classroom.arrivals.attempts import Found, Upload, part_of
from autograder.classroom.arrivals.layouts import Layout
from autograder.classroom.arrivals.listing import Child, Folder
from autograder.classroom.arrivals.names import common_start, same


def find(folder: Folder) -> Found:
    clones = [child for child in folder.children if child.is_folder and is_clone(child)]
    start = assignment(folder, [child.name for child in clones])
    return Found([upload(child, child.name[len(start) :]) for child in clones])


def is_clone(child: Child) -> bool:
    return any(one.name == ".git" for one in child.inside())


def assignment(folder: Folder, names: list[str]) -> str:
    """Return what all names begin with: by the folder's own name, else by all of them together."""
    own = folder.path.name.removesuffix("-submissions") + "-"
    if names and all(name.startswith(own) and name != own for name in names):
        return own
    return common_start(names, "-") if len(names) > 1 else ""


def upload(child: Child, login: str) -> Upload:
    return Upload(child, same(login), (login, child.name), part_of(child), lms={"repository": child.name})


LAYOUT = Layout("git", "git clones", "hw1-octocat/ with .git in it", find, rank=50, is_telling=False)
