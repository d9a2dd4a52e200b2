"""``python -m autograder`` is ``losslings``."""

from autograder.isolation.import_path import leave_out_working_folder

leave_out_working_folder()  # first: all that is loaded from here on comes from where packages are installed

from autograder.cli.main import main  # noqa: E402  # see above

main(prog_name="losslings")
