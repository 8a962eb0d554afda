"""`diplocode lookup`: what the dictionaries say about a phrase."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diplocode.cli import _options
from diplocode.model import Date


@click.command("lookup")
@click.argument("phrase", nargs=-1, required=True)
@_options.date
@_options.dictionaries
@_options.config
def command(
    phrase: tuple[str, ...], date: Date | None, dictionaries: Path | None, config: Path | None
) -> None:
    """Show which dictionary entries PHRASE finds, with file and line.

    Entries for the longest runs of its words come first; of a verb in it, also the patterns whose words are
    all there ("expelled envoys"). --date decides which of an actor's
    codes holds. The exit status is 1 if there is none.
    """
    from diplocode.lexicon.lookup import look_up
    from diplocode.tables.chunks import Settings, make_lexicon

    found = look_up(make_lexicon(Settings(dictionaries=dictionaries, config=config)), " ".join(phrase), date)
    for item in found:
        click.echo(f"{item.kind:<12} {item.phrase:<32} {item.code:<14} {item.where}")
        if item.detail:
            click.echo(f"{'':<12} {item.detail}")
    if not found:
        click.echo("no entry", err=True)
        sys.exit(1)
