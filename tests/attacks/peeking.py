"""Looking at what is nobody's business: keys, classmates, the grader's memory, the network.

SECRET and OPEN_SECRET are files of the grader's user, readable by it alone and by all; KEY is the answer key, CLASSMATE
another student's file; PORT, SOCKET and ABSTRACT are listened at; VICTIM is a process with a secret in its environment.
"""

ATTACKS = {
    "reads-every-descriptor": """
import fcntl, os
def entropy(p):
    seen = []
    for descriptor in range(64):
        try:
            fcntl.fcntl(descriptor, fcntl.F_SETFL, os.O_NONBLOCK)
            seen.append(os.read(descriptor, 1000))
        except OSError: pass
    raise ValueError(b"".join(seen))
""",
    "climbs-the-frames": """
import sys
def entropy(p):
    frame, seen = sys._getframe(), []
    while frame:
        seen += [name for name in {**frame.f_locals, **frame.f_globals} if "expected" in name or "key_" in name]
        frame = frame.f_back
    if seen: raise AssertionError("ESCAPED")
    return 0.25
""",
    "searches-the-heap": """
import gc
def entropy(p):
    for thing in gc.get_objects():
        if type(thing).__name__ in ("KeyCase", "ExerciseKey", "Observation") or (
            type(thing) is dict and "expected" in thing and "misconceptions" in thing
        ):
            raise AssertionError("ESCAPED")
    return 0.25
""",
}
DESERVES = {}

# Without walls they find what they look for; some of it is the developer's own.
ONLY_BEHIND_WALLS = {
    "reads-a-secret": "def entropy(p):\n    raise ValueError(open(SECRET).read())\n",
    "reads-what-all-may-read": "def entropy(p):\n    raise ValueError(open(OPEN_SECRET).read())\n",
    "reads-at-import": "said = open(SECRET).read()\nraise ValueError(said)\ndef entropy(p): return 0.0\n",
    "reads-by-the-kernel-alone": """
import ctypes, os
def entropy(p):
    libc = ctypes.CDLL(None)
    place = libc.open(SECRET.encode(), os.O_PATH)
    again = os.open(f"/proc/self/fd/{place}", os.O_RDONLY)
    raise ValueError(os.read(again, 99))
""",
    "maps-a-secret": """
import mmap
def entropy(p):
    with open(OPEN_SECRET, "rb") as file: raise ValueError(mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)[:99])
""",
    "copies-a-secret": """
import os
def entropy(p):
    os.link(OPEN_SECRET, "mine")
    raise ValueError(open("mine").read())
""",
    "links-to-a-secret": """
import os
def entropy(p):
    os.symlink(SECRET, "mine")
    raise ValueError(open("mine").read())
""",
    "reads-the-key": """
def entropy(p):
    expected = open(KEY).read()
    raise ValueError("ESCAPED" + expected[:99])
""",
    "copies-a-classmate": """
names = {}
try: exec(open(CLASSMATE).read(), names)
except OSError: pass
def entropy(p):
    if names: raise AssertionError("ESCAPED")
    return 0.25
""",
    "reads-another-process": """
import ctypes
def entropy(p):
    libc, here = ctypes.CDLL(None), ctypes.create_string_buffer(8)
    part = (ctypes.c_size_t * 2)(ctypes.addressof(here), 8)
    for attempt in (libc.ptrace(16, VICTIM, 0, 0), libc.process_vm_readv(VICTIM, part, 1, part, 1, 0)):
        if attempt >= 0: raise AssertionError("ESCAPED")
    return 0.25
""",
    "calls-home": """
import socket
def entropy(p):
    with socket.create_connection(("127.0.0.1", PORT), 0.5) as line: line.send(b"caught")
    return 0.25
""",
    "calls-by-udp": """
import socket
def entropy(p):
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"caught", ("127.0.0.1", PORT))
    return 0.25
""",
    "calls-through-a-file": """
import socket
def entropy(p):
    with socket.socket(socket.AF_UNIX) as line: line.connect(SOCKET)
    return 0.25
""",
    "calls-without-a-file": """
import socket
def entropy(p):
    with socket.socket(socket.AF_UNIX) as line: line.connect(ABSTRACT)
    return 0.25
""",
    "waits-for-a-call": """
import socket
def entropy(p):
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        line.listen()
    raise ValueError("ESCAPED")
""",
    "asks-another-process": """
import os
def entropy(p):
    for pid in (os.getppid(), VICTIM):
        for part in ("environ", "cmdline", "maps", "mem", "fd/0", "cwd", "root"):
            try: open(f"/proc/{pid}/{part}", "rb").close()
            except OSError: continue
            raise AssertionError("ESCAPED")
    return 0.25
""",
    "looks-around": """
import os
def entropy(p):
    for place in ("/", "/etc", "/home", "/root", "/proc", "/dev", "/var/tmp", os.path.dirname(SECRET)):
        try: found = os.listdir(place)
        except OSError: continue
        raise AssertionError("ESCAPED" + str(found[:9]))
    return 0.25
""",
}
