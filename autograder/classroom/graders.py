"""Choose who grades: worker processes on this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import NamedTuple

from autograder.classroom.batch import Grader
from autograder.classroom.crew import default_workers, first_member, grade_here
from autograder.classroom.versions import Versions, versions_here
from autograder.classroom.worker import Isolation
from autograder.translation import N_, LosslingsError


class Place(NamedTuple):
    """Where submissions are judged: what grades there, the walls that stand, and what runs."""

    grader: Grader
    walls: tuple[str, ...]
    versions: Versions


class NoDask(LosslingsError):
    """A cluster was asked for, but its library is not installed."""


@contextmanager
def open_grader(isolation: Isolation, workers: int | None, scheduler: str | None) -> Iterator[Place]:
    """Try the isolation tier where submissions will run; give that place, with a grader.

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
    NoWorker
    """
    if scheduler is None:
        with first_member(isolation) as (ready, walls):
            grader = partial(grade_here, workers=workers or default_workers(), ready=ready)
            yield Place(grader, walls, versions_here())
        return
    try:
        from autograder.classroom.cluster import Cluster
    except ImportError as error:
        raise NoDask(N_("{name} is needed for --dask: pip install 'losslings[dask]'"), name=error.name) from error
    with closing(Cluster(scheduler)) as cluster:
        yield Place(cluster.grade, *cluster.examine(isolation))
