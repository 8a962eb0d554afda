"""Documents into the two tables, chunk by chunk, on one core or several.

    items -chunks-> lists -code_chunk-> Tables(events, diagnostics), in the order of the input

A chunk is a fixed run of the input, whatever the number of workers, so the result
does not depend on them. A document on which the coder itself fails costs its own events
only: it gets a diagnosis "failed" that names the fault, and the rest goes on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing.connection import wait
from pathlib import Path
from typing import Protocol

import polars as pl
from attrs import frozen

from diplocode.coding.given import MARKS
from diplocode.errors import ConfigError, DiplocodeError, MissingDependency
from diplocode.lexicon import Lexicon
from diplocode.lexicon.config import Options
from diplocode.model import CONFIDENCE, Coding, Diagnosis, Document, Event
from diplocode.tables.coder import Coder
from diplocode.tables.schema import PETRARCH_EXTRAS, polars_schema, tabulate, tabulate_diagnoses

__all__ = [
    "CodesDocuments",
    "Keep",
    "Settings",
    "Tables",
    "chunks",
    "code_chunk",
    "code_chunks",
    "make_coder",
    "make_lexicon",
]

CHUNK_DOCUMENTS = 256
CHUNK_CHARACTERS = 400_000


class CodesDocuments(Protocol):
    """What this module needs of a coder; `diplocode.Coder` is one."""

    def code_documents(self, documents: Iterable[Document]) -> Iterator[Coding]: ...

    @property
    def lexicon_version(self) -> str | None: ...

    @property
    def petrarch_options(self) -> Options | None: ...


@frozen(slots=True)
class Keep:
    """Which events become rows: first tellings only (`unique`), also one-sided ones (`monadic`).

    Where the input marks only a source or only a target, what that one does or suffers is kept.
    """

    unique: bool = False
    monadic: bool = False

    def __call__(self, event: Event) -> bool:
        if self.unique and not event.first_telling:
            return False
        sides = [side for side in (event.source, event.target) if side is not None]
        marked = any(side.code[:3] in MARKS for side in sides)
        return len(sides) == 2 or self.monadic or marked


@frozen(slots=True)
class Settings:
    """Everything that a worker needs to make its coder, and that decides what a document gives.

    `confidence`, `careful`: see `Coder`; `extras`: the events also get the columns that only
    PETRARCH's output format has.
    """

    engine: str = "diplocode"
    dictionaries: Path | None = None
    config: Path | None = None
    parser: str | None = None
    keep: Keep = Keep()
    confidence: float = CONFIDENCE
    careful: bool = False
    extras: bool = False


def make_lexicon(settings: Settings) -> Lexicon:
    """The dictionaries that the settings name; the bundled ones where they name none.

    Raises ConfigError where they name two.
    """
    if settings.config is not None and settings.dictionaries is not None:
        raise ConfigError("--config and --dictionaries both name dictionaries; give one of them")
    if settings.config is not None:
        return Lexicon.from_config(settings.config)
    if settings.dictionaries is not None:
        return Lexicon.from_dir(settings.dictionaries)
    return Lexicon.bundled()


def make_coder(settings: Settings) -> Coder:
    """The coder that the settings describe, with the bundled parser where they name none."""
    return Coder(
        make_lexicon(settings),
        settings.parser,
        settings.engine,
        monadic=settings.keep.monadic,
        confidence=settings.confidence,
        careful=settings.careful,
    )


@frozen(slots=True, eq=False)
class Tables:
    """The events and diagnostics of some documents, as tables in the published columns."""

    events: pl.DataFrame
    diagnostics: pl.DataFrame


def chunks(items: Iterable[Document | Diagnosis]) -> Iterator[list[Document | Diagnosis]]:
    """The items in runs of at most 256, or of about 400,000 characters where texts are long."""
    chunk: list[Document | Diagnosis] = []
    characters = 0
    for item in items:
        chunk.append(item)
        characters += len(item.text) if isinstance(item, Document) else 0
        if len(chunk) >= CHUNK_DOCUMENTS or characters >= CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk


def code_chunk(
    coder: CodesDocuments,
    items: Iterable[Document | Diagnosis],
    keep: Keep | None = None,
    extras: bool = False,
) -> Tables:
    """Code the documents among `items`; diagnoses among them pass through at their place."""
    items, keep = list(items), keep or Keep()
    codings = iter(_code(coder, [item for item in items if isinstance(item, Document)]))
    events: list[Event] = []
    diagnoses: list[Diagnosis] = []
    more: list[dict[str, str | None]] = []
    for item in items:
        if isinstance(item, Diagnosis):
            diagnoses.append(item)
        else:
            coding = next(codings)
            kept = [event for event in coding.events if keep(event)]
            events.extend(kept)
            if extras:
                more.extend(_extras(coding, event) for event in kept)
            diagnoses.extend(coding.diagnoses)
    table = tabulate(events, coder.lexicon_version)
    if extras:
        table = table.hstack(pl.DataFrame(more, schema=polars_schema(PETRARCH_EXTRAS)))
    return Tables(table, tabulate_diagnoses(diagnoses))


def _extras(coding: Coding, event: Event) -> dict[str, str | None]:
    """The issues of the event's sentence where the engine tells, else of the document; url and source."""
    by_sentence = coding.extra.get("issues")
    issues = by_sentence.get(event.sentence, ()) if by_sentence is not None else coding.issues
    counted = ";".join(f"{name},{count}" for name, count in issues)
    document = coding.document
    return {"issues": counted or None, "url": document.url, "report_source": document.source}


