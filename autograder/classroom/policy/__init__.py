"""Who takes part, what an assignment is worth, and the final marks; applied after judging."""
