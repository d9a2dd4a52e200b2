"""Judge a submission: read it, compare what came with the answer key, name the mistake, turn it into points."""
