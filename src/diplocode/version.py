"""The version of the installed program."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def package_version() -> str:
    """The installed version of diplocode; "0+unknown" when its files run without being installed.

    >>> package_version()[0].isdigit()
    True
    """
    try:
        return version("diplocode")
    except PackageNotFoundError:
        return "0+unknown"
