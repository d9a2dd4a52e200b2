"""What the README promises is run: every command of it, in a fresh folder."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = "".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))
COMMANDS = [line.partition("#")[0].strip() for line in SHELL.splitlines() if line.strip()]


# A command's environment has the programs of this one: nbgrader starts some of its own.
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
MODULES = {"losslings": "autograder", "pytest": "pytest"}
# What builds an environment is run by .ci/run itself: `make demo`, `make test` and what they stand for.
MADE_BY_CI = ("make ", "python -m venv", ".venv/bin/")
# A newcomer's exercises are unwritten: these say so.
SAY_NOT_YET = ("losslings check", "pytest exercises")


def run(command, folder):
    program, _, rest = command.partition(" ")
    words = f"{sys.executable} -m {MODULES[program]} {rest}" if program in MODULES else command
    environment = {**os.environ, "PATH": PATH}
    return subprocess.run(words, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_commands_work_as_written_one_after_the_other(tmp_path):
    shutil.copy(ROOT / "losslings.toml", tmp_path)
    for name in ("solutions", "specs", "autograder", "exercises", "keys", "locale", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "solutions", tmp_path / "submissions" / "alice")
    submitted = tmp_path / "my-course" / "submitted" / "bob" / "regression"
    submitted.mkdir(parents=True)
    shutil.copy(ROOT / "exercises" / "regression" / "regression.ipynb", submitted)
    commands = [command for command in COMMANDS if not command.startswith(MADE_BY_CI)]
    assert len(commands) >= 10
    for command in commands:
        done = run(command, tmp_path)
        said = f"{command}\n{done.stdout}{done.stderr}"
        assert done.returncode == (1 if command.startswith(SAY_NOT_YET) else 0), said
        assert "Traceback" not in said
    student, score, max_score, *_ = (tmp_path / "results" / "grades.csv").read_text().splitlines()[1].split(",")
    assert (student, score) == ("alice", max_score)
    assert (tmp_path / "my-course" / "feedback" / "bob" / "regression" / "regression.html").exists()


def test_every_make_target_that_the_readme_names_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", README)) <= targets


def test_every_file_that_the_readme_links_to_exists():
    assert [link for link in re.findall(r"\]\(([^)#]+)\)", README) if not (ROOT / link).exists()] == []


def test_example_output_is_what_the_command_prints(tmp_path):
    answer = "import numpy as np\ndef kl_divergence(p, q):\n    return np.sum(p * np.log(p / q), axis=-1)\n"
    (tmp_path / "kl_divergence.py").write_text(answer)
    done = run("losslings check kl_divergence", tmp_path)
    shown = re.search(r"```console\n\$ losslings check kl_divergence\n(.*?)```", README, re.DOTALL)[1]
    assert shown.rstrip() in done.stdout


def test_notebook_example_checks_a_function(tmp_path):
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (tmp_path / "cell.py").write_text(
        "def entropy(p):\n    return 0.0\n\n"
        + example.replace("autograder.check(entropy)", "print(autograder.check(entropy))")
    )
    done = subprocess.run([sys.executable, "cell.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "entropy" in done.stdout
    assert done.returncode == 0, done.stderr
