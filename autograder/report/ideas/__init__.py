"""Pictures of ideas: what went wrong in one call, drawn from what a report says of it.

A picture is made of three texts of a report (the call, what was expected, what came), so it shows no more than its
reader may see: with a hidden key the texts are not there, and neither is the picture.
"""
