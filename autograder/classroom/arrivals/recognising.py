"""Recognise how a class arrived, by all names in its folder together; what fits no layout is somebody's as it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from pathlib import Path
from typing import NamedTuple, TypeAlias

from autograder.classroom.arrivals.arrival import MIXED
from autograder.classroom.arrivals.attempts import Found
from autograder.classroom.arrivals.layouts import Layout, layouts
from autograder.classroom.arrivals.listing import Child, Folder, sorted_out
from autograder.classroom.arrivals.names import same, without_suffixes
from autograder.classroom.arrivals.unpacking import entries, opened
from autograder.judging.opening import UnreadableSubmission
from autograder.judging.printable import clean_name
from autograder.translation import N_, Text

PLAIN = "plain"
SEVERAL = 3  # children that answer the same exercise: fewer may be one student's tries, or units of a course
NOBODY = {"src", "source", "lib", "test", "tests", "data", "docs", "solutions", "specs", "exercises", "keys", "locale"}
NEARLY_ALL = 0.8  # of the children: then a layout that one name alone does not tell is believed
MIXED_NAMES = N_("the names here are of several kinds: {counts}")
NOT_ONE = N_("{path}: nothing here is named as {title} names it, such as {example}; here is {name}; leave --layout out")
NOT_ALL = N_("not named as {title} names it, such as {example}: {names}")
DEFINED = re.compile(rb"(?:^|[\n\"])def +(\w+) *\(")
Tree: TypeAlias = "dict[str, Tree | None]"  # the names in a zip; None is a file
PEEK = 4 << 20  # bytes of the directory of a student's zip, in which a class is looked for
LOOKED_AT, READ = 30, 1 << 16  # children of a folder, and bytes of a file, that tell whether it holds a class


class Recognised(NamedTuple):
    """The layouts that are found in a folder, and what each takes."""

    layout: str
    founds: list[Found]
    remarks: list[Text]


def recognise(folder: Folder, forced: str | None = None) -> Recognised:
    """Let each layout take the children that it recognises.

    Parameters
    ----------
    folder : Folder
    forced : str, optional
        The name of the only layout to ask.

    Raises
    ------
    UnreadableSubmission
        If nothing fits the layout that is forced.
    """
    every = layouts()
    asked = [layout for layout in every if layout.name == forced] if forced else every
    taken = [(layout, found) for layout, found in takings(folder, asked, is_forced=bool(forced)) if found.uploads]
    remarks = [remark for _, found in taken for remark in found.remarks]
    if forced and not taken:
        layout, name = asked[0], folder.children[0].name if folder.children else ""
        raise UnreadableSubmission(
            NOT_ONE,
            path=clean_name(str(folder.path)),
            title=layout.title,
            example=layout.example,
            name=clean_name(name),
        )
    claimed = {path for _, found in taken for path in found.claimed}
    rest = [child for child in folder.children if child.path not in claimed]
    if rest:
        plain = next(layout for layout in every if layout.name == PLAIN)
        if forced:
            values = {"title": asked[0].title, "example": asked[0].example, "names": listing(rest)}
            remarks.append(Text(NOT_ALL, values))
        taken.append((plain, plain.find(folder.only(rest))))
    counts = Counter({layout.name: len(found.students) for layout, found in taken})
    if len(counts) > 1 and not forced:
        remarks.insert(0, mixed(taken))
    (first, most), *_ = counts.most_common(1)
    is_one = forced or most >= NEARLY_ALL * counts.total()
    return Recognised(forced or (first if is_one else MIXED), [found for _, found in taken], remarks)


def mixed(taken: Sequence[tuple[Layout, Found]]) -> Text:
    """Say how many students each layout has, and which names are not of the kind that most are of."""
    (first, most), *others = sorted(taken, key=lambda one: -len(one[1].students))
    told = [f"{first.title} {len(most.students)}"]
    for layout, found in others:
        names = listing([upload.child for upload in found.uploads])
        told.append(f"{layout.title} {len(found.students)} ({names})")
    return Text(MIXED_NAMES, {"counts": ", ".join(told)})


def takings(folder: Folder, asked: Sequence[Layout], *, is_forced: bool = False) -> list[tuple[Layout, Found]]:
    """Ask one layout after the other about the children that no earlier one took."""
    rest, taken = list(folder.children), []
    for layout in asked:
        found = layout.find(folder.only(rest)) if rest else Found()
        claimed = found.claimed
        is_believed = layout.is_telling or is_forced or (len(claimed) > 1 and len(claimed) >= NEARLY_ALL * len(rest))
        if found.uploads and is_believed:
            taken.append((layout, found))
            rest = [child for child in rest if child.path not in claimed]
    return taken


def listing(children: Sequence[Child]) -> str:
    """Name some children, and say how many more there are."""
    names = [child.name for child in children[:3]]
    return ", ".join([*names, f"+{len(children) - len(names)}"] if len(children) > len(names) else names)


# ---------------------------------------------------------------- a class within a class


def platform_of(folder: Folder) -> tuple[str, int]:
    """Return the title of the platform that surely named what a folder holds, and for how many students."""
    taken = takings(folder, [layout for layout in layouts() if layout.is_telling and layout.name != PLAIN])
    counts = Counter({layout.title: len(found.students) for layout, found in taken})
    return counts.most_common(1)[0] if counts else ("", 0)


def contents(child: Child) -> Folder:
    """List what a folder or zip holds; nothing where it is neither, or cannot be read."""
    if child.is_folder:
        return sorted_out(child.path, child.inside())
    if child.kind == "file" and child.name.lower().endswith(".zip"):
        return sorted_out(child.path, children_of_zip(child))
    return Folder(child.path, [])


def children_of_zip(child: Child) -> list[Child]:
    """List the names in a zip as if it were unpacked; what the files hold is not to be had."""
    tree: Tree = {}
    try:
        with opened(child.path, child.root, PEEK) as archive:
            for entry, parts in entries(archive):
                here = tree
                for part in parts[:-1]:
                    here = folder_in(here, part)
                if entry.is_dir() or parts[-1] == ".git":
                    folder_in(here, parts[-1])
                else:
                    here.setdefault(parts[-1], None)
    except UnreadableSubmission:
        return []
    return of_tree(tree, child.path, child.root)


def folder_in(tree: Tree, name: str) -> Tree:
    inside = tree.get(name)
    if inside is None:
        tree[name] = inside = {}
    return inside


def of_tree(tree: Tree, path: Path, root: Path) -> list[Child]:
    return [of_name(path / name, root, inside) for name, inside in sorted(tree.items())]


def of_name(path: Path, root: Path, inside: Tree | None) -> Child:
    if inside is None:
        return Child(path, root, "file", list)
    return Child(path, root, "folder", lambda: of_tree(inside, path, root))


def is_same_class(folder: Folder, names: Set[str], own: str) -> bool:
    """Tell whether a folder holds students who stand beside it too: an older download of the same class."""
    inside = [same(name_of(child)) for child in folder.children]
    known = [name for name in inside if name in names and name != own and name not in NOBODY]
    return len(known) > 1 and len(known) * 2 >= len(inside)


def name_of(child: Child) -> str:
    return child.name if child.is_folder else without_suffixes(child.name)


def holds_students(folder: Folder, several: int = SEVERAL) -> bool:
    """Tell whether a folder holds a class, not one student's files: several children answer the same exercise."""
    units = list(folder.children)[:LOOKED_AT]
    if sum(child.name.lower().endswith(".zip") for child in units) >= several:
        return True
    defined = Counter(name for child in units for name in functions(child))
    return max(defined.values(), default=0) >= max(several, len(units) / 2)


def functions(child: Child) -> set[bytes]:
    """Return the names of functions that a child defines, as far as a glance tells."""
    files = [child, *child.inside(), *(two for one in child.inside()[:LOOKED_AT] for two in one.inside())]
    sources = [one for one in files if one.kind == "file" and one.name.lower().endswith((".py", ".ipynb"))]
    return {name for one in sources[:LOOKED_AT] for name in DEFINED.findall(one.head(READ))}
