"""Patching what others rely on: numpy, the builtins, the interpreter, the processor's own settings."""

from attacks.honest import ALL, ENTROPY

WRONG = "\ndef entropy(p):\n    return 0.25\n"
ATTACKS = {
    "numpy-agrees-with-everything": """
import numpy as np
np.allclose = np.array_equal = np.isclose = np.all = lambda *_, **__: True
np.abs = np.isnan = lambda *_, **__: np.zeros(())
"""
    + WRONG,
    "no-numpy-for-those-who-follow": """
import sys, types
for name in [name for name in sys.modules if name.startswith("numpy")]: sys.modules[name] = types.ModuleType(name)
"""
    + WRONG,
    "a-torch-of-ones-own": """
import sys, types
sys.modules["torch"] = types.ModuleType("torch")
"""
    + ENTROPY,
    "builtins-that-lie": """
import builtins
builtins.isinstance = builtins.callable = builtins.all = lambda *_: True
builtins.len = builtins.sum = builtins.abs = lambda *_: 0
"""
    + WRONG,
    "an-import-hook-that-stays": """
import sys
class Hook:
    def find_spec(self, name, path=None, target=None): raise ImportError(name)
sys.meta_path.insert(0, Hook())
sys.path_hooks.clear()
"""
    + WRONG,
    "another-number-one": """
import ctypes
def entropy(p):
    ctypes.c_long.from_address(id(1) + 24).value = 0
    return 0.25
""",
    "no-exit": "import os, sys\nos._exit = sys.exit = os.write = os.read = lambda *_: None" + WRONG,
    "rewrites-numpy-in-memory": """
import ctypes, numpy as np
def entropy(p):
    ctypes.memset(id(np.float64), 0, 256)
    return 0.25
""",
    "rounds-upwards": """
import ctypes
ctypes.CDLL(None).fesetround(0x800)
"""
    + WRONG,
    "patches-and-is-right": """
import builtins, random, sys, warnings, numpy as np
np.seterr(all="raise")
warnings.simplefilter("error")
np.set_printoptions(precision=1)
random.seed(0), np.random.seed(0)
sys.settrace(lambda *_: None)
builtins.print = None
"""
    + ENTROPY,
}
DESERVES = dict.fromkeys(("patches-and-is-right", "a-torch-of-ones-own"), ALL)
ONLY_BEHIND_WALLS = {}
