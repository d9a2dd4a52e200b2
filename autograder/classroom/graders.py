"""Choose who grades: worker processes on this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial

from autograder.classroom.batch import Grader
from autograder.classroom.crew import default_workers, grade_here
from autograder.classroom.worker import Isolation
from autograder.isolation.runner import Runner
from autograder.translation import N_, LosslingsError


class NoDask(LosslingsError):
    """A cluster was asked for, but its library is not installed."""


@contextmanager
def open_grader(
    isolation: Isolation, workers: int | None, scheduler: str | None
) -> Iterator[tuple[Grader, tuple[str, ...]]]:
    """Try the isolation tier where submissions will run; give a grader and the walls that stand there.

    Parameters
    ----------
    isolation : {"strict", "basic"}
    workers : int or None
        On this machine; None for one for each core.
    scheduler : str or None
        The address of a cluster's scheduler; None for this machine.

    Raises
    ------
    NotStrict
        If this machine does not have the tier.
    NoCluster
        If the cluster cannot be used, or does not have the tier.
    NoDask
    """
    if scheduler is None:
        with Runner(isolation) as runner:
            walls = runner.walls
        yield partial(grade_here, workers=workers or default_workers()), walls
        return
    try:
        from autograder.classroom.cluster import Cluster
    except ImportError as error:
        raise NoDask(N_("{name} is needed for --dask: pip install 'losslings[dask]'"), name=error.name) from error
    with closing(Cluster(scheduler)) as cluster:
        yield cluster.grade, cluster.walls(isolation)
