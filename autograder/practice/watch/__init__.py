"""Check an exercise each time it is saved: saves, verdicts, keys, and the screen that shows them."""
