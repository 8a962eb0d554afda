"""What can go wrong, as exceptions that say where and what to do about it.

Everything that diplocode raises on purpose is a `DiplocodeError`. Those about a
file carry its path, line and column and print a caret under the fault:

    >>> print(DictionaryError("code is missing its closing ]", "my.actors.txt", 3, 9, "FRANCE_ [FRA"))
    my.actors.txt:3:9: code is missing its closing ]
      FRANCE_ [FRA
              ^
"""

from __future__ import annotations


class DiplocodeError(Exception):
    """Base of every error that diplocode raises on purpose."""


class LocatedError(DiplocodeError):
    """An error at a place in a text: path, line and column (from 1; 0 where unknown), the line itself."""

    def __init__(self, message: str, path: str = "", line: int = 0, column: int = 0, text: str = "") -> None:
        super().__init__(message)
        self.message, self.path, self.line, self.column, self.text = message, path, line, column, text

    def __str__(self) -> str:
        place = self.path or ("<text>" if self.line or self.text else "")
        where = ":".join([place, *(str(n) for n in (self.line, self.column) if n)])
        out = f"{where}: {self.message}" if place else self.message
        if self.text:
            out += f"\n  {self.text}"
            if self.column:
                out += "\n  " + " " * (self.column - 1) + "^"
        return out


class DictionaryError(LocatedError):
    """A dictionary entry that cannot be read."""


class TreeError(LocatedError):
    """A bracketed parse tree that cannot be read."""


class InputError(LocatedError):
    """An input file or record that cannot be read."""


class ConfigError(LocatedError):
    """A configuration file or option that cannot be honoured."""


class MissingDependency(DiplocodeError):
    """An optional part is not installed; the message says what to install."""
