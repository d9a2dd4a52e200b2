"""The chapters of the build: check a spec, its cases and its stub, compile an exercise, and report the faults."""
