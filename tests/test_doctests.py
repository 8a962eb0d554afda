"""The examples in the docstrings of the installed package, wherever it is installed."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import diplocode

# Optional parser back ends need packages that are not always there; their own tests skip by themselves.
SKIPPED = ("diplocode._data", "diplocode.syntax.backends.")
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(diplocode.__path__, "diplocode.")
    if not module.name.startswith(SKIPPED)
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    failed, _ = doctest.testmod(import_module(name), optionflags=flags)
    assert failed == 0
