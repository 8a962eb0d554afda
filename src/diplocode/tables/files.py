"""The main job: input files in, event table out, with progress, diagnostics and resumption.

files -read-> documents -chunks, code-> tables -journal-> output
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from attrs import define, evolve, field

from diplocode.errors import ConfigError, InputError
from diplocode.model import Date, Diagnosis, Document
from diplocode.tables.chunks import CodesDocuments, Settings, Tables, chunks, code_chunks, make_coder
from diplocode.tables.journal import Journal, fingerprint
from diplocode.tables.read import read
from diplocode.tables.write import format_of, json_lines, write_table
from diplocode.version import package_version

__all__ = ["Summary", "code_files"]

_SHOWN = 10
# What is said of a record as a whole.
_NOT_SENTENCES = ("invalid", "failed", "renamed")


@define(slots=True)
class Summary:
    """What a run did: how many records, events, sentences by status, and what could not be read.

    `resumed`: records taken from an earlier run; `anew`: whether there was one that was of no use.
    """

    records: int = 0
    resumed: int = 0
    anew: bool = False
    events: int = 0
    statuses: Counter[str] = field(factory=Counter)
    problems: list[tuple[str, str]] = field(factory=list)
    failed_inputs: list[InputError] = field(factory=list)

    def add(self, tables: Tables) -> None:
        """Count the tables of a chunk; the first few bad records are kept with their detail."""
        self.events += len(tables.events)
        for doc_id, status, detail in tables.diagnostics.select("doc_id", "status", "detail").iter_rows():
            self.statuses[status] += 1
            if status in _NOT_SENTENCES and len(self.problems) < _SHOWN:
                self.problems.append((doc_id, detail))

    def text(self) -> str:
        """The run in a few lines, for a person.

        >>> print(Summary(records=2, events=3, statuses=Counter(coded=4, no_verb=1)).text())
        2 records, 5 sentences, 3 events
          coded 4, no_verb 1
        """
        bad = sum(self.statuses[status] for status in _NOT_SENTENCES)
        lines = [
            f"{self.records:,} records, {self.statuses.total() - bad:,} sentences, {self.events:,} events"
        ]
        if self.resumed:
            lines[0] += f" ({self.resumed:,} records from an earlier run)"
        if self.anew:
            lines.append("  the earlier run had other input, settings or another version: all was coded anew")
        if self.statuses:
            lines.append("  " + ", ".join(f"{status} {n:,}" for status, n in self.statuses.most_common()))
        lines += [
            f"  {detail if doc_id in detail else f'{doc_id}: {detail}'}" for doc_id, detail in self.problems
        ]
        if bad > len(self.problems):
            lines.append(f"  ... and {bad - len(self.problems):,} more; --diagnostics FILE lists them all")
        return "\n".join(lines)


def code_files(
    inputs: Iterable[str | Path],
    output: str | Path | None = None,
    *,
    settings: Settings | None = None,
    coder: CodesDocuments | None = None,
    format: str | None = None,
    date: Date | None = None,
    workers: int = 1,
    diagnostics: str | Path | None = None,
    resume: bool = False,
    emit: Callable[[str], object] | None = None,
    progress: Callable[[int], object] | None = None,
) -> Summary:
    """Code files and folders into an event table.

    `output` gets the events in `format` (or what its extension says); without it,
    `emit` is called with JSON lines as they come. `diagnostics` gets one row per
    sentence and bad record. `date` dates records that have no date of their own.
    With `resume`, what an earlier run that was cut off had finished is not coded again.
    `progress` is called with the number of records done since the last call. `coder`
    stands in for the one that `settings` describe (with one worker).

    Raises ConfigError for options that cannot be honoured. Inputs that cannot be read
    are in the Summary, and do not stop the others.
    """
    events_path, diagnostics_path = _target(output), _target(diagnostics)
    events_format = format_of(events_path, format) if events_path else None
    diagnostics_format = format_of(diagnostics_path) if diagnostics_path else None
    if resume and events_path is None:
        raise ConfigError("resuming needs an output file")
    settings = evolve(settings or Settings(), extras=events_format == "petrarch")
    coder = coder or make_coder(settings)
    options = coder.petrarch_options
    if options is not None and not options.require_dyad:
        settings = evolve(settings, keep=evolve(settings.keep, monadic=True))
    identity = repr((settings, options, coder.lexicon_version, package_version()))
    summary = Summary()
    base = events_path or diagnostics_path
    journal = Journal(base, resume) if base else None
    earlier = len(journal) if journal is not None else 0
    count = 0

    def pending() -> Iterator[tuple[int, list[Document | Diagnosis]]]:
        nonlocal count
        for number, items in enumerate(chunks(read(inputs, date, summary.failed_inputs.append))):
            count = number + 1
            sizes[number] = len(items)
            if journal is not None:
                keys[number] = fingerprint(items, identity)
                if finished := journal.find(number, keys[number]):
                    summary.resumed += len(items)
                    done(number, finished)
                    continue
            yield number, items

    def done(number: int, tables: Tables) -> None:
        keys.pop(number, None)
        size = sizes.pop(number)
        summary.records += size
        summary.add(tables)
        if emit and events_path is None:
            emit(json_lines(tables.events))
        if progress:
            progress(size)

    keys: dict[int, str] = {}
    sizes: dict[int, int] = {}
    for number, tables in code_chunks(pending(), coder, settings, workers):
        if journal is not None:
            journal.save(number, keys[number], tables)
        done(number, tables)
    summary.anew = bool(earlier and not summary.resumed)
    if journal is not None:
        if events_path and events_format:
            write_table(journal.events(count), events_path, events_format, options)
        if diagnostics_path and diagnostics_format:
            write_table(journal.diagnostics(count), diagnostics_path, diagnostics_format)
        journal.close()
    return summary


def _target(path: str | Path | None) -> Path | None:
    if path is None:
        return None
    path = Path(path)
    if path.is_dir():
        raise ConfigError("is a folder; name a file to write", str(path))
    return path
