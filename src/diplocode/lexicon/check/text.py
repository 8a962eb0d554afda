"""Checks of any dictionary: what the readers complain about, and how the text is encoded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from diplocode.lexicon.check.book import Book
from diplocode.lexicon.check.rules import Finding
from diplocode.lexicon.read_verbs import check_synsets
from diplocode.model import Where

# UTF-8 read as Windows-1252: a lead byte of two (Ã, Â, Å, Ä ...) or three (â), and its followers.
_WRONG = re.compile(
    "[\u00c2-\u00c5\u00ce-\u00d0][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]|\u00e2\u20ac.?|\u00ef\u00bf\u00bd|\ufffd"
)
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]"
)
_APART = re.compile("\\w[\u0300-\u036f]+")


def unreadable(book: Book) -> Iterator[Finding]:
    """D001: what the readers report."""
    synsets = {
        (fault.where, fault.message) for fault in check_synsets(book.lexicon.verbs, book.lexicon.synsets)
    }
    for fault in book.lexicon.problems:
        where = Where(fault.path, fault.line)
        if (where, fault.message) not in synsets:
            found = book.finding("D001", where, fault=fault.message)
            yield Finding(
                "D001", found.path, found.line, max(fault.column, 1), found.text, found.message, found.advice
            )


def wrong_encoding(book: Book) -> Iterator[Finding]:
    """D002: letters as they look when UTF-8 is read as Latin-1 or Windows-1252."""
    for where, line in _unusual(book):
        if match := _WRONG.search(line):
            yield book.finding("D002", where, match.group(), piece=match.group())


def byte_order_mark(book: Book) -> Iterator[Finding]:
    """D003: a mark that some programs take for a letter of the first entry."""
    for source in book.lexicon.sources:
        if source.data.startswith(b"\xef\xbb\xbf"):
            yield book.finding("D003", Where(source.name, 1))


def hidden_character(book: Book) -> Iterator[Finding]:
    """D004: control characters, blanks of no width and no-break blanks."""
    for where, line in _unusual(book):
        body = line.removeprefix("\ufeff") if where.line == 1 else line
        if match := _HIDDEN.search(body.rstrip("\r")):
            yield book.finding("D004", where, match.group(), point=ord(match.group()))


def letters_apart(book: Book) -> Iterator[Finding]:
    """D005: letters with their accents apart."""
    for where, line in _unusual(book):
        if not unicodedata.is_normalized("NFC", line) and (match := _APART.search(line)):
            yield book.finding("D005", where, match.group(), piece=match.group())


def _unusual(book: Book) -> Iterator[tuple[Where, str]]:
    """The lines that hold anything but printable ASCII."""
    for path, lines in book.lines.items():
        for number, line in enumerate(lines, 1):
            if not line.isascii() or _HIDDEN.search(line):
                yield Where(path, number), line


CHECKS = {
    "D001": unreadable,
    "D002": wrong_encoding,
    "D003": byte_order_mark,
    "D004": hidden_character,
    "D005": letters_apart,
}
