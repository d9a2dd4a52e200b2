"""Ask the oracle in torch for a case's answer: the built-in, called as students would."""

from __future__ import annotations

import inspect
import warnings
from contextlib import suppress
from functools import lru_cache
from threading import Thread

import numpy as np

from autograder.bank.building.calls import plain_array
from autograder.bank.building.classes import steps_of
from autograder.bank.spec import Case, Spec
from autograder.isolation.inside import calling
from autograder.isolation.observation import Observation

SLIPS = (NameError, AttributeError, ImportError)  # raised by a typo, and by no wrong formula


@lru_cache(1)
def load_torch_meanwhile() -> Thread:
    """Begin to load torch, which takes two seconds, beside what is done before it is asked; wait for it at the end."""

    def load() -> None:
        with suppress(ImportError):  # told where it is asked
            import torch  # noqa: F401

    thread = Thread(target=load)
    thread.start()
    return thread


def ask_torch(spec: Spec, case: Case) -> Observation | Exception:
    """Ask the oracle. An exception that torch raises is its answer, except those that only a typo raises."""
    import torch

    torch.set_num_threads(1)
    try:
        given = [plain_array(argument) for argument in case.args]
        if case.gradient is not None:
            given[case.gradient] = torch.tensor(given[case.gradient], requires_grad=True)
        with warnings.catch_warnings(action="ignore", category=UserWarning):  # kl_div advises students, not us
            answer = calling.call(spec.oracle, given, case.keywords, steps_of(case))
        answer = torch.as_tensor(answer if case.part is None else answer[case.part])
        if case.gradient is not None:
            return Observation.from_answer(calling.differentiate(answer, given[case.gradient]))
        return Observation("value", np.asarray(answer.detach().numpy()))
    except SLIPS as error:
        return error
    except Exception as error:  # the author declares that torch differs, or mends it
        return Observation("raised", text=f"{type(error).__name__}: {error}")


def torch_call(spec: Spec) -> str:
    """Return the built-in's call as the oracle's docstring writes it: up to the first colon and space."""
    return (inspect.getdoc(spec.oracle) or "").split(": ")[0]
