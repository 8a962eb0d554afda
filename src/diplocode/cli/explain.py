"""`diplocode explain`: how a text is coded, and why."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diplocode.cli import _options
from diplocode.errors import InputError
from diplocode.model import Date


@click.command("explain")
@click.argument("text")
@_options.date
@click.option("--html", type=click.Path(path_type=Path), help="Write a page that stands by itself instead.")
@_options.engine
@_options.dictionaries
@_options.config
@_options.parser
@_options.careful
def command(
    text: str,
    date: Date | None,
    html: Path | None,
    engine: str,
    dictionaries: Path | None,
    config: Path | None,
    parser: str | None,
    careful: bool,
) -> None:
    """Show how TEXT is coded: its parse, the actors, the rules tried, the one that decided.

    TEXT is a sentence or a story; - reads it from standard input.
    """
    from diplocode.tables.chunks import Settings, make_coder
    from diplocode.tables.records import check_text

    if text == "-":
        try:
            text = sys.stdin.buffer.read().decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(f"not UTF-8 text: {error.reason}", "standard input") from None
    elif not any(c.isspace() for c in text) and Path(text).is_file():
        raise click.UsageError(f"{text} is a file; to explain what is in it: diplocode explain - < {text}")
    check_text(text)
    explanation = make_coder(Settings(engine, dictionaries, config, parser, careful=careful)).explain(
        text, date
    )
    if html is None:
        click.echo(str(explanation))
    else:
        from diplocode.tables.page import write_page

        write_page(explanation, html)
        click.echo(f"wrote {html}", err=True)
