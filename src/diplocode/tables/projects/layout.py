"""What a project's files look like, and the way from them to the event table and back.

file -read_events(layout)-> event table -write_events(layout)-> file
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl
from attrs import frozen

from diplocode import cameo
from diplocode.errors import InputError
from diplocode.tables.schema import EVENTS, conform, polars_schema
from diplocode.tables.write import atomic
from diplocode.version import package_version

__all__ = ["Layout", "country", "padded", "read_events", "rescale", "write_events"]

# States that CAMEO and its users spell in their own way, and ISO's codes for them.
_CAMEO_STATES = {"ROM": "ROU", "TMP": "TLS", "ZAR": "COD", "BUR": "MMR", "KSV": "XKX", "PAL": "PSE"}


@frozen(slots=True)
class Layout:
    """A project's file: its columns in order, and what they mean.

    `read` gives expressions over its columns for columns of ours; all are text when they are
    evaluated. `write` gives expressions over our columns for columns of theirs; those that
    it lacks are written empty. `scale` and `quad` name the Goldstein scores and quad classes that
    the project uses; `expand` prepares what was read (several actors in one cell become rows, names
    become codes), and `prepare` what is written. `only` says which events the project has a place for,
    `optional` which columns at the end its older files lack.
    """

    name: str
    columns: tuple[str, ...]
    separator: str
    header: bool
    scale: cameo.Scale
    quad: cameo.QuadVariant
    read: Mapping[str, pl.Expr]
    write: Mapping[str, pl.Expr]
    quote: str | None = None
    nulls: tuple[str, ...] = ("",)
    expand: Callable[[pl.DataFrame], pl.DataFrame] | None = None
    only: pl.Expr | None = None
    optional: tuple[str, ...] = ()
    prepare: Callable[[pl.DataFrame], pl.DataFrame] | None = None


def read_events(path: str | Path, layout: Layout) -> pl.DataFrame:
    """A project's file (plain, .gz, .zst or .zip with one file) as a table in the schema of EVENTS.

    Goldstein scores and quad classes are those of the file where it has some; `rescale` changes
    them. What the project does not tell is null, and its number of the sentence 0. Each row is an
    event of its own. Raises InputError where the file is no such file.
    """
    path = Path(path)
    try:
        frame = _read(path, layout)
        if layout.expand:
            frame = layout.expand(frame)
        events = frame.select(expr.alias(name) for name, expr in layout.read.items())
        return _complete(events, layout)
    except pl.exceptions.NoDataError:
        return pl.DataFrame(schema=polars_schema(EVENTS))
    except (OSError, zipfile.BadZipFile, pl.exceptions.PolarsError) as error:
        raise InputError(f"not a file of {layout.name}: {str(error).splitlines()[0]}", str(path)) from error


def _read(path: Path, layout: Layout) -> pl.DataFrame:
    """The file's cells as text, with the layout's columns."""
    frame = pl.read_csv(
        _content(path),
        separator=layout.separator,
        has_header=layout.header,
        quote_char=layout.quote,
        infer_schema=False,
        null_values=list(layout.nulls),
    )
    if not layout.header:
        widths = {len(layout.columns), len(layout.columns) - len(layout.optional)}
        if frame.width not in widths:
            wanted = " or ".join(map(str, sorted(widths)))
            raise InputError(f"not a file of {layout.name}: {frame.width} columns, not {wanted}", str(path))
        names = dict(zip(frame.columns, layout.columns, strict=False))
        frame = frame.rename(names)
    absent = [name for name in layout.optional if name not in frame.columns]
    frame = frame.with_columns(pl.lit(None, pl.String).alias(name) for name in absent)
    needed = {name for expr in layout.read.values() for name in expr.meta.root_names()}
    if missing := sorted(needed & set(layout.columns) - set(frame.columns)):
        raise InputError(f"not a file of {layout.name}: it has no column {', '.join(missing)}", str(path))
    return frame


def _content(path: Path) -> Path | io.BytesIO:
    if path.suffix.lower() != ".zip":
        return path
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if len(names) != 1:
            raise InputError(f"the archive has {len(names)} files; unpack the one to read", str(path))
        return io.BytesIO(archive.read(names[0]))


def _complete(events: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """All columns of EVENTS, those that the file does not tell derived from those that it does."""
    code = pl.col("code")
    codes = events["code"].drop_nulls().unique().to_list()
    plover = {c: cameo.plover(c) for c in codes}
    derived = {
        "root": code.str.slice(0, 2),
        "source_country": country("source"),
        "target_country": country("target"),
        "plover": code.replace_strict(plover, default=None, return_dtype=pl.String),
        "quad_class": code.replace_strict(
            {c: cameo.quad_class(c, layout.quad) for c in codes}, default=None, return_dtype=pl.Int8
        ),
        "story_event_id": pl.col("event_id"),
        "date": pl.col("event_date"),
    }
    added = [expr.alias(name) for name, expr in derived.items() if name not in events.columns]
    filled = events.with_columns(added).with_columns(
        first_telling=pl.lit(True),
        event_date_precision=pl.lit("day"),
        modality=pl.lit("actual"),
        actor_rules=pl.lit([], pl.List(pl.String)),
        engine=pl.lit(layout.name),
        diplocode_version=pl.lit(package_version()),
        sentence=pl.col("sentence").cast(pl.Int32, strict=False).fill_null(0)
        if "sentence" in events.columns
        else pl.lit(0, pl.Int32),
    )
    return conform(filled, EVENTS)


def write_events(events: pl.DataFrame, path: str | Path, layout: Layout) -> None:
    """Write a table of events as a file in the project's layout, with its scores and quad classes.

    Columns that our schema does not have are empty; so is a side that is null.
    """
    scored = rescale(conform(events, EVENTS), layout.scale, layout.quad)
    plain = scored.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
    if layout.only is not None:
        plain = plain.filter(layout.only)
    if layout.prepare:
        plain = layout.prepare(plain)
    frame = plain.select(
        layout.write.get(name, pl.lit(None, pl.String)).cast(pl.String).alias(name) for name in layout.columns
    )
    with atomic(path) as temporary:
        frame.write_csv(
            temporary,
            separator=layout.separator,
            include_header=layout.header,
            quote_style="necessary" if layout.quote else "never",
            null_value=layout.nulls[0],
        )


def rescale(
    events: pl.DataFrame, scale: cameo.Scale = "gdelt", quad: cameo.QuadVariant = "gdelt"
) -> pl.DataFrame:
    """The events with the Goldstein scores and quad classes of named variants, by their codes.

    `cameo.GOLDSTEIN_VARIANTS` and `cameo.QUAD_VARIANTS` list them.

    >>> events = pl.DataFrame({"code": ["163"], "goldstein": [None], "quad_class": [None]})
    >>> rescale(events, "phoenix", "phoenix").row(0)
    ('163', -6.5, 3)
    """
    code = pl.col("code").cast(pl.String)
    codes = events["code"].drop_nulls().cast(pl.String).unique().to_list()
    return events.with_columns(
        goldstein=code.replace_strict(
            {c: cameo.goldstein(c, scale) for c in codes}, default=None, return_dtype=pl.Float64
        ),
        quad_class=code.replace_strict(
            {c: cameo.quad_class(c, quad) for c in codes}, default=None, return_dtype=pl.Int8
        ),
    )


def padded(code: str, root: str | None = None) -> pl.Expr:
    """A column of codes with the leading zero that a program may have taken: by the root code if told.

    Spreadsheets make 10 of "010". With a root of 1, "10" was "010"; with a root of 10 it is "10".
    Without one, only codes of a single digit are surely short.
    """
    found = pl.col(code).str.strip_chars()
    if root is None:
        return pl.when(found.str.len_chars() == 1).then("0" + found).otherwise(found)
    whole = pl.col(root).str.strip_chars().str.zfill(2)
    return pl.when(found.str.starts_with(whole)).then(found).otherwise("0" + found)


def country(actor: str) -> pl.Expr:
    """The country that the code in a column begins with; null where it is no country's."""
    states = {c: c for c in cameo.COUNTRIES | cameo.FORMER_COUNTRIES} | _CAMEO_STATES
    head = pl.col(actor).str.slice(0, 3)
    return head.replace_strict(states, default=None, return_dtype=pl.String)
