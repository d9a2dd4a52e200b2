"""The author's side: what an exercise is written in, and what is compiled from it."""
