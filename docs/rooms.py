"""Read the rooms of the package and who imports whom off its source, and draw them: ``python docs/rooms.py``."""

from __future__ import annotations

import ast
from html import escape
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "autograder"
PICTURE = Path(__file__).with_suffix(".svg")

# From the ground up: a room imports only what stands before it. A room is a folder, or a file that stands alone.
ROOMS = {
    "translation": "say it in the reader's language",
    "isolation.inside": "what runs in the child, beside a student's code",
    "isolation": "run that child: inputs go in, observations come out",
    "judging": "read, compare, diagnose, grade",
    "report": "say what was judged: data, terminal, card, picture",
    "bank": "exercises, and what is compiled from them",
    "classroom": "many submissions",
    "course": "nbgrader",
    "practice": "a student's folder: how far it is, what comes next",
    "notebook": "autograder.check",
    "pytest_plugin": "pytest exercises",
    "doctor": "what this machine can do",
    "cli": "the command line: three doors",
    "__init__": "import autograder",
    "__main__": "python -m autograder",
}
INSIDE = "isolation.inside"


def sources() -> list[Path]:
    """List the modules of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def module_of(path: Path) -> str:
    """Return a module's name within the package: ``judging.key``."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def room_of(module: str) -> str:
    """Return a module's room: of ``judging.key`` it is ``judging``."""
    return INSIDE if module.startswith(INSIDE) else module.partition(".")[0]


def imports(tree: ast.AST) -> set[str]:
    """Return every module that code imports by its full name, wherever: within functions and for types too."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_imported(path: Path) -> set[str]:
    """Return the rooms that a module imports from, its own among them."""
    names = imports(ast.parse(path.read_text(encoding="utf-8")))
    return {room_of(name.removeprefix("autograder.")) for name in names if name.startswith("autograder.")}


def arrows() -> set[tuple[str, str]]:
    """Return the pairs of rooms of which the first imports from the second."""
    every = {(room_of(module_of(path)), room) for path in sources() for room in rooms_imported(path)}
    return {(one, other) for one, other in every if one != other}


# ---------------------------------------------------------------- the picture

ROW, NAME_X, TEXT_X, RAIL_X, MARGIN = 34, 24, 158, 570, 20
STYLE = """
  .room { font: 600 14px system-ui, sans-serif; fill: #1b1b1b }
  .what { font: 13px system-ui, sans-serif; fill: #555 }
  .down { stroke: #0072B2; stroke-opacity: .45; fill: none }
  .up { stroke: #D55E00; stroke-width: 3; fill: none }
  .dot { fill: #0072B2 }
  @media (prefers-color-scheme: dark) {
    .room { fill: #f2f2f2 } .what { fill: #b5b5b5 } .down { stroke: #56B4E9 } .dot { fill: #56B4E9 }
  }
"""


def picture() -> str:
    """Draw the rooms from the doors down to the ground, each import an arc: blue runs down, orange would run up."""
    order = [room for room in reversed(ROOMS) if any(room == room_of(module_of(path)) for path in sources())]
    height = {room: MARGIN + ROW * number + ROW // 2 for number, room in enumerate(order)}
    found = sorted(arrows(), key=lambda pair: (height[pair[0]], height[pair[1]]))
    rows = [
        f'  <text class="room" x="{NAME_X}" y="{height[room] + 5}">{escape(room)}</text>'
        f'<text class="what" x="{TEXT_X}" y="{height[room] + 5}">{escape(ROOMS[room])}</text>'
        f'<circle class="dot" cx="{RAIL_X}" cy="{height[room]}" r="3"/>'
        for room in order
    ]
    arcs = [f"  {arc(height[one], height[other])}" for one, other in found]
    size = f"{RAIL_X + ROW * len(order) // 2 + MARGIN} {2 * MARGIN + ROW * len(order)}"
    title = f"The rooms of the package, and the {len(found)} imports between them"
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img" aria-labelledby="title">',
        f'  <title id="title">{title}</title>', f"  <style>{STYLE}  </style>", *arcs, *rows, "</svg>\n",
    ])  # fmt: skip  # a line of the file each


def arc(start: int, stop: int) -> str:
    """Draw one import: a half circle from the row of the room that imports to the row of the other."""
    radius = abs(stop - start) / 2
    kind = "down" if stop > start else "up"
    return (
        f'<path class="{kind}" d="M{RAIL_X} {start} A{radius:g} {radius:g} 0 0 {int(stop > start)} {RAIL_X} {stop}"/>'
    )


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8", newline="\n")
