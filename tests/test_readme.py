"""What the README promises is run: every command, in a fresh folder, from the checkout and from the built wheel."""

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
import wheel
from shell import finished

from autograder.classroom.grades import read_table

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
AUTHORED = ROOT / "tests" / "data" / "my_loss"  # what an author writes into the two files of `losslings new`


def commands(text):
    shell = "".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    return [line.partition("#")[0].strip() for line in shell.splitlines() if line.strip()]


FIRST_LINES, _, WAYS = README.partition("## Thirty seconds")
COMMANDS = commands(WAYS)
# What builds an environment is run by .ci/run itself: `make demo`, `make test` and what they stand for.
MADE_BY_CI = ("make ", "python -m venv", ".venv/bin/")
# A newcomer's exercises are unwritten: these say so.
SAY_NOT_YET = ("losslings check", "losslings solution", "pytest exercises")


@pytest.fixture(scope="session", params=["checkout", "wheel"])
def programs(request, tmp_path_factory):
    """Return the folder of the programs that a reader would start."""
    if request.param == "checkout":
        return Path(sys.executable).parent
    folder = tmp_path_factory.mktemp("wheel")
    return wheel.install(wheel.build(folder), folder / "env")


HERE = Path(sys.executable).parent  # nbgrader starts a program of its own, alembic, which the wheel's folder lacks


def run(command, folder, programs=HERE):
    environment = {**os.environ, "PATH": os.pathsep.join([str(programs), str(HERE), os.environ["PATH"]])}
    return finished(["sh", "-c", command], cwd=folder, env=environment)


def test_commands_work_as_written_one_after_the_other(tmp_path, programs):
    shutil.copytree(ROOT / "solutions", tmp_path / "submissions" / "alice")
    shutil.copytree(AUTHORED / "solutions", tmp_path / "submissions" / "alice", dirs_exist_ok=True)
    submitted = tmp_path / "my-course" / "submitted" / "bob" / "regression"
    submitted.mkdir(parents=True)
    shutil.copy(ROOT / "exercises" / "regression" / "regression.ipynb", submitted)
    todo = [command for command in COMMANDS if not command.startswith(MADE_BY_CI)]
    assert len(todo) >= 15
    for command in todo:
        done = run(command, tmp_path, programs)
        output = f"{command}\n{done.stdout}{done.stderr}"
        assert done.returncode == (1 if command.startswith(SAY_NOT_YET) else 0), output
        assert "Traceback" not in output
        if "> seed.txt" in command:  # both runs draw one hidden key, and the second finds it compiled
            assert len((tmp_path / "seed.txt").read_text()) > 64
            (tmp_path / "seed.txt").write_text("a seed of the tests, the same for both")
        if command.startswith("losslings new"):
            shutil.copytree(AUTHORED, tmp_path / "my-pack", dirs_exist_ok=True)
    (row,) = read_table(tmp_path / "results" / "grades.csv")
    assert (row["submission"], row["mark"], row["score"]) == ("alice", row["total"], row["max_score"])
    assert (tmp_path / "my-course" / "feedback" / "bob" / "regression" / "regression.html").exists()
    assert not list((tmp_path / "for-students").rglob("s[op]*[ns]/my_unit"))  # neither solutions nor specs


def test_the_commands_of_the_first_lines_come_again_where_they_are_explained():
    assert set(commands(FIRST_LINES)) <= set(COMMANDS)


def test_every_make_target_that_the_readme_names_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE)) <= targets


def test_every_file_that_the_documents_link_to_exists():
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
    links = [
        (page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    ]
    assert [(page.name, target) for page, target in links if not (page.parent / target).exists()] == []


def test_example_output_is_what_the_command_prints(tmp_path):
    answer = "import numpy as np\ndef kl_divergence(p, q):\n    return np.sum(p * np.log(p / q), axis=-1)\n"
    (tmp_path / "kl_divergence.py").write_text(answer)
    done = run("losslings check kl_divergence", tmp_path)
    shown = re.search(r"```console\n\$ losslings check kl_divergence\n(.*?)```", README, re.DOTALL)[1]
    assert shown.rstrip() in done.stdout


def test_notebook_example_checks_a_function(tmp_path, programs):
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (tmp_path / "cell.py").write_text(
        "def entropy(p):\n    return 0.0\n\n"
        + example.replace("autograder.check(entropy)", "print(autograder.check(entropy))")
    )
    done = run("python cell.py", tmp_path, programs)
    assert "entropy" in done.stdout
    assert done.returncode == 0, done.stderr
