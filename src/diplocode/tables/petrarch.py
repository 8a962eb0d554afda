"""PETRARCH's own files: its XML as input, its tab-separated lines as output.

    PETRARCH XML -read_petrarch_xml-> Document          Coding -petrarch_lines-> lines

Columns of a line: date, source, target, code, issues, ids, url (only where there is one), the
report's source; with the options of that name then source text and target text, event text,
and source root and target root.
"""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import polars as pl
import zstandard

from diplocode.errors import InputError
from diplocode.lexicon.config import Options
from diplocode.model import Actor, Coding, Date, Diagnosis, Document, Event, parse_date
from diplocode.tables.corenlp import from_corenlp_xml
from diplocode.tables.xml import Element, elements

TEXTS = Options(write_actor_text=True, write_event_text=True)
_LEAF = re.compile(r"[^\s()]+(?=\s*\))")
_NUMBERED = re.compile(r"(.+)_([^_]+)$")


def read_petrarch_xml(path: str | Path, date: Date | None = None) -> Iterator[Document | Diagnosis]:
    """The records of a PETRARCH XML file, sentences and stories, with or without their trees.

    Every `<Sentence>` becomes a document with its own id; one without `<Parse>` is parsed when it
    is coded. A record without a text or with an impossible date gives a Diagnosis with the status
    "invalid", and reading goes on. CoreNLP's XML gives the one document it is. `date` is for
    records that have none. Raises InputError with line and column where the XML itself is broken.
    """
    for record in read_records(path):
        if isinstance(record, Document):
            yield record
            continue
        try:
            yield to_document(record, date)
        except InputError as error:
            name = record.attributes.get("id") or f"{Path(path).name}:{record.line}"
            yield Diagnosis(name, 0, "invalid", f"{path}:{record.line}: {error.message}")


def read_records(path: str | Path) -> Iterator[Element | Document]:
    """The `<Sentence>` elements of a PETRARCH XML file as they stand; for CoreNLP's XML its document."""
    with open_binary(Path(path)) as stream:
        found = elements(stream, ("Sentence", "root"), str(path))
        root = next(found)
        if root.tag == "root":
            yield from (from_corenlp_xml(one, Path(path).stem, None, str(path)) for one in found)
            return
        count = 0
        for element in found:
            count += 1
            yield element
        if not count:
            message = "holds no <Sentence>; PETRARCH's XML is <Sentences><Sentence date= id=> <Text>"
            raise InputError(message, str(path), root.line)


def open_binary(path: Path) -> IO[bytes]:
    """A file's bytes, unpacked where its name ends in .gz or .zst."""
    if path.suffix.lower() == ".gz":
        return io.BufferedReader(gzip.open(path))
    if path.suffix.lower() == ".zst":
        return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(path.open("rb")))
    return path.open("rb")


def to_document(element: Element, date: Date | None = None) -> Document:
    """A `<Sentence>` as a document; InputError for one without id, text, or with an impossible date."""
    given = element.attributes
    name = given.get("id", "").strip()
    if not name:
        raise InputError("a <Sentence> without id")
    parse = " ".join(element.said("Parse").split())
    text = " ".join(element.said("Text").split()) or " ".join(_LEAF.findall(parse))
    if not text:
        raise InputError("neither a <Text> nor a <Parse> with words")
    # The date may carry more than the day (20150609T10); the first eight characters count.
    day = parse_date((given.get("date") or "").strip()[:10].rstrip("T")) or date
    return Document(
        name,
        text,
        day,
        parse or None,
        given.get("source") or None,
        given.get("url") or None,
    )


def petrarch_lines(codings: Iterable[Coding], options: Options = TEXTS) -> Iterator[str]:
    """One line per event and story, as PETRARCH-2 writes them.

    Documents that are numbered sentences of one story (AFP1_2, AFP1_3, in a row) are one story.
    An event told twice in a story gives one line; as in the original, the ids and issues on it
    are those of the last telling.
    """
    story, held = "", list[Coding]()
    for coding in codings:
        name = story_of(coding.document.id)
        if held and name != story:
            yield from _story_lines(held, options)
            held = []
        story = name
        held.append(coding)
    if held:
        yield from _story_lines(held, options)


