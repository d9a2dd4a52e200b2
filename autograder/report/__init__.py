"""What a reader gets: the report as data, as text on a terminal, as a table of a class."""