def _code(coder: CodesDocuments, documents: list[Document]) -> list[Coding]:
    try:
        return list(coder.code_documents(documents))
    except (ConfigError, MissingDependency):
        raise  # about the coder, not about a document: a parser that is not installed
    except Exception as error:
        # One document must not cost the others theirs: find it, and say what went wrong and where.
        if len(documents) == 1:
            return [_failed(documents[0], error)]
        return [coding for document in documents for coding in _code(coder, [document])]


def _failed(document: Document, error: Exception) -> Coding:
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    detail = f"diplocode failed here, please report it: {type(error).__name__}: {error} ({where})"
    return Coding(document, (), (Diagnosis(document.id, 0, "failed", detail),))


def code_chunks(
    numbered: Iterable[tuple[int, list[Document | Diagnosis]]],
    coder: CodesDocuments,
    settings: Settings,
    workers: int = 1,
) -> Iterator[tuple[int, Tables]]:
    """Code numbered chunks, giving them back in the order in which they came.

    One worker codes with `coder` in this process; more are processes of their own
    that make their coder from `settings`. At most two chunks a worker are in flight,
    so memory does not grow with the input.
    """
    if workers <= 1:
        for number, items in numbered:
            yield number, code_chunk(coder, items, settings.keep, settings.extras)
        return
    # Spawned, not forked: Polars has threads, which a fork would copy half-way through their work.
    context = multiprocessing.get_context("spawn")
    waiting: deque[tuple[int, Future[Tables]]] = deque()
    with ProcessPoolExecutor(workers, context, initializer=_start_worker) as pool:
        try:
            for number, items in numbered:
                waiting.append((number, pool.submit(_code_in_worker, settings, items)))
                if len(waiting) >= 2 * workers:
                    done, future = waiting.popleft()
                    yield done, future.result()
            while waiting:
                done, future = waiting.popleft()
                yield done, future.result()
        except BrokenProcessPool as error:
            raise DiplocodeError(
                "a worker process died, most likely out of memory; run again with fewer --workers"
                " (and --resume to keep what is done)"
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _code_in_worker(settings: Settings, items: list[Document | Diagnosis]) -> Tables:
    return code_chunk(_worker_coder(settings), items, settings.keep, settings.extras)


@cache
def _worker_coder(settings: Settings) -> CodesDocuments:
    return make_coder(settings)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and do not outlive a parent that was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent.sentinel,), daemon=True).start()


def _die_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
