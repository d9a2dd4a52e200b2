"""What a lesson says is true, the same in both languages, and no answer to an exercise."""

import ast
import doctest
import re
import sys
import warnings
from pathlib import Path

import pytest
from shell import finished

from autograder.course.lesson import for_github, parts_of

SOLUTIONS = Path(__file__).parent.parent / "solutions"
LESSONS = sorted(SOLUTIONS.glob("*/lesson*.md"))
UNITS = sorted(path.parent.name for path in LESSONS if path.name == "lesson.ko.md")  # in both languages

# what somebody who looks for a number is promised to find, unit: the last line of an example and what it gives
PROMISED = {
    "regression": {"F.mse_loss(predicted, target)": "tensor(0.1700)"},
    "information": {
        'F.kl_div(q.log(), p, reduction="sum")': "tensor(0.5108)",
        'F.kl_div(q.log(), p, reduction="batchmean")': "tensor(0.2554)",
    },
    "classification": {
        "F.cross_entropy(logits, label)": "tensor(0.4170)",
        "F.binary_cross_entropy(zero, one)": "tensor(100.)",
    },
    "gradients": {"grad(F.mse_loss(predicted, target), predicted)": "(tensor([-0.3333,  0.3333,  0.0000]),)"},
    "torch_losses": {
        'F.kl_div(q.log(), p, reduction="batchmean")': "tensor(0.2554)",
        "F.cross_entropy(logits, labels, weight=weight)": "tensor(0.9902)",
    },
}
# what the lessons speak of; an exercise that comes later need not be taught
TAUGHT = {
    "mean_squared_error", "mean_absolute_error", "huber_loss",
    "surprise", "entropy", "cross_entropy", "kl_divergence", "js_divergence",
    "softmax", "log_softmax", "cross_entropy_with_logits", "binary_cross_entropy", "binary_cross_entropy_with_logits",
    "mean_squared_error_gradient", "mean_absolute_error_gradient", "huber_loss_gradient",
    "binary_cross_entropy_with_logits_gradient", "cross_entropy_with_logits_gradient", "kl_divergence_gradient",
    "mse_loss", "l1_loss", "kl_div",
    "best_constant", "fit_distribution", "train_logistic_regression",
}  # fmt: skip  # the lines of a unit
LARGEST_PICTURE = 40_000  # bytes; a notebook carries them all


@pytest.fixture(params=LESSONS, ids=lambda path: f"{path.parent.name}-{path.name}")
def lesson(request):
    return request.param


@pytest.fixture(params=UNITS)
def both(request):
    """Both languages of a unit's lesson."""
    return [(SOLUTIONS / request.param / name).read_text(encoding="utf-8") for name in ("lesson.md", "lesson.ko.md")]


