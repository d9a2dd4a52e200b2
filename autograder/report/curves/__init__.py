"""A function's curve on the reference's, and below it what is left when one is taken from the other."""
