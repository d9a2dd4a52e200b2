"""torch's own losses, refused: what an exercise in torch asks for must be written, not called.

Two walls, since neither alone is enough. The Python functions are replaced, by every name they have, and emptied, since
other names lead to them; a few of them compute in Python, and reach no kernel. And the kernels are replaced in torch's
dispatcher, which whatever else leads to them comes by: torch.ops, a method of a tensor, a module, a transformation, an
own dispatch mode. Kernels are found by their names, as torch lists them: a newer torch has others.

Installed before a student's file is loaded; a server does it once, for all children that are forked from it. It is a
wall against what students write, not against somebody who patches the interpreter: such a one has the answers of a
loss, and no more.
"""

from __future__ import annotations

import ctypes
import gc
import os
import re
import sys
import types
import warnings
from collections.abc import Callable
from typing import Any

from .refusals import HIDDEN, code_around, refuse
from .stand_ins import STAND_INS

LOSSES = (
    "binary_cross_entropy binary_cross_entropy_with_logits cosine_embedding_loss cross_entropy ctc_loss"
    " gaussian_nll_loss hinge_embedding_loss huber_loss kl_div l1_loss linear_cross_entropy margin_ranking_loss"
    " mse_loss multi_margin_loss multilabel_margin_loss multilabel_soft_margin_loss nll_loss poisson_nll_loss"
    " smooth_l1_loss soft_margin_loss triplet_margin_loss triplet_margin_with_distance_loss"
)
PARTS = (  # what most of a loss is made of
    " softmax log_softmax softmin gumbel_softmax logsumexp logcumsumexp logsigmoid softplus entr"
    " scaled_dot_product_attention multi_head_attention_forward"
)
NAMES = f"{LOSSES} {PARTS}".split()
PLACES = ("", "Tensor", "nn.functional", "special", "sparse", "masked", "_C._nn", "_C._special", "_C._sparse")
# Modules in which losses are written once more, in Python.
MODULES = ("_decomp", "_dynamo", "_inductor", "_prims", "_refs", "distributions", "export", "onnx", "testing._internal")
# What torch's own code asks of them for other things than losses: forward mode, and shapes that are broadcast.
KEPT = {"_decomp": "decompositions_for_jvp", "_refs": "_broadcast_shapes"}
# What else is part of a kernel's or a reference's name: of its gradient, too, or of a way that is faster.
OTHER_NAMES = "log_sigmoid attention multi_head_attention cross_entropy_loss".split()
NAMED = re.compile(rf"(?:^|_)(?:{'|'.join([*NAMES, *OTHER_NAMES])})(?:_|\d|$)")
METHODS = re.compile(r"log_prob|entropy|kl_divergence|_kl_\w+")  # of distributions
# Where an operator can have a kernel that an answer comes from.
KEYS = (
    "CPU",
    "SparseCPU",
    "MkldnnCPU",
    "Meta",
    "CompositeImplicitAutograd",
    "CompositeExplicitAutograd",
    "CompositeExplicitAutogradNonFunctional",
    "AutogradCPU",
    "FuncTorchBatched",
    "FuncTorchBatchedDecomposition",
    "FuncTorchDynamicLayerFrontMode",
    "NestedTensorCPU",
    "QuantizedCPU",
    "SparseCsrCPU",
)
EMPTY = """
def around({variables}):
    def refused(*_, _refuse, **__):
        {variables}
        return _refuse()
    return refused
"""


def refuse_built_ins() -> None:
    """Replace torch's losses, for the rest of this process."""
    torch = sys.modules["torch"]
    for place in PLACES:
        replace_functions(torch, place)
    setattr(torch, "compile", refusing("torch.compile"))  # noqa: B010  # a module has no such attribute for mypy
    for name in ("script", "trace", "load"):
        setattr(torch.jit, name, refusing(f"torch.jit.{name}"))
    hidden = tuple(f"torch.{name}." for name in MODULES)
    empty_functions((*hidden, "torch.nn.functional.", "torch.masked."))
    refuse_texts(torch, hidden)
    for name in MODULES:
        hide_module(name)
    replace_kernels(torch)


