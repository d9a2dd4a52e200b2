"""Mutate the solutions with cosmic-ray, and name the small changes that the bank lets pass.

``python -m benchmarks.mutation [EXERCISE]…``; for the whole bank, it writes ``mutation.md`` as well.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from autograder.bank.exercises import Exercise, find_exercises
from autograder.bank.union import public_key
from autograder.isolation.job import Limits
from autograder.isolation.runner import Runner
from autograder.judging.grade import ExerciseGrade
from autograder.judging.judge import judge
from autograder.judging.key import Key
from autograder.judging.submission import Submission

REPORT = Path(__file__).with_suffix(".md")
EQUIVALENTS = Path(__file__).with_name("mutation_equivalents.toml")
LIMITS = Limits(seconds=5)
WORKERS = 2
HEADER = """\
| exercise | mutants | killed | … by a wrong answer | … by raising | equivalent | kill rate |
|---|--:|--:|--:|--:|--:|--:|"""
INTRODUCTION = """\
# Mutants of the solutions

cosmic-ray {version} changes one operator, number, condition or loop of a solution at a time, and each such mutant is
graded with the public key as a student's submission is. It is *killed* when the exercise is not passed: by a wrong
answer, or because it raises where it should answer (`p & q` of floats). Mutants with the syntax tree of the solution or
of an earlier mutant are left out, and so are those that do not parse and the two operators that draw random numbers.
The kill rate is that of the mutants that are not equivalent.

Made by `python -m benchmarks.mutation`, which fails when a mutant survives that is not in `mutation_equivalents.toml`,
or when one that is listed there no longer does.
"""


class Change(NamedTuple):
    """One mutation: the line as it was and as it became."""

    exercise: str
    operator: str
    line: str
    mutant: str


def mutants(exercise: Exercise) -> Iterator[tuple[Change, str]]:
    """Yield each mutation of a solution with the source that it makes."""
    source = exercise.solution.read_text(encoding="utf-8")
    nodes, seen = list(ast_nodes(get_ast(source))), {ast.dump(ast.parse(source))}
    for name in operator_names():
        if get_operator(name).arguments():  # VariableReplacer and VariableInserter, which draw random numbers
            continue
        operator = get_operator(name)()
        for occurrence in range(sum(len(list(operator.mutation_positions(node))) for node in nodes)):
            mutated = mutate_code(source, operator, occurrence)
            try:
                tree = ast.dump(ast.parse(mutated))
            except SyntaxError:
                continue
            if tree not in seen:
                seen.add(tree)
                yield Change(exercise.id, name.partition("/")[2], *changed_line(source, mutated)), mutated


def changed_line(source: str, mutated: str) -> tuple[str, str]:
    """Return the one line that differs, before and after, without its comment and surplus spaces."""
    both = zip(source.splitlines(), mutated.splitlines(), strict=True)
    [pair] = [pair for pair in both if pair[0] != pair[1]]
    before, after = (" ".join(line.partition("  # ")[0].split()) for line in pair)
    return before, after


def outcome(grade: ExerciseGrade) -> str:
    """Say what became of a mutant: survived, answered (wrongly), raised, or the status of one that was stopped."""
    if grade.status != "failed":
        return "survived" if grade.status == "passed" else grade.status
    got = next(item.got for item in grade.items if item.got is not None)
    return "raised" if got.kind == "raised" else "answered"


def judge_all(submissions: list[tuple[str, str]], key: Key) -> list[str]:
    """Return the outcome of each (exercise, source), in order."""

    def judge_some(some: list[tuple[str, str]]) -> list[str]:
        with Runner() as runner:
            return [
                outcome(*judge(Submission(name, {f"{name}.py": source.encode()}), key, runner, LIMITS, [name]))
                for name, source in some
            ]

    outcomes = [""] * len(submissions)
    with ThreadPoolExecutor(WORKERS) as pool:
        parts = pool.map(judge_some, [submissions[i::WORKERS] for i in range(WORKERS)])
        for i, part in enumerate(parts):
            outcomes[i::WORKERS] = part
    return outcomes


def read_equivalents(names: list[str]) -> dict[Change, str]:
    """Return the reviewed survivors of some exercises, and why each is no mistake."""
    rows = tomllib.loads(EQUIVALENTS.read_text(encoding="utf-8"))["equivalent"]
    return {
        Change(*(row[field] for field in Change._fields)): row["reason"] for row in rows if row["exercise"] in names
    }


def row(label: str, outcomes: list[str], equivalent: int) -> str:
    """Write one line of the table."""
    count = Counter(outcomes)
    killed = len(outcomes) - count["survived"]
    cells = (label, len(outcomes), killed, count["answered"], count["raised"], equivalent)
    return f"| {' | '.join(map(str, cells))} | {killed / (len(outcomes) - equivalent):.1%} |"


def table(outcomes: dict[Change, str], equivalents: dict[Change, str]) -> str:
    """Write the table, a line for each exercise and one for all."""
    lines = [HEADER]
    for name in dict.fromkeys(change.exercise for change in outcomes):
        own = [what for change, what in outcomes.items() if change.exercise == name]
        lines.append(row(f"`{name}`", own, sum(change.exercise == name for change in equivalents)))
    return "\n".join([*lines, row("**all**", list(outcomes.values()), len(equivalents))])


def describe(change: Change, reason: str) -> str:
    """Write one mutation as a difference."""
    return f"`{change.exercise}`: {reason}\n\n    - {change.line}\n    + {change.mutant}\n"


def main(names: list[str]) -> int:
    """Judge every mutant; 0 when the survivors are exactly the reviewed ones."""
    exercises, key = find_exercises(names=names), public_key()
    originals = [(exercise.id, exercise.solution.read_text(encoding="utf-8")) for exercise in exercises]
    found = dict(mutant for exercise in exercises for mutant in mutants(exercise))
    judged = judge_all(originals + [(change.exercise, source) for change, source in found.items()], key)
    outcomes = dict(zip(found, judged[len(originals) :], strict=True))
    equivalents = read_equivalents([name for name, _ in originals])
    print(table(outcomes, equivalents), dict(Counter(judged)), sep="\n\n")

    survivors = {change for change, what in outcomes.items() if what == "survived"}
    failing = [name for (name, _), what in zip(originals, judged, strict=False) if what != "survived"]
    problems = [f"`{name}`: the solution itself does not pass" for name in failing]
    problems += [describe(change, "survives") for change in found if change in survivors - equivalents.keys()]
    problems += [describe(change, "no longer survives") for change in equivalents if change not in survivors]
    print(*problems, sep="\n", file=sys.stderr)
    if not problems and not names:
        listed = [describe(change, reason) for change, reason in equivalents.items()]
        parts = [INTRODUCTION.format(version=version("cosmic-ray")), table(outcomes, equivalents), "", "## Equivalent"]
        REPORT.write_text("\n".join([*parts, "", *listed]), encoding="utf-8")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
