"""One raw record (a JSON object, a row of CSV or Parquet) into a Document, or an error that says why not.

Validation belongs here, at the edge: past this point every Document has a text of
readable characters, a date or None, and known actors that lie inside the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from diplocode.errors import InputError
from diplocode.model import Date, Document, KnownActor, parse_date

__all__ = ["FIELDS", "MAX_TEXT", "check_text", "make_document", "record_id"]

FIELDS = ("id", "date", "text", "parse", "source", "url", "actors")
"""What a record may hold; other fields are ignored."""

_LEAF = re.compile(r"[^\s()]+(?=\s*\))")

MAX_TEXT = 1_000_000
"""Longest text, in characters: longer ones are no news stories but files gone wrong."""


def make_document(record: Any, default_id: str, default_date: Date | None = None) -> Document:
    """The Document that a raw record describes.

    `default_id` and `default_date` stand in where the record has none. Raises InputError
    (without a place: the reader of the file knows it) for anything that cannot be coded.

    >>> make_document({"id": 7, "date": "20211018", "text": "NATO expelled them."}, "x").id
    '7'
    >>> make_document({"id": "a", "text": ""}, "x")
    Traceback (most recent call last):
      ...
    diplocode.errors.InputError: text is empty
    """
    if not isinstance(record, Mapping):
        raise InputError(f"a record must be an object with a text, not {_kind(record)}")
    text = record.get("text")
    if text is None:
        raise InputError(f"no text: the record has {_listed(record)}")
    if not isinstance(text, str):
        raise InputError(f"text must be a string, not {_kind(text)}")
    if not text.strip():
        # PETRARCH's records may bring a tree and no text: the tree's words are the text then.
        text = " ".join(_LEAF.findall(_string(record, "parse") or ""))
    check_text(text)
    return Document(
        id=_string(record, "id") or default_id,
        text=text,
        date=_date(record.get("date")) or default_date,
        parse=_string(record, "parse"),
        source=_string(record, "source"),
        url=_string(record, "url"),
        actors=_actors(record.get("actors"), len(text)),
    )


def record_id(record: Any, default: str) -> str:
    """The record's own id if it has one that can be used, else the default."""
    try:
        return (_string(record, "id") if isinstance(record, Mapping) else None) or default
    except InputError:
        return default


def check_text(text: str) -> None:
    """Raise InputError for a text that is empty, too long or not text at all."""
    if not text.strip():
        raise InputError("text is empty")
    if len(text) > MAX_TEXT:
        raise InputError(
            f"text has {len(text):,} characters, more than {MAX_TEXT:,}; split it into documents"
        )
    if "\0" in text:
        raise InputError(f"text is binary data (a zero byte at character {text.index(chr(0))})")
    _check_characters("text", text)


def _check_characters(field: str, value: str) -> None:
    """JSON can escape half of a pair of surrogates, which is no character and fits in no file."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f"{field} has a broken character (half of a surrogate pair at character {error.start})"
        ) from None


def _kind(value: Any) -> str:
    names = {
        "dict": "an object",
        "list": "a list",
        "str": "a string",
        "int": "a number",
        "float": "a number",
        "bool": "true or false",
        "NoneType": "null",
    }
    return names.get(type(value).__name__, type(value).__name__)


def _listed(record: Mapping[Any, Any]) -> str:
    return ", ".join(str(key) for key in record) or "no fields"


def _string(record: Mapping[str, Any], field: str) -> str | None:
    value = record.get(field)
    if value is None or value == "":
        return None
    if isinstance(value, str):
        _check_characters(field, value)
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise InputError(f"{field} must be a string, not {_kind(value)}")


def _date(value: Any) -> Date | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is not None and not isinstance(value, str | Date):
        raise InputError(f"date must be a string, not {_kind(value)}")
    try:
        return parse_date(value)
    except InputError as error:
        raise InputError(error.message) from None


def _actors(value: Any, length: int) -> tuple[KnownActor, ...]:
    if isinstance(value, str):  # CSV has no lists: the cell holds JSON
        if not value.strip():
            return ()
        try:
            value = json.loads(value)
        except ValueError as error:
            raise InputError(f"actors is not valid JSON: {error}") from None
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise InputError(f"actors must be a list of {{start, end, code}}, not {_kind(value)}")
    return tuple(_actor(item, number, length) for number, item in enumerate(value, 1))


def _actor(item: Any, number: int, length: int) -> KnownActor:
    if not isinstance(item, Mapping) or not {"start", "end", "code"} <= item.keys():
        raise InputError(f"actor {number} must be an object with start, end and code")
    start, end, code = item["start"], item["end"], item["code"]
    if any(not isinstance(offset, int) or isinstance(offset, bool) for offset in (start, end)):
        raise InputError(f"actor {number}: start and end must be whole numbers, not {start!r} and {end!r}")
    if not isinstance(code, str) or not code.strip():
        raise InputError(f"actor {number}: code must be a non-empty string, not {code!r}")
    _check_characters(f"actor {number}: code", code)
    if not 0 <= start < end <= length:
        raise InputError(
            f"actor {number} ({code}): characters {start}:{end} lie outside the text, which has {length}"
        )
    return KnownActor(start, end, code.strip())
