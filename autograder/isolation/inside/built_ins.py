"""torch's own losses, refused: what an exercise in torch asks for must be written, not called.

Two walls, since neither alone is enough. The Python functions are replaced, by every name they have; a few of them
compute in Python, and reach no kernel. And the kernels are replaced in torch's dispatcher, which whatever else leads to
them comes by: torch.ops, a method of a tensor, a module, a transformation, an own dispatch mode.

Installed before a student's file is loaded; a server does it once, for all children that are forked from it. It is a
wall against what students write, not against somebody who patches the interpreter: such a one has the answers of a
loss, and no more.
"""

from __future__ import annotations

import sys
import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from .refusals import HIDDEN, Forbidden, tried
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
MODULES = ("_decomp", "_dynamo", "_inductor", "_prims", "_refs", "distributions", "export", "onnx")
KERNELS = (
    "_ctc_loss _log_softmax _logcumsumexp _masked_softmax _safe_softmax _scaled_dot_product_attention_math _softmax"
    " _sparse_log_softmax _sparse_softmax cross_entropy_loss log_sigmoid log_sigmoid_forward"
    " multilabel_margin_loss_forward nll_loss2d nll_loss2d_forward nll_loss_forward nll_loss_nd special_entr"
    " special_log_softmax special_logsumexp special_softmax"
).split()
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
)

kept: list[Any] = []  # the replaced kernels last as long as this


def refuse_built_ins() -> None:
    """Replace torch's losses, for the rest of this process."""
    torch = sys.modules["torch"]
    for place in PLACES:
        replace_functions(torch, place)
    setattr(torch, "compile", refusing("torch.compile"))  # noqa: B010  # a module has no such attribute for mypy
    for name in ("script", "trace", "load"):
        setattr(torch.jit, name, refusing(f"torch.jit.{name}"))
    for name in MODULES:
        hide_module(torch, name)
    replace_kernels(torch)


def refusing(name: str) -> Callable[..., Any]:
    """Return a function that refuses to be called, under the name that a student knows it by."""

    def refused(*_: Any, **__: Any) -> Any:
        error = Forbidden(name)
        tried.append(error)
        raise error

    return refused


def replace_functions(torch: Any, place: str) -> None:
    """Replace the functions of a module of torch's, or the methods of its class."""
    home = torch
    for part in filter(None, place.split(".")):
        home = getattr(home, part, None)
    for name in NAMES:
        if hasattr(home, name):
            setattr(home, name, refusing(".".join(filter(None, ("torch", place, name)))))


def hide_module(torch: Any, name: str) -> None:
    """Replace a module where code of a student's finds it; torch's own code holds what it needs of it."""
    full = f"torch.{name}"
    stand_in = RefusedModule(full)
    stand_in.__path__ = []  # it has modules, which the finder refuses
    vars(stand_in).update(STAND_INS.get(full, {}))
    for one in [one for one in sys.modules if f"{one}.".startswith(f"{full}.")]:
        sys.modules[one] = stand_in
    sys.modules[full] = stand_in
    HIDDEN.append(full)
    setattr(torch, name, stand_in)


class RefusedModule(types.ModuleType):
    """A module whose every attribute is refused."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what import itself looks at
            raise AttributeError(name)
        return refusing(self.__name__)()


def replace_kernels(torch: Any) -> None:
    """Replace the kernels in torch's dispatcher."""
    library = torch.library.Library("aten", "IMPL")
    kept.append(library)
    with warnings.catch_warnings(action="ignore"):
        for name, full in operators(torch):
            for key in KEYS:
                if torch._C._dispatch_has_kernel_for_dispatch_key(f"aten::{full}", key):
                    library.impl(full, refusing(f"torch.{name.strip('_')}"), key, allow_override=True)


def operators(torch: Any) -> Iterator[tuple[str, str]]:
    """Yield the operators by their names, with and without the overload."""
    for name in dict.fromkeys([*NAMES, *KERNELS]):
        packet = getattr(torch.ops.aten, name, None)
        for overload in packet.overloads() if packet else ():
            yield name, name if overload == "default" else f"{name}.{overload}"
