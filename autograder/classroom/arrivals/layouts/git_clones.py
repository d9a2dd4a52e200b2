"""A folder of git clones, one a student, as GitHub Classroom and Classroom 50 make it: ``hw1-octocat``.

What all names begin with is the assignment's. The assignment's own repository, ``hw1``, is nobody's. ``.git`` is never
read. Where it is missing, as from what GitHub zips, ``hw1-octocat-main``, a folder is known by the others' beginning.
"""

from __future__ import annotations

from autograder.classroom.arrivals.arrival import LeftOut
from autograder.classroom.arrivals.attempts import Found, Upload, part_of
from autograder.classroom.arrivals.layouts import Layout
from autograder.classroom.arrivals.listing import Child, Folder
from autograder.classroom.arrivals.names import common_start, same
from autograder.translation import N_, Text

TEMPLATE = N_("the assignment's own repository, without a student's name")
OWN = N_("{name}: {reason}; nobody has a row for it")
BRANCHES = ("-main", "-master")  # what GitHub puts behind the name of a folder that it zips
SEVERAL = 2  # clones that begin alike: fewer do not tell where the student's name begins


def find(folder: Folder) -> Found:
    clones = [child for child in folder.children if child.is_folder and is_clone(child)]
    own = [child for child in clones if is_template(child, clones)]
    clones = [child for child in clones if child not in own]
    start = assignment(folder, [child.name for child in clones])
    others = [child for child in folder.children if child.is_folder and not is_clone(child)]
    zipped = [child for child in others if start and len(clones) >= SEVERAL and child.name.startswith(start)]
    own += [child for child in zipped if without_branch(child.name) == start.removesuffix("-")]
    zipped = [child for child in zipped if child not in own]
    return Found(
        [upload(child, child.name[len(start) :]) for child in clones]
        + [upload(child, without_branch(child.name)[len(start) :]) for child in zipped],
        [LeftOut(child.path, TEMPLATE) for child in own],
        [Text(OWN, {"name": child.name, "reason": Text(TEMPLATE)}) for child in own],
    )


def is_clone(child: Child) -> bool:
    return any(one.name == ".git" for one in child.inside())


def is_template(child: Child, clones: list[Child]) -> bool:
    """Tell whether all other clones, several of them, are called by this one's name and something more."""
    others = [one for one in clones if one is not child]
    return len(others) >= SEVERAL and all(one.name.startswith(f"{child.name}-") for one in others)


def without_branch(name: str) -> str:
    return next((name.removesuffix(branch) for branch in BRANCHES if name.endswith(branch)), name)


def assignment(folder: Folder, names: list[str]) -> str:
    """Return what all names begin with: by the folder's own name, else by all of them together."""
    own = folder.path.name.removesuffix("-submissions") + "-"
    if names and all(name.startswith(own) and name != own for name in names):
        return own
    return common_start(names, "-") if len(names) > 1 else ""


def upload(child: Child, login: str) -> Upload:
    repository = child.name if is_clone(child) else without_branch(child.name)
    return Upload(child, same(login), (login, child.name), part_of(child), lms={"repository": repository})


LAYOUT = Layout("git", "git clones", "hw1-octocat/ with .git in it", find, rank=50, is_telling=False)
