"""Verb blocks by the words that call them: which lemmas and nouns are predicates, and with which patterns.

blocks -compile_verbs-> plain data (rows by lemma) -VerbIndex.of-> predicates, made as words are met
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from attrs import frozen

from diplocode.lexicon.entries import Pattern, Synset, VerbBlock
from diplocode.lexicon.inflect import singular, verb_forms
from diplocode.lexicon.patterns import Compiled, Compiler, clean_code, synset_members
from diplocode.lexicon.rows import ROW, SEP, Decoded, Places, row
from diplocode.model import Where

_Rows = dict[str, list[str]]


class Group:
    """A block as the matcher sees it: default code, options, patterns by key word ("" for those without
    words).

    Patterns are compiled when the block is first asked for them: a text uses few of the blocks.
    """

    __slots__ = ("_by_word", "_compiler", "_patterns", "_places", "code", "options")

    def __init__(self, text: str, compiler: Compiler, places: Places) -> None:
        head, _, self._patterns = text.partition(ROW)
        self.code, *options = head.split(SEP)
        self.options = _options(options)
        self._compiler, self._places = compiler, places
        self._by_word: dict[str, tuple[Compiled, ...]] | None = None

    @property
    def by_word(self) -> dict[str, tuple[Compiled, ...]]:
        """The patterns by the words that they cannot do without."""
        if self._by_word is None:
            self._by_word = self._compiler.by_word(self.patterns())
            self._patterns = ""
        return self._by_word

    def patterns(self) -> Iterator[Pattern]:
        for line in self._patterns.split(ROW) if self._patterns else ():
            text, code, passive, place, *options = line.split(SEP)
            where = self._places.where(place)
            yield Pattern(text, code, where, passive, options=tuple(_options(options).items()))

    def candidates(self, words: Iterable[str]) -> Iterable[Compiled]:
        """The patterns that may match a sentence with these words, in the order of their file.

        The order of a set is another in every process: it must not decide.
        """
        by_word = self.by_word
        found = list(by_word.get("", ()))
        for word in by_word.keys() & words:
            found += by_word[word]
        if len(found) > 1:
            found.sort(key=_place)
        return found


def _place(compiled: Compiled) -> tuple[int, str]:
    return compiled.pattern.where.line, compiled.pattern.text


def _options(fields: Iterable[str]) -> dict[str, str]:
    return {key: value for key, _, value in (field.partition("=") for field in fields)}


@frozen(slots=True)
class Predicate:
    """How a lemma may be a predicate: its block, the further words it needs (break OFF), its entry's
    place."""

    group: Group
    extra: tuple[str, ...]
    where: Where
    code: str
    noun: bool = False


@frozen(slots=True)
class VerbIndex:
    """All predicates by lemma, and the map from word forms to lemmas.

    `weak` holds the predicates of `@weak` blocks, which count between marked parties only.
    """

    verbs: Mapping[str, tuple[Predicate, ...]]
    nouns: Mapping[str, tuple[Predicate, ...]]
    forms: Mapping[str, frozenset[str]]
    weak: VerbIndex | None = None

    @classmethod
    def of(cls, table: dict[str, Any]) -> VerbIndex:
        """The index that `compile_verbs` has written down."""
        places = Places(table["files"])
        compiler = Compiler(table["synsets"])
        groups: dict[int, Group] = {}
        blocks: list[str] = table["blocks"]

        def decode(text: str, noun: bool) -> tuple[Predicate, ...]:
            out = []
            for line in text.split(ROW):
                block, extra, place, code = line.split(SEP)
                number = int(block)
                group = groups.get(number)
                if group is None:
                    group = groups[number] = Group(blocks[number], compiler, places)
                where = places.where(place)
                out.append(Predicate(group, tuple(extra.split()), where, code, noun))
            return tuple(out)

        forms = Decoded[frozenset[str]](table["forms"], lambda text: frozenset(text.split(" ")))
        strong, weak = (
            (
                Decoded(rows["verbs"], partial(decode, noun=False)),
                Decoded(rows["nouns"], partial(decode, noun=True)),
                forms,
            )
            for rows in (table["strong"], table["weak"])
        )
        return cls(*strong, cls(*weak))

    def lemmas(self, word: str) -> frozenset[str]:
        """The base forms a lower-case word may be a form of."""
        return self.forms.get(word) or frozenset((word,))


def compile_verbs(blocks: Sequence[VerbBlock], synsets: Iterable[Synset]) -> dict[str, Any]:
    """All blocks by the lemmas of their verbs and nouns, `@weak` ones apart, as plain data.

    >>> block = VerbBlock("EXPEL", "166", (), (), Where("x", 1), nouns=(("EXPULSION", Where("x", 2)),))
    >>> VerbIndex.of(compile_verbs([block], [])).nouns["expulsion"][0].code
    '166'
    """
    places = Places()
    forms: dict[str, set[str]] = {}
    inflected: dict[str, tuple[str, ...]] = {}
    sides: list[tuple[_Rows, _Rows, _Rows]] = [({}, {}, {}), ({}, {}, {})]
    for number, block in enumerate(blocks):
        verbs, nouns, gerunds = sides[block.weak]
        default = clean_code(block.code)
        for base, place, given, own, _ in block.verbs:
            words, main = _base(base)
            if not words:
                continue
            lemma, extra = words[main], [w for i, w in enumerate(words) if i != main]
            known = inflected.get(lemma)
            if known is None:
                known = inflected[lemma] = verb_forms(lemma)
                for form in (lemma, *known):
                    forms.setdefault(form, set()).add(lemma)
            for form in _single(given, main):
                forms.setdefault(form, set()).add(lemma)
            code = (clean_code(own) if own else "") or default
            line = row(str(number), " ".join(extra), places.at(place), code)
            verbs.setdefault(lemma, []).append(line)
            if not extra:  # "the killing of", "the shelling of": every verb names its act
                gerunds.setdefault(known[3], []).append(line)
        for noun, place in block.nouns:
            words = [w for w in noun.lower().replace("_", " ").split() if w]
            if words:
                line = row(str(number), " ".join(words[:-1]), places.at(place), default)
                nouns.setdefault(singular(words[-1]), []).append(line)
    for _, nouns, gerunds in sides:
        for gerund, lines in gerunds.items():
            nouns.setdefault(gerund, []).extend(lines)
    strong, weak = (
        {
            "verbs": {lemma: ROW.join(lines) for lemma, lines in verbs.items()},
            "nouns": {noun: ROW.join(lines) for noun, lines in nouns.items()},
        }
        for verbs, nouns, _ in sides
    )
    return {
        "forms": {form: " ".join(sorted(lemmas)) for form, lemmas in forms.items()},
        "strong": strong,
        "weak": weak,
        "blocks": [_block(block, places) for block in blocks],
        "synsets": synset_members(synsets),
        "files": places.files,
    }


def _block(block: VerbBlock, places: Places) -> str:
    """A block's code and options, and below them a row per pattern."""
    lines = [row(clean_code(block.code), *_written(block.options))]
    for text, code, where, passive, _, _, options in block.patterns:
        if options:
            lines.append(row(text, code, passive, places.at(where), *_written(options)))
        elif SEP in text:
            lines.append(row(text, code, passive, places.at(where)))
        else:
            lines.append(f"{text}{SEP}{code}{SEP}{passive}{SEP}{places.at(where)}")
    return ROW.join(lines)


def _written(options: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"{key.lower()}={value}" for key, value in options)


def _base(text: str) -> tuple[list[str], int]:
    """The words of a verb in lower case, and which of them inflects (the one with a +, else the first)."""
    if text.isalpha():
        return [text.lower()], 0
    words = [word for word in text.lower().replace("_", " ").split() if word]
    main = next((i for i, word in enumerate(words) if word[0] == "+"), 0)
    return [word.lstrip("+") for word in words], main


def _single(given: Iterable[str], main: int) -> Iterator[str]:
    """The inflected main word of each form that the file gives (+STIRS_UP -> stirs)."""
    for form in given:
        words = form.lower().split("_")
        marked = [w for w in words if w.startswith("+")]
        word = marked[0] if marked else words[main] if main < len(words) else words[0]
        word = word.lstrip("+")
        if word:
            yield word
