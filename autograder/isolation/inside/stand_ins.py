"""Stand-ins for parts of torch that compute no answer: put in place before torch is loaded, they save a third of that.

They belong to the compiler, and to tensors without data or with sizes that are not known yet. A stand-in has what the
code of torch's asks of it that runs at once, on numbers; what else is asked of it is not there.
"""

from __future__ import annotations

import os
import re
import sys
import types
from contextlib import nullcontext
from importlib.machinery import PathFinder
from typing import Any

KNOWN = "2.13."  # the torch that they were tried with; any other is loaded whole
VERSION = re.compile(r"__version__ = '([^']+)'")

STAND_INS: dict[str, dict[str, Any]] = {
    "sympy": {"Basic": type("Basic", (), {})},  # no number is one
    "torch._dynamo": {
        "disable": lambda function, *_, **__: function,
        "disallow_in_graph": lambda function: function,
        "graph_break": lambda: None,
        "compiled_autograd": types.SimpleNamespace(_disable=nullcontext),
        "config": types.SimpleNamespace(error_on_nested_fx_trace=True),
        "mark_dynamic": lambda *_, **__: None,
    },
    "torch._meta_registrations": {},
    "torch.distributed.tensor": {"DTensor": type("DTensor", (), {})},  # no tensor of one process is one
    "torch.fx.experimental.symbolic_shapes": {  # it would load sympy, and that mpmath
        **dict.fromkeys(("expect_true", "guard_or_false", "guard_or_true", "guard_size_oblivious"), bool),
        "statically_known_true": bool,
        **dict.fromkeys(("guard_int", "guarding_hint_or_throw"), int),
        "has_free_unbacked_symbols": lambda *_: False,
        "has_guarding_hint": lambda _: True,
        "is_nested_int": lambda _: False,
        "sym_and": lambda *parts: all(parts),
        "sym_eq": lambda first, second: first == second,
        "sym_or": lambda *parts: any(parts),
    },
}


def put_in_place() -> None:
    """Have torch, which is not loaded yet, find the stand-ins where it looks for its own parts."""
    if not version_of_torch().startswith(KNOWN):
        return
    for name, parts in STAND_INS.items():
        module = types.ModuleType(name)
        module.__path__ = []
        vars(module).update(parts)
        sys.modules[name] = module


def version_of_torch() -> str:
    """Read it from the installed package, without loading that."""
    found = PathFinder.find_spec("torch")
    if found is None or found.origin is None:
        return ""
    with open(os.path.join(os.path.dirname(found.origin), "version.py"), encoding="utf-8") as file:
        match = VERSION.search(file.read())
    return match[1] if match else ""
