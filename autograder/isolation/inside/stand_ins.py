"""Stand-ins for parts of torch that compute no answer: put in place before torch is loaded, they save a third of that.

They belong to the compiler, and to tensors without data or with sizes that are not known yet. A stand-in has what the
code of torch's asks of it that runs at once, on numbers; what else is asked of it is not there.
"""

from __future__ import annotations

import sys
import types
from contextlib import nullcontext
from typing import Any

STAND_INS: dict[str, dict[str, Any]] = {
    "sympy": {"Basic": type("Basic", (), {})},  # no number is one
    "torch._dynamo": {
        "disable": lambda function, *_, **__: function,
        "disallow_in_graph": lambda function: function,
        "graph_break": lambda: None,
        "compiled_autograd": types.SimpleNamespace(_disable=nullcontext),
    },
    "torch._meta_registrations": {},
    "torch.fx.experimental.symbolic_shapes": {  # it would load sympy, and that mpmath
        "expect_true": bool,
        "guard_or_false": bool,
        "has_free_unbacked_symbols": lambda _: False,
        "is_nested_int": lambda _: False,
        "sym_eq": lambda first, second: first == second,
    },
}


def put_in_place() -> None:
    """Have torch, which is not loaded yet, find the stand-ins where it looks for its own parts."""
    for name, parts in STAND_INS.items():
        module = types.ModuleType(name)
        module.__path__ = []
        vars(module).update(parts)
        sys.modules[name] = module