def story_of(doc_id: str) -> str:
    """The story of a numbered sentence, else the id itself.

    >>> story_of("AFP0808_12"), story_of("report")
    ('AFP0808', 'report')
    """
    match = _NUMBERED.match(doc_id)
    return match.group(1) if match and match.group(2).isdigit() else doc_id


def sentence_id(doc_id: str, sentence: int) -> str:
    """The id of a sentence: of a numbered one its own, else story and number."""
    return doc_id if sentence == 1 and story_of(doc_id) != doc_id else f"{doc_id}_{sentence}"


def _story_lines(codings: list[Coding], options: Options) -> Iterator[str]:
    rows: dict[tuple[str, str, str, str], tuple[Document, Event, str]] = {}
    for coding in codings:
        issues = coding.extra.get("issues", {})
        for event in coding.events:
            day = coding.document.date.strftime("%Y%m%d") if coding.document.date else "---"
            key = (day, _code(event.source), _code(event.target), event.code)
            counted = ";".join(f"{name},{count}" for name, count in issues.get(event.sentence, ()))
            rows[key] = (coding.document, event, counted)
    for key, (document, event, counted) in rows.items():
        fields = [*key, counted, sentence_id(document.id, event.sentence)]
        fields += [document.url] if document.url else []
        fields.append(document.source or "NULL")
        if options.write_actor_text:
            fields += [_words(event.source), _words(event.target)]
        if options.write_event_text:
            fields.append(_flat(event.text) or "---")
        if options.write_actor_root:
            fields += [_root(event.source), _root(event.target)]
        yield "\t".join(fields)


def _code(actor: Actor | None) -> str:
    return actor.code if actor else "---"


def _words(actor: Actor | None) -> str:
    return (_flat(actor.text) if actor else "") or "---"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _root(actor: Actor | None) -> str:
    """The place of the entry that heads the actor's synonyms."""
    return str(actor.rules[-1]) if actor and actor.rules else "---"


def write_petrarch_codings(codings: Iterable[Coding], path: str | Path, options: Options = TEXTS) -> int:
    """Write codings as PETRARCH-2's lines; the number of lines comes back."""
    count = 0
    with Path(path).open("w", encoding="utf-8", newline="\n") as out:
        for line in petrarch_lines(codings, options):
            out.write(line + "\n")
            count += 1
    return count


def write_petrarch(frame: pl.DataFrame, path: str | Path, options: Options = TEXTS) -> None:
    """Write an event table as PETRARCH-2's lines: one per story and (date, source, target, code).

    The table may carry the columns issues, url and report_source, which are written where they
    belong; without them those fields are empty, absent and NULL, as the original has it.
    """
    frame = frame.filter(pl.col("source").is_not_null() & pl.col("target").is_not_null())
    lines: dict[tuple[str, ...], list[str]] = {}
    for row in frame.iter_rows(named=True):
        day = row["date"].strftime("%Y%m%d") if row["date"] else "---"
        doc_id = row["doc_id"]
        fields = [day, row["source"], row["target"], row["code"]]
        more = [row.get("issues") or "", sentence_id(doc_id, row["sentence"])]
        more += [row["url"]] if row.get("url") else []
        more.append(row.get("report_source") or "NULL")
        if options.write_actor_text:
            more += [_flat(row["source_text"] or "") or "---", _flat(row["target_text"] or "") or "---"]
        if options.write_event_text:
            more.append(_flat(row["event_text"] or "") or "---")
        lines[(story_of(doc_id), *fields)] = fields + more
    text = "".join("\t".join(fields) + "\n" for fields in lines.values())
    Path(path).write_text(text, encoding="utf-8", newline="\n")
