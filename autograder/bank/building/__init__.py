"""The chapters of the build: what a case, a spec and a stub must be, what is compiled, and what is said of a fault."""
