"""CoreNLP's output as documents that bring their trees: its XML and its JSON.

    corenlp XML or JSON -read_corenlp-> Document(text, parse)

The text is put together again from the tokens and their offsets. A file is one document, dated
by its docDate if it has one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from diplocode.errors import InputError
from diplocode.model import Date, Document, parse_date
from diplocode.tables.xml import Element, elements

_NAMED = {
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
    "``": '"',
    "''": '"',
}


def read_corenlp(path: str | Path, date: Date | None = None) -> Document:
    """One file of CoreNLP output as a document; its id is the docId, else the file's name.

    `date` stands in where the output has no docDate. Raises InputError for a file that is no
    such output or has no parse (the annotator "parse" must have run).
    """
    path = Path(path)
    if path.suffix.lower() == ".json":
        try:
            data = json.loads(path.read_text("utf-8-sig"))
        except OSError as error:
            raise InputError(f"can't be read: {error.strerror}", str(path)) from error
        except json.JSONDecodeError as error:
            raise InputError(f"not valid JSON: {error.msg}", str(path), error.lineno, error.colno) from error
        return from_corenlp(data, path.stem, date, str(path))
    with path.open("rb") as stream:
        found = list(elements(stream, ("root",), str(path)))
    return from_corenlp_xml(found[-1], path.stem, date, str(path))


def from_corenlp(data: Any, name: str = "text", date: Date | None = None, path: str = "") -> Document:
    """CoreNLP's JSON, already read, as a document.

    >>> token = {"word": "Talks", "originalText": "Talks", "characterOffsetBegin": 0}
    >>> from_corenlp({"sentences": [{"parse": "(ROOT (NP (NNS Talks)))", "tokens": [token]}]}).text
    'Talks'
    """
    sentences = data.get("sentences") if isinstance(data, dict) else None
    if not isinstance(sentences, list):
        raise InputError("no CoreNLP output: it has no list of sentences", path)
    trees, words = [], []
    for number, sentence in enumerate(sentences, 1):
        tree = sentence.get("parse") if isinstance(sentence, dict) else None
        if not isinstance(tree, str) or not tree.strip().startswith("("):
            message = f"sentence {number} has no parse; run CoreNLP with the annotator parse"
            raise InputError(message, path)
        trees.append(" ".join(tree.split()))
        for token in sentence.get("tokens", ()):
            words.append(
                (token.get("originalText") or token.get("word", ""), token.get("characterOffsetBegin"))
            )
    day = parse_date(data.get("docDate")) or date
    return Document(str(data.get("docId") or name), _text(words), day, "\n".join(trees))


def from_corenlp_xml(root: Element, name: str, date: Date | None = None, path: str = "") -> Document:
    """CoreNLP's XML, already read, as a document."""
    trees, words = [], []
    for number, sentence in enumerate(root.all("sentence"), 1):
        if sentence.child("tokens") is None:
            continue  # mentions of the coreference chains are called sentence, too
        tree = sentence.said("parse")
        if not tree:
            message = f"sentence {number} has no parse; run CoreNLP with the annotator parse"
            raise InputError(message, path, sentence.line)
        trees.append(" ".join(tree.split()))
        for token in sentence.all("token"):
            begin = token.said("CharacterOffsetBegin")
            words.append((token.said("word"), int(begin) if begin.isdigit() else None))
    if not trees:
        raise InputError("no CoreNLP output: it has no sentences", path, root.line)
    document = root.child("document")
    day = parse_date(document.said("docDate") if document else "") or date
    return Document((document.said("docId") if document else "") or name, _text(words), day, "\n".join(trees))


def _text(words: Iterable[tuple[str, int | None]]) -> str:
    """The text of tokens at their offsets; tokens without offsets are set apart by blanks."""
    out: list[str] = []
    length = 0
    for word, begin in words:
        gap = begin - length if begin is not None and begin >= length else (1 if out else 0)
        shown = _NAMED.get(word, word)
        out.append(" " * gap + shown)
        length += gap + len(shown)
    return "".join(out)