def refusing(name: str) -> Callable[..., Any]:
    """Return a function that refuses to be called, under the name that a student knows it by."""

    def refused(*_: Any, **__: Any) -> Any:
        refuse(name)

    return refused


def replace_functions(torch: Any, place: str) -> None:
    """Replace the functions of a module of torch's, or the methods of its class."""
    home = torch
    for part in filter(None, place.split(".")):
        home = getattr(home, part, None)
    for name in NAMES:
        if hasattr(home, name):
            setattr(home, name, refusing(".".join(filter(None, ("torch", place, name)))))


def empty_functions(modules: tuple[str, ...]) -> None:
    """Have the functions in some modules refuse, whoever holds them: a table, a decorator, another module."""
    for function in [one for one in gc.get_objects() if type(one) is types.FunctionType]:
        module, name = f"{function.__module__}.", function.__name__
        is_method = module.startswith("torch.distributions.") and METHODS.fullmatch(name)
        if module.startswith(modules) and (NAMED.search(name) or is_method):
            function.__code__ = code_around(EMPTY, len(function.__code__.co_freevars))
            function.__defaults__ = None
            function.__kwdefaults__ = {"_refuse": refusing(f"{module}{name}")}


def refuse_texts(torch: Any, hidden: tuple[str, ...]) -> None:
    """Have the texts of some modules refused to whoever runs them once more, from where they lie on the disk."""
    home = os.path.dirname(torch.__file__)
    files = [os.path.join(home, *name.split(".")[1:-1]) for name in hidden]
    refused = (*(f"{file}{end}" for file in files for end in (os.sep, ".py")), torch.nn.functional.__file__)

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "exec" and arguments[0].co_filename.startswith(refused):
            inside, _ = os.path.splitext(arguments[0].co_filename.removeprefix(home))
            refuse(f"torch{inside.replace(os.sep, '.')}".removesuffix(".__init__"))

    sys.addaudithook(look)  # nobody can remove it


def hide_module(name: str) -> None:
    """Replace a module where code of a student's finds it; torch's own code holds what it needs of it."""
    full = f"torch.{name}"
    stand_in = RefusedModule(full)
    stand_in.__path__ = []  # it has modules, which the finder refuses
    vars(stand_in).update(STAND_INS.get(full, {}))
    if known := KEPT.get(name):
        setattr(stand_in, known, getattr(sys.modules.get(full), known, None))
    for one in [one for one in sys.modules if f"{one}.".startswith(f"{full}.")]:
        sys.modules[one] = stand_in
    sys.modules[full] = stand_in
    HIDDEN.append(full)
    above, _, last = full.rpartition(".")
    setattr(sys.modules[above], last, stand_in)


class RefusedModule(types.ModuleType):
    """A module whose every attribute is refused."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what import itself looks at
            raise AttributeError(name)
        refuse(self.__name__)


def replace_kernels(torch: Any) -> None:
    """Replace the kernels in torch's dispatcher; they last as long as the library, which nobody holds or frees."""
    with warnings.catch_warnings(action="ignore"):
        for namespace, names in operators(torch).items():
            library = torch._C._dispatch_library("IMPL", namespace, "", __file__, 0)
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(library))
            for name in names:
                refused = refusing(f"torch.{name.partition('.')[0].strip('_')}")
                for key in KEYS:
                    if torch._C._dispatch_has_kernel_for_dispatch_key(f"{namespace}::{name}", key):
                        library.impl(name, key, refused)


def operators(torch: Any) -> dict[str, list[str]]:
    """List the operators that compute a loss or most of one, with the overload, by namespace."""
    found: dict[str, list[str]] = {}
    for full in sorted(torch._C._dispatch_get_all_op_names()):
        namespace, _, name = full.partition("::")
        if NAMED.search(name.partition(".")[0]):
            found.setdefault(namespace, []).append(name)
    return found
