"""Right answers are accepted, wrong ones are not, and no hint names another mistake."""

import pytest

from benchmarks.diagnosis import describe, judge_corpus
from benchmarks.implementations import exercises_with_corpus


def test_every_exercise_has_a_corpus(public_key):
    assert exercises_with_corpus() == sorted(public_key.lines)


@pytest.mark.parametrize("exercise", exercises_with_corpus())
def test_right_answers_earn_full_marks(exercise):
    verdicts = list(judge_corpus(exercise, "right"))
    assert len(verdicts) >= 20
    assert [describe(verdict) for verdict in verdicts if verdict.fault] == []


@pytest.mark.parametrize("exercise", exercises_with_corpus())
def test_wrong_answers_lose_points_and_get_no_misleading_hint(exercise):
    verdicts = list(judge_corpus(exercise, "wrong"))
    assert len(verdicts) >= 35
    assert [describe(verdict) for verdict in verdicts if verdict.fault] == []
    named = [verdict for verdict in verdicts if verdict.implementation.hints]
    assert sum(verdict.hint == "right" for verdict in named) >= 0.8 * len(named)
