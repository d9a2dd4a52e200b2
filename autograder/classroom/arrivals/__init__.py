"""How a class arrives: by the names that a learning platform gives, whose each file is, and which attempt counts."""
