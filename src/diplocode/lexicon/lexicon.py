"""The dictionaries as one value: every entry of every file, with the problems found while reading.

files -read-> entries -Lexicon-> the engines compile what they match from it

>>> lexicon = Lexicon.from_text(actors="ARCADIA_ [ARC]", verbs="--- EXPEL [166] ---\\nOUST")
>>> lexicon.actors[0].name, lexicon.blocks[0].code
('ARCADIA_', '166')
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from attrs import evolve, field, frozen

from diplocode import resources
from diplocode.errors import DictionaryError
from diplocode.lexicon.config import Options, read_config
from diplocode.lexicon.entries import (
    ActorEntry,
    AgentEntry,
    DiscardEntry,
    IssueEntry,
    Synset,
    Transformation,
    VerbBlock,
)
from diplocode.lexicon.lines import Problems, decode, read_text
from diplocode.lexicon.memory import building
from diplocode.lexicon.names import KINDS, dictionary_files, kind_of
from diplocode.lexicon.read_actors import parse_actors
from diplocode.lexicon.read_agents import parse_agents
from diplocode.lexicon.read_discards import parse_discards
from diplocode.lexicon.read_issues import parse_issues
from diplocode.lexicon.read_verbs import check_synsets, parse_verbs


@frozen(slots=True)
class Source:
    """A dictionary file as it was read: its name in the entries, its kind, its bytes and their SHA-256."""

    name: str
    kind: str
    data: bytes = field(repr=False)
    digest: str

    @classmethod
    def of(cls, name: str, kind: str, data: bytes) -> Source:
        return cls(name, kind, data, hashlib.sha256(data).hexdigest())


@frozen(slots=True)
class Entries:
    """All entries of some dictionaries, in file order, and what is wrong with the files."""

    actors: tuple[ActorEntry, ...]
    agents: tuple[AgentEntry, ...]
    verbs: tuple[VerbBlock, ...]
    synsets: tuple[Synset, ...]
    transformations: tuple[Transformation, ...]
    discards: tuple[DiscardEntry, ...]
    issues: tuple[IssueEntry, ...]
    problems: tuple[DictionaryError, ...]


@frozen
class Lexicon:
    """The dictionaries' entries. They are read from the files' text when first asked for.

    `version` changes exactly when a file does; `options` are those of the PETR_config.ini that
    named the files, if one did; `own`: whether they are the bundled ones.
    """

    sources: tuple[Source, ...] = field(repr=lambda found: f"<{len(found)} files>")
    options: Options | None = field(default=None, eq=False)
    own: bool = field(default=False, eq=False)
    _read: dict[str, Entries] = field(factory=dict, eq=False, repr=False, init=False)

    @property
    def entries(self) -> Entries:
        """Every entry, by kind."""
        found = self._read.get("entries")
        if found is None:
            found = self._read["entries"] = read_entries(self.sources)
        return found

    @property
    def actors(self) -> tuple[ActorEntry, ...]:
        """The actors, file by file."""
        return self.entries.actors

    @property
    def agents(self) -> tuple[AgentEntry, ...]:
        """The agents."""
        return self.entries.agents

    @property
    def verbs(self) -> tuple[VerbBlock, ...]:
        """The verb blocks."""
        return self.entries.verbs

    @property
    def blocks(self) -> tuple[VerbBlock, ...]:
        """The verb blocks, the same as `verbs`."""
        return self.entries.verbs

    @property
    def synsets(self) -> tuple[Synset, ...]:
        """The synonym sets."""
        return self.entries.synsets

    @property
    def transformations(self) -> tuple[Transformation, ...]:
        """PETRARCH-2's transformations."""
        return self.entries.transformations

    @property
    def discards(self) -> tuple[DiscardEntry, ...]:
        """The discard phrases."""
        return self.entries.discards

    @property
    def issues(self) -> tuple[IssueEntry, ...]:
        """The issue phrases."""
        return self.entries.issues

    @property
    def problems(self) -> tuple[DictionaryError, ...]:
        """What is wrong with the files, with path, line and column."""
        return self.entries.problems

    @property
    def version(self) -> str:
        """Twelve hex digits over the files' names, kinds and contents."""
        return self.fingerprint[:12]

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 that `version` is the beginning of."""
        digest = hashlib.sha256()
        for source in self.sources:
            digest.update(f"{source.name}\0{source.kind}\0{source.digest}\n".encode())
        return digest.hexdigest()

    @classmethod
    def from_dir(cls, path: str | Path, strict: bool = False) -> Lexicon:
        """The dictionaries of a folder; entries name their files relative to it.

        Raises DictionaryError where the folder has none, and with `strict` at the first fault.
        """
        folder = Path(path)
        if not folder.is_dir():
            raise DictionaryError("is not a folder; name the folder that holds the dictionaries", str(path))
        files = dictionary_files(folder)
        if not files:
            raise DictionaryError(
                "holds no dictionary; files are told apart by name: My.actors.txt, My.verbs.txt", str(path)
            )
        found = [
            Source.of(file.relative_to(folder).as_posix(), kind, read_text(file)) for file, kind in files
        ]
        return cls._of(found, strict)

    @classmethod
    def from_files(cls, *paths: str | Path, strict: bool = False, **by_kind: Iterable[str | Path]) -> Lexicon:
        """The dictionaries in the given files, in the given order; later entries take precedence.

        The kind follows from the name; where the name doesn't tell, give the file by keyword:
        `Lexicon.from_files(verbs=["mine.txt"])`. Raises DictionaryError for a file of unknown kind.
        """
        chosen: list[tuple[Path, str]] = []
        for path in map(Path, paths):
            kind = kind_of(path)
            if not kind:
                raise DictionaryError(
                    "of unknown kind; call it NAME.actors.txt, NAME.verbs.txt ...", str(path)
                )
            chosen.append((path, kind))
        for kind, more in by_kind.items():
            if kind not in KINDS:
                raise DictionaryError(f"no such kind of dictionary: {kind}; one of {', '.join(KINDS)}")
            chosen += [(Path(path), kind) for path in more]
        return cls._of([Source.of(path.name, kind, read_text(path)) for path, kind in chosen], strict)

    @classmethod
    def from_text(cls, strict: bool = False, **texts: str) -> Lexicon:
        """Dictionaries given as text, by kind: `Lexicon.from_text(actors="ARCADIA_ [ARC]")`."""
        return cls._of([Source.of(f"<{kind}>", kind, text.encode()) for kind, text in texts.items()], strict)

    @classmethod
    def bundled(cls) -> Lexicon:
        """The dictionaries that come with diplocode."""
        return evolve(cls.from_dir(resources.dictionaries()), own=True)

    @classmethod
    def from_config(cls, path: str | Path, strict: bool = False) -> Lexicon:
        """The dictionaries that a PETR_config.ini names (`lexicon.config` finds them and reads the
        options).
        """
        config = read_config(path)
        for fault in config.warnings:
            warnings.warn(str(fault), stacklevel=2)
        return evolve(cls.from_files(strict=strict, **config.dictionaries()), options=config.options)

    @classmethod
    def _of(cls, sources: list[Source], strict: bool) -> Lexicon:
        if strict:
            read_entries(sources, strict=True)
        return cls(tuple(sources))

    def counts(self) -> dict[str, int]:
        """How many entries of each kind there are.

        >>> Lexicon.from_text(actors="A_ [AAA]\\n+B_").counts()["synonyms"]
        1
        """
        return {
            "actors": len(self.actors),
            "synonyms": sum(len(entry.synonyms) for entry in self.actors),
            "actor codes": sum(len(entry.codes) for entry in self.actors),
            "agents": len(self.agents),
            "verb blocks": len(self.verbs),
            "verbs": sum(len(block.verbs) for block in self.verbs),
            "patterns": sum(len(block.patterns) for block in self.verbs),
            "synsets": len(self.synsets),
            "synset members": sum(len(synset.members) for synset in self.synsets),
            "transformations": len(self.transformations),
            "discards": len(self.discards),
            "issues": len(self.issues),
        }


def read_entries(sources: Iterable[Source], strict: bool = False) -> Entries:
    """The entries of some files; with `strict` the first fault is raised as DictionaryError."""
    with building():
        return _read_entries(sources, strict)


def _read_entries(sources: Iterable[Source], strict: bool) -> Entries:
    actors: list[ActorEntry] = []
    agents: list[AgentEntry] = []
    verbs: list[VerbBlock] = []
    synsets: list[Synset] = []
    transformations: list[Transformation] = []
    discards: list[DiscardEntry] = []
    issues: list[IssueEntry] = []
    found: list[DictionaryError] = []
    texts: dict[str, str] = {}
    for source in sources:
        name = source.name
        problems = Problems(name, strict)
        text = decode(source.data, problems)
        if source.kind == "actors":
            actors += parse_actors(text, name, problems)
        elif source.kind == "agents":
            agents += parse_agents(text, name, problems)
        elif source.kind == "discards":
            discards += parse_discards(text, name, problems)
        elif source.kind == "issues":
            issues += parse_issues(text, name, problems)
        else:
            file = parse_verbs(text, name, problems)
            verbs += file.blocks
            synsets += file.synsets
            transformations += file.transformations
            texts[name] = text
        found += problems.found
    for fault in check_synsets(verbs, synsets):
        path, number = fault.where.path, fault.where.line
        line = texts[path].split("\n")[number - 1].rstrip()
        error = DictionaryError(fault.message, path, number, line.find(fault.name) + 1, line)
        if strict:
            raise error
        found.append(error)
    return Entries(
        tuple(actors),
        tuple(agents),
        tuple(verbs),
        tuple(synsets),
        tuple(transformations),
        tuple(discards),
        tuple(issues),
        tuple(found),
    )
