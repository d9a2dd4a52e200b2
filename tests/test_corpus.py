"""Right answers are accepted, wrong ones are not, and no hint names another mistake: a corpus is judged in one go."""

import pytest

from benchmarks.diagnosis import describe, judge_corpus
from benchmarks.implementations import exercises_with_corpus


@pytest.mark.parametrize("exercise", exercises_with_corpus())
def test_a_corpus_is_judged_as_it_deserves(exercise):
    verdicts = list(judge_corpus(exercise))
    assert {verdict.implementation.is_right for verdict in verdicts} == {True, False}
    assert [describe(verdict) for verdict in verdicts if verdict.fault] == []
    labelled = [verdict for verdict in verdicts if verdict.implementation.hints]
    assert sum(verdict.hint == "right" for verdict in labelled) >= 0.8 * len(labelled)
