"""Run code that nobody has read: inputs go in, observations come out."""
