"""The command line: one module per command, each a thin wrapper over a public function.

A module of this package is a command named after it (`lookup.py` is `diplocode lookup`); it is
imported when the command is called, so that one command does not pay for another.
"""

from __future__ import annotations

import logging
import os
import pkgutil
import sys
from importlib import import_module
from typing import Any

import click

from diplocode.errors import DiplocodeError
from diplocode.version import package_version

__all__ = ["main"]


class Commands(click.Group):
    """Finds the commands in the modules of this package, and shows our own errors as messages."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name[0] != "_")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command = import_module(f"{__name__}.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        # The parser's matrices are small: threads inside numpy only spin and get in the way of
        # --workers (measured: 10.7 s of processor time in place of 3.8). Set before numpy is imported.
        for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(name, "1")
        try:
            return super().invoke(ctx)
        except DiplocodeError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_version(), prog_name="diplocode")
@click.option("-v", "--verbose", is_flag=True, help="Say on standard error what is done besides the work.")
def main(verbose: bool) -> None:
    """English news into political event data: who did what to whom, when."""
    if verbose:
        logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s", stream=sys.stderr)
