"""English news into political event data: who did what to whom, when.

    import diplocode
    coder = diplocode.Coder()
    for event in coder.code("NATO expelled eight Russian diplomats.", date="2021-10-06"):
        print(event)

Names are imported when they are first used, so that `import diplocode` costs little.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    __version__: str

    from diplocode import datasets
    from diplocode.datasets import load_dataset
    from diplocode.errors import (
        ConfigError,
        DictionaryError,
        DiplocodeError,
        InputError,
        MissingDependency,
        TreeError,
    )
    from diplocode.lexicon import Lexicon
    from diplocode.model import Actor, Coding, Diagnosis, Document, Event, KnownActor, Span
    from diplocode.tables.coder import Coder
    from diplocode.tables.files import code_files
    from diplocode.tables.schema import tabulate

_HOME = {
    "Actor": "model",
    "Coder": "tables.coder",
    "Coding": "model",
    "ConfigError": "errors",
    "Diagnosis": "model",
    "DictionaryError": "errors",
    "DiplocodeError": "errors",
    "Document": "model",
    "Event": "model",
    "InputError": "errors",
    "KnownActor": "model",
    "Lexicon": "lexicon",
    "MissingDependency": "errors",
    "Span": "model",
    "TreeError": "errors",
    "code_files": "tables.files",
    "load_dataset": "datasets",
    "tabulate": "tables.schema",
}

__all__ = [
    "Actor",
    "Coder",
    "Coding",
    "ConfigError",
    "Diagnosis",
    "DictionaryError",
    "DiplocodeError",
    "Document",
    "Event",
    "InputError",
    "KnownActor",
    "Lexicon",
    "MissingDependency",
    "Span",
    "TreeError",
    "code_files",
    "datasets",
    "load_dataset",
    "tabulate",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("diplocode.version").package_version()
    if name == "datasets":
        return import_module("diplocode.datasets")
    if name in _HOME:
        return getattr(import_module(f"diplocode.{_HOME[name]}"), name)
    raise AttributeError(f"module 'diplocode' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
