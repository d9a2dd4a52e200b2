"""Ending, hanging and multiplying: what a process can do to itself and to those around it.

VICTIM is the number of a process of the same user that has nothing to do with the grading.
"""

from attacks.honest import ALL, ENTROPY

ATTACKS = {
    "exits-at-import-as-if-all-were-well": "import os\nos._exit(0)\ndef entropy(p): return 0.0\n",
    "exits-at-the-third-call": """
import os
calls = []
def entropy(p):
    calls.append(p)
    return os._exit(0) if len(calls) == 3 else 0.25
""",
    "crashes-in-c": "import ctypes\ndef entropy(p):\n    return ctypes.string_at(0)\n",
    "runs-out-of-c-stack": """
import sys
sys.setrecursionlimit(10**9)
def entropy(p):
    nest = []
    for _ in range(2 * 10**5): nest = [nest]
    return repr(nest)
""",
    "deaf-and-stopped": """
import os, signal
def entropy(p):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM, signal.SIGXCPU):
        signal.signal(number, signal.SIG_IGN)
    os.kill(os.getpid(), signal.SIGSTOP)
""",
    "only-its-main-thread-ends": """
import ctypes, threading, time
def entropy(p):
    threading.Thread(target=time.sleep, args=[60]).start()
    ctypes.CDLL(None).pthread_exit(None)
""",
    "loops-in-del-at-exit-and-in-a-thread": """
import atexit, threading
def loop():
    while True: pass
class Clingy:
    __del__ = lambda self: loop()
clingy = [Clingy()]
atexit.register(loop)
def entropy(p):
    threading.Thread(target=loop, daemon=True).start()
    clingy.clear()
""",
    "is-two-where-it-can": f"""{ENTROPY.replace("def entropy", "def right")}
import os
def entropy(p):
    try: os.fork()
    except OSError: pass
    return right(p)
""",
    "leaves-eight-children": """
import os, signal, time
def entropy(p):
    for _ in range(8):
        if os.fork() == 0:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(60)
    return 0.25
""",
    "leaves-a-daemon": """
import os, time
def entropy(p):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0: time.sleep(60)
        os._exit(0)
    return 0.25
""",
    "becomes-another-program": """
import os, sys
def entropy(p):
    os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(60)"])
""",
    "a-thousand-threads-that-wait": """
import threading, time
threading.stack_size(1 << 15)
def entropy(p):
    while threading.active_count() < 1000: threading.Thread(target=time.sleep, args=[60], daemon=True).start()
    return 0.25
""",
    "kills-a-stranger": "import os\ndef entropy(p):\n    os.kill(VICTIM, 9)\n    return 0.25\n",
    "makes-its-own-system-calls": """
import ctypes, mmap
def entropy(p):
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(bytes.fromhex("b814000000cd80c3"))  # getpid, by its 32-bit number
    return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
""",
    "a-thread-that-outlives-the-answer": """
import threading, time
try: threading.Thread(target=time.sleep, args=[60]).start()
except RuntimeError: pass  # where no thread is allowed
"""
    + ENTROPY,
}
DESERVES = dict.fromkeys(("a-thread-that-outlives-the-answer", "is-two-where-it-can"), ALL)

# Aimed at the grader: without walls they hit it.
ONLY_BEHIND_WALLS = {
    "stops-the-process-that-made-it": """
import os, signal
def entropy(p):
    for pid, number in ((os.getppid(), signal.SIGSTOP), (1, 0), (-1, 0)):
        try: os.kill(pid, number)
        except PermissionError: continue
        raise AssertionError("ESCAPED")
    return 0.25
""",
    "has-the-kernel-stop-the-next-student": """
import fcntl, os, signal
def entropy(p):
    for pid in (os.getppid(), VICTIM, *range(os.getpid() + 1, os.getpid() + 4)):
        told, tell = os.pipe()
        try:
            fcntl.fcntl(told, 10, signal.SIGSTOP)  # F_SETSIG
            fcntl.fcntl(told, fcntl.F_SETOWN, pid)
            fcntl.fcntl(told, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
            os.write(tell, b"x")
        except OSError:
            pass
        finally:
            os.close(told), os.close(tell)
    return 0.25
""",
    "raises-its-own-limits": """
import resource
def entropy(p):
    for limit in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE):
        try: resource.setrlimit(limit, (resource.RLIM_INFINITY,) * 2)
        except (ValueError, OSError): continue
        raise AssertionError("ESCAPED")
    return 0.25
""",
    "lets-no-one-see-it-die": """
import ctypes, threading
def entropy(p):
    prctl = ctypes.CDLL(None).prctl
    if not all(prctl(option, value, 0, 0, 0) for option, value in ((1, 0), (4, 1), (36, 1))):
        raise AssertionError("ESCAPED")  # the parent's death, dumpable, subreaper
    return 0.25
""",
    "makes-a-world-of-its-own": """
import ctypes, os
def entropy(p):
    libc = ctypes.CDLL(None)
    if not all((libc.unshare(0x10000000), libc.setns(0, 0), libc.chroot(b"."), libc.mount(b"a", b".", b"tmpfs", 0, 0))):
        raise AssertionError("ESCAPED")
    for step in (os.setsid, lambda: os.setpgid(0, 0), lambda: os.nice(-1), lambda: os.sched_setaffinity(0, {0})):
        try: step()
        except OSError: continue
        raise AssertionError("ESCAPED")
    return 0.25
""",
}
