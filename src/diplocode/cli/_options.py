"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from diplocode.errors import InputError
from diplocode.lexicon import Lexicon
from diplocode.lexicon.config import read_config
from diplocode.model import Date, parse_date

SHOWN = 10  # faults of dictionaries shown


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> Date | None:
    try:
        return parse_date(value)
    except InputError as error:
        raise click.BadParameter(error.message, ctx, param) from None


date = click.option(
    "--date", callback=_date, metavar="DATE", help="Report date, where the text or record has none."
)
engine = click.option(
    "--engine",
    type=click.Choice(["diplocode", "petrarch2"]),
    default="diplocode",
    show_default=True,
    help="How sentences are coded; petrarch2 follows PETRARCH-2 step by step.",
)
dictionaries = click.option(
    "--dictionaries",
    type=click.Path(path_type=Path),
    help="Folder of dictionaries in place of the bundled ones.",
)
careful = click.option(
    "--careful",
    is_flag=True,
    help="Read what is in doubt again with a larger model: more accurate, less than half as fast.",
)
config = click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="A PETRARCH ini file: use the dictionaries that it names.",
)


def warn(config: Path | None, dictionaries: Path | None = None) -> None:
    """Say what of a PETRARCH ini file, and of dictionaries of the user, is not understood."""
    lexicon = None
    if config is not None:
        for warning in read_config(config).warnings:
            click.echo(f"warning: {warning}", err=True)
        lexicon = Lexicon.from_config(config)
    elif dictionaries is not None:
        lexicon = Lexicon.from_dir(dictionaries)
    problems = lexicon.problems if lexicon is not None else ()
    for problem in problems[:SHOWN]:
        click.echo(f"warning: {problem}", err=True)
    if len(problems) > SHOWN:
        click.echo(f"warning: ... and {len(problems) - SHOWN} more entries that could not be read", err=True)


parser = click.option(
    "--parser",
    metavar="NAME",
    help="Parser in place of the bundled one: spacy, benepar, corenlp, or NAME:MODEL (corenlp:ADDRESS).",
)
