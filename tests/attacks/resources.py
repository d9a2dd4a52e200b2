"""Memory, disk, descriptors, output: taking more than there is."""

from attacks.honest import ALL, ENTROPY

ATTACKS = {
    "hoards-arrays": """
import numpy as np
def entropy(p):
    kept = []
    while True: kept.append(np.zeros(1 << 26))
""",
    "hoards-shared-memory": """
import mmap
def entropy(p):
    kept = [mmap.mmap(-1, 1 << 28) for _ in range(40)]
    return 0.25
""",
    "files-in-memory": """
import os
def entropy(p):
    kept = [os.memfd_create("x") for _ in range(8)]
    for descriptor in kept: os.write(descriptor, bytes(1 << 20))
    return 0.25
""",
    "fills-its-folder": """
def entropy(p):
    for number in range(20):
        with open(f"{number}", "wb") as file: file.write(bytes(15 << 20))
    return 0.25
""",
    "files-that-have-no-name": """
import os
kept = []
def entropy(p):
    for number in range(20):
        kept.append(open("x", "wb", 0))
        os.unlink("x")
        kept[-1].write(bytes(15 << 20))
    return 0.25
""",
    "thousands-of-files": """
for number in range(4200): open(f"{number}", "w").close()
def entropy(p):
    return 0.25
""",
    "thousands-of-folders": """
import os
for number in range(4200): os.mkdir(f"{number}")
def entropy(p):
    return 0.25
""",
    "folders-in-folders": """
import os, time
for _ in range(1100):
    os.mkdir("a")
    os.chdir("a")
time.sleep(0.3)
def entropy(p):
    return 0.25
""",
    "a-folder-nobody-may-enter": """
import os
def entropy(p):
    os.makedirs("a/b", exist_ok=True)
    open("a/b/c", "w").close()
    os.mkdir("a/locked", 0)
    return 0.25
""",
    "keeps-every-descriptor": "import os\ndef entropy(p):\n    while True: os.dup(0)\n",
    "closes-every-descriptor": "import os\ndef entropy(p):\n    os.closerange(0, 64)\n    return 0.25\n",
    "prints-and-prints": """
import os
for _ in range(100): print("x" * 10**6)
for descriptor in [1, 2] * 50: os.write(descriptor, bytes(10**6))
def entropy(p):
    return 0.25
""",
    "returns-terabytes": "import numpy as np\ndef entropy(p):\n    return np.broadcast_to(0.25, (10**6, 10**6))\n",
    "raises-a-megabyte": "def entropy(p):\n    raise ValueError('x' * 10**7)\n",
    "raises-a-long-chain": """
def entropy(p):
    error = None
    for number in range(10**4):
        error, cause = ValueError(number), error
        error.__cause__ = cause
    raise error
""",
    "a-message-that-raises": """
class Rude(Exception):
    def __str__(self): raise self
def entropy(p):
    raise Rude
""",
    "prints-and-is-right": "print('x' * 10**6)\n" + ENTROPY,
}
DESERVES = {"prints-and-is-right": ALL}
ONLY_BEHIND_WALLS = {
    "takes-the-disk-without-writing": """
import ctypes, os
kept = []
def entropy(p):
    kept.append(os.open("x", os.O_CREAT | os.O_RDWR))
    os.unlink("x")
    if ctypes.CDLL(None).fallocate(kept[-1], 1, ctypes.c_long(0), ctypes.c_long(1 << 30)) == 0:  # beyond the end
        raise AssertionError("ESCAPED")
    return 0.25
""",
}
