"""A student's practice: the folder of exercises, how far it is, the next hint."""
