"""Grade many submissions: one after the other in each worker, on this machine or on a cluster, and keep the results."""
