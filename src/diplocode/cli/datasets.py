"""`diplocode datasets`: what data come with diplocode, and a way to get them out."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("datasets")
@click.argument("name", required=False)
@click.option("--table", help="Which of its tables; the main one by default.")
@click.option(
    "--export",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write it to FILE: .csv, .json, .jsonl, .parquet, .rds (R) or .dta (Stata).",
)
@click.option("--check", is_flag=True, help="Compare its files with their checksums and description.")
def command(name: str | None, table: str | None, export: Path | None, check: bool) -> None:
    """List the bundled datasets, describe one (NAME) or one of its tables, or write it to a file.

    Codes are text ("010" and "10" differ): a program that reads CSV must not take them for numbers.
    With --check the exit status is 1 if a file is not as it was published.
    """
    from diplocode import datasets

    if name is None:
        if export or table:
            raise click.UsageError("name the dataset, too; without a name they are listed")
        faults = _list(check)
    else:
        faults = 0
        if check:
            faults = _check(name)
        if export is not None:
            datasets.export(name, export, table)
            click.echo(f"wrote {export}", err=True)
        elif not check:
            found = datasets.describe(name)
            click.echo(str(found if table is None else found.table(table)))
    if faults:
        sys.exit(1)


def _list(check: bool) -> int:
    from diplocode import datasets

    faults = 0
    for name in datasets.names():
        found = datasets.describe(name)
        click.echo(f"{name:<22} {found.version:<8} {found.tables[0].rows:>9,} rows  {found.title}")
        if check:
            faults += _check(name)
    return faults


def _check(name: str) -> int:
    from diplocode import datasets

    faults = datasets.check(name)
    for fault in faults:
        click.echo(f"{name}: {fault}", err=True)
    if not faults:
        click.echo(f"{name}: all files are as published", err=True)
    return len(faults)