def fences(text: str) -> list[str]:
    return re.findall(r"^```pycon(?: run)?\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def without_comments(code: str) -> str:
    return re.sub(r"#.*", "#", code)


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]+`", "``", re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE))


def pictures(text: str) -> list[str]:
    return re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)


def examples(text: str) -> list[doctest.Example]:
    return [example for fence in fences(text) for example in doctest.DocTestParser().get_examples(fence)]


# ---------------------------------------------------------------- what is said is true


def test_every_example_gives_what_is_printed_below_it(lesson):
    text = lesson.read_text(encoding="utf-8")
    session = doctest.DocTest(examples(text), {}, lesson.name, str(lesson), 0, text)
    said: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch's warning of a broadcast goes to stderr, which an example does not show
        results = doctest.DocTestRunner().run(session, out=said.append)
    assert results.failed == 0, "".join(said)


def test_every_example_stands_in_a_fence_that_is_run(lesson):
    text = lesson.read_text(encoding="utf-8")
    comments = text.count("\n>>> #")
    assert text.count(">>>") == sum(fence.count(">>>") for fence in fences(text)) == len(examples(text)) + comments


def test_an_example_that_is_not_true_is_noticed():
    (wrong,) = examples("```pycon\n>>> 1 + 1\n3\n```\n")
    session = doctest.DocTest([wrong], {}, "wrong", None, 0, None)
    assert doctest.DocTestRunner(verbose=False).run(session, out=lambda _: None).failed == 1


@pytest.mark.parametrize("unit", PROMISED)
def test_the_promised_numbers_are_among_the_examples(unit):
    found = examples((SOLUTIONS / unit / "lesson.md").read_text(encoding="utf-8"))
    assert len(found) >= 5
    assert PROMISED[unit].items() <= {example.source.strip(): example.want.strip() for example in found}.items()


# ---------------------------------------------------------------- two languages, one lesson


def test_both_languages_show_the_same_examples(both):
    english, korean = both
    assert list(map(without_comments, fences(english))) == list(map(without_comments, fences(korean)))


def test_both_languages_run_and_ask_the_same_at_the_same_place(both):
    english, korean = (
        [(p.kind, without_comments(p.text)) for p in parts_of(text) if p.kind != "text"] for text in both
    )
    assert english == korean


def test_both_languages_show_the_same_pictures_in_the_same_order(both):
    english, korean = both
    assert pictures(english) == pictures(korean)


def test_both_languages_have_the_same_headings_rows_and_items(both):
    english, korean = (re.findall(r"^(#+ |\| |- )", without_code(text), re.MULTILINE) for text in both)
    assert english == korean


def test_both_languages_set_the_same_displayed_formulas(both):
    english, korean = (re.findall(r"^\$\$.+\$\$$", text, re.MULTILINE) for text in both)
    assert english == korean


def test_headings_are_one_title_and_sections(lesson):
    title, *sections = re.findall(r"^(#+) \S", without_code(lesson.read_text(encoding="utf-8")), re.MULTILINE)
    assert title == "#"
    assert set(sections) == {"##"}


@pytest.mark.parametrize("lesson", [path for path in LESSONS if path.parent.name in PROMISED], indirect=True)
def test_every_function_that_it_is_to_teach_is_named(lesson):
    text = lesson.read_text(encoding="utf-8")
    said = {"surprise": "-\\ln p", "entropy": "p_i \\ln p_i"}  # sections of these names
    for name in TAUGHT & {path.stem for path in lesson.parent.glob("*.py")}:
        assert f"`{name}`" in text or said[name] in text


# ---------------------------------------------------------------- where it is shown


def test_every_picture_exists_and_every_svg_is_shown(lesson):
    shown = set(pictures(lesson.read_text(encoding="utf-8")))
    assert {path.name for path in lesson.parent.glob("*.svg")} == shown


@pytest.mark.parametrize("picture", sorted(SOLUTIONS.rglob("*.svg")), ids=lambda path: path.stem)
def test_a_picture_is_small_and_names_neither_date_nor_maker(picture):
    text = picture.read_text(encoding="utf-8")
    assert len(text) < LARGEST_PICTURE
    assert "#ffffff" not in text  # no page of its own: a white slab on a dark one
    assert "prefers-color-scheme:dark" in text
    assert not re.search(r"<dc:date>|matplotlib\.org|#000000", text)


def test_formulas_stand_where_github_finds_them(lesson):
    """It wants a space before the first dollar, and after the second no letter or digit."""
    for line in for_github(without_code(lesson.read_text(encoding="utf-8"))).splitlines():
        for formula in re.finditer(r"\$\$[^$]+\$\$|\$[^$]+\$", line):
            before, after = line[: formula.start()][-1:], line[formula.end() :][:1]
            assert before in ("", " "), line
            assert not re.match(r"[\w$]", after), line
            assert not re.search(r"[|<>*]|\\[^A-Za-z]|\}_\w", formula[0]), line  # Markdown would read these first
        assert line.count("$") % 2 == 0, line


def test_every_picture_is_what_its_script_draws():
    command = [sys.executable, "-m", "solutions.pictures", "--check"]
    assert finished(command, cwd=SOLUTIONS.parent).returncode == 0
    drawn = "".join(path.read_text(encoding="utf-8") for path in SOLUTIONS.glob("pictures_*.py"))
    assert all(f"def {path.stem}(" in drawn for path in SOLUTIONS.rglob("*.svg"))


# ---------------------------------------------------------------- no answers


def squeezed(line: str) -> str:
    return re.sub(r"\s+", "", line)


def lines_of_answers() -> set[str]:
    """Return every line of code of every solution that is long enough to be an answer, white space removed."""
    found = set()
    for path in SOLUTIONS.glob("*/*.py"):
        source = path.read_text(encoding="utf-8")
        functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
        for statement in (statement for function in functions for statement in function.body[1:]):
            found |= {squeezed(line) for line in source.splitlines()[statement.lineno - 1 : statement.end_lineno]}
            found |= {squeezed(ast.unparse(node)) for node in ast.walk(statement) if isinstance(node, ast.expr)}
    return {line for line in found if len(line) > 15}


def test_no_lesson_gives_an_answer_away(lesson):
    text = squeezed(lesson.read_text(encoding="utf-8"))
    answers = lines_of_answers()
    assert len(answers) > 40
    assert [answer for answer in answers if answer in text] == []


# ---------------------------------------------------------------- what is run on the way


def cells_to_run(text: str) -> list[ast.Module]:
    return [ast.parse(part.text) for part in parts_of(text) if part.kind == "code"]


def test_idea_cell_and_exercise_alternate(lesson):
    """Between two exercises there is something to read and something to run."""
    exercises = [path.stem for path in lesson.parent.glob("*.py")]
    kinds: list[str] = []
    placed = []
    for part in parts_of(lesson.read_text(encoding="utf-8")):
        if part.kind == "exercise":
            assert {"text", "code"} <= set(kinds), part.text
            placed.append(part.text)
            kinds = []
        kinds.append(part.kind)
    assert sorted(placed) == sorted(TAUGHT & set(exercises))


def test_a_cell_of_a_lesson_prints_nothing_and_defines_no_function(lesson):
    """A notebook is handed in with its lesson: what is printed would stand in every report."""
    trees = cells_to_run(lesson.read_text(encoding="utf-8"))
    assert len(trees) >= 5 or lesson.parent.name not in PROMISED
    found = [node for tree in trees for node in ast.walk(tree)]
    assert [node for node in found if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda)] == []
    assert "print" not in {node.id for node in found if isinstance(node, ast.Name)}


def test_a_cell_of_a_lesson_needs_torch_only_in_the_unit_on_torch_and_there_no_loss_of_its_own(lesson):
    """The unit's exercises refuse these built-ins, so a lesson that called one would stand in every report."""
    found = [node for tree in cells_to_run(lesson.read_text(encoding="utf-8")) for node in ast.walk(tree)]
    names = {node.id for node in found if isinstance(node, ast.Name)}
    called = {node.attr for node in found if isinstance(node, ast.Attribute)}
    assert ("torch" in names) == (lesson.parent.name == "torch_losses")
    assert (names | called).isdisjoint({"F", "nn", "functional", "distributions", "entr", "logsumexp"})
    assert not [name for name in called if re.search(r"loss|softm|softplus|logsigmoid|kl_div|cross_entropy", name)]


def test_a_cell_of_a_lesson_binds_no_name_of_an_exercise_or_of_its_arguments(lesson):
    """Of the same notebook: a function that forgets an argument would find the lesson's number in its place."""
    taken = set()
    for path in lesson.parent.glob("*.py"):
        for function in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(function, ast.FunctionDef):
                taken |= {function.name, *(a.arg for a in (*function.args.args, *function.args.kwonlyargs))}
    trees = cells_to_run(lesson.read_text(encoding="utf-8"))
    bound = {n.id for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    assert bound & taken == set()


def test_each_value_that_a_session_shows_ends_a_cell():
    session = ">>> import math\n>>> a = 1\n>>> a\n1\n>>> # then\n>>> for b in (1,):\n...     a = b\n"
    lesson = f"# One\n\n```pycon run\n{session}```\n\nTwo.\n"
    parts = [(part.kind, part.text, part.id) for part in parts_of(lesson)]
    assert parts == [
        ("text", "# One", "lesson-one"),
        ("code", "import math\n\na = 1\na", "lesson-one-2"),
        ("code", "# then\nfor b in (1,):\n    a = b", "lesson-one-3"),
        ("text", "Two.", "lesson-one-4"),
    ]
