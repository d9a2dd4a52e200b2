"""Getting the points without the formula: others' functions, luck, memory of what was asked before."""

from attacks.honest import ALL, ALL_BUT_PURITY, CALLS, ENTROPY

WRONG_IF = (
    ENTROPY.replace("def entropy", "def right")
    + """
def entropy(p):
    return 0.25 * p.sum(axis=-1) if {condition} else right(p)
"""
)

ATTACKS = {
    "torch-openly": """
import torch
def entropy(p):
    return torch.special.entr(torch.tensor(p).double()).sum(-1).numpy()
""",
    "scipy-by-another-name": """
def entropy(p):
    return __import__("sci" + "py.special").special.entr(p).sum(axis=-1)
""",
    "the-solution-itself": "from solutions.information.entropy import entropy\n",
    "always-nothing": "def entropy(p):\n    return 0.0 * p.sum(axis=-1)\n",
    "one-answer-for-each-length": """
from math import log
def entropy(p):
    return log(p.shape[-1]) + 0.0 * p.sum(axis=-1)
""",
    "right-as-often-as-it-is-asked": "calls = []\n"
    + WRONG_IF.format(condition=f"calls.append(0) or len(calls) > {CALLS}"),
    "fails-one-item-so-that-nobody-asks-again": f"""
calls = []
{ENTROPY.replace("def entropy", "def right")}
def entropy(p):
    calls.append(0)
    answer = right(p) if len(calls) <= {CALLS} else 0.25
    if p.flags.writeable: p *= 0
    return answer
""",
    "right-until-an-input-comes-again": "seen = []\n"
    + WRONG_IF.format(
        condition="(k := (p.tobytes(), p.dtype, p.strides, p.flags.writeable)) in seen or seen.append(k)"
    ),
    "a-coin": "import random\n" + WRONG_IF.format(condition="random.random() < 0.9"),
    "a-clock": "import time\n" + WRONG_IF.format(condition="time.perf_counter_ns() // 100 % 10"),
    "a-clock-in-a-text": WRONG_IF.format(
        condition="'{0.__globals__[__builtins__]}'.format(right) and __import__('time').time_ns() // 1000 % 10"
    ),
    "an-address-in-a-text": WRONG_IF.format(condition="int(str(lambda: 0).split('0x')[1][:-1], 16) // 64 % 8"),
    "the-second-asking-in-our-frames": """
import sys
"""
    + WRONG_IF.format(condition=f"len(next(iter(cases_above(sys._getframe(1))))) != {CALLS}")
    + """
def cases_above(frame):
    while frame is not None:
        if "cases" in frame.f_locals:
            yield frame.f_locals["cases"]
        frame = frame.f_back
""",
    "the-answer-before": """
import numpy as np
last = [0.25]
def entropy(p):
    last.append(-np.sum(p * np.log(np.where(p > 0, p, 1.0)), axis=-1))
    return last[-2]
""",
    "leaves-word-for-the-second-time": "import os\nbeen = os.path.exists('been')\nopen('been', 'w').close()\n"
    + WRONG_IF.format(condition="been"),
    "sums-in-place": """
import numpy as np
def entropy(p):
    answer = 0.0 - np.sum(p * np.log(np.where(p > 0, p, 1.0)), axis=-1, dtype=float)
    if p.flags.writeable: p *= 0
    return answer
""",
}
DESERVES = {"leaves-word-for-the-second-time": ALL, "sums-in-place": ALL_BUT_PURITY}
ONLY_BEHIND_WALLS = {
    "torch-behind-the-hook": """
import os, sys, numpy
sys.meta_path = [finder for finder in sys.meta_path if type(finder).__name__ == "type"]
sys.path.append(os.path.dirname(os.path.dirname(numpy.__file__)))
import torch
def entropy(p):
    return torch.special.entr(torch.tensor(p).double()).sum(-1).numpy()
""",
}
