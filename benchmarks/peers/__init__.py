"""Losslings beside the autograders that people use: the same calls, the same submissions, one machine, one run.

``python -m benchmarks.peers --python PATH`` writes ``benchmarks/peers.md``; PATH is the interpreter of an environment
that has the peers, and the command says how to make one. Losslings runs in the environment of the command, which needs
``losslings[author]``: the key of the assignment is built, and checked, as the bank's is.

``assignment`` has the inputs, ``checks`` the tests as each peer is given them, ``students`` the class; then comes a
module for each tool.
"""
