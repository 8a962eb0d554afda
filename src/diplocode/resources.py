"""Where bundled files live: inside the package when installed, at the top of a checkout otherwise.

>>> dictionaries().name
'dictionaries'
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def locate(name: str) -> Path:
    """The bundled file or folder `name` ("dictionaries", "datasets/current_events.parquet").

    A wheel carries them under `diplocode/_data`; an editable install reads the
    checkout itself, so that an edited dictionary counts at once.
    Raises FileNotFoundError where neither has it.
    """
    for base in (_PACKAGE / "_data", _PACKAGE.parents[1]):
        if (base / name).exists():
            return base / name
    raise FileNotFoundError(f"{name} is not part of this installation of diplocode; reinstall the package")


def dictionaries() -> Path:
    """The folder of the bundled dictionaries."""
    return locate("dictionaries")


def datasets() -> Path:
    """The folder of the bundled datasets."""
    return locate("datasets")


def model(name: str = "parser.npz", room: str = "syntax") -> Path:
    """A file of a room's bundled model; it lives inside the package in every install."""
    return _PACKAGE / room / "model" / name
