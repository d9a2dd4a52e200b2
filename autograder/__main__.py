"""``python -m autograder`` is ``losslings``."""

from autograder.cli.main import main

main(prog_name="losslings")
