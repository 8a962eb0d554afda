"""The event and diagnostics tables: their columns, types and meaning, and how records become rows.

    Event, ... -tabulate-> pl.DataFrame with the columns of EVENTS
    Diagnosis, ... -tabulate_diagnoses-> pl.DataFrame with the columns of DIAGNOSTICS

Codes are strings ("010" and "10" differ), dates are `Date`, offsets count characters of
the document's text, half open. A column that `Column.required` marks is never null.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl
from attrs import frozen

from diplocode import cameo
from diplocode.model import Actor, Diagnosis, Event
from diplocode.version import package_version

__all__ = [
    "DIAGNOSTICS",
    "EVENTS",
    "LIST_SEPARATOR",
    "PETRARCH_EXTRAS",
    "Column",
    "conform",
    "event_row",
    "polars_schema",
    "tabulate",
    "tabulate_diagnoses",
]

LIST_SEPARATOR = ";"
"""What joins a list's items where a format has no lists (CSV)."""

_PRECISION = pl.Enum(["day", "month", "year"])
_PLOVER = pl.Enum(cameo.PLOVER_TYPES)


@frozen(slots=True)
class Column:
    """A column: its name, its Polars type, what it holds, whether it is never null."""

    name: str
    dtype: Any
    description: str
    required: bool = False


EVENTS: tuple[Column, ...] = (
    Column("story_event_id", pl.String(), "shared by all tellings of one event within a document", True),
    Column("first_telling", pl.Boolean(), "true for the first row of each story_event_id", True),
    Column("event_id", pl.String(), "stable for the same input, dictionaries and version", True),
    Column("doc_id", pl.String(), "the record's id", True),
    Column("sentence", pl.Int32(), "number of the sentence in the document, from 1", True),
    Column("date", pl.Date(), "the report's date"),
    Column("event_date", pl.Date(), "when it happened as the text tells it, else the report's date"),
    Column("event_date_precision", _PRECISION, "how much of event_date the text settles", True),
    Column("source", pl.String(), "full actor code of who acts"),
    Column("target", pl.String(), "full actor code of who is acted on"),
    Column("source_country", pl.String(), "ISO 3166-1 alpha-3 of the source"),
    Column("target_country", pl.String(), "ISO 3166-1 alpha-3 of the target"),
    Column("source_text", pl.String(), "the words that name the source"),
    Column("target_text", pl.String(), "the words that name the target"),
    Column("event_text", pl.String(), "the words that tell the event"),
    Column("source_start", pl.Int32(), "first character of source_text in the document"),
    Column("source_end", pl.Int32(), "one past the last character of source_text"),
    Column("target_start", pl.Int32(), "first character of target_text in the document"),
    Column("target_end", pl.Int32(), "one past the last character of target_text"),
    Column("event_start", pl.Int32(), "first character of event_text in the document"),
    Column("event_end", pl.Int32(), "one past the last character of event_text"),
    Column("code", pl.String(), "CAMEO code", True),
    Column("root", pl.String(), "the code's first two digits", True),
    Column("quad_class", pl.Int8(), "1-2 verbal and material cooperation, 3-4 verbal and material conflict"),
    Column("goldstein", pl.Float64(), "Goldstein score, -10 (conflict) to 10 (cooperation)"),
    Column("plover", _PLOVER, "PLOVER event type; null for statements"),
    Column("modality", pl.String(), "actual, intended, threatened, demanded, requested, denied ...", True),
    Column("count", pl.Int32(), "a number that the event names (eight officials)"),
    Column(
        "confidence", pl.Float64(), "how often events weighed alike were right, 0 to 1; null if not weighed"
    ),
    Column("rule", pl.String(), "file:line of the verb pattern, or the name of the rule"),
    Column("actor_rules", pl.List(pl.String()), "file:line of the entries behind source and target", True),
    Column("engine", pl.String(), "diplocode or petrarch2", True),
    Column("lexicon_version", pl.String(), "fingerprint of the dictionaries"),
    Column("diplocode_version", pl.String(), "version of the program", True),
)

DIAGNOSTICS: tuple[Column, ...] = (
    Column("doc_id", pl.String(), "the record's id", True),
    Column("sentence", pl.Int32(), "number of the sentence, from 1; 0 for the record as a whole", True),
    Column("status", pl.String(), "coded, discarded, no_actor, no_verb, ..., unparsed, invalid", True),
    Column("detail", pl.String(), "what happened, and what can be done about it", True),
    Column("start", pl.Int32(), "first character of the sentence in the document"),
    Column("end", pl.Int32(), "one past its last character"),
)


PETRARCH_EXTRAS: tuple[Column, ...] = (
    Column("issues", pl.String(), "issues and their mentions, NAME,2;OTHER,1"),
    Column("url", pl.String(), "the record's url"),
    Column("report_source", pl.String(), "the record's source"),
)
"""What PETRARCH's output format has beside the columns of EVENTS."""


