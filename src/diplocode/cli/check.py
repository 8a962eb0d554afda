"""`diplocode check`: what is wrong with dictionaries."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click

from diplocode.errors import DictionaryError


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="DIR|FILE...")
@click.option("--select", multiple=True, metavar="CODES", help="Only these codes, or beginnings of codes.")
@click.option("--ignore", multiple=True, metavar="CODES", help="All but these.")
@click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Of the findings.",
)
@click.option("--examples", is_flag=True, help="Also code the example sentences of the verb dictionaries.")
def command(
    paths: tuple[Path, ...], select: tuple[str, ...], ignore: tuple[str, ...], format: str, examples: bool
) -> None:
    """Check dictionaries: names with two codes, patterns that never decide, terms that overlap ...

    Without DIR or FILE the bundled dictionaries are checked. A finding is printed as FILE:LINE:COLUMN: CODE
    and what is wrong; docs/check.md explains the codes and how to excuse one. --select A,V3 and --ignore V307
    choose among them. The exit status is 0 if nothing is found, 1 if something is, 2 for a wrong call.
    """
    from attrs import asdict

    from diplocode import cameo, resources
    from diplocode.lexicon.check import RULES, check, chosen, read

    try:
        lexicon = read(paths or [resources.dictionaries()])
        found = check(lexicon, cameo.codes(), _split(select), _split(ignore))
    except (DictionaryError, ValueError) as error:
        raise click.UsageError(str(error)) from error
    if examples:
        from diplocode.tables.coder import Coder
        from diplocode.tables.examples import findings

        wanted = chosen(_split(select), _split(ignore))
        found += tuple(one for one in findings(lexicon, Coder(lexicon, trained=False)) if one.code in wanted)
    if format == "json":
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            click.echo(str(one))
    counts = Counter(one.code for one in found)
    for code, count in sorted(counts.items()):
        click.echo(f"{count:6} {code} {RULES[code].title}: {RULES[code].advice}", err=True)
    click.echo(f"{len(found)} findings in {len(lexicon.sources)} files", err=True)
    if found:
        sys.exit(1)


def _split(values: tuple[str, ...]) -> list[str]:
    return [code.strip().upper() for value in values for code in value.split(",") if code.strip()]
