"""All that runs in the child beside a student's code; it imports the standard library, numpy and itself alone."""
