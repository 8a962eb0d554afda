"""Imports go down only: errors <- model, resources <- cameo, lexicon, syntax <- coding <- tables <- cli."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import diplocode

PACKAGE = Path(diplocode.__file__).parent

# What each room may import of the project; a room may always import itself.
BASE = {"errors", "model", "resources", "version"}
MAY = {
    "errors": set(),
    "version": set(),
    "resources": {"errors"},
    "model": {"errors"},
    "cameo": BASE,
    "lexicon": BASE,
    "syntax": BASE,
    "coding": BASE | {"cameo", "lexicon", "syntax"},
    "tables": BASE | {"cameo", "lexicon", "syntax", "coding"},
    "datasets": BASE | {"cameo", "tables"},
    "__main__": {"cli"},
    "cli": BASE | {"cameo", "lexicon", "syntax", "coding", "tables", "datasets"},
}
# Heavy libraries stay in their rooms.
ONLY_IN = {"polars": {"tables", "datasets"}, "nltk": {"syntax"}, "click": {"cli"}, "tqdm": {"cli"}}

MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py" and "_data" not in p.parts)


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Every module that a file imports anywhere in it, for type checking too."""
    package = ["diplocode", *path.relative_to(PACKAGE).parts[:-1]]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_lies_below(path):
    room = room_of(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "diplocode" and len(parts) > 1 and (PACKAGE / parts[1]).exists():
            assert parts[1] == room or parts[1] in MAY[room], f"{room} imports {name}"
        if parts[0] == "diplocode" and len(parts) > 1 and (PACKAGE / f"{parts[1]}.py").exists():
            assert parts[1] == room or parts[1] in MAY[room], f"{room} imports {name}"
        if parts[0] in ONLY_IN:
            assert room in ONLY_IN[parts[0]], f"{room} imports {name}"


def test_every_room_has_its_place():
    assert {room_of(path) for path in MODULES} <= set(MAY)


def test_importing_the_package_imports_nothing_heavy():
    code = "import sys, diplocode; print(*sorted({'polars', 'numpy', 'nltk', 'click'} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "\n"
    )


def test_every_public_name_is_there():
    for name in diplocode.__all__:
        assert getattr(diplocode, name) is not None
    assert diplocode.__version__[0].isdigit()
    assert set(diplocode.__all__) <= set(dir(diplocode))
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = diplocode.no_such_name
