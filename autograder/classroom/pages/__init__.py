"""Pages after grading: class, exercise, student, feedback, similar work, and two runs compared."""
