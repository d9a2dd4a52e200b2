"""Objects that answer every question as the asker likes it."""

ATTACKS = {
    "equal-to-everything": """
class Yes:
    __eq__ = __le__ = __ge__ = __bool__ = lambda *_: True
    __float__ = lambda self: 0.25
    __array__ = lambda self, *_, **__: None
    __sub__ = __rsub__ = __abs__ = lambda self, *_: self
    shape, dtype, ndim = (), float, 0
def entropy(p):
    return Yes()
""",
    "a-float-that-agrees": """
class Sly(float):
    __eq__ = __le__ = lambda *_: True
    __hash__ = float.__hash__
    __sub__ = __rsub__ = lambda *_: 0.0
def entropy(p):
    return Sly(0.25)
""",
    "an-array-that-agrees": """
import numpy as np
class Sly(np.ndarray):
    __eq__ = __le__ = lambda *_: np.True_
    __array_ufunc__ = lambda self, *_, **__: np.zeros(self.shape)
    __array_function__ = lambda *_, **__: True
    all = any = lambda *_, **__: True
def entropy(p):
    return np.zeros(p.shape[:-1]).view(Sly)
""",
    "a-class-that-passes-for-float": """
class Float(type):
    __eq__ = lambda *_: True
    __hash__ = lambda _: hash(float)
class Sly(metaclass=Float):
    __array__ = lambda self, *_, **__: __import__("numpy").zeros(())
def entropy(p):
    return Sly()
""",
    "says-its-class-is-another": """
import numpy as np
class Sly:
    __class__ = np.ndarray
    __array_interface__ = {"shape": (1 << 40,), "typestr": "<f8", "data": (0, False), "version": 3}
def entropy(p):
    return Sly()
""",
    "a-name-that-runs-code": """
import os
class Named(type):
    @property
    def __name__(cls): os._exit(0)
class Sly(metaclass=Named): pass
def entropy(p):
    return Sly()
""",
    "a-pickle-with-a-gadget": """
class Gadget:
    def __reduce__(self): return (print, ("ESCAPED",))
def entropy(p):
    return Gadget()
""",
    "objects-in-an-array": """
import numpy as np
def entropy(p):
    return np.full(p.shape[:-1], None, dtype=object)
""",
    "everything-masked": """
import numpy as np
def entropy(p):
    return np.ma.masked_all(p.shape[:-1])
""",
    "nothing-at-all": "import numpy as np\ndef entropy(p):\n    return np.zeros((0, *p.shape[:-1]))\n",
    "nan-is-never-beyond": "def entropy(p):\n    return p.sum(axis=-1) * float('nan')\n",
    "infinity-is-within-any-bound": "def entropy(p):\n    return p.sum(axis=-1) + float('inf')\n",
    "true": "import numpy as np\ndef entropy(p):\n    return np.ones(p.shape[:-1], dtype=bool)\n",
    "numbers-the-grader-would-warn-of": """
import numpy as np
def entropy(p):
    count = max(1, p[..., 0].size)
    return np.frombuffer(b"\\x01\\x00\\x80\\x7f" * count, "<f4").reshape(p.shape[:-1])  # signaling nan
""",
    "the-right-one-times-the-largest": """
import numpy as np
def entropy(p):
    p = np.asarray(p, dtype=float)
    return np.sum(-p * np.log(np.where(p > 0, p, 1.0)), axis=-1) * 1.2e308
""",
    "the-first-argument": "def entropy(p):\n    return p\n",
}
DESERVES = {}
ONLY_BEHIND_WALLS = {}
