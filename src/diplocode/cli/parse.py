"""`diplocode parse`: one tree per sentence, on a line each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import click

from diplocode.cli import _options
from diplocode.errors import InputError

_BATCH = 256


@click.command("parse")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--tokenized", is_flag=True, help="Inputs are text files of one sentence a line, tokens apart by spaces."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File for the trees.")
@_options.parser
def command(inputs: tuple[str, ...], tokenized: bool, output: Path | None, parser: str | None) -> None:
    """Parse texts into Penn Treebank brackets, one tree per sentence and line.

    INPUT is what `diplocode code` reads; with --tokenized, also behind -, lines of tokens. Records
    that cannot be read are named and left out. The exit status is 1 if an input could not be read at all.
    """
    from diplocode.syntax import load_parser
    from diplocode.tables.write import atomic

    loaded = load_parser(parser) if parser else load_parser()
    failed: list[InputError] = []
    sentences = _tokenized(inputs) if tokenized else _sentences(inputs, failed.append)
    with ExitStack() as stack:
        if output is None:
            stream = sys.stdout
        else:
            stream = stack.enter_context(stack.enter_context(atomic(output)).open("w", encoding="utf-8"))
        while batch := list(islice(sentences, _BATCH)):
            for tree in loaded.parse_tokens(batch):
                click.echo(tree.bracketed(), file=stream)
    if failed:
        sys.exit(1)


def _sentences(inputs: tuple[str, ...], fail: Callable[[InputError], None]) -> Iterator[list[str]]:
    from diplocode.model import Diagnosis
    from diplocode.syntax import split, tokenize
    from diplocode.tables.read import read

    for item in read(inputs, None, fail):
        if isinstance(item, Diagnosis):
            click.echo(f"{item.doc_id}: {item.detail}", err=True)
            continue
        for span in split(item.text):
            yield [token.text for token in tokenize(item.text, span)]


def _tokenized(inputs: tuple[str, ...]) -> Iterator[list[str]]:
    for name in inputs:
        try:
            with click.open_file(name, encoding="utf-8") as lines:
                for line in lines:
                    if tokens := line.split():
                        yield tokens
        except OSError as error:
            raise InputError(error.strerror or str(error), name) from error
        except UnicodeDecodeError as error:
            raise InputError("not UTF-8 text", name) from error
