"""The linter: what is wrong with dictionaries, as coded findings.

    dictionaries -Book-> entries by name, verb, pattern -one function per check-> Finding, Finding, ...

`rules.RULES` is the table of codes with their messages; each code has one function, in `CHECKS` of the
module for its kind. A finding that is meant is excused in the dictionary itself (`notes`). docs/check.md
explains every code.

    >>> from diplocode.lexicon import Lexicon
    >>> lexicon = Lexicon.from_text(agents="ENVOY [~GOV]\\nENVOY [~MED]\\n")
    >>> for finding in check(lexicon, ("010", "161")):
    ...     print(finding)
    <agents>:2:1: G201 ENVOY is ~MED here and ~GOV at <agents>:1
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from diplocode.errors import DictionaryError
from diplocode.lexicon.check import actors, agents, lists, patterns, text, verbs
from diplocode.lexicon.check.book import Book
from diplocode.lexicon.check.notes import Notes
from diplocode.lexicon.check.rules import RULES, UNUSED_NOTE, Finding, Rule
from diplocode.lexicon.lexicon import Lexicon, Source
from diplocode.lexicon.lines import read_text
from diplocode.lexicon.names import dictionary_files, kind_of

__all__ = ["CHECKS", "RULES", "Finding", "Rule", "check", "chosen", "read"]

CHECKS: dict[str, Callable[[Book], Iterator[Finding]]] = {
    **text.CHECKS,
    **actors.CHECKS,
    **agents.CHECKS,
    **verbs.CHECKS,
    **patterns.CHECKS,
    **lists.CHECKS,
}


def check(
    lexicon: Lexicon, codes: Collection[str], select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """What is wrong with the dictionaries, by file and line; what a note in them excuses is left out.

    `codes`: the event codes that there are (`cameo.codes()`). `select` and `ignore`: codes or beginnings
    of codes ("A", "V3"); without `select` all checks run. Raises ValueError for one that no check has.
    """
    wanted = chosen(select, ignore)
    book = Book(lexicon, codes)
    notes = Notes(book)
    found = [finding for code, function in CHECKS.items() if code in wanted for finding in function(book)]
    kept = [finding for finding in found if not notes.excuse(finding)]
    if UNUSED_NOTE in wanted:
        kept += notes.unused(wanted)
    order = {source.name: number for number, source in enumerate(lexicon.sources)}
    return tuple(sorted(set(kept), key=lambda one: (order.get(one.path, 0), one.line, one.code, one.message)))


def chosen(select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
    """The codes that begin with one of `select` (all, if it is empty) and with none of `ignore`.

    >>> sorted(chosen(["D00"], ["D002"]))
    ['D001', 'D003', 'D004', 'D005', 'D006']
    """
    select, ignore = tuple(select), tuple(ignore)
    for prefix in (*select, *ignore):
        if not prefix or not any(code.startswith(prefix) for code in RULES):
            raise ValueError(f"no check has a code that begins with {prefix!r}; docs/check.md lists them")
    return frozenset(c for c in RULES if (not select or c.startswith(select)) and not c.startswith(ignore))


def read(paths: Iterable[Path]) -> Lexicon:
    """The dictionaries in folders and files, all together; entries name their files as given here.

    Raises DictionaryError for a folder without a dictionary and a file of unknown kind.
    """
    sources = []
    for path in paths:
        files = dictionary_files(path) if path.is_dir() else [(path, kind_of(path) or "")]
        if not files or not all(kind for _, kind in files):
            raise DictionaryError(
                "holds no dictionary; files are told apart by name: My.actors.txt, My.verbs.txt", str(path)
            )
        sources += [Source.of(str(file), kind, read_text(file)) for file, kind in files]
    return Lexicon(tuple(sources))
