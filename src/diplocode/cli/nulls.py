"""`diplocode nulls`: what the dictionaries lack."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import click

from diplocode.cli import _options
from diplocode.model import Date


@click.command("nulls")
@click.argument("kind", type=click.Choice(["actors", "agents", "verbs"]))
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@_options.dictionaries
@_options.config
@_options.date
@_options.parser
@click.option("--top", type=click.IntRange(min=1), default=50, show_default=True, help="How many to show.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File for the table (CSV).")
def command(
    kind: str,
    inputs: tuple[str, ...],
    dictionaries: Path | None,
    config: Path | None,
    date: Date | None,
    parser: str | None,
    top: int,
    output: Path | None,
) -> None:
    """List frequent phrases that the dictionaries lack, by how often they cost an event.

    The table (CSV: phrase, count, entry, example_id, example) is made to become entries: fill in the
    code in the column entry and paste it into a dictionary.
    """
    from diplocode.model import Document
    from diplocode.tables.chunks import Settings, make_coder
    from diplocode.tables.nulls import nulls
    from diplocode.tables.read import read

    coder = make_coder(Settings("diplocode", dictionaries, config, parser))
    failed: list[str] = []
    items = read(inputs, date, lambda error: failed.append(str(error)))
    found = nulls(kind, (item for item in items if isinstance(item, Document)), coder, examples=1)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["phrase", "count", "entry", "example_id", "example"])
    for one in found[:top]:
        table.writerow([one.phrase, one.count, one.entry, *one.examples[0]])
    if output:
        output.write_text(text.getvalue(), encoding="utf-8")
    else:
        click.echo(text.getvalue(), nl=False)
    for message in failed:
        click.echo(message, err=True)
    if failed:
        sys.exit(1)
