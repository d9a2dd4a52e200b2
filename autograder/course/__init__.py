"""The exercises as an nbgrader course: its notebooks, its files, its marks."""
