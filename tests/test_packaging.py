"""What an installation holds: the data are found, in wheel and checkout alike, and start-up is quick."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import distribution, entry_points
from pathlib import Path

import pytest

import diplocode
from diplocode import resources

ROOT = Path(__file__).parents[1]


def python(code: str, cwd: Path | None = None) -> str:
    """What a fresh interpreter prints; in a folder of no meaning, so that nothing is found by chance."""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=cwd, timeout=60
    ).stdout


def test_dictionaries_and_datasets_are_found():
    names = {path.name for path in resources.dictionaries().iterdir()}
    assert {"actors", "agents", "verbs"} <= names
    assert resources.datasets().is_dir()
    with pytest.raises(FileNotFoundError, match="reinstall the package"):
        resources.locate("no-such-folder")


def test_data_come_from_inside_the_package_or_from_the_checkout():
    """A wheel must not reach out to a checkout that happens to be around."""
    package = Path(diplocode.__file__).parent
    inside = package / "_data"
    home = inside if inside.exists() else package.parents[1]
    assert resources.dictionaries() == home / "dictionaries"
    assert not (inside.exists() and package.is_relative_to(ROOT))


def test_the_model_and_tables_are_part_of_the_package():
    package = Path(diplocode.__file__).parent
    for name in ("py.typed", "cameo/codes.tsv", "tables/page.css"):
        assert (package / name).is_file(), name
    assert resources.model().is_file()
    for name in ("relations.npz", "given.npz", "LICENSE-APACHE"):
        assert resources.model(name, "coding").is_file(), name


def test_a_text_is_coded_far_from_the_checkout(tmp_path):
    code = "import diplocode; print(*diplocode.Coder().code('NATO expelled eight Russian diplomats.'))"
    assert python(code, tmp_path) == "IGOWSTNAT 161 RUSGOV\n"


def test_the_command_is_installed():
    (script,) = entry_points(group="console_scripts", name="diplocode")
    assert script.value == "diplocode.cli:main"
    assert diplocode.__version__ == distribution("diplocode").version


def test_version_is_the_same_everywhere():
    """In files that a release has to touch; see the checklist in CONTRIBUTING."""
    if not (ROOT / "pyproject.toml").exists():
        pytest.skip("not in a checkout")
    declared = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.M)[1]
    assert f"version: {declared}\n" in (ROOT / "CITATION.cff").read_text()
    assert f"## {declared}" in (ROOT / "CHANGELOG.md").read_text()


def test_import_is_light(tmp_path):
    """What takes long to import is imported when it is needed; bench/speed.py measures the seconds."""
    code = "import sys, diplocode; print(*sorted({'numpy', 'polars', 'nltk', 'click'} & set(sys.modules)))"
    assert python(code, tmp_path) == "\n"


def test_coding_needs_neither_polars_nor_nltk(tmp_path):
    code = (
        "import sys, diplocode; diplocode.Coder().code('NATO expelled eight Russian diplomats.'); "
        "print(*sorted({'polars', 'nltk'} & set(sys.modules)))"
    )
    assert python(code, tmp_path) == "\n"
