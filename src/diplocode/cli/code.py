"""`diplocode code`: files in, event table out."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from tqdm import tqdm

from diplocode.cli import _options
from diplocode.errors import ConfigError
from diplocode.model import CONFIDENCE, Date


@click.command("code")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File for the events.")
@click.option(
    "--format",
    type=click.Choice(["parquet", "csv", "jsonl", "json", "rds", "stata", "petrarch"]),
    help="Format of the output; by default what its name says.",
)
@_options.engine
@_options.dictionaries
@_options.config
@_options.date
@_options.parser
@click.option(
    "--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to code with."
)
@click.option(
    "--diagnostics",
    type=click.Path(path_type=Path),
    help="File for one row per sentence: its status and why.",
)
@click.option("--resume", is_flag=True, help="Go on where a run that was cut off stopped.")
@click.option("--unique", is_flag=True, help="Only the first telling of each event in a story.")
@click.option("--monadic", is_flag=True, help="Also events of which one side is unknown.")
@click.option(
    "--confidence",
    type=click.FloatRange(0, 1),
    default=CONFIDENCE,
    show_default=True,
    help="How sure the events must be that the relation model weighs.",
)
@_options.careful
def command(
    inputs: tuple[str, ...],
    output: Path | None,
    format: str | None,
    engine: str,
    dictionaries: Path | None,
    config: Path | None,
    date: Date | None,
    parser: str | None,
    workers: int,
    diagnostics: Path | None,
    resume: bool,
    unique: bool,
    monadic: bool,
    confidence: float,
    careful: bool,
) -> None:
    """Code news into events, one row each.

    INPUT is a file (.txt, .jsonl, .csv, .parquet, PETRARCH .xml, each also .gz or .zst), a folder,
    or - for JSON lines on standard input. Without -o, events are written to standard
    output as JSON lines. The exit status is 1 if an input could not be read at all.
    """
    from diplocode.tables.chunks import Keep, Settings
    from diplocode.tables.files import code_files

    if output is None and format not in (None, "jsonl"):
        raise ConfigError(f"standard output gets JSON lines; name a file with -o for {format}")
    _options.warn(config, dictionaries)
    with tqdm(unit=" records", file=sys.stderr, disable=not sys.stderr.isatty(), dynamic_ncols=True) as bar:
        summary = code_files(
            inputs,
            output,
            settings=Settings(
                engine, dictionaries, config, parser, Keep(unique, monadic), confidence, careful
            ),
            format=format,
            date=date,
            workers=workers,
            diagnostics=diagnostics,
            resume=resume,
            emit=lambda lines: click.echo(lines, nl=False),
            progress=bar.update,
        )
    click.echo(summary.text(), err=True)
    if summary.failed_inputs:
        sys.exit(1)
