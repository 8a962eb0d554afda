"""PETRARCH's dictionary form: what a Phoenix-style pipeline hands to `run_pipeline` and gets back.

[{"_id", "date", "source", "title", "url", "content", "parsed_sents"?}, ...] -run_pipeline-> {story:
[event, ...]}

from diplocode.tables.pipeline import run_pipeline     # in place of petrarch2.run_pipeline
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from diplocode.coding.coder import Coder
from diplocode.errors import ConfigError, InputError
from diplocode.lexicon import Lexicon
from diplocode.lexicon.config import read_config
from diplocode.model import Coding, Document
from diplocode.tables.petrarch import TEXTS, petrarch_lines, write_petrarch_codings
from diplocode.tables.records import make_document

Told = tuple[str, ...]


def run_pipeline(
    data: Iterable[Mapping[str, Any]],
    out_file: str | Path | None = None,
    config: str | Path | None = None,
    write_output: bool = True,
    parsed: bool = False,
    coder: Coder | None = None,
) -> dict[str, list[Told]] | None:
    """Code stories in PETRARCH's dictionary form with PETRARCH-2's algorithm.

    `data`: one mapping per story; `parsed`: it brings its trees as `parsed_sents`, else our parser
    makes them. `config`: a PETR_config.ini; without one the bundled dictionaries count. With
    `write_output` the events go to `out_file`, else they come back: story id -> tuples (date,
    source, target, code, issues if any, ids, url, report source). `coder` replaces all of that.
    Raises ConfigError without a file to write to, InputError for a story that can't be read.
    """
    if write_output and not out_file:
        raise ConfigError("no out_file to write to; give one, or write_output=False to get the events")
    options = read_config(config).options if config else TEXTS
    coder = coder or Coder(Lexicon.from_config(config) if config else None, engine="petrarch2")
    codings = coder.code_documents(_documents(data, parsed))
    if write_output:
        write_petrarch_codings(codings, out_file or "", options)
        return None
    return {story: told for story, told in _tuples(codings) if told}


def _documents(data: Iterable[Mapping[str, Any]], parsed: bool) -> Iterator[Document]:
    for number, entry in enumerate(data, 1):
        missing = [key for key in ("_id", "date", "content") if not entry.get(key)]
        if missing:
            raise InputError(f"story {number} has no {', '.join(missing)}")
        trees = entry.get("parsed_sents") if parsed else None
        record = {
            "id": str(entry["_id"]),
            "date": str(entry["date"])[:10],
            "text": str(entry["content"]),
            "parse": "\n".join(" ".join(str(tree).split()) for tree in trees) if trees else None,
            "source": entry.get("source"),
            "url": entry.get("url"),
        }
        try:
            yield make_document(record, str(number))
        except InputError as error:
            raise InputError(f"story {entry['_id']}: {error.message}") from None


def _tuples(codings: Iterable[Coding]) -> Iterator[tuple[str, list[Told]]]:
    for coding in codings:
        told = []
        for line in petrarch_lines([coding], TEXTS):
            day, source, target, code, issues, ids = line.split("\t")[:6]
            rest = (ids, coding.document.url or "", coding.document.source or "NULL")
            told.append((day, source, target, code, *([issues] if issues else []), *rest))
        yield coding.document.id, told
