"""Compiling the innermost loops (Numba, https://numba.pydata.org).

No fast-math: a sum is added up in the order that is written, so that results are the same on every
machine. What is compiled is kept beside the source, or in the user's cache, and read again.
"""

import hashlib
from collections.abc import Callable
from inspect import getsource
from types import ModuleType
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def inner(function: F) -> F:
    """A function that only compiled code calls."""
    compile_ = numba.njit(error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
    return cast("F", compile_(function))


def entry(function: F) -> F:
    """A function that Python calls, compiled once for the types of its arguments and kept.

    Numba tells by an entry's own code whether what it kept is still good, and does not see the
    functions that it calls: an entry that calls others must close over `source_of` the modules that
    these are in.
    """
    try:
        return cast("F", numba.njit(error_model="numpy", cache=True)(function))
    except RuntimeError:  # nowhere to keep it: compiled at each start
        return cast("F", numba.njit(error_model="numpy")(function))


def source_of(*modules: ModuleType) -> str:
    """A digest of the modules' source."""
    digest = hashlib.sha256()
    for module in modules:
        digest.update(getsource(module).encode())
    return digest.hexdigest()
