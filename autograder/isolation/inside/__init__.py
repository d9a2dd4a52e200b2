"""All that runs beside a student's code: it imports the standard library, numpy and its own files, nothing else.

The grader imports a few of these files as ``autograder.isolation.inside``. The child's clean interpreter knows nothing
of ``autograder``: there, this folder is a package of its own, ``inside`` (see `autograder.isolation.launch`). So its
files import each other by place, as in ``from .wire import Answer``, and only at their beginning: before
a line of a student's code runs, the package takes itself out of the import system (see `child.hide_ourselves`).
"""
