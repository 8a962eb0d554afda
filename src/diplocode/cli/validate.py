"""`diplocode validate`: a suite of sentences with gold events."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from diplocode.cli import _options


@click.command("validate")
@click.argument("records", type=click.Path(path_type=Path))
@_options.engine
@_options.dictionaries
@_options.config
@_options.parser
@click.option("--all", "every", is_flag=True, help="Show the records that pass as well.")
def command(
    records: Path,
    engine: str,
    dictionaries: Path | None,
    config: Path | None,
    parser: str | None,
    every: bool,
) -> None:
    """Code RECORDS and compare with the events they give.

    RECORDS is JSON lines with id, text and events ([source, target, code]; optionally date and
    parse), or PETRARCH XML with <EventCoding>. What fails is shown, with what is missing and what is
    too much. The exit status is 0 if all pass, 1 if not.
    """
    from diplocode.model import Diagnosis
    from diplocode.tables.chunks import Settings, make_coder
    from diplocode.tables.validate import read_suite, validate

    coder = make_coder(Settings(engine, dictionaries, config, parser))
    passed: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for outcome in validate(read_suite(records), coder):
        if isinstance(outcome, Diagnosis):
            seen["unreadable"] += 1
            click.echo(f"FAIL  {outcome.doc_id}  {outcome.detail}")
            continue
        category = outcome.case.category or "all"
        seen[category] += 1
        passed[category] += outcome.passed
        if every or not outcome.passed:
            click.echo(outcome.text())
    if len(seen) > 1:
        for category, count in sorted(seen.items()):
            click.echo(f"{category}: {passed[category]} of {count}", err=True)
    total = sum(seen.values())
    click.echo(f"{sum(passed.values())} of {total} records pass", err=True)
    if not total or sum(passed.values()) < total:
        sys.exit(1)
