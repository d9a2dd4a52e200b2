"""The command line: three doors, for the student, the instructor and the author."""