def polars_schema(columns: Iterable[Column]) -> pl.Schema:
    """The columns as a Polars schema, in order."""
    return pl.Schema({column.name: column.dtype for column in columns})


def _side(actor: Actor | None, side: str) -> dict[str, Any]:
    if actor is None:
        return {}
    return {
        side: actor.code,
        f"{side}_country": cameo.country_of(actor.code),
        f"{side}_text": actor.text or None,
        f"{side}_start": actor.span.start if actor.span else None,
        f"{side}_end": actor.span.end if actor.span else None,
    }


def event_row(event: Event) -> dict[str, Any]:
    """One event as a row; columns that are null are left out, and so are the two version columns.

    >>> row = event_row(Event(Actor("RUSGOV"), Actor("IGOWSTNAT"), "161"))
    >>> row["source_country"], "target_country" in row and row["target_country"], row["plover"]
    ('RUS', None, 'SANCTION')
    """
    rules = [*(event.source.rules if event.source else ()), *(event.target.rules if event.target else ())]
    return {
        "story_event_id": event.story_event_id,
        "first_telling": event.first_telling,
        "event_id": event.event_id,
        "doc_id": event.doc_id,
        "sentence": event.sentence,
        "date": event.date,
        "event_date": event.event_date or event.date,
        "event_date_precision": event.event_date_precision,
        **_side(event.source, "source"),
        **_side(event.target, "target"),
        "event_text": event.text or None,
        "event_start": event.span.start if event.span else None,
        "event_end": event.span.end if event.span else None,
        "code": event.code,
        "root": cameo.root(event.code),
        "quad_class": cameo.quad_class(event.code),
        "goldstein": cameo.goldstein(event.code),
        "plover": cameo.plover(event.code),
        "modality": event.modality,
        "count": event.count,
        "confidence": event.confidence,
        "rule": str(event.rule) if event.rule else None,
        "actor_rules": list(dict.fromkeys(str(rule) for rule in rules)),
        "engine": event.engine,
    }


def tabulate(events: Iterable[Event], lexicon_version: str | None = None) -> pl.DataFrame:
    """Events as a table with the columns of EVENTS, one row per event, in the order given.

    `lexicon_version` fills the column of that name (`Lexicon.version`).

    >>> table = tabulate([Event(Actor("FRA"), Actor("DEU"), "042", doc_id="a")])
    >>> table.select("doc_id", "source", "target", "code", "goldstein").row(0)
    ('a', 'FRA', 'DEU', '042', 1.9)
    """
    rows = [event_row(event) for event in events]
    # A schema with all columns fills those that a row leaves out with nulls.
    return pl.DataFrame(rows, schema=polars_schema(EVENTS)).with_columns(
        lexicon_version=pl.lit(lexicon_version, dtype=pl.String),
        diplocode_version=pl.lit(package_version()),
    )


def tabulate_diagnoses(diagnoses: Iterable[Diagnosis]) -> pl.DataFrame:
    """Diagnoses as a table with the columns of DIAGNOSTICS, in the order given.

    >>> tabulate_diagnoses([Diagnosis("a", 1, "no_verb", "the sentence has no verb")]).row(0)
    ('a', 1, 'no_verb', 'the sentence has no verb', None, None)
    """
    rows = [
        {
            "doc_id": item.doc_id,
            "sentence": item.sentence,
            "status": item.status,
            "detail": item.detail,
            "start": item.span.start if item.span else None,
            "end": item.span.end if item.span else None,
        }
        for item in diagnoses
    ]
    return pl.DataFrame(rows, schema=polars_schema(DIAGNOSTICS))


def conform(frame: pl.DataFrame, columns: Iterable[Column]) -> pl.DataFrame:
    """The frame with exactly these columns, in this order and of these types.

    Columns that it lacks become null. What a format without types keeps as text (dates,
    numbers, true and false, lists) is read again, and text that a format made null is
    empty again where the column is never null.
    """
    return frame.select(_cell(column, frame.schema).alias(column.name) for column in columns)


def _cell(column: Column, schema: pl.Schema) -> pl.Expr:
    if column.name not in schema:
        return pl.lit(None, dtype=column.dtype)
    cell = pl.col(column.name)
    if column.dtype == pl.String and column.required:
        return cell.fill_null("")
    if schema[column.name] == pl.String:
        if isinstance(column.dtype, pl.List):
            none = cell.is_null() | (cell == "")
            return pl.when(none).then(pl.lit([], column.dtype)).otherwise(cell.str.split(LIST_SEPARATOR))
        if column.dtype == pl.Date:
            return cell.str.to_date("%Y-%m-%d")
        if column.dtype == pl.Boolean:
            return cell == "true"
    return cell.cast(column.dtype)
