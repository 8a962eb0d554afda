"""PETR_config.ini: which dictionaries to use and how PETRARCH-2 codes and writes.

    [Dictionaries]                                   [Options]
    verbfile_name  = My.verbs.txt                    new_actor_length = 0
    actorfile_list = A.actors.txt, B.actors.txt      require_dyad = True

Dictionaries are looked for beside the ini file, then in `dictionaries` and `data/dictionaries`
next to it and one folder up. Options that mean nothing here are reported as warnings, not errors.
"""

from __future__ import annotations

import configparser
from pathlib import Path

from attrs import field, frozen

from diplocode.errors import ConfigError

_DICTIONARIES = {
    "verbfile_name": "verbs",
    "actorfile_list": "actors",
    "agentfile_name": "agents",
    "discardfile_name": "discards",
    "issuefile_name": "issues",
}
_FLAGS = (
    "write_actor_text",
    "write_actor_root",
    "write_event_text",
    "require_dyad",
    "stop_on_error",
    "null_verbs",
    "null_actors",
)
# Options of PETRARCH-2 that it reads and doesn't use, or that are about its console.
_SILENT = frozenset(
    (
        *("code_by_sentence", "pause_by_sentence", "pause_by_story"),
        *("comma_min", "comma_max", "comma_bmin", "comma_bmax", "comma_emin", "comma_emax"),
        *("textfile_list", "textfile_name", "eventfile_name"),
    )
)
_FOLDERS = (".", "dictionaries", "data/dictionaries", "../dictionaries", "../data/dictionaries")


@frozen
class Options:
    """How to code and write; the defaults are PETRARCH-2's own.

    `new_actor_length`: noun phrases without a code, up to so many words, stand in as actors (0: none).
    `null_verbs`, `null_actors`: what `diplocode nulls` collects in place of events.
    """

    new_actor_length: int = 0
    require_dyad: bool = True
    stop_on_error: bool = False
    write_actor_text: bool = False
    write_actor_root: bool = False
    write_event_text: bool = False
    null_verbs: bool = False
    null_actors: bool = False


@frozen
class Config:
    """A configuration file, read: the files by kind, the options, what of it was not understood."""

    path: str
    files: dict[str, tuple[Path, ...]]
    options: Options
    inputs: tuple[str, ...] = ()
    output: str = ""
    warnings: tuple[ConfigError, ...] = field(default=(), repr=False)

    def dictionaries(self) -> dict[str, tuple[Path, ...]]:
        """The dictionary files by kind, as `Lexicon.from_files` takes them."""
        return dict(self.files)


def read_config(path: str | Path) -> Config:
    """Read a PETR_config.ini. Raises ConfigError, with the line, for what can't be honoured: a missing
    file, a bad value.
    """
    path = Path(path)
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"can't be read: {error}", str(path)) from error
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text, str(path))
    except configparser.Error as error:
        line = getattr(error, "lineno", 0) or (getattr(error, "errors", None) or [(0, "")])[0][0]
        raise ConfigError(str(error).split("\n")[0], str(path), line) from error
    if not parser.has_section("Dictionaries"):
        raise ConfigError("has no [Dictionaries] section; it names the dictionary files", str(path))
    files: dict[str, tuple[Path, ...]] = {}
    warnings = []
    for key, value in parser["Dictionaries"].items():
        kind = _DICTIONARIES.get(key)
        if not kind:
            warnings.append(_fault(f"unknown option {key}, left out", path, text, key))
            continue
        names = [name.strip() for name in value.replace("\n", ",").split(",") if name.strip()]
        files[kind] = tuple(_find(name, path, text, key) for name in names)
    if "verbs" not in files:
        raise ConfigError("names no verbfile_name; without verbs nothing is coded", str(path))
    given = parser["Options"] if parser.has_section("Options") else {}
    values: dict[str, int | bool] = {}
    for key in given:
        if key in _FLAGS:
            try:
                values[key] = parser.getboolean("Options", key)
            except ValueError:
                raise _fault(f"{key} is true or false, not {given[key]}", path, text, key) from None
        elif key == "new_actor_length":
            try:
                values[key] = int(given[key])
            except ValueError:
                raise _fault(f"{key} is a whole number, not {given[key]}", path, text, key) from None
            if values[key] < 0:
                raise _fault(f"{key} can't be negative", path, text, key)
        elif key not in _SILENT:
            warnings.append(_fault(f"unknown option {key}, left out", path, text, key))
    for section in parser.sections():
        if section not in ("Dictionaries", "Options", "StanfordNLP"):
            warnings.append(_fault(f"unknown section [{section}], left out", path, text, f"[{section}]"))
    for key, kind in (("null_verbs", "verbs"), ("null_actors", "actors")):
        if values.get(key):
            warnings.append(
                _fault(f"{key} gives no events here; use diplocode nulls {kind}", path, text, key)
            )
    inputs = tuple(name.strip() for name in given.get("textfile_list", "").split(",") if name.strip())
    options = Options(**values)  # type: ignore[arg-type]
    return Config(str(path), files, options, inputs, given.get("eventfile_name", ""), tuple(warnings))


def _fault(message: str, path: Path, text: str, key: str) -> ConfigError:
    """An error about the line of `key`."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().lower().startswith(key.lower()):
            return ConfigError(message, str(path), number, 1, line)
    return ConfigError(message, str(path))


def _find(name: str, path: Path, text: str, key: str) -> Path:
    """A dictionary by its name in the ini file."""
    for folder in _FOLDERS:
        found = (path.parent / folder / name).resolve()
        if found.is_file():
            return found
    where = ", ".join(str(path.parent / folder) for folder in _FOLDERS[:3])
    raise _fault(f"the dictionary {name} is in none of {where}", path, text, key)
