"""Draw the picture of ``losslings watch`` in the README: ``python docs/watching.py`` judges two saves of an exercise.

The pages are the ones that a student sees; rich writes them as SVG.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.terminal_theme import MONOKAI
from rich.text import Text

from autograder.bank.folder import shipped
from autograder.bank.union import public_key
from autograder.isolation.runner import Runner
from autograder.practice.copies import copy_exercises
from autograder.practice.home import find_home
from autograder.practice.judging import Desk
from autograder.practice.store import Store
from autograder.practice.watch.events import Checked
from autograder.practice.watch.files import Files
from autograder.practice.watch.memory import Memory
from autograder.practice.watch.words import Words

PICTURE = Path(__file__).parent / "pictures" / "watch.svg"
COLUMNS = 92
EXERCISE = "information/entropy"
SAVES = ("np.where(p > 0, p * np.log(p), 0)", "p * np.log(np.where(p > 0, p, 1)), axis=-1")
TITLE = (
    "losslings watch: first shapes fails, with the call, what was expected, what came and a hint; after the next save"
    " every item is green, and the next exercise is named"
)
# Rich's own, without fonts from the network, and with a title for those who cannot see it.
SVG = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>%s</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px }}
.{unique_id}-title {{ font-family: system-ui, sans-serif; font-size: 18px }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def main() -> None:
    bank, key = shipped(), public_key()
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    with tempfile.TemporaryDirectory() as name, Runner() as runner:
        here = Path(name)
        copy_exercises(here / "exercises", [bank], "en")
        home = find_home(here)
        files = Files(key, home)
        words = Words(key, [bank], "en", str, here, here / ".losslings.json", nothing)
        memory = Memory(
            files, str, {one: it for one in key.lines if (it := Desk(key, str, Store(words.record)).stored(one))}
        )
        for number, change in enumerate(SAVES):
            text = f"import numpy as np\n\n\ndef entropy(p):\n    return 0.0 - np.sum({change})\n"
            files.places[EXERCISE].write_text(text, encoding="utf-8")
            verdict = Checked(EXERCISE, Desk(key, str, Store(words.record)).judge(EXERCISE, runner))
            memory.keep(verdict)
            words.remark_on(verdict)
            page = words.exercise_page(memory, EXERCISE, "", 0.0)
            if number:
                console.print(Text(), Rule(Text(f" return -np.sum({change})   saved ", "italic")), Text())
            console.print(page.bodies[0], Text(), page.footer)
    svg = console.export_svg(title="losslings watch", theme=MONOKAI, code_format=SVG % TITLE, unique_id="watch")
    PICTURE.write_text(svg, encoding="utf-8", newline="\n")


def nothing(_standing: object, _columns: int) -> RenderableType:
    return Text()


if __name__ == "__main__":
    main()
