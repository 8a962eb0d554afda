"""Verb dictionaries: blocks of verbs with their code and patterns, synonym sets, transformations.

    &ENVOY                          a synonym set, its members below with +
    +AMBASSADOR
    --- EXPEL [166] ---             a block with its code
    OUST
    +KICK_OUT {+KICKED_OUT}         several words, + on the one that inflects; {} other forms
    @target OF                      an option of the block (our extension)
    - * &ENVOY [161]  # note        a pattern and its code; [active:passive]
        = Freedonia ousted two Sylvanian envoys. => FRE 161 SYL     an example that must match
    ~ a (a b ATTACK) SAY = a b 015  a transformation

One reader for PETRARCH-2's files and for ours; docs/dictionary-format.md has every rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from attrs import define, field

from diplocode.lexicon.entries import Example, Pattern, Synset, Transformation, VerbBlock, VerbForms
from diplocode.lexicon.lines import Line, Problems, decode, lines, read_text
from diplocode.model import Where

_HEADER = re.compile(r"-{3,}\s*([^\s\[]+)\s*([^\[]*?)\s*(?:\[([^\]]*)(\]?))?[\s-]*$")
_CODE = re.compile(r"\[([^\]\[]*)\]\s*(.*)$")
# One * and no bracket in another: what nearly all patterns are, so that few are looked through by character.
_SIDE = r"[^*(){}]*(?:(?:\([^*(){}]*\)|\{[^*(){}]*\})[^*(){}]*)*"
_SOUND = re.compile(_SIDE + r"\*" + _SIDE + "$")
_NAME = re.compile(r"&[^\s(){}|]+")
_EVENT = re.compile(r"^(\S+)\s+(\d{2,4})\s+(\S+)$")
_TRANSFORM = re.compile(r"^(.*\(.*\).*)=\s*(\S+)\s+(\S+)\s+(\S+)$")


@define
class VerbFile:
    """What a verb dictionary holds, in file order, and what is wrong with it."""

    blocks: list[VerbBlock] = field(factory=list)
    synsets: list[Synset] = field(factory=list)
    transformations: list[Transformation] = field(factory=list)


def read_verbs(path: str | Path, name: str = "", strict: bool = False) -> tuple[VerbFile, Problems]:
    """The verbs, synsets and transformations of a file and what is wrong with it. `name`: how entries call
    the file.
    """
    name = name or str(path)
    problems = Problems(name, strict)
    return parse_verbs(decode(read_text(path), problems), name, problems), problems


def parse_verbs(text: str, name: str, problems: Problems) -> VerbFile:
    """A verb dictionary's text, read. A TABARI-style file is refused: one problem, nothing read.

    >>> text = "&ENVOY\\n+AMBASSADOR\\n--- EXPEL [166] ---\\nOUST\\n- * &ENVOY [161]\\n"
    >>> found = parse_verbs(text, "x", Problems("x"))
    >>> found.blocks[0].patterns[0].text, found.blocks[0].patterns[0].code, found.synsets[0].name
    ('* &ENVOY', '161', '&ENVOY')
    """
    before: list[Line] = []  # the lines up to the first block
    body = lines(text, problems)
    for line in body:
        before.append(line)
        if line.text.startswith("---"):
            break
    refused = _tabari(before)
    if refused:
        problems.add(*refused)
        return VerbFile()
    reader = _Reader(name, problems)
    for line in chain(before, body):
        reader.take(line)
    reader.close()
    return reader.out


def _tabari(before: Iterable[Line]) -> tuple[str, Line, int] | None:
    """Why the file is a TABARI one and where that shows in the lines up to its first block; None for
    PETRARCH's and our format.
    """
    for line in before:
        if re.match(r"-\s", line.text) or re.match(
            r"[A-Z][A-Z_ ]*(\{[^}]*\})?\s*\[[^\]]*\]\s*(;.*)?$", line.text
        ):
            return (
                "this is a TABARI verb dictionary: its verbs are stems without block headers, its patterns "
                "match word by word; write each group as --- NAME [CODE] --- with whole verbs below it",
                line,
                1,
            )
    return None


# A pattern's text, code, place, code of the passive and comment; and its options.
_Pattern = tuple[tuple[str, str, Where, str, str], tuple[tuple[str, str], ...]]
# Records made as the tuples they are: there are many.
_where: Callable[[tuple[str, int]], Where] = partial(tuple.__new__, Where)
_verb: Callable[[tuple[str, Where, tuple[str, ...], str, bool]], VerbForms] = partial(
    tuple.__new__, VerbForms
)
_pattern: Callable[
    [tuple[str, str, Where, str, str, tuple[Example, ...], tuple[tuple[str, str], ...]]], Pattern
] = partial(tuple.__new__, Pattern)


class _Reader:
    """The state between two lines: the block and the synset that are open."""

    def __init__(self, name: str, problems: Problems) -> None:
        self.name, self.problems = name, problems
        self.out = VerbFile()
        self.block: VerbBlock | None = None
        self.verbs: list[VerbForms] = []
        self.patterns: list[Pattern] = []
        self.nouns: list[tuple[str, Where]] = []
        self.options: list[tuple[str, str]] = []
        self.examples: list[Example] = []
        self.last: _Pattern | None = None
        self.below: list[Example] = []  # those of the last pattern, or of a block before its first
        self.synset: tuple[str, Where] | None = None
        self.members: list[tuple[str, Where]] = []
        self.names: dict[str, Where] = {}

    def take(self, line: Line) -> None:
        first = line.text[0]
        if first == "-":
            if line.text.startswith("---"):
                self.header(line)
            else:
                self.pattern(line)
        elif first in "=!":
            self.example(line)
        elif first == "+" and self.synset:
            self.member(line)
        elif first == "@":
            self.directive(line)
        elif first == "&":
            self.open_synset(line)
        elif first == "~":
            self.transformation(line)
        else:
            self.verb(line)

    def close(self) -> None:
        """File what is open."""
        if self.synset:
            name, where = self.synset
            if not self.members:
                self.problems.add(f"the synset {name} has no members", Line(where.line, name, "", name), 1)
            self.out.synsets.append(Synset(name, tuple(self.members), where))
            self.synset, self.members = None, []
        if self.block:
            self.file_pattern()
            block = self.block
            done = VerbBlock(
                block.name,
                block.code,
                tuple(self.verbs),
                tuple(self.patterns),
                block.where,
                tuple(self.nouns),
                tuple(self.options),
                tuple(self.examples),
            )
            self.out.blocks.append(done)
            self.block = None
            self.verbs, self.patterns, self.nouns, self.options, self.examples = [], [], [], [], []

    def file_pattern(self) -> None:
        """File the last pattern with the examples below it."""
        if self.last is not None:
            written, options = self.last
            self.patterns.append(_pattern((*written, tuple(self.below), options)))
            self.last, self.below = None, []
        elif self.below:
            self.examples, self.below = self.below, []

    def header(self, line: Line) -> None:
        self.close()
        match = _HEADER.match(line.text)
        if not match:
            self.problems.add("a block is opened by --- NAME [CODE] ---", line, 1)
            return
        name, more, code, closing = match.groups()
        if more:
            self.problems.add("the name of a block is one word; join words with _", line, more)
        if code is not None and not closing:
            self.problems.add("code is missing its closing ]", line, len(line.raw.rstrip()) + 1)
        if code is None:
            self.problems.add("a block without a code; write [---] if its verbs alone mean no event", line, 1)
        self.block = VerbBlock(name, (code or "---").strip(), (), (), Where(self.name, line.number))

    def open_synset(self, line: Line) -> None:
        self.close()
        name = line.text.split()[0]
        if len(name) == 1:
            self.problems.add("a synset needs a name after the &", line, "&")
            return
        if line.text != name:
            self.problems.add(
                "text after the name of a synset; members go below, one a line, with +", line, len(name) + 2
            )
        if name in self.names:
            self.problems.add(
                f"{name} is defined again; its members are added to those at {self.names[name]}", line, 1
            )
        where = Where(self.name, line.number)
        self.names.setdefault(name, where)
        self.synset = (name, where)

    def member(self, line: Line) -> None:
        word = line.text[1:].strip()
        if not word:
            self.problems.add("an empty member", line, "+")
            return
        if "[" in word:
            self.problems.add("a member of a synset has no code", line, "[")
            word = word.partition("[")[0].strip()
        self.members.append((word, _where((self.name, line.number))))

    def verb(self, line: Line) -> None:
        if self.block is None:
            self.problems.add("a verb outside any block; open one with --- NAME [CODE] ---", line, 1)
            return
        body = line.text.partition(";")[0].strip()  # TABARI's comments live on in PETRARCH's files
        if "*" in body:
            self.problems.add("a pattern starts with -; the line is left out", line, 1)
            return
        where = _where((self.name, line.number))
        if body.isalpha():  # one word and no more, as most are
            self.verbs.append(_verb((body, where, (), "", True)))
            return
        code = ""
        bracket = body.find("[")
        if bracket >= 0:
            code, closing, after = body[bracket + 1 :].partition("]")
            if not closing:
                self.problems.add("code is missing its closing ]", line, len(line.raw.rstrip()) + 1)
            if after.strip():
                self.problems.add(f"text after the code is left out: {after.strip()}", line, after.strip())
            body = body[:bracket]
        regular = True
        if "{" in body or "}" in body:
            regular = False
            if body.count("{") != 1 or body.count("}") != 1:
                self.problems.add(
                    "the forms of a verb stand in one pair of braces", line, "{" if "{" in body else "}"
                )
        words = [word.removeprefix("+") for word in body.replace("{", " ").replace("}", " ").split()]
        if not words:
            self.problems.add("a code without a verb", line, 1)
            return
        if len(words) > 1 and regular:
            regular = False
            self.problems.add("forms of a verb belong in braces: BASE {FORM FORM}", line, words[1])
        for word in body.split() if "_" in body else ():
            if "_" in word and "+" not in word:
                self.problems.add(
                    f"{word} needs a + on the word that inflects; the first is taken", line, word
                )
        self.verbs.append(_verb((words[0], where, tuple(words[1:]), code.strip(), regular)))

    def pattern(self, line: Line) -> None:
        if self.block is None:
            self.problems.add("a pattern outside any block", line, 1)
            return
        body = line.text[1:].strip()
        match = _CODE.search(body)
        if not match:
            missing = "code is missing its closing ]" if "[" in body else "a pattern needs a code in []"
            self.problems.add(missing + "; the pattern is left out", line, len(line.raw.rstrip()) + 1)
            return
        text = body[: match.start()].strip()
        fault = None if _SOUND.match(text) else pattern_fault(text)
        if fault:
            self.problems.add(f"{fault[0]}; the pattern is left out", line, fault[1])
            return
        code, rest = match.groups()
        active, _, passive = code.strip().partition(":")
        options: tuple[tuple[str, str], ...] = ()
        if rest:
            words = (word.strip().partition(" ") for word in rest.split("@")[1:])
            options = tuple((key, value.strip()) for key, _, value in words)
            if rest[0] != "@":
                self.problems.add(f"text after the code is left out: {rest}", line, rest)
        self.file_pattern()
        place = _where((self.name, line.number))
        self.last = (text, active, place, passive, line.comment.strip()), options

    def directive(self, line: Line) -> None:
        if self.block is None:
            self.problems.add("an option outside any block", line, "@")
            return
        key, _, value = line.text[1:].partition(" ")
        if key == "noun":
            where = Where(self.name, line.number)
            self.nouns += [(word, where) for word in value.split()]
        else:
            self.options.append((key, value.strip()))

    def example(self, line: Line) -> None:
        if self.block is None:
            self.problems.add("an example outside any block", line, 1)
            return
        text, arrow, told = line.text[1:].partition("=>")
        events = []
        for one in told.replace(";", ",").split(",") if told.strip() else ():
            match = _EVENT.match(one.strip())
            if not match:
                self.problems.add(
                    f"an event is written SOURCE CODE TARGET, not {one.strip()}", line, one.strip()
                )
                return
            events.append((match.group(1), match.group(3), match.group(2)))
        if line.text[0] == "=" and not events:
            self.problems.add(
                "an example that must match ends with => SOURCE CODE TARGET", line, len(line.raw) + 1
            )
            return
        if line.text[0] == "!" and arrow and not events:
            self.problems.add("an example that must not match has no => or events after it", line, "=>")
        where, matches = _where((self.name, line.number)), line.text[0] == "="
        self.below.append(Example(text.strip(), tuple(events), where, matches, line.comment.strip()))

    def transformation(self, line: Line) -> None:
        match = _TRANSFORM.match(line.text[1:].strip())
        if not match or line.text.count("(") != line.text.count(")"):
            self.problems.add("a transformation is written ~ a (b c VERB) VERB = a b CODE", line, 1)
            return
        left, source, target, code = (part.strip() for part in match.groups())
        where = Where(self.name, line.number)
        self.out.transformations.append(Transformation(f"{left} = {source} {target}", code, where))


def pattern_fault(text: str) -> tuple[str, str | int] | None:
    """What is wrong with a pattern's brackets or its *, and the piece that shows it; None for a sound one.

    >>> pattern_fault("* {SIZE OF MISSION")
    ('a { without its }', '{')
    """
    if text.count("*") != 1:
        return ("a pattern has one *, where the verb stands", "*" if "*" in text else 1)
    for opening, closing in ("{}", "()"):
        depth = 0
        for char in text:
            depth += (char == opening) - (char == closing)
            if depth < 0:
                return f"a {closing} without its {opening}", closing
            if depth > 1:
                return f"a {opening} inside another", opening
        if depth:
            return f"a {opening} without its {closing}", opening
    return None


class SynsetFault(NamedTuple):
    """A synset that is used wrongly: what is wrong, where, and the name that shows it."""

    message: str
    where: Where
    name: str


def check_synsets(blocks: Iterable[VerbBlock], synsets: Sequence[Synset]) -> list[SynsetFault]:
    """Synsets that patterns use and nobody defines, and synsets that contain themselves.

    >>> ring = Synset("&A", (("&A", Where("x", 2)),), Where("x", 1))
    >>> check_synsets([], (ring,))[0].message
    'the synset &A contains itself: &A -> &A'
    """
    known: dict[str, list[tuple[str, Where]]] = {}
    for synset in synsets:
        known.setdefault(synset.name, []).extend(synset.members)
    found = []
    for block in blocks:
        for pattern in block.patterns:
            for name in _NAME.findall(pattern.text) if "&" in pattern.text else ():
                if name not in known:
                    found.append(SynsetFault(f"the synset {name} is not defined", pattern.where, name))
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...], where: Where) -> None:
        if name in path:
            ring = " -> ".join((*path[path.index(name) :], name))
            found.append(SynsetFault(f"the synset {name} contains itself: {ring}", where, name))
        elif name not in done:
            for member, place in known[name]:
                for inner in _NAME.findall(member) if "&" in member else ():
                    if inner in known:
                        walk(inner, (*path, name), place)
                    else:
                        found.append(SynsetFault(f"the synset {inner} is not defined", place, inner))
            done.add(name)

    for synset in synsets:
        walk(synset.name, (), synset.where)
    return found
