"""Compiled tables as rows of text, decoded one first word at a time.

    entries -Filing.add-> {first word: rows} -PhraseTrie, Decoded-> what a row says, when a text has the word

A text uses few of the words that a dictionary knows. Making the records of all of them takes longer
than reading a text does; making strings of them and keeping those in a file (`lexicon.cache`) does not.

    >>> filing = Filing()
    >>> filing.add("UNITED_NATIONS", row("IGO", "0:3"))
    >>> filing.add("United_Kingdom", row("GBR", "0:9"))
    >>> filing.table()
    {'united': 'UNITED_NATIONS\\tIGO\\t0:3\\nUnited_Kingdom\\tGBR\\t0:9'}
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from diplocode.lexicon.compile import first_word
from diplocode.model import Where

SEP, ROW = "\t", "\n"
_PLAIN = str.maketrans(SEP + ROW, "  ")

V = TypeVar("V")


def row(*fields: str) -> str:
    """Fields as a row. A tab inside a field becomes a blank: to the reader of a dictionary they are the
    same.
    """
    text = SEP.join(fields)
    if text.count(SEP) != len(fields) - 1 or ROW in text:
        text = SEP.join(field.translate(_PLAIN) for field in fields)
    return text


class Places:
    """Places of entries as short text: the number of the file and the line.

    >>> places = Places()
    >>> places.at(Where("verbs/my.verbs.txt", 12)), str(places.where("0:12"))
    ('0:12', 'verbs/my.verbs.txt:12')
    """

    __slots__ = ("_last", "_number", "_numbers", "files")

    def __init__(self, files: Iterable[str] = ()) -> None:
        self.files = list(files)
        self._numbers = {name: number for number, name in enumerate(self.files)}
        self._last, self._number = "", -1  # entries come file by file

    def at(self, where: Where) -> str:
        """The place as text; a file that is new gets the next number."""
        path, line = where
        if path != self._last or self._number < 0:
            self._last, self._number = path, self._numbers.setdefault(path, len(self.files))
            if self._number == len(self.files):
                self.files.append(path)
        return f"{self._number}:{line}"

    def where(self, place: str) -> Where:
        """The place that a text stands for."""
        number, _, line = place.partition(":")
        return Where(self.files[int(number)], int(line))


class Filing:
    """Rows by the first word of their phrase, in the order in which they come."""

    __slots__ = ("_heads", "rows")

    def __init__(self) -> None:
        self.rows: dict[str, list[str]] = {}
        self._heads: dict[str, list[str]] = {}  # the rows of a first word as phrases write it

    def add(self, phrase: str, fields: str) -> None:
        """File a row: the phrase, then the fields, which are a `row`. A phrase without a word is left out."""
        head = phrase.partition("_")[0]
        found = self._heads.get(head)
        if found is None:
            first = first_word(phrase)
            if not first:
                return
            found = self.rows.setdefault(first, [])
            if head.isalnum():
                self._heads[head] = found
        if SEP in phrase:
            phrase = phrase.translate(_PLAIN)
        found.append(f"{phrase}{SEP}{fields}")

    def table(self) -> dict[str, str]:
        """All rows, those of one first word joined."""
        return {first: ROW.join(rows) for first, rows in self.rows.items()}


class Decoded(Mapping[str, V]):
    """A mapping of rows whose values are made when they are first asked for.

    >>> lengths = Decoded({"one": "a", "two": "bb"}, len)
    >>> lengths["two"], lengths.get("ten"), "one" in lengths, len(lengths)
    (2, None, True, 2)
    """

    __slots__ = ("_decode", "_made", "_rows")

    def __init__(self, rows: Mapping[str, str], decode: Callable[[str], V]) -> None:
        self._rows, self._decode = rows, decode
        self._made: dict[str, V] = {}

    def __getitem__(self, key: str) -> V:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._decode(self._rows[key])
        return made

    def get(self, key: str, default: V | None = None) -> V | None:  # type: ignore[override]
        made = self._made.get(key)
        if made is None:
            text = self._rows.get(key)
            if text is None:
                return default
            made = self._made[key] = self._decode(text)
        return made

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
